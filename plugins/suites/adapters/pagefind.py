"""Pagefind: the copies of the pages in the cache -> the search index, also in the cache."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from suites.build.search_index import SearchError, make_index, tool

__all__ = ["SearchError", "index", "tool"]


def index(copies: Path, language: str, made: Path) -> None:
    """Make the index of the copies that lie in a folder into another, which is replaced whole.

    Raises SearchError when Pagefind is missing or fails, OSError when the disk is full.
    """
    shutil.rmtree(made, ignore_errors=True)
    paths = sorted(path.relative_to(copies).as_posix() for path in copies.rglob("*.html"))
    with tempfile.TemporaryDirectory(dir=made.parent, prefix=".making-") as folder:
        aside = Path(folder, "index")
        make_index(((path, (copies / path).read_bytes()) for path in paths), language, aside)
        aside.rename(made)
