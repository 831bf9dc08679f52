"""Dates that were meant: a usual way of writing a day or a month -> EDTF."""

import re

from suites.archive.dates.edtf_dates import parse

_DAY_OR_MONTH_FIRST = re.compile(r"([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})[./-]([0-9]{1,2})(?:[./-]([0-9]{1,2}))?")
_MONTH_OF_YEAR = re.compile(r"([0-9]{1,2})[./-]([0-9]{4})")


def meant(text: str) -> tuple[str, ...]:
    """Return the EDTF dates that a text may mean that is none: two where nothing tells which.

    >>> meant("14/09/2023"), meant("2023-9-13"), meant("9.2023")
    (('2023-09-14',), ('2023-09-13',), ('2023-09',))
    >>> meant("03/04/2023"), meant("04/04/2023"), meant("31/02/2023")
    (('2023-04-03', '2023-03-04'), ('2023-04-04',), ())
    """
    text = text.strip()
    parts: list[tuple[str, ...]]
    if found := _DAY_OR_MONTH_FIRST.fullmatch(text):
        first, second, year = found.groups()
        parts = [(year, second, first), (year, first, second)]
    elif found := _YEAR_FIRST.fullmatch(text):
        parts = [tuple(filter(None, found.groups()))]
    elif found := _MONTH_OF_YEAR.fullmatch(text):
        parts = [(found[2], found[1])]
    else:
        return ()
    padded = ("-".join(part.zfill(2) for part in one) for one in parts)
    # A season has the number of a month that there is not.
    return tuple(dict.fromkeys(one for one in padded if _is_date(one) and one != text))


def _is_date(text: str) -> bool:
    try:
        return parse(text).precision != "season"
    except ValueError:
        return False
