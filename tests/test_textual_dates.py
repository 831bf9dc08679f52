"""Dates are found in seven languages, and nothing is added to them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suites.archive import dates
from suites.capture.extraction.textual_dates import find_dates


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Publié le 19/09/2023 à 13h00", ["2023-09-19T13:00"]),
        ("publié le 1er septembre 2023 à 9 h", ["2023-09-01T09:00"]),
        ("mardi 10 décembre 2019 à 07h45", ["2019-12-10T07:45"]),
        ("11 février 2022 à 8 h 35 min", ["2022-02-11T08:35"]),
        ("19. September 2023, 13:00 Uhr", ["2023-09-19T13:00"]),
        ("Mi, 5. Mai 2021, 17:40", ["2021-05-05T17:40"]),
        ("27.01.2020 Soziales", ["2020-01-27"]),
        ("18. 05. 2014 22:38", ["2014-05-18T22:38"]),
        ("March 5, 2014 at 2:58 pm", ["2014-03-05T14:58"]),
        ("5th of March 2014, 12:05 AM EST", ["2014-03-05T00:05-05:00"]),
        ("2 May 2017 06:15 GMT", ["2017-05-02T06:15Z"]),
        (
            "2 May 2017 06:15 GMT+1, 3 May 2017 06:15 UTC-10",
            ["2017-05-02T06:15+01:00", "2017-05-03T06:15-10:00"],
        ),
        ("martes, 3 de mayo de 2022 a las 10:15", ["2022-05-03T10:15"]),
        ("19 Febbraio 2020 alle ore 12:02", ["2020-02-19T12:02"]),
        ("5 juni 2018 om 08:30", ["2018-06-05T08:30"]),
        ("8 de setembro de 2021 às 07h10", ["2021-09-08T07:10"]),
        ("2023-09-19T13:00:05+02:00", ["2023-09-19T13:00+02:00"]),
        ("19 septembre 2023 à 13:00 CEST", ["2023-09-19T13:00+02:00"]),
        ("17/11/201917/11/2019 ~ Ada", ["2019-11-17", "2019-11-17"]),
        ("20 janvier 202021 janvier 2020", ["2020-01-20", "2020-01-21"]),
        ("Mai 2017. Un début.", ["2017-05"]),
        ("06 PM | 18 Mai 2014", ["2014-05-18T18:00"]),
        ("11:25 PM - 10 Jul 2020", ["2020-07-10"]),
        ("20.09.2023 13h00+99:99", ["2023-09-20T13:00"]),
        ("ſamedi 3/4/2020", ["2020-04-03"]),
        ("ce jeudi 7 mars.", [None]),
        ("12/25/2019", ["2019-12-25"]),
        ("il y a 3 jours, 2 days ago, vor 4 Stunden", []),
        ("31 février 2020, 45/12/2020, 0/1/00, 2020-13-40", ["2020-02"]),
        ("192.168.10.12, v1.2.2020.4, 3,5 mai", []),
        ("12 000 euros, 34.50 %, 1999", []),
    ],
)
def test_wordings(text: str, found: list[str | None]) -> None:
    assert [mention.edtf for mention in find_dates(text)] == found


def test_figures_that_may_be_read_either_way_say_so() -> None:
    [english] = find_dates("03/04/2020", month_first=True)
    assert (english.edtf, english.ambiguous) == ("2020-03-04", True)
    [other] = find_dates("03/04/2020")
    assert (other.edtf, other.ambiguous) == ("2020-04-03", False)


def test_this_tuesday_is_deictic_and_its_weekday_is_checked() -> None:
    [mention] = find_dates("dit le maire ce jeudi 7 mars.")
    assert (mention.month, mention.day, mention.year, mention.deictic) == (3, 7, None, True)
    assert mention.matches_weekday(2024) is True
    assert mention.matches_weekday(2023) is False


@pytest.mark.hypothesis
@given(st.text(max_size=80) | st.from_regex(r"[0-3]?\d[ ./-](mars|May|1\d)[ ./-](20)?\d\d.{0,20}"))
def test_whatever_is_found_is_a_date_that_exists(text: str) -> None:
    for mention in find_dates(text):
        assert 0 <= mention.start < mention.end <= len(text)
        if mention.edtf:
            dates.parse(mention.edtf[:10])
