"""The interface is said in the words and by the rules of its language."""

from __future__ import annotations

import pytest

from suites.archive.languages.catalogue import Catalogue

RESULTS = {"found": {"one": "{n} résultat", "other": "{n} résultats"}}


def test_values_are_laid_into_the_text() -> None:
    c = Catalogue("fr", {"by": "d’après {outlet}, le {on}"})
    assert c.t("by", outlet="la Gazette", on="{outlet}") == "d’après la Gazette, le {outlet}"


@pytest.mark.parametrize(
    ("language", "n", "said"),
    [
        ("fr", 0, "0 résultat"),
        ("fr", 1, "1 résultat"),
        ("fr", 2, "2 résultats"),
        ("fr", 1.5, "1,5 résultat"),
        ("fr", 1234567, "1\u202f234\u202f567 résultats"),
        ("en", 0, "0 résultats"),
        ("en", 1, "1 résultat"),
        ("en", 1234, "1,234 résultats"),
    ],
)
def test_plurals_and_numbers_follow_the_language(language: str, n: float, said: str) -> None:
    assert Catalogue(language, RESULTS).t("found", n=n) == said


def test_text_that_looks_like_a_number_is_left_alone() -> None:
    assert Catalogue("fr", {"in": "en {year}"}).t("in", year="2024") == "en 2024"


def test_groups_give_their_names_to_their_keys() -> None:
    c = Catalogue("fr", {"search": {"title": "Recherche", **RESULTS}})
    assert c.t("search.title") == "Recherche"
    assert c.keys() == {"search.title", "search.found"}
    assert "search.title" in c
    assert "search" not in c


def test_an_unknown_key_and_a_missing_value_are_our_own_bugs() -> None:
    c = Catalogue("fr", {"by": "d’après {outlet}", **RESULTS})
    for key in ("nothing", "by", "found"):
        with pytest.raises(KeyError):
            c.t(key)


@pytest.mark.parametrize(
    "entry", [None, 12, ["a"], {"one": "seul"}, {"one": "a", "other": "b", "two": "c"},
              {"one": "a", "other": 2}, "{ n }", "{n", "{N}"],
)  # fmt: skip
def test_an_entry_of_another_shape_is_refused_at_once(entry: object) -> None:
    with pytest.raises(ValueError, match=r"entry|plural"):
        Catalogue("fr", {"odd": entry})


def test_a_language_that_cldr_does_not_know_is_refused() -> None:
    with pytest.raises(LookupError, match="tlh"):
        Catalogue("tlh", {})
