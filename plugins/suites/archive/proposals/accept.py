"""Accepting: the text of a record, and proposals for it -> its text as they want it.

All proposals for a record are made from the same text. What they change is found by the paths of
that text, whatever the order in which they are taken; the values that they replace must stand there
as they say.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple

from suites.archive import dates, front_matter
from suites.archive.file_names import record_path
from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.model.values import Record
from suites.archive.problems import Problem, quoted
from suites.archive.proposals.key_order import index_before
from suites.archive.proposals.paths import HINT, keys_of
from suites.archive.proposals.proposal import BODY, Addition, Modification, Proposal
from suites.archive.yaml_edits import (
    Edit,
    InsertMember,
    Remove,
    SetValue,
    rewrite,
    rewrite_body,
    value_at,
)

ACCEPTED = "proposal-accepted"
"""The code of the problem of a proposal of what its record says by now."""

MAX_SHOWN = 3
"""Values that are named of a record that changed since."""


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


@dataclass(frozen=True)
class _Change:
    """A modification or an addition with its keys in the record as it stands."""

    proposal: Proposal
    proposed: Keys
    keys: Keys
    what: Modification | Addition


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
        done.problems += [_unreadable(proposal, path) for proposal in proposals]
        return done
    digest = sha256(raw).hexdigest()
    outdated = [one for one in proposals if one.made_from != digest]
    for proposal in outdated:
        done.problems.append(_outdated(proposal, path, digest, front))
    if outdated:
        return done
    changes = list(_resolved(front, proposals, done))
    _refuse_conflicts(changes, done)
    if not done.problems:
        _apply(path, front.data, model, changes, done)
    return done


def _unreadable(proposal: Proposal, path: str) -> Problem:
    what, mend = f"{path} cannot be read", "mend that first: its own problems say how"
    return proposal.problem(("record",), "proposal-unwritable", what, mend)


def _outdated(proposal: Proposal, path: str, digest: str, front: FrontMatter) -> Problem:
    """Return the problem of a proposal whose record has changed since, with what differs."""
    wanted: list[Modification | Addition] = [*proposal.change, *proposal.add]
    if all(_stands(front, one) for one in wanted):
        return already_there(proposal, path)
    differing: list[str] = []
    for one in proposal.change:
        try:
            stands = _standing(front, one)
        except LookupError:
            differing.append(f"{one.at} is not there any more")
            continue
        if stands is not None:
            differing.append(f"{one.at} is now {quoted(stands)}")
    shown = "; ".join(differing[:MAX_SHOWN])
    if len(differing) > MAX_SHOWN:
        shown += f"; and {len(differing) - MAX_SHOWN} more"
    what = f"{path} has changed since this was proposed: {shown or 'elsewhere'}"
    mend = f"look at the record as it stands, mend the proposal, and write made_from: {digest}"
    return proposal.problem(("made_from",), "proposal-outdated", what, mend)


def already_there(proposal: Proposal, path: str) -> Problem:
    """Return the problem of a proposal of what its record says by now.

    It was accepted by hand, or by a run that was killed before it deleted the proposal.
    """
    what = f"{path} says already what this proposes"
    mend = "delete the proposal, as suites accept does"
    return proposal.problem(("record",), ACCEPTED, what, mend)


def _stands(front: FrontMatter, one: Modification | Addition) -> bool:
    """Return whether a record says what is proposed."""
    is_removed = isinstance(one, Modification) and one.is_removal
    if isinstance(one, Modification) and one.at == BODY:
        return bool(one.now) and str(one.now) in front.body and str(one.was) not in front.body
    path = one.to if isinstance(one, Addition) else one.at
    try:
        found = value_at(front.data, keys_of(front.data, path))
    except LookupError:
        return is_removed
    if isinstance(one, Addition):
        return isinstance(found, list) and one.value in found
    return not is_removed and bool(found == one.now)


def _standing(front: FrontMatter, change: Modification) -> Any:
    """Return what stands in the place of what a change says that stands there; None for that."""
    if change.at == BODY:
        return None if front.body.count(str(change.was)) == 1 else "another passage"
    found = keys_of(front.data, change.at)
    try:
        stands = value_at(front.data, found)
    except LookupError:
        return None if change.is_new else "not there"
    is_same = not change.is_new and stands == change.was
    return None if is_same else ("null" if stands is None else stands)


def _resolved(
    front: FrontMatter, proposals: Iterable[Proposal], done: Accepted
) -> Iterator[_Change]:
    """Yield all changes with their keys, and note the problems of those that lead nowhere."""
    for proposal in proposals:
        for index, one in enumerate(proposal.change):
            proposed: Keys = ("change", index)
            wrong = _refusal(front, one)
            if wrong:
                done.problems.append(_wrong(proposal, (*proposed, "at"), *wrong))
            else:
                keys = (BODY,) if one.at == BODY else keys_of(front.data, one.at)
                yield _Change(proposal, proposed, keys, one)
        for index, addition in enumerate(proposal.add):
            proposed = ("add", index)
            try:
                keys = keys_of(front.data, addition.to)
                found = value_at(front.data, keys[:-1]).get(keys[-1])
            except (LookupError, AttributeError):
                what, found = f"the record has no {addition.to}", None
                done.problems.append(_wrong(proposal, (*proposed, "to"), what, HINT))
                continue
            if found is not None and not isinstance(found, list):
                what = f"{addition.to} is no list"
                done.problems.append(_wrong(proposal, (*proposed, "to"), what, HINT))
            elif addition.at is not None and addition.at > len(found or ()):
                what = f"{addition.to} has {len(found or ())} members"
                mend = "write a lower index, or none for the end"
                done.problems.append(_wrong(proposal, (*proposed, "at"), what, mend))
            else:
                yield _Change(proposal, proposed, keys, addition)


def _refusal(front: FrontMatter, change: Modification) -> tuple[str, str] | None:
    """Return what is wrong with a change and its mend; None for nothing."""
    if change.at == BODY:
        if not isinstance(change.was, str) or not isinstance(change.now, str):
            return "a passage of the body has no was: and now:", "give both, as text"
        if front.body.count(change.was) != 1:
            how = "more than once" if change.was in front.body else "nowhere"
            return (
                f"the passage stands {how} in the body",
                "give in was: a passage that stands once",
            )
        return None
    try:
        keys = keys_of(front.data, change.at)
    except LookupError:
        return f"the record has no {change.at}", HINT
    try:
        stands = value_at(front.data, keys)
    except LookupError:
        if change.is_new:
            return None
        return f"the record has no {change.at}", "leave was: out, for the key is a new one"
    if change.is_new or stands != change.was:
        return f"{change.at} is {quoted(stands)} in the record", "give in was: what stands there"
    return None


def _wrong(proposal: Proposal, keys: Keys, what: str, mend: str) -> Problem:
    return proposal.problem(keys, "proposal-wrong", what, mend)


def _refuse_conflicts(changes: Sequence[_Change], done: Accepted) -> None:
    """Note a problem for each change of what another change changes too."""
    taken: dict[Keys, _Change] = {}
    for one in changes:
        if isinstance(one.what, Addition) or one.what.at == BODY:
            continue
        for other in taken.values():
            length = min(len(one.keys), len(other.keys))
            if one.keys[:length] == other.keys[:length]:
                where = other.proposal.source.path
                what = f"{one.what.at} is changed by {where} too"
                mend = "accept one of them, then look at the other again"
                done.problems.append(
                    one.proposal.problem((*one.proposed, "at"), "proposal-outdated", what, mend)
                )
                break
        else:
            taken[one.keys] = one


def _apply(
    path: str,
    data: Mapping[str, Any],
    model: type[Record],
    changes: Sequence[_Change],
    done: Accepted,
) -> None:
    """Write the changes into the text: values, passages, additions, then what is taken away."""
    writer = _Writer(path, data, model, done)
    removed: list[_Change] = []
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

    def modify(self, one: _Change, what: Modification) -> None:
        """Write another value, or another passage of the body."""
        place = (*one.proposed, "now")
        if what.at == BODY:
            self.done.passages.append((what.now, one.proposal, place))
            self._take(one, rewrite_body(self.path, self.done.raw, what.was, what.now))
            return
        self.done.places.append(Place(one.keys, one.proposal, place))
        before = self._index_before(one.keys) if what.is_new else 0
        self._edit(one, SetValue(one.keys, what.now, before))

    def add(self, one: _Change, what: Addition) -> None:
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

    def remove(self, one: _Change) -> None:
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

    def _edit(self, change: _Change, edit: Edit) -> None:
        raw, unwritten = rewrite(self.path, self.done.raw, [edit])
        self._take(change, None if unwritten else raw)

    def _take(self, change: _Change, raw: bytes | None) -> None:
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
