"""Deadlines: which terms were given, how they moved, what is due when, and what awaits review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from suites.analysis.rows import DEADLINES, DeadlineRow
from suites.archive import urls
from suites.site.views import listings, view_models
from suites.site.views.deadline_chart import DeadlineChart, deadline_chart
from suites.site.views.events import attribution, term_words
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, Ref, Signs, Truncated, View

NAME = "deadlines"
"""The name of its plan."""

LONGEST = 12
"""Charts that a page may have."""

SECTIONS = ("overdue", "ahead", "reviewed", "settled")
"""How a term may stand, in the order in which the page shows it."""


@dataclass(frozen=True, slots=True)
class MovedTerm:
    """An announcement whose term moved, and the chart of it."""

    ref: Ref
    claim: str
    signs: Signs
    chart: DeadlineChart


@dataclass(frozen=True, slots=True)
class DueTerm:
    """The term of an announcement, by whom and when it was said, and since when it has passed."""

    term: str
    ref: Ref
    claim: str
    said: str
    late: str
    signs: Signs


@dataclass(frozen=True, slots=True)
class Section:
    """Terms that stand alike; `all` leads to the rest of them, where a listing shows them."""

    name: str
    title: str
    intro: str
    rows: Truncated[DueTerm]
    all: str | None


@dataclass(frozen=True)
class DeadlinesPage(View):
    """Everything that the page of deadlines shows; further pages of it have charts alone.

    `calendar` is the address of the calendar file, on the first page.
    """

    heading: Ref
    intro: str
    sections: tuple[Section, ...]
    moved: tuple[MovedTerm, ...]
    moved_count: str
    calendar: str | None
    paging: Paging | None

    @property
    def outline(self) -> tuple[view_models.Section, ...]:
        """The sections that a list of contents may name, in their order."""
        stand = ((one.name, f"deadlines.{one.name}", True) for one in self.sections)
        return (*stand, ("moved", "deadlines.moved", self.moved))


def is_open(row: DeadlineRow) -> bool:
    """Return whether a term counts that no verdict has settled."""
    return bool(row.latest) and row.status != "settled"


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the page of deadlines, and further ones while there are charts."""
    rows: tuple[DeadlineRow, ...] = builder.linked.rows(DEADLINES)
    moved = sorted((-row.given, row.latest, row.id) for row in rows if row.given > 1)
    pages = cut([id_ for *_, id_ in moved], LONGEST)
    for number, ids in enumerate(pages, 1):
        args = (number, len(pages), len(moved) if number == 1 else 0, tuple(ids))
        yield PageSpec(urls.page_of(urls.DEADLINES, number), NAME, args)


def page(
    builder: ViewBuilder, number: int, pages: int, total: int, ids: tuple[str, ...]
) -> DeadlinesPage:
    """Return a page of deadlines; `ids` are the announcements whose charts stand on it."""
    t, is_first = builder.t, number == 1
    heading = Ref(urls.DEADLINES, t("deadlines.title"), "listing")
    url = urls.page_of(urls.DEADLINES, number)
    return DeadlinesPage(
        url=url,
        title=title(builder, heading.title, number),
        description=t("deadlines.description"),
        heading=heading,
        intro=t("deadlines.intro") if is_first else "",
        sections=tuple(_sections(builder, builder.linked.rows(DEADLINES))) if is_first else (),
        moved=tuple(_moved(builder, ids)),
        moved_count=t("deadlines.moved-count", n=total) if total else "",
        calendar=urls.CALENDAR if is_first else None,
        paging=paging(builder, urls.DEADLINES, number, pages),
    )


def _sections(builder: ViewBuilder, all_rows: Sequence[DeadlineRow]) -> Iterator[Section]:
    for name in SECTIONS:
        rows = [row for row in all_rows if row.latest and row.status == name]
        if not rows:
            continue
        if name in ("reviewed", "settled"):
            rows.reverse()
        shown = Truncated.of(rows)
        listing = (
            listings.chosen_announcements(builder, "computed", name) if name == "overdue" else None
        )
        yield Section(
            name,
            builder.t(f"deadlines.{name}"),
            builder.t(f"deadlines.{name}-intro", n=len(rows)),
            Truncated(tuple(_due(builder, row) for row in shown), shown.left),
            listing,
        )


def _due(builder: ViewBuilder, row: DeadlineRow) -> DueTerm:
    event = next(event for event in reversed(builder.linked.histories[row.id]) if event.due)
    assert event.due
    return DueTerm(
        term=term_words(builder, event.due),
        ref=builder.ref(row.id),
        claim=builder.linked.row_summaries[row.id].text,
        said=attribution(builder, event),
        late=builder.t("deadlines.is-overdue", n=row.overdue_days) if row.overdue_days else "",
        signs=builder.signs(row.id),
    )


def _moved(builder: ViewBuilder, ids: Sequence[str]) -> Iterator[MovedTerm]:
    for id_ in ids:
        if chart := deadline_chart(builder, builder.linked.histories[id_]):
            claim = builder.linked.row_summaries[id_].text
            yield MovedTerm(builder.ref(id_), claim, builder.signs(id_), chart)
