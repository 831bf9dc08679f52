"""HTML captures: the article in Markdown, and what the page says of it."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt
from support import generated_pages

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage
from suites.capture.extraction.machine_dates import agree, edtf
from suites.capture.extraction.markup import blocks
from suites.capture.formats import html

PARAGRAPHS = """
<p>La ville l’a <strong>annoncé</strong> mardi : le <em>tramway</em>, dit-elle, sera gratuit dès le
<a href="/dates?a=1&amp;b=(2)">1er janvier</a> pour tous les habitants de la commune.</p>
<h2>Un coût de 8 $ par *habitant*</h2>
<p>Le maire l’a dit d’une voix forte : la mesure coûtera deux millions par an, et l’État n’en paiera
rien. « Nous le ferons », a-t-il promis devant les élus, qui ont voté le budget le soir même.</p>
<ul><li>Les lignes A et B, dès le premier jour</li><li>La ligne <i>C</i>, plus tard</li></ul>
<blockquote><p>C’est un choix [politique] de longue date, mûri avec tous les élus.</p></blockquote>
<p>1. Ceci n’est pas une liste, mais une phrase qui commence comme si elle en était une.</p>
"""
MENU = '<nav><ul><li><a href="/">Accueil</a></li><li><a href="/p">Politique</a></li></ul></nav>'


def page(head: str = "", body: str = PARAGRAPHS, lang: str = ' lang="fr"') -> str:
    begin = f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8">{head}</head>'
    return (
        f"{begin}<body>{MENU}<article>"
        f"<h1>Le tram devient gratuit</h1>{body}</article>"
        "<footer>© La Gazette</footer></body></html>"
    )


def converted(text: str, **said: str) -> CapturedArticle:
    return html.convert(text, **said)


def text_of(raw: bytes, encoding: str | None = None) -> str:
    found = formats.convert(CapturedPage("a", "html", raw, "", encoding))
    assert isinstance(found, CapturedArticle)
    return found.text


def codes(found: CapturedArticle) -> list[str]:
    return [one.code for one in found.doubts]


def test_markup_becomes_markdown_and_words_stay() -> None:
    found = converted(page('<link rel="canonical" href="https://gazette.example/tram">'))
    assert found.text.split("\n\n") == [
        "La ville l’a **annoncé** mardi : le *tramway*, dit-elle, sera gratuit dès le"
        " [1er janvier](https://gazette.example/dates?a=1&b=%282%29) pour tous les habitants de la"
        " commune.",
        "## Un coût de 8 $ par \\*habitant\\*",
        "Le maire l’a dit d’une voix forte : la mesure coûtera deux millions par an, et l’État n’en"
        " paiera rien. « Nous le ferons », a-t-il promis devant les élus, qui ont voté le budget le"
        " soir même.",
        "- Les lignes A et B, dès le premier jour\n- La ligne *C*, plus tard",
        "> C’est un choix [politique] de longue date, mûri avec tous les élus.",
        "1\\. Ceci n’est pas une liste, mais une phrase qui commence comme si elle en était une.",
    ]


def test_what_stands_around_an_article_is_no_part_of_it() -> None:
    found = converted(generated_pages.page(7))
    lines = generated_pages.sentences(7, 40)
    assert all(one in found.text.replace("*", "") for one in lines)
    for other in ("Rubrique", "Commentaires", "usagers du soir", "tous droits", "Jeanne Martin"):
        assert other not in found.text
    assert not any(one in found.text for one in generated_pages.sentences(1_000_007, 24))


def test_a_very_short_page_keeps_its_markup() -> None:
    text = "<p>Un <b>mot</b> et <a href='https://a.example/x'>un lien</a>.</p>"
    found = html.convert(f"<html><body><h1>Bref</h1>{text}</body></html>")
    assert found.text == "Un **mot** et [un lien](https://a.example/x)."
    assert found.headline is not None
    assert (found.headline.value, found.headline.basis) == ("Bref", "h1")


@pytest.mark.parametrize(
    "hostile",
    [
        "<script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        '<a href="javascript:alert(1)">cliquez</a>',
        '<a href="java\tscript:alert(1)">cliquez</a>',
        '<a href="data:text/html,x">cliquez</a>',
        '<img src="x" onerror="alert(1)" alt="](javascript:alert(1))">',
        "[x](javascript:alert(1))",
        "[x]: javascript:alert(1)",
        "&lt;javascript:alert(1)&gt;",
        '<a href="https://a.example/)[x](javascript:alert(1)">a</a>',
        "<b>gras :</b>suite **faux** ``` ~~~ [[x]] [^1]",
        '<a href="https://a.example"><b>un</b></a>![x](https://a.example/i.png)',
    ],
)
def test_nothing_of_a_page_is_raw_in_its_markdown(hostile: str) -> None:
    found = converted(page(body=f"{PARAGRAPHS}<p>Avant, puis {hostile} et après cela.</p>"))
    shown = lxml_html.fragment_fromstring(
        MarkdownIt("commonmark", {"html": True}).render(found.text), create_parent=True
    )
    assert "Avant, puis" in shown.text_content()
    tags = {one.tag for one in shown.iter()}
    assert tags <= {"div", "p", "h2", "ul", "li", "blockquote", "em", "strong", "a"}
    for link in shown.iter("a"):
        assert link.get("href").startswith("https://")


@pytest.mark.hypothesis
@given(st.text(st.sampled_from("ab é’*_`[]()<>!#&;:\\|~^$-+.=1 \n{}")))
def test_the_words_of_any_paragraph_read_back(text: str) -> None:
    tree = lxml_html.document_fromstring("<html><body><p></p></body></html>")
    paragraph = tree.find(".//p")
    paragraph.text = text
    found = blocks(tree, lambda *_: True, None)
    words = " ".join(text.split())
    if any(c.isalnum() for c in words):
        (one,) = found
        inline = MarkdownIt("commonmark").parse(one.markdown)
        assert [token.type for token in inline] == ["paragraph_open", "inline", "paragraph_close"]
        shown = "".join(
            " " if child.type in ("softbreak", "hardbreak") else child.content
            for child in inline[1].children or []
        )
        assert " ".join(shown.split()) == words
    else:
        assert not found


JSON_LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
{"@type": "Organization", "@id": "#org", "name": "La Gazette"},
{"@type": ["NewsArticle"], "headline": "Le tram devient gratuit", "inLanguage": "fr-FR",
"datePublished": "2023-09-19T13:00:12+0200", "dateModified": "2023-10-02",
"publisher": {"@id": "#org"},
"author": [{"@type": "Person", "name": "Jeanne Martin"}, "Par Ali Ben et Zoé Petit",
{"@id": "#org"}]}]}</script>"""


def test_json_ld_says_who_published_what_and_when() -> None:
    found = converted(page(JSON_LD))
    assert found.outlet is not None
    assert found.published is not None
    assert found.lang is not None
    assert (found.outlet.value, found.outlet.basis) == ("La Gazette", "json-ld")
    assert (found.published.value, found.published.basis) == ("2023-09-19T13:00+02:00", "json-ld")
    assert found.published.words == "2023-09-19T13:00:12+0200"
    assert [one.value for one in found.authors] == ["Jeanne Martin", "Ali Ben", "Zoé Petit"]
    assert found.lang.value == "fr"
    assert found.doubts == ()


def test_opengraph_and_highwire_are_read() -> None:
    head = (
        "<title>Le tram devient gratuit - La Gazette</title>"
        '<meta property="og:site_name" content="La Gazette"><meta property="og:url" content="https://gazette.example/tram"><meta'
        ' name="citation_author" content="Martin, Jeanne"><meta name="citation_publication_date"'
        ' content="2023/09">'
    )
    found = converted(page(head))
    assert found.url is not None
    assert found.published is not None
    assert (found.url.value, found.url.basis) == ("https://gazette.example/tram", "opengraph")
    assert (found.published.value, found.published.basis) == ("2023-09", "highwire")
    assert [(one.value, one.basis) for one in found.authors] == [("Jeanne Martin", "highwire")]


def test_the_outlet_at_the_end_of_the_title_is_a_guess() -> None:
    found = converted(page("<title>Le tram devient gratuit | La Gazette</title>"))
    assert found.outlet is not None
    assert (found.outlet.value, found.outlet.stated) == ("La Gazette", False)


def test_dates_that_contradict_each_other_are_a_doubt() -> None:
    head = JSON_LD + '<meta property="article:published_time" content="2023-09-12">'
    found = converted(page(head))
    assert found.published is not None
    assert found.published.value.startswith("2023-09-19")
    assert codes(found) == ["dates-differ"]
    assert found.doubts[0].values["other"] == "2023-09-12"


def test_the_date_that_a_page_shows_is_read_in_words() -> None:
    line = '<p class="byline">Par Jeanne Martin, publié le 19 septembre 2023 à 13h05</p>'
    found = converted(page(body=line + PARAGRAPHS))
    assert found.published is not None
    assert (found.published.value, found.published.basis) == ("2023-09-19T13:05", "shown")
    other = JSON_LD.replace("2023-09-19T13", "2023-09-29T13")
    assert codes(converted(page(other, line + PARAGRAPHS))) == ["dates-differ"]
    updated = '<p class="date">Mis à jour le 20 septembre 2023</p>'
    assert converted(page(JSON_LD, updated + PARAGRAPHS)).doubts == ()


def test_a_date_is_deduced_only_if_the_page_has_it_in_full() -> None:
    line = "<p>Voté le 19 septembre 2023 par tous les élus, sans un seul débat.</p>"
    found = converted(page(body=PARAGRAPHS + line))
    assert found.published is not None
    assert (found.published.value, found.published.stated) == ("2023-09-19", False)
    assert converted(page(body=f"{PARAGRAPHS}<p>© 2023</p>")).published is None


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("2023", "2023"),
        ("2023-09-19 13:00", "2023-09-19T13:00"),
        ("2023-09-19T13:00:00.000Z", "2023-09-19T13:00Z"),
        ("2023-9-1", "2023-09-01"),
        ("2023-09-19T00:00:00+02:00", "2023-09-19"),
        ("1970-01-01", None),
        ("0001-01-01T00:00:00Z", None),
        ("2023-09-19T25:00", None),
        ("hier", None),
        ("9999999999", "2286-11-20T17:46Z"),
    ],
)
def test_a_date_is_no_more_precise_than_it_is_written(words: str, value: str | None) -> None:
    assert edtf(words) == value


def test_a_time_zone_may_move_a_date_by_a_day() -> None:
    assert agree("2023-09-18T23:30Z", "2023-09-19T01:30+02:00")
    assert not agree("2023-09-17T23:30Z", "2023-09-19T01:30+02:00")


def test_a_title_that_differs_from_what_the_page_says_of_itself_is_a_doubt() -> None:
    other = JSON_LD.replace('"Le tram devient gratuit"', '"Ce que coûte la promesse du maire"')
    assert "headlines-differ" in codes(converted(page(other)))


@pytest.mark.parametrize(
    "mark",
    [
        JSON_LD.replace('"inLanguage"', '"isAccessibleForFree": false, "inLanguage"'),
        '<meta property="article:content_tier" content="locked">',
        "</head><p>Cet article est réservé aux abonnés</p>",
    ],
)
def test_a_page_behind_a_paywall_is_said_to_be_one(mark: str) -> None:
    assert "paywalled" in codes(converted(page(mark)))


def test_a_page_without_text_is_said_to_have_none() -> None:
    found = html.convert("<!doctype html><html><head><title>x</title></head><body></body></html>")
    assert found.text == ""
    assert "text-missing" in codes(found)


def test_an_address_is_the_pages_own_never_completed() -> None:
    found = converted(page('<link rel="canonical" href="/tram">'))
    assert found.url is None
    home = converted(
        page('<link rel="canonical" href="https://gazette.example/">'),
        address="https://gazette.example/tram",
    )
    assert home.url is not None
    assert (home.url.value, home.url.basis) == ("https://gazette.example/tram", "warc-target")
    other = converted(
        page('<link rel="canonical" href="https://agence.example/depeche">'),
        address="https://gazette.example/tram",
    )
    assert codes(other) == ["addresses-differ"]


def test_singlefile_and_browsers_note_where_a_page_was_saved_from() -> None:
    for note in (
        "<!--\n Page saved with SingleFile \n url: https://gazette.example/tram \n saved: x\n-->",
        "<!-- saved from url=(0028)https://gazette.example/tram -->",
    ):
        inside = f'<img src="data:image/png;base64,{"A" * 100_000}">'
        found = html.convert(f"<!DOCTYPE html>{note}{page(body=PARAGRAPHS + inside)[15:]}")
        assert found.url is not None
        assert found.url.value == "https://gazette.example/tram"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "cp1252", "utf-32"])
def test_any_encoding_is_read(encoding: str) -> None:
    text = page().replace('<meta charset="utf-8">', "")
    raw = text.encode(encoding)
    assert html.detect(raw[:4096])
    assert text_of(raw) == converted(text).text


def test_a_declared_encoding_that_is_wrong_is_not_believed() -> None:
    text = page().replace("utf-8", "us-ascii")
    assert text_of(text.encode()) == converted(page()).text
    latin = page().replace("utf-8", "iso-8859-1").encode("cp1252")
    assert text_of(latin, "zlib") == converted(page()).text


def test_the_byline_at_the_head_is_no_part_of_the_text() -> None:
    byline = "<p>Par Jeanne Martin, publié le 19 septembre 2023 à 13h00</p>"
    found = converted(page(JSON_LD, byline + PARAGRAPHS))
    assert found.text == converted(page()).text.replace(
        "[1er janvier](https://gazette.example/dates?a=1&b=%282%29)", "1er janvier"
    )


def test_markup_that_is_broken_is_mended_as_browsers_do() -> None:
    text = page().replace("</p>", "").replace("</li>", "").replace("</em>", "</i>")
    assert "La ligne" in converted(text).text


def test_gzip_is_no_obstacle() -> None:
    found = generated_pages.read(gzip.compress(page().encode()))
    assert isinstance(found, tuple)
    assert found[0].kind == "html"
    assert found[1].text == converted(page()).text
