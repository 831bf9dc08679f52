"""Reference lists: all references of a listing or a theme, each list as one file of each format.

Our records and press articles are lists of their own. What is written of an item is written once,
and stands in every list that has it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from typing import NamedTuple

from suites.analysis.rows import ANNOUNCEMENTS, ARTICLES, MENTIONS, THEMES
from suites.site.citations.bibtex import bibtex
from suites.site.citations.items import Item, press_item, record_item
from suites.site.citations.ris import ris
from suites.site.file_formats import BIBTEX, CSL_JSON, OF_LISTS, RIS, FileFormat
from suites.site.views.view_builder import ViewBuilder


class ListFormat(NamedTuple):
    """How a list is written: what is written of an item, and what stands around and between."""

    write: Callable[[Item], bytes]
    start: bytes = b""
    between: bytes = b""
    end: bytes = b""

    def joined(self, written: Iterable[bytes]) -> bytes:
        """Return the file of what was written of its items."""
        return self.start + self.between.join(written) + self.end


FORMATS: Mapping[FileFormat, ListFormat] = {
    BIBTEX: ListFormat(lambda item: bibtex([item]), between=b"\n"),
    RIS: ListFormat(lambda item: ris([item]), between=b"\r\n"),
    CSL_JSON: ListFormat(
        lambda item: json.dumps(item, ensure_ascii=False).encode("utf-8", "replace"),
        start=b"[\n",
        between=b",\n",
        end=b"\n]\n",
    ),
}


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


def as_file(format_: FileFormat, items: Iterable[Item]) -> bytes:
    """Return items as a file of a format of lists, in their order."""
    form = FORMATS[format_]
    return form.joined(map(form.write, items))


def files(builder: ViewBuilder) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the content of every file of every list."""

    @cache
    def written(format_: FileFormat, of: str, kind: str, id_: str) -> bytes:
        return FORMATS[format_].write(item(of, kind, id_))

    @cache
    def item(of: str, kind: str, id_: str) -> Item:
        return press_item(builder, id_) if of == "press" else record_item(builder, kind, id_)

    lists = [
        *of_listing(builder, ARTICLES),
        *of_listing(builder, ANNOUNCEMENTS),
        *(one for row in builder.linked.rows(THEMES) for one in of_theme(builder, row.id)),
    ]
    for page, of, kind, ids in lists:
        for one in OF_LISTS:
            content = FORMATS[one].joined(map(partial(written, one, of, kind), ids))
            yield builder.urls.reference(page, of, one.ending), content


def _ids(builder: ViewBuilder, name: str) -> tuple[str, ...]:
    return tuple(row.order.id for row in builder.linked.rows(name))
