"""What each page shows, on the miniature archive that uses all of the model."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from support.miniature import SITE
from support.rendered_pages import pages, render_pages

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import enumerations
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model import Capture
from suites.archive.urls import in_language
from suites.site import search, views
from suites.site.views import Deployment, ViewBuilder, build_page
from suites.site.views import article as article_page
from suites.site.views.view_models import FOLDED_ABOVE, MAX_SHOWN, OPEN_ROWS, Truncated

URLS = in_language("fr")

THEME = Path(__file__).parent.parent / "theme"
CATALOGUE = read_catalogue("fr")
BASE = "/archive/"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked


@pytest.fixture(scope="module")
def made(linked: LinkedArchive) -> Mapping[str, views.PageFile]:
    """Every page under its address."""
    found = list(pages(linked, Deployment(base=BASE)))
    assert [url for url, n in Counter(page.url for page in found).items() if n > 1] == []
    return {page.url: page for page in found}


@pytest.fixture(scope="module")
def views_by_url(made: Mapping[str, views.PageFile]) -> Mapping[str, Any]:
    return {url: page.view for url, page in made.items()}


def words(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_every_record_has_a_page_at_its_address(
    linked: LinkedArchive, made: Mapping[str, views.PageFile]
) -> None:
    assert {URLS.of(record) for record in linked.archive.records()} <= made.keys()


def test_the_fixed_addresses_are_there(made: Mapping[str, views.PageFile]) -> None:
    fixed = {"", "articles/", "annonces/", "entites/", "medias/", "themes/", "recherche/"}
    about = {"methode/", "a-propos/", "contribuer/", "droit-de-reponse/"}
    assert fixed | about | {"404.html"} <= made.keys()


def test_an_outlet_lives_apart_from_other_entities(made: Mapping[str, views.PageFile]) -> None:
    assert "medias/gazette-du-port/" in made
    assert "entites/ana-morel/" in made
    assert "entites/gazette-du-port/" not in made


def test_each_page_knows_its_way_to_the_root(views_by_url: Mapping[str, Any]) -> None:
    for url, view in views_by_url.items():
        assert view.url == url
        if url != "404.html":
            assert view.root.count("../") == url.count("/")


def test_the_missing_page_works_at_any_depth(views_by_url: Mapping[str, Any]) -> None:
    assert views_by_url["404.html"].root == BASE


def test_an_alias_redirects_from_the_old_address_of_its_kind(
    made: Mapping[str, views.PageFile],
) -> None:
    redirect = made["annonces/tram-2022/"]
    view: Any = redirect.view
    assert redirect.template == "redirect.html"
    assert view.target.url == "annonces/tram-ouvert/"


# --- articles --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def article(views_by_url: Mapping[str, Any]) -> Any:
    return views_by_url["articles/2021-03-02-gazette-tram/"]


def notes(view: Any) -> dict[str, Any]:
    return {note.annotation.id: note for passage in view.passages for note in passage.notes}


def test_each_note_stands_once_after_the_words_it_is_about(
    article: Any, linked: LinkedArchive
) -> None:
    shown = [note.annotation.id for passage in article.passages for note in passage.notes]
    annotations = linked.archive.articles["2021-03-02-gazette-tram"].annotations
    assert sorted(shown) == sorted(one.id for one in annotations)
    for passage in article.passages:
        assert [note.rank for note in passage.notes] == list(range(1, len(passage.notes) + 1))
        for note in passage.notes:
            assert f'href="#note-{note.annotation.id}"' in passage.html


def test_notes_are_numbered_in_the_order_of_the_text(article: Any) -> None:
    numbers = [note.number for passage in article.passages for note in passage.notes]
    assert numbers == list(range(1, len(numbers) + 1))


def test_a_note_says_whether_its_words_are_the_sources_or_ours(article: Any) -> None:
    found = notes(article)
    verbatim, gloss = CATALOGUE.t("note.verbatim"), CATALOGUE.t("note.gloss")
    assert found["ouvrira"].nature == verbatim
    assert found["rectifie"].nature == gloss


def test_a_note_says_who_spoke_through_whom_when_and_for_what(article: Any) -> None:
    note = notes(article)["ouvrira"]
    assert note.speaker.title == "Ana Morel"
    assert note.via.url == "medias/agence-brume/"
    assert note.said.datetime == "2021-03-01"
    assert note.announcement.url == "annonces/tram-ouvert/"
    assert note.role
    assert "../../annonces/tram-ouvert/" in note.html


def test_a_note_tells_which_other_announcements_rest_on_it(article: Any) -> None:
    resting = {ref.url for ref in notes(article)["prix-du-trajet"].rests}
    assert "annonces/tram-payant/" in resting


def test_a_correction_keeps_what_was_written_before(article: Any) -> None:
    assert "deux lignes" in str(notes(article)["rectifie"].annotation.was)


def test_an_element_is_worded_as_in_the_source_or_counted(article: Any) -> None:
    assert any("deux euros" in value for _, value in notes(article)["prix-du-trajet"].elements)
    ((label, length),) = notes(article)["longueur"].elements
    assert label
    assert words(length).startswith("9 ")


def test_what_is_not_known_of_an_article_is_not_made_up(views_by_url: Mapping[str, Any]) -> None:
    view = views_by_url["articles/affiche-tram/"]
    assert (view.outlet, view.article.headline, view.article.url) == (None, None, None)
    assert (view.published, view.captures, view.changed) == (None, (), "")
    assert view.archived == ()


@pytest.mark.parametrize(
    ("lacks", "second", "said"),
    [
        (["prix-du-trajet"], {"at": "2021-06-07"},
         "Citations prouvées dans la copie faite le 3 mars 2021 ; la copie faite le 7 juin 2021 "
         "n’a plus les mots de la note 4."),
        (["prix-du-trajet", "ouvrira"], {"at": "2021-06-07"},
         "Citations prouvées dans la copie faite le 3 mars 2021 ; la copie faite le 7 juin 2021 "
         "ne les a plus."),
        (["prix-du-trajet", "ouvrira"], {"at": "2021"},
         "Citations prouvées dans la copie faite le 3 mars 2021 ; la copie faite en 2021 "
         "ne les a pas."),
        (["ouvrira"], {},
         "Citations prouvées dans la copie faite le 3 mars 2021 ; la copie 444444444444 "
         "n’a pas les mots de la note 1."),
        ([], {"at": "2021-06-07"}, ""),
    ],
)  # fmt: skip
def test_the_record_says_which_copy_lacks_the_words_that_another_one_proves(
    linked: LinkedArchive, lacks: list[str], second: dict[str, str], said: str
) -> None:
    captures = [
        {"sha256": "0" * 64, "kind": "text", "at": "2021-03-03"},
        {"sha256": "4" * 64, "kind": "html", "lacks": lacks, **second},
    ]
    view = _with_captures(linked, captures)
    assert words(view.changed) == said
    assert view.captures[0].at is not None
    assert words(view.captures[0].at.text) == "3 mars 2021"


def test_copies_and_notes_are_listed_in_words(linked: LinkedArchive) -> None:
    captures = [
        {"sha256": "0" * 64, "kind": "text", "at": "2021-03-03"},
        {"sha256": "1" * 64, "kind": "text"},
        {"sha256": "4" * 64, "kind": "html", "lacks": ["prix-du-trajet", "longueur"]},
        {"sha256": "5" * 64, "kind": "text", "at": "2021-03-03"},
    ]
    assert words(_with_captures(linked, captures).changed) == (
        "Citations prouvées dans la copie faite le 3 mars 2021 (000000000000), "
        "la copie 111111111111 et la copie faite le 3 mars 2021 (555555555555) ; "
        "la copie 444444444444 n’a pas les mots des notes 4 et 5."
    )


def _with_captures(linked: LinkedArchive, captures: Sequence[Mapping[str, Any]]) -> Any:
    record = linked.archive.articles["2021-03-02-gazette-tram"]
    made = tuple(map(Capture.model_validate, captures))
    changed = record.model_copy(update={"captures": made})
    return article_page.page(ViewBuilder(linked, CATALOGUE), changed)


def test_the_legend_says_whose_text_it_is(views_by_url: Mapping[str, Any]) -> None:
    legends = {
        views_by_url[f"articles/{id_}/"].legend
        for id_ in (
            "2021-03-02-gazette-tram", "affiche-tram", "2022-11-20-echo-tram",
            "2022-12-01-lien-seul",
        )
    }  # fmt: skip
    assert len(legends) == 4
    assert all(legends)


def test_an_article_lists_the_announcements_in_play_with_their_state(article: Any) -> None:
    found = {tie.ref.url: (tie.label, tie.signs) for tie in article.announcements}
    assert found.keys() == {"annonces/tram-ouvert/", "annonces/tram-gratuit/"}
    roles, signs = found["annonces/tram-ouvert/"]
    assert roles
    assert signs.stage.value == "testing"
    assert signs.overdue


# --- announcements ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def announcement(views_by_url: Mapping[str, Any]) -> Any:
    return views_by_url["annonces/tram-ouvert/"]


def test_the_ladder_has_every_stage_and_marks_the_one_reached(announcement: Any) -> None:
    steps = [(step.sign.value, step.current) for step in announcement.ladder if not step.off]
    assert [value for value, _ in steps] == [
        "announced", "confirmed", "testing", "partial", "launched",
    ]  # fmt: skip
    assert [value for value, current in steps if current] == ["testing"]


def test_each_part_of_the_state_says_why(announcement: Any) -> None:
    assert announcement.stage.proofs[0].url == "articles/affiche-tram/#essais"
    assert announcement.verdict.sign.value == "open"
    assert announcement.verdict.why
    overdue = words(announcement.overdue.why)
    assert "15 décembre 2022" in overdue
    assert "16 jours" in overdue
    assert announcement.overdue.proofs


def test_terms_are_shown_as_they_moved_and_the_last_one_said_counts(announcement: Any) -> None:
    assert [words(term.term) for term in announcement.terms] == [
        "dans l’année 2022", "le 15 décembre 2022",
    ]  # fmt: skip
    assert [term.current for term in announcement.terms] == [False, True]


def test_what_came_after_the_day_of_the_state_stands_apart(announcement: Any) -> None:
    assert [event.day.datetime for event in announcement.later] == ["2023-02-01"]
    assert all(
        event.stage is None or event.stage.value != "launched" for event in announcement.events
    )


def test_an_event_without_a_day_says_so(announcement: Any) -> None:
    assert announcement.events[-1].day is None


def test_an_event_with_one_outlet_behind_it_says_so(announcement: Any) -> None:
    assert announcement.events[0].lone


def test_the_sources_words_are_told_from_ours_in_evidence(views_by_url: Mapping[str, Any]) -> None:
    event = views_by_url["annonces/tram-gratuit/"].events[0]
    (proof,) = event.proofs
    assert proof.verbatim
    assert proof.lang == "en"
    assert proof.url == "articles/2022-11-20-echo-tram/#free"
    assert proof.source == "L’Écho de la baie"


def test_the_words_of_strength_add_up_with_who_said_them_and_when(announcement: Any) -> None:
    (word, when, event), (last_word, _, last_event) = announcement.modalities
    assert (word, event.speaker.title, words(when)) == ("Promis", "Ana Morel", "le 1er mars 2021")
    assert (last_word, last_event.speaker) == ("prévu", None)


def test_an_event_bears_the_sign_of_the_stage_reached_by_then(announcement: Any) -> None:
    signs = [event.bullet.value for event in (*announcement.events, *announcement.later)]
    assert signs == ["announced", "announced", "testing", "launched"]


def test_an_event_that_only_judges_bears_the_sign_of_its_verdict(
    views_by_url: Mapping[str, Any],
) -> None:
    assert views_by_url["annonces/tram-gratuit/"].events[-1].bullet.value == "not-pursued"


def test_the_rungs_below_are_past_only_where_an_event_reached_them(announcement: Any) -> None:
    assert [step.sign.value for step in announcement.ladder if step.past and not step.current] == [
        "announced"
    ]


def test_the_page_counts_the_articles_and_outlets_behind_it(announcement: Any) -> None:
    assert announcement.sources == "3 articles, 3 médias"


def test_an_article_that_says_several_things_of_an_announcement_is_listed_once(
    views_by_url: Mapping[str, Any],
) -> None:
    for view in views_by_url.values():
        for mentions in filter(None, [getattr(view, "mentions", ())]):
            found = [one.article.ref.url for one in mentions]
            assert len(found) == len(set(found))
            assert all(one.passages for one in mentions)


def test_a_fact_has_no_verdict(views_by_url: Mapping[str, Any]) -> None:
    assert views_by_url["annonces/tram-payant/"].verdict is None


def test_a_negative_verdict_says_its_reason(views_by_url: Mapping[str, Any]) -> None:
    finding = views_by_url["annonces/tram-gratuit/"].verdict
    assert finding.sign.value == "not-pursued"
    assert "motif" in finding.why.lower()


def test_a_relation_is_worded_from_the_end_it_is_seen_from(
    views_by_url: Mapping[str, Any], linked: LinkedArchive
) -> None:
    own = views_by_url["annonces/tram-gratuit/"].relations
    assert [(tie.label, tie.ref.url) for tie in own] == [
        (linked.archive.label("relation", "part-of"), "annonces/tram-ouvert/"),
        (linked.archive.label("relation", "contradicts"), "annonces/tram-payant/"),
    ]
    assert all(proof.verbatim for proof in own[1].proofs)
    (inverse,) = views_by_url["annonces/tram-payant/"].inverse
    assert inverse.label == linked.archive.label("relation", "contradicts", inverse=True)


def test_a_discrepancy_shows_what_each_source_says(announcement: Any) -> None:
    (one,) = announcement.discrepancies
    assert [words(value) for value, _ in one.sides] == ["9 kilomètre", "7 kilomètre"]
    assert [proof.source for _, proof in one.sides] == [
        "La Gazette du port", "L’Écho de la baie",
    ]  # fmt: skip
    assert "Neuf kilomètres" in one.note


def test_mentions_and_backlinks_lead_to_where_they_stand(announcement: Any) -> None:
    assert "articles/2021-03-02-gazette-tram/#ouvrira" in [
        proof.url for one in announcement.mentions for _, proof in one.passages
    ]
    related = [tie.ref.url for tie in (*announcement.relations, *announcement.inverse)]
    assert "annonces/tram-gratuit/" in related


def test_a_backlink_shows_the_sentence_it_stands_in(views_by_url: Mapping[str, Any]) -> None:
    (backlink,) = views_by_url["entites/tram/"].backlinks
    assert backlink.ref.url == "themes/transports/"
    assert backlink.why == "On y parle du Tram."


def test_a_text_that_stands_above_is_not_listed_again_as_a_backlink(
    linked: LinkedArchive, views_by_url: Mapping[str, Any]
) -> None:
    view = views_by_url["annonces/tram-gratuit/"]
    (link,) = linked.backlinks["tram-gratuit"]
    assert link.origin == "tram-ouvert"
    assert "annonces/tram-ouvert/" in [tie.ref.url for tie in (*view.relations, *view.inverse)]
    assert len(view.backlinks) == 0


def test_of_a_long_list_the_first_stand_open_and_none_is_lost() -> None:
    short, long = (
        Truncated(tuple(range(FOLDED_ABOVE))),
        Truncated(tuple(range(FOLDED_ABOVE + 1)), left=4),
    )
    assert (short.first, short.rest) == (short.shown, ())
    assert len(long.first) == OPEN_ROWS
    assert (*long.first, *long.rest) == long.shown
    assert long.total == FOLDED_ABOVE + 5


def test_a_list_of_contents_names_the_sections_that_show_something(
    views_by_url: Mapping[str, Any],
) -> None:
    view = views_by_url["annonces/tram-ouvert/"]
    listed = [one.url for one in view.contents]
    assert listed[:2] == ["#s_state", "#s_history"]
    assert "#s_discrepancies" in listed
    assert "#s_backlinks" not in listed
    assert views_by_url["medias/agence-brume/"].contents == ()


def test_what_is_related_says_why(views_by_url: Mapping[str, Any]) -> None:
    related = views_by_url["articles/2021-03-02-gazette-tram/"].related
    assert related
    assert all(tie.why for tie in related)


# --- the rest --------------------------------------------------------------------------------


def test_an_entity_keeps_its_names(views_by_url: Mapping[str, Any]) -> None:
    view = views_by_url["entites/tram/"]
    assert view.title == "Tram"
    assert [name.name for name in view.names] == ["La Ligne", "Tram"]
    assert [words(name.when) for name in view.names] == ["jusqu’à juin 2021", "depuis juin 2021"]
    assert [name.current for name in view.names] == [False, True]
    assert {row.ref.url for row in view.announcements} == {
        "annonces/tram-gratuit/", "annonces/tram-ouvert/",
    }  # fmt: skip


def test_a_name_that_the_title_already_says_is_not_told_again(
    views_by_url: Mapping[str, Any],
) -> None:
    assert views_by_url["entites/ana-morel/"].names == ()


def test_the_announcements_of_an_entity_stand_last_announced_first(
    views_by_url: Mapping[str, Any],
) -> None:
    found = [row.ref.url for row in views_by_url["entites/tram/"].announcements]
    assert found == ["annonces/tram-gratuit/", "annonces/tram-ouvert/"]


def test_the_search_has_every_facet_and_a_sign_for_every_state(
    views_by_url: Mapping[str, Any],
) -> None:
    view = views_by_url["recherche/"]
    assert sorted(facet for facet, _, _ in view.facets) == sorted(search.FILTERS)
    assert len({name for _, name, _ in view.facets}) == len(search.FILTERS)
    known = {(sign.list, sign.value) for _, sign in view.signs}
    assert known == {
        (axis, v) for axis in ("stage", "verdict", "computed") for v in enumerations.LISTS[axis]
    }


def test_a_person_page_shows_what_it_said(views_by_url: Mapping[str, Any]) -> None:
    assert views_by_url["entites/ana-morel/"].mentions


def test_an_outlet_lists_its_articles(views_by_url: Mapping[str, Any]) -> None:
    rows = views_by_url["medias/gazette-du-port/"].articles
    assert [row.ref.url for row in rows] == [
        "articles/2022-05-02-gazette-depart/", "articles/2021-11-30-gazette-retards/",
        "articles/2021-03-02-gazette-tram/", "articles/2020-02-14-gazette-navette/",
    ]  # fmt: skip


def test_a_theme_gathers_announcements_and_the_articles_about_them(
    views_by_url: Mapping[str, Any],
) -> None:
    view = views_by_url["themes/transports/"]
    assert len(view.announcements) == 3
    assert [row.ref.url for row in view.articles] == [
        "articles/affiche-tram/", "articles/2022-11-20-echo-tram/",
        "articles/2021-03-02-gazette-tram/",
    ]  # fmt: skip


def test_the_listings_list_everything_once(
    views_by_url: Mapping[str, Any], linked: LinkedArchive
) -> None:
    for url, records in (
        ("annonces/", linked.archive.announcements),
        ("articles/", linked.archive.articles),
    ):
        listed = [one.row.ref.url for group in views_by_url[url].years for one in group.rows]
        assert sorted(listed) == sorted(URLS.of(one) for one in records.values())
    grouped = [
        entry.ref.url
        for url in ("entites/", "medias/", "themes/")
        for group in views_by_url[url].groups
        for entry in group.rows
    ]
    rest = (*linked.archive.entities.values(), *linked.archive.themes.values())
    assert sorted(grouped) == sorted(URLS.of(one) for one in rest)


def test_home_counts_a_verdict_for_all_but_facts(
    views_by_url: Mapping[str, Any], linked: LinkedArchive
) -> None:
    judged = [one for one in linked.archive.announcements.values() if one.kind != "fact"]
    home = views_by_url[""]
    assert sum(tally.count for tally in home.tallies) == home.judged == len(judged)


def test_home_shows_what_is_overdue_and_only_dated_events_up_to_the_day(
    views_by_url: Mapping[str, Any],
) -> None:
    home = views_by_url[""]
    assert [row.ref.url for row in home.overdue] == [
        "annonces/ligne-b/", "annonces/fermeture-du-pont/", "annonces/tram-ouvert/"
    ]  # fmt: skip
    days = [one.day.datetime for one in home.latest]
    assert "2023-02-01" not in days
    assert days[0] == "2022-12-30"


def test_the_right_of_reply_says_how_to_reach_us(views_by_url: Mapping[str, Any]) -> None:
    assert [way.text for way in views_by_url["droit-de-reponse/"].reach] == [
        "archive@port-brume.example"
    ]
    assert views_by_url["methode/"].reach is None


def test_the_frame_leads_only_to_pages_that_exist(
    linked: LinkedArchive, made: Mapping[str, views.PageFile]
) -> None:
    frame = views.frame(ViewBuilder(linked, CATALOGUE))
    listed = (*frame.nav, *frame.ways, *frame.about, frame.following)
    assert {link.url for link in listed} <= made.keys()
    assert {"entites/", "echeances/", "au/"} <= {link.url for link in frame.nav}
    assert all(frame.place(link.url) == link.url for link in listed)


# --- what an archive may hold that the miniature does not ------------------------------------


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return shutil.copytree(SITE / "content", tmp_path / "content")


def edited(content: Path, path: str, old: str, new: str) -> Mapping[str, Any]:
    """The views of the miniature archive with one edit."""
    text = (content / path).read_text("utf-8")
    assert old in text
    (content / path).write_text(text.replace(old, new, 1), "utf-8")
    reading = loading.load_archive(content)
    assert reading.linked, reading.problems
    return {page.url: page.view for page in pages(reading.linked)}


@pytest.mark.parametrize(("lang", "shown"), [("br", "breton"), ("zxa", "zxa")])
def test_a_language_that_the_catalogue_has_not_is_shown_by_its_name_or_code(
    content: Path, lang: str, shown: str
) -> None:
    path = "articles/2022/2022-12-01-lien-seul.md"
    views_by_url: Mapping[str, Any] = edited(content, path, "lang: fr", f"lang: {lang}")
    assert views_by_url["articles/2022-12-01-lien-seul/"].language == shown


def test_a_full_text_in_another_language_says_so(views_by_url: Mapping[str, Any]) -> None:
    assert views_by_url["articles/2022-11-20-echo-tram/"].body_lang == "en"
    assert views_by_url["articles/2021-03-02-gazette-tram/"].body_lang is None


def test_quoted_words_have_the_language_of_their_article(content: Path) -> None:
    path = "articles/2021/2021-03-02-gazette-tram.md"
    views_by_url = edited(content, path, "lang: fr", "lang: en")
    html = "".join(
        passage.html for passage in views_by_url["articles/2021-03-02-gazette-tram/"].passages
    )
    assert '<mark class="mark verbatim" data-kind="figure" lang="en" id="prix-du-trajet"' in html
    assert 'lang="en" id="rectifie"' not in html


def test_a_correction_shows_the_words_that_stand_now(article: Any) -> None:
    assert notes(article)["rectifie"].now == "une ligne"


def test_rights_are_said_in_words_with_the_address_that_explains_them(article: Any) -> None:
    assert article.rights == "Protégé par le droit d’auteur"
    assert article.rights_url == "https://rightsstatements.org/vocab/InC/1.0/"


def test_each_part_of_the_state_leads_to_the_event_it_rests_on(announcement: Any) -> None:
    assert announcement.stage.event == announcement.events[-1].id
    assert announcement.overdue.event == announcement.events[1].id
    assert announcement.modalities[-1][-1] == announcement.events[1]
    assert announcement.verdict.event is None


def test_the_stages_off_the_ladder_stand_apart(announcement: Any) -> None:
    apart = [(step.sign.value, step.current) for step in announcement.ladder if step.off]
    assert apart == [("suspended", False), ("withdrawn", False)]


def test_a_term_that_was_not_given_or_taken_back_is_said_too(
    views_by_url: Mapping[str, Any], content: Path
) -> None:
    assert views_by_url["annonces/tram-gratuit/"].term.term == "sans échéance"
    path = "announcements/tram-ouvert.md"
    taken_back = edited(content, path, 'due: "2022-12-15"', "due: withdrawn")
    terms = taken_back["annonces/tram-ouvert/"].terms
    assert [words(term.term) for term in terms] == ["dans l’année 2022", "échéance retirée"]


def test_a_mention_says_that_only_a_part_was_delivered(announcement: Any) -> None:
    roles = [role for one in announcement.mentions for role, _ in one.passages]
    assert any("en partie" in role or "(" in role for role in roles)


def test_who_is_named_depends_on_what_is_announced(views_by_url: Mapping[str, Any]) -> None:
    assert views_by_url["annonces/tram-ouvert/"].actors_entry == "announcement.actors-promise"
    assert views_by_url["annonces/tram-payant/"].actors_entry == "announcement.actors-fact"


def test_of_many_things_a_page_shows_the_first_and_says_how_many_are_left() -> None:
    many = Truncated.of(range(MAX_SHOWN + 7))
    assert list(many) == list(range(MAX_SHOWN))
    assert (len(many), many.left) == (MAX_SHOWN, 7)
    few = Truncated.of(range(3))
    assert (list(few), few.left) == ([0, 1, 2], 0)
    assert not Truncated.of(())


def test_no_announcement_is_opened_but_for_its_own_page_and_for_quotes_face_to_face(
    linked: LinkedArchive,
) -> None:
    builder = ViewBuilder(linked, CATALOGUE)
    specs = [spec for plan in views.page_plans(builder).values() for spec in plan()]
    for kind in ("announcements", "entities", "themes"):
        for id_ in getattr(linked.archive, kind):
            specs += views.record_pages(linked.urls, linked.link_summaries[id_].kind, id_, ())
    announcements = set(linked.archive.announcements)
    for spec in specs:
        linked.reads.begin()
        build_page(builder, spec)
        opened = announcements & linked.reads.of("record")
        own = set(spec.args[:1]) if spec.kind == "announcement" else set()
        is_comparison = spec.url.startswith(URLS.quote_comparisons)
        assert opened <= own or is_comparison or spec.kind == "embedded-comparison", spec.url


def test_the_page_about_feeds_gives_the_address_of_each(
    linked: LinkedArchive, made: Mapping[str, views.PageFile]
) -> None:
    frame = views.frame(ViewBuilder(linked, CATALOGUE))
    html = render_pages(linked, [made["fil/"]], "https://example.org/archive/")["fil/"]
    for feed in frame.feeds:
        assert f">https://example.org/archive/{feed.url}</code>" in html
    for page in ("", "annonces/tram-ouvert/"):
        html = render_pages(linked, [made[page]])[page]
        assert f'href="{made[page].view.root}fil/">' in html


# --- corrections, readings, outside sources, words by kind, the day of the states


CORRECTED = 'title: Rectifications\nsummary: "Ce que nous avions mal écrit."'


def corrections(content: Path) -> tuple[Any, str]:
    """The page of corrections, as a view and as HTML, of the content with such a page."""
    path = content / "pages/rectifications.md"
    path.write_text(f"---\n{CORRECTED}\n---\nUne erreur laisse une trace.\n", "utf-8")
    linked = loading.load_archive(content).linked
    assert linked
    found = [one for one in pages(linked) if one.url == URLS.corrections]
    return found[0].view, render_pages(linked, found)[URLS.corrections]


def test_the_page_of_corrections_lists_those_of_records_and_annotations_newest_first(
    content: Path,
) -> None:
    view, html = corrections(content)
    told = [(one.day.datetime, one.ref.url) for one in view.corrections]
    assert told[:2] == [
        ("2026-01-10", "annonces/navette-electrique/"),
        ("2026-01-05", "articles/2021-03-02-gazette-tram/#rectifie"),
    ]
    assert {url for _, url in told[2:]} == {
        "articles/2022-05-02-gazette-depart/", "entites/hugo-castel/", "lexique/", "themes/bateaux/"
    }  # fmt: skip
    assert '<a href="../articles/2021-03-02-gazette-tram/#rectifie">' in html
    assert "<del>deux lignes</del>" in html
    assert "<ins>Une seule, dit l’article.</ins>" in html
    assert f'href="../{URLS.feed(URLS.corrections)}.xml"' in html
    assert CATALOGUE.t("correction.none") not in html


def test_an_archive_that_corrected_nothing_says_so(content: Path) -> None:
    for path in content.rglob("*.md"):
        text = re.sub(r"corrections:\n  - .*\n", "", path.read_text("utf-8"))
        text = text.replace("kind: correction\n    was: ", "kind: context\n    by: ")
        text = text.replace('    on: "2026-01-05"\n', "").replace("    by: redaction\n", "")
        path.write_text(text, "utf-8")
    view, html = corrections(content)
    assert view.corrections == ()
    assert CATALOGUE.t("correction.none") in html
    assert "<del>" not in html


def test_a_correction_may_be_of_a_day_that_is_not_known_exactly(content: Path) -> None:
    path = content / "announcements/navette-electrique.md"
    text = path.read_text("utf-8")
    path.write_text(text.replace('on: "2026-01-10"', 'on: "../2026-01"'), "utf-8")
    view, _ = corrections(content)
    days = {one.ref.url: words(one.day.text) for one in view.corrections}
    assert days["annonces/navette-electrique/"] == "au plus tard en janvier 2026"
    assert days["lexique/"] == "janvier 2026"


READ = '    read:\n      - {on: "2026-01-05", role: author}\n'
AGAIN = '      - {on: "2026-01-09", role: second-reader, found: partly-fulfilled}\n'


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (READ + AGAIN, "Lu deux fois : rédaction, 5 janvier 2026 ; seconde lecture, 9 janvier"),
        (READ, "Lu une seule fois : rédaction, 5 janvier 2026."),
        ("", "Relecture : aucune n’est notée."),
    ],
)
def test_the_page_of_an_announcement_says_how_often_its_verdict_was_read(
    content: Path, kept: str, said: str
) -> None:
    html = html_of(content, "navette-electrique", (READ + AGAIN, kept))
    # Once beside the verdict, once in the history.
    assert html.count(said) == 2
    assert html.count("Autre conclusion (seconde lecture) : tenu en partie.") == (
        2 if "found:" in kept else 0
    )


def test_a_stage_that_ends_a_fact_is_to_be_read_and_other_events_are_not(content: Path) -> None:
    assert html_of(content, "depart-de-la-navette").count("Relecture : aucune") == 1
    assert "Relecture" not in html_of(content, "ligne-b")


def test_a_source_outside_the_archive_is_shown_with_the_article_that_cites_it(
    content: Path,
) -> None:
    html = html_of(content, "navette-electrique")
    assert (
        'D’après <a href="https://courrier.example/navette" rel="external noopener">'
        "Le Courrier du large</a>, cité par "
        '<a href="../../articles/2022-05-02-gazette-depart/#premier-depart">'
        "La Gazette du port</a>."
    ) in html
    assert "D’après Un tract de la régie." in html


def test_a_value_has_the_word_of_the_kind_of_announcement_that_it_is_said_of(
    made: Mapping[str, views.PageFile], linked: LinkedArchive
) -> None:
    fact, promise = "annonces/depart-de-la-navette/", "annonces/navette-electrique/"
    html = render_pages(linked, [made[""], made[fact], made[promise], made["annonces/"]])
    assert "effectif" in html[fact]
    assert "lancé" not in html[fact].partition('id="s_relations"')[0]
    assert "effectif" not in html[promise].partition('id="s_relations"')[0]
    (row,) = [
        one.row
        for year in made["annonces/"].view.years  # type: ignore[attr-defined]
        for one in year.rows
        if one.row.ref.url == fact
    ]
    assert row.signs.stage.label == "effectif"


def test_pages_that_rest_on_the_day_of_the_states_say_it_in_their_main_part(
    made: Mapping[str, views.PageFile], linked: LinkedArchive
) -> None:
    places = ("", "annonces/", "echeances/", "chronologie/", "chronologie/2021/")
    announcement = "annonces/tram-ouvert/"
    html = render_pages(linked, [made[url] for url in (*places, announcement)])
    for url, text in html.items():
        main = words(text.partition("<main")[2].partition("</main>")[0])
        assert "31 décembre 2022" in main, url


def html_of(content: Path, id_: str, *edits: tuple[str, str]) -> str:
    """The page of an announcement, with plain spaces, of the content with some edits of it."""
    path = content / f"announcements/{id_}.md"
    text = path.read_text("utf-8")
    for old, new in edits:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    linked = loading.load_archive(content).linked
    assert linked
    url = f"annonces/{id_}/"
    found = [page for page in pages(linked) if page.url == url]
    return words(render_pages(linked, found)[url])
