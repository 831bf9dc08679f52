"""Interim."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from pathlib import Path

from suites import search
from suites.adapters import pagefind
from suites.adapters.binary import SearchError
from suites.adapters.pagefind import tool

__all__ = ["SearchError", "make_index", "tool"]


def make_index(copies: Iterable[tuple[str, bytes]], language: str, folder: Path) -> None:
    """Make it."""
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        texts = []
        for path, content in copies:
            (Path(aside) / path).parent.mkdir(parents=True, exist_ok=True)
            (Path(aside) / path).write_bytes(content)
            texts.append(content.decode())
        pagefind.index(Path(aside), language, folder)
    for path, content in search.words(search.with_others({}, search.counted(texts))).items():
        place = folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(content)
