"""Chronology: the events of all announcements, drawn on one scale of time over a list by month.

A small archive is drawn whole on one page, which is filtered where it stands. Of a large one the
first page counts the years. Each year and each theme has pages of its own, in either case: none
grows with the archive, for they are cut by events. An event whose month is not certain stands after
the months of its year.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from suites.analysis.history import PastEvent, changes_something
from suites.analysis.rows import ANNOUNCEMENTS, EVENTS, AnnouncementRow, EventRow, Values
from suites.archive import dates
from suites.archive.alphabet import alphabetical
from suites.archive.dates import Date
from suites.site.charts import scale
from suites.site.views import facets
from suites.site.views.events import changes, event_id
from suites.site.views.facets import Facet
from suites.site.views.listings import ListingRow
from suites.site.views.paging import ListPart, parts
from suites.site.views.track_chart import TrackChart, attributes, track_chart
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    CountedLink,
    Group,
    PageSpec,
    Ref,
    Row,
    Truncated,
    View,
    grouped,
    headings,
)

MAX_DRAWN, MAX_LISTED = 60, 200
"""Announcements and events that a page of all may have."""

EVENTS_PER_PAGE = 80

OFFERED = ("computed", "verdict", "stage", "theme", "actor", "year")
"""The facets of the whole, in order."""

MISSED = -1
"""In the place of an event: its announcement's term passed on the day before."""

NO_MONTH = "~"
"""In the place of a month; it sorts last."""


@dataclass(frozen=True)
class ChronologyPage(View):
    """The chronology, or a page of a year or a theme.

    The page of all has the amounts `of_years` and `of_themes`, and says how many announcements are
    `undated`; the others have `year_links`. `track_chart` is None where years are counted, or
    nothing is drawn. Rows are events, with their changes beside those that signs say.
    """

    shown: str
    track_chart: TrackChart | None
    years: tuple[Group[Group[ListingRow]], ...]
    intro: str = ""
    undated: str = ""
    of_years: tuple[CountedLink, ...] = ()
    of_themes: Truncated[CountedLink] | None = None
    year_links: tuple[CountedLink, ...] = ()
    facets: tuple[Facet, ...] = ()
    styles: str | None = None


def happened(builder: ViewBuilder) -> list[EventRow]:
    """Return the dated events in order, with passed terms on the days after them."""
    rows: list[EventRow] = list(builder.linked.rows(EVENTS))
    for row in _announcements(builder):
        if row.overdue_days:
            day = builder.linked.as_of - timedelta(days=row.overdue_days)
            rows.append(EventRow(day.isoformat(), row.order.id, MISSED))
    return sorted(rows)


def _announcements(builder: ViewBuilder) -> tuple[AnnouncementRow, ...]:
    return builder.linked.rows(ANNOUNCEMENTS)


def _fits_one_page(rows: Sequence[EventRow]) -> bool:
    """Return whether the whole chronology fits one page."""
    return len(rows) <= MAX_LISTED and len({row.announcement for row in rows}) <= MAX_DRAWN


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the page of all, and those of each year and each theme."""
    yield PageSpec(builder.urls.chronology, "chronology", ())
    groups = _groups(builder, happened(builder))
    years = tuple(sorted(groups["year"]))
    for sort, by_value in groups.items():
        for value, rows in by_value.items():
            first = address(builder, sort, value)
            for one in parts(builder.urls, first, rows, EVENTS_PER_PAGE):
                yield PageSpec(one.url, "chronology-part", (sort, value, one, years))


def _groups(
    builder: ViewBuilder, rows: Iterable[EventRow]
) -> dict[str, defaultdict[str, list[EventRow]]]:
    """Return the events of each "year", and of each "theme"."""
    themes = {row.order.id: dict(row.facets)["theme"] for row in _announcements(builder)}
    groups = {sort: defaultdict[str, list[EventRow]](list) for sort in ("year", "theme")}
    for row in rows:
        groups["year"][row.day[:4]].append(row)
        for theme in themes[row.announcement]:
            groups["theme"][theme].append(row)
    return groups


def address(builder: ViewBuilder, sort: str, value: str) -> str:
    """Return the address of the page of a year or a theme."""
    folder = builder.urls.chronology + (builder.urls.themes if sort == "theme" else "")
    return f"{folder}{value}/"


def of_theme(builder: ViewBuilder, theme: str, ids: Iterable[str]) -> str:
    """Return the chronology of a theme; empty when none of these announcements has a day."""
    histories = builder.linked.histories
    dated = any(event.on and changes_something(event) for id_ in ids for event in histories[id_])
    return address(builder, "theme", theme) if dated else ""


def of_actor(builder: ViewBuilder, actor: str, ids: Iterable[str]) -> str:
    """Return the chronology, filtered by an actor when any of these announcements has it."""
    if any(actor in builder.linked.row_summaries[id_].by for id_ in ids):
        return f"{builder.urls.chronology}?{builder.urls.facets['actor']}={actor}"
    return builder.urls.chronology


def _choosable(builder: ViewBuilder, rows: Sequence[EventRow]) -> dict[str, Values]:
    """Return the values of each announcement by id, none where the whole does not fit one page.

    Its years are those of its events.
    """
    if not _fits_one_page(rows):
        return {}
    years: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for row in rows:
        years[row.announcement][row.day[:4]] = None
    values = {}
    for one in _announcements(builder):
        id_ = one.order.id
        if id_ in years:
            own = dict(one.facets)
            own |= {"actor": builder.linked.row_summaries[id_].by, "year": tuple(years[id_])}
            values[id_] = tuple((name, own[name]) for name in OFFERED)
    return values


def offered(builder: ViewBuilder) -> tuple[Facet, ...]:
    """Return the facets of the whole; none where it does not fit one page."""
    return facets.offered(builder, _choosable(builder, happened(builder)).values())


def page(builder: ViewBuilder) -> ChronologyPage:
    """Return all of a small archive, or the years and themes of a large one with their amounts."""
    t, rows = builder.t, happened(builder)
    groups = _groups(builder, rows)
    name = t("chronology.title")
    whole = _fits_one_page(rows)
    choices = _choosable(builder, rows)
    found = facets.offered(builder, choices.values())
    names = {facet.name for facet in found}
    values = {id_: tuple(one for one in own if one[0] in names) for id_, own in choices.items()}
    years = events_by_year(builder, rows, values) if whole else ()
    count = len({row.announcement for row in rows})
    undated = len(_announcements(builder)) - count
    events = t("chronology.count-events", n=len(rows))
    return ChronologyPage(
        url=builder.urls.chronology,
        title=name,
        description=t("chronology.description", title=name),
        intro=t("chronology.intro" if whole else "chronology.intro-sums"),
        shown=t("chronology.count", n=count, events=events),
        undated=t("chronology.undated", n=undated) if undated else "",
        track_chart=track_chart(builder, values, values=values, by_theme=True),
        years=years,
        contents=headings((f"y_{one.heading}", one.heading) for one in years),
        of_years=_amounts(builder, "year", groups["year"]),
        of_themes=Truncated.of(_amounts(builder, "theme", groups["theme"])),
        facets=found,
        styles=builder.urls.filter_styles(builder.urls.chronology) if found else None,
    )


def part(
    builder: ViewBuilder, sort: str, value: str, part: ListPart, years: tuple[str, ...]
) -> ChronologyPage:
    """Return a page of a year or a theme (`sort`), whose rows are its events."""
    t, part = builder.t, ListPart(*part)
    rows = [EventRow(*row) for row in part.rows]
    is_year = sort == "year"
    name = value if is_year else builder.ref(value).title
    title = part.title(builder, t(f"chronology.of-{sort}", name=name))
    ids = dict.fromkeys(row.announcement for row in rows)
    return ChronologyPage(
        url=part.url,
        title=title,
        description=t("chronology.description", title=title),
        shown=t("chronology.count-events", n=part.total) if part.total else "",
        track_chart=track_chart(
            builder, ids, scale.year(int(value)) if is_year else None, by_theme=is_year
        ),
        years=events_by_year(builder, rows, {}),
        year_links=tuple(
            CountedLink(
                Ref(address(builder, "year", one), one, "listing"), current=is_year and one == value
            )
            for one in years
        ),
        paging=part.paging(builder),
    )


def events_by_year(
    builder: ViewBuilder, rows: Iterable[EventRow], values: Mapping[str, Values]
) -> tuple[Group[Group[ListingRow]], ...]:
    """Return the events by year and month; `values` are those of their announcements."""
    placed = sorted((row.day[:4], _month(builder, row), row) for row in rows)
    events = (
        (year, (_label(builder, year, month), _listed(builder, row, values)))
        for year, month, row in placed
    )
    return tuple(Group(year, grouped(of_year)) for year, of_year in grouped(events))


def _event(builder: ViewBuilder, row: EventRow) -> tuple[PastEvent, Date]:
    """Return an event and its day; for a passed term, the event that said it last, and the term."""
    history = builder.linked.histories[row.announcement]
    if row.place == MISSED:
        event = next(event for event in reversed(history) if event.due)
        day = event.due
    else:
        event = history[row.place]
        day = event.on
    assert isinstance(day, Date)
    return event, day


def _month(builder: ViewBuilder, row: EventRow) -> str:
    _, on = _event(builder, row)
    is_known = (on.earliest.year, on.earliest.month) == (on.latest.year, on.latest.month)
    return row.day[5:7] if is_known else NO_MONTH


def _label(builder: ViewBuilder, year: str, month: str) -> str:
    if month == NO_MONTH:
        return builder.t("chronology.no-month", year=year)
    return builder.day(dates.parse(f"{year}-{month}")).text


def _listed(builder: ViewBuilder, row: EventRow, values: Mapping[str, Values]) -> ListingRow:
    event, on = _event(builder, row)
    ref = builder.ref(row.announcement)
    is_missed = row.place == MISSED
    state = ("", "", True) if is_missed else (event.stage, event.verdict, False)
    own = (
        (name, (row.day[:4],) if name == "year" else found)
        for name, found in values.get(row.announcement, ())
    )
    listed = Row(
        ref=ref._replace(url=f"{ref.url}#{event_id(event.place)}"),
        day=builder.day(on, short=True),
        by="",
        text="" if is_missed else builder.listed(changes(builder, event)),
        signs=builder.state_signs(row.announcement, *state),
    )
    return ListingRow(listed, attributes(own))


def _amounts(
    builder: ViewBuilder, sort: str, groups: Mapping[str, Sequence[EventRow]]
) -> tuple[CountedLink, ...]:
    """Return the amounts of years, or of themes by their titles."""
    titles = {one: one if sort == "year" else builder.ref(one).title for one in groups}
    most = max(map(len, groups.values()), default=1)
    return tuple(
        CountedLink(
            Ref(address(builder, sort, one), titles[one], "listing"),
            len(rows),
            builder.t("chronology.count-events", n=len(rows)),
            share=round(100 * len(rows) / most, 1),
        )
        for one, rows in sorted(groups.items(), key=lambda group: alphabetical(titles[group[0]]))
    )
