"""A quotation is proven word for word, or it is not proven."""

from __future__ import annotations

import pytest
from miniature import SITE

from suites import files
from suites.linked import Linked
from suites.verification import CaptureText, Verification, verify

ARTICLE = "2021-03-02-gazette-tram"
FILLER = " ".join(f"Phrase numéro {n}, dite pour faire nombre." for n in range(20))
CAPTURE = f"La maire : “le tram ouvrira l'an prochain”. Comptez deux euros le trajet. {FILLER}"


@pytest.fixture(scope="module")
def linked() -> Linked:
    linked = files.read_archive(SITE / "content").linked
    assert linked
    return linked


def verified(linked: Linked, article: str, whole: str | None = None) -> Verification:
    capture = CaptureText(article, article if whole is None else whole)
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
        "0 proven, 28 without a capture"
    )


def test_a_quotation_may_stand_outside_what_was_taken_for_the_article(linked: Linked) -> None:
    found = verified(linked, FILLER, f"Menu\n{CAPTURE}\nUn lecteur répond.")
    assert (found.proven, found.problems) == (2, ())


def test_a_quotation_may_stand_in_the_article_alone(linked: Linked) -> None:
    # A converter joins what a page parts by a button or a picture.
    found = verified(linked, CAPTURE, CAPTURE.replace("deux euros", "deux Partager euros"))
    assert (found.proven, found.problems) == (2, ())


def test_menus_and_comments_make_no_article_longer(linked: Linked) -> None:
    short = CAPTURE.removesuffix(FILLER)
    codes = [problem.code for problem in verified(linked, short, CAPTURE).problems]
    assert codes == ["capture-share", "capture-share"]
    assert not verified(linked, CAPTURE, CAPTURE).problems
