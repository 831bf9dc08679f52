"""Whatever became of what is kept between builds, the next build gives the bytes of a clean one."""

from __future__ import annotations

import errno
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from support.build_results import (
    build_refusal,
    clean_build,
    differing_paths,
    index_stand_in,
    read_tree,
    temporary_folder,
)
from support.commands import linux, obey_permissions
from support.length import is_proving, sample
from support.miniature import ROOT
from support.projects import copy_project
from support.random_edits import rewrite

from suites import build
from suites.build import cache, checksummed, search_index, staging
from suites.build.cache import SECTIONS, STATE, Cache
from suites.build.staging import FOLDERS, MANIFEST, STAGING, StagingArea
from suites.system import environment
from suites.system.lock import NAME

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
            assert build_refusal(self.folder) == ""
        return min(cache.glob(pattern))


@pytest.fixture(scope="module")
def patched() -> Iterator[pytest.MonkeyPatch]:
    with pytest.MonkeyPatch.context() as patch:
        for name in environment.VARIABLES:
            patch.setenv(name, "")
        patch.setenv("SITEURL", "https://example.org")
        patch.setenv("REPOSITORY_URL", "https://example.org/repository")
        patch.setattr(search_index, "make_index", index_stand_in)
        yield patch


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory, patched: object) -> Project:
    assert patched
    folder = copy_project(tmp_path_factory.mktemp("damage") / "project")
    sites = {}
    for _ in range(2):
        rewrite(folder / PAGE, lambda text: f"{text}\nUn mot de plus.\n")
        sites[(folder / PAGE).read_text("utf-8")] = clean_build(folder)
    assert build_refusal(folder) == ""
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
WAYS = (make_a_file, *ANY, *OF_FILES)
DAMAGES = [
    *((name, how) for name, how in product(KEPT, ANY)),
    *((name, how) for name, how in product(KEPT, OF_FILES) if name not in (*FOLDERS, NAME)),
    *((name, make_a_file) for name in FOLDERS),
    *((NAME, how) for how in (fill_with_garbage, make_a_folder)),
]
TRIED = sample(sorted(DAMAGES, key=lambda one: WAYS.index(one[1])), 10)
"""In `make test` every way, of some file or folder."""
assert {how for _, how in TRIED} == {how for _, how in DAMAGES}


@pytest.mark.prove
@pytest.mark.parametrize(
    ("name", "damage"), TRIED, ids=[f"{name}-{how.__name__}" for name, how in TRIED]
)
def test_a_damage_changes_no_byte_and_is_mended(
    project: Project, name: str, damage: Callable[[Path], None]
) -> None:
    folder = project.folder
    sources = read_tree(folder / "content"), read_tree(folder / "theme")
    try:
        damage(project.kept(name))
        if "images" in name:
            shutil.rmtree(folder / "output")  # or none would be asked for
        is_mended = not build.build(folder / "pelicanconf.py").startswith("nothing changed")
        assert differing_paths(read_tree(folder / "output"), project.site) == []
        if is_mended:
            damage(project.kept(name))
        site = project.edit()
        assert build_refusal(folder) == ""
        assert differing_paths(read_tree(folder / "output"), site) == []
        assert build.build(folder / "pelicanconf.py").startswith("nothing changed")
        project.edit()
        assert (read_tree(folder / "content"), read_tree(folder / "theme")) == sources
    except BaseException:
        for made in (".cache", "output"):
            shutil.rmtree(folder / made, ignore_errors=True)
        for source in ("content", "theme"):
            shutil.rmtree(folder / source)
            shutil.copytree(folder.with_name("sources") / source, folder / source)
        build_refusal(folder)
        raise


# What permissions, disks and other programs do


def bounded(project: Project) -> subprocess.CompletedProcess[str]:
    """What a build comes to that may not pass over permissions; of the index, by its stand-in."""
    return subprocess.run(
        [sys.executable, "-m", "support.killed_build", str(project.folder), "0", "alone"],
        env={**os.environ, "PYTHONPATH": f"{ROOT}/plugins:{ROOT}/tests"},
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=obey_permissions,
    )


@linux
@pytest.mark.prove
@pytest.mark.parametrize("name", sample([one for one in KEPT if one not in FOLDERS], 4))
def test_what_may_not_be_read_is_made_again(project: Project, name: str) -> None:
    for _ in range(2 if is_proving() else 1):
        site = project.edit()
        assert build_refusal(project.folder) == ""
        project.kept(name).chmod(0)
        site = project.edit()
        done = bounded(project)
        assert done.returncode == 0, done.stderr
        assert differing_paths(read_tree(project.folder / "output"), site) == []
    assert build.build(project.folder / "pelicanconf.py").startswith("nothing changed")


@linux
def test_a_cache_that_can_only_be_read_still_says_that_nothing_changed(project: Project) -> None:
    folder = project.folder
    assert build_refusal(folder) == ""
    (folder / PAGE).touch()
    cache = folder / ".cache"
    cache.chmod(0o500)
    try:
        done = bounded(project)
        assert done.stderr.startswith("nothing changed")
        project.edit()
        refused = bounded(project)
        assert refused.returncode == 1
        assert str(cache) in refused.stderr
        assert len(refused.stderr.splitlines()) == 1
    finally:
        cache.chmod(0o755)
    assert build_refusal(folder) == ""
    assert differing_paths(read_tree(folder / "output"), project.site) == []


def test_the_cache_may_lie_on_another_disk_than_the_output(project: Project) -> None:
    folder = project.folder
    if Path("/dev/shm").stat().st_dev == folder.stat().st_dev:
        pytest.skip("there is one disk here")
    with temporary_folder("/dev/shm") as other:
        shutil.move(folder / ".cache", other / "cache")
        (folder / ".cache").symlink_to(other / "cache")
        try:
            for _ in range(2):
                (folder / "output/.writing-1-left-by-a-dead-one").write_text("half", "utf-8")
                site = project.edit()
                assert build_refusal(folder) == ""
                assert differing_paths(read_tree(folder / "output"), site) == []
            (folder / "output/.writing-1-left-by-a-dead-one").write_text("half", "utf-8")
            assert build_refusal(folder) == ""
            assert differing_paths(read_tree(folder / "output"), site) == []
        finally:
            (folder / ".cache").unlink()


@pytest.mark.prove
@pytest.mark.parametrize("seed", sample(range(6), 3))
def test_a_disk_that_is_full_is_told_and_the_next_build_is_right(
    project: Project, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    folder, left = project.folder, 3 ** (seed + 1)
    assert build_refusal(folder) == ""
    if seed % 2:
        shutil.rmtree(folder / ".cache")
    site = project.edit()

    def full(write: Callable[..., Any]) -> Callable[..., Any]:
        def writing(*given: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return write(*given)

        return writing

    with monkeypatch.context() as filling:
        filling.setenv("SUITES_SPAWN", "1")
        filling.setattr(StagingArea, "write", full(StagingArea.write))
        filling.setattr(Cache, "append", full(Cache.append))
        filling.setattr(staging, "move", full(staging.move))
        for module in (cache, checksummed, staging):
            filling.setattr(module, "write_whole", full(module.write_whole))
        assert build_refusal(folder) in ("", "the disk is full")
    assert build_refusal(folder) == ""
    assert differing_paths(read_tree(folder / "output"), site) == []


def test_a_cache_of_another_form_is_built_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert build_refusal(project.folder) == ""
    with monkeypatch.context() as another:
        another.setattr(cache, "FORM", "another")
        site = project.edit()
        assert build_refusal(project.folder) == ""
        assert differing_paths(read_tree(project.folder / "output"), site) == []
    site = project.edit()
    assert build_refusal(project.folder) == ""
    assert differing_paths(read_tree(project.folder / "output"), site) == []
