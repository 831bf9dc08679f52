"""Records of the miniature as cases edit them, and their problems as `make check` finds them."""

from __future__ import annotations

from collections.abc import Callable, Container
from copy import deepcopy
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from suites.analysis import loading
from suites.analysis.records import Fetch
from suites.archive import files, front_matter, markdown
from suites.archive.model import id_of_path
from suites.archive.model.archive import RECORD_KINDS, Archive
from suites.archive.problems import Problem
from support.fault_cases import TODAY
from support.miniature import CONTENT

Keys = tuple[str | int, ...]


class EditedRecord(NamedTuple):
    """A record of the miniature with an edit, or a new one; `path` is below the content."""

    kind: str
    path: str
    is_new: bool
    data: dict[str, Any]
    body: str

    @property
    def id(self) -> str:
        return id_of_path(self.path)

    @property
    def source(self) -> str:
        written = yaml.safe_dump(self.data, allow_unicode=True, sort_keys=False, width=1000)
        return f"---\n{written}---\n{self.body}"

    def for_scripts(self) -> dict[str, Any]:
        """What the composer gives its checks; a new record has no path yet."""
        text = markdown.parse(self.body).text
        found = {"kind": self.kind, "id": self.id, "data": self.data, "body": self.body}
        return found | {"text": text} | ({} if self.is_new else {"path": self.path})


class _Miniature(NamedTuple):
    archive: Archive
    day: date
    paths: list[str]
    loaded: dict[str, loading.LoadedFile]


@cache
def _miniature() -> _Miniature:
    archive, _, problems = files.read_declarations(CONTENT, TODAY)
    assert archive
    assert not problems
    selected = files.select_records("content", files.list_sources(CONTENT), archive)
    day = loading.day_of_states(archive, None)
    loaded = {path: loading.load_record(CONTENT, path, archive, day) for path in selected.paths}
    return _Miniature(archive, day, selected.paths, loaded)


def edited(case: dict[str, Any]) -> EditedRecord:
    """The record of a case: `of` names one of the miniature, `new` gives the path of another."""
    path = case.get("new") or _path_of(case["of"])
    kind = next(name for name, one in RECORD_KINDS.items() if path.startswith(f"{one.folder}/"))
    data: dict[str, Any] = {}
    body = ""
    if "of" in case:
        front, _ = front_matter.parse(path, (CONTENT / _path_of(case["of"])).read_bytes())
        assert front
        data, body = deepcopy(front.data), front.body
    for key in case.get("without", ()):
        parent, last = _parent(data, key)
        del parent[last]
    for key, value in case.get("with", {}).items():
        parent, last = _parent(data, key)
        if isinstance(parent, list) and last == len(parent):
            parent.append(value)
        else:
            parent[last] = value
    return EditedRecord(kind, path, "new" in case, data, case.get("body", body))


def every_record() -> list[EditedRecord]:
    """The records of the miniature as they are."""
    return [edited({"of": id_of_path(path)}) for path in _miniature().paths]


def found_by_check(record: EditedRecord) -> list[Problem]:
    """The problems that the miniature has with such a record, in order."""
    archive, day, paths, loaded = _miniature()
    raw = record.source.encode()

    def read(path: Path) -> bytes:
        return raw if path == CONTENT / record.path else files.read_bytes(path)

    found = sorted({*paths, record.path})
    selected = files.select_records("content", ((path, True) for path in found), archive)
    own = {
        path: loading.load_record(CONTENT, path, archive, day, read=read)
        if path == record.path
        else loaded[path]
        for path in selected.paths
    }
    sources = loading.SourceFiles(CONTENT, selected, tuple(selected.problems), read)
    each = ((path, one.problems, one.summary) for path, one in own.items())
    fetch = Fetch(lambda path: own[path].record, lambda path: own[path].source)
    return list(loading.link_archive(sources, archive, day, each, fetch).problems)


def keys_of(problem: dict[str, Any]) -> Keys:
    """The keys that a case gives a problem."""
    return tuple(int(one) if one.isdecimal() else one for one in problem["keys"].split("/") if one)


def places(record: EditedRecord, keys: Keys) -> Container[object]:
    """Where a problem of some keys may stand: at the value or at the key, anywhere in a body."""
    front, _ = front_matter.parse(record.path, record.source.encode())
    if front is None or keys == ("body",):
        return _Body(front.body_line if front else 1)
    if not keys:
        return {(1, 1), front.positions.value(())}
    return {front.positions.value(keys), front.positions.key(keys)}


class _Body(NamedTuple):
    first_line: int

    def __contains__(self, place: object) -> bool:
        return isinstance(place, tuple) and place[0] >= self.first_line


def _path_of(id_: str) -> str:
    return next(path for path in _miniature().paths if id_of_path(path) == id_)


def _parent(data: Any, key: str) -> tuple[Any, Any]:
    *above, last = (int(one) if one.isdecimal() else one for one in key.split("/"))
    for one in above:
        data = data[one]
    return data, last


REPEATED: dict[str, Callable[[int], Any]] = {
    "ADDRESSES": lambda times: [f"https://registre.example/{n}" for n in range(times)],
    "ADDRESS": lambda times: "https://echo.example/".ljust(times, "x"),
    "LETTERS": lambda times: "x" * times,
    "LINKS": lambda times: "[[tram]] " * times,
    "MOTS": lambda times: " ".join(["mot"] * times),
    "TITRE": lambda times: "x" * times,
}
"""Long values that a case names: "MOTS x 51"."""


def expanded(value: Any) -> Any:
    """A case with its long values."""
    if isinstance(value, dict):
        return {key: expanded(one) for key, one in value.items()}
    if isinstance(value, list):
        return [expanded(one) for one in value]
    name, x, times = value.partition(" x ") if isinstance(value, str) else ("", "", "")
    return REPEATED[name](int(times)) if x and name in REPEATED else value
