"""View models: the parts that several kinds of page show, with nothing left to compute.

Those that a page shows many of are named tuples, which are created several times as fast as frozen
dataclasses, and which templates look up (`once`) without a call. Two of different kinds are equal
when their values are: no mapping may hold several kinds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from operator import itemgetter
from typing import Any, Generic, NamedTuple, TypeVar

from markupsafe import Markup

from suites.archive import urls
from suites.site.views.citation_models import Citation, Metadata, Sharing

Part = TypeVar("Part")
Other = TypeVar("Other")

MAX_SHOWN = 60
"""Rows of a list on the page of a record: a page must not grow with the archive."""

FOLDED_ABOVE, OPEN_ROWS = 15, 10
"""Of a list of more rows than the first number, the second stand open."""

MIN_HEADINGS = 3
"""Fewer sections need no list of contents."""


Section = tuple[str, str, object]
"""A section of a page: its name, the entry of the catalogue that is its title, what it shows."""


def headings(sections: Iterable[tuple[str, str]]) -> tuple[Ref, ...]:
    """Return the list of contents of a page, from (id, title) of its sections; empty for few."""
    refs = tuple(Ref(f"#{id_}", title, "section") for id_, title in sections)
    return refs if len(refs) >= MIN_HEADINGS else ()


def capital(text: str) -> str:
    """Return the text with its first letter as a capital, and the others as they are."""
    return text[:1].upper() + text[1:]


class PageSpec(NamedTuple):
    """A page to be built: its address, its kind (a key of `PAGE_KINDS`), and its arguments.

    `args` are plain values: the same ones give the same page while nothing that it reads changes.
    """

    url: str
    kind: str
    args: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Truncated(Generic[Part]):
    """The first of many things, and the number of those left out."""

    shown: tuple[Part, ...]
    left: int = 0

    @classmethod
    def of(cls, things: Sequence[Part], limit: int = MAX_SHOWN) -> Truncated[Part]:
        """Return the first `limit` of a sequence."""
        return cls(tuple(things[:limit]), max(0, len(things) - limit))

    def map(self, function: Callable[[Part], Other]) -> Truncated[Other]:
        """Return the results of a function for the things that are shown."""
        return Truncated(tuple(map(function, self.shown)), self.left)

    @property
    def first(self) -> tuple[Part, ...]:
        """Return the things that stand open."""
        return self.shown[:OPEN_ROWS] if len(self.shown) > FOLDED_ABOVE else self.shown

    @property
    def rest(self) -> tuple[Part, ...]:
        """Return the things that are folded."""
        return self.shown[len(self.first) :]

    @property
    def total(self) -> int:
        """Return the number of all things, with those that are left out."""
        return len(self.shown) + self.left

    def __iter__(self) -> Iterator[Part]:
        return iter(self.shown)

    def __len__(self) -> int:
        return len(self.shown)


class Group(NamedTuple, Generic[Part]):
    """Rows under a common heading, which may be empty."""

    heading: str
    rows: tuple[Part, ...]


def grouped(rows: Iterable[tuple[str, Part]]) -> tuple[Group[Part], ...]:
    """Return rows, given with their headings, in groups; equal headings follow one another."""
    return tuple(
        Group(heading, tuple(row for _, row in group))
        for heading, group in groupby(rows, key=itemgetter(0))
    )


class Day(NamedTuple):
    """A date in words, and as HTML writes it, None where it cannot."""

    text: str
    datetime: str | None


class Ref(NamedTuple):
    """A link to a page of the archive; `url` is relative to the site's root."""

    url: str
    title: str
    kind: str


@dataclass(frozen=True, slots=True)
class CountedLink:
    """A link to a list or a thing, and the number of what it gathers, in words too (`counted`).

    `text` says a few words of it, `share` is the number in percent of the greatest beside it, and
    `current` says that the page is the one it leads to.
    """

    ref: Ref
    count: int | None = None
    counted: str = ""
    text: str = ""
    share: float = 0
    current: bool = False


class Sign(NamedTuple):
    """A value of a closed list, shown as a glyph and a word."""

    list: str
    value: str
    label: str


class Signs(NamedTuple):
    """The state of an announcement in a row; a fact has no verdict."""

    stage: Sign | None
    verdict: Sign | None
    overdue: Sign | None

    @property
    def given(self) -> tuple[Sign, ...]:
        """Return those that there are."""
        return tuple(sign for sign in self if sign)


class Proof(NamedTuple):
    """Evidence: the very words (or what they say), who published them, when, and the way there."""

    url: str
    quote: str
    lang: str | None
    verbatim: bool
    source: str
    day: Day | None


class Row(NamedTuple):
    """A thing in a listing: an announcement with its claim, or an article with its summary.

    `term` is the sentence for the last term of an announcement, empty where it has none.
    """

    ref: Ref
    day: Day | None
    by: str
    text: str
    signs: Signs | None = None
    term: str = ""


class LinkRow(NamedTuple):
    """A link to another record, with its type, its reason and its evidence."""

    ref: Ref
    label: str = ""
    why: str = ""
    note: Markup | None = None
    signs: Signs | None = None
    proofs: tuple[Proof, ...] = ()


class ArticleMention(NamedTuple):
    """An article that is about a record, and its passages, each with its role or ""."""

    article: Row
    passages: tuple[tuple[str, Proof], ...]


class EmbedLine(NamedTuple):
    """A page that others may embed; `height` is in pixels, `html` the line that they paste."""

    url: str
    label: str
    title: str
    height: int
    html: str

    @property
    def oembed(self) -> str:
        """Return the address of the JSON that says the same to programs."""
        return f"{self.url}oembed.json"


class ContactOption(NamedTuple):
    """A way to reach the archive, with its link, whose `url` is empty for plain text."""

    label: str
    text: str
    url: str


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page; `after_gap` when pages before it are not named."""

    ref: Ref
    number: int
    current: bool
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """The links from a page of a list to the others."""

    steps: tuple[PageLink, ...]
    previous: Ref | None
    next: Ref | None


@dataclass(frozen=True)
class View:
    """The parts of every page: its address, its title and its description.

    A page that answers at any depth has a `base`, the absolute path of the site's root.

    `citation.completed` adds its citation and its sharing; `origin`, its record's file in the
    public repository; `correct`, where a correction of the record is proposed; `report`, where an
    error is reported; `source`, the way to that file as it stands, beside the page; and
    `annotations`, the way to those of the record, where it has any.
    `linked_data` is what the page is about, as a JSON text that is safe in a script;
    `metadata` is what reference managers read in its head.
    `feed` is the address of the feed of the page's subject, without its ending; `contents` lists
    the sections of a page that has several, and `paging` leads from a page of a list to the others.
    `embeds` are the lines by which others embed what the page shows.
    """

    url: str
    title: str
    description: str
    base: str = field(default="", kw_only=True)
    citation: Citation | None = field(default=None, kw_only=True)
    sharing: Sharing | None = field(default=None, kw_only=True)
    metadata: Metadata | None = field(default=None, kw_only=True)
    origin: str | None = field(default=None, kw_only=True)
    correct: str | None = field(default=None, kw_only=True)
    report: str | None = field(default=None, kw_only=True)
    source: str | None = field(default=None, kw_only=True)
    annotations: str | None = field(default=None, kw_only=True)
    feed: str | None = field(default=None, kw_only=True)
    linked_data: Markup | None = field(default=None, kw_only=True)
    contents: tuple[Ref, ...] = field(default=(), kw_only=True)
    paging: Paging | None = field(default=None, kw_only=True)
    embeds: tuple[EmbedLine, ...] = field(default=(), kw_only=True)

    @property
    def root(self) -> str:
        """Return the way from the page back to the site's root."""
        return self.base or urls.root(self.url)

    @property
    def outline(self) -> tuple[Section, ...]:
        """Return the sections that a list of contents may name, in their order."""
        return ()
