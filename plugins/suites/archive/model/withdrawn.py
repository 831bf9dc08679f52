"""Withdrawn records: all that a file of `content/` may still hold once its record was withdrawn.

Of nothing, or of the head of its kind: the class says what is kept, and a file holds no more. The
source of a record is published, and so is the repository: what a page must not show, no file has.
"""

from collections.abc import Mapping
from typing import Literal

from suites.archive import enumerations
from suites.archive.model import (
    Announcement,
    Article,
    Entity,
    Name,
    Page,
    Theme,
    name_in_use,
)
from suites.archive.model.values import (
    Address,
    ComparisonId,
    EdtfDate,
    Id,
    Language,
    ListOf,
    NonEmptyListOf,
    Part,
    Prose,
    ProseTitle,
    Record,
    Title,
)

WITHDRAWN = "withdrawn"
"""The key that makes a record a withdrawn one; their place among the records; their kind."""

Kept = Literal["nothing", "head"]


class Withdrawal(Part):
    """When and why a record was withdrawn, what of it is kept, and which comparisons quoted it.

    The addresses of those that are gone say that it was withdrawn, as its own does.
    """

    on: EdtfDate
    why: Prose
    keep: Kept
    comparisons: ListOf[ComparisonId] = ()


class WithdrawnRecord(Record):
    """A record of which nothing is kept but its ids."""

    withdrawn: Withdrawal


class WithdrawnEntity(WithdrawnRecord):
    """An entity of which nothing is kept but its kind: outlets have addresses of their own."""

    kind: NonEmptyListOf[enumerations.EntityKind]

    @property
    def is_outlet(self) -> bool:
        """Whether its page lies among those of outlets."""
        return "outlet" in self.kind


class ArticleHead(WithdrawnRecord):
    """The head of a withdrawn article: what it is, who published it and when."""

    title: ProseTitle
    headline: Title | None = None
    outlet: Id | None = None
    authors: ListOf[Title] = ()
    published: EdtfDate | None = None
    lang: Language
    url: Address | None = None
    kind: enumerations.ArticleKind = "news"


class AnnouncementHead(WithdrawnRecord):
    """The head of a withdrawn announcement."""

    title: ProseTitle
    kind: enumerations.AnnouncementKind


class EntityHead(WithdrawnEntity):
    """The head of a withdrawn entity."""

    names: NonEmptyListOf[Name]

    @property
    def title(self) -> str:
        """The name in use."""
        return name_in_use(self.names)


class TitleHead(WithdrawnRecord):
    """The head of a withdrawn theme or page."""

    title: ProseTitle


KEPT: Mapping[type[Record], Mapping[str, type[WithdrawnRecord]]] = {
    Article: {"nothing": WithdrawnRecord, "head": ArticleHead},
    Announcement: {"nothing": WithdrawnRecord, "head": AnnouncementHead},
    Entity: {"nothing": WithdrawnEntity, "head": EntityHead},
    Theme: {"nothing": WithdrawnRecord, "head": TitleHead},
    Page: {"nothing": WithdrawnRecord, "head": TitleHead},
}
"""What a withdrawn record of each class is, by what is kept of it."""
