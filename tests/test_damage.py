"""Whatever became of what is kept between builds, the next build gives the bytes of a clean one."""

from __future__ import annotations

import os
import random
import shutil
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest
from edits import clean, contents, differing, laid, outcome, quick_index, rewrite

from suites import build, environment
from suites.build import search_index
from suites.build.cache import SECTIONS, STATE
from suites.build.staging import MANIFEST, STAGING
from suites.lock import NAME

PAGE = "content/pages/methode.md"
KEPT = (*SECTIONS, STATE, NAME, STAGING, "images", "images/*", "templates", "templates/*", MANIFEST)


class Project(NamedTuple):
    """A project that was built, and what clean builds make of each of its two states."""

    folder: Path
    sites: dict[str, dict[str, bytes]]

    def edit(self) -> dict[str, bytes]:
        """Go on to the other state of the sources; what a clean build makes of it."""
        page = self.folder / PAGE
        text = page.read_text("utf-8")
        (other,) = self.sites.keys() - {text}
        page.write_text(other, "utf-8")
        return self.sites[other]

    @property
    def site(self) -> dict[str, bytes]:
        """What a clean build makes of the sources as they are."""
        return self.sites[(self.folder / PAGE).read_text("utf-8")]

    def kept(self, name: str) -> Path:
        """A file or a folder that is kept between builds."""
        if name == MANIFEST:
            return self.folder / "output" / MANIFEST
        pattern = f"{name}-*" if name in SECTIONS else name
        cache = self.folder / ".cache"
        if not any(cache.glob(pattern)):  # an image, of which none was asked for since
            shutil.rmtree(self.folder / "output")
            assert outcome(self.folder) == ""
        return min(cache.glob(pattern))


@pytest.fixture(scope="module")
def patched() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        for name in environment.VARIABLES:
            patch.setenv(name, "")
        patch.setenv("SITEURL", "https://example.org")
        patch.setattr(search_index, "make_index", quick_index)
        yield patch


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, patched: object) -> Project:
    assert patched
    folder = laid(tmp_path_factory.mktemp("damage") / "project")
    sites = {}
    for _ in range(2):
        rewrite(folder / PAGE, lambda text: f"{text}\nUn mot de plus.\n")
        sites[(folder / PAGE).read_text("utf-8")] = clean(folder)
    assert outcome(folder) == ""
    shutil.copytree(folder, folder.with_name("sources"))
    return Project(folder, sites)


def flip(path: Path) -> None:
    """Flip one bit, keeping size and times."""
    status, content = path.stat(), bytearray(path.read_bytes())
    content[random.Random(path.name).randrange(len(content))] ^= 4
    path.write_bytes(content)
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


def truncate(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def empty(path: Path) -> None:
    path.write_bytes(b"")


def fill_with_garbage(path: Path) -> None:
    path.write_bytes(b"something else altogether" * 99)


def remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink()


def make_a_folder(path: Path) -> None:
    remove(path)
    (path / "inside").mkdir(parents=True)
    (path / "inside/file").write_text("something", "utf-8")


def make_a_file(path: Path) -> None:
    remove(path)
    path.write_text("no folder", "utf-8")


def link_to_nothing(path: Path) -> None:
    remove(path)
    path.symlink_to("nowhere")


def link_to_a_source(path: Path) -> None:
    """A link through which nothing may be written."""
    is_folder = path.is_dir()
    remove(path)
    project = next(one for one in path.parents if (one / "content").is_dir())
    path.symlink_to(project / ("content" if is_folder else "content/archive.yaml"))


ANY = (remove, link_to_nothing, link_to_a_source)
OF_FILES = (flip, truncate, empty, fill_with_garbage, make_a_folder)
IS_FOLDER = (STAGING, "images", "templates")
DAMAGES = [
    *((name, how) for name, how in product(KEPT, ANY)),
    *((name, how) for name, how in product(KEPT, OF_FILES) if name not in (*IS_FOLDER, NAME)),
    *((name, make_a_file) for name in IS_FOLDER),
    *((NAME, how) for how in (fill_with_garbage, make_a_folder)),
]


@pytest.mark.parametrize(
    ("name", "damage"), DAMAGES, ids=[f"{name}-{how.__name__}" for name, how in DAMAGES]
)
def test_a_damage_changes_no_byte_and_is_mended(
    project: Project, name: str, damage: Callable[[Path], None]
) -> None:
    folder = project.folder
    sources = contents(folder / "content"), contents(folder / "theme")
    try:
        damage(project.kept(name))
        if "images" in name:
            shutil.rmtree(folder / "output")  # or none would be asked for
        is_mended = not build.build(folder / "pelicanconf.py").startswith("nothing changed")
        assert differing(contents(folder / "output"), project.site) == []
        if is_mended:
            damage(project.kept(name))
        site = project.edit()
        assert outcome(folder) == ""
        assert differing(contents(folder / "output"), site) == []
        assert build.build(folder / "pelicanconf.py").startswith("nothing changed")
        project.edit()
        assert (contents(folder / "content"), contents(folder / "theme")) == sources
    except BaseException:
        for made in (".cache", "output"):
            shutil.rmtree(folder / made, ignore_errors=True)
        for source in ("content", "theme"):
            shutil.rmtree(folder / source)
            shutil.copytree(folder.with_name("sources") / source, folder / source)
        outcome(folder)
        raise
