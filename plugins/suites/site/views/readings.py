"""How often the evidence of an event was read, and by whom: nothing is told as surer than it is."""

from __future__ import annotations

from typing import NamedTuple

from suites.analysis import history
from suites.archive import enumerations
from suites.archive.model import Announcement, Event, OutsideSource
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Proof

ENOUGH = 2
"""How many readings a verdict should have."""


class ReadingsView(NamedTuple):
    """The readings of a verdict, or of the stage that ends a fact.

    `readers` says who read it and when, `differed` what a reading found instead.
    """

    twice: bool
    readers: str
    differed: tuple[str, ...]


class OutsideView(NamedTuple):
    """A page outside the archive, and the annotation that cites it where one does."""

    name: str
    url: str | None
    cited_by: Proof | None


def readings(builder: ViewBuilder, announcement: Announcement, event: Event) -> ReadingsView | None:
    """Return how the event was read; None where no reading is expected, and none was made."""
    if history.judgement(announcement, event) is None and not event.read:
        return None
    label = builder.archive.label
    return ReadingsView(
        twice=len(event.read) >= ENOUGH,
        readers=builder.t("reading.separator").join(
            builder.t(
                "reading.by",
                role=label("reader_role", one.role),
                day=builder.day(one.on).text,
            )
            for one in event.read
        ),
        differed=tuple(
            builder.t(
                "reading.differed",
                role=label("reader_role", one.role),
                found=label("verdict" if _is_verdict(one.found) else "stage", one.found),
            )
            for one in event.read
            if one.found
        ),
    )


def _is_verdict(value: str) -> bool:
    return value in enumerations.LISTS["verdict"]


def outside(builder: ViewBuilder, sources: tuple[OutsideSource, ...]) -> tuple[OutsideView, ...]:
    """Return the pages outside the archive on which an event rests."""
    return tuple(
        OutsideView(one.name, one.url, builder.proof(one.cited_by) if one.cited_by else None)
        for one in sources
    )
