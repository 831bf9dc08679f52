"""A build that goes on from the last one leaves what a clean one would, whatever came between."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from suites import build
from suites.adapters import pagefind
from suites.publication.making import Aside
from suites.store import NAME

ROOT = Path(__file__).parents[1]
SERIES, PROVEN = 8, 300
"""How many series of edits are tried: in every run of the tests, and by `make prove`."""

Edit = Callable[[Path, random.Random], None]


def records(project: Path, kind: str = "*") -> list[Path]:
    return sorted(
        (project / "content" / kind).rglob("*.md")
        if kind != "*"
        else (project / "content").rglob("*.md")
    )


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


def come(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    copy = path.with_name(f"{path.stem}-{chance.randint(1, 9)}.md")
    text = re.sub(r"^aliases: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    copy.write_text(text, "utf-8")


def go(project: Path, chance: random.Random) -> None:
    chance.choice(records(project)).unlink()


def be_called_otherwise(project: Path, chance: random.Random) -> None:
    path = chance.choice(records(project))
    text = re.sub(r"^aliases: .*\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    kept = chance.choice((f"aliases: [{path.stem}]\n", ""))
    path.unlink()
    path.with_name(f"{path.stem}-bis.md").write_text(
        text.replace("---\n", f"---\n{kept}", 1), "utf-8"
    )


def touch(project: Path, chance: random.Random) -> None:
    chance.choice(records(project)).touch()


def change_the_vocabulary(project: Path, _chance: random.Random) -> None:
    rewrite(project / "content/vocabulary.yaml", lambda text: text.replace("annoncé", "dit"))


def change_the_settings(project: Path, chance: random.Random) -> None:
    rewrite(
        project / "content/archive.yaml",
        lambda text: re.sub(
            "^subject: .*", f"subject: Sujet {chance.randint(1, 9)}", text, flags=re.M
        ),
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


def meddle(project: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(p for p in (project / "output").rglob("*") if p.is_file()))
    if chance.random() < 0.5:
        path.unlink()
    else:
        path.write_bytes(b"altered")


def lose_the_cache(project: Path, chance: random.Random) -> None:
    store = project / ".cache" / NAME
    if not store.exists():
        return
    if chance.random() < 0.5:
        store.unlink()
    else:
        raw = bytearray(store.read_bytes())
        at = chance.randrange(len(raw))
        raw[at : at + 400] = chance.randbytes(400)
        store.write_bytes(raw)


USUAL: tuple[Edit, ...] = (
    say_more, link_more, name_otherwise, change_a_value, come, touch, say_more, change_a_value,
)  # fmt: skip
RARE: tuple[Edit, ...] = (
    go, be_called_otherwise, change_a_line, change_the_vocabulary, change_the_settings,
    change_a_template, change_the_words, change_the_style, meddle, lose_the_cache,
)  # fmt: skip


def laid(folder: Path) -> Path:
    """The miniature archive with the real settings and the real theme."""
    shutil.copy(ROOT / "pelicanconf.py", folder)
    shutil.copytree(ROOT / "theme", folder / "theme", ignore=shutil.ignore_patterns("fonts"))
    shutil.copytree(ROOT / "tests/site/content", folder / "content")
    return folder


def outcome(project: Path, *, full: bool = False) -> str:
    """The report of problems; empty when the site was built."""
    try:
        build.build(project / "pelicanconf.py", full=full)
    except SystemExit as refused:
        return str(refused)
    return ""


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def clean(project: Path, folder: Path) -> dict[str, bytes]:
    """What a clean build of the same sources leaves, in another folder."""
    for name in ("content", "theme"):
        shutil.copytree(project / name, folder / name)
    shutil.copy(project / "pelicanconf.py", folder)
    assert outcome(folder) == ""
    return contents(folder / "output")


def tried(seed: int) -> None:
    """One series: each edit is built, or refused as a whole build refuses it, and then undone."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        project = laid(_made(name))
        assert outcome(project) == ""
        for _ in range(chance.randint(2, 6)):
            before = Path(name, "before")
            shutil.copytree(project / "content", before)
            for _ in range(chance.choice((1, 1, 2, 3))):
                chance.choice(USUAL if chance.random() < 0.6 else RARE)(project, chance)
            if chance.random() < 0.4:
                build.refresh(project / "pelicanconf.py", None, None)  # as `serve` does
            refused = outcome(project)
            if refused:
                assert outcome(project, full=True) == refused
                shutil.rmtree(project / "content")
                shutil.copytree(before, project / "content")
                assert outcome(project) == ""
            shutil.rmtree(before)
        ours = contents(project / "output")
        theirs = clean(project, _made(name, "clean"))
        assert ours.keys() == theirs.keys()
        assert [one for one in ours if ours[one] != theirs[one]] == []


def _made(name: str, folder: str = "project") -> Path:
    path = Path(name, folder)
    path.mkdir()
    return path


EXAMPLES = SERIES if (settings.default or settings()).max_examples < PROVEN else PROVEN


@given(seed=st.integers(0, 1_000_000))
@settings(max_examples=EXAMPLES, phases=[Phase.explicit, Phase.generate])
def test_a_series_of_edits_ends_where_a_clean_build_does(seed: int) -> None:
    tried(seed)


def started(project: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "suites", "build"],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins")},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


@given(seed=st.integers(0, 1_000_000))
@settings(max_examples=2 if EXAMPLES == SERIES else 50, phases=[Phase.explicit, Phase.generate])
def test_a_build_that_is_killed_is_finished_by_the_next(seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        project = laid(_made(name))
        if chance.random() < 0.5:
            assert outcome(project) == ""
            for edit in chance.choices(USUAL, k=3):
                edit(project, chance)
        running = started(project)
        time.sleep(chance.uniform(0.05, 1.6))
        running.send_signal(signal.SIGKILL)
        running.communicate()
        if outcome(project):  # an edit that is a problem: what matters is told by the other test
            return
        assert contents(project / "output") == clean(project, _made(name, "clean"))


@pytest.mark.parametrize("undone", [False, True])
def test_a_build_that_dies_when_the_search_is_indexed_is_finished_by_the_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, undone: bool
) -> None:
    def die(*_: object) -> None:
        raise InterruptedError

    project = laid(_made(str(tmp_path)))
    assert outcome(project) == ""
    one, *_, other = records(project, "articles")
    before = one.read_text("utf-8")
    one.write_text(f"{before}\nUn zibelinesque mot.\n", "utf-8")
    with monkeypatch.context() as dying:
        dying.setattr(Aside, "publish", die)
        with pytest.raises(InterruptedError):
            build.build(project / "pelicanconf.py")
    if undone:
        one.write_text(before, "utf-8")
    assert outcome(project) == ""
    assert contents(project / "output") == clean(project, _made(str(tmp_path), "clean"))
    rewrite(other, lambda text: f"{text}\nUn mirobolant mot.\n")
    assert outcome(project) == ""
    assert contents(project / "output") == clean(project, _made(str(tmp_path), "again"))


def test_two_builds_at_once_do_not_hurt_each_other(tmp_path: Path) -> None:
    project = laid(_made(str(tmp_path)))
    both = [started(project), started(project)]
    for one in both:
        said, _ = one.communicate()
        assert one.returncode == 0, said
    assert contents(project / "output") == clean(project, _made(str(tmp_path), "clean"))


def test_a_store_that_is_none_is_set_aside_with_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = laid(_made(str(tmp_path)))
    assert outcome(project) == ""
    (project / ".cache" / NAME).write_bytes(b"something else altogether" * 99)
    assert outcome(project) == ""
    # On a slow machine the build says how far it is, too.
    said = capsys.readouterr().err.splitlines()
    assert sum("is set aside" in line for line in said) == 1
    assert all("is set aside" in line or " %, about " in line for line in said)
    assert contents(project / "output") == clean(project, _made(str(tmp_path), "clean"))


def test_a_build_that_failed_leaves_the_store_closed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise pagefind.SearchError("no")

    project = laid(_made(str(tmp_path)))
    monkeypatch.setattr(pagefind, "index", fail)
    assert "no; the site is left as it was" in outcome(project)
    # Closed later, it would take with it the journal of the store that came in its place.
    assert not [one for one in psutil.Process().open_files() if str(project) in one.path]
