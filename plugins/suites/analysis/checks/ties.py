"""Ties: which records may name what is not there, by the summaries alone.

Nearly always a summary is enough to know that all is well with what a record names, and the record
is not opened. Of the few that are named here, the checks say whether anything is wrong with them.
"""

from __future__ import annotations

from collections.abc import Mapping

from suites.analysis.references import AFTER, LINK
from suites.analysis.summary import Summary

FITTING = {
    "article": (LINK,),
    "announcement": (LINK, "announcement"),
    "entity": (LINK, "entity"),
    "outlet": (LINK, "entity", "outlet"),
    "theme": (LINK, "theme"),
    "page": (LINK,),
}
"""As what a record of each kind may be named, beside its annotations."""


def doubtful(summaries: Mapping[str, Summary]) -> set[str]:
    """Return the ids of the records whose references or old ids must be looked at."""
    fit: set[str] = set()
    aliases: dict[str, list[str]] = {}
    for id_, one in summaries.items():
        fit.update(f"{use} {id_}" for use in FITTING[one.link.kind])
        fit.update(f"#{annotation} {id_}" for annotation in one.check.annotations)
        for alias in one.check.aliases:
            fit.add(f"{LINK} {alias}")
            aliases.setdefault(alias, []).append(id_)
    found = {
        id_
        for id_, one in summaries.items()
        if not fit.issuperset(one.check.references)
        and not all(
            reference in fit or _comes_after(one, reference, summaries)
            for reference in one.check.references
        )
    }
    return found | {
        id_ for alias, ids in aliases.items() if alias in summaries or len(ids) > 1 for id_ in ids
    }


def _comes_after(one: Summary, reference: str, summaries: Mapping[str, Summary]) -> bool:
    """Return whether an announcement may have come after another, as far as days are known."""
    use, _, id_ = reference.partition(" ")
    other = summaries.get(id_)
    if use != AFTER or other is None:
        return False
    last, first = one.check.last, other.check.first
    return not (last and first) or last >= first
