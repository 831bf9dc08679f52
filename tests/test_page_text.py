"""The text of a page that hides it, breaks it, or lays it where no reader looks."""

from __future__ import annotations

import json

import pytest

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage
from suites.capture.extraction.inert import set_apart
from suites.capture.formats import html

PARTS = [
    "Le marché couvert rouvrira en octobre, a dit la maire, après deux ans de travaux que la"
    " commune a payés seule, sans l’aide de la région ni celle de l’État.",
    "Les quarante étals seront loués au mois, et le loyer dépendra de leur taille : les plus petits"
    " coûteront soixante euros, les plus grands le triple de cette somme.",
    "Les marchands du matin gardent leur place, promet la mairie, qui veut aussi ouvrir la halle le"
    " dimanche aux artisans et, le soir, aux troupes de théâtre de la vallée.",
    "Une réunion est prévue lundi à la salle des fêtes, où chacun pourra voir les plans et poser"
    " ses questions à l’architecte, avant le vote du conseil à la fin du mois.",
]
WORDS = "Les marchands du matin gardent leur place"
P = [f"<p>{part}</p>" for part in PARTS]
ALL = "".join(P)


def page(body: str, head: str = "") -> str:
    return (
        '<!DOCTYPE html><html lang="fr"><head><meta charset="utf-8"><title>La halle rouvre</title>'
        f"{head}</head><body>{body}</body></html>"
    )


def article(inside: str) -> str:
    return page(f"<main><article><h1>La halle rouvre</h1>{inside}</article></main>")


def visible(text: str) -> str:
    return formats.visible_text(CapturedPage("a", "html", text.encode(), ""))


def codes(found: CapturedArticle) -> list[str]:
    return [doubt.code for doubt in found.doubts]


LD = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "La halle rouvre"}


def data(**values: object) -> str:
    return f'<script type="application/ld+json">{json.dumps({**LD, **values})}</script>'


@pytest.mark.parametrize(
    "text",
    [
        page(f'<noscript><div id="x"></noscript><main><h1>La halle rouvre</h1>{ALL}</main>'),
        page(f"<noscript><ul><li>Activez <b>les scripts</noscript><div>{ALL}</div>"),
        article(f"{P[0]}{P[1]}<noscript><section><img src='a.png'></noscript>{P[2]}{P[3]}"),
        page(f'<button class="m"><span>Menu</span><main><h1>La halle rouvre</h1>{ALL}</main>'),
        article(f"{P[0]}<button>Partager{P[1]}{P[2]}{P[3]}"),
        page(f"<select><option>Édition du soir<div>{ALL}</div>"),
        page(f"<div><div><div><span><article><h1>La halle rouvre</h1>{ALL}"),
        article(f"<div>{P[0]}<div><div>{P[1]}</div>{P[2]}{P[3]}"),
        page(f"<dialog><p>Bienvenue<main><h1>La halle rouvre</h1>{ALL}</main>"),
    ],
)
def test_an_element_that_was_not_closed_does_not_swallow_the_article(text: str) -> None:
    found = html.convert(text)
    assert all(part in found.text for part in PARTS)
    assert "text-from-template" not in codes(found)


@pytest.mark.parametrize(
    "text",
    [
        article(f'<div itemprop="articleBody"><script type="text/template">{ALL}</script></div>'),
        article(f'<script id="t" type="text/x-handlebars-template">{ALL}</script>'),
        page(f"<div id='app'></div><template>{ALL}</template><p>Suivez-nous</p>"),
        page(f"<div id='app'></div><noscript><h1>La halle rouvre</h1>{ALL}</noscript>"),
        article(f"<noscript><div>{ALL}</div></noscript><p>Étiquettes : halle, marché</p>"),
    ],
)
def test_text_in_a_template_is_read_where_the_page_shows_none(text: str) -> None:
    found = html.convert(text)
    assert all(part in found.text for part in PARTS)
    assert "text-from-template" in codes(found)
    assert WORDS in visible(text)


@pytest.mark.parametrize(
    "inside",
    [
        f"<noscript>{P[3]}</noscript>",
        f'<template id="carte">{P[3]}</template>',
        f'<script type="text/html">{P[3]}</script>',
    ],
)
def test_text_in_a_template_is_left_there_beside_an_article(inside: str) -> None:
    text = article(f"{P[0]}{P[1]}{inside}{P[2]}")
    found = html.convert(text)
    assert all(part in found.text for part in PARTS[:3])
    assert PARTS[3] not in found.text
    assert "text-from-template" not in codes(found)
    assert PARTS[3] in visible(text)


def test_a_shadow_root_and_a_template_to_be_filled_are_what_browsers_make_of_them() -> None:
    shadow = page(f'<my-article><template shadowrootmode="open">{ALL}</template></my-article>')
    assert WORDS in html.convert(shadow).text
    empty = page(f"<p>Bref.</p><template>{'<p>{{title}} ' + 'puis {{text}} ' * 60}</p></template>")
    assert "{{" not in html.convert(empty).text


@pytest.mark.parametrize(
    "between",
    [
        "<div>Un alinéa du milieu, sans balise de paragraphe.</div>",
        "Un alinéa du milieu, qui est nu entre deux autres.",
        '<div class="texte"><b>Un alinéa du milieu</b>, en gras au début, puis maigre.</div>',
        "<section>Un alinéa du milieu, qui est une section à lui seul.</section>",
        "<center>Un alinéa du milieu, que la page met au centre.</center>",
    ],
)
def test_a_text_among_paragraphs_is_of_the_article(between: str) -> None:
    found = html.convert(article(f"{P[0]}{P[1]}{between}{P[2]}{P[3]}"))
    words = [block.replace("*", "") for block in found.text.split("\n\n")]
    assert words[2].startswith("Un alinéa du milieu")
    assert [words[0], words[1], words[3], words[4]] == PARTS


BESIDE = [
    '<div class="related-links">À lire aussi : la halle ferme pour deux ans de travaux.</div>',
    '<div id="ad-2">Achetez les vélos de la maison Durand, les meilleurs de la vallée.</div>',
    "<div><a href='/x'>Notre dossier sur les halles de la vallée et leurs marchands</a></div>",
    '<div class="photo-caption">La halle vue du pont, au printemps de cette année.</div>',
    "<aside>La lettre du soir : chaque jour, les nouvelles de la vallée.</aside>",
]


def test_what_stands_among_paragraphs_and_is_beside_the_article_stays_out() -> None:
    found = html.convert(article("".join(map("".join, zip([*P, ALL], BESIDE, strict=True))) + P[0]))
    assert found.text.split("\n\n") == [*PARTS, *PARTS, PARTS[0]]


HIDDEN = [
    "<p hidden>{}</p>",
    "<div aria-hidden='true'><p>{}</p></div>",
    '<p style="color:red; display : none">{}</p>',
    '<p style="visibility:hidden">{}</p>',
    '<p class="texte visually-hidden">{}</p>',
    "<p>Avant <span class='sr-only'>{}</span>et après, au plus tard en automne.</p>",
]


def test_what_a_page_hides_is_not_of_the_article() -> None:
    secret = "Une phrase que personne ne voit sur cette page, et qui ne compte donc pas."
    found = html.convert(article("".join(P) + "".join(HIDDEN).format(*[secret] * len(HIDDEN))))
    assert secret not in found.text
    assert all(part in found.text for part in PARTS)
    assert "Avant et après" in found.text


def test_an_empty_place_in_an_article_stays_empty() -> None:
    unseen = f"<div style='visibility: hidden'>{ALL * 2}</div>"
    found = html.convert(page(f"<article><h1>La halle</h1>{unseen}<div>{ALL}</div></article>"))
    assert found.text.split("\n\n") == PARTS
    assert WORDS in html.convert(page(f"<article>{unseen}</article><p>Chargement</p>")).text


@pytest.mark.parametrize("how", ['style="display:none"', "hidden", 'class="visually-hidden"'])
def test_a_page_that_waits_for_a_script_is_read(how: str) -> None:
    text = page(f"<div {how}><h1>La halle rouvre</h1>{ALL}</div><p>Chargement</p>")
    assert WORDS in html.convert(text).text


def test_a_paywall_hides_what_is_hidden() -> None:
    closed = data(isAccessibleForFree=False, articleBody=" ".join(PARTS))
    for hidden in (f"<div hidden>{ALL}</div>", f"<template>{ALL}</template>", ""):
        text = page(f"<main><h1>La halle rouvre</h1><p>Le début.</p>{hidden}</main>", closed)
        found = html.convert(text)
        assert found.text == "Le début."
        assert "paywalled" in codes(found)


@pytest.mark.parametrize(
    "body",
    ["\n\n".join(PARTS), ALL, "<br><br>".join(PARTS), "\n".join(PARTS).replace("’", "&#8217;")],
)
def test_the_text_of_the_data_stands_in_for_a_page_that_shows_none(body: str) -> None:
    text = page("<div id='root'></div>", data(articleBody=body))
    found = html.convert(text)
    assert found.text.split("\n\n") == PARTS
    assert "text-from-data" in codes(found)
    assert WORDS in visible(text)


def test_the_text_of_the_data_changes_nothing_where_the_page_has_its_own() -> None:
    text = page(f"<main><h1>La halle rouvre</h1>{ALL}</main>", data(articleBody="Autre. " * 200))
    found = html.convert(text)
    assert found.text.split("\n\n") == PARTS
    assert "text-from-data" not in codes(found)


MARKS = {
    "le 1<sup>er</sup> août": "le 1er août",
    "huit m<sup>2</sup> de plus": "huit m2 de plus",
    "la com\u00admu\u00adnau\u00adté": "la communauté",
    "une auto<wbr>route, une voie\u200b ferrée": "une autoroute, une voie ferrée",
    "\ufeffla ligne\u2060 du port": "la ligne du port",
    "<ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby> est loin": "東京 est loin",
    'la loi<sup><a href="#n1">1</a></sup> le dit': "la loi le dit",
    'la loi<a href="#n2" id="r2"><sup>[2]</sup></a> le dit': "la loi le dit",
    'la loi le dit. <a href="#r2">↩</a>': "la loi le dit.",
    'la <a href="#loi">loi</a> le dit': "la loi le dit",
}


def test_marks_inside_words_are_read_as_a_reader_does() -> None:
    said = "<p>La maire l’a répété deux fois : {} et rien d’autre ce jour-là.</p>".format
    text = article(f"{P[0]}{P[1]}{''.join(map(said, MARKS))}{P[2]}")
    for found in (html.convert(text).text, visible(text)):
        for words in MARKS.values():
            assert f"fois : {words} et rien d’autre" in found


@pytest.mark.parametrize("tag", ["s", "del", "strike"])
def test_words_struck_out_are_left_out_with_a_doubt(tag: str) -> None:
    struck = f"<p>Le loyer sera de <{tag}>septante</{tag}> soixante euros, précise la mairie.</p>"
    found = html.convert(article(f"{P[0]}{struck}{P[2]}{P[3]}"))
    assert "Le loyer sera de soixante euros, précise la mairie." in found.text
    assert "text-struck" in codes(found)
    unclosed = html.convert(article(f"{P[0]}<{tag}>{P[1]}{P[2]}{P[3]}"))
    assert all(part in unclosed.text for part in PARTS)


@pytest.mark.parametrize("between", ["<br><br>", "<br/>\n  <br>", "<br><!-- x --><br><br>"])
def test_two_line_breaks_end_a_paragraph(between: str) -> None:
    found = html.convert(article(f"<div>{between.join(PARTS)}</div>"))
    assert found.text.split("\n\n") == PARTS
    one = html.convert(article(f"{P[0]}{P[1]}<p>Une ligne de vers,<br>puis une autre.</p>{P[2]}"))
    assert "Une ligne de vers,\\\npuis une autre." in one.text


def test_contents_are_set_apart_in_one_pass() -> None:
    assert set_apart("<script>'<noscript>'</script><p>a</p>")[1] == []
    assert set_apart("<!-- <noscript> --><p>a</p><noscript><img></noscript>") == (
        "<!-- <noscript> --><p>a</p>",
        [],
    )
    hostile = "<noscript>" * 20_000 + "<noscript <script <!-- " * 10_000
    assert set_apart(hostile) == (hostile, [])


TEASER = "<li>{}<p>Une autre nouvelle de la vallée, qui n’a rien à voir avec la halle.</p></li>"
INSIDE = TEASER.format("<h3><a href='/autre'>Autre</a></h3>")
AROUND = TEASER.format("<a href='/autre'><h4>Autre</h4></a>")
SLIDE = TEASER.format("<h2>1/3 Autre</h2>")


@pytest.mark.parametrize(
    "stream",
    [
        f"<ul id='flux'>{INSIDE * 4}</ul>",
        f"<ol>{AROUND * 3}</ol>",
        f"<div class='full-gallery'><ul>{SLIDE * 3}</ul></div>",
    ],
)
def test_a_stream_of_other_articles_and_a_gallery_stay_out(stream: str) -> None:
    long = "".join(f"<p>{part} C’est la note {n}.</p>" for n in "123" for part in PARTS)
    found = html.convert(page(f"<main><h1>La halle rouvre</h1><div>{long}{stream}</div></main>"))
    assert found.text.count("C’est la note") == 12
    assert "Une autre nouvelle" not in found.text
    only = html.convert(page(f"<main><h1>Nos nouvelles</h1><p>À lire.</p>{stream}</main>"))
    assert "Une autre nouvelle" in only.text


def test_lines_that_lead_elsewhere_stay_out() -> None:
    link = "<a href='/autre'>Le bus 12 change de trajet dans la vallée dès demain matin</a>"
    among = [
        f"<p>Lire aussi : {link}</p>",
        f"<p><strong>Mehr zum Thema</strong></p><p>{link}</p><p>{link}</p>",
        f"<p>Read more: {link}</p>",
        "<h2>Pour en savoir plus</h2>",
    ]
    after = f"<h3>Weitere Meldungen</h3><p>{link}</p><p>© 2026 La Vallée</p><h2>Le jeu du soir</h2>"
    text = article("".join(map("".join, zip(P, among, strict=True))) + ALL + after)
    found = html.convert(text)
    assert found.text.split("\n\n") == [*PARTS, "## Pour en savoir plus", *PARTS]
    assert "Le bus 12 change de trajet" in visible(text)


def test_a_page_of_headings_keeps_them() -> None:
    found = html.convert(article("".join(f"<h2>{part}</h2>" for part in PARTS)))
    assert all(part in found.text for part in PARTS)


def test_a_table_with_one_long_row_is_not_padded() -> None:
    rows = "<tr><td>Un étal</td><td>Soixante euros</td></tr>"
    long = "<tr>" + "<td>Un étal</td>" * 400 + "</tr>"
    tables = [visible(page(f"<table>{rows * n}{long}</table>")) for n in (2, 300)]
    assert [table.count("\n") for table in tables] == [0, 999]


def test_what_stands_in_a_noscript_is_no_deeper_than_a_page() -> None:
    inside = "<div>" * 200 + "<p>Le quai sera refait.</p>" + "</div>" * 200
    deep = "<div>" * 200 + f"<noscript>{inside}</noscript>" + "</div>" * 200
    text = f"<!DOCTYPE html><html><body>{deep}<p>Le tram part.</p></body></html>"
    assert html.visible_text(text) == "Le tram part."


def test_words_between_items_and_over_a_table_are_read() -> None:
    page = (
        "<article><h1>Le tram</h1><ul>À retenir<li>le prix</li>et encore<li>le jour</li></ul>"
        "<table><caption>Les prix de mai</caption><tr><td>Un</td><td>Deux</td></tr></table>"
    )
    read = html.visible_text(page).split("\n")
    assert "À retenir le prix et encore le jour" in read
    assert read.index("Les prix de mai") < read.index("Un Deux")
