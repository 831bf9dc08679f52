"""`suites new` writes a record from answers, which are judged as the content is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.commands import posix
from support.length import sample
from support.miniature import CONTENT, copy_content
from support.terminal import run_in_terminal

from suites.analysis.loading import load_archive
from suites.archive import front_matter
from suites.archive.languages.catalogue import read_catalogue
from suites.capture.new_records import QUESTIONS, NewRecord
from suites.cli import main

TODAY = "2023-02-03"
ARTICLE = ("new", "article", "--title", "Une navette")


@pytest.fixture(scope="module")
def blank() -> NewRecord:
    """A new article of the miniature, without answers."""
    linked = load_archive(CONTENT).readable
    assert linked
    return NewRecord("article", "content", linked, read_catalogue("fr"), TODAY)


@pytest.fixture
def content(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUITES_TODAY", TODAY)
    return copy_content(tmp_path)


def of_kind(blank: NewRecord, of: str, /, **answers: str) -> NewRecord:
    new = NewRecord(of, "content", blank.linked, blank.catalogue, TODAY)
    new.answers |= {key.replace("_", "-"): (text,) for key, text in answers.items()}
    return new


def fault(new: NewRecord, name: str, *texts: str) -> str:
    question = next(one for one in QUESTIONS[new.kind] if one.name == name)
    return new.fault(question, tuple(new.value(question, text) for text in texts))


def proposed(new: NewRecord, name: str) -> str:
    return new.default(next(one for one in QUESTIONS[new.kind] if one.name == name))


def test_an_article_is_written_with_what_is_known_and_what_is_to_be_written(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = (
        *("--outlet", "La Gazette du port", "--published", "2022-05-04"),
        *("--authors", "Awa Renard", "--authors", "B: C # d", "--headline", "Navette en mai !"),
    )
    assert main([*ARTICLE, *given]) == 0
    path = "content/articles/2022/2022-05-04-gazette-du-port-navette-mai.md"
    assert (content.parent / path).read_text("utf-8") == (
        '---\ntitle: "Une navette"\nheadline: "Navette en mai !"\noutlet: gazette-du-port\n'
        'authors: ["Awa Renard", "B: C # d"]\npublished: "2022-05-04"\nlang: fr\nurl: null\n'
        "rights: {statement: InC, mode: account}\nkind: news\n"
        f'summary: "…"  # à écrire\xa0: notre chapeau, en une phrase\nadded: "{TODAY}"\n'
        "annotations: []\n---\n…\n"
    )
    said = capsys.readouterr().out
    assert said.startswith(
        f"{path}: written\nleft to write:\n  {path}:11:10: the article is a draft"
    )
    assert main(["check"]) == 1
    assert "1 problem in 1 of" in capsys.readouterr().out
    # The same again has another id: nothing is overwritten.
    assert main([*ARTICLE, *given]) == 0
    assert "navette-mai-2.md: written" in capsys.readouterr().out


def test_the_other_kinds_are_sound_at_once(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (
        "new theme --title Ponts --summary x",
        "new entity --name Nouvelle --kind organisation --kind ligne-de-tram --since 2022",
        "new announcement --title Bus --kind promesse --claim Il_roulera. --actors Nouvelle "
        "--themes ponts --on 2020-02-13 --modality promis --due 2024 "
        "--evidence 2020-02-14-gazette-navette#depart",
    ):
        assert main([part.replace("_", " ") for part in command.split(" ")]) == 0
    capsys.readouterr()
    assert main(["check"]) == 0
    assert "names:\n  - {name: " in (content / "entities/nouvelle.md").read_text("utf-8")
    assert (content / "announcements/bus.md").read_text("utf-8").splitlines()[4:12] == [
        "actors: [nouvelle]", "themes: [ponts]", "events:", '  - on: "2020-02-13"',
        "    stage: announced", "    modality: promised", '    due: "2024"',
        "    evidence: [2020-02-14-gazette-navette#depart]",
    ]  # fmt: skip


def test_without_a_terminal_what_is_missing_is_told_with_its_options(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(content.rglob("*"))
    assert main(["new"]) == 2
    assert "article, announcement, entity, theme" in capsys.readouterr().err
    assert main(["new", "announcement", "--on", "2022-13", "--headline", "x"]) == 2
    said = capsys.readouterr().err.splitlines()
    assert [line.split(": ")[1] for line in said] == [
        "--title", "--kind", "--claim", "--on", "--id",
        "--headline is not asked of this announcement", "where nobody is asked",
    ]  # fmt: skip
    options = '--title "…" --kind "…" --claim "…" --id "…"'
    assert said[-1].endswith(f"make new KIND=announcement OPTIONS='{options}'")
    assert main([*ARTICLE, "--title", "Deux"]) == 2
    assert main([*ARTICLE, "--published", "2022", "--published-basis", "x"]) == 2
    assert sorted(content.rglob("*")) == before


def test_each_answer_is_judged_by_the_checks_of_the_content(blank: NewRecord) -> None:
    for name, text, says in (
        ("title", "Le *bateau*", "title is no Markdown"),
        ("published", "2023-02-30", "February 2023 has 28 days"),
        ("published", "2024", "was published on 2024, after it was added"),
        ("outlet", "La Gazete du port", "did you mean gazette-du-port?"),
        ("outlet", "Hugo Castel", '"hugo-castel" is not an outlet'),
        ("lang", "français", "BCP 47"),
        ("url", "javascript:alert(1)", "it is not http or https"),
        ("rights", "Foo", "is not a rights statement"),
        ("kind", "nwes", "use one of: analysis, news, official"),
        ("added", "2999", "is still to come"),
        ("summary", "x" * 5_001, "5,000"),
    ):
        assert says in fault(blank, name, text), name
        assert not blank.fault(next(q for q in QUESTIONS["article"] if q.name == "url"), ())
    for name, text in (("published", "2022-05~"), ("kind", "analyse"), ("rights", "CC-BY-4.0")):
        assert not fault(blank, name, text), name
    announcement = of_kind(blank, "announcement", kind="promise", on="2022")
    assert "had passed when it was given" in fault(announcement, "due", "2021")
    assert "no article has the annotation" in fault(
        announcement, "evidence", "2020-02-14-gazette-navette#xy"
    )
    assert not fault(announcement, "actors", "Hugo Castel", "regie-de-la-baie")


HOSTILE = (
    "a\nkey: 1", "a\r\n---\nb", '"', "'", "\\", "a: b", "a # b", "- a", "{a: b}", "[a]", "&a", "*a",
    "!!str a", "%", "@", "`", "null", "2022-01-01", "0", "…", "a\u202eb", "\u2066a", "a\u200bb",
    "a\x1b[31m", "a\0b", "\udcff", "<script>", "[[x]]", "../x", "é" * 200,
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_answer_is_refused_or_reads_as_it_was_given(blank: NewRecord, text: str) -> None:
    refused = fault(blank, "headline", text)
    if any(sign in text for sign in "\u202e\u2066\x1b\0\udcff"):
        assert refused
        return
    assert not refused
    new = of_kind(blank, "article", title="Un", headline=" ".join(text.split()), id="x")
    front, problems = front_matter.read("x.md", new.text)
    assert front
    assert not problems
    assert front.data["headline"] == " ".join(text.split())
    assert list(front.data) == list(
        front_matter.read("x.md", of_kind(blank, "article").text)[0].data
    )


def test_ids_are_proposed_and_refused_where_they_are_not_free(blank: NewRecord) -> None:
    title = {"title": "Le Tram ouvert"}
    assert proposed(of_kind(blank, "theme", **title), "id") == "le-tram-ouvert"
    assert proposed(of_kind(blank, "theme", title="Tram ouvert"), "id") == "tram-ouvert-2"
    assert proposed(of_kind(blank, "entity", name="頭條"), "id") == ""
    assert proposed(of_kind(blank, "theme", title="a" * 200), "id") == "a" * 80
    article = of_kind(blank, "article", published="2022-05", outlet="gazette-du-port", **title)
    assert proposed(article, "id") == "2022-05-gazette-du-port-tram-ouvert"
    assert article.path == "articles/2022/x.md"
    for id_, says in (
        ("../../../etc/passwd", "no thing of the archive lies at"),
        ("Foo", '"Foo" cannot be an id; rename it foo.md'),
        ("tram-ouvert", "already that of content/announcements/tram-ouvert.md"),
        ("navettes", "or an old one, of bateaux"),
        ("a/b", "no thing of the archive lies at"),
        ("a\nb", "cannot be an id"),
    ):
        assert says in fault(article, "id", id_), id_
    assert fault(article, "id") == "its id, which is its address and never changes"


def test_what_is_asked_follows_from_earlier_answers(blank: NewRecord) -> None:
    def names(new: NewRecord) -> set[str]:
        return {one.name for one in new.questions()}

    assert "published-basis" not in names(of_kind(blank, "article", published="2022-05"))
    assert "published-basis" in names(of_kind(blank, "article", published="2022-05~"))
    assert {"due", "modality"} <= names(of_kind(blank, "announcement", kind="promise"))
    assert {"due", "modality"}.isdisjoint(names(of_kind(blank, "announcement", kind="fact")))


def test_names_are_chosen_by_title_and_dates_are_read_in_words(blank: NewRecord) -> None:
    outlet = next(one for one in QUESTIONS["article"] if one.name == "outlet")
    assert ("gazette-du-port", "La Gazette du port", "gazette-du-port") in blank.choices(outlet)
    assert "hugo-castel" not in {one.value for one in blank.choices(outlet)}
    actors, *_ = (one for one in QUESTIONS["announcement"] if one.records == "entity")
    assert {"hugo-castel", "gazette-du-port"} <= {one.value for one in blank.choices(actors)}
    evidence = next(one for one in QUESTIONS["announcement"] if one.records == "evidence")
    first = next(one for one in blank.choices(evidence) if one.value.endswith("navette#depart"))
    assert first.remark == "Un bateau électrique est promis"
    assert blank.reading("2022-05") == "mai 2022"
    assert blank.reading("2022-5").startswith('"2022-5": it is not an EDTF date')
    assert blank.reading("") == ""
    kind = next(one for one in QUESTIONS["article"] if one.name == "kind")
    assert ("analysis", "analyse", "") in blank.choices(kind)


def test_nothing_is_written_through_a_link_or_over_a_file(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "articles/2023").mkdir(exist_ok=True)
    (content / "articles/undated/x.md").write_text("mine")
    assert main([*ARTICLE, "--id", "x"]) == 2
    assert (content / "articles/undated/x.md").read_text() == "mine"
    (content / "articles/undated/x.md").unlink()
    elsewhere = content.parent / "elsewhere"
    (content / "articles/undated").rename(elsewhere)
    (content / "articles/undated").symlink_to(elsewhere)
    assert main([*ARTICLE, "--id", "x"]) in (1, 2)
    assert not (elsewhere / "x.md").exists()
    capsys.readouterr()


def test_an_archive_that_cannot_be_read_is_told(
    content: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (content / "archive.yaml").unlink()
    assert main([*ARTICLE]) == 1
    assert "[file-missing]" in capsys.readouterr().out


def in_a_terminal(folder: Path, *talk: tuple[str, str]) -> tuple[int, str]:
    """Run `suites new` in a terminal, and type each text when its question stands there."""
    of_prompts = {"TERM": "xterm", "PROMPT_TOOLKIT_NO_CPR": "1", "SUITES_TODAY": TODAY}
    return run_in_terminal(folder, "new", *talk, **of_prompts)


DOWN = "\x1b[B"


@posix
def test_in_a_terminal_each_answer_is_asked_for_until_it_is_sound(content: Path) -> None:
    status, said = in_a_terminal(
        content.parent,
        ("what is to be written", "\r"),
        ("our title, neutral", 'Un "mot"\r'),
        ("words stand between", "\x15Un mot\r"),
        ("own title", "\r"),
        ("the outlet", "gazette"), ("gazette-du-port", "\t\r"),
        ("an author", "A. B.\r"), ("another one", "\r"),
        ("the day of publication", "2022-05-3"),
        ("it is not an EDTF date", "1\r"),
        ("the language of the article", "\r"),
        ("its address on the web", "\r"),
        ("its kind", DOWN + "\r"),
        ("our summary", "\r"),
        ("its id", "\r"),
    )  # fmt: skip
    assert status == 0, said
    path = content / "articles/2022/2022-05-31-gazette-du-port-mot.md"
    front, _ = front_matter.parse("x.md", path.read_bytes())
    assert front
    assert front.data["outlet"] == "gazette-du-port"
    assert (front.data["kind"], front.data["authors"]) == ("official", ["A. B."])


@posix
@pytest.mark.prove
@pytest.mark.parametrize("key", sample(["\x03", "\x04"], 2))
def test_an_answer_that_is_broken_off_leaves_nothing(content: Path, key: str) -> None:
    before = sorted(path for path in content.rglob("*"))
    status, said = in_a_terminal(
        content.parent, ("what is to be written", DOWN * 2 + "\r"), ("its name", key)
    )
    assert status == 130
    assert "suites: nothing was written" in said
    assert sorted(path for path in content.rglob("*")) == before


def test_an_id_that_was_withdrawn_is_not_proposed(
    blank: NewRecord, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = of_kind(blank, "theme", title="Un métro")
    assert proposed(new, "id") == "un-metro"
    archive = replace(blank.linked.archive, withdrawn=dict.fromkeys(["un-metro"], None))
    monkeypatch.setattr(blank.linked, "archive", archive)
    assert proposed(new, "id") == "un-metro-2"
