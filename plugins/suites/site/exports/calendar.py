"""Calendar: the terms that announcements were given -> an iCalendar file (RFC 5545).

Each open announcement has one event, on the last day of the term that counts: a calendar that is
followed shows it move when the term does, and go once it is judged. The id of an event is made of
what never changes, and its stamp is the day of the archive's states, so that the file is the same
in every build. All events last a day and leave it free; where a term is wider than a day, the
summary says how wide it is.
"""

import re
from datetime import UTC, date, datetime, time

from icalendar import Calendar, Event, Timezone, vText

from suites.analysis.rows import DEADLINES, DeadlineRow
from suites.archive import dates
from suites.site.feeds.formats import stable_id
from suites.site.views import ViewBuilder, deadlines

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")

NO_EVENT = """\
BEGIN:VTIMEZONE
TZID:UTC
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:+0000
END:STANDARD
END:VTIMEZONE
"""
"""The content of a calendar without an event: it may not be empty (RFC 5545, 3.6)."""


def calendar(builder: ViewBuilder) -> bytes:
    """Return the calendar of the open terms, which is there even when there is none.

    While the site's own address is not known, events have no link.
    """
    title = builder.archive.settings.title
    made = Calendar()
    made.add("version", "2.0")
    made.add("prodid", text(f"-//{title}//suites//{builder.catalogue.language.upper()}"))
    made.add("calscale", "GREGORIAN")
    made.add("method", "PUBLISH")
    made.add("x-wr-calname", text(builder.t("calendar.name", title=title)))
    for row in builder.linked.rows(DEADLINES):
        if deadlines.is_open(row):
            made.add_component(_event(builder, row))
    if not made.subcomponents:
        made.add_component(Timezone.from_ical(NO_EVENT))
    content: bytes = made.to_ical(sorted=False)
    return content


def text(value: str) -> vText:
    """Return a text without the signs that a calendar may not hold."""
    return vText(_CONTROLS.sub("", value).encode("utf-8", "replace").decode())


def _event(builder: ViewBuilder, row: DeadlineRow) -> Event:
    due, linked = dates.parse(row.due), builder.linked
    form = "calendar.summary" if due.earliest == due.latest else "calendar.summary-wide"
    summary = builder.t(form, title=row.title, term=dates.term(due, builder.language))
    how = builder.t(f"deadlines.is-{row.status}", n=row.overdue_days)
    url = builder.deployment.absolute(builder.urls.of_kind("announcement", row.id))
    event = Event()
    event.add("uid", str(stable_id("term", linked.row_summaries[row.id].first or row.id)))
    event.add("dtstamp", datetime.combine(linked.as_of, time(), UTC))
    event.add("dtstart", date.fromisoformat(row.latest))
    event.add("sequence", row.given - 1)
    event.add("summary", text(summary))
    event.add(
        "description", text(builder.t("calendar.description", how=how, day=builder.as_of.text))
    )
    event.add("transp", "TRANSPARENT")
    if url:
        event.add("url", url)
    return event
