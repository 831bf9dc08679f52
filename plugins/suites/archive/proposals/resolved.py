"""Resolved: the changes of proposals -> the same with the keys that they change in the record.

What does not fit the record is a problem: a path that leads nowhere, another value than the one
that a change replaces, two changes of one value.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.problems import Problem, quoted
from suites.archive.proposals.paths import HINT, keys_of
from suites.archive.proposals.proposal import BODY, Addition, Modification, Proposal
from suites.archive.yaml_edits import value_at


@dataclass(frozen=True)
class Change:
    """A modification or an addition with its keys in the record as it stands."""

    proposal: Proposal
    proposed: Keys
    keys: Keys
    what: Modification | Addition

    @property
    def what_of_body(self) -> str | None:
        """The passage of the body that it replaces; None for a change of the head."""
        is_body = isinstance(self.what, Modification) and self.what.at == BODY
        return str(self.what.was) if is_body and isinstance(self.what, Modification) else None


def resolve(
    front: FrontMatter, proposals: Iterable[Proposal], problems: list[Problem]
) -> Iterator[Change]:
    """Yield all changes with their keys; add to `problems` those of what leads nowhere."""
    for proposal in proposals:
        for index, one in enumerate(proposal.change):
            if wrong := _refusal(front, one):
                keys: Keys = ("change", index, "at")
                problems.append(proposal.problem(keys, "proposal-wrong", *wrong))
            else:
                keys = (BODY,) if one.at == BODY else keys_of(front.data, one.at)
                yield Change(proposal, ("change", index), keys, one)
        for index, addition in enumerate(proposal.add):
            if refused := _refused_addition(front, addition):
                key, what, mend = refused
                problems.append(proposal.problem(("add", index, key), "proposal-wrong", what, mend))
            else:
                yield Change(proposal, ("add", index), keys_of(front.data, addition.to), addition)


def _refused_addition(front: FrontMatter, addition: Addition) -> tuple[str, str, str] | None:
    """Return the key of what is wrong with an addition, the fault and its mend; None for none."""
    try:
        keys = keys_of(front.data, addition.to)
        found = value_at(front.data, keys[:-1]).get(keys[-1])
    except (LookupError, AttributeError):
        return "to", f"the record has no {addition.to}", HINT
    if found is not None and not isinstance(found, list):
        return "to", f"{addition.to} is no list", HINT
    if addition.at is not None and addition.at > len(found or ()):
        what = f"{addition.to} has {len(found or ())} members"
        return "at", what, "write a lower index, or none for the end"
    return None


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


def conflicts(body: str, changes: Iterable[Change]) -> Iterator[Problem]:
    """Yield a problem for each change of what another change, or what it adds, changes too."""
    taken = _Taken(body)
    for one in changes:
        if other := taken.meet(one):
            is_addition = isinstance(one.what, Addition)
            named = one.what.to if isinstance(one.what, Addition) else one.what.at
            what = f"{named} is changed by {other.proposal.source.path} too"
            mend = "accept one of them, then look at the other again"
            keys = (*one.proposed, "to" if is_addition else "at")
            yield one.proposal.problem(keys, "proposal-outdated", what, mend)
        else:
            taken.add(one)


class _Taken:
    """What is changed already: values, what holds them, lists that get members, passages."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._values: dict[Keys, Change] = {}
        self._above: dict[Keys, Change] = {}
        self._passages: list[tuple[int, int, Change]] = []

    def meet(self, one: Change) -> Change | None:
        """Return a change of what this one changes; None for none."""
        if one.what_of_body is not None:
            start, end = self._span(one.what_of_body)
            return next((c for s, e, c in self._passages if s < end and start < e), None)
        found = (self._values.get(one.keys[:n]) for n in range(1, len(one.keys) + 1))
        inside = None if isinstance(one.what, Addition) else self._above.get(one.keys)
        return next(filter(None, found), inside)

    def add(self, one: Change) -> None:
        """Note a change."""
        if one.what_of_body is not None:
            self._passages.append((*self._span(one.what_of_body), one))
            return
        is_addition = isinstance(one.what, Addition)
        if not is_addition:
            self._values[one.keys] = one
        for n in range(1, len(one.keys) + is_addition):
            self._above.setdefault(one.keys[:n], one)

    def _span(self, passage: str) -> tuple[int, int]:
        start = self._body.find(passage)
        return start, start + max(len(passage), 1)
