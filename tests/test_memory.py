"""What a large archive is gone through with: values put aside, and values kept at hand."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import textwrap
from datetime import date
from pathlib import Path

import pytest

from suites import environment
from suites.holdings.reads import AtHand
from suites.publication import reading
from suites.publication.pile import Pile

ROOT = Path(__file__).parents[1]
FORKS = sys.platform == "linux" and os.cpu_count() != 1


def alone(code: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run code in a process of its own: this one may have threads, and then nothing is forked."""
    return subprocess.run(
        [sys.executable, "-c", f"{IMPORTS}{textwrap.dedent(code)}"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SUITES_SPAWN": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


IMPORTS = """
import os, threading, time
from pathlib import Path
import psutil
from suites.publication.pile import Pile
from suites.publication.two import ChildError, beside, by_two
"""


@pytest.mark.parametrize("spawn", ["", "1"])
def test_two_processes_put_values_on_one_pile(tmp_path: Path, spawn: str) -> None:
    code = """
        pile = Pile(Path.cwd())
        first = pile.put(b"first")
        placed = by_two(
            range(1, 200),
            lambda some, _tell: [(n, os.getpid(), pile.put(b"%d" % n * n)) for n in some],
            lambda _done: None,
            few=0,
        )
        last = pile.put(b"last")
        assert [n for n, _, _ in placed] == list(range(1, 200))
        assert [pile.get(at) for _, _, at in placed] == [b"%d" % n * n for n in range(1, 200)]
        assert (pile.get(first), pile.get(last)) == (b"first", b"last")
        print(len({pid for _, pid, _ in placed}))
    """
    done = alone(code, tmp_path, SUITES_SPAWN=spawn)
    assert done.stderr == ""
    # One may have taken all of it before the other began.
    assert done.stdout in ("1\n", "2\n" if FORKS and not spawn else "1\n")


@pytest.mark.skipif(not FORKS, reason="nothing forks here")
def test_work_beside_is_done_by_another_process_where_one_may_be_forked(tmp_path: Path) -> None:
    code = """
        def is_forked():
            with beside(lambda: (os.getpid(), {"a": (1, 2)})) as given:
                pid, value = given()
            assert value == {"a": (1, 2)}
            return pid != os.getpid()

        print(is_forked())
        done = threading.Event()
        thread = threading.Thread(target=done.wait)
        thread.start()
        print(is_forked())  # what a thread holds, a child would wait for in vain
        done.set()
        thread.join()
        print(is_forked())
        os.environ["SUITES_SPAWN"] = "1"
        print(is_forked())
        del os.environ["SUITES_SPAWN"]
        os.cpu_count = lambda: 1
        print(is_forked())
    """
    done = alone(code, tmp_path)
    assert (done.stdout.split(), done.stderr) == (["True", "False", "True", "False", "False"], "")


@pytest.mark.skipif(not FORKS, reason="nothing forks here")
def test_work_beside_that_nobody_asks_for_ends_with_who_began_it(tmp_path: Path) -> None:
    code = """
        try:
            with beside(lambda: time.sleep(600)):
                1 / 0
        except ZeroDivisionError:
            print(psutil.Process().children())
        try:
            with beside(lambda: 1 // 0) as given:
                given()
        except ChildError as error:
            print(error)
    """
    done = alone(code, tmp_path)
    assert done.stdout.startswith("[]\nthe second process of the build failed")
    assert "ZeroDivisionError" in done.stderr


def test_a_pile_is_read_where_the_system_reads_from_no_given_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(os, "pread", raising=False)
    pile = Pile(tmp_path)
    first, second = pile.put(b"first"), pile.put(b"second")
    assert pile.get(second) == b"second"
    third = pile.put(b"third")
    assert [pile.get(one) for one in (first, second, third)] == [b"first", b"second", b"third"]


def test_a_pile_leaves_nothing_behind(tmp_path: Path) -> None:
    pile = Pile(tmp_path / "cache")
    pile.put(b"something")
    assert list((tmp_path / "cache").iterdir()) == []


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no disk that is always full")
def test_a_disk_that_is_full_is_an_error(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    full = os.open("/dev/full", os.O_WRONLY)
    for file in pile._files:
        os.dup2(full, file.fileno())
    os.close(full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        pile.put(b"something")


def test_what_is_asked_for_again_stays_at_hand_and_the_rest_is_let_go() -> None:
    found: list[int] = []
    values = AtHand(lambda key: found.append(key) or key, 10)  # type: ignore[func-returns-value]
    for n in range(1, 100):
        assert (values[0], values[n]) == (0, n)
    assert found == list(range(100))  # 0 was found once
    assert values[1] == 1
    assert found == [*range(100), 1]  # 1 was let go


def test_what_is_held_is_let_go_between_two_tasks_alone() -> None:
    values = AtHand(lambda _key: object(), 3, held=True)
    before = [values[n] for n in range(9)]
    assert [values[n] for n in range(9)] == before
    values.let_go()
    assert values[0] is before[0]  # asked for since
    for _ in range(2):
        for n in range(9, 12):
            assert values[n]
        values.let_go()
    assert values[0] is not before[0]


def test_an_archive_of_which_little_is_kept_at_hand_reads_the_same(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "tests/site/content", content)
    found = reading.read(content, environment.today(), lambda *_: None, tmp_path / "cache")
    assert found
    linked, shelf = found
    everything = {id_: linked.archive.by_id[id_] for id_, _ in shelf.ids()}
    for opened in linked._opened.values():
        opened._most = 1
    for id_, record in everything.items():
        linked.evict()
        assert linked.archive.by_id[id_] == record
        if state := linked.states.get(id_):
            # The events of a state are those of its record, by which pages tell them apart.
            own = {id(event) for event in linked.archive.announcements[id_].events}
            assert {id(event) for event in state.events} <= own
    assert isinstance(linked.as_of, date)
