"""Matrix: the values that each article gives of an announcement, and where sources disagree.

Rows are the elements that any quote gives (a price, a number of States, a day), columns the
articles in the order in which they were published. An article that does not give an element is
silent, and shown so. Values disagree where the archive says so (`discrepancies`): that a number
grew from one year to the next is no disagreement.
"""

import csv
import io
from typing import NamedTuple

from suites.archive.model import Annotation, Announcement, Article
from suites.site.spreadsheets import guarded
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Proof, Row

MAX_COLUMNS = 12
"""Articles that a page shows; the file of values has all of them."""

Given = list[tuple[Article, list[Annotation]]]
"""Articles, each with its annotations that give elements."""


class Cell(NamedTuple):
    """The values that an article gives of an element, each with its quote."""

    values: tuple[tuple[str, Proof], ...]
    disputed: bool


class Matrix(NamedTuple):
    """The table; `left` counts the articles that it does not show, `file` is that of all values."""

    columns: tuple[Row, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    left: int
    file: str
    disputed: bool


def matrix(builder: ViewBuilder, announcement: Announcement) -> Matrix | None:
    """Return the matrix of an announcement; None when no quote about it gives an element."""
    given = _given(builder, announcement)
    if not given:
        return None
    shown = given[:MAX_COLUMNS]
    elements = dict.fromkeys(name for _, notes in shown for one in notes for name in one.elements)
    disputed = {(one.element, quote) for one in announcement.discrepancies for quote in one.quotes}
    rows = tuple(
        (
            builder.element_label(name),
            tuple(_cell(builder, article, notes, name, disputed) for article, notes in shown),
        )
        for name in elements
    )
    return Matrix(
        columns=tuple(builder.row(article.id) for article, _ in shown),
        rows=rows,
        left=len(given) - len(shown),
        file=builder.urls.matrix(announcement.id),
        disputed=any(cell.disputed for _, cells in rows for cell in cells),
    )


def _cell(
    builder: ViewBuilder,
    article: Article,
    notes: list[Annotation],
    name: str,
    disputed: set[tuple[str, str]],
) -> Cell:
    given = {f"{article.id}#{one.id}": one.elements[name] for one in notes if name in one.elements}
    return Cell(
        tuple((builder.element(value), builder.proof(quote)) for quote, value in given.items()),
        any((name, quote) in disputed for quote in given),
    )


def values(builder: ViewBuilder, announcement: Announcement) -> bytes | None:
    """Return all values as comma-separated text (RFC 4180, UTF-8); None when there are none.

    It begins with a byte order mark, without which Excel misreads accents.
    """
    given = _given(builder, announcement)
    if not given:
        return None
    text = io.StringIO()
    table = csv.writer(text, lineterminator="\r\n")
    columns = ("element", "value", "unit", "per", "as-said", "quote", "article", "source", "day")
    table.writerow(builder.t(f"matrix.column-{name}") for name in columns)
    for article, notes in given:
        day = article.published.text if article.published else ""
        for note in notes:
            for name, element in note.elements.items():
                line = (
                    builder.element_label(name), element.value, element.unit or "",
                    element.per or "", element.text or "", note.quote.exact,
                    f"{article.id}#{note.id}", builder.source(article.id), day,
                )  # fmt: skip
                table.writerow(guarded(str(one)) for one in line)
    return text.getvalue().encode("utf-8-sig")


def _given(builder: ViewBuilder, announcement: Announcement) -> Given:
    """Return the articles whose notes give elements of the announcement, the first one first."""
    mentions = builder.linked.mentions.get(announcement.id, ())
    mentioned = [f"{one.article}#{one.annotation}" for one in mentions]
    quotes = [quote for one in announcement.discrepancies for quote in one.quotes]
    given: dict[str, tuple[Article, list[Annotation]]] = {}
    for reference in dict.fromkeys(mentioned + quotes):
        anchor = builder.linked.anchor(reference)
        if anchor and anchor.valued:
            evidence = builder.linked.evidence(reference)
            article = evidence.article
            given.setdefault(article.id, (article, []))[1].append(evidence.annotation)
    return sorted(given.values(), key=lambda one: (_day(one[0]), one[0].id))


def _day(article: Article) -> str:
    return article.published.earliest.isoformat() if article.published else "9999"
