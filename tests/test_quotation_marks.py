"""What stands between quotation marks is a source's words; no other marks hold any."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.miniature import SITE

from suites.analysis import loading
from suites.archive import languages
from suites.archive.markdown.quotation_marks import other_pairs, quotations
from suites.archive.problems import Problem

FRENCH = languages.of("fr")
LIE = "Nous arrêterons tous les essais en mars 2031"
PAIRS = [
    *('""', "“”", "””", "„“", "„”", "‟”", "″″", "＂＂", "〝〞", "❝❞", '“"', "ʺʺ"),
    *("˝˝", "‶″", "⹂“", "🙶🙷", "🙸🙷"),
    *("''", "‘’", "’’", "‚‘", "‚’", "‛’", "′′", "``", "´´", "＇＇", "❛❜", "`'"),
    *("‹›", "›‹", "「」", "『』", "《》", "〈〉", "﹁﹂", "❮❯", "｢｣"),
    *(("''", "''"), ("``", "''"), (",,", "''"), ("<<", ">>"), ("’’", "’’"), ("‘‘", "’’")),
]


@pytest.mark.parametrize(("opening", "closing"), PAIRS)
@pytest.mark.parametrize("space", ["", "\u00a0"])
def test_words_between_any_other_marks_are_found(opening: str, closing: str, space: str) -> None:
    held = f"{opening}{space}{LIE}{space}{closing}"
    for text in (held, f"Il a dit : {held}, l’été d’avant.", f"L’an passé ({held})."):
        (found,) = other_pairs(text, FRENCH.quotation_marks)
        assert text[found.span.start : found.span.end] == held
        assert (found.opening, found.closing) == (opening, closing)
        # Inside a quotation they are the source's.
        assert other_pairs(text.replace(held, f"« là {held} »"), FRENCH.quotation_marks) == ()


@pytest.mark.parametrize(
    "text",
    [
        "L’été d’aujourd'hui, l'an d’avant, les p’tits et O’Brien.",
        "Du rock ’n’ roll et du rock 'n' roll ; les années ’80 et '90.",
        "Les données des users’ groups, et celles d’un autre.",
        "Un écran de 6\" et un de 8\" ; 5' et 6' de haut ; 5'11\" ; 12″ et 14″.",
        "À 48° 51′ 24″ N et 2° 21′ 07″ E.",
        "Un mot “ sans fin.",
        "Accueil › X › Paiements, puis a > b et b < c.",
        "« Un “mot” et un \"autre\", dit 'ici' », et voilà.",
        'Rien : "", “ ”, ‹ ›.',
    ],
)
def test_apostrophes_primes_and_marks_without_a_pair_hold_nothing(text: str) -> None:
    assert other_pairs(text, FRENCH.quotation_marks) == ()


@given(st.text(alphabet="ab1 ’'\"“”«»‹›<>`,\n", max_size=40))
def test_each_pair_is_two_marks_around_words_and_outside_of_quotations(text: str) -> None:
    quoted = [one.whole for one in quotations(text, FRENCH.quotation_marks)]
    for opening, closing, (start, end) in other_pairs(text, FRENCH.quotation_marks):
        held = text[start:end]
        assert held.startswith(opening)
        assert held.endswith(closing)
        assert re.search(r"\w", held)
        for at in (start, end - 1):
            assert not any(one.start <= at < one.end for one in quoted)


def problems(tmp_path: Path, path: str, *changes: tuple[str, str]) -> list[Problem]:
    """Those of the miniature archive with some texts of a file in the place of others."""
    content = shutil.copytree(SITE / "content", tmp_path / "content")
    text = (content / path).read_text("utf-8")
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (content / path).write_text(text, "utf-8")
    return list(loading.load_archive(content).problems)


ARTICLE = "articles/2021/2021-03-02-gazette-tram.md"
ANNOUNCEMENT = "announcements/tram-ouvert.md"


def field(path: str, key: str) -> str:
    """The first line of a file that gives a key."""
    lines = (SITE / "content" / path).read_text("utf-8").split("\n")
    return next(line for line in lines if line.strip().startswith(f"{key}: "))


@pytest.mark.parametrize(
    ("path", "key"),
    [
        *((ARTICLE, key) for key in ("title", "summary", "note", "was")),
        ("articles/2022/2022-11-20-echo-tram.md", "published_basis"),
        *((ANNOUNCEMENT, key) for key in ("title", "claim", "occasion", "note")),
        ("announcements/tram-payant.md", "review"),
        ("themes/transports.md", "title"),
        ("themes/transports.md", "summary"),
        ("pages/methode.md", "title"),
        ("pages/methode.md", "summary"),
        ("archive.yaml", "title"),
        ("archive.yaml", "subject"),
        ("archive.yaml", "description"),
    ],
)
def test_no_text_that_readers_see_holds_words_in_other_marks(
    tmp_path: Path, path: str, key: str
) -> None:
    old = field(path, key)
    at = old.split(f"{key}:")[0] + f"{key}:"
    (found,) = problems(tmp_path, path, (old, f"{at} 'Voilà “{LIE}”.'"))
    assert found.code == "quotation-marks"
    assert (found.path, LIE in found.what) == (f"content/{path}", True)
    text = (SITE / "content" / path).read_text("utf-8")
    assert found.line == text[: text.index(old)].count("\n") + 1
    assert FRENCH.quotation.format("…") in found.mend


def test_nor_does_a_label(tmp_path: Path) -> None:
    (found,) = problems(
        tmp_path, "vocabulary.yaml", ("{fr: longueur}", "{fr: la “longueur”, en: ‘a’ b}")
    )
    assert (found.code, "longueur" in found.what) == ("quotation-marks", True)


@pytest.mark.parametrize(
    "path",
    [ARTICLE, "articles/undated/affiche-tram.md", ANNOUNCEMENT, "entities/tram.md",
     "themes/transports.md", "pages/methode.md"],
)  # fmt: skip
def test_no_body_holds_words_in_other_marks(tmp_path: Path, path: str) -> None:
    content = shutil.copytree(SITE / "content", tmp_path / "content")
    text = (content / path).read_text("utf-8").rstrip("\n")
    (content / path).write_text(f'{text}\n\nVoilà : &quot;*{LIE}*".\n', "utf-8")
    (found,) = loading.load_archive(content).problems
    assert (found.code, found.path) == ("quotation-marks", f"content/{path}")
    assert found.line == text.count("\n") + 3


def test_code_addresses_and_headlines_hold_any_marks(tmp_path: Path) -> None:
    said = (
        f'Voilà `"{LIE}"` et [là](https://gazette.example/tram "l’{LIE}").\n\n```\n"{LIE}"\n```\n'
    )
    headline = field(ARTICLE, "headline")
    assert problems(
        tmp_path,
        ARTICLE,
        ("selon [la Gazette]", f"{said}\nselon [la Gazette]"),
        (headline, f"headline: '“{LIE}”'"),
    ) == []  # fmt: skip


def test_a_full_text_keeps_its_marks(tmp_path: Path) -> None:
    path = "articles/2022/2022-11-20-echo-tram.md"
    assert problems(tmp_path, path, ("says the mayor", "“says” 'the' \"mayor\"")) == []


@pytest.mark.parametrize(
    ("note", "code"),
    [
        ("Dit en anglais (en français : “le tram est en retard”).", ""),
        ("Dit en anglais (en français\u00a0: “le tram est en retard”).", ""),
        ("Dit (en français : “le tram”), puis (en français : “en retard”).", ""),
        ("Dit en anglais : “le tram est en retard”.", "quotation-marks"),
        ("Dit en anglais (“le tram est en retard”).", "quotation-marks"),
        ("Dit (en français : “le tram”) et “en retard”.", "quotation-marks"),
        ("Dit « the tram » (en français : “le tram”).", ""),
        ("Dit « the tram (en français : “le tram”).", "quotation-unbalanced"),
    ],
)
def test_a_translation_in_a_note_has_a_form_of_its_own(
    tmp_path: Path, note: str, code: str
) -> None:
    path = "articles/2022/2022-11-20-echo-tram.md"
    found = problems(tmp_path, path, ("La maire l’admet.", note))
    assert [problem.code for problem in found] == ([code] if code else [])
    if code == "quotation-marks":
        assert "(en français : “…”)" in found[0].mend.replace("\u00a0", " ")


def test_a_translation_stands_in_a_note_alone(tmp_path: Path) -> None:
    path = "articles/2022/2022-11-20-echo-tram.md"
    old = "Le chantier est vu d’ailleurs."
    (found,) = problems(tmp_path, path, (old, "Le tram (en français : “en retard”)."))
    assert found.code == "quotation-marks"


@pytest.mark.parametrize("path", [ARTICLE, ANNOUNCEMENT])
def test_quotations_beside_a_body_are_whole_and_short_as_well(tmp_path: Path, path: str) -> None:
    old = field(path, "title")
    (found,) = problems(tmp_path / "a", path, (f"\n{old}\n", "\ntitle: Dit « oui\n"))
    assert (found.code, found.line) == ("quotation-unbalanced", 2)
    long = "mot " * 16
    (found,) = problems(tmp_path / "b", path, (f"\n{old}\n", f"\ntitle: Dit « {long}»\n"))
    assert (found.code, found.line) == ("quotation-too-long", 2)


def test_all_the_quotations_of_an_article_count_together(tmp_path: Path) -> None:
    old = "Lu d’une cellule à l’autre du tableau."
    quoted = " ".join(["« un deux trois quatre cinq six sept huit neuf dix »"] * 4)
    (found,) = problems(tmp_path, ARTICLE, (old, quoted))
    assert found.code == "quotations-too-long"


@pytest.mark.parametrize(
    "text",
    [
        "The council’s members didn’t object, nor did the users’ groups of O’Brien and others’.",
        "In the ’90s the users’ groups waited; in the '80s the makers' groups did.",
        "“They said ‘never’, didn’t they?”",
        "It’s rock ’n’ roll, 5'11\" tall.",
    ],
)
def test_english_apostrophes_and_inner_marks_hold_nothing(text: str) -> None:
    assert other_pairs(text, languages.of("en").quotation_marks) == ()


@pytest.mark.parametrize("text", ["They said ‘never’.", "A so-called 'fix'.", 'He said "yes".'])
def test_english_single_and_straight_marks_hold_words(text: str) -> None:
    (found,) = other_pairs(text, languages.of("en").quotation_marks)
    assert text[found.span.end :] == "."


def test_another_language_has_other_marks() -> None:
    english = languages.of("en").quotation_marks
    assert other_pairs("He said “yes”, didn’t he?", english) == ()
    (found,) = other_pairs("He said «yes» and “no”.", english)
    assert (found.opening, found.closing) == ("«", "»")
    assert [found.opening for found in other_pairs('He said "yes".', english)] == ['"']
