"""A content loaded and built in this process, by what a cache keeps, as `suites build` does it."""

from __future__ import annotations

from pathlib import Path

from suites.analysis.loading import LoadedArchive
from suites.build.builder import Builder
from suites.build.cache import Cache
from suites.build.settings import SiteSettings

THEME = Path(__file__).parents[1] / "theme"


def builder(content: Path, cache: Path, *, site_url: str = "", private: bool = False) -> Builder:
    """What builds the content into `output` beside it, and goes on from the cache."""
    settings = SiteSettings(
        content=str(content),
        theme=str(THEME),
        output=str(content.parent / "output"),
        captures=str(content.parent / "captures"),
        language="",
        site_url=site_url,
        repository="",
        base="/",
        commit="",
        private=private,
    )
    return Builder(settings, Cache(cache), lambda _what, _done, _of: None)


def load(content: Path, cache: Path) -> LoadedArchive:
    """The content as a build loads and checks it, which begins anew with what the cache keeps."""
    return builder(content, cache).load()
