"""A quotation is proven word for word, or it is not proven."""

from __future__ import annotations

import pytest
from faulty import SITE

from suites import files
from suites.linked import Linked
from suites.verification import Verification, verify

ARTICLE = "2021-03-02-gazette-tram"
FILLER = " ".join(f"Phrase numéro {n}, dite pour faire nombre." for n in range(20))
CAPTURE = f"La maire : “le tram ouvrira l'an prochain”. Comptez deux euros le trajet. {FILLER}"


@pytest.fixture(scope="module")
def linked() -> Linked:
    linked = files.read_archive(SITE / "content").linked
    assert linked
    return linked


def verified(linked: Linked, capture: str) -> Verification:
    return verify(linked, (ARTICLE,), {ARTICLE: capture})


def test_quotations_stand_in_the_capture_whichever_its_apostrophes(linked: Linked) -> None:
    assert str(verified(linked, CAPTURE)) == "2 proven, 0 without a capture"
    assert not verified(linked, CAPTURE).problems


def test_a_word_more_or_less_is_told_with_the_nearest_words(linked: Linked) -> None:
    found = verified(linked, CAPTURE.replace("deux euros", "dix-deux euros"))
    assert found.proven == 2
    found = verified(linked, CAPTURE.replace("deux euros", "trois euros"))
    (problem,) = found.problems
    assert (problem.code, found.proven) == ("capture-quotation", 1)
    assert "trois euros le trajet" in problem.mend


def test_a_quotation_is_made_of_whole_words(linked: Linked) -> None:
    found = verified(linked, CAPTURE.replace("le trajet", "le trajets"))
    assert [problem.code for problem in found.problems] == ["capture-quotation"]


def test_articles_without_a_capture_are_counted(linked: Linked) -> None:
    assert str(verify(linked, tuple(linked.archive.articles), {})) == (
        "0 proven, 3 without a capture"
    )
