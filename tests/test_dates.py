"""Dates say what is known and nothing more, and no text breaks them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from edtf import parse_edtf
from hypothesis import given
from hypothesis import strategies as st
from support.random_dates import (
    DAYS,
    DECADES,
    LIKELY,
    MASKS,
    SEASONS,
    SIGNED,
    SIGNS,
    SINGLES,
)
from support.shared_cases import FOLDER, LANGUAGES, Case, DateCase, date_cases, shared_cases

from suites.archive.dates import (
    Date,
    atom,
    html_datetime,
    label,
    meant,
    parse,
    phrase,
    sort_key,
    term,
)

CASES = date_cases()
SHARED = shared_cases("dates")


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
    said = [label(d, language, short=short) for language in LANGUAGES for short in (True, False)]
    return said + [say(d, language) for language in LANGUAGES for say in (phrase, term)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_case_file_is_read_whole(language: str) -> None:
    texts = [case.text for case in CASES if case.language == language]
    written = (FOLDER / LANGUAGES[language]).read_text("utf-8")
    assert len(texts) == written.count("\n.\n\n") + 1 == 43
    assert texts == [case.text for case in CASES if case.language == "fr"]


@pytest.mark.parametrize("case", CASES, ids=[f"{case.language}: {case.title}" for case in CASES])
def test_a_date_is_said_as_its_case_says(case: DateCase) -> None:
    d = parse(case.text)
    said = [say(d, case.language) for say in (label, phrase, term)]
    assert said == [case.label, case.phrase, case.term]
    assert (d.earliest.isoformat(), d.latest.isoformat()) == (case.earliest, case.latest)


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


@pytest.mark.parametrize("case", SHARED["wrong"], ids=lambda case: case["text"])
def test_a_wrong_date_says_why(case: Case) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(case['says'])}$"):
        parse(case["text"])


@pytest.mark.parametrize("case", SHARED["read"], ids=lambda case: case["text"])
def test_a_date_is_as_precise_and_as_sure_as_it_is_written(case: Case) -> None:
    d = parse(case["text"])
    read = {
        "precision": d.precision,
        "time": d.time,
        "zone": d.zone,
        "approximate": d.approximate,
        "uncertain": d.uncertain,
    }
    usual = {"time": None, "zone": None, "approximate": False, "uncertain": False}
    assert {"text": d.text, **read} == {**usual, **case}


@pytest.mark.parametrize("case", SHARED["meant"], ids=lambda case: case["text"])
def test_the_dates_that_were_meant_are_found(case: Case) -> None:
    assert meant(case["text"]) == tuple(case["dates"])


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


def test_a_time_of_day_is_on_one_day() -> None:
    d = parse("2023-09-19T13:00:05+02:00")
    assert d.latest - d.earliest == timedelta(0)


def test_another_language_is_our_own_bug() -> None:
    with pytest.raises(KeyError):
        label(parse("2023"), "it")
