"""A new capture of an article says what changed of its quotations and its head, and is proposed."""

from __future__ import annotations

import gzip
import shutil
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from support.generated_pages import response
from support.miniature import CONTENT, SITE

from suites.archive import front_matter
from suites.capture import near_duplicates, saved_day
from suites.capture.archived_copies.addresses import page_key
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage
from suites.capture.revisit import matching
from suites.cli import main

ARTICLE = "2021-03-02-gazette-tram"
RECORD = Path("content/articles/2021") / f"{ARTICLE}.md"
ADDRESS = "https://gazette.example/tram?page=1&amp;vue=texte"
FILLER = " ".join(f"Phrase numéro {n}, dite au conseil pour faire nombre." for n in range(40))


def page(
    *,
    headline: str = "Le tram ouvrira en 2022",
    authors: str = "Awa Renard, Jean Lebel",
    day: str = "2021-03-02",
    address: str = ADDRESS,
    price: str = "deux euros le trajet",
    saved: str = "",
) -> bytes:
    """A page of an outlet that nobody publishes."""
    names = "".join(f'<meta name="author" content="{one}">' for one in authors.split(", "))
    return f"""<!DOCTYPE html>{saved}<html lang="fr"><head><title>{headline}</title>
<meta property="og:type" content="article"><meta property="og:title" content="{headline}">
<meta property="article:published_time" content="{day}T08:30:00+01:00">{names}
<link rel="canonical" href="{address}"></head><body><article><h1>{headline}</h1>
<p>En conseil, la maire l’annonce : « le tram ouvrira l’an prochain », sur une ligne.</p>
<p>Comptez {price}, dit-elle encore. {FILLER}</p><p>{FILLER}</p></article></body></html>""".encode()


OLD = page()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An article of the miniature, alone, with a capture that lies here.

    What it names is not there, which is no problem of a proposal.
    """
    record = tmp_path / RECORD
    record.parent.mkdir(parents=True)
    for name in ("archive.yaml", "vocabulary.yaml", RECORD.relative_to("content")):
        shutil.copy(CONTENT / name, tmp_path / "content" / name)
    text = record.read_text("utf-8").replace("0" * 64, sha256(OLD).hexdigest())
    text = text.replace("kind: text\n", 'kind: html\n    at: "2021-03-03"\n')
    record.write_text(text, "utf-8")
    (tmp_path / "captures").mkdir()
    (tmp_path / f"captures/{ARTICLE}.html").write_bytes(OLD)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SUITES_TODAY", "2026-02-01")
    return tmp_path


def revisit(raw: bytes, *arguments: str, name: str = "new.html") -> int:
    Path(name).write_bytes(raw)
    return main(["revisit", name, *arguments, "--processes", "0"])


def only_proposal(home: Path) -> str:
    (path,) = (home / "content/proposals").glob(f"2026-02-01-{ARTICLE}-*.yaml")
    return path.read_text("utf-8")


def accepted(home: Path) -> dict[str, Any]:
    """The front matter of the record once all proposals are accepted."""
    assert main(["accept"]) == 0
    front, _ = front_matter.parse("x.md", (home / RECORD).read_bytes())
    assert front
    return front.data


def test_a_copy_in_which_nothing_changed_is_one_more_capture(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = OLD + b"<!-- another day -->"
    assert revisit(new, "--at", "2021-06-07", "--origin", "archive") == 0
    said = capsys.readouterr().out
    assert f"new.html: a new copy of {ARTICLE}, by its address" in said
    assert "2 of 2 quotations stand in it" in said
    assert "unchanged: the headline, the date, the authors, the address" in said
    assert " changed: " not in said.replace("unchanged", "")
    assert (home / f"captures/{ARTICLE}-2.html").read_bytes() == new
    data = accepted(home)
    assert data["captures"] == [
        {"sha256": sha256(OLD).hexdigest(), "kind": "html", "at": "2021-03-03"},
        {
            "sha256": sha256(new).hexdigest(),
            "kind": "html",
            "at": "2021-06-07",
            "origin": "archive",
        },
    ]
    assert main(["verify", ARTICLE]) == 0
    said = capsys.readouterr().out
    assert "2 of 2 quotations in the capture of 2021-03-03 (" in said
    assert "2 of 2 quotations in the capture of 2021-06-07 (" in said
    assert said.endswith("2 of 2 quotations proven, 0 without a capture\n")


def test_a_quotation_that_is_gone_gets_a_caveat_without_a_word_of_the_page(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = page(price="trois euros la traversée")
    assert revisit(new, "--at", "2021-06-07") == 0
    said = capsys.readouterr().out
    assert "1 of 2 quotations stand in it" in said
    assert 'gone: "deux euros le trajet"; the nearest words are: ' in said
    proposal = only_proposal(home)
    assert "trois" not in proposal
    data = accepted(home)
    caveat = data["annotations"][-1]
    assert caveat == {
        "id": "copie-2021-06-07", "quote": "deux euros le trajet", "kind": "caveat",
        "note": "La copie faite le 7 juin 2021 n’a plus ces mots.",
    }  # fmt: skip
    assert data["captures"][1]["lacks"] == ["copie-2021-06-07"]
    capsys.readouterr()
    assert main(["verify", ARTICLE]) == 0
    said = capsys.readouterr().out
    assert "1 of 2 quotations in the capture of 2021-06-07" in said
    assert "does not have" not in said
    # A third copy without these words names the same caveat.
    assert revisit(new + b"\n", "--at", "2021-07") == 0
    assert accepted(home)["captures"][2]["lacks"] == ["copie-2021-06-07"]


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"authors": "Awa Renard"}, "porte d’autres auteurs."),
        (
            {"headline": "Tram : un retard", "day": "2021-04-01"},
            "porte un autre titre et une autre date de parution.",
        ),
    ],
)
def test_a_head_that_changed_gets_a_caveat_on_the_first_words(
    home: Path, changes: dict[str, str], note: str
) -> None:
    assert revisit(page(**changes)) == 0
    caveat = accepted(home)["annotations"][-1]
    digest = sha256(page(**changes)).hexdigest()
    assert caveat["id"] == f"copie-{digest[:8]}"
    assert caveat["note"] == f"La copie {digest[:12]} {note}"


def test_what_an_older_copy_reads_too_is_no_change(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = home / RECORD
    text = record.read_text("utf-8")
    record.write_text(text.replace("Le tram ouvrira en 2022", "Un titre mieux connu"), "utf-8")
    assert revisit(OLD + b" ") == 0
    assert "the headline changed" not in capsys.readouterr().out
    assert "annotations" not in only_proposal(home)


def test_a_capture_that_is_known_is_said_and_nothing_else_happens(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = sorted(path for path in home.rglob("*") if path.is_file())
    assert revisit(OLD, name=f"captures/{ARTICLE}.html") == 0
    assert capsys.readouterr().out == (
        f"captures/{ARTICLE}.html: its digest is that of a capture of {ARTICLE} already\n"
    )
    assert sorted(path for path in home.rglob("*") if path.is_file()) == before


def test_an_article_is_found_by_nearly_its_text_or_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    stray = page(address="https://elsewhere.example/x")
    assert revisit(stray) == 1
    assert "say which one it is" in capsys.readouterr().err
    assert not (home / "content/proposals").exists()
    assert revisit(stray, ARTICLE) == 0
    assert "the address changed" in capsys.readouterr().out
    shutil.rmtree(home / "content/proposals")
    front = f'---\nsha256: "{sha256(OLD).hexdigest()}"\n---\n{FILLER} {FILLER}\n'
    (home / f"captures/{ARTICLE}.md").write_text(front, "utf-8")
    assert revisit(stray + b" ") == 0
    assert f"a new copy of {ARTICLE}, by its text" in capsys.readouterr().out


def test_another_page_at_the_address_of_an_article_is_no_copy_of_it_unless_that_is_said(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    notice = page(headline="Page introuvable", price="rien").replace(b"ouvrira", b"part")
    assert revisit(notice) == 1
    assert "the page may be another one at that address" in capsys.readouterr().err
    assert not (home / "content/proposals").exists()
    assert revisit(notice, ARTICLE) == 0
    assert "look: " not in capsys.readouterr().err
    assert len(accepted(home)["captures"][1]["lacks"]) == 2


def test_a_proposal_is_made_once_and_a_copy_kept_once(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    new = page(headline="Un autre")
    assert revisit(new) == 0
    assert revisit(new) == 0
    assert "it is proposed already" in capsys.readouterr().out
    assert len(list((home / "content/proposals").iterdir())) == 1
    assert len(list((home / "captures").iterdir())) == 2


def test_a_copy_may_be_of_two_articles_where_one_is_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = "2021-03-02-gazette-tram-bis"
    text = (home / RECORD).read_text("utf-8").replace(sha256(OLD).hexdigest(), "5" * 64)
    (home / RECORD).with_stem(second).write_text(text, "utf-8")
    assert revisit(OLD + b" ") == 1
    assert "have its address: say which one it is" in capsys.readouterr().err
    assert revisit(OLD, second) == 0
    assert f"a new copy of {second}" in capsys.readouterr().out


def test_a_page_of_another_article_than_is_named_is_told(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    second = "2021-03-02-gazette-bus"
    text = (home / RECORD).read_text("utf-8").replace("/tram?", "/bus?")
    (home / RECORD).with_stem(second).write_text(text.replace("0" * 64, "5" * 64), "utf-8")
    assert revisit(OLD + b" ", second) == 0
    assert f"look: its address is that of {ARTICLE}" in capsys.readouterr().err


def test_copies_of_one_day_are_proposed_beside_each_other(home: Path) -> None:
    first, second = page(price="trois euros"), page(price="quatre euros")
    assert revisit(first, "--at", "2021-06-07") == 0
    assert revisit(second, "--at", "2021-06-07") == 0
    lacks = [one.get("lacks") for one in accepted(home)["captures"]]
    assert sorted(lacks[1:]) == [["copie-2021-06-07"], ["copie-2021-06-07-2"]]


def test_a_page_of_a_web_archive_says_when_it_was_kept(home: Path) -> None:
    warc = gzip.compress(response("https://gazette.example/tram?page=1&vue=texte", OLD + b" "))
    assert revisit(warc, name="crawl.warc.gz") == 0
    capture = accepted(home)["captures"][1]
    assert (capture["kind"], capture["at"], capture["origin"]) == ("warc", "2023-09-19", "page")
    assert (home / "captures/crawl.warc.gz").exists()


def test_a_copy_of_a_web_archive_is_of_the_day_in_its_address(home: Path) -> None:
    address = "https://web.archive.example/web/20210607101500/https://gazette.example/tram"
    raw = response(f"{address}?page=1&vue=texte", page(price="un prix à venir"))
    assert revisit(raw, name="crawl.warc") == 0
    data = accepted(home)
    capture = data["captures"][1]
    assert (capture["at"], capture["origin"]) == ("2021-06-07", "archive")
    assert data["archived"][-1] == {"url": f"{address}?page=1&vue=texte", "at": "2021-06-07"}
    assert data["annotations"][-1]["note"] == "La copie faite le 7 juin 2021 n’a plus ces mots."


def test_a_page_that_was_saved_from_a_web_archive_is_a_copy_of_the_day_there(home: Path) -> None:
    copy = "https://web.archive.example/web/20210607101500/https://gazette.example/tram"
    comment = f"<!-- saved from url=(0080){copy}?page=1&vue=texte -->"
    assert revisit(page(address=copy, saved=comment)) == 0
    data = accepted(home)
    capture = data["captures"][1]
    assert (capture["at"], capture["origin"]) == ("2021-06-07", "archive")
    assert data["archived"][-1]["url"] == f"{copy}?page=1&vue=texte"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nothing.html"], "nothing.html"),
        (["https://a.example/x"], "nothing is fetched from the web"),
        (["captures"], '"captures" is a folder'),
        (["page.html", "--at", "2030"], "2030 has not come yet"),
        (["page.html", "gazette"], 'no article is called "gazette"'),
        (["page.html", "--at", "hier"], "--at: "),
    ],
)
def test_what_is_asked_wrongly_is_said_in_a_sentence(
    home: Path, arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "page.html").write_bytes(page())
    assert main(["revisit", *arguments]) == 2
    error = capsys.readouterr().err
    assert error.startswith("suites: ")
    assert said in error


def test_a_file_that_is_no_capture_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert revisit(b"\x89PNG\r\n\x1a\n" + bytes(50), name="new.png") == 1
    assert "[kind-unknown]" in capsys.readouterr().err
    assert not (home / "content/proposals").exists()


def test_nothing_is_written_where_a_link_stands_in_the_way(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "elsewhere").mkdir()
    (home / "content/proposals").symlink_to(home / "elsewhere")
    assert revisit(page(headline="Un autre")) == 1
    assert "is a link" in capsys.readouterr().err
    assert list((home / "elsewhere").iterdir()) == []
    assert [path.name for path in (home / "captures").iterdir()] == [f"{ARTICLE}.html"]


def test_what_a_proposal_would_break_is_said_and_nothing_is_written(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = home / "content/archive.yaml"
    text = settings.read_text("utf-8")
    limit = next(line for line in text.split("\n") if "note_words" in line)
    settings.write_text(text.replace(limit, f"{limit.partition(':')[0]}: 2"), "utf-8")
    assert revisit(page(headline="Un autre", day="2021-04-01")) == 1
    assert "[note-too-long]" in capsys.readouterr().err
    assert not (home / "content/proposals").exists()
    assert [path.name for path in (home / "captures").iterdir()] == [f"{ARTICLE}.html"]


def test_an_archive_in_english_takes_the_proposal_in_its_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    example = SITE.parents[1] / "examples/python-removals/content"
    content = Path(shutil.copytree(example, tmp_path / "content"))
    monkeypatch.chdir(tmp_path)
    # It judges its proposal as make check does, and writes none that has a problem.
    assert revisit(page(), "2018-06-27-docs-whatsnew-3-7", "--at", "2026-01-05") == 0
    (path,) = (content / "proposals").iterdir()
    said = path.read_text("utf-8")
    assert "The copy made on 5 January 2026 does not have these words." in said
    assert "has another headline, another date of publication" in said
    assert not (tmp_path / "captures/2018-06-27-docs-whatsnew-3-7.html").exists()


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example/x/", "http://www.a.example/x#y", True),
        ("https://a.example/x?utm_source=z&id=1", "https://a.example/x?id=1", True),
        ("https://a.example/x?id=1", "https://a.example/x?id=2", False),
        ("https://a.example/x", "https://b.example/x", False),
        ("https://[", "", True),
    ],
)
def test_addresses_are_the_same_but_for_what_tells_no_pages_apart(
    one: str, other: str, same: bool
) -> None:
    assert (page_key(one) == page_key(other)) is same


@pytest.mark.parametrize(
    ("said", "day"),
    [
        (b"<!--\n Page saved with SingleFile \n url: https://a.example/ \n"
         b" saved date: Mon Jun 07 2021 23:59:00 GMT+0200 (CEST)\n-->", "2021-06-07"),
        (b"<!-- Page saved with SingleFile\n saved date: Mon Foo 07 2021 10:00 -->", None),
        (b"<!-- Page saved with SingleFile\n saved date: Mon Feb 31 2021 10:00 -->", None),
        (b"<p>saved date: Mon Jun 07 2021 </p>", None),
    ],
)  # fmt: skip
def test_a_page_that_singlefile_saved_says_its_day(said: bytes, day: str | None) -> None:
    assert saved_day.of_page(said) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("2021-06-07T10:00:00Z", "2021-06-07"), ("2021-13-07T10:00:00Z", None), ("", None)],
)
def test_a_web_archive_says_the_day_of_a_record(text: str, day: str | None) -> None:
    assert saved_day.of_warc(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [("Mon, 07 Jun 2021 23:30:00 +0200", "2021-06-07"), ("hier", None), ("", None)],
)
def test_a_page_in_one_file_says_its_day(text: str, day: str | None) -> None:
    assert saved_day.of_message(text) == day


def test_a_text_that_is_hardly_alike_is_of_no_article() -> None:
    known = near_duplicates.sketch(" ".join(f"mot{n} dit" for n in range(300)))
    page = CapturedArticle(" ".join(f"autre{n} fait" for n in range(300)))
    assert known
    capture = CapturedPage("a.html", "html", b"", "0" * 64)
    assert matching.match(capture, page, {}, {"2021-03-02-gazette-tram": known}).ids == ()
