"""Captures: the local folder of other people's pages, and the full texts that were made of them.

    captures/<any name>  -> by its digest, or that of a record in it -> what verification reads
    captures/<id>.md     -> the article's full text, for private copies

A capture is known by its digest, whatever its name; web archives are read record by record, and
only what an article of the archive was described from is converted. Links are left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import full_text, markdown
from suites.archive.full_text import FullText
from suites.archive.model import Article
from suites.archive.problems import Problem, quoted
from suites.capture.verification import CaptureText

if TYPE_CHECKING:
    from suites.capture.formats import Capture

LARGEST = 64_000_000
"""Bytes of a full text; one that is larger was made by nobody here."""


def texts(
    folder: Path, linked: LinkedArchive, ids: frozenset[str] | None = None
) -> tuple[dict[str, CaptureText], tuple[Problem, ...], tuple[str, ...]]:
    """Article id -> what its capture says, for the captures that lie in `folder`.

    `ids` are the articles that are asked for, all by default.

    One that is named after an article and has another digest is a problem. Files that cannot be
    read are told in the third value, a sentence each.
    """
    from suites.capture import formats  # its parsers are loaded when there is something to parse

    wanted: dict[str, list[Article]] = {}
    asked = [a for a in linked.archive.articles.values() if ids is None or a.id in ids]
    for article in asked:
        if article.capture:
            wanted.setdefault(article.capture.sha256, []).append(article)
    found: dict[str, CaptureText] = {}
    faults: list[str] = []
    left = set(wanted)
    for path in _files(folder) if wanted else ():
        if not left:
            break
        with path.open("rb") as stream:
            for capture in formats.captures(stream, str(path)):
                if isinstance(capture, formats.Fault):
                    faults.append(str(capture))
                elif capture.sha256 in left:
                    left.discard(capture.sha256)
                    for article in wanted[capture.sha256]:
                        found[article.id] = _text(folder, article, capture)
    return found, _mismatched(folder, asked, found), tuple(faults)


def full_texts(folder: Path, articles: Mapping[str, Article]) -> dict[str, FullText]:
    """Article id -> its full text, for the articles of which `folder` holds one of their capture.

    An article whose text stands in the archive itself needs none.
    """
    found = {}
    for article in articles.values():
        if article.rights.mode != "full" and (text := _full_text(folder, article)):
            found[article.id] = text
    return found


def _full_text(folder: Path, article: Article) -> FullText | None:
    path = folder / f"{article.id}.md"
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    text = full_text.read(str(path), path.read_text("utf-8", errors="replace"))
    own = article.capture.sha256 if article.capture else None
    return text if text and text.sha256 == own else None


def _text(folder: Path, article: Article, capture: Capture) -> CaptureText:
    from suites.capture import formats
    from suites.capture.formats.visible_text import visible

    whole = visible(capture)
    made = _full_text(folder, article)
    if made is None:
        page = formats.convert(capture)
        article_text = page.page.text if isinstance(page, formats.Converted) else ""
    else:
        article_text = made.text
    # What no article could be told in is all that can be compared with.
    return CaptureText(markdown.parse(article_text).text or whole, whole)


def _files(folder: Path) -> Iterator[Path]:
    """The files that may be captures, the small ones first."""
    found = [
        path
        for path in folder.rglob("*")
        if path.is_file() and not path.is_symlink() and _may_be_capture(path)
    ]
    return iter(sorted(found, key=lambda path: (path.stat().st_size, path)))


def _may_be_capture(path: Path) -> bool:
    return path.suffix != ".md" and not path.name.startswith(".")


def _mismatched(
    folder: Path, asked: Iterable[Article], found: Mapping[str, CaptureText]
) -> tuple[Problem, ...]:
    named = {path.name.partition(".")[0] for path in _files(folder)}
    return tuple(
        article.source.problem(
            ("capture", "sha256"),
            "capture-digest",
            f"the capture named {quoted(article.id)} has another digest",
            "lay the capture that the article was described from, or mend sha256:",
        )
        for article in asked
        if article.capture and article.id in named and article.id not in found
    )
