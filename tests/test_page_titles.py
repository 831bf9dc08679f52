"""Titles of an HTML page: without its site's name, a kicker or a day beside them."""

import pytest

from suites.capture.extraction.metadata import Metadata
from suites.capture.formats import html


def headline(title: str, heading: str = "", head: str = "", outlet: str = "Le Port") -> str:
    """Return the headline of a page with such a title in its head, and such a heading."""
    page = (
        f"<title>{title}</title>{head}<main><article><h1>{heading}</h1><p>Le texte.</p></article>"
    )
    found = Metadata(html.parse(page)).headline(outlet)
    return found.value if found else ""


@pytest.mark.parametrize(
    "title",
    [
        "Le tram ira plus loin | Le Port", "Le tram ira plus loin – Le Port",
        "Le tram ira plus loin • Le Port", "Le tram ira plus loin » LE PORT",
        "Le tram ira plus loin|Le Port", "Le Port - Le tram ira plus loin",
        "Le Port // Le tram ira plus loin", "Le tram ira plus loin - leport.fr",
        "Le tram ira plus loin | Leport", "Le tram ira plus loin | Le Port | Leport.fr",
    ],
)  # fmt: skip
def test_the_name_of_the_site_is_no_part_of_a_title(title: str) -> None:
    head = '<link rel=canonical href="https://www.leport.fr/ville/tram">'
    assert headline(title, head=head) == "Le tram ira plus loin"


@pytest.mark.parametrize(
    "title",
    ["Le tram – un projet", "Le tram | Ville", "Port - Le tram", "Le tram : Le Port répond"],
)
def test_other_parts_of_a_title_stay(title: str) -> None:
    assert headline(title, head='<link rel=canonical href="https://www.leport.fr/x">') == title


@pytest.mark.parametrize(
    "heading",
    [
        "<span>Transports</span>Le tram ira plus loin",
        "<small>27.01.2022</small><b>Le tram ira plus loin</b>",
        "Le tram ira plus loin<span>La mairie ne donne aucun calendrier</span>",
        "<i>Ville</i> <span>Le <em>tram</em> ira plus loin</span>",
        "Le <em>tram</em> ira plus loin",
    ],
)
def test_a_kicker_in_a_heading_is_no_part_of_the_headline(heading: str) -> None:
    assert headline("Le tram ira plus loin | Le Port", heading) == "Le tram ira plus loin"


def test_a_heading_that_nothing_states_is_read_in_full() -> None:
    heading = "<span>Transports :</span> Le tram ira plus loin demain"
    assert headline("Le tram ira plus loin", heading) == "Transports : Le tram ira plus loin demain"
