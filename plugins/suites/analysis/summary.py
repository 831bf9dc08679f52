"""Summaries: what one record shows to the rest of the archive, and the rows that it adds to it.

They follow from the record alone, and are named tuples that msgspec encodes, so that they can be
cached: a page that shows a few facts of a record needs neither its file nor its body.
"""

from datetime import date
from typing import NamedTuple

from msgspec import msgpack

from suites.analysis import history
from suites.analysis.anchors import Anchor, anchor
from suites.analysis.listed_rows import ListedRow, day_key, edtf, first_day, listed_rows
from suites.analysis.references import references
from suites.archive.enumerations import RelationType
from suites.archive.languages import Language
from suites.archive.markdown import Body
from suites.archive.model import Announcement, AnyRecord, Article, Entity
from suites.archive.model.archive import kind_of
from suites.archive.model.withdrawn import WITHDRAWN, WithdrawnRecord
from suites.archive.problems import Problem


class LinkSummary(NamedTuple):
    """The facts that a link to a record shows; the state is that of an announcement, else empty."""

    kind: str  # article, announcement, entity, outlet, theme or page; or `WITHDRAWN`
    title: str
    stage: str = ""
    verdict: str = ""  # "" of a fact
    overdue: bool = False
    announcement_kind: str = ""
    entity_kind: str = ""  # the first one


class RowSummary(NamedTuple):
    """The facts that a row of a listing shows besides, of an article or an announcement."""

    day: str = ""  # of publication, or of the first dated event, as EDTF
    by: tuple[str, ...] = ()  # the outlet, or the actors
    text: str = ""  # our summary, or the claim
    lang: str = ""  # of an article
    due: str = ""  # the term that counts, as EDTF
    added: str = ""  # as `day_key` gives it
    themes: tuple[str, ...] = ()  # of an announcement
    first: str = ""  # the first id of any record that has another one now
    names: tuple[tuple[str, str, str], ...] = ()  # of an entity with several: (name, since, until)


class CheckSummary(NamedTuple):
    """The facts that the checks of other records need, and the record's own references."""

    aliases: tuple[str, ...]
    annotations: tuple[str, ...]  # ids of those whose quotes were found
    references: tuple[str, ...]  # "use id", in order: "theme prix", "#n1 article-id", "link id"
    relations: tuple[tuple[RelationType, str], ...] = ()  # of an announcement: (type, target)
    is_disputed: bool = False  # whether it has discrepancies
    withdrawn_kind: str = ""  # of a withdrawn record, the kind that it had
    comparisons: tuple[str, ...] = ()  # that quoted it: "announcement/name"


class Summary(NamedTuple):
    """The facts that others see of a record, but for its rows in lists."""

    link: LinkSummary
    row: RowSummary
    check: CheckSummary
    anchors: bytes  # see `anchors.decode`: few are asked for, and they are much


def summarise(
    record: AnyRecord | WithdrawnRecord, body: Body, as_of: date, language: Language
) -> tuple[Summary, tuple[ListedRow, ...], tuple[Problem, ...]]:
    """Return the summary of a record, its rows, and the problems of quotes that misfit its body.

    `as_of` is the day on which states are computed, `language` that of the archive.
    """
    uses = tuple(sorted(set(map(str, references(record, body)))))
    check = CheckSummary(record.aliases, (), uses)
    if isinstance(record, WithdrawnRecord):
        check = check._replace(withdrawn_kind=kind_of(record).name)
        check = check._replace(comparisons=record.withdrawn.comparisons)
        nothing = msgpack.encode(())
        return Summary(LinkSummary(WITHDRAWN, ""), RowSummary(), check, nothing), (), ()
    link = LinkSummary(kind_of(record).name, record.title)
    row = RowSummary(first=record.aliases[0] if record.aliases else "")
    state = history.state(record, as_of) if isinstance(record, Announcement) else None
    anchors: tuple[Anchor, ...] = ()
    problems: tuple[Problem, ...] = ()
    if isinstance(record, Article):
        anchors, problems = anchor(record, body, language)
        check = check._replace(annotations=tuple(one.id for one in anchors))
        row = row._replace(day=edtf(record.published), by=(record.outlet,) if record.outlet else ())
        row = row._replace(text=record.summary, lang=record.lang, added=day_key(record.added))
    elif isinstance(record, Announcement) and state:
        verdict = "" if record.kind == "fact" else state.verdict
        link = link._replace(stage=state.stage or "", verdict=verdict, overdue=state.overdue)
        link = link._replace(announcement_kind=record.kind)
        row = row._replace(day=edtf(first_day(record)), by=record.actors, text=record.claim)
        row = row._replace(due=edtf(state.due), added=day_key(record.added), themes=record.themes)
        relations = tuple((one.type, one.target) for one in record.relations)
        check = check._replace(relations=relations, is_disputed=bool(record.discrepancies))
    elif isinstance(record, Entity):
        link = link._replace(entity_kind=record.kind[0])
        if len(record.names) > 1:
            names = ((one.name, edtf(one.since), edtf(one.until)) for one in record.names)
            row = row._replace(names=tuple(names))
    summary = Summary(link, row, check, msgpack.encode(anchors))
    listed = dict.fromkeys(listed_rows(record, body, language, state))
    return summary, tuple(listed), problems
