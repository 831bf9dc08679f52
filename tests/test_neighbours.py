"""The map of an announcement shows its neighbours to two relations, and counts those left out."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from support.changed_archive import link
from support.miniature import CONTENT

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages.catalogue import read_catalogue
from suites.site.views.neighbours import MAX_NODES, MIN_NODES, neighbours
from suites.site.views.view_builder import ViewBuilder

ROOT = Path(__file__).resolve().parents[1]
WORDS = read_catalogue("fr")


@cache
def linked() -> LinkedArchive:
    found = loading.load_archive(CONTENT).linked
    assert found
    return found


def around(id_: str) -> set[str]:
    """All within two relations, found from the records themselves."""
    ties = defaultdict(set)
    for one in linked().archive.announcements.values():
        for relation in one.relations:
            ties[one.id].add(relation.target)
            ties[relation.target].add(one.id)
    near = ties[id_]
    return {id_} | near | {far for one in near for far in ties[one]}


@pytest.mark.parametrize("id_", sorted(linked().archive.announcements))
def test_a_map_shows_all_within_two_relations(id_: str) -> None:
    expected = around(id_)
    found = neighbours(ViewBuilder(linked(), WORDS), id_)
    if len(expected) < MIN_NODES:
        assert found is None
        return
    assert found
    shown = {node.ref.url.split("/")[1] for node in found.nodes}
    assert shown <= expected
    more = len(expected) - len(shown)
    assert found.left == (WORDS.t("map.left", n=more) if more else "")
    assert len(shown) == min(MAX_NODES, len(expected))
    assert [node.is_centre for node in found.nodes].count(True) == 1
    direct = {link.other for link in linked().relations[id_]}
    far = {one.ref.url.split("/")[1] for one in found.far}
    assert far == shown - direct - {id_}
    assert found == neighbours(ViewBuilder(linked(), WORDS), id_)


def test_what_came_before_stands_to_the_left() -> None:
    found = neighbours(ViewBuilder(linked(), WORDS), "ligne-b")
    assert found
    x = {node.ref.title: node.place.x for node in found.nodes}
    assert x["Le dépôt de la baie"] < x["La ligne B"] < x["La ligne C"]


def test_of_very_many_neighbours_the_first_are_shown_and_the_others_counted() -> None:
    archive = linked().archive
    model = archive.announcements["ligne-b"]
    one = model.relations[0]
    copies = {
        f"copie-{n:03}": model.model_copy(update={"id": f"copie-{n:03}", "relations": (one,)})
        for n in range(300)
    }
    announcements = {**archive.announcements, **copies}
    found, _ = link(replace(archive, announcements=announcements), linked().as_of)
    for id_ in (one.target, "copie-000"):
        seen = neighbours(ViewBuilder(found, WORDS), id_)
        assert seen
        assert len(seen.nodes) == MAX_NODES
        assert seen.left.startswith("Et au moins 1")
