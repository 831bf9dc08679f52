"""Authors of an HTML page: names stay whole, and nothing but names is one."""

import json
import time

import pytest

from suites.capture.extraction.metadata import Metadata
from suites.capture.extraction.person_names import kind, people
from suites.capture.formats import html

TITLE = "Le tram ira plus loin"
PROSE = "<p>La ligne ira jusqu’au port, selon le maire, qui ne donne aucun calendrier.</p>"


def page(above: str = "", head: str = "", below: str = "") -> Metadata:
    """Return the statements of a page with something under its headline, in its head or last."""
    return Metadata(
        html.parse(
            f"<!DOCTYPE html><html lang=fr><head><title>{TITLE}</title>{head}</head><body>"
            "<header><nav><a href=/>Accueil</a></nav></header>"
            f"<main><article><h1>{TITLE}</h1>{above}{PROSE * 6}</article>{below}"
            "</main></body></html>"
        )
    )


def authors(above: str = "", head: str = "", below: str = "", outlet: str = "Le Port") -> list[str]:
    """Return the names of the authors of such a page."""
    return [guess.value for guess in page(above, head, below).authors(outlet, TITLE)]


def linked(author: object) -> str:
    """Return a page's JSON-LD with an author."""
    node = {"@type": "NewsArticle", "headline": TITLE, "author": author}
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


@pytest.mark.parametrize(
    "name",
    [
        "Mehdi Benali", "Linda Martin", "Maria da Costa", "Gaby Roth", "Henri Mendès",
        "Andrea Diaz", "Jean von der Weid", "Lou de la Tour", "José Ortega y Vega",
        "Rui Lima e Melo",
        "Seán O’Brien", "Ana d'Oliva", "J. R. Petit", "Anne-Lise Du Bois", "Parvati Byrne",
        "Yann Le Goff", "Robert Vann Jr.", "Awa N’Diaye", "Ludwig van Beek", "Ibrahim al-Sayed",
        "AWA RENARD", "Bill MCKAY", "Mai Nguyen", "April Moreau", "Élodie Ødegård",
    ],
)  # fmt: skip
def test_a_name_is_neither_cut_nor_glued(name: str) -> None:
    assert people(name) == [name]
    assert kind(name) == "person"
    assert authors(head=linked({"@type": "Person", "name": name})) == [name]
    assert authors(f'<p class="byline">Par {name}</p>') == [name]


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("Par Mehdi Benali et Linda Martin", ["Mehdi Benali", "Linda Martin"]),
        ("Von Ada Roth, Max von Berg und Eva Lang", ["Ada Roth", "Max von Berg", "Eva Lang"]),
        ("By Ann Lee & Joe Low", ["Ann Lee", "Joe Low"]),
        ("Ana Ruiz y Luis Mora", ["Ana Ruiz", "Luis Mora"]),
        ("Ana Ruiz / Luis Mora; Eva Sol", ["Ana Ruiz", "Luis Mora", "Eva Sol"]),
        ("Martin, Jeanne", ["Jeanne Martin"]),
        ("Awa Renard, à Lyon", ["Awa Renard"]),
        ("Awa Renard (à Lyon) et Ali Ben", ["Awa Renard", "Ali Ben"]),
        ("Awa Renard, Lille, Ali Ben", ["Awa Renard", "Ali Ben"]),
        ("Awa Renard, journaliste au service Ville", ["Awa Renard"]),
        ("Awa Renard Rédactrice en chef", ["Awa Renard"]),
        ("Autorin: Uta Stein, Projektleiterin", ["Uta Stein"]),
        ("Awa Renard avec AFP", ["Awa Renard"]),
        ("Awa Renard, AFP", ["Awa Renard", "AFP"]),
        ("AFP", ["AFP"]),
        ("Awa Renard le 3 mai 2023 à 10h", ["Awa Renard"]),
        ("Awa Renard 8 January 2020, 3:51 pm", ["Awa Renard"]),
        ("Publié le 3 mai 2023 par Awa Renard", ["Awa Renard"]),
        ("06.11.2023 13:30 von Ada von Roth", ["Ada von Roth"]),
        ("29. Juni 2017, 23:39 · Tobi", ["Tobi"]),
        ("Une chronique de Awa Renard", ["Awa Renard"]),
        ("Eine Kolumne von Ada Roth", ["Ada Roth"]),
        ("Propos recueillis par Awa Renard", ["Awa Renard"]),
        ("Awa Renard @awa_renard awa@example.org", ["Awa Renard"]),
        ("Awa Renard | Suivre | Voir tous ses articles", ["Awa Renard"]),
        ("Foto: Ada Roth", []),
        ("La rédaction", []),
        ("admin", []),
        ("awa-renard", []),
        ("https://example.org/awa", []),
    ],
)
def test_a_byline_is_parted_into_its_names(byline: str, names: list[str]) -> None:
    assert [name for name in people(byline) if kind(name)] == names


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ('<p class="byline"><span>Publié par</span><a>Awa Renard</a></p>', ["Awa Renard"]),
        ('<p class=signature>Par<b>Awa Renard</b><time>Publié le 3 mai</time></p>', ["Awa Renard"]),
        ("<div class=author><a>Awa Renard</a><i>Publié le 3 mai 2023</i></div>", ["Awa Renard"]),
        ("<div class=auteur><b>Awa Renard</b><i>Journaliste</i></div>", ["Awa Renard"]),
        ("<p class=byline>Par <i>Awa</i> <i>Renard</i></p>", ["Awa Renard"]),
        ("<p class=authors><a>Awa Renard</a><a>Ali Ben</a></p>", ["Awa Renard", "Ali Ben"]),
        ("<p class=authors><a>Awa Renard</a> et <a>Ali Ben</a></p>", ["Awa Renard", "Ali Ben"]),
        ("<ul class=authors><li>Awa Renard</li><li>Ali Ben</li></ul>", ["Awa Renard", "Ali Ben"]),
        ("<a rel=author>Awa Renard</a>, <a rel=author>Ali Ben</a>", ["Awa Renard", "Ali Ben"]),
        ("<a href=/auteur/awa-renard/>Awa Renard</a>", ["Awa Renard"]),
        ("<span itemprop=author><span itemprop=name>Awa Renard</span></span>", ["Awa Renard"]),
        ("<span class='author vcard'><a class='url fn n'>Awa Renard</a></span>", ["Awa Renard"]),
        ("<div class=Meta_author__x7>Par Awa Renard</div>", ["Awa Renard"]),
        ("<div class=author><a rel=author>Tobi</a></div>", ["Tobi"]),
        ("<p>Par Awa Renard</p>", ["Awa Renard"]),
        ("<p>Von Ada Roth, Lyon</p>", ["Ada Roth"]),
        ("<div>Texte : Awa Renard</div>", ["Awa Renard"]),
        ("<p>3 mai 2023 - Awa Renard</p>", ["Awa Renard"]),
        ("<p>Par La rédaction</p>", []),
        ("<p>Par ailleurs, la ligne sera prolongée.</p>", []),
        ("<p>Mehdi Benali a dit que la ligne irait plus loin dès 2023.</p>", []),
    ],
)  # fmt: skip
def test_bylines_are_read_element_by_element(markup: str, names: list[str]) -> None:
    assert authors(markup) == names


@pytest.mark.parametrize(
    "below",
    [
        "<article><h2>Autre sujet</h2><p class=byline>Par Ali Ben</p></article>",
        "<ul><li><h3>Autre sujet</h3><span class=author>Ali Ben</span></li></ul>",
        "<div id=comments><div class=comment><cite class=fn rel=author>Ali Ben</cite></div></div>",
        "<div class=related><p class=author>Ali Ben</p></div>",
        "<section class='comment-list'><span itemprop=author>Ali Ben</span></section>",
    ],
)
def test_authors_of_other_texts_are_left_out(below: str) -> None:
    assert authors(below=below) == []
    assert authors("<p class=byline>Par Awa Renard</p>", below=below) == ["Awa Renard"]


def test_a_box_beside_the_article_is_the_last_place_of_the_page() -> None:
    box = "<aside><div class=author-box><a rel=author>Awa Renard</a></div></aside>"
    assert authors(below=box) == ["Awa Renard"]
    assert authors("<p>Par Ali Ben</p>", below=box) == ["Ali Ben"]


@pytest.mark.parametrize(
    ("author", "names"),
    [
        ({"name": "Anne Durand, à Lyon"}, ["Anne Durand"]),
        ({"name": "Ada Roth, in Wien"}, ["Ada Roth"]),
        ({"name": "Ann Lee, Paris correspondent"}, ["Ann Lee"]),
        ({"name": "Awa Renard et Ali Ben"}, ["Awa Renard", "Ali Ben"]),
        ([{"name": "Awa Renard"}, {"name": "Ali Ben"}], ["Awa Renard", "Ali Ben"]),
        ({"name": ["Awa Renard", "Ali Ben"]}, ["Awa Renard", "Ali Ben"]),
        (["Awa Renard", ["Ali Ben"]], ["Awa Renard", "Ali Ben"]),
        ({"@type": "Person", "name": "By Ann Lee"}, ["Ann Lee"]),
        ({"@type": "Organization", "name": "Le Port"}, []),
        ({"@type": "NewsMediaOrganization", "name": "Grand Large"}, []),
        ({"@type": "Organization", "name": "AFP"}, ["AFP"]),
        (
            [{"name": "Awa Renard"}, {"@type": "Organization", "name": "AFP"}],
            ["Awa Renard", "AFP"],
        ),
        ({"@type": "Person", "name": "leport"}, []),
        ({"@type": "Person", "name": "https://example.org/awa"}, []),
        ({"@type": "Person", "name": "awa@example.org"}, []),
        ({"@type": "Person"}, []),
    ],
)
def test_authors_of_json_ld(author: object, names: list[str]) -> None:
    assert authors(head=linked(author)) == names


def test_a_reference_of_json_ld_is_followed() -> None:
    graph = {
        "@graph": [
            {"@type": "Article", "headline": TITLE, "author": {"@id": "#awa"}},
            {"@type": "Person", "@id": "#awa", "name": "Awa Renard"},
        ]
    }
    script = f'<script type="application/ld+json">{json.dumps(graph)}</script>'
    assert authors(head=script) == ["Awa Renard"]


@pytest.mark.parametrize(
    ("metas", "names"),
    [
        ([("author", "Mehdi Benali, Linda Martin")], ["Mehdi Benali", "Linda Martin"]),
        ([("citation_author", "Martin, Jeanne"), ("citation_author", "de la Tour, Lou")],
         ["Jeanne Martin", "Lou de la Tour"]),
        ([("citation_author", "Da Costa, Maria")], ["Maria Da Costa"]),
        ([("citation_author", "Roth, Veronica")], ["Veronica Roth"]),
        ([("dc.creator", "Martin, Jeanne; Ben, Ali")], ["Jeanne Martin", "Ali Ben"]),
        ([("twitter:label1", "Écrit par"), ("twitter:data1", "Awa Renard")], ["Awa Renard"]),
        ([("twitter:label1", "Lesezeit"), ("twitter:data1", "Vier Minuten")], []),
        ([("twitter:creator", "@awa")], []),
        ([("author", "Le Port")], []),
        ([("author", "Office du tourisme")], []),
        ([("article:author", "https://example.org/awa")], []),
    ],
)  # fmt: skip
def test_authors_of_meta_tags(metas: list[tuple[str, str]], names: list[str]) -> None:
    assert authors(head="".join(f'<meta name="{n}" content="{c}">' for n, c in metas)) == names


def test_a_byline_that_names_more_authors_completes_the_data() -> None:
    head = linked({"name": "Awa Renard"})
    assert authors("<p class=byline>Par Awa Renard et Ali Ben</p>", head) == [
        "Awa Renard",
        "Ali Ben",
    ]


def test_a_full_name_counts_more_than_a_single_word() -> None:
    head = linked({"name": "Awa"})
    assert authors("<p class=byline>Par Awa Renard</p>", head) == ["Awa Renard"]
    assert authors(head=head) == ["Awa"]


def test_data_and_byline_that_differ_are_a_doubt() -> None:
    about = page("<p class=byline>Par Ali Ben</p>", linked({"name": "Awa Renard, à Lyon"}))
    assert [guess.value for guess in about.authors("Le Port", TITLE)] == ["Awa Renard"]
    assert [(doubt.code, dict(doubt.values)) for doubt in about.doubts] == [
        ("authors-differ", {"one": "Awa Renard", "other": "Ali Ben"})
    ]


def test_the_guess_of_trafilatura_is_the_last_and_is_marked() -> None:
    (guess,) = page("<p><span class=username>Awa Renard</span></p>").authors("", TITLE)
    assert (guess.value, guess.basis, guess.stated) == ("Awa Renard", "trafilatura", False)


@pytest.mark.parametrize(
    "markup",
    [
        "<p class=byline>Par Awa Renard</p>" * 10_000,
        "<a rel=author href=/author/a>Awa</a>" * 10_000,
        "<li class=author><h2>x</h2>" * 200 + "<p class=author>Par " * 10_000,
        f"<p class=byline>{'Par ' * 100_000}</p>",
        f"<p class=byline>{'Aa,' * 100_000}</p>",
        f"<p class=byline>{'(' * 300_000}</p>",
        f"<p class=byline>{'a@' * 200_000}</p>",
        f"<div class='{'author ' * 50_000}'>x</div>",
        "<meta name=author content='Awa Renard und'>" * 10_000,
    ],
    ids=range(9),
)
def test_hostile_bylines_end_soon(markup: str) -> None:
    about = page(markup)
    start = time.process_time()
    assert len(about.authors("", TITLE)) <= 100
    assert time.process_time() - start < 10
