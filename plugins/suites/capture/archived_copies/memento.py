"""Memento: a service of web archives -> the copy of a page that is nearest to a day.

A TimeGate is asked for the page at a moment, and names a copy; the copy is asked whether it is one.
Source: RFC 7089 (https://www.rfc-editor.org/rfc/rfc7089), 4.1 (TimeGate) and 4.5.3 (errors).
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from typing import NamedTuple

from suites.archive.model.values import address_fault
from suites.capture.archived_copies.addresses import copy_address, same_page
from suites.system.web_client import Response, UnreachableError, WebClient, joined

WAYBACK = "https://web.archive.org/web/"
"""The TimeGate of the Wayback Machine: the address of a page follows it."""

_NOWHERE = (400, 403, 404, 451)  # no copy, or none that is shown
_MOST_STEPS = 4

FIRST_YEAR = 1991
"""No page of the web is older."""


class Copy(NamedTuple):
    """A copy in a web archive: its address, and its day (ISO 8601, of UTC)."""

    url: str
    day: str


def nearest_copy(client: WebClient, timegate: str, url: str, day: date | None) -> Copy | None:
    """Return the copy of a page nearest to noon of a day, the newest without a day; None if none.

    A copy of an error, of a redirect elsewhere or of another page is none. UnreachableError when
    the service does not answer, or not as the RFC says. A TimeGate that knows several archives
    leads to other hosts.
    """
    moment = datetime.combine(day, time(12), UTC) if day else datetime.now(UTC)
    headers = {"Accept-Datetime": format_datetime(moment, usegmt=True)}
    answer = _ask(client, f"{timegate}{url}", headers)
    for _ in range(_MOST_STEPS):
        is_copy = "memento-datetime" in answer.headers
        if answer.status == 200 and is_copy and (copy := _copy(answer, url)):
            return copy
        target = answer.headers.get("location") or answer.headers.get("content-location")
        if not target or answer.status not in (200, 301, 302, 303, 307, 308):
            if is_copy or answer.status in _NOWHERE:
                return None
            raise UnreachableError(f"the service answered {answer.status}, and named no copy")
        address = joined(answer.url, target)
        if copy_address(address) is None and same_page(address, url):
            return None  # the page itself, and no copy
        answer = _ask(client, address)
    return None


def _ask(client: WebClient, url: str, headers: Mapping[str, str] | None = None) -> Response:
    answer = client.get(url, headers, redirects=0, method="HEAD")
    if answer.status in (405, 501):
        answer = client.get(url, headers, redirects=0, with_body=False)
    return answer


def _copy(answer: Response, url: str) -> Copy | None:
    """Return the copy that an answer is; None when it is none, or one of another page."""
    at = answer.headers.get("memento-datetime", "")
    try:
        moment = parsedate_to_datetime(at)
    except (ValueError, TypeError, OverflowError):
        return None
    # RFC 7089, 2.1.1: it is in GMT.
    moment = moment.replace(tzinfo=UTC)
    if moment.year < FIRST_YEAR or moment > datetime.now(UTC) + timedelta(days=1):
        return None
    found = copy_address(answer.url)
    original = found.original if found else _original(answer.headers.get("link", ""))
    if found is None and not original:
        return None
    if not same_page(original, url) or address_fault(answer.url):
        return None
    return Copy(answer.url, moment.date().isoformat())


def _original(links: str) -> str:
    """Return the address of the original in a Link header (RFC 8288); empty without one."""
    for link in re.split(r",\s*<", links[:20_000]):
        target, _, attributes = link.strip().lstrip("<").partition(">")
        if "original" in attributes.replace('"', " ").replace("=", " ").split():
            return target
    return ""
