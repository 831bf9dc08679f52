"""Deadlines: which terms were given, how they moved, what is due when, and what awaits review."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from suites.analysis.rows import DEADLINES, DeadlineRow
from suites.archive import urls
from suites.site.views import listings, view_models
from suites.site.views.deadline_chart import Deadline, deadline
from suites.site.views.paging import Paging, cut, paging, title
from suites.site.views.state import term_words
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, Ref, Signs, Truncated, View

NAME = "deadlines"
"""What its plan is called."""

LONGEST = 12
"""Drawings that a page may have."""

SECTIONS = ("overdue", "ahead", "reviewed", "settled")
"""How a term may stand, in the order in which the page shows it."""


@dataclass(frozen=True, slots=True)
class Moved:
    """An announcement whose term moved, and the drawing of it."""

    ref: Ref
    claim: str
    signs: Signs
    drawn: Deadline


@dataclass(frozen=True, slots=True)
class Due:
    """A term: when, of what, who said so and when, and since when it has passed, in words."""

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
    rows: Truncated[Due]
    all: str | None


@dataclass(frozen=True)
class DeadlinesPage(View):
    """Everything that the page of deadlines shows; further pages of it have drawings alone.

    `calendar` is where the file lies, on the first page.
    """

    heading: Ref
    intro: str
    sections: tuple[Section, ...]
    moved: tuple[Moved, ...]
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
    """The page of deadlines, and what more of them there are to draw."""
    found: tuple[DeadlineRow, ...] = builder.linked.rows(DEADLINES)
    moved = sorted((-one.given, one.latest, one.id) for one in found if one.given > 1)
    pages = cut([id_ for *_, id_ in moved], LONGEST)
    for number, part in enumerate(pages, 1):
        args = (number, len(pages), len(moved) if number == 1 else 0, tuple(part))
        yield PageSpec(urls.page_of(urls.DEADLINES, number), NAME, args)


def page(
    builder: ViewBuilder, number: int, pages: int, total: int, ids: tuple[str, ...]
) -> DeadlinesPage:
    """A page of deadlines; `ids` are those whose terms moved and are drawn on it."""
    heading = Ref(urls.DEADLINES, builder.t("deadlines.title"), "listing")
    url = urls.page_of(urls.DEADLINES, number)
    found = builder.linked.rows(DEADLINES) if number == 1 else ()
    intro = builder.t("deadlines.intro") if number == 1 else ""
    return DeadlinesPage(
        url=url,
        title=title(builder, heading.title, number),
        description=builder.t("deadlines.description"),
        heading=heading,
        intro=intro,
        sections=tuple(_sections(builder, found)),
        moved=tuple(filter(None, (_moved(builder, id_) for id_ in ids))),
        moved_count=builder.t("deadlines.moved-count", n=total) if total else "",
        calendar=urls.CALENDAR if number == 1 else None,
        paging=paging(builder, urls.DEADLINES, number, pages),
    )


def _sections(builder: ViewBuilder, found: Sequence[DeadlineRow]) -> Iterator[Section]:
    for name in SECTIONS:
        of = [one for one in found if one.latest and one.status == name]
        if not of:
            continue
        if name in ("reviewed", "settled"):
            of.reverse()
        some = Truncated.of(of)
        overdue = listings.chosen_announcements(builder, "computed", "overdue")
        yield Section(
            name,
            builder.t(f"deadlines.{name}"),
            builder.t(f"deadlines.{name}-intro", n=len(of)),
            Truncated(tuple(_due(builder, one) for one in some), some.left),
            overdue if name == "overdue" else None,
        )


def _due(builder: ViewBuilder, row: DeadlineRow) -> Due:
    event = next(event for event in reversed(builder.linked.histories[row.id]) if event.due)
    assert event.due
    by = builder.ref(event.speaker).title if event.speaker else ""
    day = builder.day(event.on, short=True)
    return Due(
        term=term_words(builder, event.due),
        ref=builder.ref(row.id),
        claim=builder.linked.row_summaries[row.id].text,
        said=", ".join(filter(None, (by, event.occasion, day.text if day else ""))),
        late=builder.t("deadlines.is-overdue", n=row.overdue_days) if row.overdue_days else "",
        signs=builder.signs(row.id),
    )


def _moved(builder: ViewBuilder, id_: str) -> Moved | None:
    drawn = deadline(builder, builder.linked.histories[id_])
    if drawn is None:
        return None
    return Moved(
        builder.ref(id_), builder.linked.row_summaries[id_].text, builder.signs(id_), drawn
    )
