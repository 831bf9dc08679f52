"""Records: the summaries of an archive; its records as encoded values, each decoded when asked for.

As Python objects they would fill the memory of every process that looks at one of them.
"""

import marshal
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any, NamedTuple

from msgspec import msgpack

from suites.analysis import index
from suites.analysis.dependencies import CACHED_VALUES
from suites.analysis.index import Encoded, Index
from suites.analysis.listed_rows import ListedRow
from suites.analysis.summary import Summary
from suites.archive import validation
from suites.archive.front_matter import FrontMatter, Positions
from suites.archive.languages import Spacing
from suites.archive.markdown import Body
from suites.archive.model import id_of_path
from suites.archive.model.archive import FOLDERS, PLACES
from suites.archive.model.withdrawn import WITHDRAWN

CACHED_BODIES = 20
"""Records that are cached with their bodies: those of one page, or a few."""


class Summarised(NamedTuple):
    """A summary, and the rows that the record adds to the index."""

    summary: Summary
    rows: list[Encoded]


class Source(NamedTuple):
    """The file of a record as it stands in the content, and what was read from it.

    path: its path below the content. raw: its bytes. data: its front matter, as it is written.
    body: the Markdown below that.
    """

    path: str
    raw: bytes
    data: dict[str, Any]
    body: str


class Fetch(NamedTuple):
    """Functions from the path of a file to what was loaded of it."""

    record: Callable[[str], bytes]
    source: Callable[[str], bytes]


decode_summary = msgpack.Decoder(Summarised).decode
"""Returns what `encode_summary` was given; `msgspec.DecodeError` for bytes of another form."""

_BODY = msgpack.Decoder(Body)


def encode_record(front: FrontMatter, body: Body, title: str = "") -> bytes:
    """Return the front matter of a valid record and its parsed body as `Records` decodes them.

    A record that goes by another title than it is written has that `title`.
    """
    data, parsed = marshal.dumps(front.data), msgpack.encode(body._replace(source=""))
    return marshal.dumps((data, front.body, front.body_line, parsed, title))


def encode_summary(summary: Summary, rows: Iterable[ListedRow]) -> bytes:
    """Return the bytes of a summary and its rows."""
    return msgpack.encode(Summarised(summary, index.encode(rows)))


class Records:
    """The records of an archive, each decoded when it is asked for; their summaries and index."""

    def __init__(
        self,
        found: Iterable[tuple[str, Summarised]],
        fetch: Fetch,
        positions: Callable[[str], tuple[str, Positions]],
        spacing: Spacing | None,
    ) -> None:
        """Take the path of each file below the content, with its summary and rows.

        `fetch` gives the encoded record of a path and its bytes, `positions` that path as problems
        show it and where the keys stand in the file; `spacing` is that of the archive's language.
        """
        self._fetch, self._positions, self._spacing = fetch, positions, spacing
        self._paths: dict[str, str] = {}
        self.summaries: dict[str, Summary] = {}
        self.index = Index()
        for path, (summary, rows) in found:
            self._paths[id_of_path(path)], self.summaries[id_of_path(path)] = path, summary
            self.index.add(rows)
        self._ids: dict[str, list[str]] = {place: [] for place in PLACES}
        for id_ in sorted(self._paths):
            self._ids[self._place(id_)].append(id_)
        # Whatever is rendered of a record is rendered at about the same time, with its body.
        self._parts = lru_cache(CACHED_BODIES)(self._decoded)
        self._bodies = lru_cache(CACHED_VALUES)(self._parsed)

    def pack(self) -> None:
        """Take less memory, before processes share it; what the records name is forgotten."""
        for id_, one in self.summaries.items():
            self.summaries[id_] = one._replace(check=one.check._replace(references=()))
        self.index.pack()

    def ids(self, folder: str) -> Iterable[str]:
        """Return the ids of the records of a folder, or of those withdrawn, in order."""
        return self._ids[folder]

    def record(self, folder: str, id_: str) -> Any:
        """Return the record of that id in one of `PLACES`; None where there is none."""
        if id_ not in self._paths or self._place(id_) != folder:
            return None
        encoded, body, line, _, title = self._parts(id_)
        shown, positions = self._positions(self._paths[id_])
        data = marshal.loads(encoded)
        if title:
            data["title"] = title
        front = FrontMatter(shown, data, positions, body, line)
        kind = FOLDERS[self._paths[id_].partition("/")[0]]
        return validation.record(kind, id_, front, self._spacing)[0]

    def body(self, id_: str) -> Body | None:
        """Return the parsed body of a record; None where there is none."""
        return self._bodies(id_) if id_ in self._paths else None

    def source(self, id_: str) -> Source | None:
        """Return the file of a record as it was loaded; None where there is none."""
        if id_ not in self._paths:
            return None
        data, body, *_ = self._parts(id_)
        path = self._paths[id_]
        return Source(path, self._fetch.source(path), marshal.loads(data), body)

    def _place(self, id_: str) -> str:
        is_withdrawn = self.summaries[id_].link.kind == WITHDRAWN
        return WITHDRAWN if is_withdrawn else self._paths[id_].partition("/")[0]

    def _decoded(self, id_: str) -> tuple[bytes, str, int, bytes, str]:
        encoded = self._fetch.record(self._paths[id_])
        parts: tuple[bytes, str, int, bytes, str] = marshal.loads(encoded)
        return parts

    def _parsed(self, id_: str) -> Body:
        _, body, _, parsed, _ = self._parts(id_)
        return _BODY.decode(parsed)._replace(source=body)
