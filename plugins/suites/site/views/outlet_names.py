"""Names of outlets: those that they bore when they published, without opening an entity."""

from suites.archive import dates
from suites.archive.dates import Date
from suites.archive.model import name_borne
from suites.site.views.view_builder import ViewBuilder


def outlet_name(builder: ViewBuilder, article: str) -> str:
    """Return the name that the outlet of an article bore when it published it; "" for none.

    Of an article without a date it is the name in use.
    """
    linked = builder.linked
    summary = linked.row_summaries[article]
    if not summary.by:
        return ""
    (outlet,) = summary.by
    title, names = linked.link_summaries[outlet].title, linked.row_summaries[outlet].names
    if not names or not summary.day:
        return title
    dated = ((name, _date(since), _date(until)) for name, since, until in names)
    return name_borne(dated, dates.parse(summary.day).latest, title)


def _date(text: str) -> Date | None:
    return dates.parse(text) if text else None
