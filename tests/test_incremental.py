"""A build that goes on from the last one leaves what a clean one would, whatever came between."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import psutil
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.build_results import (
    build_refusal,
    clean_build,
    differing_paths,
    index_stand_in,
    read_tree,
    serve_round,
    temporary_folder,
)
from support.length import at_length
from support.miniature import ROOT
from support.projects import copy_project
from support.random_edits import (
    DAMAGES,
    FOREIGN_FILE_REFUSAL,
    RARE,
    USUAL,
    foreign_files,
    records,
    rewrite,
)

from suites import build
from suites.build import search_index
from suites.build.search_index import SearchError
from suites.build.staging import StagingArea
from suites.system import environment
from suites.system.atomic_write import discard
from suites.system.lock import BusyError, locked

SERIES, PROVEN = 1, 300
"""How many series of edits are tried: in every run of the tests, and by `make prove`."""

DISKS = [disk for disk in ("/dev/shm", None) if disk is None or os.access(disk, os.W_OK)]
WAYS = ({}, {"SUITES_SPAWN": "1"}, {"SUITES_SHORTCUTS": "0"}, {})


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in (*environment.VARIABLES, "SUITES_SPAWN", "SUITES_SHORTCUTS"):
        monkeypatch.setenv(name, "")
    monkeypatch.setattr(search_index, "make_index", index_stand_in)


def compared(project: Path, about: object) -> None:
    """The output of a project is what a clean build makes, with what others laid there."""
    ours, theirs = read_tree(project / "output"), clean_build(project)
    assert differing_paths(ours, theirs | foreign_files(project)) == [], about


def tried(seed: int) -> None:
    """One series: each edit is built, or refused as a whole build refuses it, and then undone."""
    chance = random.Random(seed)
    os.environ.update({"SUITES_SPAWN": "", "SUITES_SHORTCUTS": "", "SITEURL": ""})
    os.environ.update(WAYS[seed % len(WAYS)])
    told = [f"seed {seed}"]
    with temporary_folder(DISKS[seed // 4 % len(DISKS)]) as folder:
        project, before = copy_project(folder / "project"), folder / "before"
        assert build_refusal(project) == ""
        for _ in range(chance.randint(2, 6)):
            shutil.copytree(project / "content", before)
            for _ in range(chance.choice((1, 1, 2, 3))):
                edit = chance.choice(chance.choice((USUAL, USUAL, RARE, DAMAGES)))
                edit(project, chance)
                told.append(edit.__name__)
            refused = build_refusal(project)
            told.append(refused and "refused")
            if FOREIGN_FILE_REFUSAL in refused:
                for path in foreign_files(project):
                    (project / "output" / path).unlink()
                refused = build_refusal(project)
            if refused:
                assert build_refusal(project, full=chance.random() < 0.5) == refused, told
                shutil.rmtree(project / "content")
                shutil.copytree(before, project / "content")
                for path in foreign_files(project):
                    (project / "output" / path).unlink()
                assert build_refusal(project) == "", told
            shutil.rmtree(before)
            if chance.random() < 0.3:
                compared(project, told)
        compared(project, told)


EXAMPLES = SERIES if (settings.default or settings()).max_examples < PROVEN else PROVEN
AT_LENGTH = settings(
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@given(seed=st.integers(0, 1_000_000))
@settings(AT_LENGTH, max_examples=EXAMPLES)
def test_a_series_of_edits_ends_where_a_clean_build_does(seed: int) -> None:
    tried(seed)


# Builds that are killed, at each step that changes the disk


class Built(NamedTuple):
    """A project of which a build is killed again and again, and its clean sites, by the page."""

    folder: Path
    sites: dict[str, dict[str, bytes]]
    page: Path
    steps: dict[tuple[bool, str], int]
    """How many steps a build has, by whether it is a first one, and by who takes them."""

    def begun(self, step: int, who: str) -> subprocess.Popen[str]:
        """A build that is killed before so many steps; all of it is of one session."""
        return subprocess.Popen(
            [sys.executable, "-m", "support.killed_build", str(self.folder), str(step), who],
            env={**os.environ, "PYTHONPATH": f"{ROOT}/plugins:{ROOT}/tests"},
            start_new_session=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )


@pytest.fixture(scope="module")
def several(tmp_path_factory: pytest.TempPathFactory) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        for name in environment.VARIABLES:
            patch.setenv(name, "")
        patch.setattr(search_index, "make_index", index_stand_in)
        folder = copy_project(tmp_path_factory.mktemp("killed") / "project")
        page = folder / "content/pages/methode.md"
        built = Built(folder, {}, page, {})
        for _ in range(2):
            other(built)
            built.sites[page.read_text("utf-8")] = clean_build(folder)
        return built


def other(built: Built) -> None:
    """Go over to the other version: a text, all pages by a template, a record that is there."""
    more, template = "\nUn zibelinesque mot.\n", built.folder / "theme/templates/base.html"
    text = built.page.read_text("utf-8")
    record = built.page.with_name("provisoire.md")
    if more in text:
        built.page.write_text(text.replace(more, ""), "utf-8")
        rewrite(template, lambda text: text.removesuffix("<!-- more -->"))
        record.unlink()
    else:
        built.page.write_text(text + more, "utf-8")
        rewrite(template, lambda text: f"{text}<!-- more -->")
        record.write_text("---\ntitle: P\nsummary: Pour un temps.\n---\nMot.\n", "utf-8")


def alive(session: int) -> list[int]:
    """The processes of a session that are at work."""
    found = []
    for process in psutil.process_iter():
        try:
            is_dead = process.status() == psutil.STATUS_ZOMBIE
            if os.getsid(process.pid) == session and not is_dead:
                found.append(process.pid)
        except (ProcessLookupError, psutil.Error):
            continue
    return found


def killed(built: Built, chance: random.Random, *, first: bool) -> str:
    """Kill a build at a step by chance; who it was that was killed."""
    who = chance.choice(("alone", "alone", "all", "all", "worker"))
    steps = built.steps.get((first, who), 1500)
    step = chance.choice((chance.randint(1, steps), max(1, steps - chance.randint(0, 30))))
    running = built.begun(step, who)
    said, _ = running.communicate()
    if running.returncode == 0 and int(said) > 100:
        built.steps[first, who] = int(said)  # too few for that: now it is known
    until = time.monotonic() + 30
    while left := alive(running.pid):
        assert time.monotonic() < until, left
        time.sleep(0.02)
    return who


def tried_to_kill(built: Built, seed: int) -> None:
    chance = random.Random(seed)
    folder, first = built.folder, chance.random() < 0.4
    if first:
        for name in (".cache", "output"):
            shutil.rmtree(folder / name, ignore_errors=True)
    else:
        assert build_refusal(folder) == ""
        other(built)
    before = read_tree(folder / "output")
    allowed = (before, *built.sites.values())
    for _ in range(chance.choice((1, 1, 1, 2))):
        killed(built, chance, first=first)
        now = read_tree(folder / "output")
        half = [
            path
            for path, of in now.items()
            if not path.startswith(".") and of not in [one.get(path) for one in allowed]
        ]
        assert half == []
    if chance.random() < 0.25:
        other(built)
    if chance.random() < 0.4:
        shutil.rmtree(folder / ".cache", ignore_errors=True)
    assert build_refusal(folder) == ""
    site = built.sites[built.page.read_text("utf-8")]
    assert differing_paths(read_tree(folder / "output"), site) == []
    if leftovers(folder):  # nothing was to be done: by the next that has something to do
        other(built)
        assert build_refusal(folder) == ""
        assert leftovers(folder) == []


def leftovers(folder: Path) -> list[Path]:
    """What builds that were killed left in the cache."""
    cache = folder / ".cache"
    return [*cache.rglob(".writing-*"), *(cache / "staging").glob("*")]


@given(seed=st.integers(0, 1_000_000))
@settings(AT_LENGTH, max_examples=2 if EXAMPLES == SERIES else 100)
def test_a_build_that_is_killed_at_any_step_is_finished_by_the_next(
    several: Built, seed: int
) -> None:
    tried_to_kill(several, seed)


def started(project: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "suites", "build"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def test_one_thread_holds_the_cache_and_another_of_the_process_waits(tmp_path: Path) -> None:
    """The server saves what the composer sends while a rebuild may be at work."""

    def is_free() -> bool:
        try:
            with locked(tmp_path, patience=0):
                return True
        except BusyError:
            return False

    with ThreadPoolExecutor(1) as another, locked(tmp_path):
        assert is_free()  # to the one who holds it
        assert not another.submit(is_free).result()
    with ThreadPoolExecutor(1) as another:
        assert another.submit(is_free).result()


def test_two_builds_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    both = [started(project), started(project)]
    for one in both:
        said, _ = one.communicate()
        assert one.returncode == 0, said
    assert build_refusal(project, full=True) == ""  # the index, by the stand-in for Pagefind
    compared(project, "")


@at_length
@pytest.mark.parametrize("undone", [False, True])
def test_pages_that_are_ahead_of_their_index_get_it_from_the_next_build(
    tmp_path: Path, *, undone: bool
) -> None:
    project = copy_project(tmp_path / "project")
    assert build_refusal(project) == ""
    one, *_ = records(project, "articles")
    before = one.read_text("utf-8")
    one.write_text(f"{before}\nUn zibelinesque mot.\n", "utf-8")
    serve_round(project)
    index = project / "output/pagefind/entry.txt"
    assert index.is_file()
    if undone:
        one.write_text(before, "utf-8")
        index.write_text("half of another", "utf-8")  # as a build leaves it that is killed then
        serve_round(project)
    assert build_refusal(project) == ""
    compared(project, "")


def test_a_build_that_failed_leaves_the_cache_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise SearchError("no")

    project = copy_project(tmp_path / "project")
    monkeypatch.setattr(search_index, "make_index", fail)
    assert "no; the site is left as it was" in build_refusal(project)
    assert not [one for one in psutil.Process().open_files() if str(project) in one.path]
    assert not (project / "output").exists()


@at_length
def test_a_file_of_the_theme_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    static = project / "theme/static"
    (static / "one").mkdir()
    (static / "one/file.txt").write_text("words", "utf-8")
    (static / "other").write_text("words", "utf-8")
    assert build_refusal(project) == ""
    shutil.rmtree(static / "one")
    (static / "one").write_text("words", "utf-8")
    (static / "other").unlink()
    (static / "other").mkdir()
    (static / "other/file.txt").write_text("words", "utf-8")
    assert build_refusal(project) == ""
    compared(project, "")


def test_the_manifest_says_what_is_ours_where_the_cache_is_gone(tmp_path: Path) -> None:
    project = copy_project(tmp_path / "project")
    page = project / "content/pages/provisoire.md"
    page.write_text("---\ntitle: P\nsummary: Pour un temps.\n---\nMot.\n", "utf-8")
    assert build_refusal(project) == ""
    (project / "output/CNAME").write_bytes(b"of others")
    page.unlink()
    shutil.rmtree(project / ".cache")
    assert build_refusal(project) == ""
    compared(project, "")


def test_a_file_that_went_missing_while_it_was_published_is_made_by_the_next_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = copy_project(tmp_path / "project")
    publish = StagingArea.publish

    def clean_up(area: StagingArea, *given: Any) -> None:
        publish(area, *given)
        shutil.rmtree(area.output)  # as `make clean` may, at that moment

    with monkeypatch.context() as cleaning:
        cleaning.setattr(StagingArea, "publish", clean_up)
        build_refusal(project)
    assert build_refusal(project) == ""
    compared(project, "")


@at_length
@pytest.mark.parametrize("way", [(".manifest.json", "x"), ("index.html", "x"), ("articles", "")])
def test_what_is_in_the_way_of_a_file_is_told_in_one_sentence(
    tmp_path: Path, way: tuple[str, str]
) -> None:
    project = copy_project(tmp_path / "project")
    assert build_refusal(project) == ""
    name, inside = way
    place = project / "output" / name
    discard(place)
    if inside:
        place.mkdir()
        (place / inside).write_bytes(b"of others")
    else:
        place.write_bytes(b"of others")
    said = build_refusal(project)
    if name != ".manifest.json":  # whatever is called so is ours
        assert said.endswith("remove that, and build again")
        assert str(place) in said
        discard(place)
        assert build_refusal(project) == ""
    compared(project, "")


@at_length
@pytest.mark.parametrize(
    "name", ["theme/templates/base.html", "content/archive.yaml", "content/pages/methode.md"]
)
def test_a_source_that_changes_while_it_is_built_and_back_again_is_made_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    project = copy_project(tmp_path / "project")
    source = project / name
    text = source.read_text("utf-8")
    scan = build.settings.scan

    def overtaken(*given: Any) -> Any:
        found = scan(*given)
        more = "" if name.endswith(".yaml") else "\nUn mot de plus.\n"
        source.write_text(text.replace("subject: ", "subject: Autre ") + more, "utf-8")
        return found

    with monkeypatch.context() as changing:
        changing.setattr(build.settings, "scan", overtaken)
        assert build_refusal(project) == ""
    source.write_text(text, "utf-8")
    assert build_refusal(project) == ""
    compared(project, name)
    assert build.build(project / "pelicanconf.py").startswith("nothing changed")
