"""Articles and their annotations."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import BeforeValidator, Field, StringConstraints

from suites.archive import enumerations
from suites.archive.model.values import (
    MOST_MEMBERS,
    Address,
    AnnotationId,
    Around,
    EdtfDate,
    Id,
    Language,
    Located,
    NumberOrText,
    Part,
    Prose,
    ProseTitle,
    QuotedWords,
    Record,
    Some,
    Text,
    Title,
)


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
    quote: Annotated[Quote, BeforeValidator(_quote)]
    kind: enumerations.AnnotationKind
    note: Prose
    announcement: Id | None = None
    role: enumerations.Role | None = None
    extent: enumerations.Extent | None = None
    speaker: Id | None = None
    via: Id | None = None
    said: EdtfDate | None = None
    elements: Annotated[dict[str, Element], Field(max_length=MOST_MEMBERS)] = Field(
        default_factory=dict
    )
    was: Prose | None = None
    on: EdtfDate | None = None
    by: Text | None = None


class Rights(Part):
    """A rightsstatements.org code or an SPDX id, and what of the article may stand here."""

    statement: str
    mode: enumerations.RightsMode


class Capture(Part):
    """The digest of the capture that the article was described from; the capture stays out."""

    sha256: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    kind: enumerations.CaptureKind


class Archived(Part):
    """A copy of the article in a web archive."""

    url: Address
    at: EdtfDate | None = None


class Article(Record):
    """A press article, described: what it is, our account of it, and annotations."""

    title: ProseTitle
    headline: Title | None = None
    outlet: Id | None = None
    authors: Some[Title] = ()
    published: EdtfDate | None = None
    published_basis: Prose | None = None
    lang: Language
    url: Address | None = None
    archived: Some[Archived] = ()
    capture: Capture | None = None
    rights: Rights
    kind: enumerations.ArticleKind = "news"
    summary: Prose
    added: EdtfDate
    annotations: Some[Annotation] = ()

    @cached_property
    def annotations_by_id(self) -> Mapping[str, Annotation]:
        """The annotations of the article under their ids."""
        return {annotation.id: annotation for annotation in self.annotations}
