"""A dump gives the article's own words, and nothing of what stands around it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from types import ModuleType

import pytest
from dump_words import words_of
from hypothesis import given
from hypothesis import strategies as st

from suites.archive import dates
from suites.capture import dumps
from suites.capture.dumps.lines import MOST_CHARACTERS, MOST_LINES, collapsed, read_lines, readable

ROOT = Path(__file__).parent.parent
CASES = ROOT / "tests" / "cases" / "dumps"
GOLD = json.loads((CASES / "gold.json").read_text("utf-8"))

SENTENCE = "Le conseil a voté hier soir la réouverture du pont, après deux heures de débat."
HOSTILE = st.text(st.characters(codec=None), max_size=60) | st.sampled_from(
    [
        SENTENCE, f"  • {SENTENCE}", f"  1. {SENTENCE}", f"> {SENTENCE}", "", "", "Lire aussi",
        "Publié le 3 mars 2021 à 10h00", "Par Ada Lovelace",
        "# Un *titre* [[faux]] <b>", "\x00\ud800",
        "2 commentaires", "© 2021 Le Canal", "1. un", "2. deux", "```", "---", "[a]: b", "{.x}",
    ]
)  # fmt: skip


def bench() -> ModuleType:
    spec = importlib.util.spec_from_file_location("dumps", ROOT / "bench" / "dumps.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules["dumps"] = module
    spec.loader.exec_module(module)
    return module


def capture(name: str) -> str:
    return (CASES / name).read_text("utf-8")


def codes(page: dumps.Page) -> set[str]:
    return {doubt.code for doubt in page.doubts}


@pytest.mark.parametrize("name", GOLD)
def test_the_article_is_told_from_what_stands_around_it(name: str) -> None:
    page, gold = dumps.convert(capture(name)), GOLD[name]
    text = collapsed(page.text)
    assert [one for one in gold["with"] if one not in text] == []
    assert [one for one in gold["without"] if one in text] == []
    assert page.headline
    assert page.headline.value == gold["title"]
    assert page.published
    assert page.published.value.split("T")[0] == gold["date"]
    assert page.lang
    assert page.lang.value == name.rsplit("-", 1)[1][:2]


def unspaced(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if line.strip())


def wrapped(text: str, width: int = 80) -> str:
    import textwrap

    return "\n".join(
        "\n".join(textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False))
        for line in text.split("\n")
    )


@pytest.mark.parametrize("name", GOLD)
@pytest.mark.parametrize("form", [unspaced, wrapped])
def test_dumps_without_empty_lines_and_wrapped_ones_give_the_same_words(
    name: str, form: object
) -> None:
    assert callable(form)
    page = dumps.convert(form(capture(name)))
    text = collapsed(page.text)
    assert [one for one in GOLD[name]["with"] if one not in text] == []
    assert [one for one in GOLD[name]["without"] if one in text] == []


def test_a_press_page_gives_its_byline_its_time_and_its_outlet() -> None:
    page = dumps.convert(capture("presse-fr.txt"))
    assert [author.value for author in page.authors] == ["Claire Vasseur"]
    assert page.published
    assert (page.published.value, page.published.stated) == ("2022-03-14T18:20", True)
    assert page.published.words.startswith("Par Claire Vasseur")
    assert page.outlet
    assert page.outlet.value == "lacourrierdutest.fr"
    assert codes(page) == set()


def test_a_date_that_is_only_implied_is_an_interval_and_not_stated() -> None:
    published = dumps.convert(capture("sans-date-fr.txt")).published
    assert published
    assert published.value == "2024-03-07/2024-03-08"
    assert (published.basis, published.stated) == ("day-in-text-and-comment", False)


def test_the_first_comment_alone_gives_an_approximate_day() -> None:
    text = capture("sans-date-fr.txt").replace("ce jeudi 7 mars", "à la mairie")
    published = dumps.convert(text).published
    assert published
    assert (published.value, published.basis) == ("2024-03-08~", "first-comment")


def test_a_weekday_and_the_years_of_the_text_give_an_approximate_day() -> None:
    text = (
        capture("sans-date-fr.txt")
        .split("Bricolo62")[0]
        .replace("Si l’essai", "Si l’essai de 2024")
    )
    published = dumps.convert(text).published
    assert published
    assert (published.value, published.stated) == ("2024-03-07~", False)


def test_neither_a_copyright_line_nor_another_article_gives_the_date() -> None:
    text = capture("presse-fr.txt").replace(", publié le 14 mars 2022 à 18h20", "")
    assert "date-missing" in codes(dumps.convert(text))
    more = text.replace("À lire aussi\n", "À lire aussi\n3 mai 2021\n")
    assert dumps.convert(more).published is None


@pytest.mark.parametrize(
    ("dateline", "under", "day"),
    [
        ("Published 03/05/2021", "", "2021-03-05"),
        ("Published 03/05/2021", "Comments\nJoe\n31/05/2021 10:02", "2021-05-03"),
        ("Published 03/05/2021 - 13:55 BST", "", "2021-05-03"),
        ("Published on 03/05/2021 at 13:55 CET", "", "2021-05-03"),
        ("Published 03/05/2021 at 13:55 EST", "", "2021-03-05"),
    ],
)
def test_a_page_in_english_may_write_the_day_first(dateline: str, under: str, day: str) -> None:
    text = "\n".join(
        f"The council of the town has said that bridge number {n} will be painted before the end "
        "of the summer, and that nobody will have to wait for the boats of the north."
        for n in range(6)
    )
    page = dumps.convert(f"The bridge will be painted\n{dateline}\n{text}\n{under}")
    assert page.published is not None
    assert page.published.value[:10] == day


def test_the_publication_is_preferred_to_the_update() -> None:
    page = dumps.convert(capture("cronaca-it.txt"))
    assert page.published
    assert page.published.value == "2023-04-22"


def test_an_update_alone_is_given_as_one() -> None:
    text = capture("presse-fr.txt").replace("publié le 14", "mis à jour le 14")
    published = dumps.convert(text).published
    assert published
    assert (published.value[:10], published.basis) == ("2022-03-14", "updated-only")
    assert not published.stated


@pytest.mark.parametrize(
    ("byline", "name"),
    [
        ("Kolumne von Carla Sommer - 28.04.2024 um 08:52 Uhr", "Carla Sommer"),
        ("Amy Hill Political Correspondent\n28 April 2024", "Amy Hill"),
        ("Par Anne Martin, journaliste\nPublié le 28/04/2024", "Anne Martin"),
        ("Heinrich von Sommer\n28.04.2024", "Heinrich von Sommer"),
        ("Par Awa Editorès\n28/04/2024", "Awa Editorès"),
        ("Par Sophie Grand\n28/04/2024", "Sophie Grand"),
    ],
)
def test_neither_the_kind_of_a_text_nor_a_role_is_part_of_a_name(byline: str, name: str) -> None:
    text = "\n".join(
        f"Le conseil municipal a voté la réfection du pont numéro {n}, a dit la maire, et le "
        "compte rendu de la séance le redit, mais ne donne aucune date pour la fin du chantier."
        for n in range(6)
    )
    page = dumps.convert(f"Le pont sera repeint avant la fin de l’été\n{byline}\n{text}")
    assert [author.value for author in page.authors] == [name]


def test_an_agency_is_no_author() -> None:
    text = capture("presse-fr.txt").replace("Par Claire Vasseur,", "Par Claire Vasseur avec AFP,")
    page = dumps.convert(text)
    assert [author.value for author in page.authors] == ["Claire Vasseur"]
    assert "avec AFP" in page.authors[0].words
    assert dumps.convert(text.replace("Claire Vasseur avec ", "")).authors == ()


def test_headings_lists_and_paragraphs_become_markdown() -> None:
    text = dumps.convert(capture("presse-fr.txt")).text
    assert "\n\n## Une navette pour les écoliers\n\n" in text
    assert "\n\n- vier Paletten" in dumps.convert(capture("blog-de.txt")).text


def test_start_and_end_overrule_the_region() -> None:
    text = capture("presse-fr.txt")
    page = dumps.convert(text, start="Une navette gratuite", end="clientèle pendant l’été")
    assert words_of(page.text)[0].startswith("Une navette gratuite circulera")
    assert words_of(page.text)[-1].endswith("clientèle pendant l’été.")
    assert len(words_of(page.text)) == 1
    menu = dumps.convert(text, start="Élections locales", end="Météo")
    assert words_of(menu.text) == ["Élections locales", "Météo"]


def test_words_that_run_over_two_lines_are_found() -> None:
    text = wrapped(capture("presse-fr.txt"))
    page = dumps.convert(text, start="pour une durée de six\nmois. Les habitants du quartier")
    assert words_of(page.text)[0].startswith("pour une durée de six mois.")


def test_words_that_are_not_found_are_a_doubt_and_change_nothing() -> None:
    text = capture("presse-fr.txt")
    page = dumps.convert(text, start="Ceci n’y est pas", end="cela non plus")
    assert page.text == dumps.convert(text).text
    assert codes(page) == {"start-not-found", "end-not-found"}


@pytest.mark.parametrize("text", ["", "\n\n", "Menu\nAccueil\n", "\x00\ud800", "12", "• \n•\n"])
def test_a_dump_without_an_article_is_said_to_have_none(text: str) -> None:
    page = dumps.convert(text)
    assert page.text == ""
    assert "text-missing" in codes(page)


@pytest.mark.parametrize(
    "text",
    [
        "mot de la fin, " * 5_000_000,
        "a b\n" * 1_000_000,
        "  • Menu\n" * 200_000,
        "google+" * 400_000,
        "a / b " * 400_000,
        "Par " + "Jean de la " * 300_000,
        "\x00" * 3_000_000 + SENTENCE,
        "\ud800" * 3_000_000,
        ("12 mars 2020 " * 200 + "\n") * 2_000,
        "« " * 1_000_000,
        "[a](b" * 1_600_000,
        "**a _b " * 1_000_000,
        "  1. https://a\n" * 500_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_a_dump_without_measure_stays_bounded_and_says_so(text: str) -> None:
    page = dumps.convert(text)
    assert len(page.text) <= 2 * MOST_CHARACTERS
    if len(text) > MOST_CHARACTERS or text.count("\n") > MOST_LINES:
        assert "cut-short" in codes(page)


@pytest.mark.parametrize("name", GOLD)
def test_every_kept_word_is_the_captures_own(name: str) -> None:
    text = capture(name)
    assert all(collapsed(block) in collapsed(text) for block in words_of(dumps.convert(text).text))


@pytest.mark.hypothesis
@given(st.lists(HOSTILE, max_size=24), st.sampled_from(["\n", "\n\n", "\r\n", "\u2028"]))
def test_every_kept_paragraph_is_a_substring_of_the_capture(parts: list[str], join: str) -> None:
    text = join.join(parts)
    page = dumps.convert(text)
    whole = f"{collapsed(text)} {collapsed(readable(text))}"
    for block in words_of(page.text):
        assert collapsed(block) in whole
    page.text.encode()
    guesses = [page.headline, page.outlet, page.published, page.url, *page.authors]
    for guess in guesses:
        if guess is not None and guess is not page.published:
            assert collapsed(guess.value) in whole
    if page.published is not None:
        dates.parse(page.published.value)


@pytest.mark.hypothesis
@given(st.lists(HOSTILE, min_size=1, max_size=12), st.data())
def test_any_words_of_the_capture_may_be_its_start_and_its_end(
    parts: list[str], data: st.DataObject
) -> None:
    text = "\n".join(parts)
    read, _ = read_lines(text)
    if not read:
        return
    start = data.draw(st.sampled_from([line.text for line in read]))
    page = dumps.convert(text, start=start, end=start[-8:])
    assert "start-not-found" not in codes(page)
    for block in words_of(page.text):
        assert collapsed(block) in f"{collapsed(text)} {collapsed(readable(text))}"


def test_the_bench_counts_strings_and_finds_all_of_ours() -> None:
    told: list[str] = []
    assert bench().bench(CASES, told.append) == (1.0, 1.0, 1.0)
    assert told[-1] == f"titles {len(GOLD)} of {len(GOLD)}, days {len(GOLD)} of {len(GOLD)}"
