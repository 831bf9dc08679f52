"""Whole records: the content as one JSON file, from which it can be made again.

    archive -> `WholeRecords` -> records.json -> `sources` -> files of a content that loads the same

Settings, vocabulary and each front matter are as the model reads them: dates as EDTF text, keys
that are at their default left out. JSON is YAML, so a file made again holds it as it is.
"""

import re
from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

import msgspec

from suites.archive.dates import Date
from suites.archive.file_names import SETTINGS, VOCABULARY, is_placed
from suites.archive.model import ID, id_of_path
from suites.archive.model.archive import Archive, kind_of
from suites.archive.model.values import Part, Record, author_fields

_HIDDEN = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


class WholeRecords:
    """The settings, the vocabulary and the records that were added, as JSON."""

    def __init__(self, archive: Archive) -> None:
        """Begin with no record."""
        self._archive = archive
        self._encode = msgspec.json.Encoder().encode
        self._lines: list[bytes] = []

    def add(self, record: Record) -> None:
        """Add a record: its id, its kind, the path of its file below `content/`, and its text."""
        whole = {
            "id": record.id,
            "kind": kind_of(record).name,
            "path": record.source.path.partition("/")[2],
            "front_matter": plain(record),
            "body": record.body,
        }
        self._lines.append(self._encode(whole))

    def contents(self) -> bytes:
        """Return the file, a record on each line."""
        settings, vocabulary = map(plain, (self._archive.settings, self._archive.vocabulary))
        head = b'{"settings": %b,\n"vocabulary": %b,\n"records": [\n'
        head %= self._encode(settings), self._encode(vocabulary)
        return head + b",\n".join(self._lines) + b"\n]}\n"


def plain(value: Any) -> Any:
    """Return a value of the model as JSON has it; of a part, without what is at its default."""
    if isinstance(value, Part):
        fields = author_fields(type(value)).items()
        held = ((name, getattr(value, name), field) for name, field in fields)
        return {
            name: plain(one)
            for name, one, field in held
            if one != field.get_default(call_default_factory=True, validated_data={})
        }
    if isinstance(value, Date):
        return value.text
    if isinstance(value, (tuple, list)):
        return [plain(one) for one in value]
    if isinstance(value, Mapping):
        return {name: plain(one) for name, one in value.items()}
    return value


def sources(document: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a content that the JSON says, by their paths below it.

    The files of an archive's own theme are not among them. ValueError for a path at which no record
    lies, or another one does, KeyError, TypeError or AttributeError for another document.
    """
    yield SETTINGS, _yaml(document["settings"])
    yield VOCABULARY, _yaml(document["vocabulary"])
    written: set[str] = set()
    for record in document["records"]:
        head, body, path = _yaml(record["front_matter"]), record["body"].encode(), record["path"]
        if not is_placed(path.split("/")) or not ID.fullmatch(id_of_path(path)):
            raise ValueError(f"no record lies at {path}")
        if path.casefold() in written:
            raise ValueError(f"two records lie at {path}")
        written.add(path.casefold())
        yield path, b"---\n" + head + b"---\n" + body


def _yaml(value: Any) -> bytes:
    """Return JSON without the signs that no file of a content may hold as they are."""
    text = dumps(value, ensure_ascii=False, indent=1)
    return _HIDDEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text).encode() + b"\n"
