"""Proposed places: a problem of the archive as it would be -> its place in what brings it.

A problem of a value, or of a passage, that a proposal brings is told at that value. Any other one
of its record is told where the proposal names the record; that of another record is told where it
is, with the names of the proposals from which it may follow.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from suites.archive import front_matter
from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.problems import Problem
from suites.archive.proposals import Accepted, Proposal

Place = tuple[int, int]
"""A line and a column, both from 1."""

MAX_SHOWN = 3
"""Proposals that are named of which one brings a problem to another record."""


@dataclass(frozen=True)
class Reading:
    """A proposal with what it was read from."""

    proposal: Proposal
    front: FrontMatter
    raw: bytes


@dataclass(frozen=True)
class Proposed:
    """A record as some proposals want it; `path` is that of its file as problems show it."""

    path: str
    done: Accepted
    readings: Sequence[Reading]

    def placed(self, problem: Problem, waiting: Sequence[Reading]) -> Problem:
        """Return a problem of the record at its place in the proposal that brings it.

        `waiting` are all proposals, those for other records too.
        """
        first = self.readings[0]
        if first.proposal.is_new:
            return _in_text(problem, first)
        if self._front is None:
            return _at(problem, first, (1, 1))
        return (
            self._at_value(problem, self._front)
            or self._at_passage(problem, self._front)
            or self._at_record(problem, waiting)
        )

    @cached_property
    def _front(self) -> FrontMatter | None:
        front, _ = front_matter.parse(self.path, self.done.raw)
        return front

    def _reading(self, proposal: Proposal) -> Reading:
        return next(one for one in self.readings if one.proposal is proposal)

    def _at_value(self, problem: Problem, front: FrontMatter) -> Problem | None:
        keys, is_key = _keys_at(front, (problem.line, problem.column))
        for place in self.done.places:
            depth = len(place.keys)
            if keys[:depth] == place.keys:
                reading = self._reading(place.proposal)
                find = reading.front.positions.key if is_key else reading.front.positions.value
                return _at(problem, reading, find((*place.proposed, *keys[depth:])))
        return None

    def _at_passage(self, problem: Problem, front: FrontMatter) -> Problem | None:
        for passage, proposal, keys in self.done.passages:
            start = front.body.find(passage)
            line = front.body_line + front.body.count("\n", 0, max(start, 0))
            is_inside = line <= problem.line <= line + passage.count("\n")
            if start >= 0 and (is_inside or problem.line == front.body_line):
                reading = self._reading(proposal)
                return _at(problem, reading, reading.front.positions.value(keys))
        return None

    def _at_record(self, problem: Problem, waiting: Sequence[Reading]) -> Problem:
        """Return it where the first proposal names the record, or says its only change."""
        first, known = self.readings[0], self.readings
        others = [one for one in waiting if one not in known and _is_named(one, problem)]
        if others:
            problem = followed(problem, others)
        changes: list[Keys] = [("change", at) for at, _ in enumerate(first.proposal.change)]
        changes += [("add", at) for at, _ in enumerate(first.proposal.add)]
        is_clear = len(known) == len(changes) == 1 and not others
        keys = changes[0] if is_clear else ("record",)
        return _at(problem, first, first.front.positions.value(keys))


def followed(problem: Problem, waiting: Sequence[Reading]) -> Problem:
    """Return a problem with the proposals that it may follow from, in its mend."""
    named = [one for one in waiting if _is_named(one, problem)] or waiting
    paths = [one.proposal.source.path for one in named]
    shown = ", ".join(paths[:MAX_SHOWN])
    if len(paths) > MAX_SHOWN:
        shown += f" and {len(paths) - MAX_SHOWN} more"
    of = shown if len(paths) == 1 else f"one of {shown}"
    link = " It" if problem.mend.endswith("?") else "; it"
    return replace(problem, mend=f"{problem.mend}{link} follows from {of}")


def _is_named(reading: Reading, problem: Problem) -> bool:
    return bool(re.search(rf"(?<![a-z0-9-]){reading.proposal.record}(?![a-z0-9-])", problem.what))


def _keys_at(front: FrontMatter, at: Place) -> tuple[Keys, bool]:
    """Return the keys of the value, or of the key, that is nearest before a place of a head."""
    positions = front.positions
    found = [
        (place, len(keys), keys, is_key)
        for known, is_key in ((positions.values, False), (positions.keys, True))
        for keys, place in known.items()
        if place <= at < (front.body_line, 0)
    ]
    *_, keys, is_key = max(found, key=lambda one: one[:2], default=((), False))
    return keys, is_key


def _in_text(problem: Problem, reading: Reading) -> Problem:
    """Return a problem of a new record at its line of the proposal, where its text has lines."""
    line, _ = reading.front.positions.value(("text",))
    source = reading.raw.decode("utf-8", "replace").splitlines()
    text = (reading.proposal.text or "").split("\n")
    # A block of text begins on the line after its key, indented.
    if line < len(source) and source[line].strip() == text[0].strip():
        indent = len(source[line]) - len(source[line].lstrip())
        return _at(problem, reading, (line + problem.line, problem.column + indent))
    return _at(problem, reading, reading.front.positions.value(("text",)))


def _at(problem: Problem, reading: Reading, place: Place) -> Problem:
    return replace(problem, path=reading.proposal.source.path, line=place[0], column=place[1])
