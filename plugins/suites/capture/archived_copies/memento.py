"""Memento: a service of web archives -> the copy of a page that is nearest to a day.

A TimeGate is asked for the page at a moment, and names a copy; the copy is asked whether it is one.
Source: RFC 7089 (https://www.rfc-editor.org/rfc/rfc7089), 4.1 (TimeGate) and 4.5.3 (errors).
"""

from datetime import UTC, date, datetime, time
from email.utils import format_datetime, parsedate_to_datetime
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from suites.capture.archived_copies.addresses import copy_address
from suites.system.web_client import Response, UnreachableError, WebClient

WAYBACK = "https://web.archive.org/web/"
"""The TimeGate of the Wayback Machine: the address of a page follows it."""

_NOWHERE = (400, 403, 404, 451)  # no copy, or none that is shown
_MOST_STEPS = 4


class Copy(NamedTuple):
    """A copy in a web archive: its address, and its day (ISO 8601, of UTC)."""

    url: str
    day: str


def nearest_copy(client: WebClient, timegate: str, url: str, day: date | None) -> Copy | None:
    """Return the copy of a page nearest to noon of a day, the newest without a day; None if none.

    A copy of an error, of a redirect elsewhere or of another page is none. UnreachableError when
    the service does not answer, or not as the RFC says.
    """
    moment = datetime.combine(day, time(12), UTC) if day else datetime.now(UTC)
    headers = {"Accept-Datetime": format_datetime(moment, usegmt=True)}
    answer = client.get(f"{timegate}{url}", headers, redirects=0, method="HEAD")
    for _ in range(_MOST_STEPS):
        if answer.status in _NOWHERE:
            return None
        if answer.status == 200 and (copy := _copy(answer, url)):
            return copy
        target = answer.headers.get("location") or answer.headers.get("content-location")
        if not target or answer.status not in (200, 301, 302, 303, 307, 308):
            raise UnreachableError(f"the service answered {answer.status}")
        address = urljoin(answer.url, target[:4000])
        if _host(address) != _host(timegate) and copy_address(address) is None:
            return None  # the page itself, and no copy
        answer = client.get(address, redirects=0, method="HEAD")
    return None


def _copy(answer: Response, url: str) -> Copy | None:
    """Return the copy that an answer is; None when it is none, or one of another page."""
    at = answer.headers.get("memento-datetime", "")
    try:
        day = parsedate_to_datetime(at).astimezone(UTC).date().isoformat()
    except (ValueError, TypeError, OverflowError):
        return None
    found = copy_address(answer.url)
    original = found.original if found else _original(answer.headers.get("link", ""))
    if found is None and not original:
        return None
    return Copy(answer.url, day) if _same_page(original, url) else None


def _original(links: str) -> str:
    """Return the address of the original in a Link header (RFC 8288); empty without one."""
    for link in links[:20_000].split(",<"):
        target, _, attributes = link.strip().lstrip("<").partition(">")
        if "original" in attributes.replace('"', " ").replace("=", " ").split():
            return target
    return ""


def _same_page(one: str, other: str) -> bool:
    """Return whether two addresses differ in their scheme, `www.` and last stroke at most."""
    return _key(one) == _key(other)


def _key(url: str) -> tuple[str, str, str]:
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return url, "", ""
    return host, parts.path.rstrip("/"), parts.query


def _host(url: str) -> str:
    return _key(url)[0]
