"""Questions to the data: in SQL, with their answers, over the file that readers may take along.

questions.yaml -> questions(catalogue) -> asked of the database in memory -> QueryPage
"""

import re
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import NamedTuple

from suites.archive.languages.catalogue import Catalogue
from suites.archive.languages.table_texts import table_texts
from suites.archive.yaml_resources import read_yaml
from suites.site.exports.data import database
from suites.site.views.table_groups import ORDERED
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, View, headings

MAX_ROWS = 30
"""Rows of an answer that the page shows; the browser shows all, and their file."""

SHORT = 20
"""Signs of a value that is not broken over lines, as a date is not."""

GROUPS = ("query.said-", "query.column-link")
"""The parts of the catalogue whose texts its scripts show."""

_LABEL = re.compile(r"\{([a-z-]+)\}")
_WEB = re.compile(r"https?://[^\s]+")
_INSIDE = re.compile(r"(?!//)[\w%.~/#-]+")

Value = str | int | float | bytes | None


class Question(NamedTuple):
    """A question of the page; its SQL has the labels of columns in the site's language."""

    id: str
    title: str
    why: str
    sql: str


class Column(NamedTuple):
    """A column of an answer; its style is `number`, `short` for short texts, or empty."""

    label: str
    style: str


class Cell(NamedTuple):
    """A value in words, with what it leads to; `href` is empty where it leads nowhere."""

    text: str
    href: str
    is_external: bool


class Answer(NamedTuple):
    """The answer of a question: the first of its rows, and the number of all."""

    question: Question
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: int


class TableView(NamedTuple):
    """A table that can be asked: its entry in the dictionary, and the names of its columns."""

    name: str
    entry: Ref
    columns: tuple[str, ...]


@dataclass(frozen=True)
class QueryPage(View):
    """The page of questions.

    `texts` are keys of the catalogue with their texts, places for values included; `size` is that
    of the database, and `loaded` all that a first question loads, in words; `loaded` is empty where
    the browser cannot be asked. `site_url` is the address of the site with a final slash, if known.
    """

    answers: tuple[Answer, ...]
    tables: tuple[TableView, ...]
    texts: tuple[tuple[str, str], ...]
    size: str
    loaded: str
    site_url: str


def page(builder: ViewBuilder) -> QueryPage:
    """Return the page of questions, with the answers of today."""
    t, catalogue, titles = builder.t, builder.catalogue, table_texts(builder.language)
    held = database(builder)
    site_url = builder.deployment.absolute("") or ""
    with closing(_opened(held)) as connection:
        answers = tuple(
            _answer(connection, one, t("query.column-link"), builder.urls.query, site_url)
            for one in questions(catalogue)
        )
    engine = builder.deployment.engine_size if builder.has_data_files else 0
    return QueryPage(
        url=builder.urls.query,
        title=t("query.title"),
        description=t("query.description"),
        answers=answers,
        tables=tuple(
            TableView(
                one.name,
                Ref(f"{builder.urls.dictionary}#{one.name}", titles.title(one.name), "table"),
                one.names,
            )
            for one in ORDERED
        ),
        texts=catalogue.templates(GROUPS),
        size=_size(catalogue, len(held)),
        loaded=_size(catalogue, len(held) + engine) if engine else "",
        site_url=site_url,
        contents=headings((f"q_{one.question.id}", one.question.title) for one in answers),
    )


def questions(catalogue: Catalogue) -> Iterator[Question]:
    """Yield the questions of `questions.yaml` in a language; KeyError for one without its words."""

    def label(found: re.Match[str]) -> str:
        return catalogue.t(f"query.column-{found[1]}").replace('"', '""')

    for id_, sql in _statements().items():
        title, why = (catalogue.t(f"query.{part}-{id_}") for part in ("ask", "why"))
        yield Question(id_, title, why, _LABEL.sub(label, sql).strip())


@cache
def _statements() -> Mapping[str, str]:
    found: dict[str, str] = read_yaml(resources.files("suites.site") / "questions.yaml")
    return found


def _opened(held: bytes) -> sqlite3.Connection:
    connection = sqlite3.connect(":memory:")
    connection.deserialize(held)
    connection.execute("PRAGMA query_only = 1")
    return connection


def _answer(
    connection: sqlite3.Connection, question: Question, link: str, url: str, site_url: str
) -> Answer:
    found = connection.execute(question.sql)
    labels = [one[0] for one in found.description]
    rows: list[Sequence[Value]] = found.fetchall()
    shown = [n for n, label in enumerate(labels) if label != link or not n]

    def cell(row: Sequence[Value], n: int) -> Cell:
        leads = labels[n + 1 : n + 2] == [link]
        return _cell(row[n], str(row[n + 1] or "") if leads else None, url, site_url)

    return Answer(
        question,
        tuple(Column(labels[n], _style([row[n] for row in rows])) for n in shown),
        tuple(tuple(cell(row, n) for n in shown) for row in rows[:MAX_ROWS]),
        len(rows),
    )


def _style(values: Sequence[Value]) -> str:
    given = [one for one in values if one is not None]
    if all(isinstance(one, (int, float)) for one in given):
        return "number"
    return "short" if all(len(str(one)) <= SHORT for one in given) else ""


def _cell(value: Value, link: str | None, url: str, site_url: str) -> Cell:
    """Return a value as a cell that leads where it says itself, or else to `link`.

    What is of the site leads there from the page at `url`, wherever it lies.
    """
    text = "" if value is None else f"{value:.12g}" if isinstance(value, float) else str(value)
    root = "../" * url.count("/")
    target = text if link is None and isinstance(value, str) else link or ""
    if site_url and target.startswith(site_url):
        return Cell(text, root + target.removeprefix(site_url), is_external=False)
    if _WEB.fullmatch(target):
        return Cell(text, target, is_external=True)
    if link and _INSIDE.fullmatch(link):
        return Cell(text, root + link, is_external=False)
    return Cell(text, "", is_external=False)


def _size(catalogue: Catalogue, size: int) -> str:
    """Return a number of bytes in words, with one decimal: 1,1 Mo."""
    return catalogue.t("query.size", n=round(size / 1_000_000, 1))
