"""Ties: which records may name what is not there, by what others see of them.

The lists of the archive tell who names a thing, and as what (`rows.REFERRERS`): nearly always
that is enough to know that all is well, and no record is opened. Of the few that are named here,
the checks say whether anything is wrong with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from suites.analysis.references import AFTER, LINK
from suites.analysis.rows import ALIASES, REFERRERS
from suites.analysis.summary import Summary
from suites.holdings import Holdings

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
    named = holdings.summary(name)
    fitting: set[str] = {LINK} if holdings.rows(ALIASES, name) else set()
    if named:
        fitting = FITTING[named.link.kind] | {f"#{one.id}" for one in named.anchors}
    found: Iterable[Any] = holdings.rows(REFERRERS, name)
    for row in found:
        unfit = set(row.uses) - fitting
        if unfit == {AFTER} and named and _comes_after(holdings.summary(row.origin), named):
            continue
        if unfit:
            yield row.origin


def _comes_after(one: Summary | None, other: Summary) -> bool:
    """Whether an announcement may have come after another, or the days of one are not known."""
    last, first = one.check.last if one else "", other.check.first
    return not (last and first) or last >= first


def sharing(holdings: Holdings) -> Iterator[str]:
    """The records that have an old id which is also another's, of old or now."""
    before = first = ""
    found: Iterable[Any] = holdings.rows(ALIASES, "")
    for row in found:
        if row.alias == before:
            # A record that stands alone shares nothing.
            yield from (first, row.id)
        elif holdings.summary(row.alias):
            yield row.id
        before, first = row
