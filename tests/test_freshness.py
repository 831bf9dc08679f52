from __future__ import annotations

from suites.freshness import ALL, SETTLED, Source, changed, facts, patched


def test_a_stamp_that_had_settled_is_believed() -> None:
    assert Source((9, 100, 100), seen=101 + SETTLED, digest="x").is_still((9, 100, 100))


def test_a_file_changed_in_the_moment_it_was_seen_is_read_again() -> None:
    assert not Source((9, 100, 100), seen=100 + SETTLED, digest="x").is_still((9, 100, 100))


def test_an_entry_changed_under_an_old_time_is_read_again() -> None:
    assert not Source((9, 100, 100), seen=101 + SETTLED, digest="x").is_still((9, 100, 200))


def test_what_changed_is_told_by_contents_and_paths_and_not_by_stamps() -> None:
    before = {"a": Source((1, 1, 1), 1, "x"), "b": Source((1, 1, 1), 1, "y")}
    same = {"b": Source((1, 7, 7), 8, "y"), "a": Source((1, 7, 7), 8, "x")}
    assert changed(before, same) == frozenset()
    assert changed(before, {"a": before["b"], "b": before["b"]}) == {"a"}
    assert changed(before, {"a": before["a"], "c": before["b"]}) == {"b", "c"}


THEME = ("content/themes/t.md", ({"title": "T"}, "Un.", 5), (("theme", "T"), (), (), ()), ())


def test_a_record_that_came_or_went_is_seen_in_every_way() -> None:
    for found in (facts("t", None, THEME), facts("t", THEME, None)):
        assert {"record t", "body t", "card t", "brief t", "anchors t", ALL} <= found


def test_a_number_that_is_written_otherwise_is_another_one() -> None:
    path, (_, *body), *rest = THEME
    one, other = ((path, ({"value": value}, *body), *rest) for value in (1, 1.0))
    assert "record t" in facts("t", one, other)


def test_a_record_that_is_the_same_changes_no_fact() -> None:
    assert facts("t", THEME, THEME) == set()


def test_an_entry_in_a_list_is_a_fact_of_the_thing_that_shows_it() -> None:
    *same, _ = THEME
    more = (*same, (("links", "x", ("t", 0)),))
    assert facts("t", THEME, more) == {"links x", ALL}


def test_a_list_is_in_order_whatever_came_first() -> None:
    assert patched([(3,), (1,)], [(1,)], [(2,), (3,)]) == ((2,), (3,))
