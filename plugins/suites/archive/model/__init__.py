"""The data model: frozen records, each of which keeps the place that it was read from.

A record is made by `validation` from the data of a front matter; here are only its shape and what
follows from one record alone. Dates are `dates.Date`; a due is a date, `none` (said without a term)
or `withdrawn`; ids are text. A key that no class here lists does not exist.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from suites.archive import languages
from suites.archive.model.announcement import (
    Announcement,
    Discrepancy,
    Event,
    OutsideSource,
    Reading,
    Relation,
)
from suites.archive.model.article import (
    Annotation,
    Archived,
    Article,
    Capture,
    Element,
    Quote,
    Rights,
)
from suites.archive.model.entity import Entity, Name, Page, Theme
from suites.archive.model.own_texts import BASIS, texts
from suites.archive.model.settings import ElementKey, Limits, Settings, Vocabulary, Words
from suites.archive.model.values import (
    LONGEST_ADDRESS,
    LONGEST_QUOTE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    MOST_MEMBERS,
    Address,
    AnnotationId,
    Around,
    Correction,
    Due,
    EdtfDate,
    EndedDate,
    EvidenceId,
    Id,
    Keys,
    Language,
    Located,
    NumberOrText,
    Part,
    Prose,
    ProseTitle,
    QuotedWords,
    Record,
    SiteLanguage,
    Source,
    Text,
    Title,
    address_fault,
)

__all__ = [
    "BASIS",
    "FOLDERS",
    "ID",
    "LONGEST_ADDRESS",
    "LONGEST_QUOTE",
    "LONGEST_TEXT",
    "LONGEST_TITLE",
    "MOST_MEMBERS",
    "Address",
    "Annotation",
    "AnnotationId",
    "Announcement",
    "AnyRecord",
    "Archive",
    "Archived",
    "Around",
    "Article",
    "Capture",
    "Correction",
    "Discrepancy",
    "Due",
    "EdtfDate",
    "Element",
    "ElementKey",
    "EndedDate",
    "Entity",
    "Event",
    "EvidenceId",
    "Id",
    "Keys",
    "Language",
    "Limits",
    "Located",
    "Name",
    "NumberOrText",
    "OutsideSource",
    "Page",
    "Part",
    "Prose",
    "ProseTitle",
    "Quote",
    "QuotedWords",
    "Reading",
    "Record",
    "Relation",
    "Rights",
    "Settings",
    "SiteLanguage",
    "Source",
    "Text",
    "Theme",
    "Title",
    "Vocabulary",
    "Words",
    "address_fault",
    "id_of_path",
    "texts",
]

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


def id_of_path(path: str) -> str:
    """Return the id of the record at a path of `content/`."""
    return path.rpartition("/")[2].removesuffix(".md")


@dataclass(frozen=True)
class Archive:
    """Everything that the content says, typed; records lie in the order of their ids.

    `unread` holds the ids of files that have problems of their own: what depends on them is not
    reported as well. Nothing in it can have been added after `today`.
    """

    settings: Settings
    vocabulary: Vocabulary
    articles: Mapping[str, Article]
    announcements: Mapping[str, Announcement]
    entities: Mapping[str, Entity]
    themes: Mapping[str, Theme]
    pages: Mapping[str, Page]
    unread: frozenset[str] = frozenset()
    today: date = date.max

    def records(self) -> Iterator[Any]:
        """All the records, kind by kind."""
        for kind in (self.articles, self.announcements, self.entities, self.themes, self.pages):
            yield from kind.values()

    @property
    def language(self) -> languages.Language:
        """The language that the archive is written in."""
        return languages.of(self.settings.language)

    @cached_property
    def by_id(self) -> Mapping[str, Any]:
        """Every record under its id: ids are unique across all kinds."""
        kinds: tuple[Any, ...] = tuple(getattr(self, folder) for folder in FOLDERS)
        return ChainMap(*kinds)

    def annotation(self, evidence: str) -> tuple[Article, Annotation] | None:
        """The article and the annotation that `article#annotation` names, if both exist."""
        article_id, _, annotation_id = evidence.partition("#")
        article = self.articles.get(article_id)
        annotation = article.annotations_by_id.get(annotation_id) if article else None
        return (article, annotation) if article and annotation else None

    def label(self, list_name: str, value: str, *, inverse: bool = False, kind: str = "") -> str:
        """Return the word for a value of a closed list, in the archive's language.

        `kind` is that of the announcement of which the value is said, where it is said of one.
        """
        words, language = self.vocabulary.lists[list_name][value], self.settings.language
        of_kind = words.of_kind.get(kind, {}).get(language)  # type: ignore[call-overload]
        return of_kind or (words.inverse if inverse else words.label)[language]
