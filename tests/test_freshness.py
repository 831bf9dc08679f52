from __future__ import annotations

from suites.freshness import SETTLED, Source, digest, gone


def test_a_stamp_that_had_settled_is_believed() -> None:
    assert Source((9, 100, 100), seen=101 + SETTLED, digest="x").is_still((9, 100, 100))


def test_a_file_changed_in_the_moment_it_was_seen_is_read_again() -> None:
    assert not Source((9, 100, 100), seen=100 + SETTLED, digest="x").is_still((9, 100, 100))


def test_an_entry_changed_under_an_old_time_is_read_again() -> None:
    assert not Source((9, 100, 100), seen=101 + SETTLED, digest="x").is_still((9, 100, 200))


def test_the_digest_depends_on_contents_paths_and_values_only() -> None:
    one = {"a": Source((1, 1, 1), 1, "x"), "b": Source((1, 1, 1), 1, "y")}
    same = {"b": Source((1, 7, 7), 8, "y"), "a": Source((1, 7, 7), 8, "x")}
    assert digest(one, {"v": "1"}) == digest(same, {"v": "1"})
    assert digest(one, {"v": "1"}) != digest(one, {"v": "2"})
    assert digest(one, {}) != digest({"a": one["b"], "b": one["a"]}, {})


def test_what_is_no_longer_published_is_gone() -> None:
    assert gone(["b", "a", "c"], ["b"]) == ["a", "c"]
