"""Authors that a page only shows: bars of links, labels, desks, days, parts of names."""

import pytest

from suites.capture.extraction.metadata import Metadata
from suites.capture.extraction.person_names import desk, people
from suites.capture.formats import html

TITLE = "Le port sera dragué"
PROSE = "<p>Le chenal sera approfondi au printemps, a dit la mairie, qui ne donne aucun coût.</p>"


def page(above: str = "", head: str = "", before: str = "", below: str = "") -> Metadata:
    """Return the statements of a page with something under, or right before, its headline."""
    return Metadata(
        html.parse(
            f"<!DOCTYPE html><html lang=fr><head><title>{TITLE}</title>{head}</head><body>"
            f"<main>{before}<h1>{TITLE}</h1>{above}{PROSE * 6}{below}</main></body></html>"
        )
    )


def authors(above: str = "", head: str = "", before: str = "", below: str = "") -> list[str]:
    """Return the names of the authors of such a page."""
    found = page(above, head, before, below).authors("Le Quai", TITLE)
    return [guess.value for guess in found]


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ("<nav class=share><a rel=author>Awa Renard</a><a>Imprimer</a></nav>", ["Awa Renard"]),
        ("<div class=post-nav><div class='author left'>Ali Ben</div></div>", ["Ali Ben"]),
        ("<nav><span itemprop=author>Eva Sol</span> <a>Suivre</a></nav>", ["Eva Sol"]),
        ("<nav><a href=/a>Awa Renard</a></nav>", []),
    ],
)
def test_a_bar_of_links_may_hold_the_byline(above: str, names: list[str]) -> None:
    assert authors(above) == names


@pytest.mark.parametrize(
    "above",
    [
        "<div><h5>Auteur : </h5>Awa Renard</div>",
        "<dl><dt>Autorin</dt><dd>Awa Renard</dd><dt>Ort</dt><dd>Bad Ems</dd></dl>",
        "<div><span>Author:</span></div><div>Awa Renard</div>",
    ],
)
def test_a_label_names_what_stands_after_it(above: str) -> None:
    assert authors(above) == ["Awa Renard"]


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ("<p>03.05.2023 14:30 von Olga</p>", ["Olga"]),
        ("<p>Posted in Häfen by awar on May 3, 2023</p>", []),
        ("<p>Häfen</p><p>Posted<br>by awar on May 3, 2023</p>", ["awar"]),
        ("<p>3 mai 2023 par Lou</p>", ["Lou"]),
        ("<p>Brest, 3 mai 2023</p>", []),
        ("<p>Dernière version : 3 mai 2023</p>", []),
        ("<p>Son Hali : 03.05.2023</p>", []),
        (f"<p>{TITLE} le 3 mai 2023</p>", []),
    ],
)
def test_a_single_word_beside_a_day_is_a_name_after_by(above: str, names: list[str]) -> None:
    assert authors(above) == names


@pytest.mark.parametrize(
    ("above", "names"),
    [
        ("<p class=byline>Par La rédaction</p>", ["La rédaction"]),
        ("<span class=author>von Redaktion,</span>", ["Redaktion"]),
        ("<a rel=author>Quay Staff</a>", ["Quay Staff"]),
        ("<div class=author-name>By HPN News Desk</div>", ["HPN News Desk"]),
        ("<p class=author>Hafen-Team</p>", ["Hafen-Team"]),
        ("<p class=author>Jörg Staff</p>", ["Jörg Staff"]),
        ("<p class=author>Le Quai</p>", []),
        ("<p>Par La rédaction</p>", []),
        ("<p class=author>Redaktion</p><p>Von Ada Roth</p>", ["Ada Roth"]),
        ("<p class=author>Notre équipe a vu pour vous tous les ports</p>", []),
    ],
)
def test_a_desk_is_an_author_where_the_byline_names_nobody(above: str, names: list[str]) -> None:
    assert authors(above) == names


def test_a_desk_is_more_than_its_word() -> None:
    texts = ("Service des ports", "Team", "", "Die Redaktion war gestern dort")
    assert [desk(text) for text in texts] == ["", "Team", "", ""]


@pytest.mark.parametrize(
    ("markup", "names"),
    [
        ("<p class=byline><b>Scott A.</b> <i>Renard</i></p>", ["Scott A. Renard"]),
        (
            "<p class=authors><span class=given-names>Lea Maria</span>"
            "<span class=surname>Holm Roth</span></p>",
            ["Lea Maria Holm Roth"],
        ),
        (
            "<address class=author><span class=first-name>Awa Lou</span>"
            "<span class=lastname>Renard</span></address>",
            ["Awa Lou Renard"],
        ),
    ],
)
def test_the_parts_of_a_name_are_joined(markup: str, names: list[str]) -> None:
    assert authors(markup) == names


def test_credits_of_pictures_are_no_bylines() -> None:
    for mark in ("<span class=author>Ali Ben</span>", "<figcaption class=author>Ali Ben"):
        assert authors(f"<figure><img src=a.jpg>{mark}</figure>") == []
    assert authors("<picture><i rel=author class=author>Ali Ben</i></picture>") == []


def test_a_byline_right_above_the_headline_counts_more_than_one_far_below() -> None:
    before = "<p class=author>Awa Renard</p>"
    far = "<div><p>Sujet</p></div>" * 20 + "<p class=author>Ali Ben</p>"
    assert authors(before=before, below=far) == ["Awa Renard"]
    assert authors("<p class=author>Eva Sol</p>", before=before) == ["Eva Sol"]


def test_an_item_or_article_with_most_of_the_text_is_the_article() -> None:
    for tag in ("li", "article"):
        text = f"<{tag}><h2>Dragage</h2><p class=author>Awa Renard</p>{PROSE * 20}</{tag}>"
        assert authors(below=f"<div>{text}</div>") == ["Awa Renard"]
        other = f"<{tag}><h2>Autre</h2><p class=author>Ali Ben</p>{PROSE}</{tag}>"
        assert authors(below=f"<div>{other}</div><article>{PROSE * 9}</article>") == []


def test_tags_settle_which_of_two_statements_is_right() -> None:
    node = f'{{"@type":"NewsArticle","headline":"{TITLE}","author":{{"name":"Ali Ben"}}}}'
    head = f'<script type="application/ld+json">{node}</script>'
    byline = "<p class=byline>Par Awa Renard</p>"
    assert authors(byline, head) == ["Ali Ben"]
    tagged = f"{head}<meta name=parsely-author content='Awa Renard'>"
    about = page(byline, tagged)
    assert [one.value for one in about.authors("Le Quai", TITLE)] == ["Awa Renard"]
    assert [doubt.code for doubt in about.doubts] == ["authors-differ"]


def test_places_in_a_tag_of_the_outlet_are_no_authors() -> None:
    for content in ("lequai.fr, Brest, France", "Le Quai, Brest", "LQ, Bremen, Germany"):
        assert authors(head=f"<meta name=author content='{content}'>") == []


def test_a_phrase_is_not_cut_to_its_first_word() -> None:
    assert people("Von Fang mehr aus dem Fluss") == []
    assert people("Catch of the day") == []
    assert people("Auf ins neue Boot") == []


@pytest.mark.parametrize(
    ("types", "names"),
    [
        ('["Person","Organization"]', ["Awa Renard"]),
        ('"Person"', ["Awa Renard"]),
        ('"Organization"', []),
    ],
)
def test_a_site_of_ones_own_bears_its_authors_name(types: str, names: list[str]) -> None:
    person = f'{{"@type":{types},"@id":"#awa","name":"Awa Renard"}}'
    node = f'{{"@type":"Article","headline":"{TITLE}","author":{person},"publisher":{person}}}'
    about = page(head=f'<script type="application/ld+json">{node}</script>')
    assert [one.value for one in about.authors("Awa Renard", TITLE)] == names


def test_the_kind_of_an_agency_is_no_name_beside_it() -> None:
    byline = "<div class=authors><a>SID</a><span>Nachrichtenagentur</span></div>"
    assert authors(byline) == ["SID"]
