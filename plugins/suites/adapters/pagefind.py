"""Pagefind: the folded copies of the pages -> an index, in a folder of the cache.

It is made aside and moved there when it is whole. Pagefind's Python interface waits a tenth of a
second a page: the binary reads all the copies at once.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from suites import search
from suites.adapters.binary import SearchError, run

__all__ = ["SearchError", "index", "tool"]

UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Interfaces that Pagefind brings along; `search.js` is ours."""


def index(copies: Path, language: str, made: Path, end: str = "") -> None:
    """Make the index of the copies that lie in a folder into another, which is replaced whole.

    The names of its pages `end` with that. Raises SearchError when Pagefind is missing or fails,
    OSError when the disk is full.
    """
    shutil.rmtree(made, ignore_errors=True)
    with tempfile.TemporaryDirectory(dir=made.parent, prefix=".making-") as folder:
        aside = Path(folder, "index")
        run(copies, aside, ("--force-language", language, "--include-characters", search.SIGNS))
        _keep_what_is_used(aside, language)
        _order(aside, end)
        _share(aside)
        aside.rename(made)


def tool() -> str:
    """What makes the index, and how: another one would make another index of the same copies."""
    folder = Path(search.__file__).parent
    code = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return repr((version("pagefind_bin"), UNUSED, search.SIGNS, sha256(code).hexdigest()[:16]))


def _keep_what_is_used(made: Path, language: str) -> None:
    for path in made.iterdir():
        if path.name.startswith(UNUSED):
            path.unlink()
    if (made / f"wasm.{language}.pagefind").exists():
        (made / "wasm.unknown.pagefind").unlink(missing_ok=True)


def _share(made: Path) -> None:
    """Put the texts of pages together in files of a few, unless their form is not known."""
    own = {path.stem: path for path in (made / "fragment").iterdir()}
    try:
        found = {
            address: search.texts({name: own[name].read_bytes() for name in names})
            for address, names in search.shared(own).items()
        }
    except ValueError:
        return  # the script reads them one by one
    (made / "texts").mkdir()
    for address, content in found.items():
        (made / address).write_bytes(content)
    shutil.rmtree(made / "fragment")


def _order(made: Path, end: str) -> None:
    # None of the fragments, which are as many as pages.
    found = [path for inside in ("*.*", "filter/*", "index/*") for path in made.glob(inside)]
    named = {path.relative_to(made).as_posix(): path for path in found}
    before = {n: p for n, p in named.items() if search.is_ordered_here(n, p.stat().st_size)}
    try:
        read = {name: path.read_bytes() for name, path in before.items()}
        after, names = search.in_order(read, end)
    except (KeyError, ValueError) as error:
        raise SearchError(f"the search index is not of a form that is known: {error}") from None
    for path in before.values():
        path.unlink()
    for old, new in names.items():
        # No name is the beginning of another: none is taken yet.
        os.rename(f"{made}{os.sep}{old}", f"{made}{os.sep}{new}")  # noqa: PTH104 - as many as pages
    for name, content in after.items():
        (made / name).parent.mkdir(exist_ok=True)
        (made / name).write_bytes(content)
