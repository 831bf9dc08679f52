"""Record changes: two plain values of one thing -> each value in it that changed, by its name."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from suites.analysis.changes.change import Change, Part
from suites.analysis.changes.matching import Mapped, is_in_order, match
from suites.analysis.changes.plain_content import PlainRecord, members
from suites.archive.model.withdrawn import WITHDRAWN


def _value(*keys: str) -> Callable[[Mapped], object]:
    """Return a name of parts: their values under some keys; None where one has none of them."""

    def name(part: Mapped) -> object:
        found = tuple(str(part.get(key, "")) for key in keys)
        return found if any(found) else None

    return name


def _quoted_words(part: Mapped) -> object:
    quote = part.get("quote")
    return str(quote.get("exact")) if isinstance(quote, dict) else None


class PartList(NamedTuple):
    """A list of parts: what one is called, by what it is known again, and what its title shows."""

    sort: str
    title: tuple[str, ...]
    names: tuple[Callable[[Mapped], object], ...] = ()
    weights: Mapping[str, int] = {}
    is_ordered: bool = True  # whether their order means something


PART_LISTS: Mapping[str, PartList] = {
    "annotations": PartList(
        "annotation", ("id",), (_value("id"), _quoted_words), {"quote": 3}, is_ordered=False
    ),
    "events": PartList(
        "event", ("on",), (),
        {"evidence": 3, "on": 2, "stage": 2, "verdict": 2, "review": 2},
    ),
    "relations": PartList(
        "relation", ("type", "target"), (_value("type", "target"),), {"target": 3, "type": 2}
    ),
    "discrepancies": PartList("discrepancy", ("element", "on"), (_value("element", "on"),)),
    "corrections": PartList("correction", ("on",), (_value("was", "now"),)),
    "names": PartList("name", ("name",), (_value("name"),)),
    "captures": PartList("capture", ("kind", "at"), (_value("sha256"),)),
    "archived": PartList("archived copy", ("url",), (_value("url"),)),
    "outside": PartList("outside source", ("name",), (_value("name", "url"), _value("name"))),
    "read": PartList("reading", ("on", "role"), (_value("on", "role"),)),
}  # fmt: skip
"""The lists whose members have parts of their own, by their key."""


class Place(NamedTuple):
    """Where values stand: the record, its kind, and the parts and keys that lead to them."""

    kind: str
    record: str
    parts: tuple[Part, ...] = ()
    key: str = ""

    def at(self, key: str) -> "Place":
        """Return the place of a value in the mapping here."""
        return self._replace(key=f"{self.key}.{key}" if self.key else key)

    def part(self, one: Part) -> "Place":
        """Return the place of a part of the list here."""
        return self._replace(parts=(*self.parts, one), key="")

    def change(self, action: str, **values: object) -> Change:
        """Return a change of what stands here."""
        return Change(self.kind, self.record, action, self.parts, self.key, **values)  # type: ignore[arg-type]


def record_changes(before: PlainRecord, after: PlainRecord) -> Iterator[Change]:
    """Yield every change of what a record says; aliases are those of `permalinks`.

    Of a record that cannot be read on one side, only its text as a whole can be compared. What a
    record said that is withdrawn now is not said again.
    """
    place = Place(after.kind, after.id)
    if before.folder != after.folder:
        yield place.at("kind").change("changed", before=before.kind, after=after.kind)
    if WITHDRAWN in after.data and WITHDRAWN not in before.data:
        yield place.change("withdrawn", after=after.data[WITHDRAWN])
    elif before.is_readable and after.is_readable:
        yield from mapping_changes(before.data, after.data, place)
        yield from _scalar_changes(before.body, after.body, place.at("body"))
    elif before != after:
        yield place.at("file").change("changed", before=before.body, after=after.body)


def mapping_changes(before: Mapped, after: Mapped, place: Place) -> Iterator[Change]:
    """Yield the changes of the values of a mapping, key by key, in the order of the newer one."""
    for key in dict.fromkeys((*after, *before)):
        old, new, there = before.get(key), after.get(key), place.at(key)
        if old == new:
            continue
        if key in PART_LISTS and _are_parts(old) and _are_parts(new):
            yield from _part_changes(old or [], new or [], PART_LISTS[key], place, key)  # type: ignore[arg-type]
        elif _are_mappings(old, new, place):
            yield from mapping_changes(old or {}, new or {}, there)  # type: ignore[arg-type]
        elif isinstance(old, list) or isinstance(new, list):
            yield from _member_changes(old, new, there)
        else:
            yield from _scalar_changes(old, new, there)


def title_of(part: Mapped, sort: PartList) -> str:
    """Return what tells a part from others of its list; of an event, what it is about, too.

    >>> title_of({"on": "2021-06", "due": "2022", "note": "x"}, PART_LISTS["events"])
    '2021-06 term'
    """
    titles = [str(part[key]) for key in sort.title if key in part]
    if sort.sort == "event":
        given = [str(part[key]) for key in ("stage", "verdict") if key in part]
        about = ("term" if "due" in part else "", part.get("modality", ""), "review")
        titles = titles or ["undated"]
        titles += given or [str(next(filter(None, about)))]
    return " ".join(titles)


def _are_mappings(old: object, new: object, place: Place) -> bool:
    """Return whether values are compared key by key: those that gather declared things always."""
    if isinstance(old, dict) and isinstance(new, dict):
        return True
    is_declared = place.kind in ("settings", "vocabulary") and place.key in ("", "lists")
    return is_declared and all(one is None or isinstance(one, dict) for one in (old, new))


def _are_parts(value: object) -> bool:
    is_list = isinstance(value, list) and all(isinstance(one, dict) for one in value)
    return value is None or is_list


def _part_changes(
    before: Sequence[Mapped], after: Sequence[Mapped], sort: PartList, place: Place, key: str
) -> Iterator[Change]:
    found = match(before, after, sort.names, sort.weights)
    was = {new: old for old, new in found.pairs}
    for index, part in enumerate(after):
        if index in was:
            old = before[was[index]]
            there = place.part((sort.sort, title_of(old, sort)))
            if sort.sort == "annotation":
                yield from _annotation_changes(old, part, there)
            else:
                yield from mapping_changes(old, part, there)
        else:
            there = place.part((sort.sort, title_of(part, sort)))
            yield there.change("added", after=part)
    for index in found.removed:
        part = before[index]
        yield place.part((sort.sort, title_of(part, sort))).change("removed", before=part)
    if sort.is_ordered and not is_in_order(found.pairs):
        yield place.at(key).change("reordered")


def _annotation_changes(before: Mapped, after: Mapped, place: Place) -> Iterator[Change]:
    """Yield the changes of an annotation; a note that was corrected says so, with what it was."""
    old, new = dict(before), dict(after)
    if old.get("id") != new.get("id"):
        yield place.change("renamed", before=old.get("id"), after=new.get("id"))
        new["id"] = old.get("id")
    is_correction = [one.get("kind") == "correction" for one in (old, new)]
    if is_correction == [False, True]:
        yield place.at("note").change("corrected", before=new.pop("was", None), after=new["note"])
    elif is_correction == [True, False]:
        yield place.at("note").change(
            "uncorrected", before=old.pop("was", None), after=new.get("note")
        )
    if is_correction[0] != is_correction[1]:
        for one in (old, new):
            one.pop("note", None)
    yield from mapping_changes(old, new, place)


def _member_changes(before: object, after: object, place: Place) -> Iterator[Change]:
    old, new = members(before), members(after)
    gained, lost = _without(new, old), _without(old, new)
    if gained or lost:
        yield place.change("changed", before=before, after=after, gained=gained, lost=lost)
    else:
        yield place.change("reordered", before=before, after=after)


def _without(some: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    left = list(others)
    found = []
    for one in some:
        if one in left:
            left.remove(one)
        else:
            found.append(one)
    return tuple(found)


def _scalar_changes(before: object, after: object, place: Place) -> Iterator[Change]:
    if before == after:
        return
    if before in (None, ""):
        yield place.change("added", after=after)
    elif after in (None, ""):
        yield place.change("removed", before=before)
    else:
        yield place.change("changed", before=before, after=after)
