"""The headline of a dump is the article's, whatever tickers and offers stand above it."""

from __future__ import annotations

import pytest

from suites.capture import dumps

HEADLINE = "Le pont sera repeint avant la fin de l’été"
OTHER = "Le club de basket recrute un joueur venu du nord"
TEXT = "\n\n".join(
    f"Le conseil municipal a voté la réfection du pont, a dit la maire, et la phrase numéro {n} du "
    "compte rendu de la séance le redit, mais ne donne aucune date pour la fin du chantier."
    for n in range(6)
)
BYLINE = "Par Ada Roy\nPublié le 03/05/2021 à 10h12"


def page(*above: str, under: str = "") -> str:
    """The dump of a page: what stands above the text, the text, what stands under it."""
    return "\n".join([*above, TEXT, under])


@pytest.mark.parametrize(
    "text",
    [
        page("En ce moment", "Un cambrioleur condamné à deux ans de prison ferme",
             "Alerte : la plage rouvre lundi matin", OTHER, HEADLINE, BYLINE),
        page("10:12 Un cambrioleur condamné à deux ans de prison",
             "09:58 Le club de basket recrute un joueur", HEADLINE, "Ada Roy", "03/05/2021"),
        page("En direct", "Un tanker arrêté au large, annonce le ministère de la Mer",
             "Direct : le port rouvre", f"Accueil Société {HEADLINE}", "Société", HEADLINE,
             "Ada Roy", "le 03/05/2021"),
    ],
    ids=["heads", "clocks", "breadcrumb"],
)  # fmt: skip
def test_the_lines_of_a_ticker_are_no_headline(text: str) -> None:
    assert_headline(text)


@pytest.mark.parametrize(
    "text",
    [
        page("Menu", OTHER, HEADLINE, BYLINE, under=f"À lire aussi\n{OTHER}\n{OTHER} - Le Canal"),
        page("Le Canal", OTHER, "Abonnez-vous à partir de 1 €", HEADLINE, "Ada Roy", "3 mai 2021",
             under=OTHER),
        page(f"{OTHER} | Le Canal", "Accueil", OTHER, HEADLINE, "By Ada Roy", "3 May 2021"),
    ],
    ids=["three-times", "below", "window"],
)  # fmt: skip
def test_the_byline_below_outweighs_repetition(text: str) -> None:
    assert_headline(text)


@pytest.mark.parametrize(
    "text",
    [
        page("Le Canal", "Profitez de 3 mois offerts sans engagement", HEADLINE,
             "Article réservé aux abonnés", "Je m’abonne pour 1 €", BYLINE),
        page("Le Canal", HEADLINE, "Offrir l’article", "Lecture 3 min.",
             "Cet article vous est offert, abonnez-vous pour lire la suite", BYLINE),
        page("Le Canal", "L’essentiel de l’actualité dès 5,99 € par mois", HEADLINE, "10 min lues",
             BYLINE),
    ],
    ids=["months", "gift", "price"],
)  # fmt: skip
def test_what_invites_to_pay_is_no_headline_and_no_text(text: str) -> None:
    assert_headline(text)
    assert "abonne" not in dumps.convert(text).text.lower()


@pytest.mark.parametrize(
    "headline",
    [
        "Le badge bleu réservé aux abonnés à partir de 8 € par mois",
        "EN DIRECT - Le conseil vote la réfection du pont",
        "Réfection du pont : le premier mois",
    ],
)
def test_a_headline_may_speak_of_offers_and_of_today(headline: str) -> None:
    found = dumps.convert(page("Le Canal", headline, BYLINE)).headline
    assert found is not None
    assert found.value == headline


def test_the_first_heading_of_markdown_is_the_headline() -> None:
    text = f"Le conseil vote le budget\n\n## Ville\n\n# {HEADLINE}\n\n*Ada Roy*\n\n{TEXT}"
    assert_headline(text)


def assert_headline(text: str) -> None:
    """The headline is found, and none of the lines around it is taken for text."""
    found = dumps.convert(text)
    assert found.headline is not None
    assert found.headline.value == HEADLINE
    assert found.text.startswith("Le conseil municipal a voté")
