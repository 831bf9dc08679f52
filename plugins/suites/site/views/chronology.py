"""Chronology: what happened to all announcements, drawn on one scale of time over a list by month.

A small archive is drawn whole on one page, which is filtered where it stands. Of a large one the
first page counts the years. Each year and each theme has pages of its own, in either case: none
grows with the archive, for they are cut by events.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from suites.analysis.history import changes_something
from suites.analysis.rows import ANNOUNCEMENTS, EVENTS, AnnouncementRow, EventRow
from suites.archive import urls
from suites.site.charts import scale
from suites.site.views import facets
from suites.site.views.facets import Facet, Values
from suites.site.views.lane_chart import MISSED, Frieze, YearList, by_year, frieze
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.track_chart import is_drawn, strip
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, Ref, Truncated, View, headings

MOST_DRAWN, MOST_LISTED = 60, 200
"""Announcements and events that a page of all may have."""

LONGEST = 80
"""Events that a page of a year or a theme may have."""

OFFERED = ("computed", "verdict", "stage", "theme", "actor", "year")
"""By what the rows of the whole can be chosen, in that order."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A year or a theme: the way there, and how many events it has; `share` is in percent."""

    ref: Ref
    count: int
    counted: str
    share: float
    current: bool


@dataclass(frozen=True)
class ChronologyPage(View):
    """The chronology, or a page of a year or a theme; `frieze` is None where years are counted.

    `heading` is that of all; `undated` tells how many announcements are not shown, and why.
    """

    heading: Ref
    intro: str
    shown: str
    total: int
    undated: str
    frieze: Frieze | None
    years: tuple[YearList, ...]
    of_years: tuple[Amount, ...]
    of_themes: Truncated[Amount]
    facets: tuple[Facet, ...]
    styles: str | None
    paging: Paging | None


NAME = "chronology"
"""What its plan and its filters are called."""

STYLES = f"{urls.CHRONOLOGY}filtres.css"
"""Where the rules lie by which the whole is filtered."""


def happened(builder: ViewBuilder) -> list[EventRow]:
    """Everything that has a day, in order; passed terms count by the day after which they are."""
    found: list[EventRow] = list(builder.linked.rows(EVENTS))
    for row in _announcements(builder):
        if row.overdue_days:
            day = builder.linked.as_of - timedelta(days=row.overdue_days)
            found.append(EventRow(day.isoformat(), row.order.id, MISSED))
    return sorted(found)


def _announcements(builder: ViewBuilder) -> tuple[AnnouncementRow, ...]:
    return builder.linked.rows(ANNOUNCEMENTS)


def is_whole(entries: Sequence[EventRow]) -> bool:
    """Whether all of it fits one page."""
    return len(entries) <= MOST_LISTED and len({one.announcement for one in entries}) <= MOST_DRAWN


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """The page of all, and those of each year and each theme."""
    entries = happened(builder)
    yield PageSpec(urls.CHRONOLOGY, "chronology" if is_whole(entries) else "chronology-sums", ())
    of_year, of_theme = _sorted_out(builder, entries)
    years = tuple(sorted(of_year))
    for year, found in of_year.items():
        yield from _cut("year", year, found, years)
    for theme, found in of_theme.items():
        yield from _cut("theme", theme, found, years)


def _sorted_out(
    builder: ViewBuilder, entries: Iterable[EventRow]
) -> tuple[dict[str, list[EventRow]], dict[str, list[EventRow]]]:
    """The events of each year, and of each theme."""
    themes = {row.order.id: dict(row.facets)["theme"] for row in _announcements(builder)}
    of_year: defaultdict[str, list[EventRow]] = defaultdict(list)
    of_theme: defaultdict[str, list[EventRow]] = defaultdict(list)
    for entry in entries:
        of_year[entry.day[:4]].append(entry)
        for theme in themes[entry.announcement]:
            of_theme[theme].append(entry)
    return of_year, of_theme


def _cut(
    sort: str, value: str, entries: list[EventRow], years: tuple[str, ...]
) -> Iterator[PageSpec]:
    first, parts = where(sort, value), cut(entries, LONGEST)
    for number, part in enumerate(parts, 1):
        total = len(entries) if number == 1 else 0
        args = (sort, value, number, len(parts), total, tuple(map(tuple, part)), years)
        yield PageSpec(urls.page_of(first, number), "chronology-part", args)


def where(sort: str, value: str) -> str:
    """The address of the page of a year or a theme."""
    folder = urls.CHRONOLOGY + (urls.THEMES if sort == "theme" else "")
    return f"{folder}{value}/"


def of_theme(builder: ViewBuilder, theme: str, ids: Iterable[str]) -> str:
    """Where the chronology of a theme begins; empty when none of these announcements has a day."""
    dated = any(
        event.on and changes_something(event)
        for id_ in ids
        for event in builder.linked.histories[id_]
    )
    return where("theme", theme) if dated else ""


def of_actor(builder: ViewBuilder, actor: str, ids: Iterable[str]) -> str:
    """Where all is shown, filtered by an actor when any of these announcements has it as such."""
    if any(actor in builder.linked.row_summaries[id_].by for id_ in ids):
        return f"{urls.CHRONOLOGY}?{urls.FACETS['actor']}={actor}"
    return urls.CHRONOLOGY


def choosable(builder: ViewBuilder) -> dict[str, Values]:
    """By what each announcement of the whole can be chosen; its years are those of its events."""
    years: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for one in happened(builder):
        years[one.announcement][one.day[:4]] = None
    found = {}
    for row in _announcements(builder):
        id_ = row.order.id
        if id_ not in years:
            continue
        own = dict(row.facets)
        own["actor"] = builder.linked.row_summaries[id_].by
        own["year"] = tuple(years[id_])
        found[id_] = tuple((name, own[name]) for name in OFFERED)
    return found


def offered(builder: ViewBuilder) -> tuple[Facet, ...]:
    """The facets of the whole; none where it is not shown as one."""
    if not is_whole(happened(builder)):
        return ()
    return facets.offered(builder, list(choosable(builder).values()))


def whole(builder: ViewBuilder) -> ChronologyPage:
    """All of a small archive."""
    entries, values = happened(builder), choosable(builder)
    found = facets.offered(builder, list(values.values()))
    names = {facet.name for facet in found}
    kept = {id_: tuple(one for one in own if one[0] in names) for id_, own in values.items()}
    drawn = (
        frieze(builder, strip(builder, list(values), values=kept), by_theme=True)
        if values
        else None
    )
    return _page(builder, entries, drawn, kept, of=_heading(builder), offered=found)


def sums(builder: ViewBuilder) -> ChronologyPage:
    """The first page of a large archive: how much there is of each year and each theme."""
    return _page(builder, happened(builder), None, {}, of=_heading(builder), listed=False)


def part(
    builder: ViewBuilder,
    sort: str,
    value: str,
    number: int,
    pages: int,
    total: int,
    events: tuple[tuple[str, str, int], ...],
    years: tuple[str, ...],
) -> ChronologyPage:
    """A page of a year or a theme (`sort`); `total` is its events, on its first page."""
    entries = [EventRow(*one) for one in events]
    ids = list(dict.fromkeys(one.announcement for one in entries))
    of_year = scale.year(int(value)) if sort == "year" else None
    name = value if sort == "year" else builder.ref(value).title
    whole_title = builder.t(f"chronology.of-{sort}", name=name)
    first = where(sort, value)
    here = Ref(urls.page_of(first, number), title(builder, whole_title, number), "listing")
    drawn = (
        frieze(builder, strip(builder, ids, of_year), by_theme=sort == "year")
        if any(is_drawn(event) for id_ in ids for event in builder.linked.histories[id_])
        else None
    )
    return _page(
        builder,
        entries,
        drawn,
        {},
        of=here,
        total=total,
        years=tuple(
            Amount(
                Ref(where("year", one), one, "listing"), 0, "", 0.0, (sort, one) == ("year", value)
            )
            for one in years
        ),
        ways_on=paging(builder, first, number, pages),
    )


def _heading(builder: ViewBuilder) -> Ref:
    return Ref(urls.CHRONOLOGY, builder.t("chronology.title"), "listing")


def _page(
    builder: ViewBuilder,
    entries: Sequence[EventRow],
    drawn: Frieze | None,
    values: Mapping[str, Values],
    *,
    of: Ref,
    total: int | None = None,
    listed: bool = True,
    offered: tuple[Facet, ...] = (),
    years: tuple[Amount, ...] | None = None,
    ways_on: Paging | None = None,
) -> ChronologyPage:
    heading = _heading(builder)
    all_of_it = of.url == heading.url
    count = len({one.announcement for one in entries})
    n = len(entries) if total is None else total
    told = builder.t("chronology.count-events", n=n)
    shown = builder.t("chronology.count", n=count, events=told) if all_of_it else told if n else ""
    intro = builder.t("chronology.intro" if listed else "chronology.intro-sums")
    by_years = by_year(builder, entries, values) if listed else ()
    return ChronologyPage(
        url=of.url,
        title=of.title,
        description=builder.t("chronology.description", title=of.title),
        heading=heading,
        intro=intro if all_of_it else "",
        shown=shown,
        total=count,
        undated=_undated(builder, count) if all_of_it else "",
        frieze=drawn,
        years=by_years,
        contents=headings((f"y_{one.year}", one.year) for one in by_years) if all_of_it else (),
        of_years=years if years is not None else _amounts(builder, entries, "year"),
        of_themes=Truncated.of(_amounts(builder, entries, "theme") if all_of_it else ()),
        facets=offered,
        styles=STYLES if offered else None,
        paging=ways_on,
    )


def _undated(builder: ViewBuilder, shown: int) -> str:
    n = len(_announcements(builder)) - shown
    return builder.t("chronology.undated", n=n) if n else ""


def _amounts(builder: ViewBuilder, entries: Iterable[EventRow], sort: str) -> tuple[Amount, ...]:
    """How much there is of each year, or of each theme by its title."""
    of_year, of_theme = _sorted_out(builder, entries)
    counts = {name: len(of) for name, of in (of_year if sort == "year" else of_theme).items()}
    titles = {name: name if sort == "year" else builder.ref(name).title for name in counts}
    most = max(counts.values(), default=1)
    return tuple(
        Amount(
            Ref(where(sort, name), titles[name], "listing"),
            counts[name],
            builder.t("chronology.count-events", n=counts[name]),
            round(100 * counts[name] / most, 1),
            False,
        )
        for name in sorted(counts, key=lambda one: titles[one].casefold())
    )
