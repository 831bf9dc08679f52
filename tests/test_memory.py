"""What a large archive is gone through with: a pack of values, workers, and caches."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import psutil
import pytest
from support.build_results import build_refusal, index_stand_in
from support.length import is_proving
from support.projects import copy_project
from support.random_edits import rewrite

from suites import build
from suites.analysis import dependencies, loading
from suites.analysis.dependencies import EvictableCache
from suites.build import search_index
from suites.build.cache import Cache, CacheError
from suites.build.server.rebuild import Rebuilder

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
        import os, threading, time
        from suites.build.workers import map_in_processes

        def is_shared(few=0):
            work = lambda n: (n, os.getpid(), time.sleep(0.001))
            found = sorted(map_in_processes(work, range(200), few))
            assert [number for number, _ in found] == list(range(200))
            assert [n for _, (n, *_) in found] == list(range(200))
            return len({pid for _, (_, pid, _) in found}) > 1

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
    monkeypatch.setattr(dependencies, "CACHED_VALUES", 3)
    values: EvictableCache[int, object] = EvictableCache(lambda _key: object())
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
    linked = loading.load_archive(CONTENT).linked
    assert linked
    everything = dict(linked.archive.by_id)
    monkeypatch.setattr(dependencies, "CACHED_VALUES", 1)
    for id_, record in everything.items():
        linked.evict()
        assert linked.archive.by_id[id_] == record
        if state := linked.states.get(id_):
            # The events of a state are those of its record, by which pages tell them apart.
            own = {id(event) for event in linked.archive.announcements[id_].events}
            assert {id(event) for event in state.events} <= own


# Workers


IMPORTS = """
import os, signal, threading, time
from pathlib import Path
import psutil
from suites.build.cache import Cache
from suites.build.workers import map_in_processes
"""


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


@pytest.mark.skipif(not FORKS, reason="nothing forks here")
def test_what_a_worker_raises_is_raised_and_one_that_is_killed_is_told(tmp_path: Path) -> None:
    code = """
        first = os.getpid()

        def end(n):
            if os.getpid() != first:
                os.kill(os.getpid(), signal.SIGKILL)
            time.sleep(0.01)

        for work in (lambda n: 1 // (n - 50), end):
            try:
                list(map_in_processes(work, range(100), 1))
            except (ZeroDivisionError, OSError) as error:
                left = [one for one in psutil.Process().children() if one.status() != "zombie"]
                print(type(error).__name__, error, left)
    """
    done = alone(code, tmp_path)
    first, second = done.stdout.splitlines()
    assert first == "ZeroDivisionError integer division or modulo by zero []"
    assert second.startswith("ChildProcessError ")
    assert second.endswith("a worker of the build was ended []")


@pytest.mark.skipif(not FORKS, reason="nothing forks here")
def test_workers_end_with_their_parent(tmp_path: Path) -> None:
    code = """
        first = os.getpid()

        def work(n):
            if n and os.getpid() != first:
                time.sleep(600)
            time.sleep(0.01)
            return os.getpid()

        for number, pid in map_in_processes(work, range(99), 1):
            if pid != first:
                Path("worker").write_text(str(pid))
                os.kill(os.getpid(), signal.SIGKILL)
    """
    alone(code, tmp_path)
    worker = int((tmp_path / "worker").read_text())
    gone, left = psutil.wait_procs(
        [psutil.Process(worker)] if psutil.pid_exists(worker) else [], timeout=5
    )
    assert left == [], gone


def test_a_pack_gives_what_was_put_there_to_whoever_asks(tmp_path: Path) -> None:
    code = """
        cache = Cache(Path.cwd() / "cache")
        places = [cache.append(b"%d" % n * n) for n in range(1, 200)]
        cache.flush()
        found = map_in_processes(cache.fetch, places, 1)
        assert sorted(found) == list(enumerate(b"%d" % n * n for n in range(1, 200)))
        again = cache.append(b"again")
        assert cache.fetch(places[0]) == b"1"
        cache.flush()
        assert cache.fetch(again) == b"again"
    """
    assert alone(code, tmp_path).stderr == ""


def test_a_pack_that_is_mostly_garbage_is_copied(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    places = [cache.append(os.urandom(100_000)) for _ in range(99)]
    cache.flush()
    values = [cache.fetch(place) for place in places]
    assert cache.compact(places) == {}
    moved = cache.compact(places[::9])
    cache.save({"site": list(moved.values())})
    assert [cache.fetch(moved[place]) for place in places[::9]] == values[::9]
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) < 2_000_000
    cache.close()
    other = Cache(tmp_path)
    assert [other.fetch(place) for place in other.load("site")] == values[::9]
    with pytest.raises(CacheError):
        other.fetch(places[1])
    other.close()


# The server


ROUNDS = 40


@pytest.mark.prove
@pytest.mark.skipif(not is_proving(), reason="long: make prove")
def test_rounds_of_the_server_leave_nothing_in_memory_and_no_file_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search_index, "make_index", index_stand_in)
    project = copy_project(tmp_path / "project")
    assert build_refusal(project) == ""
    rebuilder = Rebuilder(build.BuildRequest(project / "pelicanconf.py", None), lambda _line: None)
    page = project / "content/pages/methode.md"
    process = psutil.Process()

    def gone_round(number: int) -> None:
        rewrite(page, lambda text: f"{text}\nUn mot, le {number}e.\n")
        outcome_ = rebuilder.rebuild([page])
        assert outcome_.is_good
        assert "nothing changed" not in outcome_.text

    def counted(many: int) -> int:
        for number in range(many):
            gone_round(number)
            rebuilder._index_outdated = False  # or the index would be made, by another process
            rebuilder.idle()
        return len(gc.get_objects()) + gc.get_freeze_count()

    counted(5)
    before, files = counted(5), process.num_fds() if hasattr(process, "num_fds") else 0
    assert counted(ROUNDS) - before < 50 * ROUNDS
    assert not files or process.num_fds() <= files
