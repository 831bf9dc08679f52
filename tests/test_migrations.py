"""Content of an older model becomes content of today's, and nothing else of its text changes.

`tests/migrations` holds a few of our records as they stood before each change of the model, with
what `suites migrate` says of them: `first-release` is the miniature of the first release, which
shows every key that there was; of others, records that they name are left out.
"""

from __future__ import annotations

import difflib
import re
import shutil
from collections.abc import Mapping
from itertools import takewhile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.length import few
from support.miniature import CONTENT

from suites.analysis import loading
from suites.archive import files, front_matter, migrations
from suites.archive.data_dictionary import schema
from suites.archive.migrations import MIGRATIONS, whole_words
from suites.archive.migrations.changes import members
from suites.archive.model.settings import MODEL
from suites.archive.problems import Problem
from suites.archive.yaml_edits import SetValue, rewrite
from suites.cli import main

HERE = Path(__file__).parent / "migrations"
FOLDERS = sorted(HERE.iterdir())
SCHEMA = Path(migrations.__file__).with_name("schema.txt")
LEFT_OUT = {
    "reference-unresolved", "evidence-unresolved", "link-unresolved", "featured-unresolved",
    "element-undeclared", "label-missing",
}  # fmt: skip
"""The problems of what the folders leave out: other records, and most of a vocabulary."""

CHANGED = """
The model of content changed. If older content still loads and means the same, or is only told of
a mistake that it always had, write

    .venv/bin/suites model --schema > plugins/suites/archive/migrations/schema.txt

Else, raise MODEL in archive/model/settings.py and add a step to MIGRATIONS before that: see "A
change of the model" in docs/extending.md.
"""


def read(content: Path) -> dict[str, bytes]:
    found = files.list_sources(content)
    return {path: files.read_bytes(content / path) for path, _ in found}


def problems(content: Path, after: Mapping[str, bytes]) -> tuple[Problem, ...]:
    return loading.load_archive(
        content, read=lambda path: after[path.relative_to(content).as_posix()]
    ).problems


def migrated(content: Path) -> dict[str, bytes]:
    before = read(content)
    start = migrations.starting_number(before)
    assert start is not None
    done = migrations.migrate("content", before, start)
    assert done.unwritten == ()
    return {**before, **done.files}


def test_the_model_is_that_of_its_number() -> None:
    kept, now = SCHEMA.read_text("utf-8").splitlines(), schema().splitlines()
    changes = "\n".join(difflib.unified_diff(kept, now, "schema.txt", "the model", "", "", 0, ""))
    assert not changes, changes + CHANGED


def test_every_number_after_the_first_has_a_step_and_they_are_in_order() -> None:
    numbers = [migration.number for migration in MIGRATIONS]
    assert numbers == sorted(numbers)
    assert set(numbers) == set(range(2, MODEL + 1))


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_older_content_becomes_what_the_check_accepts_but_for_what_an_author_decides(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    shutil.copytree(folder / "content", tmp_path / "content")
    main(["migrate"])
    said = capsys.readouterr().out
    for code in LEFT_OUT:
        said = re.sub(rf"(?m)^content/.* \[{code}\]\n  mend: .*\n", "", said)
    # The last line counts what was left out as well.
    assert said.rpartition("\n")[0].rpartition("\n")[0] + "\n" == (
        folder / "expected.txt"
    ).read_text("utf-8")


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda path: path.name)
def test_what_was_migrated_has_nothing_left_to_migrate(folder: Path) -> None:
    after = migrated(folder / "content")
    assert migrations.starting_number(after) is None
    # One that was interrupted has some of its files, and not yet the number.
    start = migrations.starting_number(read(folder / "content"))
    assert start is not None
    again = migrations.migrate("content", after, start)
    assert {path for path, raw in again.files.items() if raw != after[path]} == set()


def test_content_without_a_number_says_by_its_vocabulary_of_which_it_is() -> None:
    found = {path.name: migrations.starting_number(read(path / "content")) for path in FOLDERS}
    assert found == {
        "first-release": 1, "model-1": 1, "model-2": 1, "model-3": 3, "unnumbered-3": 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("settings", "start"),
    [
        (b"model: 1\n", 1), (b"model: 2\n", 2), (b"model:\n", 3), (b"", None), (b"- a\n", None),
        (b"model: %d\n" % MODEL, None), (b"model: %d\n" % (MODEL + 1), None), (b"model: 0\n", None),
        (b'model: "1"\n', None), (b"model: true\n", None), (b"model: 1.0\n", None),
    ],
)  # fmt: skip
def test_there_is_something_to_migrate_where_the_number_is_an_older_one(
    settings: bytes, start: int | None
) -> None:
    assert migrations.starting_number({"archive.yaml": settings}) == start


def test_an_archive_of_another_model_is_told_so_and_nothing_else() -> None:
    for folder in FOLDERS:
        (problem,) = loading.load_archive(folder / "content").problems
        assert (problem.path, problem.code) == ("content/archive.yaml", "model-outdated")
        assert problem.mend.startswith("run suites migrate")


# --- steps

BODY = "Selon lui, l’épargne des 10 000 clients serait bloquée, puis l’épargne serait rendue."


def widened(quote: str) -> list[object]:
    head = f"annotations:\n  - quote: {quote}\n"
    front, _ = front_matter.read("x.md", f"---\n{head}---\n{BODY}\n")
    assert front
    return [change.value for change in whole_words.widen(front)]


@pytest.mark.parametrize(
    ("quote", "whole"),
    [
        ("clie", ["clients"]), ("000 clients", ["10 000 clients"]), ("bloqu", ["bloquée"]),
        ("elon l", ["Selon lui"]), ("clients", []), ("l'épargne des", []),
        ("pargne", []), ("absent", []), ("[clie]", []),
        ("{exact: clie}", ["clients"]), ("{exact: clie, suffix: nts}", []), ('""', []),
    ],
)  # fmt: skip
def test_a_quote_that_cuts_a_word_gets_the_rest_of_it_where_that_is_certain(
    quote: str, whole: list[str]
) -> None:
    assert widened(quote) == whole


def test_a_quote_that_lost_its_last_letter_is_written_as_it_was() -> None:
    before = read(CONTENT)
    restored = 0
    for path in (path for path in before if path.startswith("articles/")):
        front, _ = front_matter.parse("x.md", before[path])
        assert front
        for _, annotation in members(front.data, "annotations"):
            quote = str(annotation["quote"])
            line, shorter = (f"quote: {words}\n".encode() for words in (quote, quote[:-1]))
            if not quote[-1].isalpha() or before[path].count(line) != 1:
                continue
            cut = {**before, path: before[path].replace(line, shorter)}
            assert migrations.migrate("content", cut, 1).files[path] == before[path]
            restored += 1
    assert restored > 5


def gathered(head: str) -> str:
    """The head of an article once its capture is the member of a list."""
    raw = f"---\ntitle: a\n{head}\nlang: fr\n---\nUn corps.\n".encode()
    files_ = {"archive.yaml": b"model: 3\n", "articles/2020/a.md": raw}
    done = migrations.migrate("content", files_, 3)
    after = done.files.get("articles/2020/a.md", raw).decode()
    assert done.unwritten == ()
    return after.removeprefix("---\ntitle: a\n").removesuffix("\nlang: fr\n---\nUn corps.\n")


@pytest.mark.parametrize(
    ("one", "listed"),
    [
        (
            "capture: {sha256: aa, kind: text}  # lue",
            "captures:\n  - {sha256: aa, kind: text}  # lue",
        ),
        (
            "capture:  # d’où\n  # ici\n  sha256: aa # lue\n\n  kind: text # vraiment",
            "captures:  # d’où\n  # ici\n  - sha256: aa # lue\n\n    kind: text # vraiment",
        ),
        (
            "capture: {sha256: aa, # lue\n  kind: text}",
            "captures:\n  - {sha256: aa, # lue\n  kind: text}",
        ),
        ("capture: # lue\n  {kind: text}", "captures: # lue\n  [{kind: text}]"),
        ("capture: null  # aucune", "captures: []  # aucune"),
        ("capture:", "captures: []"),
        ("? capture\n: {kind: text}", "? captures\n: [{kind: text}]"),
        ("captures: [{kind: text}]", "captures: [{kind: text}]"),
        ("url: null", "url: null"),
    ],
)
def test_a_capture_becomes_the_member_of_a_list_and_comments_stay(one: str, listed: str) -> None:
    assert gathered(one) == listed


# --- edits

RELATION = {"type": "extends", "target": "b"}
VALUES = st.one_of(
    st.booleans(), st.integers(0, 99),
    st.text(st.sampled_from("ab :#'\"\\,[]{}-é«»\u00a0&*!%@`|>"), min_size=1, max_size=12),
)  # fmt: skip
OPENINGS = ["  - ", "  -   ", "  # un\n  - ", "  -\n    "]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """A front matter with a relation, in the forms that YAML has for one."""
    comment = draw(st.sampled_from(["", "  # pourquoi", " #"]))
    target = draw(st.sampled_from(["b", "'b'", '"b"', ">-\n      b", "|-\n      b"]))
    if draw(st.booleans()):
        inside = ("type: extends, ", '"type": extends,  ', "type: extends,\n   ")
        target = target if "\n" not in target else "b"
        entry = f"  - {{ {draw(st.sampled_from(inside))}target: {target} }}{comment}"
    else:
        opening = draw(st.sampled_from(OPENINGS))
        indent = " " * (len(opening) - opening.rfind("\n") - 1)
        target = target.replace("\n      ", f"\n{indent}  ")
        entry = f"{opening}type: extends{comment}\n{indent}target: {target}"
    after = draw(st.sampled_from(["", "\n# fin", "\nz: 1  # fin", "\nz: |\n  un\n\n  deux"]))
    text = f"---\na: 1 \nrelations:\n{entry}{after}\n---\nUn corps.\n\nrelations: x\n"
    text = text.replace("\n", draw(st.sampled_from(["\n", "\r\n", "\r"])))
    return draw(st.sampled_from(["", "\ufeff"])) + text


@few(200)
@given(texts(), VALUES, st.sampled_from(["compare", "type", "target"]), st.integers(0, 3))
def test_an_edit_changes_one_value_and_no_other_byte(
    old: str, value: str | int | bool, key: str, before: int
) -> None:
    front, _ = front_matter.parse("x.md", old.encode())
    assert front
    assert front.data["relations"] == [RELATION]
    change = SetValue(("relations", 0, key), value, before)
    edited, failed = rewrite("x.md", old.encode(), [change])
    assert failed == ()
    after, _ = front_matter.parse("x.md", edited)
    assert after
    assert after.data == {**front.data, "relations": [{**RELATION, key: value}]}
    new = edited.decode()
    kept = in_common(old, new)
    kept += in_common(old[kept:][::-1], new[kept:][::-1])
    # A new key takes nothing away; a value is replaced with its marks, or its indented block.
    assert len(old) - kept <= (0 if key == "compare" else len("extends") + 10)
    ends = "\r\n|\r|\n"
    assert set(re.findall(ends, new)) == set(re.findall(ends, old))


def in_common(a: str, b: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


@pytest.mark.parametrize("text", ["? target\n    : b", "? target\n    : b\n    note: c"])
def test_a_form_that_cannot_be_edited_is_left_to_the_author_with_its_place(text: str) -> None:
    raw = f"---\nrelations:\n  - {text}\n---\n".encode()
    edit = SetValue(("relations", 0, "compare"), True)
    assert rewrite("x.md", raw, [edit]) == (raw, (edit,))
    raw = b"---\nrelations:\n  - type: extends\n    evidence: [a#b, c#d]\n    ? a\n    : b\n---\n"
    settings = {"archive.yaml": b"title: x\n", "announcements/a.md": raw}
    (problem,) = migrations.migrate("content", settings, 1).unwritten
    assert (problem.line, problem.column, problem.code) == (3, 5, "model-outdated")
    assert problem.mend == "write compare: true yourself, and migrate again"


def test_a_file_that_cannot_be_read_stays_as_it_is() -> None:
    broken = {"announcements/a.md": b"---\nrelations: [\n---\n", "articles/b.md": b"\xff"}
    done = migrations.migrate("content", {**broken, "archive.yaml": b"title: x\n"}, 1)
    assert done.files == {"archive.yaml": b"model: %d\ntitle: x\n" % MODEL}


@pytest.mark.parametrize(
    "settings", ["# of nothing yet\n", "model: # which?\ntitle: a\n", "model:"]
)
def test_settings_that_hardly_say_anything_get_the_number(settings: str) -> None:
    done = migrations.migrate("content", {files.SETTINGS: settings.encode()}, 1)
    front, _ = front_matter.parse("", done.files[files.SETTINGS], front_matter.read_yaml)
    assert done.unwritten == ()
    assert front
    assert front.data["model"] == MODEL


def test_a_number_that_the_author_writes_is_the_one_to_migrate_from() -> None:
    (left,) = migrations.migrate("content", {files.SETTINGS: b"null"}, 1).unwritten
    assert left.mend == "write model: 1 on a line of its own, and migrate again"
