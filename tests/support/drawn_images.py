"""The share images of the miniature, drawn once for all the projects that a test run copies.

Drawing them takes a third of a first build for a known address. Clean builds, with which others are
compared, draw their own.
"""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

from suites.analysis import loading
from suites.build.share_images import ShareImages
from suites.site.views import Deployment, ViewBuilder
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE, THEME


def write_share_images(build_cache: Path) -> None:
    """Write the images into the cache of a build; none where the miniature is not there."""
    if CONTENT.is_dir():
        shutil.copytree(Path(_drawn().name, "images"), build_cache / "images", dirs_exist_ok=True)


@cache
def _drawn() -> tempfile.TemporaryDirectory[str]:
    """Return a folder with the images, which goes when the tests end."""
    folder = tempfile.TemporaryDirectory()
    linked = loading.load_archive(CONTENT).linked
    assert linked
    builder = ViewBuilder(linked, CATALOGUE, Deployment(url="https://example.org"))
    images = ShareImages(builder, THEME, Path(folder.name))
    assert all(list(images.draw(id_)) for id_ in ("", *linked.archive.announcements))
    return folder
