"""What a large archive is gone through with: values put aside, and values kept at hand."""

from __future__ import annotations

import errno
import os
import shutil
import time
from datetime import date
from pathlib import Path

import psutil
import pytest

from suites import environment
from suites.holdings.reads import AtHand
from suites.publication import reading
from suites.publication.pile import Pile
from suites.publication.two import ChildError, beside, by_two

ROOT = Path(__file__).parents[1]


def test_two_processes_put_values_on_one_pile(tmp_path: Path) -> None:
    pile = Pile(tmp_path)
    first = pile.put(b"first")
    placed = by_two(
        range(1, 200),
        lambda some, _tell: [(n, os.getpid(), pile.put(b"%d" % n * n)) for n in some],
        lambda _done: None,
        few=0,
    )
    last = pile.put(b"last")
    assert [n for n, _, _ in placed] == list(range(1, 200))
    assert [pile.get(place) for _, _, place in placed] == [b"%d" % n * n for n in range(1, 200)]
    assert (pile.get(first), pile.get(last)) == (b"first", b"last")


def test_work_beside_is_done_by_another_process_where_one_can_be_started(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with beside(lambda: (os.getpid(), {"a": (1, 2)})) as given:
        pid, value = given()
    assert value == {"a": (1, 2)}
    assert (pid != os.getpid()) is (hasattr(os, "fork") and (os.cpu_count() or 1) > 1)
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with beside(os.getpid) as given:
        assert given() == os.getpid()


@pytest.mark.skipif(not hasattr(os, "fork") or os.cpu_count() == 1, reason="nothing forks here")
def test_work_beside_that_nobody_asks_for_ends_with_who_began_it(
    capfd: pytest.CaptureFixture[str],
) -> None:
    before = psutil.Process().children()
    with pytest.raises(ZeroDivisionError), beside(lambda: time.sleep(600)):
        _ = 1 / 0
    assert psutil.Process().children() == before
    with beside(lambda: 1 // 0) as given, pytest.raises(ChildError):
        given()
    assert "ZeroDivisionError" in capfd.readouterr().err


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
        linked.let_go()
        assert linked.archive.by_id[id_] == record
        if state := linked.states.get(id_):
            # The events of a state are those of its record, by which pages tell them apart.
            own = {id(event) for event in linked.archive.announcements[id_].events}
            assert {id(event) for event in state.events} <= own
    assert isinstance(linked.as_of, date)
