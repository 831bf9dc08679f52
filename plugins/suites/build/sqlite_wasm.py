"""SQLite for the browser: the files that `make data` and `make publish` bring, copied as they are.

@sqlite.org/sqlite-wasm, in the environment of this Python -> theme/sqlite/
"""

import sys
from collections.abc import Iterator
from pathlib import Path

PACKAGE = "node/node_modules/@sqlite.org/sqlite-wasm/dist"
"""Where `tools/setup.sh node` lays the package, in the folder of the environment."""

FILES = {"sqlite3.js": "index.mjs", "sqlite3.wasm": "sqlite3.wasm"}
"""What the page loads, by its name in the site, where not every host knows `.mjs`."""


def package() -> str:
    """Return the folder with the files; an empty text where they are not there."""
    folder = Path(sys.prefix) / PACKAGE
    return str(folder) if all(path.is_file() for path in paths(str(folder))) else ""


def paths(folder: str) -> list[Path]:
    """Return the files in a folder that `package` gave; none for an empty text."""
    return [Path(folder) / name for name in FILES.values()] if folder else []


def size(folder: str) -> int:
    """Return the number of bytes that a reader loads."""
    return sum(path.stat().st_size for path in paths(folder))


def files(folder: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files with their addresses in the site."""
    # A build that changes nothing asks for the package, and imports nothing heavy.
    from suites.archive.urls import ENGINE

    for name, path in zip(FILES, paths(folder), strict=False):
        yield f"{ENGINE}{name}", path.read_bytes()
