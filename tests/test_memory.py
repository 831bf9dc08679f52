"""What a large archive is gone through with: a pack of values, workers, and caches."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from suites import loading
from suites.analysis import dependencies
from suites.analysis.dependencies import HeldCache
from suites.build.cache import Cache, CacheError

ROOT = Path(__file__).parents[1]
CONTENT = ROOT / "tests/site/content"
FORKS = sys.platform == "linux" and os.cpu_count() != 1


@pytest.mark.parametrize("has_pread", [True, False])
def test_a_pack_is_read_while_it_grows(
    tmp_path: Path, has_pread: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_pread:  # as on Windows
        monkeypatch.delattr(os, "pread", raising=False)
    cache = Cache(tmp_path)
    first, second = cache.append(b"first"), cache.append(b"second")
    cache.flush()
    assert cache.fetch(second) == b"second"
    third = cache.append(b"third")
    cache.save({})
    again = Cache(tmp_path)
    assert [again.fetch(one) for one in (first, second, third)] == [b"first", b"second", b"third"]
    with pytest.raises(CacheError):
        again.fetch((*first[:2], third[2]))
    for one in (cache, again):
        one.close()


@pytest.mark.skipif(not FORKS, reason="nothing forks here")
def test_work_is_shared_where_processes_may_be_forked() -> None:
    code = """
        import os, threading
        from suites.build.workers import map_in_processes

        def is_shared(few=0):
            found = list(map_in_processes(lambda n: (n, os.getpid()), range(200), few))
            assert [n for n, _ in found] == list(range(200))
            return os.getpid() not in {pid for _, pid in found}

        print(is_shared(), is_shared(few=201))
        done = threading.Event()
        thread = threading.Thread(target=done.wait)
        thread.start()
        print(is_shared())  # what a thread holds, a child would wait for in vain
        done.set()
        thread.join()
        os.environ["SUITES_SPAWN"] = "1"
        print(is_shared())
        os.environ["SUITES_SPAWN"] = ""
        os.cpu_count = lambda: 1
        print(is_shared())
    """
    # In a process of its own: this one may have threads.
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(code)],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SUITES_SPAWN": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.stdout.split(), done.stderr) == (["True", *["False"] * 4], "")


def test_what_is_held_is_evicted_between_two_targets_alone(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(dependencies, "MOST", 3)
    values: HeldCache[int, object] = HeldCache(lambda _key: object())
    before = [values[n] for n in range(9)]
    assert [values[n] for n in range(9)] == before
    values.evict()
    assert values[0] is before[0]  # asked for since
    for _ in range(2):
        for n in range(9, 12):
            assert values[n]
        values.evict()
    assert values[0] is not before[0]


def test_an_archive_of_which_little_is_held_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    linked = loading.read_archive(CONTENT).linked
    assert linked
    everything = dict(linked.archive.by_id)
    monkeypatch.setattr(dependencies, "MOST", 1)
    for id_, record in everything.items():
        linked.evict()
        assert linked.archive.by_id[id_] == record
        if state := linked.states.get(id_):
            # The events of a state are those of its record, by which pages tell them apart.
            own = {id(event) for event in linked.archive.announcements[id_].events}
            assert {id(event) for event in state.events} <= own
