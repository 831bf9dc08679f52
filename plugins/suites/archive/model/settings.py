"""The two files that every archive has: its settings, and its vocabulary."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field

from suites.archive import enumerations, languages
from suites.archive.languages import data
from suites.archive.model.own_theme import OwnTheme
from suites.archive.model.values import (
    Doi,
    EdtfDate,
    EndedDate,
    Id,
    ListOf,
    Part,
    Prose,
    ProseTitle,
    SiteLanguage,
    Source,
    Text,
)

MODEL = 4
"""The number of the data model: raised with each change after which older content no longer loads,
or would mean something else; see `archive/migrations`."""

ModelNumber = Annotated[int, Field(ge=1, strict=True)]


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
    """`content/archive.yaml`: what the archive is about, and its rules.

    `period` is what it covers in time, and `doi` names it as a data set: they describe the data.
    """

    source: Source = Field(alias="@source", exclude=True)
    model: ModelNumber
    title: ProseTitle
    subject: Prose
    description: Prose
    language: SiteLanguage
    period: EdtfDate | None = None
    as_of: EndedDate
    featured: Id | None = None
    doi: Doi | None = None
    rights: Limits
    contact: Text | None = None
    theme: OwnTheme | None = None


class Labels(Part):
    """A label and a definition, by language; `of_kind` has the label for a kind of announcement.

    `plural` is the heading over entities of a kind, `inverse` a relation seen from its other end.
    """

    label: dict[str, Prose]
    plural: dict[str, Prose] = Field(default_factory=dict)
    of_kind: dict[enumerations.AnnouncementKind, dict[str, Prose]] = Field(default_factory=dict)
    definition: dict[str, Prose] = Field(default_factory=dict)
    inverse: dict[str, Prose] = Field(default_factory=dict)


class ElementKey(Part):
    """An element that annotations may give: its label, and the units that it is counted in."""

    label: dict[str, Prose]
    units: ListOf[str] = ()
    per: ListOf[str] = ()


class Vocabulary(Part):
    """`content/vocabulary.yaml`: elements, values added to lists, labels other than the language's.

    What may be added where, `enumerations.CLOSED` says.
    """

    source: Source = Field(alias="@source", exclude=True)
    lists: dict[str, dict[str, Labels]] = Field(default_factory=dict)
    elements: dict[str, ElementKey] = Field(default_factory=dict)
    units: dict[str, dict[str, Prose]] = Field(default_factory=dict)

    def completed(self, language: str) -> "Vocabulary":
        """Return the vocabulary with the labels of a language for all that it does not name."""
        lists = {name: dict(values) for name, values in self.lists.items()}
        typeset = languages.of(language).spacing.typeset_all
        for name, values in typeset(data.read(language, "lists")).items():
            own = lists.setdefault(name, {})
            for value, words in values.items():
                own[value] = _completed(own.get(value), words, language)
        return self.model_copy(update={"lists": lists})

    def added(self, list_name: str) -> tuple[str, ...]:
        """Return the values that the archive adds to those of the program, in its order."""
        known = enumerations.LISTS[list_name]
        return tuple(value for value in self.lists.get(list_name, ()) if value not in known)

    def values(self, list_name: str) -> tuple[str, ...]:
        """Return the values of a list: the program's, then those that the archive adds."""
        return (*enumerations.LISTS[list_name], *self.added(list_name))


def _completed(own: Labels | None, words: Mapping[str, Any], language: str) -> Labels:
    """Return the labels of a value, each in a language where the archive does not give it."""
    given = own or Labels(label={})
    of_kind = words.get("of_kind", {})
    others = {
        name: {language: words[name]} if name in words else {} for name in ("definition", "inverse")
    }
    return Labels.model_construct(
        label={language: words["label"]} | given.label,
        plural=_plural(given, words, language),
        of_kind={kind: {language: word} for kind, word in of_kind.items()} | given.of_kind,
        definition=others["definition"] | given.definition,
        inverse=others["inverse"] | given.inverse,
    )


def _plural(given: Labels, words: Mapping[str, Any], language: str) -> dict[str, str]:
    """Return the plurals of a value; that of the language is none of another label."""
    known = "plural" in words and language not in given.label
    return {language: words["plural"], **given.plural} if known else given.plural
