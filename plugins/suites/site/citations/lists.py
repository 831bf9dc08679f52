"""Reference lists: all references of a listing or a theme, each list as one file of each form.

Our records and press articles are lists of their own. What is written of an item is written once,
and stands in every list that has it.
"""

from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from typing import Any, NamedTuple

from suites.analysis.rows import ANNOUNCEMENTS, ARTICLES, MENTIONS, THEMES
from suites.site.citations.bibtex import bibtex
from suites.site.citations.items import Item, csl_json, press_item, record_item
from suites.site.citations.ris import ris
from suites.site.views.view_builder import ViewBuilder


class Form(NamedTuple):
    """A form of files: its name, its media type, and how items and lists of them are written."""

    name: str
    media_type: str
    write: Callable[[Iterable[Item]], bytes]
    start: bytes = b""
    between: bytes = b""
    end: bytes = b""


FORMS = {
    "bib": Form("BibTeX", "application/x-bibtex", bibtex, between=b"\n"),
    "ris": Form("RIS", "application/x-research-info-systems", ris, between=b"\r\n"),
    "json": Form(
        "CSL-JSON",
        "application/vnd.citationstyles.csl+json",
        lambda items: csl_json(items)[2:-3],
        start=b"[\n",
        between=b",\n",
        end=b"\n]\n",
    ),
}
"""The forms of lists, by the ending of their files."""


class ReferenceList(NamedTuple):
    """A list of references: the page that it belongs to, what it is `of`, and its ids.

    It is of our "records" of a kind, or of "press" articles.
    """

    page: str
    of: str
    kind: str
    ids: tuple[str, ...]


def of_listing(builder: ViewBuilder, name: str) -> Iterator[ReferenceList]:
    """Yield the lists of a listing, "articles" or "announcements"; none of an empty one."""
    page, ids = getattr(builder.urls, name), _ids(builder, name)
    kind = {ARTICLES: "article", ANNOUNCEMENTS: "announcement"}[name]
    found = [ReferenceList(page, "records", kind, ids)]
    if name == ARTICLES:
        found.insert(0, ReferenceList(page, "press", kind, ids))
    return (one for one in found if one.ids)


def of_theme(builder: ViewBuilder, id_: str) -> Iterator[ReferenceList]:
    """Yield the lists of a theme: the articles about its announcements, and these."""
    page, announcements = builder.urls.of_kind("theme", id_), builder.linked.named_by(id_)
    orders = {row.order for one in announcements for row in builder.linked.rows(MENTIONS, one)}
    articles = tuple(order.id for order in sorted(orders))
    found = (
        ReferenceList(page, "press", "article", articles),
        ReferenceList(page, "records", "announcement", announcements),
    )
    return (one for one in found if one.ids)


def files(builder: ViewBuilder) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of every file of every list."""

    @cache
    def written(ending: str, of: str, kind: str, id_: str) -> bytes:
        return FORMS[ending].write([item(of, kind, id_)])

    @cache
    def item(of: str, kind: str, id_: str) -> dict[str, Any]:
        return press_item(builder, id_) if of == "press" else record_item(builder, kind, id_)

    lists = [
        *of_listing(builder, ARTICLES),
        *of_listing(builder, ANNOUNCEMENTS),
        *(one for row in builder.linked.rows(THEMES) for one in of_theme(builder, row.id)),
    ]
    for page, of, kind, ids in lists:
        for ending, form in FORMS.items():
            of_item = partial(written, ending, of, kind)
            content = form.start + form.between.join(map(of_item, ids)) + form.end
            yield builder.urls.reference(page, of, ending), content


def _ids(builder: ViewBuilder, name: str) -> tuple[str, ...]:
    return tuple(row.order.id for row in builder.linked.rows(name))
