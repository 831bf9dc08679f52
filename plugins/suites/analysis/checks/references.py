"""What names something else must name something that exists, and of the right kind."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping

from suites.analysis.checks.known_names import KnownNames
from suites.analysis.checks.withdrawals import reference_fault
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import EVIDENCE, LINK, Reference, references
from suites.analysis.summary import Summary
from suites.archive.markdown import Body
from suites.archive.model import Article
from suites.archive.model.archive import RECORD_KINDS
from suites.archive.model.values import Record
from suites.archive.model.withdrawn import WITHDRAWN
from suites.archive.problems import MAX_REPORTED, Problem, nearest, quoted

Fault = tuple[str, str, str]
"""The code of a problem, what is wrong, and its mend."""

Check = Callable[[KnownNames, str, Reference], Fault | None]
"""Is given the path of the record as well."""


def every_reference_resolves(linked: LinkedArchive) -> Iterator[Problem]:
    """Ids, evidence and links name things that exist, and keys those of their kind.

    What depends on a file that could not be read is no problem as well.
    """
    names = KnownNames(linked)
    for id_ in unsure_records(linked.records.summaries):
        yield from unresolved(names, linked.archive.record(id_), linked.bodies[id_])


def unsure_records(summaries: Mapping[str, Summary]) -> Iterator[str]:
    """Yield the ids of records that, by the summaries, may name something that is not there."""
    known: set[str] = set()
    for id_, one in summaries.items():
        if one.link.kind == WITHDRAWN:
            continue
        uses = {LINK, one.link.kind, *(f"#{annotation}" for annotation in one.check.annotations)}
        if one.link.kind == "outlet":
            uses.add("entity")
        known.update(f"{use} {id_}" for use in uses)
        known.update(f"{LINK} {alias}" for alias in one.check.aliases)
    return (id_ for id_, one in summaries.items() if not known.issuperset(one.check.references))


def unresolved(names: KnownNames, record: Record, body: Body) -> Iterator[Problem]:
    """Yield the problems of the references of a record, the first ones of each sort.

    `body` is its parsed one; the record need not be of the archive.
    """
    linked = names.linked
    source, counts = record.source, Counter[Check]()
    for reference in references(record, body):
        target = reference.target.partition("#")[0]
        if target in names.withdrawn:
            check: Check = _withdrawn
        elif linked.archive.awaits(target):
            continue
        else:
            check = {EVIDENCE: _evidence, LINK: _link}.get(reference.use, _key)
        if counts[check] < MAX_REPORTED and (fault := check(names, source.path, reference)):
            counts[check] += 1
            place = reference.place or source.value(reference.keys)
            yield Problem(source.path, *place, *fault)


def _withdrawn(names: KnownNames, _path: str, reference: Reference) -> Fault:
    record = names.withdrawn[reference.target.partition("#")[0]]
    return reference_fault(reference, names.linked.archive.record(record).source.path)


def _key(names: KnownNames, path: str, reference: Reference) -> Fault | None:
    linked = names.linked
    use, id_ = reference.use, reference.target
    kind = "entity" if use == "outlet" else use
    name = f"{'a' if kind == 'theme' else 'an'} {kind}"
    summary = linked.link_summaries.get(id_)
    if summary is None:
        what = f"{quoted(id_)} is not the id of {name}"
        if renamed := linked.aliases.get(id_):
            return "reference-unresolved", what, f"it is called {renamed} now"
        folder = RECORD_KINDS[kind].folder
        first = f"write {path.partition('/')[0]}/{folder}/{id_}.md first"
        hint = names.hint(id_, folder) or nearest(id_, linked.records.ids(folder))
        mend = _or_else(hint, first)
        return "reference-unresolved", what, mend
    if summary.kind == use or (summary.kind, use) == ("outlet", "entity"):
        return None
    found = linked.archive.by_id[id_].source.path
    if (summary.kind, use) == ("entity", "outlet"):
        mend = f"add outlet to the kinds of {found}"
        return "reference-kind", f"{quoted(id_)} is not an outlet", mend
    return "reference-kind", f"{quoted(id_)} is not {name} but lies at {found}", f"name {name}"


def _or_else(hint: str, other: str) -> str:
    if not hint:
        return other
    return f"{hint} Else {other}" if hint.endswith("?") else f"{hint}; else {other}"


def _evidence(names: KnownNames, _path: str, reference: Reference) -> Fault | None:
    linked = names.linked
    id_, _, annotation = reference.target.partition("#")
    article = linked.archive.articles.get(id_)
    if article and annotation in article.annotations_by_id:
        return None
    summaries = linked.records.summaries
    known = (f"{id_}#{name}" for id_ in summaries for name in summaries[id_].check.annotations)
    hint = nearest(reference.target, known)
    if article:
        what = f"no article has the annotation {quoted(reference.target, 120)}"
        mend = hint or f"write the annotation {annotation} in {article.source.path} first"
    elif renamed := linked.aliases.get(id_):
        what = f"the article {quoted(id_)} has another id now"
        mend = f"write {renamed}#{annotation}"
    else:
        what = (
            f"no article has the id {quoted(id_)} (any more): its annotation {annotation} is gone"
        )
        mend = _or_else(hint, "give other evidence, or write the article again")
    return "evidence-unresolved", what, mend


def _link(names: KnownNames, path: str, reference: Reference) -> Fault | None:
    linked = names.linked
    id_, _, annotation = reference.target.partition("#")
    record = linked.archive.by_id.get(linked.aliases.get(id_, id_))
    if record is None:
        content = path.partition("/")[0]
        first = f"write it first: {content}/pages/{id_}.md, {content}/entities/{id_}.md or its like"
        mend = names.hint(id_) or nearest(id_, linked.archive.by_id) or first
        return "link-unresolved", f"nothing has the id {quoted(id_)}", mend
    known = record.annotations_by_id if isinstance(record, Article) else {}
    if annotation and annotation not in known:
        what = f"{quoted(record.id)} has no annotation {quoted(annotation)}"
        return (
            "link-unresolved",
            what,
            nearest(annotation, known) or "link to the article as a whole",
        )
    return None
