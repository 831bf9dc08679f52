"""Changes: two contents -> what a change of one into the other means.

    files by path -> PlainContent (`plain_content`) ─╮
                                                     ├─> renamed and gone (`permalinks`)
    the archive, linked, where it can be loaded ─────┤   parts matched (`matching`), values that
                                                     │   differ (`record_changes`), states
                                                     ╰─> (`state_changes`) -> Comparison -> `report`

What is layout only is no change. Records are compared as plain values, so that content which
today's loader refuses is compared too; only states need it to be loaded.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from suites.analysis.changes import permalinks
from suites.analysis.changes.change import Action, Change, GonePermalink, StateChange
from suites.analysis.changes.plain_content import (
    PlainContent,
    PlainRecord,
    read_content,
    renamed_references,
)
from suites.analysis.changes.record_changes import Place, mapping_changes, record_changes
from suites.analysis.changes.state_changes import state_changes, summary
from suites.analysis.history import state
from suites.archive import languages
from suites.archive.file_names import SETTINGS, VOCABULARY
from suites.archive.model import Announcement
from suites.archive.urls import in_language

__all__ = ["Change", "Comparison", "GonePermalink", "Side", "StateChange", "compare"]


@dataclass(frozen=True)
class Side:
    """A content to compare: its name, its files by path, and what could be loaded of it.

    `announcements` are those that were loaded, by id, `as_of` the day of their states, None where
    nothing could be loaded. `notes` are sentences on how it was read.
    """

    name: str
    files: Mapping[str, bytes]
    announcements: Mapping[str, Announcement]
    as_of: date | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """What changed from one content to another, sorted; nothing of it is escaped.

    `titles` are those of the records that are named, the newer ones.
    """

    before: str
    after: str
    notes: tuple[str, ...] = ()
    gone: tuple[GonePermalink, ...] = ()
    states: tuple[StateChange, ...] = ()
    changes: tuple[Change, ...] = ()
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether nothing changed in meaning."""
        return not (self.gone or self.states or self.changes)


def compare(before: Side, after: Side) -> Comparison:
    """Return what changed from a content to another one."""
    old, new = read_content(before.files), read_content(after.files)
    renamed = permalinks.renamed_records(old, new)
    gone = tuple(permalinks.gone_permalinks(old, new, renamed))
    old, new = (renamed_references(one, renamed) for one in (old, new))
    changes = tuple(_changes(old, new, renamed, after))
    states = tuple(_states(before, after, renamed))
    named = {one.record for one in changes} | {one.record for one in states}
    titles = {id_: _title(new.records.get(id_) or old.records.get(id_)) for id_ in sorted(named)}
    notes = (*before.notes, *after.notes, *_unread(old, new))
    return Comparison(before.name, after.name, notes, gone, states, changes, titles)


def _changes(
    old: PlainContent, new: PlainContent, renamed: Mapping[str, str], after: Side
) -> Iterator[Change]:
    was = {newer: older for older, newer in renamed.items()}
    ids = {**dict.fromkeys(new.records), **dict.fromkeys(old.records)}
    for id_ in sorted(ids):
        if id_ in renamed:
            continue
        earlier, later = old.records.get(was.get(id_, id_)), new.records.get(id_)
        if earlier is None and later is not None:
            yield Change(later.kind, id_, "added", after=_content_of(later, after))
        elif later is None and earlier is not None:
            yield Change(earlier.kind, id_, "removed", before=_content_of(earlier, None))
        elif earlier is not None and later is not None:
            if id_ in was:
                yield Change(later.kind, id_, "renamed", before=was[id_], after=id_)
                later = _without_alias(later, was[id_])
                earlier = _without_alias(earlier, id_)
            yield from record_changes(earlier, later)
            yield from _address(earlier, later, new.settings.get("language"))
    yield from mapping_changes(old.settings, new.settings, Place("settings", SETTINGS))
    yield from mapping_changes(old.vocabulary, new.vocabulary, Place("vocabulary", VOCABULARY))
    for path in sorted(old.others.keys() | new.others.keys()):
        digests = old.others.get(path), new.others.get(path)
        if digests[0] != digests[1]:
            action: Action = "changed" if all(digests) else "removed" if digests[0] else "added"
            yield Change("file", path, action)


def _address(before: PlainRecord, after: PlainRecord, tag: object) -> Iterator[Change]:
    """Yield the change of the address of a record that keeps its id, in the language of a tag."""
    kinds = (before.page_kind, after.page_kind)
    is_known = isinstance(tag, str) and not languages.missing(tag)
    if kinds[0] != kinds[1] and is_known and before.is_readable and after.is_readable:
        old, new = (in_language(str(tag)).of_kind(kind, after.id) for kind in kinds)
        yield Change(after.kind, after.id, "changed", (), "address", old, new)


def _states(before: Side, after: Side, renamed: Mapping[str, str]) -> Iterator[StateChange]:
    if before.as_of is None or after.as_of is None:
        return
    was = {newer: older for older, newer in renamed.items()}
    for id_, later in sorted(after.announcements.items()):
        if earlier := before.announcements.get(was.get(id_, id_)):
            yield from state_changes(earlier, before.as_of, later, after.as_of)


def _content_of(record: PlainRecord, side: Side | None) -> dict[str, object]:
    """Return what is told of a whole record that came or went."""
    parts = {
        key: len(value)
        for key in ("annotations", "events", "relations")
        if isinstance(value := record.data.get(key), list)
    }
    found: dict[str, object] = {"title": _title(record), **parts}
    loaded = side.announcements.get(record.id) if side else None
    if loaded and side and side.as_of:
        found["state"] = dict(summary(state(loaded, side.as_of)))
    return found


def _title(record: PlainRecord | None) -> str:
    if record is None:
        return ""
    names = record.data.get("names")
    if isinstance(names, list) and names and isinstance(names[-1], dict):
        current = [one for one in names if isinstance(one, dict) and "until" not in one]
        return str((current or names)[-1].get("name", ""))
    return str(record.data.get("title", ""))


def _without_alias(record: PlainRecord, alias: str) -> PlainRecord:
    left = [one for one in record.aliases if one != alias]
    data = {key: value for key, value in record.data.items() if key != "aliases"}
    return record._replace(data={**data, "aliases": left} if left else data)


def _unread(old: PlainContent, new: PlainContent) -> Iterator[str]:
    for name, content in (("before", old), ("after", new)):
        if content.unreadable:
            shown = ", ".join(content.unreadable[:10])
            more = (
                f" and {len(content.unreadable) - 10} more" if len(content.unreadable) > 10 else ""
            )
            yield f"{name}, the front matter of {shown}{more} cannot be read: compared as text"
