"""The data model: frozen records, each of which knows the place that it was read from.

    front matter -> validation -> Article | Announcement | Entity | Theme | Page -> Archive

Here are the shape of records, and what follows from one record alone. A key that no class lists
does not exist. `values` has the types of fields, `settings` the settings and the vocabulary,
`archive` the kinds of record and the archive as a whole, `own_texts` the texts that are our words,
`withdrawn` what is left of a record that was withdrawn.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from suites.archive import enumerations
from suites.archive.dates import Date
from suites.archive.model.values import (
    MAX_MEMBERS,
    Address,
    AnnotationId,
    Around,
    CorrectableRecord,
    Due,
    EdtfDate,
    EvidenceId,
    Id,
    Language,
    ListOf,
    Located,
    NonEmptyListOf,
    Note,
    NumberOrText,
    Part,
    Prose,
    ProseTitle,
    QuotedWords,
    Text,
    Title,
)

ID = re.compile(r"[a-z0-9-]{1,80}")


def id_of_path(path: str) -> str:
    """Return the id of the record at a path of `content/`."""
    return path.rpartition("/")[2].removesuffix(".md")


def _quote(value: object) -> object:
    return {"exact": value} if isinstance(value, str) else value


class Quote(Part):
    """A text quote selector (W3C Web Annotation): the exact words, and what stands around them."""

    exact: QuotedWords
    prefix: Around = ""
    suffix: Around = ""
    lang: Language | None = None


class Element(Part):
    """A value that can be compared from article to article; keys and units are the vocabulary's."""

    value: NumberOrText
    unit: str | None = None
    per: str | None = None
    text: Prose | None = None


class Annotation(Located):
    """What we say about a few words of an article."""

    id: AnnotationId
    quote: Annotated[Quote, BeforeValidator(_quote, json_schema_input_type=QuotedWords | Quote)]
    kind: enumerations.AnnotationKind
    announcement: Id | None = None
    role: enumerations.Role | None = None
    extent: enumerations.Extent | None = None
    speaker: Id | None = None
    via: Id | None = None
    said: EdtfDate | None = None
    elements: Annotated[dict[str, Element], Field(max_length=MAX_MEMBERS)] = Field(
        default_factory=dict
    )
    note: Note
    was: Prose | None = None
    on: EdtfDate | None = None
    by: Text | None = None


class Rights(Part):
    """A rightsstatements.org code or an SPDX id, and what of the article may stand here."""

    statement: str
    mode: enumerations.RightsMode


class Capture(Part):
    """The digest of a copy of the article that was read; the copy itself stays out.

    `at` is when the copy was made, `origin` where it came from. `lacks` are the annotations of the
    article whose quoted words do not stand in it, though they stand in another one.
    """

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    kind: enumerations.CaptureKind
    at: EdtfDate | None = None
    origin: enumerations.CaptureOrigin | None = None
    lacks: ListOf[AnnotationId] = ()

    @property
    def short_digest(self) -> str:
        """Return the digits by which a reader tells the copy from others."""
        return self.sha256[:12]

    def is_after(self, other: "Capture") -> bool:
        """Return whether the copy is known to have been made later than another one."""
        return self.at is not None and other.at is not None and other.at.latest < self.at.earliest


class Archived(Part):
    """A copy of the article in a web archive."""

    url: Address
    at: EdtfDate | None = None


class Article(CorrectableRecord):
    """A press article, described: what it is, our account of it, and annotations."""

    title: ProseTitle
    headline: Title | None = None
    outlet: Id | None = None
    authors: ListOf[Title] = ()
    published: EdtfDate | None = None
    published_basis: Prose | None = None
    lang: Language
    url: Address | None = None
    archived: ListOf[Archived] = ()
    captures: ListOf[Capture] = ()
    rights: Rights
    kind: enumerations.ArticleKind = "news"
    summary: Prose
    added: EdtfDate
    annotations: ListOf[Annotation] = ()

    @cached_property
    def annotations_by_id(self) -> Mapping[str, Annotation]:
        """The annotations of the article under their ids."""
        return {annotation.id: annotation for annotation in self.annotations}


class OutsideSource(Part):
    """A page outside the archive on which an event rests, and the annotation that cites it."""

    name: Text
    url: Address | None = None
    cited_by: EvidenceId | None = None


class Reading(Part):
    """One reading of the evidence of an event; `found` is given where it found something else."""

    on: EdtfDate
    role: enumerations.ReaderRole
    found: enumerations.Verdict | enumerations.Stage | Literal["open"] | None = None


class Event(Located):
    """A change in the life of an announcement: what changed, when, who says so."""

    on: EdtfDate | None = None
    stage: enumerations.Stage | None = None
    modality: enumerations.Modality | None = None
    due: Due | None = None
    verdict: enumerations.Verdict | None = None
    reason: enumerations.Reason | None = None
    review: Note | None = None
    speaker: Id | None = None
    occasion: Prose | None = None
    evidence: ListOf[EvidenceId] = ()
    outside: ListOf[OutsideSource] = ()
    note: Note | None = None
    read: ListOf[Reading] = ()

    @property
    def is_empty(self) -> bool:
        """Whether the event says nothing that changes anything."""
        return not any((self.stage, self.modality, self.due, self.verdict, self.review))


class Relation(Located):
    """A typed, directed link to another announcement, written once."""

    type: enumerations.RelationType
    target: Id
    compare: bool = False
    note: Note | None = None
    evidence: ListOf[EvidenceId] = ()


class Discrepancy(Located):
    """Sources that give one element of an announcement different values for the same moment.

    `on` is that moment, where the days on which the words were said do not show it.
    """

    element: Text
    on: EdtfDate | None = None
    quotes: ListOf[EvidenceId]
    note: Note


class Announcement(CorrectableRecord):
    """Something announced, followed from article to article; its events are its only state."""

    title: ProseTitle
    kind: enumerations.AnnouncementKind
    claim: Prose
    actors: ListOf[Id] = ()
    products: ListOf[Id] = ()
    themes: ListOf[Id] = ()
    events: ListOf[Event] = ()
    relations: ListOf[Relation] = ()
    discrepancies: ListOf[Discrepancy] = ()
    added: EdtfDate


class Name(Located):
    """A name of an entity, and when it bore it."""

    name: Title
    since: EdtfDate | None = None
    until: EdtfDate | None = None


def name_in_use(names: Sequence[Name]) -> str:
    """Return the last name without an end, else the last one; IndexError for none."""
    current = [name for name in names if name.until is None]
    return (current or list(names))[-1].name


def name_borne(
    names: Iterable[tuple[str, Date | None, Date | None]], day: date, default: str
) -> str:
    """Return the last of names (name, since, until) that was borne on a day, else the default."""
    borne = [
        name
        for name, since, until in names
        if (since is None or since.earliest <= day) and (until is None or until.latest >= day)
    ]
    return borne[-1] if borne else default


class Entity(CorrectableRecord):
    """A person, organisation, outlet, product, regulator or place, through its renames."""

    kind: NonEmptyListOf[enumerations.EntityKind]
    names: NonEmptyListOf[Name]
    same_as: ListOf[Address] = ()

    @property
    def title(self) -> str:
        """The name in use."""
        return name_in_use(self.names)

    @property
    def is_outlet(self) -> bool:
        """Whether articles may be published by it; outlets have pages of their own."""
        return "outlet" in self.kind


class Theme(CorrectableRecord):
    """A subject under which announcements are gathered."""

    title: ProseTitle
    summary: Prose


class Page(CorrectableRecord):
    """A page about the archive itself."""

    title: ProseTitle
    summary: Prose


AnyRecord = Article | Announcement | Entity | Theme | Page
