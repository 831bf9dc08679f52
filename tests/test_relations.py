"""Links written once are seen from both ends; what is related says why."""

from __future__ import annotations

import pytest
from support.miniature import SITE

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(SITE / "content").linked
    assert linked
    return linked


def test_a_relation_is_seen_from_both_ends(linked: LinkedArchive) -> None:
    own = [(link.type, link.other, link.inverse) for link in linked.relations["tram-gratuit"]]
    assert own == [("part-of", "tram-ouvert", False), ("contradicts", "tram-payant", False)]
    assert [(link.other, link.inverse) for link in linked.relations["tram-payant"]] == [
        ("tram-gratuit", True)
    ]


def test_a_backlink_carries_the_sentence_that_it_stands_in(linked: LinkedArchive) -> None:
    (backlink,) = linked.backlinks["tram-gratuit"]
    assert backlink.origin == "tram-ouvert"
    assert backlink.sentence.startswith("Sur le prix, voir la gratuité et ")


def test_mentions_come_in_the_order_of_publication(linked: LinkedArchive) -> None:
    found = [f"{m.article}#{m.annotation}" for m in linked.mentions["tram-ouvert"]]
    assert found == [
        "2021-03-02-gazette-tram#ouvrira",
        "2021-03-02-gazette-tram#longueur",
        "2022-11-20-echo-tram#late",
        "2022-11-20-echo-tram#seven",
        "affiche-tram#essais",
    ]


def test_related_announcements_say_why_and_leave_out_those_tied_by_a_relation(
    linked: LinkedArchive,
) -> None:
    (related,) = linked.related_announcements["tram-ouvert"]
    assert related.other == "tram-payant"
    assert [(reason.kind, reason.ids) for reason in related.reasons] == [("theme", ("transports",))]


def test_related_articles_share_announcements_and_themes(linked: LinkedArchive) -> None:
    others = {related.other for related in linked.related_articles["affiche-tram"]}
    assert others == {"2021-03-02-gazette-tram", "2022-11-20-echo-tram"}


def test_evidence_tells_the_words_of_the_source_from_ours(linked: LinkedArchive) -> None:
    assert linked.evidence("2021-03-02-gazette-tram#ouvrira").verbatim
    assert not linked.evidence("2021-03-02-gazette-tram#rectifie").verbatim
    assert linked.evidence("2022-11-20-echo-tram#late").verbatim


def test_an_annotation_knows_what_rests_on_it(linked: LinkedArchive) -> None:
    citing = linked.resting_on("2021-03-02-gazette-tram#prix-du-trajet")
    assert citing == ("tram-gratuit", "tram-payant")


def test_annotations_are_numbered_in_the_order_of_the_text(linked: LinkedArchive) -> None:
    numbered = [
        (one.number, one.annotation.id) for one in linked.anchored["2021-03-02-gazette-tram"]
    ]
    assert numbered == [
        (1, "ouvrira"),
        (2, "an-prochain"),
        (3, "rectifie"),
        (4, "prix-du-trajet"),
        (5, "longueur"),
    ]
