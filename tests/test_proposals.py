"""A proposal is judged as if it were accepted, and accepted by edits that leave all else alone."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support.commands import replace_once
from support.miniature import CONTENT, copy_content

from suites.analysis import loading, proposed
from suites.analysis.loading import LoadedArchive
from suites.archive import front_matter
from suites.archive.problems import Problem
from suites.archive.proposals import proposal_file
from suites.build.server.saving import Saver
from suites.cli import main

NAVETTE = "articles/2020/2020-02-14-gazette-navette.md"
ID = "2020-02-14-gazette-navette"
NOTED = "Un mois est donné, sans jour."
NOTE = {"id": "neuve", "quote": "le bateau partira", "kind": "claim", "note": "Une note."}


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return copy_content(tmp_path)


@pytest.fixture(scope="module")
def miniature() -> LoadedArchive:
    """The miniature as it is before anything is proposed."""
    return loading.load_archive(CONTENT)


def propose(content: Path, path: str, id_: str = "a1b2", **changes: Any) -> Path:
    """Write a proposal for the record at a path; return its file."""
    record = Path(path).stem
    digest = sha256((content / path).read_bytes()).hexdigest()
    return write(content, record, id_, {"record": record, "made_from": digest, **changes})


def write(content: Path, record: str, id_: str, data: dict[str, Any]) -> Path:
    folder = content / "proposals"
    folder.mkdir(exist_ok=True)
    path = folder / f"2026-01-30-{record}-{id_}.yaml"
    lines = (f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in data.items())
    path.write_text("".join(lines), "utf-8")
    return path


def problems(content: Path, archive: LoadedArchive | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with the proposals, for a content as it is or as it was loaded."""
    given = {path: (content / path).read_bytes() for path in proposed.list_proposals(content)}
    return proposed.judge(content, archive or loading.load_archive(content), given).problems


def test_an_annotation_is_added_and_a_correction_made_and_no_other_byte_changes(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (content / NAVETTE).read_text("utf-8")
    path = propose(
        content, NAVETTE, by="Une lectrice", why="Le jour manque.",
        add=[
            {"to": "annotations", "at": 1, "value": NOTE},
            {"to": "corrections", "value": {"on": "2026-01-30", "was": "Un mois.", "now": "Oui."}},
        ],
        change=[
            {"at": "annotations/depart/note", "was": NOTED, "now": "Oui."},
            {"at": "annotations/depart/elements", "now": {"prix": {"value": 3, "unit": "EUR"}}},
            {"at": "annotations/quai", "was": front(content, NAVETTE)["annotations"][3]},
        ],
    )  # fmt: skip
    assert problems(content) == ()
    assert main(["accept"]) == 0
    after = (content / NAVETTE).read_text("utf-8")
    quai = before[before.index("  - id: quai") : before.index("---\n", 5)]
    quai = quai.partition("\n  - id: ")[0] + "\n" if "\n  - id: " in quai else quai
    wanted = before.replace(quai, "")
    wanted = wanted.replace(f'"{NOTED}"', '"Oui."')
    elements = "    elements:\n      prix: {value: 3, unit: EUR}\n"
    wanted = wanted.replace('    note: "Oui."\n', f'{elements}    note: "Oui."\n')
    new = '  - id: neuve\n    quote: "le bateau partira"\n    kind: claim\n    note: "Une note."\n'
    wanted = wanted.replace("  - id: billet\n", f"{new}  - id: billet\n")
    corrections = 'corrections:\n  - {on: "2026-01-30", was: "Un mois.", now: "Oui."}\n'
    wanted = wanted.replace("annotations:\n", f"{corrections}annotations:\n")
    assert after.splitlines() == wanted.splitlines()
    assert not path.exists()
    assert f"1 proposal accepted: {ID}" in capsys.readouterr().out


def front(content: Path, path: str) -> dict[str, Any]:
    found, _ = front_matter.parse(path, (content / path).read_bytes())
    assert found
    return found.data


def test_a_problem_of_what_is_proposed_is_told_in_the_words_of_the_check_at_its_place(
    content: Path,
) -> None:
    wrong = {**NOTE, "id": "depart", "quote": "nulle part", "speaker": "hugo-castle"}
    path = propose(content, NAVETTE, add=[{"to": "annotations", "value": wrong}])
    judged = problems(content)
    replace_once(
        content / NAVETTE, "  - id: quai\n",
        "  - {id: depart, quote: nulle part, kind: claim, note: x, speaker: hugo-castle}\n"
        "  - id: quai\n",
    )  # fmt: skip
    by_hand = loading.load_archive(content).problems
    assert [(one.code, one.what, one.mend) for one in judged] == [
        (one.code, one.what, one.mend) for one in sorted(by_hand, key=lambda one: one.code)
    ]
    line = path.read_text("utf-8").splitlines()[2]
    places = {one.code: line[one.column - 1 :] for one in judged if one.line == 3}
    assert places["reference-unresolved"].startswith('"hugo-castle"')
    assert places["annotation-duplicate"].startswith('"depart"')
    assert places["quote-orphan"].startswith('"nulle part"')


def test_a_new_record_is_told_line_by_line(content: Path) -> None:
    (content / "proposals").mkdir()
    path = content / "proposals/2026-01-30-metro-abcd.yaml"
    text = (
        "record: metro\nkind: announcement\nwhy: x\ntext: |\n"
        "  ---\n  title: Le métro\n  kind: promise\n  claim: Un métro.\n  events:\n"
        '    - on: "2020-13"\n  added: "2026-01-05"\n  ---\n  Voir [[nulle-part]].\n'
    )
    path.write_text(text, "utf-8")
    (one,) = problems(content)
    assert (one.path, one.line, one.column) == (f"content/proposals/{path.name}", 10, 11)
    right = (
        'on: "2020-02-13"\n      stage: announced\n'
        f"      speaker: hugo-castel\n      evidence: [{ID}#depart]"
    )
    path.write_text(text.replace('on: "2020-13"', right), "utf-8")
    (one,) = problems(content)
    assert (one.code, one.line, one.column) == ("link-unresolved", 16, 8)
    path.write_text(text.replace('on: "2020-13"', right).replace("[[nulle-part]]", "x"), "utf-8")
    assert problems(content) == ()
    assert main(["accept", path.name]) == 0
    assert (content / "announcements/metro.md").read_text("utf-8").endswith("\n---\nVoir x.\n")
    assert loading.load_archive(content).problems == ()


@pytest.mark.parametrize(
    ("published", "folder"),
    [
        ('"2023-04"', "2023"),
        ('"2021-02/2021-03"', "2021"),
        ("2021", "2021"),
        ("null", "undated"),
        ('"2021/2022"', "undated"),
    ],
)  # fmt: skip
def test_a_new_article_lies_where_its_date_puts_it(
    content: Path, published: str, folder: str
) -> None:
    text = f"---\npublished: {published}\n---\n"
    write(content, "un", "abcd", {"record": "un", "kind": "article", "text": text})
    given = {path: (content / path).read_bytes() for path in proposed.list_proposals(content)}
    judged = proposed.judge(content, loading.load_archive(content), given)
    assert list(judged.files) == [f"articles/{folder}/un.md"]


def test_two_proposals_from_one_text_are_accepted_together_unless_they_change_one_value(
    content: Path,
) -> None:
    event = {"on": "2021-06", "note": "Rien.", "modality": "intended", "evidence": [f"{ID}#depart"]}
    path = "announcements/navette-electrique.md"
    propose(content, path, "a1b2", add=[{"to": "events", "at": 2, "value": event}])
    change = {"at": "events/2/note", "was": "Le second.", "now": "Le troisième."}
    propose(content, path, "a1b3", change=[change])
    assert problems(content) == ()
    other = propose(content, path, "a1b4", change=[{**change, "now": "Autre."}])
    (one,) = problems(content)
    assert (one.code, one.path) == ("proposal-outdated", f"content/proposals/{other.name}")
    assert main(["accept"]) == 1
    other.unlink()
    assert main(["accept"]) == 0
    notes = [one.get("note") for one in front(content, path)["events"]]
    assert notes == [None, "Le premier report.", "Rien.", "Le troisième.", None]


def test_a_proposal_whose_record_changed_since_is_refused_with_what_differs(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = propose(content, NAVETTE, change=[{"at": "body", "was": "La baie", "now": "Le port"}])
    title = {"at": "title", "was": front(content, NAVETTE)["title"], "now": "Autre"}
    propose(content, NAVETTE, "c1d2", change=[title])
    replace_once(content / NAVETTE, "title: ", "title: Certes, ")
    before = (content / NAVETTE).read_bytes()
    assert main(["accept"]) == 1
    said = capsys.readouterr().out
    assert "has changed since this was proposed: title is now " in said
    assert f"write made_from: {sha256(before).hexdigest()}" in said
    assert said.endswith("nothing is written\n")
    assert (content / NAVETTE).read_bytes() == before
    assert path.exists()


HOSTILE = {
    "../../x": "proposal-wrong", "annotations/0/../../x": "proposal-wrong",
    "@source/path": "proposal-wrong", "annotations/nulle": "proposal-wrong",
    "title/x": "proposal-wrong", "annotations/99": "proposal-wrong", "events": "key-unknown",
    "@id": "key-unknown", "body": "proposal-wrong", "annotations/99/note": "proposal-wrong",
}  # fmt: skip


@pytest.mark.parametrize(("at", "code"), HOSTILE.items(), ids=HOSTILE)
def test_a_path_leads_into_the_record_and_nowhere_else(
    content: Path, miniature: LoadedArchive, at: str, code: str
) -> None:
    before = {path: path.read_bytes() for path in content.rglob("*.md")}
    propose(content, NAVETTE, change=[{"at": at, "now": "x"}])
    assert {one.code for one in problems(content, miniature)} == {code}
    assert main(["accept"]) == 1
    assert {path: path.read_bytes() for path in content.rglob("*.md")} == before


@pytest.mark.parametrize(
    "text",
    [
        "", "[]", "record: x", "record: bateaux\nkind: theme", "record: bateaux\nmade_from: 1",
        "record: bateaux\ntext: |\n  a\n", "record: bateaux\nkind: theme\ntext: |\n  a\n",
        "record: rien\nkind: theme\ntext: |\n  a\n", "record: ../x\n", "record: &a x\n", "\udc00",
        "record: bateaux\nadd: [{to: title, value: 1}]\nmade_from: DIGEST",
        "record: bateaux\nadd: [{to: aliases, at: 9, value: a}]\nmade_from: DIGEST",
        f"record: bateaux\nadd: [{{to: aliases, value: {'[' * 30}{']' * 30}}}]\nmade_from: DIGEST",
        "record: bateaux\nchange: [{at: title}]\nmade_from: DIGEST",
        "record: bateaux\nchange: [{at: title, was: Bateaux, now: {a: [c]}}]\nmade_from: DIGEST",
        "record: bateaux\nmade_from: DIGEST\nchange:\n"
        "  [{at: aliases/0, was: navettes}, {at: aliases, was: [navettes]}]",
    ],
)  # fmt: skip
def test_a_wrong_proposal_is_told_of_and_is_no_traceback(
    content: Path, miniature: LoadedArchive, text: str
) -> None:
    digest = sha256((content / "themes/bateaux.md").read_bytes()).hexdigest()
    folder = content / "proposals"
    folder.mkdir()
    record = "rien" if "rien" in text else "bateaux"
    raw = text.replace("DIGEST", digest).encode("utf-8", "surrogatepass")
    (folder / f"2026-01-30-{record}-abcd.yaml").write_bytes(raw)
    found = problems(content, miniature)
    assert found
    assert {one.path.partition("-abcd")[0] for one in found} == {
        f"content/proposals/2026-01-30-{record}"
    }
    assert main(["accept"]) == 1


def test_the_site_is_built_as_if_there_were_no_proposals(content: Path) -> None:
    propose(content, NAVETTE, add=[{"to": "annotations", "value": {"id": "faux"}}])
    assert loading.load_archive(content).problems == ()
    assert problems(content)
    (content / "proposals/note.txt").write_text("x")
    assert [one.code for one in loading.load_archive(content).problems] == ["file-misplaced"]


def test_records_edited_by_proposals_in_random_order_keep_every_other_byte(content: Path) -> None:
    dice = random.Random(20260130)
    paths = [path.relative_to(CONTENT).as_posix() for path in sorted(CONTENT.rglob("*.md"))]
    dice.shuffle(paths)
    before = {path: (content / path).read_text("utf-8") for path in paths}
    marks = {}
    for path in paths[:50]:
        data = front(content, path)
        key = "claim" if "claim" in data else "summary" if "summary" in data else None
        marks[path] = f"Dit autrement ({Path(path).stem})."
        correction = {"on": "2026-01-30", "was": marks[path], "now": "Autrement."}
        add = [{"to": "corrections", "value": correction}]
        change = [{"at": key, "was": data[key], "now": marks[path]}] if key else []
        propose(content, path, "r4nd", add=add, change=change)
    assert problems(content) == ()
    names = [Path(path).name for path in proposed.list_proposals(content)]
    dice.shuffle(names)
    while names:  # in a few bundles
        some = [names.pop() for _ in range(min(len(names), dice.randint(10, 20)))]
        assert main(["accept", *some]) == 0
    assert loading.load_archive(content).problems == ()
    for path in paths:
        after = (content / path).read_text("utf-8")
        if path not in marks:
            assert after == before[path]
            continue
        old, new = before[path].splitlines(), after.splitlines()
        gone = [line for line in old if line not in new]
        come = [line for line in new if line not in old]
        assert len(gone) <= 1, path
        assert all(marks[path] in line or line == "corrections:" for line in come), path
        assert [line for line in new if line not in come] == [
            line for line in old if line not in gone
        ]


def test_a_text_that_is_no_record_is_none_of_a_proposal_either(content: Path) -> None:
    for path in ("notes.md", "theme/lisez.md", "articles/perdu.md"):
        (content / path).parent.mkdir(exist_ok=True)
        (content / path).write_text("---\ntitle: x\n---\n")
        given = propose(content, path, change=[{"at": "title", "was": "x", "now": "y"}])
        codes = {one.code for one in problems(content) if one.path.endswith(given.name)}
        assert codes == {"reference-unresolved"}, path


def test_a_file_among_the_proposals_that_is_none_is_told_how_one_is_named(content: Path) -> None:
    (content / "proposals").mkdir()
    for name in ("2026-01-30-bateaux-abcd.yml", "notes.md"):
        (content / "proposals" / name).write_text("record: bateaux\n")
    (content / "proposals/2026-01-30-bateaux-abcd.yaml").symlink_to("/etc/passwd")
    found = problems(content)
    assert [one.code for one in found] == ["file-misplaced"] * 3
    assert {one.mend.partition(" <4")[0] for one in found} == {
        "a proposal is a plain file proposals/YYYY-MM-DD-<record>-<4 to 12 signs of a-z0-9>.yaml"
    }


def test_a_record_that_was_renamed_is_named_as_it_is_called_now(content: Path) -> None:
    propose(content, "themes/bateaux.md", change=[{"at": "title", "was": "Bateaux", "now": "Nefs"}])
    (content / "themes/bateaux.md").rename(content / "themes/nefs.md")
    aliases = "aliases: [bateaux]\ntitle: "
    replace_once(content / "themes/nefs.md", "aliases: [navettes]\n", "")
    replace_once(content / "themes/nefs.md", "title: ", aliases)
    (one,) = (one for one in problems(content) if "/proposals/" in one.path)
    assert one.mend == "it is called nefs now: say so here, and in the name of the file"


def test_a_record_that_cannot_be_read_is_to_be_mended_first(content: Path) -> None:
    (content / "themes/bateaux.md").write_text("---\ntitle: [\n---\n")
    propose(content, "themes/bateaux.md", change=[{"at": "title", "was": "x", "now": "y"}])
    (one,) = (one for one in problems(content) if "/proposals/" in one.path)
    assert (one.code, one.what) == (
        "proposal-unwritable", "content/themes/bateaux.md cannot be read",
    )  # fmt: skip


def test_what_was_accepted_already_is_to_be_deleted(content: Path) -> None:
    """A run that is killed between the records and the proposals leaves this behind."""
    quai = front(content, NAVETTE)["annotations"][3]
    change = [
        {"at": "annotations/depart/note", "was": NOTED, "now": "Oui."},
        {"at": "annotations/quai", "was": quai},
        {"at": "body", "was": "promet une", "now": "annonce une"},
    ]
    done = [
        propose(content, NAVETTE, change=change, add=[{"to": "annotations", "value": NOTE}]),
        write(content, "neuf", "abcd", {"record": "neuf", "kind": "theme", "text": THEME}),
    ]
    kept = {path: path.read_bytes() for path in done}
    assert main(["accept"]) == 0
    for path, raw in kept.items():
        path.write_bytes(raw)
    record = (content / NAVETTE).read_bytes()
    assert [one.code for one in problems(content)] == ["proposal-accepted"] * 2
    title = front(content, "themes/lignes.md")["title"]
    fresh = {"at": "title", "was": title, "now": "Autres"}
    propose(content, "themes/lignes.md", change=[fresh])
    left = content / "pages/.writing-4194305-half"  # no process has that number
    left.write_text("half")
    assert main(["accept"]) == 0
    assert not left.exists()
    assert front(content, "themes/lignes.md")["title"] == "Autres"
    assert (content / NAVETTE).read_bytes() == record
    assert not any((content / "proposals").iterdir())
    done[0].write_bytes(kept[done[0]])
    replace_once(content / NAVETTE, 'note: "Oui."', 'note: "Non."')
    (one,) = problems(content)
    assert (one.code, "is now" in one.what) == ("proposal-outdated", True)


THEME = "---\ntitle: Neuf\nsummary: Un thème.\n---\n"


def test_what_a_proposal_breaks_elsewhere_is_told_there_with_the_name_of_the_proposal(
    content: Path,
) -> None:
    depart = front(content, NAVETTE)["annotations"][0]
    assert depart["id"] == "depart"
    path = propose(content, NAVETTE, change=[{"at": "annotations/depart", "was": depart}])
    propose(content, "themes/bateaux.md", change=[{"at": "title", "was": "Bateaux", "now": "Nefs"}])
    found = problems(content)
    assert found
    for one in found:
        assert not one.path.startswith("content/proposals/2026-01-30-bateaux")
        assert one.path.endswith(path.name) or one.mend.endswith(
            f"ollows from content/proposals/{path.name}"
        )
    # The other record has a proposal of its own, which does not bring this.
    other = "announcements/navette-electrique.md"
    title = front(content, other)["title"]
    second = propose(content, other, change=[{"at": "title", "was": title, "now": "Le bateau"}])
    line = next(one for one in problems(content) if one.path.endswith(second.name))
    assert (line.line, line.code) == (1, "evidence-unresolved")
    assert line.mend.endswith(f"ollows from content/proposals/{path.name}")


def test_a_problem_that_stands_after_what_is_proposed_is_not_told_of_it(content: Path) -> None:
    """The title is proposed, the body too; that quotes are orphans comes of the body."""
    text = front_matter.parse("", (content / NAVETTE).read_bytes())[0]
    assert text
    path = propose(
        content, NAVETTE,
        change=[
            {"at": "title", "was": text.data["title"], "now": "Un titre"},
            {"at": "annotations/quai/note", "was": text.data["annotations"][3]["note"], "now": "x"},
            {"at": "body", "was": "le bateau partira en juin 2021", "now": "le bateau ira"},
        ],
    )  # fmt: skip
    (one,) = (one for one in problems(content) if one.code == "quote-orphan")
    assert (one.path, one.line) == (f"content/proposals/{path.name}", 1)


def test_what_is_added_to_a_list_that_another_proposal_changes_is_not_lost(content: Path) -> None:
    annotations = front(content, NAVETTE)["annotations"]
    added = propose(content, NAVETTE, "a1b2", add=[{"to": "annotations", "value": NOTE}])
    note = {"at": "annotations/depart/note", "was": NOTED, "now": "Oui."}
    propose(content, NAVETTE, "a1b3", change=[note])
    assert problems(content) == ()
    for now in ({}, {"now": annotations[:1]}):
        whole = {"at": "annotations", "was": annotations, **now}
        propose(content, NAVETTE, "a1b1", change=[whole])
        found = [one for one in problems(content) if one.code == "proposal-outdated"]
        assert f"content/proposals/{added.name}" in {one.path for one in found}
        assert main(["accept"]) == 1


def test_passages_that_meet_are_of_one_proposal_alone(content: Path) -> None:
    one = {"at": "body", "was": "promet une navette", "now": "annonce une navette"}
    propose(content, NAVETTE, "a1b2", change=[one])
    beside = {"at": "body", "was": " électrique entre", "now": " entre"}
    propose(content, NAVETTE, "a1b3", change=[beside])
    assert problems(content) == ()
    other = propose(content, NAVETTE, "a1b4", change=[{**one, "was": "une navette électrique"}])
    assert {(one.code, Path(one.path).name) for one in problems(content)} == {
        ("proposal-outdated", other.name)
    }


def test_nothing_is_accepted_where_nothing_can_be_judged(content: Path) -> None:
    propose(
        content, "themes/lignes.md", change=[{"at": "title", "was": "Lignes à venir", "now": ["a"]}]
    )
    before = (content / "themes/lignes.md").read_bytes()
    (content / "archive.yaml").write_text("[\n")
    assert main(["accept"]) == 1
    assert (content / "themes/lignes.md").read_bytes() == before


def test_a_record_that_is_saved_twice_or_withdrawn_is_saved(content: Path) -> None:
    new = {"record": "neuf", "kind": "theme", "text": THEME}
    saver = Saver(content)
    for _ in range(2):  # the answer to the first did not arrive
        assert saver.save(json.dumps(new).encode()) == ("themes/neuf/", ())
    withdrawn = {
        "record": "neuf", "made_from": sha256(THEME.encode()).hexdigest(),
        "change": [
            {"at": "withdrawn", "now": {"on": "2026-01-12", "why": "Erreur.", "keep": "nothing"}},
            {"at": "title", "was": "Neuf"}, {"at": "summary", "was": "Un thème."},
        ],
    }  # fmt: skip
    assert saver.save(json.dumps(withdrawn).encode()) == ("themes/neuf/", ())
    assert loading.load_archive(content).problems == ()


@pytest.mark.parametrize("text", [THEME, THEME.rstrip("\n"), THEME.replace("\n", "\r\n")])
def test_a_record_without_a_text_is_given_one(content: Path, text: str) -> None:
    path = content / "themes/neuf.md"
    path.write_bytes(text.encode())
    propose(content, "themes/neuf.md", change=[{"at": "body", "was": "", "now": "Un mot."}])
    assert problems(content) == ()
    other = propose(
        content, "themes/neuf.md", "c3d4", change=[{"at": "body", "was": "", "now": "Un autre."}]
    )
    assert [one.code for one in problems(content)] == ["proposal-outdated"]
    other.unlink()
    assert main(["accept"]) == 0
    end = "\r\n" if "\r" in text else "\n"
    assert path.read_bytes().decode() == text.rstrip() + end + "Un mot."


def test_a_path_that_is_none_is_told_how_one_is_written(content: Path) -> None:
    propose(content, NAVETTE, change=[{"at": "a//b", "now": "x"}, {"at": "", "now": "x"}])
    assert {one.mend for one in problems(content)} == {
        "write keys parted by /, as in annotations/<id>/note or events/0/note"
    }


def test_members_added_at_one_place_keep_their_order(content: Path) -> None:
    some = [{**NOTE, "id": id_} for id_ in ("neuve", "seconde")]
    add = [{"to": "annotations", "at": 1, "value": one} for one in some]
    propose(content, NAVETTE, add=add)
    assert problems(content) == ()
    assert main(["accept"]) == 0
    ids = [one["id"] for one in front(content, NAVETTE)["annotations"]]
    assert ids[:4] == ["depart", "neuve", "seconde", "billet"]


def test_a_problem_is_told_at_a_member_whose_index_a_removal_changes(content: Path) -> None:
    gone = front(content, NAVETTE)["annotations"][3]
    wrong = {**NOTE, "kind": "nulle"}
    path = propose(
        content, NAVETTE, add=[{"to": "annotations", "value": wrong}],
        change=[{"at": f"annotations/{gone['id']}", "was": gone}],
    )  # fmt: skip
    (one,) = problems(content)
    line = path.read_text("utf-8").splitlines()[one.line - 1]
    assert (one.code, line[one.column - 1 :][:7]) == ("value-unknown", '"nulle"')


def test_a_problem_of_a_body_as_a_whole_is_told_at_its_new_passage(content: Path) -> None:
    change = {"at": "body", "was": "Un ponton", "now": "Un ponton " + "bleu " * 400}
    path = propose(content, NAVETTE, change=[change])
    found = {one.code: one for one in problems(content)}
    one = found["body-length"]
    line = path.read_text("utf-8").splitlines()[one.line - 1]
    assert line[one.column - 1 :].startswith('"Un ponton bleu')


def test_a_proposal_that_a_program_wrote_is_accepted(content: Path) -> None:
    copy = {"url": "https://archive.example/20200301/https://gazette.example/a", "at": "2020-03-01"}
    file = proposal_file(
        ID, (content / NAVETTE).read_bytes(), "2026-01-30", why="Une copie : « là »",
        add=[{"to": "archived", "value": copy}],
        change=[{"at": "title", "was": title(content), "now": "Un autre titre, d’un mot"}],
    )  # fmt: skip
    (content / "proposals").mkdir()
    (content / file.path).write_bytes(file.text)
    assert problems(content) == ()
    assert main(["accept", "--content", str(content)]) == 0
    record = front_matter.read(NAVETTE, (content / NAVETTE).read_text("utf-8"))[0]
    assert record
    assert record.data["archived"][-1] == copy
    assert record.data["title"] == "Un autre titre, d’un mot"


def title(content: Path) -> str:
    record = front_matter.read(NAVETTE, (content / NAVETTE).read_text("utf-8"))[0]
    assert record
    return str(record.data["title"])
