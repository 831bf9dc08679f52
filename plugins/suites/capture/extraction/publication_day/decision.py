"""Decision: one day of publication among the candidates of a page, and what speaks against it.

A dateline under the headline is what readers see: it outweighs what programs are told, which many
templates get wrong. Lesser datelines only confirm it, or stand where there is nothing else.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from suites.capture.captured_article import Doubt, Guess
from suites.capture.extraction.publication_day.candidates import Candidate
from suites.capture.extraction.publication_day.local_days import (
    UTC,
    in_zone_of,
    may_be_one_day,
    other_day,
    with_zone,
)

_DAY = len("2023-09-19")
_DAYS_LATER, _DAYS_LATER_SHOWN = 30, 2
_OUTWEIGHS, _PLAIN, _FAINT = 2.5, 3.0, 1.0
"""Scores of a dateline: above them it outweighs what programs are told, is stated, or counts."""
_AS_GOOD = 1.5
"""How much less the score of another dateline may be that makes one doubtful."""
_ALONE = frozenset(("json-ld", "opengraph"))
"""Statements that are trusted without a second one."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """The candidates of a page: those told to programs, datelines, changes, signs; its language.

    Signs are days in addresses and in scripts, which nothing says to be of the article.
    """

    told: Sequence[Candidate]
    dated: Sequence[Candidate]
    changes: Sequence[Candidate]
    signs: Sequence[Candidate]
    language: str

    def decide(self) -> tuple[Guess | None, list[Doubt]]:
        """Return the day of publication that the page states, or shows, and the doubts about it."""
        shown = self._best_shown()
        chosen = self._chosen(shown)
        if chosen is None:
            return self._without_statement(shown), []
        doubts = self._differences(chosen, shown)
        if chosen.is_ambiguous and not self._is_backed(chosen, (*self.told, *self.signs)):
            return _guess(chosen, "day-or-month-first"), doubts
        best = self._most_precise(chosen)
        if chosen in self.told and not (shown and self._agree(shown, chosen)):
            other = other_day(best.value, self.language)
            doubts += [Doubt("day-in-utc", {"one": best.value, "other": other})] if other else []
            doubts += [] if doubts else self._later_changes(chosen)
        if not self._is_certain(chosen, shown):
            return _guess(best, best.basis), doubts
        return Guess(best.value, best.basis, best.words), doubts

    def _is_certain(self, chosen: Candidate, shown: Candidate | None) -> bool:
        """Return whether two statements give the day, or one of those that are right alone."""
        if chosen is shown and chosen.score >= _PLAIN:
            return True
        bases = {one.basis for one in self.told if self._agree(one, chosen)}
        is_shown = shown is not None and self._agree(shown, chosen)
        is_signed = self._is_backed(chosen, self.signs)
        return len(bases) + is_shown + is_signed > 1 or not bases.isdisjoint(_ALONE)

    def _agree(self, one: Candidate, other: Candidate) -> bool:
        return may_be_one_day(one, other, self.language)

    def _is_backed(self, one: Candidate, others: Iterable[Candidate]) -> bool:
        return any(self._agree(one, other) for other in others)

    def _best_shown(self) -> Candidate | None:
        """Return the dateline in the best place; of those near it, one that programs are told."""
        # What stands outside the article only confirms what programs are told.
        readings = self._readings()
        full = [one for one in readings if not one.is_aside or self._is_backed(one, self.told)]
        if not full:
            return None
        best = max(full, key=lambda one: one.score)
        if best.label is None and not self._is_backed(best, self.told):
            backed = [one for one in full if self._is_backed(one, self.told)]
            second = max(backed, key=lambda one: one.score, default=best)
            best = second if second.score >= _FAINT else best
        alike = [one for one in full if one.words == best.words and one.score == best.score]
        if self._is_backed(best, self.told) or best.label is not None:
            return best
        # A line of bare dates is that of publication and those of changes: the first day is meant.
        return min(alike, key=lambda one: one.value)

    def _readings(self) -> list[Candidate]:
        """Return the days that the page shows, those of changes and of events left out."""
        readings = map(self._as_told, self.dated)
        full = (one for one in readings if len(one.value) >= _DAY)
        return [one for one in full if one.label not in ("updated", "other")]

    def _as_told(self, one: Candidate) -> Candidate:
        """Return a date in figures in the order in which the page states it elsewhere."""
        backing = (*self.told, *self.signs)
        if one.swapped and not self._is_backed(one, backing):
            other = replace(one, value=one.swapped, swapped=one.value)
            return other if self._is_backed(other, backing) else one
        return one

    def _chosen(self, shown: Candidate | None) -> Candidate | None:
        told = self._first_told()
        if shown is None or shown.score < _FAINT:
            return told
        if told is None:
            is_faint = (
                shown.score < _PLAIN and self.signs and not self._is_backed(shown, self.signs)
            )
            return None if is_faint else shown
        if self._is_backed(shown, self.told):
            return shown
        is_change = shown.label is None and self._is_backed(shown, self.changes)
        return shown if shown.score >= _OUTWEIGHS and not is_change else told

    def _first_told(self) -> Candidate | None:
        """Return the first statement, unless it has the very moment of the last change."""
        moments = {change.value for change in self.changes}
        first = self.told[0] if self.told else None
        if first is not None and first.value in moments:
            others = (one for one in self.told if one.value < first.value)
            return next((one for one in others if not self._agree(one, first)), first)
        return first

    def _differences(self, chosen: Candidate, shown: Candidate | None) -> list[Doubt]:
        """Return a doubt for the first other day, unless it is that of a change.

        Where programs are told nothing, another dateline in as good a place is one.
        """
        rivals = [one for one in self.told if not self._agree(one, chosen)]
        if shown is not None and self._agree(shown, chosen):
            rivals = [one for one in rivals if not self._is_backed(one, self.changes)]
        if shown is not None and shown.score >= _FAINT and not self._agree(shown, chosen):
            rivals.append(shown)
        if chosen is shown and not self._is_backed(chosen, (*self.told, *self.signs)):
            lowest = chosen.score - _AS_GOOD
            rivals += (
                one
                for one in self._readings()
                if one.score >= lowest and not one.is_aside and not self._agree(one, chosen)
            )
        if not rivals:
            return []
        return [Doubt("dates-differ", {"one": chosen.value, "other": rivals[0].value})]

    def _later_changes(self, chosen: Candidate) -> list[Doubt]:
        """Return a doubt where a page that shows no day was changed long after it was published.

        Of a change that it shows by its headline, two days are long: readers know no other day.
        """
        if (day := chosen.day) is None:
            return []
        shown = [one for one in self.changes if one.score >= _OUTWEIGHS and not one.is_aside]
        later = [
            one
            for one in self.changes
            if one.day
            and (one.day - day).days >= (_DAYS_LATER_SHOWN if one in shown else _DAYS_LATER)
        ]
        return [
            Doubt("changed-later", {"one": chosen.value, "other": one.value}) for one in later[:1]
        ]

    def _most_precise(self, chosen: Candidate) -> Candidate:
        """Return the most precise statement of the day on which it was where the page is read."""
        alike = [one for one in self.told if self._agree(one, chosen)]
        if chosen not in self.told:
            if (value := with_zone(chosen, alike)) != chosen.value:
                return replace(chosen, value=value)
        elif chosen.zone in UTC:
            local = [one for one in alike if one.zone not in UTC and len(one.value) >= _DAY]
            if local:
                chosen = local[0]
            elif (value := in_zone_of(chosen, self.changes)) != chosen.value:
                return replace(chosen, value=value)
        precise = [one for one in alike if one.value.startswith(chosen.value[:_DAY])]
        return max((chosen, *precise), key=lambda one: len(one.value))

    def _without_statement(self, shown: Candidate | None) -> Guess | None:
        for one in self.signs:
            return _guess(one, one.basis)
        beside = [one for one in self._readings() if one.is_near and one.score >= _FAINT]
        if shown is None and beside and all(one.day == beside[0].day for one in beside):
            return _guess(beside[0], beside[0].basis)
        changed = [one for one in self.dated if one.label == "updated" and not one.is_aside]
        best = max(changed, key=lambda one: one.score, default=None)
        is_only = best is not None and all(one.day == best.day for one in changed)
        return _guess(best, "updated-only") if best and is_only and shown is None else None


def _guess(one: Candidate, basis: str) -> Guess:
    return Guess(one.value, basis, one.words, stated=False)
