"""A withdrawn record was withdrawn by today, and no other one rests on it or leads to it."""

from collections.abc import Iterator, Mapping

from suites.analysis.checks.check_context import CheckContext
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import EVIDENCE, LINK, Reference
from suites.analysis.rows import PAIRS, UNCOMPARED
from suites.analysis.summary import Summary
from suites.archive.model.withdrawn import WITHDRAWN, WithdrawnRecord
from suites.archive.problems import Problem, quoted

_MENDS = {
    EVIDENCE: "give other evidence, or delete what rests on this alone",
    LINK: "write plain words in the place of the link",
}


def nothing_is_withdrawn_ahead_of_its_day(
    context: CheckContext[WithdrawnRecord],
) -> Iterator[Problem]:
    """A record is withdrawn from the day on that it says."""
    on = context.record.withdrawn.on
    if on.earliest > context.archive.today:
        what = f"the day {on.text} is still to come, and nothing was withdrawn on it"
        mend = "write the day of today in on:"
        yield context.problem((WITHDRAWN, "on"), "added-ahead", what, mend)


def withdrawn_records_have_no_comparison(linked: LinkedArchive) -> Iterator[Problem]:
    """The comparisons whose addresses say that a record was withdrawn are gone, each said once."""
    summaries = linked.records.summaries
    named = {id_: one.check.comparisons for id_, one in summaries.items() if one.check.comparisons}
    if not named:
        return
    taken = {f"{row.order.id}/{row.name}": "" for row in linked.rows(PAIRS)}
    taken |= {f"{row.announcement}/{row.name}": "" for row in linked.rows(UNCOMPARED)}
    for id_, comparisons in named.items():
        for i, one in enumerate(comparisons):
            announcement, _, name = one.partition("/")
            lies = f"{linked.aliases.get(announcement, announcement)}/{name}"
            if lies in taken:
                owner = taken[lies] or "the site, which has that comparison still"
                what = f"the address of the comparison {quoted(one, 200)} is that of {owner}"
                keys = (WITHDRAWN, "comparisons", i)
                mend = "name comparisons that are gone, each in one record"
                source = linked.archive.record(id_).source
                yield source.problem(keys, "address-taken", what, mend)
            else:
                taken[lies] = f"{id_} already"


def withdrawn_ids(summaries: Mapping[str, Summary]) -> dict[str, str]:
    """Return the ids of withdrawn records and their old ones, each with the id of the record."""
    return {
        name: id_
        for id_, one in summaries.items()
        if one.link.kind == WITHDRAWN
        for name in (*one.check.aliases, id_)
    }


def reference_fault(reference: Reference, path: str) -> tuple[str, str, str]:
    """Return the code, the fault and the mend of a reference to the withdrawn record at a path."""
    id_ = reference.target.partition("#")[0]
    what = f"{quoted(id_)} was withdrawn: see {path}"
    mend = _MENDS.get(
        reference.use, f"name another {reference.use}, or delete the key where it may be left out"
    )
    return "withdrawn-reference", what, mend
