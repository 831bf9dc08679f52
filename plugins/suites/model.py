"""The data model: frozen records, each of which keeps the place that it was read from.

A record is made by `validation` from the data of a front matter; here are only its shape and what
follows from one record alone. Dates are `dates.Date`; a due is a date, `none` (said without a term)
or `withdrawn`; ids are text. A key that no class here lists does not exist.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainValidator,
    StringConstraints,
)
from pydantic_core import PydanticCustomError

from suites import dates, terms
from suites.dates import Date
from suites.problems import Problem

Keys = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: its path, and the place of each key and value in it."""

    path: str
    value: Callable[[Keys], tuple[int, int]] = field(repr=False, compare=False)
    key: Callable[[Keys], tuple[int, int]] = field(repr=False, compare=False)
    body_line: int = 1

    def problem(self, keys: Keys, code: str, what: str, mend: str) -> Problem:
        """A problem at the value that `keys` lead to, or at its nearest known ancestor."""
        return Problem(self.path, *self.value(keys), code, what, mend)

    def problem_at_key(self, keys: Keys, code: str, what: str, mend: str) -> Problem:
        """A problem at the key itself."""
        return Problem(self.path, *self.key(keys), code, what, mend)


def _date(value: object) -> Date:
    # A year alone is a whole number to YAML.
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise PydanticCustomError("date-wrong", "a date is EDTF text, such as 2023-09 or 2023-09-19")
    try:
        return dates.parse(value)
    except ValueError as error:
        raise PydanticCustomError("date-wrong", "{reason}", {"reason": str(error)}) from None


def _due(value: object) -> Date | str:
    return value if value in ("none", "withdrawn") and isinstance(value, str) else _date(value)


def address_fault(value: str) -> str:
    """Why an address cannot be shown as a link; empty when it can.

    >>> address_fault("javascript:alert(1)")
    'it is not http or https'
    """
    if any(not c.isprintable() or c in ' "<>\\^`{|}' for c in value):
        return "it holds a space or a sign that addresses do not have"
    try:
        parts = urlsplit(value)
        host = parts.hostname
        _ = parts.port
    except ValueError:
        return "it cannot be read as an address"
    if parts.scheme not in ("http", "https"):
        return "it is not http or https"
    if not host or "." not in host:
        return "it has no host name"
    if parts.username is not None or parts.password is not None:
        return "it holds a user name or a password"
    return ""


def _address(value: object) -> str:
    if not isinstance(value, str):
        raise PydanticCustomError("value-wrong", "an address is text")
    if reason := address_fault(value):
        raise PydanticCustomError("address-unsafe", "{reason}", {"reason": reason})
    return value


def _number_or_text(value: object) -> int | float | str:
    if isinstance(value, bool) or not isinstance(value, (int, float, str)):
        raise PydanticCustomError("value-wrong", "a value is a number or text")
    return value


def _quote(value: object) -> object:
    return {"exact": value} if isinstance(value, str) else value


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}$")]
def _annotation_id(value: str) -> str:
    # The note of the annotation "x" has the fragment "note-x".
    if value.startswith("note-"):
        raise PydanticCustomError("id-wrong", "an annotation's id does not begin with note-")
    return value


AnnotationId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,79}$"),
    AfterValidator(_annotation_id),
]
EvidenceId = Annotated[
    str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}#[a-z0-9][a-z0-9-]{1,79}$")
]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=5000)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
EdtfDate = Annotated[Date, PlainValidator(_date)]
Due = Annotated[Date | Literal["none", "withdrawn"], PlainValidator(_due)]
Address = Annotated[str, PlainValidator(_address)]
NumberOrText = Annotated[int | float | str, PlainValidator(_number_or_text)]


class Part(BaseModel):
    """What every record and every part of one share: frozen, and no key but those listed."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True)


class Located(Part):
    """A part that knows by which keys it stands in its file."""

    keys: Keys = Field(default=(), alias="@keys", exclude=True)


class Record(Part):
    """One file. Its id is the file's stem, frozen at creation; old ids become `aliases`."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, ignored_types=(cached_property,)
    )

    id: str = Field(alias="@id", exclude=True)
    source: Source = Field(alias="@source", exclude=True)
    body: str = Field(default="", alias="@body", exclude=True)
    aliases: tuple[Id, ...] = ()


class Quote(Part):
    """A text quote selector (W3C Web Annotation): the exact words, and what stands around them."""

    exact: Text
    prefix: str = ""
    suffix: str = ""
    lang: Language | None = None


class Element(Part):
    """A value that can be compared from article to article; keys and units are the vocabulary's."""

    value: NumberOrText
    unit: str | None = None
    per: str | None = None
    text: Text | None = None


class Annotation(Located):
    """What we say about a few words of an article."""

    id: AnnotationId
    quote: Annotated[Quote, BeforeValidator(_quote)]
    kind: terms.AnnotationKind
    note: Text
    announcement: Id | None = None
    role: terms.Role | None = None
    extent: terms.Extent | None = None
    speaker: Id | None = None
    via: Id | None = None
    said: EdtfDate | None = None
    elements: dict[str, Element] = Field(default_factory=dict)
    was: Text | None = None
    by: Text | None = None


class Rights(Part):
    """A rightsstatements.org code or an SPDX id, and what of the article may stand here."""

    statement: str
    mode: terms.RightsMode


class Capture(Part):
    """The digest of the capture that the article was described from; the capture stays out."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    kind: terms.CaptureKind


class Archived(Part):
    """A copy of the article in a web archive."""

    url: Address
    at: EdtfDate | None = None


class Article(Record):
    """A press article, described: what it is, our account of it, and annotations."""

    title: Text
    headline: Text | None = None
    outlet: Id | None = None
    authors: tuple[Text, ...] = ()
    published: EdtfDate | None = None
    published_basis: Text | None = None
    lang: Language
    url: Address | None = None
    archived: tuple[Archived, ...] = ()
    capture: Capture | None = None
    rights: Rights
    kind: terms.ArticleKind = "news"
    summary: Text
    added: EdtfDate
    annotations: tuple[Annotation, ...] = ()

    @cached_property
    def annotations_by_id(self) -> Mapping[str, Annotation]:
        """The annotations of the article under their ids."""
        return {annotation.id: annotation for annotation in self.annotations}


class Event(Located):
    """A change in the life of an announcement: what changed, when, who says so."""

    on: EdtfDate | None = None
    stage: terms.Stage | None = None
    modality: terms.Modality | None = None
    due: Due | None = None
    verdict: terms.Verdict | None = None
    reason: terms.Reason | None = None
    review: Text | None = None
    speaker: Id | None = None
    occasion: Text | None = None
    evidence: tuple[EvidenceId, ...] = ()
    note: Text | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the event says nothing that changes anything."""
        return not any((self.stage, self.modality, self.due, self.verdict, self.review))


class Relation(Located):
    """A typed, directed link to another announcement, written once."""

    type: terms.RelationType
    target: Id
    note: Text | None = None
    evidence: tuple[EvidenceId, ...] = ()


class Discrepancy(Located):
    """Sources that disagree about one element of an announcement."""

    element: Text
    quotes: tuple[EvidenceId, ...]
    note: Text


class Announcement(Record):
    """Something announced, followed from article to article; its events are its only state."""

    title: Text
    kind: terms.AnnouncementKind
    claim: Text
    actors: tuple[Id, ...] = ()
    products: tuple[Id, ...] = ()
    themes: tuple[Id, ...] = ()
    events: tuple[Event, ...] = ()
    relations: tuple[Relation, ...] = ()
    discrepancies: tuple[Discrepancy, ...] = ()
    added: EdtfDate


class Name(Located):
    """A name of an entity, and when it bore it."""

    name: Text
    since: EdtfDate | None = None
    until: EdtfDate | None = None


class Entity(Record):
    """A person, organisation, outlet, product, regulator or place, through its renames."""

    kind: Annotated[tuple[terms.EntityKind, ...], Field(min_length=1)]
    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    same_as: tuple[Address, ...] = ()

    @property
    def title(self) -> str:
        """The name in use: the last one without an end, else the last one."""
        current = [name for name in self.names if name.until is None]
        return (current or list(self.names))[-1].name

    @property
    def is_outlet(self) -> bool:
        """Whether articles may be published by it; outlets have pages of their own."""
        return "outlet" in self.kind


class Theme(Record):
    """A subject under which announcements are gathered."""

    title: Text
    summary: Text


class Page(Record):
    """A page about the archive itself."""

    title: Text
    summary: Text




class Limits(Part):
    """The numbers of the right of quotation, as this archive applies it."""

    texts: str
    account_words: tuple[int, int]
    account_share: Annotated[int, Field(ge=1, le=100)]
    common_run: Annotated[int, Field(ge=2)]
    quotation_words: Annotated[int, Field(ge=1)]
    quotation_total_words: Annotated[int, Field(ge=1)]
    quotation_share: Annotated[int, Field(ge=1, le=100)]
    note_words: Annotated[int, Field(ge=1)]


class Settings(Part):
    """`content/archive.yaml`: what the archive is about, and its rules."""

    source: Source = Field(alias="@source", exclude=True)
    title: Text
    subject: Text
    description: Text
    language: Language
    period: EdtfDate
    as_of: EdtfDate
    featured: Id | None = None
    rights: Limits
    contact: Text | None = None


class Words(Part):
    """A label and a definition, by language."""

    label: dict[str, Text]
    definition: dict[str, Text] = Field(default_factory=dict)
    inverse: dict[str, Text] = Field(default_factory=dict)


class ElementKey(Part):
    """An element that annotations may give: its label, and the units that it is counted in."""

    label: dict[str, Text]
    units: tuple[str, ...] = ()
    per: tuple[str, ...] = ()


class Vocabulary(Part):
    """`content/vocabulary.yaml`: how the closed lists are called, and which elements exist."""

    source: Source = Field(alias="@source", exclude=True)
    lists: dict[str, dict[str, Words]]
    elements: dict[str, ElementKey] = Field(default_factory=dict)
    units: dict[str, dict[str, Text]] = Field(default_factory=dict)



AnyRecord = Article | Announcement | Entity | Theme | Page

FOLDERS: dict[str, type[Record]] = {
    "articles": Article,
    "announcements": Announcement,
    "entities": Entity,
    "themes": Theme,
    "pages": Page,
}
"""The folder of `content/` in which each kind of thing lies."""

ID = re.compile(r"[a-z0-9-]{1,80}")


@dataclass(frozen=True)
class Archive:
    """Everything that the content says, typed; records lie in the order of their ids.

    `unread` holds the ids of files that have problems of their own: what depends on them is not
    reported as well.
    """

    settings: Settings
    vocabulary: Vocabulary
    articles: Mapping[str, Article]
    announcements: Mapping[str, Announcement]
    entities: Mapping[str, Entity]
    themes: Mapping[str, Theme]
    pages: Mapping[str, Page]
    unread: frozenset[str] = frozenset()

    def records(self) -> Iterator[Any]:
        """All the records, kind by kind."""
        for kind in (self.articles, self.announcements, self.entities, self.themes, self.pages):
            yield from kind.values()

    @cached_property
    def by_id(self) -> Mapping[str, Any]:
        """Every record under its id: ids are unique across all kinds."""
        return {record.id: record for record in self.records()}

    def annotation(self, evidence: str) -> tuple[Article, Annotation] | None:
        """The article and the annotation that `article#annotation` names, if both exist."""
        article_id, _, annotation_id = evidence.partition("#")
        article = self.articles.get(article_id)
        annotation = article.annotations_by_id.get(annotation_id) if article else None
        return (article, annotation) if article and annotation else None

    def label(self, list_name: str, value: str, *, inverse: bool = False) -> str:
        """The word for a value of a closed list, in the archive's language."""
        words = self.vocabulary.lists[list_name][value]
        return (words.inverse if inverse else words.label)[self.settings.language]
