"""How fast the site is made: two checkouts side by side, or beside Hugo and Pelican: `make bench`.

    python bench/speed.py 1000 10000                     this tree beside Hugo and Pelican
    python bench/speed.py 1000 --before COMMIT --pairs 5 that commit and this tree, without others
    python bench/speed.py 1000 --before COMMIT --beside Hugo --steps body title mistake
    python bench/speed.py 100000 --steps cold --unsearched
    python bench/speed.py 1000 --profile                 where the time of a first build goes
    python bench/speed.py 1000 --kinds                   what ours and Hugo's wrote, by kind of file

One made-up archive (`corpus.py`) is built by each, step by step and in turn, so that a machine that
drifts does so for all. A figure is of a command and all that it starts: the median, and the range
where there are several. Seconds of processors are user and system time. Memory is the highest sum
of all its processes, with shared pages counted once (PSS of /proc/PID/smaps_rollup, looked at every
twentieth of a second, or less often where a look takes long). "But Pagefind's" leaves out its
processes; "but the search's", the seconds that the closing line gives the search. A ratio is
another's figure to this tree's, the median of the pairs: over 1 we are ahead. Hugo makes a like
site of the same records (`bench/hugo/README.md`), Pelican one of the articles alone, with its own
theme.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from checkouts import suites  # noqa: E402 - they lie beside this script
from corpus import corpus  # noqa: E402
from kinds import compared  # noqa: E402
from makers import OTHERS, Maker, install, ours  # noqa: E402

EVERY, SPARED = 0.05, 30
"""Seconds between two looks, and how many times what a look at the memory takes: to sum up the
pages of a large process holds it up."""
SETTLED = 2.1
"""Seconds after which the stamp of a file is believed."""
SERVED, PAUSE, PATIENCE = 5, 3.0, 600.0
"""How many edits are served, the seconds before each, and those after which it is given up."""


# --- what a command costs


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds, megabytes of memory, and those written into so many files."""

    seconds: float = 0.0
    search: float = 0.0
    processors: float = 0.0
    pagefind: float = 0.0
    memory: float = 0.0
    unsearched: float = 0.0
    files: int = 0
    written: float = 0.0


QUANTITIES: dict[str, tuple[str, Callable[[Cost], float]]] = {
    "s": (".2f", lambda cost: cost.seconds),
    "s, but the search's": (".2f", lambda cost: cost.search and cost.seconds - cost.search),
    "processors, s": (".2f", lambda cost: cost.processors),
    "processors, s, but Pagefind's": (
        ".2f", lambda cost: cost.pagefind and max(0.0, cost.processors - cost.pagefind),
    ),
    "memory, MB": (".0f", lambda cost: cost.memory),
    "memory, MB, but Pagefind's": (
        ".0f", lambda cost: (cost.pagefind or cost.search) and cost.unsearched,
    ),
    "files written": (".0f", lambda cost: cost.files),
    "MB written": (".1f", lambda cost: cost.written),
}  # fmt: skip
"""The rows of each step, and how they are printed; what is 0 for all is left out."""


class Watch:
    """A look, again and again, at the processes of a command, while the context lasts."""

    def __init__(self, pid: int) -> None:
        self._pid, self._done, self._thread = pid, threading.Event(), threading.Thread()
        self._searching: dict[int, float] = {}
        self.memory = self.unsearched = 0.0

    @property
    def pagefind(self) -> float:
        """Seconds of processors that Pagefind took, to the last look at it."""
        return sum(self._searching.values())

    def __enter__(self) -> Watch:
        self._thread = threading.Thread(target=self._look)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _look(self) -> None:
        due = 0.0
        while not self._done.wait(EVERY):
            processes = tree(self._pid)
            for pid in (pid for pid, name in processes.items() if "pagefind" in name):
                with contextlib.suppress(psutil.Error):
                    times = psutil.Process(pid).cpu_times()
                    self._searching[pid] = times.user + times.system
            if (began := time.monotonic()) >= due:
                sizes = {pid: pss(pid) for pid in processes}
                own = [size for pid, size in sizes.items() if pid not in self._searching]
                self.memory = max(self.memory, sum(sizes.values()))
                self.unsearched = max(self.unsearched, sum(own))
                due = time.monotonic() + SPARED * (time.monotonic() - began)


def tree(pid: int) -> dict[int, str]:
    """Return a process and all that descend from it, with the names of their programs."""
    parents, names, found = {}, {}, {}
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            name, _, rest = (folder / "stat").read_text(errors="replace").rpartition(")")
            parents[int(folder.name)] = int(rest.split()[1])
            names[int(folder.name)] = name.partition("(")[2]
    for one in parents:
        above = one
        while above != pid and above in parents:
            above = parents[above]
        if above == pid:
            found[one] = names[one]
    return found


def pss(pid: int) -> float:
    """Return the megabytes of a process, its share of shared pages; 0 when it has ended."""
    with contextlib.suppress(OSError):
        found = re.search(r"(?m)^Pss: *(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text())
        return int(found[1]) * 1024 / 1e6 if found else 0.0
    return 0.0


def cost(maker: Maker, command: list[str], report: str = "") -> Cost:
    """Run a command to its end; SystemExit with what it said when it fails.

    With `report` it is expected to fail, and to say that.
    """
    began, started, before = time.time_ns(), time.perf_counter(), os.times()
    process = subprocess.Popen(
        command, cwd=maker.folder, env=maker.variables, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    with Watch(process.pid) as watch:
        said, _ = process.communicate()
        seconds, after = time.perf_counter() - started, os.times()
    if bool(process.returncode) != bool(report) or report not in said:
        raise SystemExit(f"{maker.name}: {' '.join(command)}\n{said}")
    stats = (path.stat() for path in maker.output.rglob("*") if path.is_file())
    sizes = [stat.st_size for stat in stats if stat.st_mtime_ns >= began]
    search = re.search(r"search ([0-9.]+) s", said)
    return Cost(
        seconds, float(search[1]) if search else 0.0,
        after.children_user + after.children_system - before.children_user - before.children_system,
        watch.pagefind, watch.memory, watch.unsearched, len(sizes), sum(sizes) / 1e6,
    )  # fmt: skip


# --- the steps: each yields the name of a row, and a cost

Step = Callable[[Maker, int], Iterator[tuple[str, Cost]]]


def article(maker: Maker, turn: int) -> Path:
    """Return the source of an article, of another in each turn."""
    found = sorted((maker.folder / "content").rglob("*-article-*.md"))
    return found[(len(found) // 3 + 7 * turn) % len(found)]


def rewrite(path: Path, *pairs: tuple[str, str]) -> None:
    """Replace in a file the first of the words that it holds."""
    time.sleep(SETTLED)
    text = path.read_text("utf-8")
    old, new = next(pair for pair in pairs if pair[0] in text)
    path.write_text(text.replace(old, new, 1), "utf-8")


def cold(maker: Maker, _turn: int) -> Iterator[tuple[str, Cost]]:
    """Build with nothing kept."""
    for name in ("output", ".cache", "resources"):
        shutil.rmtree(maker.folder / name, ignore_errors=True)
    yield "cold", cost(maker, maker.command)


def nothing(maker: Maker, _turn: int) -> Iterator[tuple[str, Cost]]:
    """Build again."""
    time.sleep(SETTLED)
    yield "nothing changed", cost(maker, maker.command)


def body(maker: Maker, turn: int) -> Iterator[tuple[str, Cost]]:
    """Edit the text of an article."""
    path = article(maker, turn)
    rewrite(path, (text := path.read_text("utf-8"), f"{text}\nMot neuf.\n"))
    yield "one body edited", cost(maker, maker.command)


def title(maker: Maker, turn: int) -> Iterator[tuple[str, Cost]]:
    """Edit the title of an article."""
    rewrite(article(maker, turn), ('\ntitle: "', '\ntitle: "Autre '), ("Title: ", "Title: Autre "))
    yield "one title edited", cost(maker, maker.command)


def state(maker: Maker, turn: int) -> Iterator[tuple[str, Cost]]:
    """Edit the state of an announcement."""
    found = sorted((maker.folder / "content").rglob("annonce-*.md"))
    if found:
        rewrite(found[(7 * turn) % len(found)], ("stage: announced", "stage: testing"))
        yield "one state edited", cost(maker, maker.command)


def mistake(maker: Maker, turn: int) -> Iterator[tuple[str, Cost]]:
    """Write a value that is none into an article; then the right one, and a word more."""
    if maker.name == "Pelican":
        return
    path = article(maker, turn + 1)
    values = (("\nkind: news", "\nkind: nouvelle"), ("\nnature: news", "\nnature: nouvelle"))
    rewrite(path, *values)
    yield "a mistake told", cost(maker, maker.command, path.name if maker.check else "")
    if maker.check:
        yield "a mistake told, check", cost(maker, maker.check, path.name)
    text = path.read_text("utf-8")
    rewrite(path, (text, f"{text.replace(': nouvelle', ': news', 1)}\nMot neuf.\n"))
    yield "mended", cost(maker, maker.command)


def check(maker: Maker, _turn: int) -> Iterator[tuple[str, Cost]]:
    """Check what has no mistake."""
    if maker.check:
        yield "check", cost(maker, maker.check)


def serve(maker: Maker, turn: int) -> Iterator[tuple[str, Cost]]:
    """Serve the site, and edit the text of an article, again and again."""
    if not maker.check:
        return
    path = article(maker, turn)
    text, page = path.read_text("utf-8"), maker.output / f"articles/{path.stem}/index.html"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        suites("serve", "--port", str(port)), cwd=maker.folder, env=maker.variables,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        with Watch(process.pid) as watch:
            # The first edit is there when serving has begun.
            seconds = [
                _until_there(path, f"{text}\nMot{turn}fois{number}.\n", page, process)
                for number in range(SERVED + 1)
            ]
    finally:
        started = [*tree(process.pid)]
        process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(30)
        for pid in started:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        process.wait()
    for one in seconds[1:]:
        yield (
            "page under serve",
            Cost(one, 0.0, 0.0, watch.pagefind, watch.memory, watch.unsearched),
        )
    cost(maker, maker.command)  # with the search, for what comes after


def _until_there(path: Path, text: str, page: Path, process: subprocess.Popen[bytes]) -> float:
    """Write a source, and return how many seconds later the page holds its last word."""
    time.sleep(PAUSE)
    word = text.split()[-1].encode()
    path.write_text(text, "utf-8")
    began = time.perf_counter()
    while not page.exists() or word not in page.read_bytes():
        time.sleep(0.002)
        if time.perf_counter() > began + PATIENCE or process.poll() is not None:
            raise SystemExit(f"{page} did not come under serve")
    return time.perf_counter() - began


STEPS: dict[str, Step] = {
    "cold": cold, "nothing": nothing, "check": check, "body": body, "title": title,
    "state": state, "mistake": mistake, "serve": serve,
}  # fmt: skip


# --- tables


def measured(makers: list[Maker], steps: list[str], turns: int) -> dict[str, list[list[Cost]]]:
    """Return by row the costs for each maker, all of them in turn."""
    found: defaultdict[str, list[list[Cost]]] = defaultdict(lambda: [[] for _ in makers])
    if "cold" not in steps:
        for maker in makers:
            all(cold(maker, 0))
    for turn in range(turns):
        for step in steps:
            # There and back: what drifts steadily then favours nobody.
            for place, maker in [*enumerate(makers)][:: 1 if turn % 2 else -1]:
                print(f"{turn + 1}/{turns} {step}, {maker.name}", file=sys.stderr, flush=True)
                for row, one in STEPS[step](maker, turn):
                    found[row][place].append(one)
    return found


def table(size: int, makers: list[Maker], found: dict[str, list[list[Cost]]]) -> None:
    """Print the figures of all makers side by side; ratios are to the first."""
    print(f"\n### {size:,} articles\n".replace(",", "\u202f"))
    others = [maker.name for maker in makers[1:]]
    print(f"| | {makers[0].name} |{''.join(f' {name} | ratio |' for name in others)}")
    print("| --- |" + " ---: |" * (1 + 2 * len(others)))
    for row, costs in found.items():
        for what, (form, value) in QUANTITIES.items():
            figures = [[value(one) for one in some] for some in costs]
            if any(map(any, figures)):
                cells = [_shown(figures[0], form)]
                for other in figures[1:]:
                    pairs = [b / a for a, b in zip(figures[0], other, strict=False) if a and b]
                    ratio = f"{statistics.median(pairs):.2f}" if pairs else "–"
                    cells += [_shown(other, form), ratio]
                print(f"| {row}: {what} | {' | '.join(cells)} |", flush=True)


def _shown(figures: list[float], form: str) -> str:
    if not any(figures):
        return "–"
    median, least, most = (
        f"{one:{form}}" for one in (statistics.median(figures), min(figures), max(figures))
    )
    return median if least == most else f"{median} ({least}–{most})"


UNSEARCHED = """#!{python}
import base64, json, shutil, subprocess, sys, tempfile
from pathlib import Path

def parts(stream):
    held = b""
    while chunk := stream.read1():
        *ended, held = (held + chunk).split(b",")
        yield from ended

if "--service" in sys.argv:
    pipe, added = subprocess.PIPE, 0
    real = subprocess.Popen(["{pagefind}", "--service"], stdin=pipe, stdout=pipe)
    answers = parts(real.stdout)
    for request in parts(sys.stdin.buffer):
        added += json.loads(base64.b64decode(request))["payload"]["type"] == "AddFile"
        if added < 2 or b"GetFiles" in base64.b64decode(request)[:200]:
            real.stdin.write(request + b",")
            real.stdin.flush()
            answer = next(answers)
        sys.stdout.buffer.write(answer + b",")
        sys.stdout.flush()
    sys.exit()

place = sys.argv.index("--site") + 1
site = Path(sys.argv[place])
page = next(site.rglob("*.html"))
with tempfile.TemporaryDirectory() as folder:
    shutil.copy(page, folder)
    sys.argv[place] = folder
    sys.exit(subprocess.call(["{pagefind}", *sys.argv[1:]]))
"""
"""Pagefind, given one page of all: it takes some 150 kB of memory for each."""


def without_search(maker: Maker, folder: Path) -> None:
    """Have the program use a Pagefind that indexes one page."""
    import pagefind_bin

    stub = folder / "pagefind_bin"
    if not stub.exists():
        stub.mkdir()
        script = stub / "pagefind-of-one"
        real = pagefind_bin.get_executable()
        script.write_text(UNSEARCHED.format(python=sys.executable, pagefind=real), "utf-8")
        script.chmod(0o755)
        (stub / "__init__.py").write_text(f"get_executable = lambda: {str(script)!r}\n", "utf-8")
    maker.variables["PYTHONPATH"] = f"{folder}:{maker.variables['PYTHONPATH']}"


def kinds(folder: Path, content: Path) -> None:
    """Build ours and Hugo's once, and say what each wrote."""
    makers = (
        ours("ours", str(ROOT), folder / "ours", content),
        OTHERS["Hugo"]("Hugo", folder / "Hugo", content),
    )
    for maker in makers:
        cost(maker, maker.command)
    print(compared(*(maker.output for maker in makers)))


def profile(folder: Path, content: Path) -> None:
    """Build once in one process, and say where the time goes, by module of ours."""
    maker = ours("ours", str(ROOT), folder / "ours", content)
    code = (
        "import cProfile, os, pstats, sys; os.cpu_count = lambda: 1;"
        "from suites.cli import main; run = cProfile.Profile();"
        "run.runcall(main, ['build']);"
        "found = pstats.Stats(run).sort_stats('cumtime');"
        "found.print_stats('suites', 40); found.sort_stats('tottime').print_stats(25)"
    )
    command = [sys.executable, "-c", code]
    subprocess.run(command, cwd=maker.folder, env=maker.variables, check=True)


def machine() -> str:
    """Return what this is measured on."""
    cpus = Path("/proc/cpuinfo")
    text = cpus.read_text("utf-8") if cpus.exists() else ""
    model = re.search(r"(?m)^model name\s*: (.*)", text)
    memory = psutil.virtual_memory().total / 1e9
    return (
        f"{os.cpu_count()} cores ({model[1] if model else platform.processor()}), {memory:.0f} GB,"
        f" {platform.system()}, Python {platform.python_version()}"
    )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    option = parser.add_argument
    option("sizes", nargs="*", type=int, default=[1000], metavar="ARTICLES")
    option("--before", metavar="COMMIT", help="a commit or a folder, measured beside this tree")
    option("--after", metavar="COMMIT", default=str(ROOT), help="in the place of this tree")
    option("--beside", nargs="*", choices=OTHERS, help="else both, and none with --before")
    option("--pairs", type=int, default=1, metavar="N", help="how many times each step is measured")
    option("--steps", nargs="+", choices=STEPS, help="else all", default=list(STEPS))
    option("--unsearched", action="store_true", help="with a search index of one page")
    option("--profile", action="store_true", help="where the time goes")
    option("--kinds", action="store_true", help="what was written, by kind of file")
    option("--in", dest="place", type=Path, help="a folder on a disk to measure on")
    asked = parser.parse_args()
    beside = ([] if asked.before else list(OTHERS)) if asked.beside is None else asked.beside
    with tempfile.TemporaryDirectory(dir=asked.place) as aside:
        folder = Path(aside)
        if asked.kinds or (beside and not asked.profile):
            install(folder)
        for size in asked.sizes:
            content = folder / f"corpus-{size}"
            corpus(size, content)
            if asked.profile or asked.kinds:
                (profile if asked.profile else kinds)(folder, content)
                return
            makers = [ours("this tree", asked.after, folder / f"after-{size}", content)]
            if asked.before:
                makers.append(ours("before", asked.before, folder / f"before-{size}", content))
            makers += [OTHERS[name](name, folder / f"{name}-{size}", content) for name in beside]
            for maker in makers if asked.unsearched else ():
                without_search(maker, folder)
            print(f"{machine()}\n" * (size == asked.sizes[0]), end="", flush=True)
            table(size, makers, measured(makers, asked.steps, asked.pairs))
            for maker in makers:
                shutil.rmtree(maker.folder)


if __name__ == "__main__":
    main()
