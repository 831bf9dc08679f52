"""Values: what the fields of a record may hold, and what every record and part have in common."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal, NamedTuple, TypeVar, get_args, get_type_hints
from urllib.parse import urlsplit

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    PlainValidator,
    PrivateAttr,
    StringConstraints,
    ValidationInfo,
    WithJsonSchema,
)
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError

from suites.archive import dates, languages
from suites.archive.dates import Date
from suites.archive.front_matter import Keys, Positions
from suites.archive.problems import Problem, is_visible, quoted

T = TypeVar("T")

MAX_MEMBERS = 100
"""Members of a list: each makes a part of a page, or a page."""

MAX_TEXT = 5_000
"""Characters of a text."""

MAX_TITLE = 500
"""Characters of a title or a name: it stands on every page that leads to its thing."""

MAX_ADDRESS = 2_000

MAX_QUOTE = 1_000
"""Characters of the words that an annotation quotes, and of those around them."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a record was read: its path, and the place of each key and value in it."""

    path: str
    positions: Positions = field(repr=False, compare=False)
    body_line: int = 1

    def value(self, keys: Keys) -> tuple[int, int]:
        """Return the (line, column) of a value, or of its nearest known ancestor."""
        return self.positions.value(keys)

    def problem(self, keys: Keys, code: str, what: str, mend: str) -> Problem:
        """Return a problem at the value that `keys` lead to, or at its nearest known ancestor."""
        return Problem(self.path, *self.positions.value(keys), code, what, mend)

    def problem_at_key(self, keys: Keys, code: str, what: str, mend: str) -> Problem:
        """Return a problem at the key itself."""
        return Problem(self.path, *self.positions.key(keys), code, what, mend)


def _date(value: object) -> Date:
    # A year alone is a whole number to YAML.
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str):
        raise PydanticCustomError(
            "date-wrong", "a date is EDTF text, such as 2023-09 or 2023-09-19"
        )
    try:
        return dates.parse(value)
    except ValueError as error:
        raise PydanticCustomError("date-wrong", "{reason}", {"reason": str(error)}) from None


def _ended(value: object) -> Date:
    ended = _date(value)
    if ended.latest == date.max:
        reason = f"{quoted(ended.text)} has no last day, and states are computed on one day"
        raise PydanticCustomError("date-wrong", "{reason}", {"reason": reason})
    return ended


TERMLESS = frozenset({"none", "withdrawn"})
"""What a due may say in the place of a date."""


def _due(value: object) -> Date | str:
    return value if isinstance(value, str) and value in TERMLESS else _date(value)


# A host of names, and a path of signs that stand for themselves: nearly every address is no more.
_USUAL = re.compile(r"https?://[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:/[A-Za-z0-9/._~%-]*)?")
_FOREIGN = frozenset(' "<>\\^`{|}')


def address_fault(value: str) -> str:
    """Return why an address cannot be shown as a link; empty when it can.

    >>> address_fault("javascript:alert(1)")
    'it is not http or https'
    """
    if len(value) > MAX_ADDRESS:
        return f"it has more than {MAX_ADDRESS:,} signs"
    if _USUAL.fullmatch(value):
        return ""
    if not value.isprintable() or not _FOREIGN.isdisjoint(value):
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
    if isinstance(value, str) and len(value) > MAX_TITLE:
        raise PydanticCustomError("string_too_long", "", {"max_length": MAX_TITLE})
    return value


def _visible(value: str) -> str:
    if not is_visible(value):
        raise PydanticCustomError("value-wrong", "write words: nobody sees any sign of it")
    return value


def _site_language(value: str) -> str:
    if languages.missing(value):
        raise PydanticCustomError("language-missing", "no such language")
    return value


def _spaced(value: str, info: ValidationInfo) -> str:
    # Authors type plain spaces: readers get those of the archive's language.
    spacing = (info.context or {}).get("spacing")
    return spacing.typeset(value) if spacing else value


NO_NOTE = "an annotation's id does not begin with note-"


def _annotation_id(value: str) -> str:
    # The note of the annotation "x" has the fragment "note-x".
    if value.startswith("note-"):
        raise PydanticCustomError("id-wrong", NO_NOTE)
    return value


class OwnWords(NamedTuple):
    """Marks a type as text that readers see as our words; a note is Markdown."""

    is_note: bool = False

    def __get_pydantic_json_schema__(
        self, inner: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the JSON Schema of the type that it marks."""
        media_type = "text/markdown" if self.is_note else "text/plain"
        return {**handler(inner), "contentMediaType": media_type}


def _words(max_length: int) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=max_length)


def _edtf(**more: Any) -> WithJsonSchema:
    # A year alone is a whole number to YAML.
    return WithJsonSchema({"type": ["string", "integer"], "format": "edtf", **more})


Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}$")]
AnnotationId = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,79}$"),
    AfterValidator(_annotation_id),
    Field(json_schema_extra={"not": {"pattern": "^note-", "errorMessage": NO_NOTE}}),
]
EvidenceId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}#[a-z0-9][a-z0-9-]{1,79}$")]
ComparisonId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]{1,80}/[a-z][a-z0-9-]{0,119}$")]
Text = Annotated[str, _words(MAX_TEXT), AfterValidator(_visible)]
Title = Annotated[str, _words(MAX_TITLE), AfterValidator(_visible)]
SpacedText = Annotated[Text, AfterValidator(_spaced)]
Prose = Annotated[SpacedText, OwnWords()]
Note = Annotated[SpacedText, OwnWords(is_note=True)]
ProseTitle = Annotated[Title, AfterValidator(_spaced), OwnWords()]
QuotedWords = Annotated[str, _words(MAX_QUOTE), AfterValidator(_visible)]
Around = Annotated[str, StringConstraints(max_length=MAX_QUOTE)]
ListOf = Annotated[tuple[T, ...], Field(max_length=MAX_MEMBERS)]
NonEmptyListOf = Annotated[tuple[T, ...], Field(min_length=1, max_length=MAX_MEMBERS)]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
SiteLanguage = Annotated[Language, AfterValidator(_site_language)]
EdtfDate = Annotated[Date, PlainValidator(_date), _edtf()]
EndedDate = Annotated[Date, PlainValidator(_ended)]
Due = Annotated[
    Date | Literal["none", "withdrawn"],
    PlainValidator(_due),
    _edtf(examples=sorted(TERMLESS)),
]
Address = Annotated[
    str,
    PlainValidator(_address),
    WithJsonSchema({"type": "string", "format": "uri", "maxLength": MAX_ADDRESS}),
]
Doi = Annotated[str, StringConstraints(pattern=r"^10\.[0-9]{4,9}/[-._;()/:A-Za-z0-9]{1,200}$")]
Colour = Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")]
NumberOrText = Annotated[
    int | float | str,
    PlainValidator(_number_or_text),
    WithJsonSchema({"type": ["number", "string"], "maxLength": MAX_TITLE}),
]

FREE_TEXTS = (Text, Title, SpacedText, Prose, Note, ProseTitle, QuotedWords, Colour)
"""The types of texts of any words, or with a # of their own."""


class Part(BaseModel):
    """What every record and every part of one share: frozen, and no key but those listed."""

    # A schema is built when the first of a kind is read: most builds read one kind.
    model_config = ConfigDict(
        frozen=True, extra="forbid", defer_build=True, arbitrary_types_allowed=True
    )


class Located(Part):
    """A part that knows by which keys it stands in its file."""

    _keys: Keys = PrivateAttr(())

    @property
    def keys(self) -> Keys:
        """The keys that lead to it."""
        return self._keys


class Correction(Located):
    """What a record said wrongly, and what it says now; for an annotation there is `was`."""

    on: EdtfDate
    was: SpacedText
    now: SpacedText


class Record(Part):
    """One file. Its id is the file's stem, frozen at creation; old ids become `aliases`."""

    model_config = ConfigDict(ignored_types=(cached_property,))

    id: str = Field(alias="@id", exclude=True)
    source: Source = Field(alias="@source", exclude=True)
    body: str = Field(default="", alias="@body", exclude=True)
    aliases: ListOf[Id] = ()

    def model_post_init(self, _context: object) -> None:
        """Note in each located part by which keys it stands in the file."""
        for name in type(self).model_fields:
            value = getattr(self, name)
            for place, part in enumerate(value if isinstance(value, tuple) else ()):
                if isinstance(part, Located):
                    part._keys = (name, place)


class CorrectableRecord(Record):
    """A record that was not withdrawn: it says what it said wrongly."""

    corrections: ListOf[Correction] = ()


def author_fields(part: type[BaseModel]) -> dict[str, FieldInfo]:
    """Return the fields that authors write: others, with an @, say where a record was read."""
    fields = part.model_fields.items()
    return {name: one for name, one in fields if not (one.alias or "").startswith("@")}


def types_in(annotation: Any) -> Iterator[Any]:
    """Yield an annotation, the types that it is made of, and their marks."""
    yield annotation
    for inner in get_args(annotation):
        yield from types_in(inner)


def all_parts(roots: Iterable[type[Part]]) -> list[type[Part]]:
    """Return some classes of parts, then those that they are made of, in the order they are met."""
    met = list(roots)
    for part in met:
        for hint in get_type_hints(part, include_extras=True).values():
            met += [one for one in dict.fromkeys(parts_in(hint)) if one not in met]
    return met


def parts_in(annotation: Any) -> list[type[Part]]:
    """Return the classes of parts that an annotation is made of."""
    found = types_in(annotation)
    return [one for one in found if isinstance(one, type) and issubclass(one, Part)]
