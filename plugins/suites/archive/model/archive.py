"""The archive as a whole: the kinds of record, and everything that the content says."""

from collections import ChainMap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from suites.archive import languages
from suites.archive.model import Annotation, Announcement, Article, Entity, Page, Theme
from suites.archive.model.settings import Settings, Vocabulary
from suites.archive.model.values import Record
from suites.archive.model.withdrawn import WITHDRAWN, WithdrawnEntity, WithdrawnRecord
from suites.archive.problems import is_near
from suites.archive.theme_files import ThemeFile


class RecordKind(NamedTuple):
    """A kind of record: its class, and its folder of `content/`."""

    name: str
    model: type[Record]
    folder: str

    @property
    def path(self) -> str:
        """The path of its files below `content/`."""
        year = "YYYY/" if self.model is Article else ""
        return f"{self.folder}/{year}<id>.md"


RECORD_KINDS: Mapping[str, RecordKind] = {
    kind.name: kind
    for kind in (
        RecordKind("article", Article, "articles"),
        RecordKind("announcement", Announcement, "announcements"),
        RecordKind("entity", Entity, "entities"),
        RecordKind("outlet", Entity, "entities"),
        RecordKind("theme", Theme, "themes"),
        RecordKind("page", Page, "pages"),
    )
}

FOLDERS: Mapping[str, type[Record]] = {kind.folder: kind.model for kind in RECORD_KINDS.values()}
"""The folders of `content/`, each with the class of its records."""

FILE_KINDS: Mapping[str, str] = {
    folder: model.__name__.lower() for folder, model in FOLDERS.items()
}
"""The folders of `content/`, each with the kind of its files: that of an outlet is entity."""

PLACES = (*FOLDERS, WITHDRAWN)
"""Where an archive has its records: by folder, and those withdrawn, of whatever folder, apart."""


def kind_of(record: Record) -> RecordKind:
    """Return the kind of a record; outlets are one of their own among entities.

    A withdrawn record is of the kind that it had.
    """
    if isinstance(record, (Entity, WithdrawnEntity)) and record.is_outlet:
        return RECORD_KINDS["outlet"]
    if isinstance(record, WithdrawnRecord):
        folder = record.source.path.split("/")[1]
        return next(kind for kind in RECORD_KINDS.values() if kind.folder == folder)
    return RECORD_KINDS[type(record).__name__.lower()]


@dataclass(frozen=True)
class Archive:
    """Everything that the content says, typed; records lie in the order of their ids.

    `unread` holds the ids of files that have problems of their own, `misnamed` those that may be
    meant by files whose name or place is wrong: what depends on them is not reported as well, see
    `awaits`. Nothing in it can have been added after `today`. `theme_files` are
    those that its theme names, by their paths. `withdrawn` records are among no others: for all
    but their own pages and the checks it is as if they did not exist.
    """

    settings: Settings
    vocabulary: Vocabulary
    articles: Mapping[str, Article]
    announcements: Mapping[str, Announcement]
    entities: Mapping[str, Entity]
    themes: Mapping[str, Theme]
    pages: Mapping[str, Page]
    withdrawn: Mapping[str, WithdrawnRecord] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    misnamed: frozenset[str] = frozenset()
    today: date = date.max
    theme_files: Mapping[str, ThemeFile] = field(default_factory=dict)

    def records(self) -> Iterator[Any]:
        """Yield all the records, kind by kind."""
        for folder in FOLDERS:
            yield from getattr(self, folder).values()

    @property
    def language(self) -> languages.Language:
        """The language that the archive is written in."""
        return languages.of(self.settings.language)

    @cached_property
    def by_id(self) -> Mapping[str, Any]:
        """Every record under its id: ids are unique across all kinds."""
        return ChainMap(*(getattr(self, folder) for folder in FOLDERS))

    def record(self, id_: str) -> Record:
        """Return the record of an id, be it withdrawn; KeyError."""
        found: Record = self.by_id.get(id_) or self.withdrawn[id_]
        return found

    def awaits(self, id_: str) -> bool:
        """Return whether an id may be that of a file which has a problem of its own."""
        if id_ in self.unread:
            return True
        return bool(self.misnamed) and id_ not in self.by_id and is_near(id_, self.misnamed)

    def annotation(self, evidence: str) -> tuple[Article, Annotation] | None:
        """Return the article and the annotation that `article#annotation` names, if both exist."""
        article_id, _, annotation_id = evidence.partition("#")
        article = self.articles.get(article_id)
        annotation = article.annotations_by_id.get(annotation_id) if article else None
        return (article, annotation) if article and annotation else None

    def label(self, list_name: str, value: str, *, inverse: bool = False, kind: str = "") -> str:
        """Return the word for a value of a list, in the archive's language.

        `kind` is that of the announcement of which the value is said, where it is said of one.
        """
        labels, language = self.vocabulary.lists[list_name][value], self.settings.language
        of_kind = labels.of_kind.get(kind, {}).get(language)  # type: ignore[call-overload]
        return of_kind or (labels.inverse if inverse else labels.label)[language]

    def plural(self, list_name: str, value: str) -> str:
        """Return the plural of a value of a list, else its label, in the archive's language."""
        given = self.vocabulary.lists[list_name][value].plural
        return given.get(self.settings.language) or self.label(list_name, value)
