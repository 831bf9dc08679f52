"""Accepting: the text of a record, and proposals for it -> its text as they want it.

All proposals for a record are made from the same text. What they change is found by the paths of
that text, whatever the order in which they are taken; the values that they replace must stand there
as they say.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from suites.archive import dates, front_matter
from suites.archive.file_names import record_path
from suites.archive.front_matter import Keys
from suites.archive.model.values import Record
from suites.archive.problems import Problem
from suites.archive.proposals.key_order import index_before
from suites.archive.proposals.outdated import outdated, unreadable
from suites.archive.proposals.proposal import BODY, Addition, Modification, Proposal
from suites.archive.proposals.resolved import Change, conflicts, resolve
from suites.archive.yaml_edits import (
    Edit,
    InsertMember,
    Remove,
    SetValue,
    rewrite,
    rewrite_body,
    value_at,
)


class Place(NamedTuple):
    """Where a value of the changed record comes from: its keys there, and those of the proposal."""

    keys: Keys
    proposal: Proposal
    proposed: Keys


@dataclass
class Accepted:
    """A record as proposals want it: the bytes of its file, or the problems that forbid it.

    `places` are of the values that come from a proposal, `passages` the new passages of the body.
    """

    raw: bytes
    problems: list[Problem] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    passages: list[tuple[str, Proposal, Keys]] = field(default_factory=list)


def new_path(proposal: Proposal) -> str:
    """Return the path below `content/` of the new record of a proposal."""
    assert proposal.kind is not None
    front, _ = front_matter.parse("", (proposal.text or "").encode())
    published = front.data.get("published") if front else None
    try:
        found = dates.parse(str(published)) if published is not None else None
    except ValueError:  # told by the check of the date itself
        found = None
    return record_path(proposal.kind, proposal.record, found)


def accept(path: str, raw: bytes, model: type[Record], proposals: Sequence[Proposal]) -> Accepted:
    """Return the file of a record of the class `model` with the changes of some proposals.

    `path` is that of the file as problems show it.
    """
    done = Accepted(raw)
    front, _ = front_matter.parse(path, raw)
    if front is None:
        done.problems += [unreadable(proposal, path) for proposal in proposals]
        return done
    digest = sha256(raw).hexdigest()
    old = [one for one in proposals if one.made_from != digest]
    for proposal in old:
        done.problems.append(outdated(proposal, path, digest, front))
    if old:
        return done
    changes = list(resolve(front, proposals, done.problems))
    done.problems += conflicts(front.body, changes)
    if not done.problems:
        _apply(path, front.data, model, changes, done)
    return done


def _apply(
    path: str,
    data: Mapping[str, Any],
    model: type[Record],
    changes: Sequence[Change],
    done: Accepted,
) -> None:
    """Write the changes into the text: values, passages, additions, then what is taken away."""
    writer = _Writer(path, data, model, done)
    removed: list[Change] = []
    for one in changes:
        if isinstance(one.what, Modification):
            if one.what.is_removal:
                removed.append(one)
            else:
                writer.modify(one, one.what)
    for one in changes:
        if isinstance(one.what, Addition):
            writer.add(one, one.what)
    for one in sorted(removed, key=lambda one: _sortable(one.keys), reverse=True):
        writer.remove(one)


@dataclass
class _Writer:
    """Writes one change after another into the text of a record.

    `data` is its data as they stood; `added` are the indexes of the additions to each list, there.
    """

    path: str
    data: Mapping[str, Any]
    model: type[Record]
    done: Accepted
    added: defaultdict[Keys, list[int]] = field(default_factory=lambda: defaultdict(list))

    def modify(self, one: Change, what: Modification) -> None:
        """Write another value, or another passage of the body."""
        place = (*one.proposed, "now")
        if what.at == BODY:
            self.done.passages.append((what.now, one.proposal, place))
            self._take(one, rewrite_body(self.path, self.done.raw, what.was, what.now))
            return
        self.done.places.append(Place(one.keys, one.proposal, place))
        before = self._index_before(one.keys) if what.is_new else 0
        self._edit(one, SetValue(one.keys, what.now, before))

    def add(self, one: Change, what: Addition) -> None:
        """Write a new member of a list, before those that stand from its index on."""
        members = value_at(self.data, one.keys[:-1]).get(one.keys[-1])
        at = len(members or ()) if what.at is None else what.at
        earlier = self.added[one.keys]
        index = at + sum(other <= at for other in earlier)
        earlier.append(at)
        self._shift(one.keys, index, 1)
        place = Place((*one.keys, index), one.proposal, (*one.proposed, "value"))
        self.done.places.append(place)
        before = self._index_before(one.keys) if members is None else -1
        self._edit(one, InsertMember(one.keys, index, what.value, before))

    def remove(self, one: Change) -> None:
        """Take away a key, or a member of a list."""
        *parents, last = one.keys
        parent = tuple(parents)
        if isinstance(last, int):
            last += sum(at <= last for at in self.added[parent])
            self._shift(parent, last, -1)
        self._edit(one, Remove((*parent, last)))

    def _index_before(self, keys: Keys) -> int:
        front, _ = front_matter.parse(self.path, self.done.raw)
        return index_before(self.model, front.data if front else {}, keys)

    def _shift(self, list_: Keys, index: int, by: int) -> None:
        self.done.places = [_shifted(place, list_, index, by) for place in self.done.places]

    def _edit(self, change: Change, edit: Edit) -> None:
        raw, unwritten = rewrite(self.path, self.done.raw, [edit])
        self._take(change, None if unwritten else raw)

    def _take(self, change: Change, raw: bytes | None) -> None:
        if raw is not None:
            self.done.raw = raw
            return
        named = change.what.to if isinstance(change.what, Addition) else change.what.at
        what = f"{named} cannot be edited in the form of the record's text"
        mend = "edit the record's file by hand, and delete the proposal"
        problem = change.proposal.problem(change.proposed, "proposal-unwritable", what, mend)
        self.done.problems.append(problem)


def _sortable(keys: Keys) -> list[tuple[bool, str | int]]:
    return [(isinstance(key, int), key) for key in keys]


def _shifted(place: Place, list_: Keys, index: int, by: int) -> Place:
    """Return a place after a member came at an index of a list, or went (`by` -1)."""
    depth = len(list_)
    found = place.keys[depth] if len(place.keys) > depth else None
    if place.keys[:depth] != list_ or not isinstance(found, int) or found < index:
        return place
    return place._replace(keys=(*list_, found + by, *place.keys[depth + 1 :]))
