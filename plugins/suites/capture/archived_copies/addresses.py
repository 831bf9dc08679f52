"""Addresses of archived copies: a copy's own address -> the page that it is of, and its moment.

Web archives that replay with OpenWayback or pywb (the Wayback Machine, those of national libraries,
Arquivo.pt, Archive-It) put both into the address: `…/20230920101500/https://journal.example/a`; so
does archive.today, with points in the day.
"""

import re
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

_COPY = re.compile(
    r"(?P<archive>https?://[^\s/?#]+/(?:[\w.~-]+/){0,4})"
    r"(?P<moment>[12][0-9]{3}(?:(?:[0-9]{2}){0,5}|\.[0-9]{2}\.[0-9]{2}-[0-9]{6}))(?:[a-z]{2}_)?\*?/"
    r"(?P<original>(?:https?:/{1,2})?[^\s/]+\.[^\s]+)",
    re.IGNORECASE,
)
_LONGEST = 4000
_TRACKING = re.compile(r"(?:utm_\w*|fbclid|gclid|xtor)=[^&]*&?", re.IGNORECASE)


class CopyAddress(NamedTuple):
    """The address of a copy, taken apart.

    `original` is the page's own address, `day` the day of the copy (EDTF, of UTC, as precise as
    the address is), `archive` the beginning that all copies of this archive share, `moment` the
    time in the address.
    """

    original: str
    day: str
    archive: str
    moment: str

    @property
    def url(self) -> str:
        """Return the address at which a reader sees the copy."""
        return f"{self.archive}{self.moment}/{self.original}"

    @property
    def raw_url(self) -> str:
        """Return the address of the bytes as they were archived, without the archive's toolbar."""
        mode = "id_" if self.moment.isdigit() else ""
        return f"{self.archive}{self.moment}{mode}/{self.original}"


def copy_address(url: str) -> CopyAddress | None:
    """Return what the address of an archived copy says; None when it is that of no copy.

    >>> found = copy_address("https://web.archive.org/web/20230920101500/http:/journal.example/a")
    >>> found.original, found.day, found.archive
    ('http://journal.example/a', '2023-09-20', 'https://web.archive.org/web/')
    >>> copy_address("https://journal.example/20230920/https-demain.html") is None
    True
    """
    match = _COPY.fullmatch(url[:_LONGEST].strip())
    if match is None:
        return None
    original = re.sub(r"^(https?):/{1,2}", r"\1://", match["original"], flags=re.IGNORECASE)
    if not original.lower().startswith(("http://", "https://")):
        # Only an archive's replay ends in a bare host: a page of others may end in any words.
        if "/web/" not in match["archive"] and "/wayback/" not in match["archive"]:
            return None
        original = f"http://{original}"
    day = _day(match["moment"])
    return CopyAddress(original, day, match["archive"], match["moment"]) if day else None


def own_address(url: str) -> str:
    """Return the page's own address for that of a copy of it; any other address as it is."""
    found = copy_address(url)
    return found.original if found and _is_whole(found.original) else url


def page_key(url: str) -> str:
    """Return what tells the page at an address from others, of a copy its own; empty for none.

    Scheme, port, `www.`, last stroke, fragment and marks of where a reader came from say nothing.

    >>> page_key("http://www.gazette.example/tram/?utm_source=x#haut")
    'gazette.example/tram'
    """
    try:
        parts = urlsplit(own_address(url))
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    query = unquote(_TRACKING.sub("", parts.query).rstrip("&"))
    return host and host + unquote(parts.path).rstrip("/") + (f"?{query}" if query else "")


def same_page(one: str, other: str) -> bool:
    """Return whether two addresses are certainly of one page."""
    key = page_key(one)
    return bool(key) and key == page_key(other)


def _day(moment: str) -> str:
    """Return the day, month or year of a moment, EDTF; empty when there is no such day."""
    from suites.archive import dates

    digits = moment.replace(".", "")
    parts = (digits[:4], digits[4:6], digits[6:8])
    text = "-".join(part for part in parts if part)
    try:
        dates.parse(text)
    except ValueError:
        return ""
    return text


def _is_whole(url: str) -> bool:
    try:
        return bool(urlsplit(url).hostname)
    except ValueError:
        return False
