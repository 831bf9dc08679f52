"""Accepting: the text of a record, and proposals for it -> its text as they want it.

All proposals for a record are made from the same text. What they change is found by the paths of
that text, whatever the order in which they are taken; the values that they replace must stand there
as they say.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple, get_type_hints

from suites.archive import dates, front_matter
from suites.archive.file_names import year_folder
from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.model.archive import RECORD_KINDS
from suites.archive.model.values import Located, Part, Record, author_fields, parts_in
from suites.archive.problems import Problem, quoted
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
    folder = RECORD_KINDS[proposal.kind].folder
    if proposal.kind != "article":
        return f"{folder}/{proposal.record}.md"
    front, _ = front_matter.parse("", (proposal.text or "").encode())
    published = front.data.get("published") if front else None
    try:
        found = dates.parse(str(published)) if published is not None else None
    except ValueError:  # told by the check of the date itself
        found = None
    return f"{folder}/{year_folder(found)}/{proposal.record}.md"


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


def keys_of(data: Mapping[str, Any], path: str) -> Keys:
    """Return the keys that a path leads to; a member of a list is named by its id, or its index.

    The last key may be new. LookupError where the path leads nowhere.
    """
    keys: list[str | int] = []
    value: Any = data
    *parents, last = path.split("/")
    for name in parents:
        keys.append(_key(value, name))
        value = value[keys[-1]]
    if isinstance(value, dict):
        return (*keys, last)
    return (*keys, _key(value, last))


def _key(value: Any, name: str) -> str | int:
    if isinstance(value, dict) and name in value:
        return name
    if isinstance(value, list):
        for index, one in enumerate(value):
            if isinstance(one, dict) and one.get("id") == name:
                return index
        if name.isascii() and name.isdigit() and int(name) < len(value):
            return int(name)
    raise LookupError(name)


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
                done.problems.append(_wrong(proposal, (*proposed, "to"), what, _LOOK))
                continue
            if found is not None and not isinstance(found, list):
                what = f"{addition.to} is no list"
                done.problems.append(_wrong(proposal, (*proposed, "to"), what, _LOOK))
            elif addition.at is not None and addition.at > len(found or ()):
                what = f"{addition.to} has {len(found or ())} members"
                mend = "write a lower index, or none for the end"
                done.problems.append(_wrong(proposal, (*proposed, "at"), what, mend))
            else:
                yield _Change(proposal, proposed, keys, addition)


_LOOK = "a path is keys parted by /, as in annotations/<id>/note or events/0/note"


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
        return f"the record has no {change.at}", _LOOK
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
    modified = [one for one in changes if isinstance(one.what, Modification)]
    removed = [one for one in modified if one.what.is_removal]  # type: ignore[union-attr]
    for one in modified:
        assert isinstance(one.what, Modification)
        if one.what.at == BODY:
            after = rewrite_body(path, done.raw, one.what.was, one.what.now)
            done.passages.append((one.what.now, one.proposal, (*one.proposed, "now")))
            _take(done, one, after)
        elif not one.what.is_removal:
            before = _before(model, _current(path, done.raw), one.keys)
            done.places.append(Place(one.keys, one.proposal, (*one.proposed, "now")))
            _edit(path, done, one, SetValue(one.keys, one.what.now, before))
    shifts: dict[Keys, list[int]] = {}
    for one in changes:
        if isinstance(one.what, Addition):
            members = value_at(data, one.keys[:-1]).get(one.keys[-1]) or ()
            at = len(members) if one.what.at is None else one.what.at
            earlier = shifts.setdefault(one.keys, [])
            index = at + sum(other <= at for other in earlier)
            earlier.append(at)
            done.places = [_shifted(place, one.keys, index) for place in done.places]
            before = _before(model, _current(path, done.raw), one.keys)
            place = Place((*one.keys, index), one.proposal, (*one.proposed, "value"))
            done.places.append(place)
            _edit(path, done, one, InsertMember(one.keys, index, one.what.value, before))
    for one in sorted(removed, key=lambda one: _sortable(one.keys), reverse=True):
        keys = one.keys
        *parent, last = keys
        if isinstance(last, int):
            index = last + sum(at <= last for at in shifts.get(tuple(parent), ()))
            keys = (*parent, index)
            done.places = [_shifted(place, tuple(parent), index, -1) for place in done.places]
        _edit(path, done, one, Remove(keys))


def _sortable(keys: Keys) -> list[tuple[bool, str | int]]:
    return [(isinstance(key, int), key) for key in keys]


def _current(path: str, raw: bytes) -> Mapping[str, Any]:
    front, _ = front_matter.parse(path, raw)
    return front.data if front else {}


def _edit(path: str, done: Accepted, change: _Change, edit: Edit) -> None:
    raw, unwritten = rewrite(path, done.raw, [edit])
    _take(done, change, None if unwritten else raw)


def _take(done: Accepted, change: _Change, raw: bytes | None) -> None:
    if raw is None:
        named = change.what.to if isinstance(change.what, Addition) else change.what.at
        what = f"{named} cannot be edited in the form of the record's text"
        mend = "edit the record's file by hand, and delete the proposal"
        done.problems.append(
            change.proposal.problem(change.proposed, "proposal-unwritable", what, mend)
        )
    else:
        done.raw = raw


def _shifted(place: Place, list_: Keys, index: int, by: int = 1) -> Place:
    """Return a place after a member came at an index of a list, or went (`by` -1)."""
    depth = len(list_)
    found = place.keys[depth] if len(place.keys) > depth else None
    if place.keys[:depth] != list_ or not isinstance(found, int) or found < index:
        return place
    return place._replace(keys=(*list_, found + by, *place.keys[depth + 1 :]))


def _before(model: type[Record], data: Mapping[str, Any], keys: Keys) -> int:
    """Return the index of the key before which a new one is written; -1 for the end.

    Keys stand in the order of the model; those that every record has, before its lists of parts.
    """
    *parents, last = keys
    holder: Any = value_at(data, tuple(parents))
    part = _part_at(model, tuple(parents))
    if not isinstance(holder, dict) or part is None or last in holder:
        return -1
    fields = list(author_fields(part))
    if issubclass(part, Record):
        common = [name for name in fields if name in Record.model_fields]
        hints = get_type_hints(part, include_extras=True)
        parts = [
            name
            for name in fields
            if name not in common and any(issubclass(one, Located) for one in parts_in(hints[name]))
        ]
        fields = [*(n for n in fields if n not in common and n not in parts), *common, *parts]
    if last not in fields:
        return -1
    following = fields[fields.index(str(last)) + 1 :]
    return next((n for n, key in enumerate(holder) if key in following), -1)


def _part_at(model: type[Part], keys: Keys) -> type[Part] | None:
    """Return the class of the part that keys lead to; None where there is none."""
    part: type[Part] = model
    for key in keys:
        if isinstance(key, int) or key not in part.model_fields:
            continue  # a member of a list, or of a mapping of parts
        found = parts_in(get_type_hints(part, include_extras=True)[key])
        if not found:
            return None
        part = found[0]
    return part
