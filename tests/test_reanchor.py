"""`suites reanchor` suggests words for quotes that lost their place, and writes those accepted."""

from __future__ import annotations

import json
import random
import subprocess
import time
from pathlib import Path

import pytest
import yaml
from support.commands import posix, replace_once
from support.miniature import copy_content
from support.terminal import run_in_terminal

from suites.analysis import reanchoring
from suites.analysis.reanchoring import Suggestion
from suites.archive import anchoring, front_matter, languages, markdown
from suites.archive.anchoring import Selector
from suites.cli import main

CASES = yaml.load(
    (Path(__file__).parent / "cases/reanchoring.yaml").read_text("utf-8"), yaml.CSafeLoader
)
FRENCH = languages.of("fr").quotation_marks
ARTICLE = "articles/2020/2020-02-14-gazette-navette.md"
DEPART = "2020-02-14-gazette-navette#depart"
CODES = "quote-orphan", "quote-ambiguous"


def text_of(body: str) -> str:
    return markdown.parse(body).text


def as_told(found: Suggestion | str) -> dict[str, str] | str:
    """Return a suggestion as the cases say it."""
    if isinstance(found, str):
        return found
    parts = {**found.selector._asdict(), "remark": found.remark}
    return {key: part for key, part in parts.items() if part}


@pytest.mark.parametrize("case", CASES["edits"], ids=lambda case: case["now"][:30])
def test_what_is_suggested_after_an_edit(case: dict[str, str]) -> None:
    before, after = CASES["body"], CASES["body"].replace(case["was"], case["now"])
    assert before.count(case["was"]) == 1
    parts = case["quote"] if isinstance(case["quote"], dict) else {"exact": case["quote"]}
    quote = Selector(**{"prefix": "", "suffix": "", **parts})
    text = text_of(after)
    for earlier, expected in (([text_of(before)], case["known"]), ([], case["guessed"])):
        found = reanchoring.suggest(quote, text, earlier, FRENCH)
        assert as_told(found) == expected
        if isinstance(found, Suggestion):
            assert (
                len(anchoring.find(found.selector[0], anchoring.fold(text), *found.selector[1:]))
                == 1
            )


def test_a_text_that_is_all_the_sources_has_no_remark() -> None:
    case = next(one for one in CASES["edits"] if "remark" in one["known"])
    quote = Selector(case["quote"], "", "")
    texts = CASES["body"], CASES["body"].replace(case["was"], case["now"])
    before, after = map(text_of, texts)
    assert as_told(reanchoring.suggest(quote, after, [before], None)) == {
        key: part for key, part in case["known"].items() if key != "remark"
    }


def test_random_edits_leave_suggestions_that_fit_once_and_whole_words() -> None:
    chance = random.Random(1)
    text = text_of(CASES["body"])
    words = text.split(" ")
    suggested = 0
    for _ in range(80):
        start = chance.randrange(len(words) - 5)
        exact = " ".join(words[start : start + chance.randrange(2, 5)]).strip(",. ")
        if len(anchoring.find(exact, anchoring.fold(text))) != 1:
            continue
        edited = list(words)
        for _ in range(chance.randrange(1, 6)):
            at = chance.randrange(len(edited))
            edited[at : at + chance.randrange(2)] = chance.choices(words, k=chance.randrange(3))
        now = anchoring.fold(" ".join(edited))
        for earlier in ([text], []):
            found = reanchoring.suggest(Selector(exact, "", ""), now.original, earlier, FRENCH)
            if isinstance(found, Suggestion):
                suggested += 1
                assert len(anchoring.find(found.selector.exact, now, *found.selector[1:])) == 1
    assert suggested > 50


def sums(modulus: int) -> str:
    return " ".join(f"m{number * number % modulus}" for number in range(20_000))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a " * 40_000, "a " * 40_001),
        (sums(101), sums(103)),
        ("« " * 5_000 + "x", "« " * 5_000 + "xy"),
        ("un mot\u202e caché", "un\u0301\u0301\u0301 mot\u200b \u202ecaché"),
        ("8 $ " * 1_000, "8 € " * 1_000),
        ("x" * 90_000, "x" * 90_001),
        ("", ""),
    ],
    ids=["a word", "a hundred words", "marks", "signs unseen", "sums", "one long word", "nothing"],
)  # fmt: skip
def test_a_hostile_body_takes_no_time_and_breaks_nothing(before: str, after: str) -> None:
    began = time.process_time()
    for exact in ("a", "8 $", "un mot", "m1 m4 m9", "x" * 1_000, "«", "\u200b", ".*", "{exact: x}"):
        for quote in (Selector(exact, "", ""), Selector(exact, "a", "« ")):
            for earlier in ([before], []):
                found = reanchoring.suggest(quote, after, earlier, FRENCH)
                if isinstance(found, Suggestion):
                    places = anchoring.find(
                        found.selector[0], anchoring.fold(after), *found.selector[1:]
                    )
                    assert len(places) == 1
    assert time.process_time() - began < 6


def test_quotes_that_are_no_text_are_left_to_the_check() -> None:
    head = "annotations: [{id: a, quote: 5}, 3, {id: b, quote: {exact: [x]}}, {id: c}, {quote: un}]"
    front, _ = front_matter.read("x.md", f"---\n{head}\n---\nrien")
    assert front
    assert [one.keys for one in reanchoring.misfits(front, "rien")] == [("annotations", 4, "quote")]
    front, _ = front_matter.read("x.md", "---\nannotations: {a: 1}\n---\nrien")
    assert front
    assert not [*reanchoring.misfits(front, "rien")]


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The miniature in a repository of its own, with one commit, then an edit of a body."""
    monkeypatch.chdir(tmp_path)
    content = copy_content(tmp_path)
    for command in (
        ("init", "--quiet"), ("add", "."),
        ("-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "--quiet", "-m", "All"),
    ):  # fmt: skip
        subprocess.run(("git", *command), check=True)
    replace_once(content / ARTICLE, "en juin 2021 »", "un jour de l’automne 2021 »")
    replace_once(content / ARTICLE, "« trois euros la traversée »", "quatre euros la traversée")
    return content


def test_where_nobody_is_asked_suggestions_are_shown_and_nothing_is_written(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (content / ARTICLE).read_bytes()
    assert main(["reanchor"]) == 1
    said = capsys.readouterr().out
    assert f'content/{ARTICLE}:20:12: {DEPART} stood on "le bateau partira en juin 2021"\n' in said
    assert "-    quote: le bateau partira en juin 2021\n" in said
    assert "+    quote: le bateau partira un jour de l’automne 2021\n" in said
    assert "  verbatim lost: inside quotation marks then, outside now, and shown as ours\n" in said
    assert said.endswith("in their body: 2 suggested and not written\n")
    assert (content / ARTICLE).read_bytes() == before


def test_what_is_named_is_written_and_every_other_byte_stays(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = content / ARTICLE
    raw = b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n")
    path.write_bytes(raw)
    assert main(["reanchor", "--yes", DEPART]) == 1
    old, new = "juin 2021\r\n", "un jour de l’automne 2021\r\n"
    old, new = (f"    quote: le bateau partira {one}" for one in (f"en {old}", new))
    assert path.read_bytes() == raw.replace(old.encode(), new.encode())
    assert main(["reanchor", "--yes", DEPART.replace("depart", "billet"), "x#y"]) == 2
    assert "there is no suggestion for x#y" in capsys.readouterr().out
    assert main(["reanchor"]) == 0
    assert main(["check"]) == 0


@pytest.mark.usefixtures("content")
def test_it_works_without_git_and_with_commits_since_the_edit(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    identity = ("-c", "user.name=A", "-c", "user.email=a@b.example")
    subprocess.run(("git", *identity, "commit", "--quiet", "-a", "-m", "Edit"), check=True)
    assert main(["reanchor"]) == 1
    assert "+    quote: le bateau partira un jour de l’automne 2021\n" in capsys.readouterr().out
    monkeypatch.setenv("PATH", "")
    assert main(["reanchor"]) == 1
    assert "+    quote: le bateau partira un jour" in capsys.readouterr().out


def test_context_is_added_renewed_and_taken_away(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = content / ARTICLE
    replace_once(path, "> Un ponton", "> Un ponton est à l’étude depuis peu. Un ponton")
    quai = "quote:  # ici\n      lang: fr\n      exact: Le quai de départ\n      suffix: dit-on\n"
    replace_once(path, "quote: Le quai de départ\n", quai)
    before = path.read_text("utf-8")
    id_ = DEPART.partition("#")[0]
    assert main(["reanchor", "--yes", f"{id_}#ponton", f"{id_}#quai"]) == 1
    now = before.replace(
        "quote: Un ponton est à l’étude\n",
        'quote: {exact: "Un ponton est à l’étude", prefix: "peu."}\n',
    ).replace("      suffix: dit-on\n", "")
    assert path.read_text("utf-8") == now
    assert "other words stand around them than were said to\n" in capsys.readouterr().out


def test_a_quote_in_a_form_that_cannot_be_edited_is_left_to_its_author(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    quai = "quote:\n      exact: Le quai de départ\n      ? suffix\n      : dit-on\n"
    replace_once(content / ARTICLE, "quote: Le quai de départ\n", quai)
    before = (content / ARTICLE).read_bytes()
    assert main(["reanchor", "--yes", DEPART.replace("depart", "quai")]) == 2
    by_hand = 'write quote: {exact: "Le quai de départ"} yourself\n'
    assert f"the form of this YAML cannot be edited; {by_hand}" in capsys.readouterr().out
    assert (content / ARTICLE).read_bytes() == before


def test_where_there_is_no_content_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["reanchor"]) == 1
    assert "[file-missing]" in capsys.readouterr().out


@posix
@pytest.mark.parametrize(
    ("answers", "written", "status", "says"),
    [
        ("ny", 1, 1, "1 suggested and not written, 1 written"),
        ("q", 0, 1, "the others are left as they are"),
        ("\x04", 0, 1, "the others are left as they are"),
    ],
)
def test_in_a_terminal_it_asks_of_each(
    content: Path, answers: str, written: int, status: int, says: str
) -> None:
    before = (content / ARTICLE).read_text("utf-8").splitlines()
    talk = [("Write this? [y/N/q] ", one + ("" if one < " " else "\n")) for one in answers]
    ended, said = run_in_terminal(content.parent, "reanchor", *talk)
    assert ended == status
    assert says in said
    after = (content / ARTICLE).read_text("utf-8").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == written


def test_the_cases_say_each_thing_that_may_be_suggested() -> None:
    told = json.dumps(CASES["edits"], ensure_ascii=False)
    assert len(CASES["edits"]) >= 30
    for one in ("verbatim lost", "no words of the body", "nothing tells which", "prefix"):
        assert one in told


def test_words_between_the_same_words_twice_are_left_to_the_author() -> None:
    text = "ici le tram. ici le tram."
    found = reanchoring.suggest(Selector("le tram", "ici ", ""), text, [], None)
    assert found == "its words stand 2 times, and nothing tells which ones are meant"


def test_what_several_words_stand_for_is_taken_whole() -> None:
    before = "Le bateau part en juin 2021 avec nous, dit la régie."
    after = "Le bateau part en juin de 2022 avec nous, dit la régie."
    found = reanchoring.suggest(Selector("en juin 2021", "", ""), after, [before], None)
    assert isinstance(found, Suggestion)
    assert found.selector.exact == "en juin de 2022"
