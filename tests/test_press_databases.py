"""Exports of press databases: each article is a capture, with what the export says of it."""

from __future__ import annotations

from io import BytesIO

import pytest
from support.generated_pages import read, sentences

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure, digest

TITLES = ("Le tram ira plus loin", "La piscine ferme", "Le marché rouvre")
BODIES = [[" ".join(sentences(10 * n + m, 4)) for m in range(4)] for n in range(3)]
DAYS = ("6 août 2024", "13 août 2024", "20 août 2024")
ISO = ("2024-08-06", "2024-08-13", "2024-08-20")


def europresse(n: int) -> str:
    text = "".join(f"<p>{one}</p>" for one in BODIES[n])
    return (
        '<article><header><div class="rdp__DocPublicationName"><span class="DocPublicationName">'
        f'La Gazette du port, no. {100 + n}</span></div><span class="DocHeader">Ville, mardi '
        f'{DAYS[n]}, p. {n}</span><div class="titreArticle"><p class="sm-margin-bottom">Port</p>'
        f'<p class="titreArticleVisu">{TITLES[n]}</p></div><div class="docAuthors">Awa Renard et '
        'Jo Petit</div></header><section><div class="DocText"><div class="docOcurrContainer">'
        f"{text}</div></div></section><aside><p>Illustration(s) : un bateau</p></aside><footer>"
        "<p>© 2024 La Gazette. Tous droits réservés.</p></footer></article>"
    )


def factiva(n: int) -> str:
    cell = '<tr><td class="index"><b>{}</b>&nbsp;</td><td>{}</td></tr>'
    rows = (("SE", "Ville"), ("HD", f"<b class='frHeadline'>{TITLES[n]}</b>"), ("WC", "99 mots"),
            ("BY", "Par Awa Renard et Jo Petit"), ("PD", DAYS[n]), ("SN", "La Gazette du port"),
            ("LA", "Français"), ("CY", "(c) La Gazette."))  # fmt: skip
    text = "".join(f'<p class="articleParagraph frarticleParagraph">{one}</p>' for one in BODIES[n])
    table = "".join(cell.format(*row) for row in (*rows, ("TD", text), ("AN", "Document X1")))
    return f'<div class="article frArticle"><table>{table}</table></div><br/>'


def lexis(n: int) -> str:
    label = '<p class="c6"><span class="c8">{}: </span><span class="c2">{}</span></p>'
    centre = "<br><div class='c0'><p class='c1'><span class='c2'>{}</span></p></div>"
    text = "".join(f"<p class='c9'>{one}</p>" for one in BODIES[n])
    rows = (f"{n + 1} of 3 DOCUMENTS", "La Gazette du port", f"{DAYS[n]} mardi", TITLES[n])
    return (
        f'<a name="DOC_ID_0_{n}"></a>' + "".join(centre.format(row) for row in rows)
        + label.format("AUTEUR", "Awa Renard et Jo Petit") + label.format("LONGUEUR", "99 mots")
        + f"<div>{text}</div>" + label.format("SUJET", "TRAM (90%)")
        + label.format("DATE-CHARGEMENT", "9 septembre 2024")
        + centre.format("Copyright 2024 La Gazette")
    )  # fmt: skip


def lexis_text(n: int) -> str:
    text = "\n\n".join(BODIES[n])
    return (
        f"\n                    {n + 1} of 3 DOCUMENTS\n\n\n             La Gazette du port\n\n"
        f"               mardi {DAYS[n]}\n\n{TITLES[n]}\n\nBYLINE: Awa Renard et Jo Petit\n\n"
        f"LENGTH: 99 words\n\n{text}\n\nLOAD-DATE: September 9, 2024\n\nLANGUAGE: FRENCH\n\n\n"
        "           Copyright 2024 La Gazette\n             All Rights Reserved\n"
    )


HEAD = '<!DOCTYPE html><html><head><meta charset="utf-8"><title>{}</title></head><body>'
EXPORTS = {
    "Europresse": (HEAD.format("Europresse") + "{}</body></html>", europresse),
    "Factiva": (HEAD.format("Factiva") + "<h1>Factiva</h1>{}</body></html>", factiva),
    "LexisNexis": (HEAD.format("&nbsp;") + "<!-- LXNComment 1:2 -->{}</body></html>", lexis),
    "LexisNexis, as text": ("Download Request: Selected Items: 1-3\n\nTerms: tram\n{}", lexis_text),
}


def export(name: str, count: int = 3) -> bytes:
    frame, made = EXPORTS[name]
    return frame.format("".join(made(n) for n in range(count))).encode()


@pytest.mark.parametrize("name", EXPORTS)
def test_each_article_of_an_export_is_a_capture(name: str) -> None:
    raw = export(name)
    found = list(formats.captures(BytesIO(raw), "export"))
    pages = [one for one in found if isinstance(one, CapturedPage)]
    assert [one.source for one in pages] == ["export#1", "export#2", "export#3"]
    for n, one in enumerate(pages):
        assert one.raw in raw
        assert one.sha256 == digest(one.raw)
        article = formats.convert(one)
        assert isinstance(article, CapturedArticle)
        assert article.text.strip().split("\n\n") == BODIES[n]
        values = (article.headline, article.outlet, article.published, *article.authors)
        assert [value.value for value in values if value] == [
            TITLES[n], "La Gazette du port", ISO[n], "Awa Renard", "Jo Petit",
        ]  # fmt: skip
        assert {value.basis for value in values if value} == {"press-database"}
        assert article.doubts == ()
        assert BODIES[n][0] in formats.visible_text(one)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_of_one_article_is_the_file(name: str) -> None:
    raw = export(name, 1)
    found = read(raw)
    assert not isinstance(found, Failure)
    assert (found[0].record, found[0].sha256) == ("", digest(raw))
    assert found[1].text.strip().split("\n\n") == BODIES[0]


def test_an_older_export_is_told_to_hold_several_articles() -> None:
    old = "".join(
        '<table><tr><td><span class="DocPublicationName">La Gazette</span><br><span '
        f'class="TitreArticleVisu">{title}</span><br><p>{" ".join(body)}</p></td></tr></table>'
        for title, body in zip(TITLES, BODIES, strict=True)
    )
    found = read((HEAD.format("") + old).encode())
    assert not isinstance(found, Failure)
    assert ("articles-several", "3") in [(d.code, d.values.get("n")) for d in found[1].doubts]


def test_a_page_of_articles_is_no_export() -> None:
    page = HEAD.format("La Gazette") + "<article><p>Le tram.</p></article>" * 3
    text = "Le conseil a lu 1 of 3 DOCUMENTS, dit-on.\n\nRien de plus."
    for raw in (page, "<article><p>Le tram.</p></article>", text):
        found = read(raw.encode())
        assert not isinstance(found, Failure)
        assert not found[1].headline or found[1].headline.basis != "press-database"


def test_an_export_without_an_end_is_a_failure() -> None:
    raw = (
        HEAD.format("Europresse") + '<p class="DocPublicationName">' + "<article>" * 9999
    ).encode()
    assert "[too-many]" in str(read(raw))


def test_an_article_without_any_field_is_read() -> None:
    body = "".join(f"<p>{one}</p>" for one in (TITLES[0], *BODIES[0]))
    raw = HEAD.format("&nbsp;") + f"<!-- LXNComment 1:2 --><p>1 of 1 DOCUMENTS</p>{body}"
    found = read(raw.encode())
    assert not isinstance(found, Failure)
    assert found[1].text
