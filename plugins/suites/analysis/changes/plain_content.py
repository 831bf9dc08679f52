"""Plain content: the files of a content -> what they say, as plain values in one form.

    bytes by path -> front matter, body -> values without what is layout only

Nothing is validated: content of an older model, or with mistakes, is read as well. Two spellings of
one thing become the same value: quoting, line breaks within a paragraph, the short form of a quote,
a year that YAML takes for a number, a default that is written out, a key without a value.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from suites.archive import file_names, front_matter, languages
from suites.archive.file_names import SETTINGS, VOCABULARY, displayed_path
from suites.archive.languages.data import read as read_data
from suites.archive.model import Article, Relation, id_of_path
from suites.archive.model.archive import FILE_KINDS

MAX_CACHED = 10_000
"""Records that are parsed once for both sides: most do not differ."""

_DATES = frozenset({"on", "due", "published", "added", "said", "since", "until", "at"})
_SETTINGS_DATES = frozenset({"as_of", "period"})
_REFERENCES = frozenset("announcement outlet speaker via target cited_by featured".split())
_LISTS_OF_REFERENCES = frozenset("evidence quotes actors products themes".split())
_BREAK = re.compile(
    r"[ \t]*\n(?:[ \t]*\n)+\s*"  # paragraphs
    r"|(?:[ ]{2,}|\\)\n[ \t]*"  # a hard break
    r"|[ \t]*\n(?=[ \t]*(?:[-*+>#|:=~`]|\d+[.)]|\[\^))"  # a block of another kind
)
_LINK = re.compile(r"\[\[([a-z0-9-]{1,80})(?=[\]#|])")


class PlainRecord(NamedTuple):
    """A record: the front matter as plain values, the body as text.

    `is_readable` is False of a file whose front matter cannot be read: all of it is body.
    """

    id: str
    folder: str
    path: str
    data: dict[str, object]
    body: str
    is_readable: bool = True

    @property
    def kind(self) -> str:
        """The kind of the record, as changes name it; an outlet is an entity."""
        return FILE_KINDS[self.folder]

    @property
    def page_kind(self) -> str:
        """The kind of its page, on which its address rests: outlets have their own."""
        is_outlet = self.folder == "entities" and "outlet" in members(self.data.get("kind"))
        return "outlet" if is_outlet else self.kind

    @property
    def aliases(self) -> tuple[str, ...]:
        """The ids that the record had before."""
        return members(self.data.get("aliases"))

    @property
    def annotations(self) -> tuple[str, ...]:
        """The ids of its annotations."""
        found = self.data.get("annotations")
        parts = found if isinstance(found, list) else []
        return tuple(str(one["id"]) for one in parts if isinstance(one, dict) and "id" in one)


@dataclass(frozen=True)
class PlainContent:
    """All that a content says: records by id, settings, vocabulary, and the digests of other files.

    `unreadable` are the paths of the files that are no text with YAML that can be read.
    """

    records: Mapping[str, PlainRecord]
    settings: Mapping[str, object]
    vocabulary: Mapping[str, object]
    others: Mapping[str, str]
    unreadable: tuple[str, ...] = ()

    def resolve(self, id_: str) -> str | None:
        """Return the id under which a record lies, by any id that it had; None if it is gone."""
        return id_ if id_ in self.records else self.by_alias.get(id_)

    @property
    def by_alias(self) -> dict[str, str]:
        """The ids of records by each of their aliases."""
        return {alias: one.id for one in self.records.values() for alias in one.aliases}


def members(value: object) -> tuple[str, ...]:
    """Return a list of plain values as texts; one value counts as a list of one."""
    if value is None:
        return ()
    found = value if isinstance(value, list) else [value]
    return tuple(one if isinstance(one, str) else str(one) for one in found)


def read_content(files: Mapping[str, bytes]) -> PlainContent:
    """Return what the files of a content say, by their path below it."""
    records: dict[str, PlainRecord] = {}
    others: dict[str, str] = {}
    unreadable: list[str] = []
    declared: dict[str, dict[str, object]] = {SETTINGS: {}, VOCABULARY: {}}
    for path, raw in sorted(files.items()):
        id_ = id_of_path(path)
        if path in declared:
            front, _ = front_matter.parse(path, raw, front_matter.read_yaml)
            if front is None:
                unreadable.append(path)
            dates = _DATES | _SETTINGS_DATES
            declared[path] = _plain_mapping(front.data, dates) if front else {}
        elif file_names.is_placed(path.split("/")) and id_ not in records:
            records[id_] = _record(id_, path, raw)
            if not records[id_].is_readable:
                unreadable.append(path)
        else:
            others[displayed_path("content", path).partition("/")[2]] = _digest(raw)
    vocabulary = _without_defaults(declared[VOCABULARY])
    return PlainContent(records, declared[SETTINGS], vocabulary, others, tuple(unreadable))


def renamed_references(content: PlainContent, names: Mapping[str, str]) -> PlainContent:
    """Return a content in which all that names a record by an older id names it by the newer one.

    A record is renamed in one place; what follows from that elsewhere is no change of its own.
    """
    if not names:
        return content
    records = {
        id_: one._replace(
            data={key: _renamed(value, key, names) for key, value in one.data.items()},
            body=_renamed_links(one.body, names),
        )
        for id_, one in content.records.items()
    }
    settings = {key: _renamed(value, key, names) for key, value in content.settings.items()}
    return PlainContent(records, settings, content.vocabulary, content.others, content.unreadable)


def text_of(text: str) -> str:
    r"""Return a text without what is layout only: line breaks and spaces that nobody sees.

    >>> text_of("Un mois\nest donné,\u202fsans  jour.\n\n- un\n- deux\n")
    'Un mois est donné, sans jour.\n- un\n- deux'
    """
    lines = (" ".join(one.split()) for one in _BREAK.split(text.strip()))
    return "\n".join(one for one in lines if one)


@lru_cache(MAX_CACHED)
def _record(id_: str, path: str, raw: bytes) -> PlainRecord:
    folder = path.partition("/")[0]
    front, _ = front_matter.parse(path, raw)
    if front is None:
        text = raw[: front_matter.MAX_SIZE].decode("utf-8", "replace")
        return PlainRecord(id_, folder, path, {}, text_of(text), is_readable=False)
    data = _plain_mapping(front.data, _DATES)
    if folder == "articles" and data.get("kind") == Article.model_fields["kind"].default:
        del data["kind"]
    return PlainRecord(id_, folder, path, data, text_of(front.body))


def _plain_mapping(data: Mapping[str, object], dates: frozenset[str]) -> dict[str, object]:
    found = {key: _plain(value, key, dates) for key, value in data.items()}
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _plain(value: object, key: str, dates: frozenset[str]) -> object:
    if key == "quote" and isinstance(value, str):
        value = {"exact": value}
    if isinstance(value, dict):
        found = _plain_mapping(value, dates)
        if "target" in found and found.get("compare") == Relation.model_fields["compare"].default:
            del found["compare"]
        return found
    if isinstance(value, list):
        return [_plain(one, key, dates) for one in value]
    if isinstance(value, int) and not isinstance(value, bool) and key in dates:
        return str(value)
    return text_of(value) if isinstance(value, str) else value


def _without_defaults(vocabulary: Mapping[str, object]) -> dict[str, object]:
    """Return a vocabulary without labels that a language gives to its values anyway."""
    found = dict(vocabulary)
    lists = found.pop("lists", None)
    if not isinstance(lists, dict):
        return dict(vocabulary)
    kept = {name: _own_labels(name, values) for name, values in lists.items()}
    kept = {name: values for name, values in kept.items() if values}
    return {**found, "lists": kept} if kept else found


def _own_labels(list_: str, values: object) -> object:
    if not isinstance(values, dict):
        return values
    own: dict[str, object] = {}
    for value, words in values.items():
        if not isinstance(words, dict):
            own[value] = words
            continue
        left = {name: _own_words(list_, value, name, given) for name, given in words.items()}
        if left := {name: given for name, given in left.items() if given}:
            own[value] = left
    return own


def _own_words(list_: str, value: str, name: str, given: object) -> object:
    if not isinstance(given, dict):
        return given
    if name == "of_kind":
        kinds = {kind: _own_words(list_, value, str(kind), words) for kind, words in given.items()}
        return {kind: words for kind, words in kinds.items() if words}
    return {tag: text for tag, text in given.items() if text != _default(tag, list_, value, name)}


def _default(tag: object, list_: str, value: str, name: str) -> object:
    """Return what a language calls a value of a list, as `text_of` gives it; None if nothing.

    `name` is that of a text, or of a kind of announcement with a label of its own.
    """
    if not isinstance(tag, str) or tag not in languages.tags():
        return None
    words = read_data(tag, "lists").get(list_, {}).get(value, {})
    found = words.get(name, words.get("of_kind", {}).get(name))
    return text_of(found) if isinstance(found, str) else None


def _renamed(value: object, key: str, names: Mapping[str, str]) -> object:
    if isinstance(value, dict):
        return {inner: _renamed(one, inner, names) for inner, one in value.items()}
    if isinstance(value, list):
        return [_renamed(one, key, names) for one in value]
    if not isinstance(value, str) or key == "aliases":
        return value
    if key in _REFERENCES or key in _LISTS_OF_REFERENCES:
        id_, mark, rest = value.partition("#")
        return f"{names.get(id_, id_)}{mark}{rest}"
    return _renamed_links(value, names)


def _renamed_links(text: str, names: Mapping[str, str]) -> str:
    return _LINK.sub(lambda found: f"[[{names.get(found[1], found[1])}", text)


def _digest(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()
