"""Archives loaded and sites built in the test's own process, through the cache of a build."""

from __future__ import annotations

from pathlib import Path

from suites.analysis.loading import LoadedArchive
from suites.build.builder import Builder
from suites.build.cache import Cache
from suites.build.settings import SiteSettings
from support.miniature import ROOT


def builder(content: Path, cache: Path, *, site_url: str = "", private: bool = False) -> Builder:
    """Return a builder of the site of a content, into `output` beside it."""
    settings = SiteSettings(
        content=str(content),
        theme=str(ROOT / "theme"),
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
    """Load and check a content as a build does, with the cache that the last one left."""
    return builder(content, cache).load()
