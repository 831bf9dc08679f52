"""Months: the ways to what was known at the end of one, and how it is called."""

from __future__ import annotations

from suites.analysis.monthly_snapshot import months_with_news
from suites.archive import dates, urls
from suites.archive.model import Announcement
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref


def way(builder: ViewBuilder, month: str) -> Ref:
    """The way to a month's page."""
    return Ref(urls.known(month), words(builder, month), "listing")


def words(builder: ViewBuilder, month: str) -> str:
    """A month in words."""
    return builder.day(dates.parse(month)).text


def ways(builder: ViewBuilder, one: Announcement) -> tuple[Ref, ...]:
    """The months that taught something of an announcement."""
    found = months_with_news(one, lambda id_: published(builder, id_), builder.linked.as_of)
    return tuple(way(builder, month) for month in found)


def published(builder: ViewBuilder, id_: str) -> str | None:
    """The latest day on which an article may have been published; None when that is not known."""
    day = builder.linked.row_summaries[id_].day
    return dates.parse(day).latest.isoformat() if day else None
