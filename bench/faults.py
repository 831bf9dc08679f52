"""What comes after faults: builds that are killed, kept files that are damaged: each next build.

    python bench/faults.py --kills 100 --damages 100 [--site 500] [--in /dev/shm/x]

The miniature of the tests, or so many made-up articles, is built, edited at random and built again.
While that build runs it is killed, somewhere between its beginning and its end, once or a few times
with edits in between: the parent alone, all its processes, or the parent while the others stand
still, to go on after the next build. Or, before it, a file in `.cache/` is damaged, of each kind in
turn. The build after that must end well by itself, and leave what a clean one makes of the same
sources. No file may be half-written in between, no process may be left. What the program refuses in
a sentence is counted apart. The exit status is 1 after a fault.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))

import golden  # noqa: E402 - it lies beside this
from checkouts import checkout, environment, suites  # noqa: E402
from corpus import corpus  # noqa: E402

WAY = "without an address"
ENDING = 10.0
"""Seconds in which what a killed build left is to end."""
SOURCES = ("content", "theme")


class Trial:
    """A project that goes on, a clean one beside it, and what went wrong."""

    def __init__(self, program: Path, folder: Path, content: Path, chance: random.Random) -> None:
        self.program, self.folder, self.chance = program, folder, chance
        self.place, self.other = folder / "goes-on", folder / "clean"
        golden.clean(program, self.place, content, WAY)
        self.faults: Counter[str] = Counter()
        self.told: Counter[str] = Counter()
        self.lasts = {"": 1.0, "--full": 2.0}
        """Seconds of a build that goes on, and of a whole one, by the option."""

    def edit(self) -> str:
        """Edit the sources at random, but so that they build; return by what."""
        while True:
            kept = self.folder / "kept"
            shutil.rmtree(kept, ignore_errors=True)
            for name in SOURCES:
                shutil.copytree(self.place / name, kept / name)
            edits = [*golden.EDITS, (9, golden.edit_theme)]  # all pages, from what is kept
            weights, functions = zip(*edits, strict=True)
            (function,) = self.chance.choices(functions, weights)
            function(self.place, self.chance)
            shutil.rmtree(self.other, ignore_errors=True)
            left_out = shutil.ignore_patterns("output*", ".cache")
            shutil.copytree(self.place, self.other, ignore=left_out)
            began = time.monotonic()
            if not golden.make(self.program, self.other, WAY).returncode:
                self.lasts["--full"] = time.monotonic() - began
                return str(function.__name__)
            for name in SOURCES:
                shutil.rmtree(self.place / name)
                shutil.copytree(kept / name, self.place / name)

    def next(self, title: str) -> None:
        """Build, and compare with the clean one."""
        began = time.monotonic()
        done = golden.make(self.program, self.place, WAY)
        self.lasts[""] = time.monotonic() - began
        if done.returncode and "Traceback" not in done.stderr:
            self.told[(done.stdout + done.stderr).strip().splitlines()[-1]] += 1
            shutil.rmtree(self.place / ".cache")  # as one would who has read that
            done = golden.make(self.program, self.place, WAY)
        if done.returncode:
            self.fault("does not build", title, done.stderr.strip()[-600:])
            shutil.rmtree(self.place / ".cache")
            golden.make(self.program, self.place, WAY, "--full")
            return
        if others := self.different():
            self.fault("the next build differs", title, " ".join(others[:4]))
            golden.make(self.program, self.place, WAY, "--full")
            if others := self.different():
                self.fault("so does the next with --full", title, " ".join(others[:4]))
                for name in ("output", ".cache"):
                    shutil.rmtree(self.place / name)
                golden.make(self.program, self.place, WAY)

    def different(self) -> list[str]:
        """Return the addresses of what is not as in the clean site."""
        ours, clean = (golden.files(golden.output(one, WAY)) for one in (self.place, self.other))
        return sorted(one for one in ours.keys() | clean.keys() if ours.get(one) != clean.get(one))

    def fault(self, what: str, title: str, detail: str) -> None:
        """Count and print what went wrong."""
        self.faults[what] += 1
        print(f"{title}: {what}: {detail}", flush=True)


# --- kills


def kills(trial: Trial, count: int) -> None:
    """Kill so many builds."""
    killed = 0
    while killed < count:
        way = ("parent", "all", "stopped")[killed % 3]
        title, sessions = f"kill {killed + 1} ({way}", []
        allowed = defaultdict(set)
        for _ in range(trial.chance.choice((1, 1, 2, 3))):
            edit, option = trial.edit(), trial.chance.choice(("", "--full"))
            for place in (trial.place, trial.other):
                for name, text in golden.files(golden.output(place, WAY)).items():
                    allowed[name].add(text)
            after = trial.chance.uniform(0.03, trial.lasts[option])
            title += f", {edit}, {after:.2f} s{option and ' of '}{option}"
            process = _kill(trial, way, option, after)
            sessions.append(process.pid)
            ended = process.wait() >= 0
            killed += not ended
            trial.told["builds that had ended" if ended else "builds killed"] += 1
            now = golden.files(golden.output(trial.place, WAY))
            if half := [name for name, text in now.items() if text not in allowed[name]]:
                trial.fault("half-written", title, " ".join(half[:4]))
        trial.next(f"{title})")
        if left := sum(map(_end, sessions)):
            trial.fault("processes are left", title, str(left))
        if others := trial.different():
            trial.fault("changed after the next build", title, " ".join(others[:4]))
            golden.make(trial.program, trial.place, WAY, "--full")


def _kill(trial: Trial, way: str, option: str, after: float) -> subprocess.Popen[bytes]:
    """Start a build in a session of its own, and kill it so many seconds later."""
    variables, settings = golden.WAYS[WAY]
    process = subprocess.Popen(
        suites("build", "--settings", settings, *filter(None, [option])), cwd=trial.place,
        env=environment(trial.program, **variables), start_new_session=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    time.sleep(after)
    with contextlib.suppress(ProcessLookupError):
        if way != "parent":
            os.killpg(process.pid, signal.SIGSTOP if way == "stopped" else signal.SIGKILL)
    process.kill()
    return process


def _end(session: int) -> int:
    """Let what a killed build left go on; return how many do not end, and end them."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(session, signal.SIGCONT)
    until = time.monotonic() + ENDING
    while (left := _members(session)) and time.monotonic() < until:
        time.sleep(0.1)
    if left:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(session, signal.SIGKILL)
    return len(left)


def _members(session: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            state, _, _, member = (folder / "stat").read_text().rpartition(")")[2].split()[:4]
            if int(member) == session and state != "Z":
                found.append(int(folder.name))
    return found


# --- damages


def damages(trial: Trial, count: int) -> None:
    """Damage so many kept files."""
    for number in range(count):
        done = trial.edit()
        kinds: defaultdict[str, list[Path]] = defaultdict(list)
        for path in sorted((trial.place / ".cache").rglob("*")):
            if path.is_file():
                kinds[_kind(path.relative_to(trial.place / ".cache"))].append(path)
        kind = sorted(kinds)[number % len(kinds)]
        path = trial.chance.choice(kinds[kind])
        how = damage(path, trial.chance.choice(kinds[kind]), trial.chance)
        trial.next(f"damage {number + 1} ({how}: {path.relative_to(trial.place)}, {done})")
        trial.told[f"damaged: {kind}"] += 1


def _kind(path: Path) -> str:
    """Return the kind of a kept file: where it lies, without the names of records and digests."""
    *folders, name = path.parts
    return "/".join((*folders[:1], *["*"] * len(folders[1:]), re.sub(r"[0-9a-f]{6,}", "*", name)))


def damage(path: Path, other: Path, chance: random.Random) -> str:
    """Damage a file in one of several ways; return in which."""
    data = bytearray(path.read_bytes())
    how = chance.choice(
        ("flip", "flip", "flip", "cut", "empty", "zeros", "foreign", "swap", "gone")
    )
    place = chance.randrange(len(data) or 1)
    if how == "gone":
        path.unlink()
        return how
    if how == "flip" and data:
        data[place] ^= 1 << chance.randrange(8)
    elif how == "zeros":
        data[place : place + 512] = bytes(len(data[place : place + 512]))
    elif how == "swap":
        data = bytearray(other.read_bytes())
    else:
        data = {"cut": data[:place], "foreign": bytearray(b"x = 1\n" * 99)}.get(how, bytearray())
    path.write_bytes(data)
    return how


def main() -> int:
    """Try what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--kills", type=int, default=0, metavar="N")
    parser.add_argument("--damages", type=int, default=0, metavar="N")
    parser.add_argument(
        "--site", type=int, default=0, metavar="ARTICLES", help="else the miniature"
    )
    parser.add_argument("--program", default=str(ROOT), help="a commit or a folder; else this tree")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--in", dest="place", type=Path, help="a folder on a disk to try it on")
    asked = parser.parse_args()
    if asked.place:
        asked.place.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.place) as aside:
        folder = Path(aside)
        content = ROOT / "tests/site/content"
        if asked.site:
            content = folder / "corpus"
            corpus(asked.site, content)
        program = checkout(asked.program, folder / "program")
        trial = Trial(program, folder, content, random.Random(asked.seed))
        kills(trial, asked.kills)
        damages(trial, asked.damages)
    for counted in (trial.told, trial.faults):
        print("".join(f"{number:5} {what}\n" for what, number in sorted(counted.items())))
    print(f"{trial.faults.total()} faults")
    return 1 if trial.faults else 0


if __name__ == "__main__":
    sys.exit(main())
