"""Calendar: the terms that announcements were given -> an iCalendar file (RFC 5545).

Each open announcement has one event, on the last day of the term that counts: whoever follows the
calendar sees it move when the term does. The id of an event is made of what never changes, and its
stamp is the day of the archive's states, so that the file is the same in every build. All events
last a day and leave it free; where a term is wider than a day, the summary says how wide it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import date

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import DEADLINES, DeadlineRow
from suites.archive import dates, urls
from suites.archive.languages.catalogue import Catalogue
from suites.site.feeds.atom import urn
from suites.site.views import deadlines

LONGEST = 75
"""Octets of a line, without its end (RFC 5545, 3.1)."""

CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
"""Signs that a text may not hold."""


NO_EVENT = (
    "BEGIN:VTIMEZONE",
    "TZID:UTC",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0000",
    "TZOFFSETTO:+0000",
    "END:STANDARD",
    "END:VTIMEZONE",
)
"""What a calendar without an event holds: it may not hold nothing (RFC 5545, 3.6)."""


def calendar(linked: LinkedArchive, catalogue: Catalogue, site_url: str = "") -> bytes:
    """The calendar of the open terms, which is there even when there is none.

    Whoever follows it sees the event of a term go once that is judged. `site_url` is the site's own
    address, empty when not known: events then have no link.
    """
    found = [
        line
        for row in linked.rows(DEADLINES)
        if deadlines.is_open(row)
        for line in _event(linked, catalogue, site_url, row)
    ]
    settings = linked.archive.settings
    lines = (
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//{text(settings.title)}//suites//{catalogue.language.upper()}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{text(catalogue.t('calendar.name', title=settings.title))}",
        *(found or NO_EVENT),
        "END:VCALENDAR",
    )
    return b"".join(map(folded, lines))


def text(value: str) -> str:
    r"""A value of type TEXT (RFC 5545, 3.3.11): escaped, and without signs that it may not hold.

    >>> print(text("a, b; c\\ d\n"))
    a\, b\; c\\ d\n
    """
    kept = CONTROLS.sub("", value)
    for sign in ("\\", ";", ","):
        kept = kept.replace(sign, f"\\{sign}")
    return kept.replace("\n", r"\n")


def folded(line: str) -> bytes:
    r"""A line with its end, folded at 75 octets and never within a letter.

    >>> [len(part) for part in folded("SUMMARY:" + "é" * 40).split(b"\r\n ")]
    [74, 16]
    """
    octets = line.encode("utf-8", "replace")
    pieces, room = [], LONGEST
    while len(octets) > room:
        end = room
        while octets[end] & 0xC0 == 0x80:  # the next piece would begin within a letter
            end -= 1
        pieces.append(octets[:end])
        octets, room = octets[end:], LONGEST - 1  # the space that begins the next line counts
    return b"\r\n ".join((*pieces, octets)) + b"\r\n"


def _event(
    linked: LinkedArchive, catalogue: Catalogue, site_url: str, row: DeadlineRow
) -> Iterator[str]:
    due = dates.parse(row.due)
    language = linked.archive.settings.language
    wide = due.earliest != due.latest
    words = {"title": row.title, "term": dates.term(due, language)}
    summary = catalogue.t("calendar.summary-wide" if wide else "calendar.summary", **words)
    day = dates.label(dates.parse(linked.as_of.isoformat()), language)
    how = catalogue.t(f"deadlines.is-{row.status}", n=row.overdue_days)
    yield from (
        "BEGIN:VEVENT",
        f"UID:{urn('term', linked.briefs[row.id].first or row.id).rpartition(':')[2]}",
        f"DTSTAMP:{_day(linked.as_of)}T000000Z",
        f"DTSTART;VALUE=DATE:{_day(date.fromisoformat(row.latest))}",
        f"SEQUENCE:{row.given - 1}",
        f"SUMMARY:{text(summary)}",
        f"DESCRIPTION:{text(catalogue.t('calendar.description', how=how, day=day))}",
        "TRANSP:TRANSPARENT",
    )
    yield from _link(site_url, row.id)
    yield "END:VEVENT"


def _link(site_url: str, id_: str) -> Iterable[str]:
    if site_url:
        yield f"URL:{site_url.rstrip('/')}/{urls.of_kind('announcement', id_)}"


def _day(day: date) -> str:
    return day.isoformat().replace("-", "")
