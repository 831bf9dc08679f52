"""A page that was saved from a web archive is the page, with its own address and the copy."""

from __future__ import annotations

from io import BytesIO

import pytest

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage

OWN = "https://journal.example/2023/09/19/tram.html"
COPY = f"https://web.archive.org/web/20230920101500/{OWN}"
REWRITTEN = f'<link rel="canonical" href="{COPY}">'
FRONT = '<link rel="canonical" href="https://journal.example/">'
WOMBAT = (
    f'<script>__wm.wombat("{OWN}","20230920101500","https://web.archive.org/","web","/_static/");'
    "</script>"
)
TOOLBAR = '<div id="wm-ipp-base"><p>12 captures de la page, du 3 mai 2011 au 2 juin 2024</p></div>'
TEXT = "".join(
    f"<p>Le tram ira plus loin, et la phrase {n} le répète au port.</p>" for n in range(9)
)


def convert(head: str = "", before: str = "", address: str | None = None) -> CapturedArticle:
    page = (
        f'{before}<!DOCTYPE html><html lang="fr"><head><title>Le tram</title>{head}</head><body>'
        f"{TOOLBAR}<main><article><h1>Le tram ira plus loin</h1>{TEXT}"
        f'<p>Voir <a href="/web/20230920101500/https://journal.example/plan">le plan</a>, dit '
        f'<a href="{COPY}">la régie</a> de la ville, qui compte ouvrir la ligne à la fin du mois '
        "si les travaux du pont avancent comme prévu.</p></article></main></body></html>"
    )
    made = formats.convert(CapturedPage("a.html", "html", page.encode(), "", address=address))
    assert isinstance(made, CapturedArticle)
    return made


@pytest.mark.parametrize(
    ("head", "before", "address"),
    [
        ("", f"<!-- saved from url=(0088){COPY} -->\n", None),
        ("", f"<!--\n Page saved with SingleFile \n url: {COPY} \n saved date: … -->", None),
        ("", "", COPY),
        ("", "", COPY.replace("00/https", "00id_/https")),
        (WOMBAT, "", None),
        (REWRITTEN, "", None),
        (f'<meta property="og:url" content="{COPY}">', "", None),
        (f'<link rel="canonical" href="{OWN}">', "", COPY),
        (FRONT, f"<!-- saved from url=(0088){COPY} -->\n", None),
    ],
)  # fmt: skip
def test_the_page_has_its_own_address_and_the_copy_beside(
    head: str, before: str, address: str | None
) -> None:
    found = convert(head, before, address)
    assert (found.url and found.url.value, found.archived and found.archived.value) == (OWN, COPY)
    assert "captures de la page" not in found.text
    assert "(https://journal.example/plan)" in found.text
    assert "web.archive.org" not in found.text


def test_a_copy_of_archive_today_is_one() -> None:
    copy = f"https://archive.ph/2023.09.20-101500/{OWN}"
    found = convert(f'<link rel="canonical" href="{copy}">')
    assert found.url
    assert found.archived
    assert (found.url.value, found.archived.value) == (OWN, copy)


def test_a_page_of_a_web_archive_that_does_not_say_which_is_a_doubt() -> None:
    found = convert()
    assert [doubt.code for doubt in found.doubts] == ["copy-unknown"]
    assert (found.url, found.archived) == (None, None)


def test_a_page_that_links_to_a_copy_is_saved_from_no_web_archive() -> None:
    page = f"<h1>Le tram</h1><article>{TEXT}<p>Une <a href='{COPY}'>copie</a>.</p></article>"
    made = formats.convert(CapturedPage("a.html", "html", page.encode(), "", address=OWN))
    assert isinstance(made, CapturedArticle)
    assert made.archived is None
    assert COPY in made.text


def test_a_note_about_a_copy_has_the_page_s_own_address() -> None:
    note = f"---\ntitle: Le tram\nsource: {COPY}\n---\n\nLe tram ira plus loin, dit la régie.\n"
    (capture,) = formats.captures(BytesIO(note.encode()), "a.md")
    assert isinstance(capture, CapturedPage)
    made = formats.convert(capture)
    assert isinstance(made, CapturedArticle)
    assert made.url
    assert made.archived
    assert (made.url.value, made.archived.value) == (OWN, COPY)
