"""Clipped notes and pages in reader mode: the article, and what is said of it with its basis."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.generated_pages import read, sentences

from suites.capture import formats
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure, digest
from suites.cli import main

PARAGRAPHS = [" ".join(sentences(seed, 4)) for seed in range(4)]
TEXT = "\n\n".join(PARAGRAPHS)
URL = "https://gazette.example/2024/08/tram.html"

OBSIDIAN = f"""---
title: "Le tram ira plus loin : un an de travaux"
source: "{URL}"
author:
  - "[[Awa Renard]]"
  - "[[Jo Petit]]"
published: 2024-08-06
created: 2026-01-05
description: "Une phrase qui n’est pas du texte."
tags:
  - "clippings"
---
![[tram.png]]
{TEXT}

> [!note] Une ==note== du journal

%% à relire %%
"""
MARKDOWNLOAD = f"""---
created: 2026-01-05T10:00:00 (UTC +01:00)
tags: []
source: {URL}
author: Awa Renard
---

# Le tram ira plus loin : un an de travaux

> ## Excerpt
> Une phrase qui n’est pas du texte.

---
{TEXT}
"""
JOPLIN = f"""---
title: 'Le tram ira plus loin : un an de travaux'
updated: 2026-01-06 09:00:00Z
created: 2026-01-05 09:00:00Z
source: {URL}
---

{TEXT}
"""
LINES = f"""# Le tram ira plus loin : un an de travaux

**Source:** <{URL}>

{TEXT}
"""
LINKED = LINES.replace(f"**Source:** <{URL}>", f"[Source]({URL})")
CLIPS = {"Obsidian": OBSIDIAN, "MarkDownload": MARKDOWNLOAD, "Joplin": JOPLIN, "lines": LINES,
         "link": LINKED}  # fmt: skip
PUBLISHED = {"Obsidian": "2024-08-06"}
AUTHORS = {"Obsidian": ["Awa Renard", "Jo Petit"], "MarkDownload": ["Awa Renard"]}


def article(raw: bytes) -> tuple[CapturedPage, CapturedArticle]:
    found = read(raw)
    assert not isinstance(found, Failure), found
    return found


@pytest.mark.parametrize("name", CLIPS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_clip_is_an_article_with_the_values_of_its_note(name: str, end: str) -> None:
    raw = CLIPS[name].replace("\n", end).encode()
    capture, found = article(raw)
    assert (capture.kind, capture.content, capture.sha256) == ("text", "markdown", digest(raw))
    assert found.headline
    assert found.headline.value == "Le tram ira plus loin : un an de travaux"
    assert found.url
    assert found.url.value == URL
    assert [one.value for one in found.authors] == AUTHORS.get(name, [])
    assert (found.published.value if found.published else None) == PUBLISHED.get(name)
    assert ("date-missing" in [doubt.code for doubt in found.doubts]) == (name not in PUBLISHED)
    assert found.text.startswith(TEXT)
    assert "phrase qui n’est pas" not in found.text
    assert "tram.png" not in found.text
    assert "relire" not in found.text
    if name == "Obsidian":
        assert found.text.endswith("> Une note du journal")
        assert found.published
        assert found.published.basis == "front-matter"
    assert PARAGRAPHS[0] in formats.visible_text(capture)


def test_markdown_of_a_clip_stays_markdown() -> None:
    body = f"## Un titre\n\n{TEXT}\n\n- un *deux*\n- [trois](/trois)\n\n<b>quatre</b>\n"
    _, found = article(LINES.replace(TEXT, body).encode())
    assert "## Un titre" in found.text
    assert "- un *deux*\n" in found.text
    assert "[trois](https://gazette.example/trois)" in found.text
    assert "**quatre**" in found.text


@pytest.mark.parametrize(
    "text",
    [
        f"---\n\nLe tram.\n\n---\n\n{TEXT}",
        f"---\ntitle: Le tram\n---\n\n{TEXT}",
        f"# Le tram\n\nLa source : la mairie.\n\n{TEXT}",
        f"Source: {URL}\n\n{TEXT}",
        f"---\ntitle: a\nurl: {URL}\nrights: {{statement: InC}}\n---\n\n{TEXT}",
    ],
)
def test_text_that_begins_alike_is_read_as_text(text: str) -> None:
    assert article(text.encode())[0].content == "text"


def test_a_note_that_was_made_to_harm_is_bounded() -> None:
    for part in ("> ", "- ", "[", "*a ", "![", "<", "`", "[[", "==", "%%", "\n# ", "|a", "&"):
        found = read(LINES.replace(TEXT, part * 1500).encode())
        assert isinstance(found, tuple | Failure)
    many = read(LINES.replace(TEXT, "[" * 60_000).encode())
    assert isinstance(many, Failure)
    assert many.code == "too-many"
    for head in ("---\n" + "a: b\n" * 1500, "---\n" + f"source: {URL}\n" * 1500, "# a\n" * 1500):
        assert not isinstance(read(head.encode()), Failure)


def test_in_folders_clips_are_read_and_full_texts_are_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ours = f'---\nheadline: "Le tram"\nsha256: "{"0" * 64}"\n---\n{TEXT}\n'
    for name, text in (("a.md", OBSIDIAN), ("b.md", ours), ("README.md", f"# Notes\n\n{TEXT}")):
        (tmp_path / name).write_text(text, "utf-8")
    assert main(["convert", "--stdout", "--processes", "0", str(tmp_path)]) == 0
    assert capsys.readouterr().out.count("headline:") == 1
    assert main(["convert", "--stdout", "--processes", "0", str(tmp_path / "b.md")]) == 1
    assert "a full text that was written here" in capsys.readouterr().err


SHOWN = "".join(f"<p>{one}</p>" for one in PARAGRAPHS)
FIREFOX = f"""<!DOCTYPE html><html><head><meta charset="utf-8"><title>Le tram ira plus loin</title>
</head><body><div class="toolbar"><button>Fermer le mode lecture</button></div>
<div class="container" lang="fr" dir="ltr"><div class="header reader-header reader-show-element">
<a class="domain reader-domain" href="{URL}">gazette.example</a><div class="domain-border"></div>
<h1 class="reader-title">Le tram ira plus loin</h1>
<div class="credits reader-credits">Par Awa Renard et Jo Petit</div>
<div class="meta-data"><div class="reader-estimated-time">5 à 6 minutes</div></div></div><hr>
<div class="content"><div class="moz-reader-content reader-show-element">
<div id="readability-page-1" class="page">{SHOWN}</div></div></div></div></body></html>"""
OLD_FIREFOX = FIREFOX.replace('class="domain reader-domain"', 'id="reader-domain"').replace(
    'class="reader-title"', 'id="reader-title"').replace(
    'class="credits reader-credits"', 'id="reader-credits"').replace(
    'class="moz-reader-content reader-show-element"', 'id="moz-reader-content"')  # fmt: skip
CHROMIUM = f"""<!DOCTYPE html><html><head><title>Le tram ira plus loin</title></head>
<body class="light serif"><div id="content-wrap"><div id="main-content"><dialog><h1>Apparence</h1>
</dialog><article><header id="article-header"><h1 id="title-holder">Le tram ira plus loin</h1>
</header><div id="content">{SHOWN}</div></article></div></div></body></html>"""


@pytest.mark.parametrize("page", [FIREFOX, OLD_FIREFOX, CHROMIUM])
def test_a_page_in_reader_mode_is_its_article(page: str) -> None:
    capture, found = article(page.encode())
    assert (capture.kind, found.text) == ("html", TEXT)
    assert found.headline
    assert (found.headline.value, found.headline.basis) == ("Le tram ira plus loin", "reader-mode")
    is_firefox = page != CHROMIUM
    assert [one.value for one in found.authors] == ["Awa Renard", "Jo Petit"] * is_firefox
    assert (found.url.value if found.url else None) == (URL if is_firefox else None)
    assert found.published is None
    assert [doubt.code for doubt in found.doubts] == ["date-missing"]


SITES = [
    ("https://www.leport.fr/a", "Le tram part | Le Port", "Anne Li, Le Port", "Le Port"),
    ("https://blog.kuestenbote.example/a", "Le tram part – Kuestenbote", "Anne Li", "Kuestenbote"),
    ("https://elsewhere.example/a", "Le tram part", "Anne Li", None),
]


@pytest.mark.parametrize(("url", "title", "signed", "outlet"), SITES)
def test_the_name_of_the_site_is_no_part_of_a_title_and_no_author(
    url: str, title: str, signed: str, outlet: str | None
) -> None:
    page = FIREFOX.replace(URL, url).replace("Par Awa Renard et Jo Petit", f"Par {signed}")
    note = OBSIDIAN.replace(URL, url).replace("Le tram ira plus loin : un an de travaux", title)
    note = note.replace("[[Jo Petit]]", signed).replace('  - "[[Awa Renard]]"\n', "")
    for raw in (page.replace("Le tram ira plus loin", title), note):
        found = article(raw.encode())[1]
        assert found.headline
        assert found.headline.value == "Le tram part"
        assert [one.value for one in found.authors] == ["Anne Li"]
        assert (found.outlet.value if found.outlet else None) == outlet
        assert not found.outlet or not found.outlet.stated


def test_long_properties_of_a_note_are_no_text() -> None:
    said = "\n\n".join(["Une phrase de la page. " * 200, "published: 1999-01-01"] * 10)
    note = OBSIDIAN.replace("Une phrase qui n’est pas du texte.", said)
    found = article(note.encode())[1]
    assert found.text.startswith(PARAGRAPHS[0])
    assert found.published
    assert found.published.value == "2024-08-06"


def test_a_page_that_speaks_of_reader_mode_is_none() -> None:
    page = f"<!DOCTYPE html><title>Le tram</title><p>Un moz-reader-content.</p>{SHOWN}"
    found = article(page.encode())[1]
    assert not found.headline or found.headline.basis != "reader-mode"


@pytest.mark.parametrize("page", [FIREFOX, CHROMIUM])
def test_the_title_is_not_said_again_in_the_text(page: str) -> None:
    repeated = page.replace(SHOWN, f"<h2>Le tram ira plus loin</h2>{SHOWN}")
    assert article(repeated.encode())[1].text == TEXT


def test_a_note_of_an_archived_copy_has_the_page_s_own_address() -> None:
    copy = f"https://web.archive.org/web/20240901101500/{URL}"
    _, found = article(OBSIDIAN.replace(URL, copy).encode())
    assert (found.url.value if found.url else None) == URL
    assert (found.archived.value if found.archived else None) == copy
