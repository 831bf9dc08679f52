"""Ties: which records may name what is not there, by what others see of them.

The lists of the archive tell who names a thing, and as what (`relations.REFERRERS`): nearly always
that is enough to know that all is well, and no record is opened. Of the few that are named here,
the checks say whether anything is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterator

from suites.holdings import Holdings, registers
from suites.holdings.extract import Extract
from suites.relations import AFTER, LINK, REFERRERS

FITTING = {
    "article": {LINK},
    "announcement": {LINK, "announcement"},
    "entity": {LINK, "entity"},
    "outlet": {LINK, "entity", "outlet"},
    "theme": {LINK, "theme"},
    "page": {LINK},
}
"""As what a thing of each kind may be named, beside its annotations."""


def doubtful(holdings: Holdings, name: str) -> Iterator[str]:
    """The records that name something, and may take it for what it is not."""
    named = holdings.extract(name)
    fitting: set[str] = {LINK} if holdings.entries(registers.ALIASES, name) else set()
    if named:
        fitting = FITTING[named.card.kind] | {f"#{id_}" for id_, _ in named.face.annotations}
    for origin, sorts in holdings.entries(REFERRERS, name):
        unfit = set(sorts) - fitting
        if unfit == {AFTER} and named and _comes_after(holdings.extract(origin), named):
            continue
        if unfit:
            yield origin


def _comes_after(one: Extract | None, other: Extract) -> bool:
    """Whether an announcement may have come after another, or the days of one are not known."""
    last, first = one.face.last if one else "", other.face.first
    return not (last and first) or last >= first


def sharing(holdings: Holdings) -> Iterator[str]:
    """The records that have an old id which is also another's, of old or now."""
    before = first = ""
    for alias, id_ in holdings.entries(registers.ALIASES, ""):
        if alias == before:
            # A record that stands alone shares nothing.
            yield from (first, id_)
        elif holdings.extract(alias):
            yield id_
        before, first = alias, id_
