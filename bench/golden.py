"""Whether two checkouts of the program make the same sites, byte by byte: `make golden`.

    python bench/golden.py COMMIT                    that commit, and this tree
    python bench/golden.py COMMIT --but 'pagefind/*' differences there are expected
    python bench/golden.py --edits 20                builds of this tree that go on, and clean ones

The real content, the miniature of the tests and made-up articles (`corpus.py`) are built cold by
each checkout, into empty folders: without an address, as they are published, and as private copies.
With `--edits` each site is built again after every edit of a random series, and each time compared
with a clean build of the same files. The exit status is 1 after an unexpected difference.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "bench"))

from checkouts import checkout, environment, project, suites  # noqa: E402 - they lie beside this
from corpus import corpus  # noqa: E402
from kinds import kind  # noqa: E402

DAY = {"SUITES_TODAY": "2026-12-31"}
ADDRESS = {
    "SITEURL": "https://example.org/archive",
    "REPOSITORY_URL": "https://example.org/sources",
    "SITE_COMMIT": "0123456789abcdef" * 2 + "01234567",
}
WAYS: dict[str, tuple[dict[str, str], str]] = {
    "without an address": (DAY, "pelicanconf.py"),
    "published": ({**DAY, **ADDRESS}, "publishconf.py"),
    "private": ({**DAY, "FULL_TEXT": "1"}, "pelicanconf.py"),
}
"""How each site is built: the variables and the settings."""

SHOWN = 3
"""How many files of a kind are named."""


# --- sites


def contents(folder: Path, size: int) -> Iterator[tuple[str, Path]]:
    """Yield the name and the content folder of each site; the made-up one is made in `folder`."""
    yield "content", ROOT / "content"
    yield "miniature", ROOT / "tests/site/content"
    if size:
        corpus(size, folder)
        yield f"{size} made up", folder


def make(program: Path, place: Path, way: str, *options: str) -> subprocess.CompletedProcess[str]:
    """Build the project at `place` with a checkout, and return how that ended."""
    variables, settings = WAYS[way]
    return subprocess.run(
        suites("build", "--settings", settings, *options),
        cwd=place,
        env=environment(program, **variables),
        capture_output=True,
        text=True,
        check=False,
    )


def clean(program: Path, place: Path, content: Path, way: str) -> Path:
    """Return the output of a first build; SystemExit with its report when it fails."""
    shutil.rmtree(place, ignore_errors=True)
    project(place, program, content)
    if way == "private":
        lay_full_texts(place)
    done = make(program, place, way)
    if done.returncode:
        raise SystemExit(f"{program} does not build {content} ({way}):\n{done.stdout}{done.stderr}")
    return output(place, way)


def output(place: Path, way: str) -> Path:
    """Return where a project's site lies."""
    return place / ("output-local" if way == "private" else "output")


def lay_full_texts(place: Path) -> None:
    """Write a full text for each article that names a capture: its account, and a link."""
    (place / "captures").mkdir()
    for path in sorted((place / "content/articles").rglob("*.md")):
        text = path.read_text("utf-8")
        if digest := re.search(r'(?m)^captures?:\s+.*?sha256: "?([0-9a-f]{64})', text):
            body = text.split("---\n", 2)[2]
            (place / "captures" / path.name).write_text(
                f'---\nsha256: "{digest[1]}"\n---\n# Texte\n\n{body}\n\n<https://example.org/>\n',
                "utf-8",
            )


# --- comparing


def files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file by its address."""
    found = (path for path in sorted(folder.rglob("*")) if path.is_file() or path.is_symlink())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in found}


class Comparison:
    """Differences of pairs of folders, the expected ones apart."""

    def __init__(self, but: list[str], without: list[str]) -> None:
        self._but = but
        self._without = [re.compile(one.encode()) for one in without]
        self.unexpected = 0

    def compare(self, title: str, names: tuple[str, str], first: Path, second: Path) -> None:
        """Print what two folders do not have in common."""
        before, after = files(first), files(second)
        found: defaultdict[str, dict[str, str]] = defaultdict(dict)
        expected: Counter[str] = Counter()
        for address in sorted(before.keys() | after.keys()):
            how, where = self._difference(before.get(address), after.get(address), names)
            pattern = next((one for one in self._but if fnmatch(address, one)), None)
            if how and pattern:
                expected[f"{how}, {pattern}"] += 1
            elif how:
                found[f"{how}, {kind(address)}"][address] = where
        count = sum(map(len, found.values()))
        self.unexpected += count
        verdict = f"{count} DIFFER" if count else "the same"
        print(f"{title}: {len(before)} and {len(after)} files, {verdict}", flush=True)
        for what, number in sorted(expected.items()):
            print(f"    as expected, {what}: {number}")
        for what, some in found.items():
            print(f"    {what}: {len(some)}")
            for address, where in list(some.items())[:SHOWN]:
                print(f"        {address}{where}", flush=True)

    def _difference(
        self, before: bytes | None, after: bytes | None, names: tuple[str, str]
    ) -> tuple[str, str]:
        """Return in what way a file differs, "" if in none, and where."""
        if after is None or before is None:
            return f"only {names[after is not None]}", ""
        if before == after:
            return "", ""
        for pattern in self._without:
            before, after = pattern.sub(b"", before), pattern.sub(b"", after)
        return ("differing", excerpts(before, after)) if before != after else ("", "")


def excerpts(before: bytes, after: bytes) -> str:
    """Return where two files begin to differ, with a few bytes of each."""
    pairs = enumerate(zip(before, after, strict=False))
    place = next((at for at, (one, other) in pairs if one != other), min(len(before), len(after)))
    line = before.count(b"\n", 0, place) + 1
    shown = (one[max(0, place - 30) : place + 50] for one in (before, after))
    texts = (one.decode(errors="replace") for one in shown)
    return f", line {line}, byte {place}" + "".join(f"\n            {one!r}" for one in texts)


# --- edits

Edit = Callable[[Path, random.Random], None]


def records(place: Path) -> list[Path]:
    """Return the records of a project."""
    return sorted((place / "content").rglob("*.md"))


def rewrite(path: Path, pattern: str, new: str) -> None:
    """Replace the first match of a pattern in a file."""
    text = path.read_text("utf-8")
    path.write_text(re.sub(pattern, new, text, count=1, flags=re.MULTILINE), "utf-8")


def edit_body(place: Path, chance: random.Random) -> None:
    """Add a paragraph with a link."""
    path, other = chance.choice(records(place)), chance.choice(records(place))
    path.write_text(f"{path.read_text('utf-8')}\nVoir aussi [[{other.stem}|là]].\n", "utf-8")


def edit_title(place: Path, chance: random.Random) -> None:
    """Give a record another title or name."""
    rewrite(chance.choice(records(place)), '(title|name): "?', rf"\g<0>N{chance.randrange(1, 99)} ")


def edit_value(place: Path, chance: random.Random) -> None:
    """Give an announcement another stage, an annotation another role, a record another day."""
    change = (
        (r"stage: \w+", "stage: " + chance.choice(("confirmed", "testing", "partial"))),
        (r"role: \w+", "role: " + chance.choice(("reports", "delays"))),
        (r'added: "\d{4}', 'added: "2026'),
        (r"kind: \w+$", "kind: " + chance.choice(("opinion", "interview", "decision", "context"))),
        (r"themes: \[.*\]", "themes: []"),
    )
    rewrite(chance.choice(records(place)), *chance.choice(change))


def add(place: Path, chance: random.Random) -> None:
    """Add a copy of an article or an entity."""
    kinds = ("articles", "entities")
    path = chance.choice([path for path in records(place) if {*kinds} & {*path.parts}])
    copy = path.with_name(f"{path.stem}-{chance.randrange(1, 99)}.md")
    text = re.sub(r"(?m)^(aliases|url|capture): .*\n", "", path.read_text("utf-8"))
    copy.write_text(text, "utf-8")


def remove(place: Path, chance: random.Random) -> None:
    """Remove a record: most are in others' links, and their removal is refused."""
    named = "".join(path.read_text("utf-8") for path in records(place))
    paths = [path for path in records(place) if named.count(path.stem) < 2]
    chance.choice(paths or records(place)).unlink()


def rename(place: Path, chance: random.Random) -> None:
    """Rename a record, with its old id as an alias."""
    path = chance.choice(records(place))
    rewrite(path, r"\A---\n", f"---\naliases: [{path.stem}]\n")
    path.rename(path.with_name(f"{path.stem}-bis.md"))


def break_value(place: Path, chance: random.Random) -> None:
    """Make a mistake: refused, and undone."""
    rewrite(chance.choice(records(place)), r"\A---\n", "---\nunknown: key\n")


def edit_theme(place: Path, chance: random.Random) -> None:
    """Change a template, the catalogue or a style."""
    path = place / chance.choice(("theme/templates/article.html", "theme/templates/base.html"))
    if path.suffix == ".yaml":
        rewrite(path, "Annonces", chance.choice(("Paroles", "Promesses")))
    else:
        path.write_text(f"{path.read_text('utf-8')}<!-- {chance.randrange(99)} -->\n", "utf-8")


def edit_settings(place: Path, chance: random.Random) -> None:
    """Change the archive's subject, or a word of the vocabulary."""
    if chance.random() < 0.5:
        rewrite(place / "content/archive.yaml", "^subject: .*", f"subject: S{chance.randrange(9)}")
    else:
        rewrite(place / "content/vocabulary.yaml", r"\{fr: \w", r"\g<0>o")


def damage_output(place: Path, chance: random.Random) -> None:
    """Remove a file of the output, or write another thing into it."""
    path = chance.choice(sorted(place.glob("output*/**/*.html")))
    if chance.random() < 0.5:
        path.unlink()
    else:
        path.write_text("autre chose", "utf-8")


EDITS: tuple[tuple[int, Edit], ...] = (
    (5, edit_body), (4, edit_title), (6, edit_value), (3, add), (3, remove), (2, rename),
    (2, break_value), (1, edit_theme), (1, edit_settings), (2, damage_output),
)  # fmt: skip
"""The edits, and how often each is chosen."""


def series(
    comparison: Comparison, program: Path, folder: Path, content: Path, title: str, way: str,
    count: int, chance: random.Random,
) -> None:  # fmt: skip
    """Build after each edit of a series, and compare with a clean build of the same sources."""
    place, other, kept = folder / "goes-on", folder / "clean", folder / "kept"
    clean(program, place, content, way)
    weights, edits = zip(*EDITS, strict=True)
    done = []
    for number in range(count):
        shutil.rmtree(kept, ignore_errors=True)
        for name in ("content", "theme"):
            shutil.copytree(place / name, kept / name)
        (edit,) = chance.choices(edits, weights)
        edit(place, chance)
        done.append(edit.__name__)
        made = make(program, place, way)
        if made.returncode:  # what is refused leaves the site as it was, and is undone
            done[-1] += " (refused)"
            if "Traceback" in made.stderr:
                comparison.unexpected += 1
                print(f"{title}, {', '.join(done)}:\n{made.stderr}")
            for name in ("content", "theme"):
                shutil.rmtree(place / name)
                shutil.copytree(kept / name, place / name)
            made = make(program, place, way)
        shutil.rmtree(other, ignore_errors=True)
        shutil.copytree(place, other, ignore=shutil.ignore_patterns("output*", ".cache"))
        anew = make(program, other, way)
        names = ("after edits", "in a clean build")
        shown = f"{title}, edit {number + 1}: {done[-1]}"
        if made.returncode or anew.returncode:
            comparison.unexpected += 1
            print(f"{shown}: does not build\n{made.stderr or anew.stderr}")
            return
        comparison.compare(shown, names, output(place, way), output(other, way))


# --- the command


def main() -> int:
    """Compare what is asked for."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("before", nargs="?", help="a commit, or a folder with the program")
    parser.add_argument("after", nargs="?", default=str(ROOT), help="the same; else this tree")
    parser.add_argument("--but", action="append", default=[], metavar="GLOB",
                        help="addresses that are expected to differ")  # fmt: skip
    parser.add_argument("--without", action="append", default=[], metavar="REGEX",
                        help="what is taken out of both before they are compared")  # fmt: skip
    parser.add_argument("--size", type=int, default=500, help="of the made-up archive; 0: none")
    parser.add_argument("--ways", nargs="+", default=list(WAYS), choices=WAYS, metavar="WAY",
                        help=f"{', '.join(WAYS)}: all three, or some")  # fmt: skip
    parser.add_argument("--only", help="the site whose name begins so")
    parser.add_argument("--edits", type=int, default=0, metavar="N", help="so many a series")
    parser.add_argument("--seed", type=int, default=1, help="of the series")
    parser.add_argument("--in", dest="place", type=Path, help="a folder; what differs stays there")
    asked = parser.parse_args()
    if not asked.before and not asked.edits:
        parser.error("say which commit or folder to compare with, or --edits N")
    if asked.place:
        asked.place.mkdir(parents=True, exist_ok=True)
    comparison = Comparison(asked.but, asked.without)
    aside = tempfile.mkdtemp(dir=asked.place)
    folder = Path(aside)
    try:
        programs = [checkout(asked.before, folder / "before")] if asked.before else []
        programs.append(checkout(asked.after, folder / "after"))
        for name, content in contents(folder / "corpus", asked.size):
            if not name.startswith(asked.only or ""):
                continue
            for way in asked.ways:
                title, place = f"{name}, {way}", folder / f"{name}-{way}".replace(" ", "-")
                if asked.edits:
                    chance = random.Random(asked.seed)
                    series(
                        comparison, programs[-1], place, content, title, way, asked.edits, chance
                    )
                else:
                    outputs = [
                        clean(program, place / str(number), content, way)
                        for number, program in enumerate(programs)
                    ]
                    comparison.compare(title, ("before", "after"), *outputs)
    finally:
        if asked.place and comparison.unexpected:
            print(f"what was built lies in {folder}")
        else:
            shutil.rmtree(folder)
    print(f"{comparison.unexpected} unexpected differences")
    return 1 if comparison.unexpected else 0


if __name__ == "__main__":
    sys.exit(main())
