"""Saved day: when a copy was made, where its own file says so -> a day in EDTF; None elsewhere.

The day of the file on the disk is no such statement: it is that of whoever copied it last.
"""

import re
from datetime import date
from email.utils import parsedate_to_datetime

_SINGLE_FILE = re.compile(
    rb"Page saved with SingleFile[^>]{0,3000}?\bsaved date: \w{3} (\w{3}) (\d\d) (\d{4}) "
)
_MONTHS = b"Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()


def of_warc(text: str) -> str | None:
    """Return the day of a `WARC-Date`, which is in UTC.

    >>> of_warc("2023-10-02T08:15:00Z")
    '2023-10-02'
    """
    return _day(*map(int, found.groups())) if (found := _ISO.match(text)) else None


def of_message(text: str) -> str | None:
    """Return the day of the header `Date` of a page that was saved as MHTML, as it stands there.

    >>> of_message("Mon, 2 Oct 2023 23:30:00 +0200")
    '2023-10-02'
    """
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError, OverflowError):  # a zone of twenty figures
        return None
    return _day(found.year, found.month, found.day)


def of_page(head: bytes) -> str | None:
    """Return the day in the comment that SingleFile lays at the beginning of a page."""
    found = _SINGLE_FILE.search(head)
    if not found or found[1] not in _MONTHS:
        return None
    return _day(int(found[3]), _MONTHS.index(found[1]) + 1, int(found[2]))


_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T", re.ASCII)


def _day(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
