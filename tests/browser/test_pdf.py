"""PDFs that Chromium itself prints: read as captures."""

from __future__ import annotations

import io

import pytest
from playwright.sync_api import Page

from suites.archive import anchoring
from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage

pytestmark = pytest.mark.usefixtures("in_chromium")

SENTENCES = (
    "La régie du port a confirmé mercredi que la navette élec\u00adtrique ne partirait pas avant"
    " l’automne, c’est-à-dire après les fêtes.",
    "« Nous n’avons rien promis », a dit la direc\u00adtrice devant les élus de"
    " Saint-Denis-sur-Mer, qui avaient pour\u00adtant voté le budget.",
    "Les usagers, eux, atten\u00addent une réponse depuis deux ans, et leur asso\u00adcia\u00adtion"
    " prépare une lettre au vice-président du conseil.",
    "Le conseil se réunira de nou\u00adveau dans un mois, et il faudra bien que quelqu’un dise"
    " alors ce que devien\u00adnent les bateaux déjà com\u00adman\u00addés.",
)
HEADLINE = "La navette du port attendra l’automne"
MARGIN = '<div style="font-size: 8px; width: 100%; padding: 0 20px">'


def paragraphs(times: int) -> list[str]:
    return [
        f"Voici le point numéro {n}. {' '.join(SENTENCES[(n + k) % 4] for k in range(3))}"
        for n in range(times)
    ]


def page_in(style: str, times: int) -> str:
    text = "".join(f"<p>{one}</p>" for one in paragraphs(times))
    return (
        f"<html lang=fr><title>{HEADLINE}</title><style>p {{ text-align: justify }} {style}</style>"
        f"<div>La Gazette du Port</div><h1>{HEADLINE}</h1><div>Par Hélène Vautrin</div>"
        f"<div>Publié le 3 mars 2023</div><main>{text}</main></html>"
    )


def read(raw: bytes, times: int) -> CapturedArticle:
    """Return the article of a PDF, which has all the words in their order."""
    (capture,) = formats.captures(io.BytesIO(raw), "page.pdf")
    assert isinstance(capture, CapturedPage)
    found = formats.convert(capture)
    assert isinstance(found, CapturedArticle)
    words = " ".join(paragraphs(times)).replace("\u00ad", "")
    assert " ".join(found.text.split()) == words
    whole = anchoring.fold(formats.visible_text(capture))
    for sentence in SENTENCES:
        assert anchoring.find_first(anchoring.fold(sentence).text, whole) >= 0
    assert found.headline
    assert found.headline.value == HEADLINE
    assert [author.value for author in found.authors] == ["Hélène Vautrin"]
    assert found.published
    assert found.published.value == "2023-03-03"
    return found


@pytest.mark.parametrize("columns", [2, 3])
def test_columns_with_hyphens_are_read(own_page: Page, columns: int) -> None:
    style = f"main {{ columns: {columns}; column-gap: 14pt; font-size: 10pt }}"
    own_page.set_content(page_in(style + "p { margin: 0; text-indent: 1em }", 8))
    read(own_page.pdf(format="A4"), 8)


def test_what_a_browser_prints_in_the_margins_is_no_text(own_page: Page) -> None:
    own_page.set_content(page_in("body { font-size: 14pt }", 12))
    raw = own_page.pdf(
        format="A4",
        display_header_footer=True,
        header_template=f'{MARGIN}<span class="date"></span> <span class="title"></span></div>',
        footer_template=f"{MARGIN}https://gazette.example/navette"
        ' <span style="float: right"><span class="pageNumber"></span>/<span class="totalPages">'
        "</span></span></div>",
        margin={"top": "1.5cm", "bottom": "1.5cm", "left": "1cm", "right": "1cm"},
    )
    found = read(raw, 12)
    assert found.url
    assert found.url.value == "https://gazette.example/navette"
