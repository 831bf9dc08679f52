"""Dates say what is known and nothing more, and no text breaks them."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st

from suites.archive.dates import Date, atom, html_datetime, label, parse, phrase, sort_key, term

CASE_FILES = {"fr": "dates.md", "en": "dates-en.md", "de": "dates-de.md"}
TEXTS = {
    language: (Path(__file__).parent / "cases" / name).read_text("utf-8")
    for language, name in CASE_FILES.items()
}
CASE = re.compile(r"^(.+)\n\.\n(.+)\n\.\n(.+)\n(.+)\n(.+)\n(\S+) (\S+)\n\.$", re.MULTILINE)
CASES = [(language, *case) for language, text in TEXTS.items() for case in CASE.findall(text)]

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


def parsed(text: str) -> Date | None:
    """The date, or None; every other exception than ValueError is a failure."""
    try:
        return parse(text)
    except ValueError as error:
        sentence = str(error)
        assert sentence
        assert len(sentence) < 200
        return None


def in_words(d: Date) -> list[str]:
    said = [label(d, language, short=short) for language in CASE_FILES for short in (True, False)]
    return said + [say(d, language) for language in CASE_FILES for say in (phrase, term)]


@pytest.mark.parametrize("language", CASE_FILES)
def test_the_case_file_is_read_whole(language: str) -> None:
    dates = [text for tag, _, text, *_ in CASES if tag == language]
    assert len(dates) == TEXTS[language].count("\n.\n\n") + 1 == 41
    assert dates == [text for tag, _, text, *_ in CASES if tag == "fr"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_a_date_is_said_as_its_case_says(case: tuple[str, ...]) -> None:
    language, _, text, *expected, first, last = case
    for number, line in enumerate(expected):
        expected[number] = expected[number - 1] if line == "=" else line.replace("~", "\u00a0")
    d = parse(text)
    assert [say(d, language) for say in (label, phrase, term)] == expected
    assert (d.earliest.isoformat(), d.latest.isoformat()) == (first, last)


@pytest.mark.parametrize(
    ("language", "text", "said"),
    [
        ("fr", "2023-09-19", "19~sept. 2023"),
        ("fr", "2023-09-19T13:00", "19~sept. 2023"),
        ("fr", "2023-03", "mars 2023"),
        ("fr", "2024-01-09/2024-01-10", "9-10~janv. 2024"),
        ("fr", "2024-01-30/2024-02-02", "30~janv. – 2~févr. 2024"),
        ("de", "2023-09-19T13:00", "19.~Sept. 2023"),
        ("de", "2024-01-09/2024-01-10", "9.–10.~Jan. 2024"),
        ("de", "2024-01-30/2024-02-02", "30.~Jan. – 2.~Feb. 2024"),
        ("de", "202X/203X", "2020er Jahre – 2030er Jahre"),
    ],
)
def test_short_labels_shorten_months_and_leave_the_hour_out(
    language: str, text: str, said: str
) -> None:
    assert label(parse(text), language, short=True) == said.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "a date is not empty text; leave the key out or write null"),
        ("2023-02-30", '"2023-02-30": February 2023 has 28 days'),
        ("2023-02-30~", '"2023-02-30~": February 2023 has 28 days'),
        ("2024-01-09/2024-01-32", '"2024-01-32": January 2024 has 31 days'),
        ("2023-13", '"2023-13": there is no month 13'),
        ("2023-00-01", '"2023-00-01": there is no month 00'),
        ("0999", '"0999": the year is not between 1000 and 2999'),
        ("3000-01", '"3000-01": the year is not between 1000 and 2999'),
        ("XXXX", '"XXXX": the year is not between 1000 and 2999'),
        ("2023-02-3X", '"2023-02-3X": no day of the calendar fits it'),
        ("-0044", '"-0044": the year is not between 1000 and 2999'),
        ("Y-17E7", '"Y-17E7": the year is not between 1000 and 2999'),
        ("2999-24", '"2999-24": it ends after 2999, the last year that is read'),
        (
            "?2023?-21",
            '"?2023?-21": one of ~, ? and % stands at the end, or beside a part of the date',
        ),
        ("202X-25", '"202X-25": no day of the calendar fits it'),
        ("2024/2023", '"2024/2023": the interval ends before it starts'),
        (
            "../..",
            '"../..": an interval without a start and without an end says nothing',
        ),
        (
            "2023-09-19T25:00",
            '"2023-09-19T25:00": a time of day is written T13:00+02:00 after a whole date',
        ),
        (
            "2023-09-19T13:00?",
            '"2023-09-19T13:00?": a time of day is neither approximate nor uncertain',
        ),
        (
            "2023-09-19T13:00/2023-09-20",
            '"2023-09-19T13:00": an interval goes from day to day, without a time of day',
        ),
        ("[2023", '"[2023": a set that opens with [ is not closed'),
        ("2" * 81, '"222222222222222222222222222222222222222…": a date has 80 characters at most'),
    ],
)
def test_a_wrong_date_says_why(text: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(sentence)}$"):
        parse(text)


@pytest.mark.parametrize(
    "text",
    ["19/09/2023", "2023-9-1", " 2023", "2023\n", "hier", "٢٠٢٣", "2023-09-19 13:00", "Y12023",
     "2023~~", "2023-09-19T", "-2023", "2023~-~-09", "2023-09-19T13:00+15:00", "2023/2024/2025",
     "[[2023]]"],
)  # fmt: skip
def test_what_is_no_edtf_date_is_refused(text: str) -> None:
    assert parsed(text) is None


@given(st.text() | SIGNS | LIKELY)
def test_no_text_raises_anything_but_a_value_error(text: str) -> None:
    d = parsed(text)
    if d:
        assert d.text == text
        assert d.earliest <= d.latest
        assert all(in_words(d))
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", atom(d))


@given(SINGLES | DECADES | MASKS | SEASONS | SIGNED)
def test_a_likely_date_is_read_and_read_again_the_same(text: str) -> None:
    d = parsed(text)
    assert d
    assert parse(d.text) == d


@given(SINGLES | DECADES | MASKS.filter(lambda text: text[5:] not in ("0X", "1X")))
def test_our_own_reading_agrees_with_that_of_edtf(text: str) -> None:
    d, theirs = parse(text), parse_edtf(text)
    assert d.earliest == date(*theirs.lower_strict()[:3])
    assert d.latest == date(*theirs.upper_strict()[:3])


@given(SIGNED)
def test_a_sign_beside_a_part_makes_the_whole_date_doubtful(text: str) -> None:
    d, bare = parse(text), parse(re.sub("[~?%]", "", text))
    assert (d.earliest, d.latest, d.precision) == (bare.earliest, bare.latest, bare.precision)
    if text != bare.text:
        assert d.approximate or d.uncertain


@given(LIKELY)
def test_every_end_is_open_or_lies_within_the_years_that_are_read(text: str) -> None:
    d = parsed(text)
    for day in (d.earliest, d.latest) if d else ():
        assert day in (date.min, date.max) or 1000 <= day.year <= 2999


@given(DAYS, DAYS)
def test_an_interval_goes_from_its_first_day_to_its_last(a: str, b: str) -> None:
    d = parsed(f"{a}/{b}")
    assert (d is None) == (a > b)
    if d:
        assert (d.earliest.isoformat(), d.latest.isoformat()) == (a, b)


@pytest.mark.parametrize("text", ["2023", "2023-09", "2023-09-19", "2023-09-19T13:00+02:00",
                                  "2023-09-19T13:00Z", "2023-09-19T13:00"])  # fmt: skip
def test_a_plain_date_is_its_own_value_for_html(text: str) -> None:
    assert html_datetime(parse(text)) == text


@pytest.mark.parametrize("text", ["2023~", "2023?", "2023/2024", "2023-21", "202X", "[2023,2024]"])
def test_html_has_no_value_for_what_is_not_one_plain_date(text: str) -> None:
    assert html_datetime(parse(text)) is None


def test_feeds_are_dated_by_the_first_day_that_is_known() -> None:
    assert atom(parse("2024-01-09/2024-01-10")) == "2024-01-09T00:00:00Z"
    assert atom(parse("../2024-06")) == "2024-06-30T00:00:00Z"


def test_dates_are_ordered_by_first_day_then_last_and_none_comes_last() -> None:
    texts = ["2023/2024", "2023-01-01", "2023", "2023-01-01T09:00", "2022-12-31"]
    ordered = sorted([None, *map(parse, texts)], key=sort_key)
    assert [d and d.text for d in ordered] == [
        "2022-12-31", "2023-01-01", "2023-01-01T09:00", "2023", "2023/2024", None,
    ]  # fmt: skip


def test_the_zone_and_the_hour_are_kept_as_written() -> None:
    d = parse("2023-09-19T13:00:05+02:00")
    assert (d.precision, d.time, d.zone) == ("minute", "13:00", "+02:00")
    assert d.latest - d.earliest == timedelta(0)


def test_another_language_is_our_own_bug() -> None:
    with pytest.raises(KeyError):
        label(parse("2023"), "it")
