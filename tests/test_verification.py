"""A quotation is proven word for word, or it is not proven."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from support.miniature import SITE

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring
from suites.capture import quotations
from suites.capture.copy_text import CaptureText
from suites.capture.verification import Verification, shares, verify

ARTICLE = "2021-03-02-gazette-tram"
DIGEST = "0" * 64
FILLER = " ".join(f"Phrase numéro {n}, dite pour faire nombre." for n in range(20))
CAPTURE = f"La maire : “le tram ouvrira l'an prochain”. Comptez deux euros le trajet. {FILLER}"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked


def verified(linked: LinkedArchive, article: str, whole: str | None = None) -> Verification:
    capture = CaptureText(article, article if whole is None else whole, DIGEST)
    return verify(linked, (ARTICLE,), {ARTICLE: [capture]})


def everything(linked: LinkedArchive, id_: str, text: str) -> list[CaptureText]:
    """All captures of an article, with the same text; one without a name, where it has none."""
    names = [one.sha256 for one in linked.archive.articles[id_].captures] or [""]
    return [CaptureText(text, text, name) for name in names]


def test_quotations_stand_in_the_capture_whichever_its_apostrophes(linked: LinkedArchive) -> None:
    assert str(verified(linked, CAPTURE)) == "2 of 2 quotations proven, 0 without a capture"
    assert not verified(linked, CAPTURE).problems


def test_a_word_more_or_less_is_told_with_the_nearest_words(linked: LinkedArchive) -> None:
    found = verified(linked, CAPTURE.replace("deux euros", "dix-deux euros"))
    assert found.proven == 2
    found = verified(linked, CAPTURE.replace("deux euros", "trois euros"))
    (problem,) = found.problems
    assert (problem.code, found.proven) == ("capture-quotation", 1)
    assert "trois euros le trajet" in problem.mend


def test_a_quotation_is_made_of_whole_words(linked: LinkedArchive) -> None:
    found = verified(linked, CAPTURE.replace("le trajet", "le trajets"))
    assert [problem.code for problem in found.problems] == ["capture-quotation"]


def test_articles_without_a_capture_are_counted(linked: LinkedArchive) -> None:
    assert str(verify(linked, tuple(linked.archive.articles), {})) == (
        "0 of 34 quotations proven, 34 without a capture"
    )


def changed(tmp_path: Path, path: str, old: str, new: str) -> LinkedArchive:
    """The miniature archive with a text of one of its files in the place of another."""
    content = shutil.copytree(SITE / "content", tmp_path / "content")
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new), "utf-8")
    linked = loading.load_archive(content).linked
    assert linked, "the change has a problem of its own"
    return linked


@pytest.mark.parametrize(
    ("said", "quoted", "proven"),
    [
        ("Comptez 7,8 euros le trajet.", "8 euros le trajet", False),
        ("Comptez 10\u00a0000 euros le trajet.", "000 euros le trajet", False),
        ("Comptez 10\u202f000 euros le trajet.", "10 000 euros le trajet", True),
        ("Comptez −5 % le trajet.", "5 % le trajet", False),
        ("Comptez −5 % le trajet.", "-5 % le trajet", True),
        ("Comptez deux euros le trajet… non.", "deux euros le trajet.", False),
        ("Comptez deux euros le trajet… non.", "deux euros le trajet", True),
        ("Comptez deux \u2068euros\u2069 le trajet.", "deux euros le trajet", True),
        ("Comptez deux euros ❤\ufe0f le trajet.", "deux euros ❤ le trajet", True),
        ("Comptez deux ﬁnes, deux ﬂèches.", "deux fines, deux flèches", True),
        ("Comptez l´euro ou l＇euro, 5ʹ et 5″ non.", 'l’euro ou l’euro, 5’ et 5" non', True),
        ("我在北京市工作。", "北京", True),
        ("Comptez deux euros le trajet.", "deux [...] trajet", True),
        ("Comptez deux euros le trajet.", "eux [...] trajet", False),
        ("Comptez deux euros le trajet.", "deux euros le tra", False),
    ],
)
def test_a_quotation_is_made_of_whole_words_and_numbers(
    tmp_path: Path, said: str, quoted: str, proven: bool
) -> None:
    path = "articles/2021/2021-03-02-gazette-tram.md"
    linked = changed(tmp_path, path, "deux euros le trajet", quoted)
    whole = CAPTURE.replace("Comptez deux euros le trajet.", said)
    codes = [problem.code for problem in verified(linked, whole).problems]
    assert codes == ([] if proven else ["capture-quotation"])


def test_the_words_of_an_annotation_on_a_full_text_or_an_excerpt_are_proven(
    linked: LinkedArchive,
) -> None:
    for id_, words in (("2022-11-20-echo-tram", "late"), ("affiche-tram", "attention")):
        text = linked.bodies[id_].text
        assert words in text
        found = verify(linked, (id_,), {id_: [CaptureText(text, text)]})
        assert (found.problems, found.without_capture, found.proven > 0) == ((), 0, True)
        other = text.replace(words, "autre chose")
        found = verify(linked, (id_,), {id_: [CaptureText(other, other)]})
        assert [problem.code for problem in found.problems] == ["capture-quotation"]


@pytest.mark.parametrize("key", ["title", "summary", "note"])
def test_words_quoted_beside_an_account_are_proven_too(tmp_path: Path, key: str) -> None:
    path = "articles/2021/2021-03-02-gazette-tram.md"
    text = (SITE / "content" / path).read_text("utf-8")
    old = next(part for part in text.split("\n") if part.strip().startswith(f"{key}: "))
    linked = changed(tmp_path, path, old, f"{old.split(':')[0]}: « deux euros » ou « trois euros »")
    found = verified(linked, CAPTURE)
    assert [problem.code for problem in found.problems] == ["capture-quotation"]
    assert "trois euros" in found.problems[0].what
    assert found.problems[0].line == text[: text.index(old)].count("\n") + 1
    assert found.proven == 3


def test_words_quoted_in_an_announcement_stand_in_its_evidence(tmp_path: Path) -> None:
    path = "announcements/tram-ouvert.md"
    text = (SITE / "content" / path).read_text("utf-8")
    old = next(line for line in text.split("\n") if line.startswith("claim: "))
    linked = changed(tmp_path, path, old, 'claim: "Le tram, « promis », « ouvrira » un jour."')
    evidence = {
        id_.partition("#")[0]
        for event in linked.archive.announcements["tram-ouvert"].events
        for id_ in event.evidence
    }
    said = {id_: everything(linked, id_, "Le tram ouvrira.") for id_ in sorted(evidence)}
    told = [p for p in verify(linked, tuple(evidence), said).problems if p.path.endswith(path)]
    assert ["promis" in problem.what for problem in told] == [True]
    # While a capture is missing, it may be the one that has them.
    del said[min(evidence)]
    told = [p for p in verify(linked, tuple(evidence), said).problems if p.path.endswith(path)]
    assert told == []


def test_a_quotation_may_stand_outside_what_was_taken_for_the_article(
    linked: LinkedArchive,
) -> None:
    found = verified(linked, FILLER, f"Menu\n{CAPTURE}\nUn lecteur répond.")
    assert (found.proven, found.problems) == (2, ())


def test_a_quotation_may_stand_in_the_article_alone(linked: LinkedArchive) -> None:
    # A converter joins what a page parts by a button or a picture.
    found = verified(linked, CAPTURE, CAPTURE.replace("deux euros", "deux Partager euros"))
    assert (found.proven, found.problems) == (2, ())


def test_menus_and_comments_make_no_article_longer(linked: LinkedArchive) -> None:
    short = CAPTURE.removesuffix(FILLER)
    codes = [problem.code for problem in verified(linked, short, CAPTURE).problems]
    assert codes == ["capture-share", "capture-share"]
    assert not verified(linked, CAPTURE, CAPTURE).problems


# --- several captures of one article

SECOND = "1" * 64
LATER = CAPTURE.replace("deux euros", "trois euros")


def with_two_captures(tmp_path: Path, lacks: str) -> LinkedArchive:
    """The miniature, in which an article has a second capture, made later."""
    second = f'  - {{sha256: "{SECOND}", kind: html, at: "2021-06", lacks: [{lacks}]}}\n'
    path = "articles/2021/2021-03-02-gazette-tram.md"
    return changed(tmp_path, path, "    kind: text\n", f"    kind: text\n{second}")


def both(linked: LinkedArchive, first: str | None, second: str | None) -> Verification:
    texts = ((first, DIGEST), (second, SECOND))
    copies = [CaptureText(text, text, name) for text, name in texts if text is not None]
    return verify(linked, (ARTICLE,), {ARTICLE: copies})


def test_any_capture_proves_and_what_another_one_lacks_is_worth_a_look(tmp_path: Path) -> None:
    linked = with_two_captures(tmp_path, "")
    found = both(linked, CAPTURE, LATER)
    assert (found.proven, found.problems) == (2, ())
    (warning,) = found.warnings
    assert warning.startswith("content/articles/2021/2021-03-02-gazette-tram.md:")
    assert f'the capture of 2021-06 ({SECOND[:12]}) does not have "deux euros le tr' in warning
    assert list(shares(linked, found.proofs)) == [
        f"{ARTICLE}: 2 of 2 quotations in the capture {DIGEST[:12]}, "
        f"1 of 2 quotations in the capture of 2021-06 ({SECOND[:12]})"
    ]
    whole = both(linked, CAPTURE, CAPTURE)
    assert (whole.proven, whole.problems, whole.warnings) == (2, (), ())
    lost = both(linked, LATER, LATER)
    assert [problem.code for problem in lost.problems] == ["capture-quotation"]
    assert "trois euros" in lost.problems[0].mend


def test_a_capture_that_is_not_here_may_have_what_another_one_lacks(tmp_path: Path) -> None:
    linked = with_two_captures(tmp_path, "")
    found = both(linked, None, LATER)
    assert (found.proven, found.without_capture, found.problems) == (1, 1, ())
    assert list(shares(linked, found.proofs)) == []


@pytest.mark.parametrize(
    ("lacks", "second", "told"),
    [
        ("prix-du-trajet", LATER, ""),
        ("prix-du-trajet", CAPTURE, "stand in the capture"),
        ("longueur", LATER.replace("une ligne", ""), "are ours, and no capture has them"),
    ],
)
def test_what_a_record_says_that_a_capture_lacks_it_does(
    tmp_path: Path, lacks: str, second: str, told: str
) -> None:
    linked = with_two_captures(tmp_path, lacks)
    found = both(linked, CAPTURE, second)
    assert [problem.code for problem in found.problems] == (["capture-lacks"] if told else [])
    assert not told or told in found.problems[0].what
    assert bool(found.warnings) is (lacks == "longueur")


def test_words_in_common_count_in_each_copy_and_lengths_beside_the_longest(tmp_path: Path) -> None:
    linked = with_two_captures(tmp_path, "")
    short = CAPTURE.removesuffix(FILLER)
    assert both(linked, CAPTURE, short).problems == ()
    codes = [problem.code for problem in both(linked, short, short).problems]
    assert codes == ["capture-share", "capture-share"]


def test_the_parts_of_a_quotation_stand_in_their_order() -> None:
    texts = [anchoring.fold("Le tram est gratuit. La ville paie la moitié du tram.")]
    assert quotations.stands_in("Le tram […] la moitié […] tram", texts)
    assert not quotations.stands_in("La ville paie […] est gratuit", texts)
    assert not quotations.stands_in("la moitié […] la moitié", texts)
