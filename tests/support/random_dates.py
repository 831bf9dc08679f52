"""Random dates in EDTF, and random texts that look like them."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

SIGNS = st.text("0123456789X-/.~?%T:+Z[]{},", max_size=24)
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat)
SINGLES = st.builds(
    lambda day, length, sign: day[:length] + sign,
    DAYS,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "~", "?", "%"]),
)
INTERVALS = st.builds("{}/{}".format, SINGLES | st.just(".."), SINGLES | st.just(".."))
DECADES = st.integers(100, 299).map("{}X".format)
MASKS = st.builds(
    "{}-{}".format, st.integers(1000, 2999), st.sampled_from(["XX", "XX-XX", "0X", "1X", "05-XX"])
)
SEASONS = st.builds("{}-{}".format, st.integers(1000, 2998), st.sampled_from([21, 22, 23, 24, 36]))
SETS = st.builds("[{},{}..{}]".format, SINGLES, DAYS, DAYS)
SIGN = st.sampled_from("~?%")
SIGNED = st.builds(
    lambda date_, place, sign, before: "-".join(
        (sign + part if before else part + sign) if at == place else part
        for at, part in enumerate(date_.split("-"))
    ),
    SEASONS | DAYS | MASKS,
    st.integers(0, 2),
    SIGN,
    st.booleans(),
)
LIKELY = SINGLES | INTERVALS | DECADES | MASKS | SEASONS | SETS | SIGNED
"""Dates, and what is nearly one."""

TIMES = st.builds(
    "{}T{:02}:{:02}{}".format,
    DAYS,
    st.integers(0, 24),
    st.integers(0, 59),
    st.sampled_from(["", "Z", "+02:00", "-03:30", "+00:00", "+15:00"]),
)
_ENDS = LIKELY | st.sampled_from(["", ".."])
_MEMBERS = st.lists(LIKELY | TIMES | st.builds("{}..{}".format, _ENDS, _ENDS), min_size=1)
_SETS = st.builds("[{}]".format, _MEMBERS.map(",".join)) | st.builds(
    "{{{}}}".format, _MEMBERS.map(",".join)
)
_NEARLY = st.builds(
    lambda text, place, sign: text[: place % len(text)] + sign + text[place % len(text) + 1 :],
    LIKELY | TIMES,
    st.integers(0, 80),
    st.sampled_from([*"0123456789X-/.~?%T:+Z[]{}, é𝟙", ""]),
)
ANY = (
    LIKELY | TIMES | st.builds("{}/{}".format, _ENDS, _ENDS) | _SETS | _NEARLY | SIGNS
    | st.text(max_size=90)
)  # fmt: skip
"""All of those, sets and intervals of all of those, texts that differ by a sign, and any texts."""
