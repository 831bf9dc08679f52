"""Matrix: what each article says of each element of an announcement, and where sources disagree.

Rows are the elements that any quote gives (a price, a number of States, a day), columns the
articles in the order in which they were published. An article that says nothing of an element is
silent, which is told too. Values disagree where the archive says so (`discrepancies`): that a
number grew from one year to the next is no disagreement.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from suites.analysis.rows import MentionRow
from suites.archive import urls
from suites.archive.model import Annotation, Announcement, Article
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Proof, Ref, Row

WIDEST = 12
"""Articles that a page shows; the file of values has all of them."""

DANGEROUS = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n")
"""What a spreadsheet would take for the beginning of a formula."""

_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)?(?:e[+-]?\d+)?")


class Cell(NamedTuple):
    """What an article says of an element: values, each with its quote; none where it is silent."""

    values: tuple[tuple[str, Proof], ...]
    disputed: bool


@dataclass(frozen=True, slots=True)
class Column:
    """An article, by its outlet and its day."""

    article: Ref
    source: str
    day: Day | None


@dataclass(frozen=True, slots=True)
class Matrix:
    """The table; `left` counts the articles that it does not show, `file` is that of all values."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left: int
    file: str
    disputed: bool


def matrix(
    builder: ViewBuilder, announcement: Announcement, mentions: Iterable[MentionRow]
) -> Matrix | None:
    """The matrix of an announcement; None when no quote about it (`mentions`) gives an element."""
    said = _said(builder, announcement, mentions)
    if not said:
        return None
    shown = said[:WIDEST]
    elements = dict.fromkeys(name for _, notes in shown for one in notes for name in one.elements)
    disputed = {(one.element, quote) for one in announcement.discrepancies for quote in one.quotes}
    rows = tuple(
        (
            builder.archive.vocabulary.elements[name].label[builder.language],
            tuple(_cell(builder, article, notes, name, disputed) for article, notes in shown),
        )
        for name in elements
    )
    return Matrix(
        columns=tuple(_column(builder.row(article.id)) for article, _ in shown),
        rows=rows,
        left=len(said) - len(shown),
        file=urls.matrix(announcement.id),
        disputed=any(cell.disputed for _, cells in rows for cell in cells),
    )


def values(builder: ViewBuilder, announcement: Announcement) -> bytes | None:
    """All values as comma-separated text (RFC 4180, UTF-8); None when there are none.

    It begins with a byte order mark, without which Excel reads accents as other signs.
    """
    said = _said(builder, announcement, builder.linked.mentions.get(announcement.id, ()))
    if not said:
        return None
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    columns = ("element", "value", "unit", "per", "as-said", "quote", "article", "source", "day")
    table.writerow(builder.t(f"matrix.column-{name}") for name in columns)
    for line in _lines(builder, said):
        table.writerow(map(_harmless, line))
    return text.getvalue().encode("utf-8-sig")


def _lines(
    builder: ViewBuilder, said: list[tuple[Article, list[Annotation]]]
) -> Iterator[tuple[object, ...]]:
    elements = builder.archive.vocabulary.elements
    for article, notes in said:
        day = article.published.text if article.published else ""
        for note in notes:
            for name, element in note.elements.items():
                yield (
                    elements[name].label[builder.language], element.value, element.unit or "",
                    element.per or "", element.text or "", note.quote.exact,
                    f"{article.id}#{note.id}", builder.source(article.id), day,
                )  # fmt: skip


def _said(
    builder: ViewBuilder, announcement: Announcement, mentions: Iterable[MentionRow]
) -> list[tuple[Article, list[Annotation]]]:
    """The articles whose notes on the announcement give elements, the first published first."""
    found: dict[str, list[str]] = {}
    for mention in mentions:
        found.setdefault(mention.article, []).append(mention.annotation)
    for one in announcement.discrepancies:
        for quote in one.quotes:
            article, _, note = quote.partition("#")
            if note not in found.setdefault(article, []):
                found[article].append(note)
    anchors = builder.linked.anchors
    articles = [
        builder.archive.articles[id_]
        for id_, notes in found.items()
        if any(one.valued and one.id in notes for one in anchors[id_])
    ]
    articles.sort(key=lambda one: (_day(one), one.id))
    given = (
        (one, [own for id_ in found[one.id] if (own := one.annotations_by_id[id_]).elements])
        for one in articles
    )
    return [(article, notes) for article, notes in given if notes]


def _day(article: Article) -> str:
    return article.published.earliest.isoformat() if article.published else "9999"


def _cell(
    builder: ViewBuilder,
    article: Article,
    notes: list[Annotation],
    name: str,
    disputed: set[tuple[str, str]],
) -> Cell:
    having = [note for note in notes if name in note.elements]
    references = [f"{article.id}#{note.id}" for note in having]
    return Cell(
        tuple(
            (builder.element(note.elements[name]), builder.proof(reference))
            for note, reference in zip(having, references, strict=True)
        ),
        any((name, reference) in disputed for reference in references),
    )


def _column(row: Row) -> Column:
    return Column(row.ref, row.by, row.day)


def _harmless(value: object) -> str:
    """A value that no spreadsheet runs.

    >>> _harmless("=1+1"), _harmless(8)
    ("'=1+1", '8')
    """
    text = str(value)
    return f"'{text}" if text.startswith(DANGEROUS) and not _NUMBER.fullmatch(text) else text
