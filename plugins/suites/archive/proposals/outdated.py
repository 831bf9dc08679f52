"""Outdated: a proposal made from another text of its record -> its problem, with what differs."""

from typing import Any

from suites.archive.front_matter import FrontMatter
from suites.archive.problems import Problem, quoted
from suites.archive.proposals.paths import keys_of
from suites.archive.proposals.proposal import BODY, Addition, Modification, Proposal
from suites.archive.yaml_edits import value_at

ACCEPTED = "proposal-accepted"
"""The code of the problem of a proposal of what its record says by now."""

MAX_SHOWN = 3
"""Values that are named of a record that changed since."""


def unreadable(proposal: Proposal, path: str) -> Problem:
    """Return the problem of a proposal whose record cannot be read."""
    what, mend = f"{path} cannot be read", "mend that first: its own problems say how"
    return proposal.problem(("record",), "proposal-unwritable", what, mend)


def outdated(proposal: Proposal, path: str, digest: str, front: FrontMatter) -> Problem:
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
