"""Deadlines: which terms were given, how they moved, what is due when, and what awaits review."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from suites.analysis.rows import DEADLINES, DeadlineRow
from suites.site.views import listings
from suites.site.views.deadline_chart import ChartedRow, charted_row
from suites.site.views.events import attribution, term_words
from suites.site.views.paging import ListPart, parts
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, Row, Section, Truncated, View

CHARTS_PER_PAGE = 12

SECTIONS = ("overdue", "ahead", "reviewed", "settled")
"""How a term may stand, in the order in which the page shows it."""


class DueTerm(NamedTuple):
    """The term of an announcement, by whom and when it was said, and since when it has passed."""

    term: str
    row: Row
    attribution: str
    late: str


class TermGroup(NamedTuple):
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

    intro: str
    sections: tuple[TermGroup, ...]
    moved: tuple[ChartedRow, ...]
    moved_count: str
    calendar: str | None

    @property
    def outline(self) -> tuple[Section, ...]:
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
    ids = [id_ for *_, id_ in moved]
    for part in parts(builder.urls, builder.urls.deadlines, ids, CHARTS_PER_PAGE):
        yield PageSpec(part.url, "deadlines", (part,))


def page(builder: ViewBuilder, part: ListPart) -> DeadlinesPage:
    """Return a page of deadlines; its rows are the announcements whose charts stand on it."""
    t, part = builder.t, ListPart(*part)
    is_first = part.number == 1
    charted = (charted_row(builder, id_) for id_ in part.rows)
    return DeadlinesPage(
        url=part.url,
        title=part.title(builder, t("deadlines.title")),
        description=t("deadlines.description"),
        intro=t("deadlines.intro") if is_first else "",
        sections=tuple(_sections(builder, builder.linked.rows(DEADLINES))) if is_first else (),
        moved=tuple(row for row in charted if row.chart),
        moved_count=t("deadlines.moved-count", n=part.total) if part.total else "",
        calendar=builder.urls.calendar if is_first else None,
        paging=part.paging(builder),
    )


def _sections(builder: ViewBuilder, all_rows: Sequence[DeadlineRow]) -> Iterator[TermGroup]:
    for name in SECTIONS:
        rows = [row for row in all_rows if row.latest and row.status == name]
        if not rows:
            continue
        if name in ("reviewed", "settled"):
            rows.reverse()
        is_overdue = name == "overdue"
        yield TermGroup(
            name,
            builder.t(f"deadlines.{name}"),
            builder.t(f"deadlines.{name}-intro", n=len(rows)),
            Truncated.of(rows).map(lambda row: _due(builder, row)),
            listings.chosen_announcements(builder, "computed", name) if is_overdue else None,
        )


def _due(builder: ViewBuilder, row: DeadlineRow) -> DueTerm:
    event = next(event for event in reversed(builder.linked.histories[row.id]) if event.due)
    assert event.due
    return DueTerm(
        term=term_words(builder, event.due),
        row=builder.row(row.id),
        attribution=attribution(builder, event),
        late=builder.t("deadlines.is-overdue", n=row.overdue_days) if row.overdue_days else "",
    )
