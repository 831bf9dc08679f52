"""A project to break: edits of all kinds, builds, and what a clean build of the same makes."""

from __future__ import annotations

import hashlib
import os
import random
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path

from suites import build
from suites.archive.problem_report import refusal
from suites.build.server.rebuild import Rebuilder

ROOT = Path(__file__).parents[1]
Edit = Callable[[Path, random.Random], None]
STRANGER = "that no build made"


def laid(folder: Path) -> Path:
    """The miniature archive with the real settings and the real theme, in a new folder."""
    folder.mkdir()
    shutil.copy(ROOT / "pelicanconf.py", folder)
    shutil.copytree(ROOT / "theme", folder / "theme")
    shutil.copytree(ROOT / "tests/site/content", folder / "content")
    return folder


@contextmanager
def somewhere(disk: str | None = None) -> Iterator[Path]:
    """A folder on a disk, gone afterwards whatever its permissions were changed to."""
    name = tempfile.mkdtemp(dir=disk)
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name)


# What is built, and what should be


def quick_index(copies: Iterable[tuple[str, bytes]], language: str) -> dict[str, bytes]:
    """In the place of Pagefind, which takes ten times as long as the rest of a small build."""
    files, entries = {}, []
    for path, content in copies:
        name = hashlib.sha256(content).hexdigest()[:16]
        files[f"fragment/{name}.pf"] = content[:99]
        entries.append(f"{language} {path} {name}\n")
    return files | {"entry.txt": "".join(entries).encode()}


def outcome(project: Path, output: Path | None = None, *, full: bool = False) -> str:
    """What stopped a build, as the command says it; empty when the site was built."""
    with redirect_stderr(StringIO()):
        try:
            build.build(project / "pelicanconf.py", output, full=full)
        except SystemExit as refused:
            return str(refused)
        except OSError as error:
            return refusal(error)
    return ""


def served(project: Path) -> None:
    """Build as `suites serve` does: the pages, and not the search index."""
    request = build.BuildRequest.of(project / "pelicanconf.py")
    with redirect_stderr(StringIO()):
        try:
            Rebuilder(request, lambda _line: None)._rebuild_here()
        except (SystemExit, OSError):
            return


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, and where each link leads."""
    return {
        path.relative_to(folder).as_posix(): os.fsencode(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }


def clean(project: Path) -> dict[str, bytes]:
    """What a build of the same sources makes that finds neither cache nor output."""
    with somewhere() as folder:
        shutil.copy(project / "pelicanconf.py", folder)
        for name in ("content", "theme"):
            (folder / name).symlink_to(project / name)
        said = outcome(folder)
        assert said == "", said
        return contents(folder / "output")


def differing(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """The addresses of what is not alike."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))


# Edits


def records(project: Path, kind: str = "") -> list[Path]:
    return sorted((project / "content" / kind).rglob("*.md"))


def rewrite(path: Path, change: Callable[[str], str]) -> None:
    path.write_text(change(path.read_text("utf-8")), "utf-8")


def say_more(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    rewrite(path, lambda text: text + f"\nUne phrase de plus, la {chance.randint(1, 9)}e.\n")


def link_more(project: Path, chance: random.Random) -> None:
    path, other = chance.choice(records(project)), chance.choice(records(project))
    label = chance.choice(("", "|ici"))
    rewrite(path, lambda text: f"{text}\nVoir aussi [[{other.stem}{label}]] et rien d’autre.\n")


def name_otherwise(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    rewrite(
        path,
        lambda text: re.sub("(title|name): ", rf"\1: N{chance.randint(1, 99)} ", text, count=1),
    )


def change_a_line(project: Path, chance: random.Random) -> None:
    """Any line of a head in the place of another: mostly a problem, which is to be told alike."""
    path = chance.choice(records(project))
    lines = path.read_text("utf-8").split("\n")
    other = chance.choice(records(project)).read_text("utf-8").split("\n")
    lines[chance.randrange(len(lines))] = chance.choice(other)
    path.write_text("\n".join(lines), "utf-8")


def change_a_value(project: Path, chance: random.Random) -> None:
    pairs = [
        ("stage: announced", "stage: confirmed"), ("stage: testing", "stage: partial"),
        ("role: reports", "role: delays"), ("role: announces", "role: reports"),
        ('due: "2022"', 'due: "2030"'), ("themes: [transports]", "themes: []"),
        ("themes: []", "themes: [transports]"), ("speaker: ana-morel\n", "via: ana-morel\n"),
        ("kind: promise", "kind: decision"), ('added: "2026', 'added: "2025'),
        ("kind: claim", "kind: context"), ("modality: intended", "modality: promised"),
        ("actors: [ana-morel]", "actors: []"), ("outlet: gazette-du-port", "outlet: agence-brume"),
    ]  # fmt: skip
    old, new = chance.choice(pairs)
    for path in records(project):
        if old in path.read_text("utf-8"):
            rewrite(path, lambda text: text.replace(old, new, 1))
            return


def _without_aliases(path: Path) -> str:
    return re.sub(r"^aliases: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)


def come(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    copy = path.with_name(f"{path.stem}-{chance.randint(1, 9)}.md")
    copy.write_text(_without_aliases(path), "utf-8")


def go(project: Path, chance: random.Random) -> None:
    chance.choice(records(project)).unlink()


def be_called_otherwise(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    text, kept = _without_aliases(path), chance.choice((f"aliases: [{path.stem}]\n", ""))
    path.unlink()
    path.with_name(f"{path.stem}-bis.md").write_text(
        text.replace("---\n", f"---\n{kept}", 1), "utf-8"
    )


def have_another_name_too(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    more = chance.choice((f"aliases: [ancien-{chance.randint(1, 9)}]\n", ""))
    path.write_text(_without_aliases(path).replace("---\n", f"---\n{more}", 1), "utf-8")


def touch(project: Path, chance: random.Random) -> None:
    chance.choice(records(project)).touch()


def change_the_vocabulary(project: Path, _chance: random.Random) -> None:
    rewrite(project / "content/vocabulary.yaml", lambda text: text.replace("promesse", "serment"))


def change_the_settings(project: Path, chance: random.Random) -> None:
    subject = f"subject: Sujet {chance.randint(1, 9)}"
    rewrite(
        project / "content/archive.yaml",
        lambda text: re.sub("^subject: .*", subject, text, flags=re.M),
    )


def change_the_day(project: Path, chance: random.Random) -> None:
    day = f'as_of: "202{chance.randint(2, 4)}-12-31"'
    rewrite(
        project / "content/archive.yaml", lambda text: re.sub("^as_of: .*", day, text, flags=re.M)
    )


def change_a_template(project: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((project / "theme/templates").glob("*.html")))
    rewrite(path, lambda text: text + f"<!-- {chance.randint(1, 99)} -->\n")


def change_the_words(project: Path, _chance: random.Random) -> None:
    rewrite(project / "theme/catalogue/fr.yaml", lambda text: text.replace("Annonces", "Paroles"))


def change_the_style(project: Path, chance: random.Random) -> None:
    path = chance.choice(sorted((project / "theme/static/css").glob("*.css")))
    rewrite(
        path,
        lambda text: f"{text}\n@layer utilities {{ .n{chance.randint(1, 9)} {{ gap: 0; }} }}\n",
    )


def change_the_files_of_the_theme(project: Path, chance: random.Random) -> None:
    path = project / f"theme/static/plus-{chance.randint(1, 2)}.txt"
    if path.exists():
        path.unlink()
    else:
        path.write_text("un fichier du thème", "utf-8")


def have_an_address(_project: Path, chance: random.Random) -> None:
    os.environ["SITEURL"] = chance.choice(("", "https://example.org/archive"))


USUAL: tuple[Edit, ...] = (
    say_more, link_more, name_otherwise, change_a_value, come, touch, say_more, change_a_value,
    have_another_name_too,
)  # fmt: skip
RARE: tuple[Edit, ...] = (
    go, be_called_otherwise, change_a_line, change_the_vocabulary, change_the_settings,
    change_the_day, change_a_template, change_the_words, change_the_style,
    change_the_files_of_the_theme, have_an_address,
)  # fmt: skip


# What happens to the output and to the cache


def meddle(project: Path, chance: random.Random) -> None:
    output = project / "output"
    found = sorted(p for p in output.rglob("*") if p.is_file()) if output.is_dir() else []
    for path in chance.sample(found, min(len(found), chance.choice((1, 1, 9)))):
        if chance.random() < 0.5:
            path.unlink()
        else:
            path.write_bytes(b"altered")


def lay_a_strange_file(project: Path, chance: random.Random) -> None:
    path = project / "output" / chance.choice(("CNAME", "articles/x/note.txt", "new/index.html"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"of others")


def lose_the_output(project: Path, _chance: random.Random) -> None:
    shutil.rmtree(project / "output", ignore_errors=True)


def lose_the_cache(project: Path, _chance: random.Random) -> None:
    shutil.rmtree(project / ".cache", ignore_errors=True)


def lose_part_of_the_cache(project: Path, chance: random.Random) -> None:
    found = sorted(p for p in (project / ".cache").rglob("*") if p.is_file() and p.name != "lock")
    if found:
        path = chance.choice(found)
        damaged = bytearray(path.read_bytes())
        if damaged and chance.random() < 0.7:
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
            path.write_bytes(damaged)
        else:
            path.unlink()


def build_elsewhere(project: Path, _chance: random.Random) -> None:
    outcome(project, project / "elsewhere")


def serve(project: Path, _chance: random.Random) -> None:
    served(project)


def check(project: Path, _chance: random.Random) -> None:
    from suites.build.records import load_cached

    assert isinstance(load_cached((project / "content").resolve()).problems, tuple)


FAULTS: tuple[Edit, ...] = (
    meddle, meddle, lay_a_strange_file, lose_the_output, lose_the_cache, lose_part_of_the_cache,
    lose_part_of_the_cache, build_elsewhere, serve, serve, check,
)  # fmt: skip


def strange(project: Path) -> dict[str, bytes]:
    """What of others lies in the output, and stays there."""
    output = project / "output"
    return {path: of for path, of in contents(output).items() if of == b"of others"}
