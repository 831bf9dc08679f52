"""What pages show around an article: datelines of any kind, banners, subtitles, other languages."""

from __future__ import annotations

import pytest

from suites.capture import dumps

HEADLINE = "La passerelle du canal a ouvert aux piétons"
FIRST = (
    "La commune a ouvert hier la passerelle du canal après trois ans de travaux, et les habitants "
    "du quartier la prennent déjà pour aller au marché du samedi."
)
SECOND = (
    "Les riverains demandaient cet ouvrage depuis longtemps, car le pont voisin est fermé aux "
    "piétons ; la mairie a payé la moitié de la somme, et la région le reste."
)
THIRD = (
    "La passerelle sera éclairée la nuit, dit la mairie, qui promet aussi des bancs et des arbres "
    "pour les habitants du quartier, dès que le budget de la commune le permettra."
)
COOKIES = (
    "Nous et nos partenaires utilisons des traceurs et des cookies pour mesurer l’audience du site "
    "et pour vous montrer des contenus qui vous plaisent, sur tous vos appareils."
)


def page(*lines: str) -> str:
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    "dump",
    [
        page(HEADLINE, "Date de publication", "3 mars 2021", FIRST, SECOND, THIRD),
        page(HEADLINE, f"Lyon, le 3 mars 2021 – {FIRST}", SECOND, THIRD),
        page(HEADLINE, f"3 mars 2021. {FIRST}", SECOND, THIRD),
        page(HEADLINE, f"03.03.2021 - {FIRST}", SECOND, THIRD),
        page(HEADLINE, "3 mars 2021", *["Menu"] * 12, HEADLINE, FIRST, SECOND, THIRD),
        page(HEADLINE, "Ville et quartiers | 3 mars 2021 | Ponts, Canal, Vélos, Places, "
             "Marché, Rues, Berges", FIRST, SECOND, THIRD),
        page(HEADLINE, FIRST, SECOND, THIRD, "de Ada Lovelace", "par Ada Lovelace",
             "3 mars 2021 16:06"),
        page(HEADLINE, FIRST, SECOND, THIRD, "Étiquettes", "Ada", "Date 3 mars 2021"),
        page(HEADLINE, FIRST, SECOND, THIRD, "This entry was posted on 3 March 2021 by Ada in "
             "Bridges and Canals and bookmarked as a favourite by many"),
    ],
)  # fmt: skip
def test_the_day_is_read_wherever_a_page_shows_it(dump: str) -> None:
    published = dumps.convert(dump).published
    assert published is not None
    assert published.value.split("T")[0] == "2021-03-03"


@pytest.mark.parametrize(
    "line",
    [
        "Le 3 mars 2021, " + FIRST[0].lower() + FIRST[1:],
        "Le pont du 3 mars 2021 – ainsi nommé par ses voisins – est fermé aux piétons et aux vélos "
        "depuis que la commune l’a dit aux habitants.",
        "Ada Lovelace est depuis le 1er mars 2021 maire, et avait été jusque-là, comme l’on sait, "
        "ingénieure des ponts de la région (depuis le 4 mai 2019)",
    ],
)
def test_a_day_that_the_text_tells_of_is_not_its_own(line: str) -> None:
    published = dumps.convert(page(HEADLINE, line, SECOND, THIRD)).published
    assert published is None or not published.stated


@pytest.mark.parametrize(
    ("headline", "subtitle"),
    [
        ("Un rêve de vingt ans enfin réalisé", "Les habitants ont leur passerelle du canal"),
        ("Ils ont enfin gagné leur combat", "La mairie promet des bancs pour la passerelle"),
        ("Et si l’on traversait à pied sec", "Une passerelle du canal pour les piétons du marché"),
    ],
)
@pytest.mark.parametrize("top", [(), ("Accueil", "Société", "Sports")])
def test_a_subtitle_above_the_byline_is_no_headline(
    headline: str, subtitle: str, top: tuple[str, ...]
) -> None:
    dump = page(*top, headline, subtitle, "Par Ada Lovelace", "Publié le 3 mars 2021", FIRST,
                SECOND, THIRD)  # fmt: skip
    found = dumps.convert(dump).headline
    assert found is not None
    assert found.value == headline


@pytest.mark.parametrize(
    "other",
    [
        "Ponts, Canal, Mairie de quartier",
        "La passerelle du canal, la nuit, avec les habitants. © Ada Lovelace / Agence",
        "ADA LOVELACE, GRACE HOPPER & MARY SHELLEY",
        "canal.example",
    ],
)
def test_tags_credits_names_and_sites_are_no_headline(other: str) -> None:
    found = dumps.convert(page(HEADLINE, other, "3 mars 2021", FIRST, SECOND, THIRD)).headline
    assert found is not None
    assert found.value == HEADLINE


@pytest.mark.parametrize(
    "other",
    [
        COOKIES,
        "Il vous reste 75 % de cet article à lire. La suite est réservée aux abonnés.",
        "Cette entrée a été publiée dans Ponts et canaux, avec comme mot-clé passerelle.",
        "À propos de Ada Lovelace 257 articles",
    ],
)
def test_what_speaks_to_readers_is_left_out(other: str) -> None:
    text = dumps.convert(page(HEADLINE, "3 mars 2021", FIRST, SECOND, THIRD, "", other)).text
    assert THIRD in text
    assert other not in text


def test_a_banner_is_not_the_article_and_an_article_on_cookies_is() -> None:
    banner = [COOKIES.replace("sur tous", f"{n} fois, sur tous") for n in range(6)]
    assert (
        COOKIES[:20]
        not in dumps.convert(
            page(HEADLINE, "3 mars 2021", FIRST, SECOND, THIRD, *["x"] * 20, *banner[:3])
        ).text
    )
    assert banner[0] in dumps.convert(page("Les cookies", "3 mars 2021", *banner)).text


def test_a_paragraph_that_stands_twice_stays_and_a_whole_copy_does_not() -> None:
    refrain = dumps.convert(page(HEADLINE, "3 mars 2021", FIRST, SECOND, THIRD, SECOND, "Fin."))
    assert refrain.text.count(SECOND) == 2
    copy = dumps.convert(page(HEADLINE, "3 mars 2021", *[FIRST, SECOND, THIRD] * 2))
    assert copy.text.count(SECOND) == 1


def test_a_name_under_the_text_is_not_stated() -> None:
    manual = page(HEADLINE, FIRST, SECOND, THIRD, "Concept Index")
    assert dumps.convert(page("Concept Index", manual)).authors == ()
    assert not any(one.stated for one in dumps.convert(page("Voir Concept Index", manual)).authors)


@pytest.mark.parametrize(
    ("language", "day", "paragraphs"),
    [
        ("pl", "3 marca 2021", (
            "Miasto otworzyło wczoraj nową kładkę nad kanałem, która jest już używana przez "
            "mieszkańców dzielnicy w drodze na targ, choć nie jest jeszcze oświetlona.",
            "Mieszkańcy prosili o to od dawna, ale most, który jest obok, był zamknięty "
            "dla pieszych i nie było pieniędzy na jego remont ani w mieście, ani w regionie.")),
        ("fi", "3. maaliskuuta 2021", (
            "Kaupunki avasi eilen uuden sillan kanavan yli, ja asukkaat ovat jo ottaneet sen "
            "käyttöön, mutta valot eivät ole vielä valmiita, koska ne ovat kalliita.",
            "Silta on ollut toiveena pitkään, sillä vanha silta oli kiinni eikä kaupunki ole "
            "saanut rahaa, vaikka se oli jo luvattu ennen vaaleja ja myös niiden jälkeen.")),
        ("sv", "3 mars 2021", (
            "Staden har nu öppnat den nya bron över kanalen, och de som bor där har redan börjat "
            "gå till torget på den, men den är inte upplyst efter klockan åtta.",
            "De som bor i området har länge bett om en bro, för den gamla var stängd och det var "
            "inte möjligt att gå över den med barn eller med cykel när det var mörkt.")),
    ],
)  # fmt: skip
def test_running_text_is_known_in_further_languages(
    language: str, day: str, paragraphs: tuple[str, str]
) -> None:
    dump = page("Menu", "Start", "Kanal 2021 Ada", day, *paragraphs, "Menu", "Start")
    found = dumps.convert(dump)
    assert all(paragraph in found.text for paragraph in paragraphs)
    assert found.lang is not None
    assert found.lang.value == language
    assert found.published is not None
    assert found.published.value == "2021-03-03"


def test_a_dump_without_accents_is_read_alike() -> None:
    dump = page(HEADLINE, "3 fevrier 2021", FIRST, SECOND, "A decouvrir", "Le metro rouvre", "Menu")
    found = dumps.convert(dump)
    assert "Le metro" not in found.text
    assert found.published is not None
    assert found.published.value == "2021-02-03"
