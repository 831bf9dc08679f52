"""An edit of a record changes what it names, and no other byte of its file."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import takewhile
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from support.length import few
from support.miniature import CONTENT

from suites.archive import front_matter
from suites.archive.front_matter import Keys
from suites.archive.yaml_edits import (
    InsertMember,
    Remove,
    SetValue,
    rendering,
    rewrite,
    rewrite_body,
)
from suites.archive.yaml_edits.edits import Edit, edited, value_at

RECORDS = sorted(CONTENT.rglob("*.md"))
TEXTS = st.text(
    st.sampled_from("aé’« »\u00a0:#-[]{}\"'\\,&*!|>%@`?\n\t0123") | st.characters(codec="utf-8"),
    max_size=12,
).filter(lambda text: front_matter.decode("", text.encode())[0] == text)
SCALARS = TEXTS | st.integers(-10, 10**12) | st.booleans() | st.none() | st.just(9.6)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["id", "on", "note", "é: #"]), inner, max_size=3)
    ),
    max_leaves=6,
)


def in_common(a: str, b: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def removed(old: bytes, new: bytes) -> str:
    """Return what of a text another one does not have, where they differ in one place."""
    one, other = old.decode(), new.decode()
    start = in_common(one, other)
    return one[start : len(one) - in_common(one[start:][::-1], other[start:][::-1])]


def paths(data: Any, keys: Keys = ()) -> Iterator[Keys]:
    """Yield the keys of every value."""
    if keys:
        yield keys
    if isinstance(data, dict | list):
        members = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in members:
            yield from paths(value, (*keys, key))


def random_edit(draw: st.DataObject, data: dict[str, Any]) -> Edit:
    keys = draw.draw(st.sampled_from(sorted(paths(data), key=str)))
    value, kind = draw.draw(VALUES), draw.draw(st.sampled_from("set new insert remove".split()))
    if kind == "remove":
        return Remove(keys)
    stands = value_at(data, keys)
    if kind == "insert" and isinstance(stands, list):
        return InsertMember(keys, draw.draw(st.integers(-1, len(stands))), value)
    if kind == "new" and isinstance(stands, dict):
        return SetValue((*keys, "new"), value, draw.draw(st.integers(-1, len(stands))))
    return SetValue(keys, value)


@few(60)
@given(st.data())
def test_an_edit_of_a_record_does_what_it_says_and_takes_no_other_byte_away(
    draw: st.DataObject,
) -> None:
    raw = draw.draw(st.sampled_from(RECORDS)).read_bytes()
    front, _ = front_matter.parse("x.md", raw)
    assert front
    edit = random_edit(draw, front.data)
    after, unwritten = rewrite("x.md", raw, [edit])
    assert unwritten == ()
    found, _ = front_matter.parse("x.md", after)
    assert found
    assert found.data == edited(front.data, edit)
    assert found.body == front.body
    gone = removed(raw, after)
    is_insertion = isinstance(edit, InsertMember) and value_at(front.data, edit.keys)
    if is_insertion or edit.keys[-1] == "new":
        assert gone == ""
    else:  # what goes is what stood there: nothing of another key
        assert gone.count("\n") <= repr(value_at(front.data, edit.keys)).count(", ") + 2


@few(60)
@given(st.data(), VALUES)
def test_an_edit_of_any_yaml_is_whole_or_is_not_written(draw: st.DataObject, data: Any) -> None:
    dice = random.Random(draw.draw(st.integers(0, 10**6)))
    whole = {"a": data, "b": [data, {"id": "x", "c": data}], "z": 1}
    text = yaml.safe_dump(
        whole, allow_unicode=True, sort_keys=False, indent=dice.choice([2, 4]),
        default_flow_style=dice.choice([True, False, None]),
        default_style=dice.choice([None, None, '"', "'", "|"]),
        width=dice.choice([20, 1000]),
    )  # fmt: skip
    lines = [line + dice.choice(["", "", "", "  # why"]) for line in text.split("\n")]
    raw = "\n".join(lines if dice.random() < 0.3 else text.split("\n")).encode()
    front, problems = front_matter.parse("x.yaml", raw, front_matter.read_yaml)
    if front is None or problems or not isinstance(front.data, dict):
        return
    edit = random_edit(draw, front.data)
    after, unwritten = rewrite("x.yaml", raw, [edit], front_matter.read_yaml)
    if unwritten:
        assert after == raw
        return
    found, _ = front_matter.parse("x.yaml", after, front_matter.read_yaml)
    assert found
    assert found.data == edited(front.data, edit)


RECORD = """\
---
# Ce que l’on sait.
title: Un titre # court
authors: [Awa, "Bo"]
annotations:
  # La première.
  - id: un
    quote: mot
    note: >-
      Une note
      pliée.

  # La seconde.
  - {id: deux, note: "x"}  # à revoir
empty: []
alone:  # de la liste
    - x  # seul
flow: [
  a, # de a
  b, # de b
  # de c
  c
  ]
added: "2026"
---
Un corps.
"""
EDITS = {
    "a member last": (
        InsertMember(("annotations",), -1, {"id": "trois", "quote": {"exact": "à", "prefix": "b"}}),
        '  - {id: deux, note: "x"}  # à revoir\n',
        '  - {id: deux, note: "x"}  # à revoir\n'
        '  - id: trois\n    quote: {exact: "à", prefix: b}\n',
    ),
    "a member between": (
        InsertMember(("annotations",), 1, {"id": "b"}),
        "      pliée.\n",
        "      pliée.\n  - {id: b}\n",
    ),
    "a member first": (
        InsertMember(("annotations",), 0, {"id": "b"}), "  - id: un\n", "  - {id: b}\n  - id: un\n",
    ),
    "a member of a list on one line": (
        InsertMember(("authors",), 1, "C’est, elle"), 'Awa, "Bo"', 'Awa, "C’est, elle", "Bo"',
    ),
    "a member of an empty list": (
        InsertMember(("empty",), -1, {"on": "2026", "was": "x", "more": ["a b"]}),
        "empty: []\n",
        'empty:\n  - on: "2026"\n    was: x\n    more: ["a b"]\n',
    ),
    "a list that is not there": (
        InsertMember(("corrections",), -1, {"on": "2026"}, before=6),
        'added: "2026"\n',
        'corrections:\n  - {on: "2026"}\nadded: "2026"\n',
    ),
    "a key of a member": (
        SetValue(("annotations", 0, "speaker"), "bo", before=2),
        "    note: >-",
        "    speaker: bo\n    note: >-",
    ),
    "a key at the end of a member": (
        SetValue(("annotations", 0, "said"), "2023", before=-1),
        "      pliée.\n",
        '      pliée.\n    said: "2023"\n',
    ),
    "a folded text": (
        SetValue(("annotations", 0, "note"), "Autre."),
        ">-\n      Une note\n      pliée.\n",
        '"Autre."\n',
    ),
    "a member of a list taken away": (
        Remove(("annotations", 0)),
        "  - id: un\n    quote: mot\n    note: >-\n      Une note\n      pliée.\n",
        "",
    ),
    "the first key of a member taken away": (Remove(("annotations", 0, "id")), "id: un\n    ", ""),
    "the last member, below a comment, taken away": (
        Remove(("alone", 0)), "    - x  # seul\n", "    []\n",
    ),
    "a list below a comment becomes a text": (
        SetValue(("alone",), "y: z"), "    - x  # seul\n", '    "y: z"  # seul\n',
    ),
    "a member on lines of its own in brackets": (
        Remove(("flow", 1)), "  b, # de b\n", "  \n",
    ),
    "the last member in brackets": (Remove(("flow", 2)), "  c\n", "  \n"),
    "a key taken away": (Remove(("title",)), "title: Un titre # court\n", ""),
}  # fmt: skip


@pytest.mark.parametrize(("edit", "was", "now"), EDITS.values(), ids=EDITS)
def test_what_is_new_is_written_as_an_author_would(edit: Edit, was: str, now: str) -> None:
    assert RECORD.count(was) == 1
    after, unwritten = rewrite("x.md", RECORD.encode(), [edit])
    assert unwritten == ()
    assert after.decode() == RECORD.replace(was, now)


def test_a_passage_of_the_body_is_replaced_where_it_stands_once() -> None:
    raw = RECORD.replace("\n", "\r\n").encode()
    after = rewrite_body("x.md", raw, "Un corps", "Un autre\ncorps")
    assert after == raw.replace(b"---\r\nUn corps", b"---\r\nUn autre\r\ncorps")
    assert rewrite_body("x.md", raw, "o", "a") is not None
    assert rewrite_body("x.md", raw, "r", "a") is not None
    assert rewrite_body("x.md", raw, "titre", "a") is None
    assert rewrite_body("x.md", RECORD.replace("Un corps.", "a a").encode(), "a", "b") is None


@pytest.mark.parametrize("word", ["y", "N", "yes", "No", "on", "OFF", "true", "null", "2023-09"])
def test_a_text_that_another_reader_takes_for_something_else_is_quoted(word: str) -> None:
    assert rendering.scalar(word) == f'"{word}"'


def test_a_list_stands_on_one_line_as_far_as_the_width_goes() -> None:
    fits = ["a" * 40, "b" * (100 - 40 - len("actors: [, ]"))]
    assert len(rendering.entry("actors", fits, 0)) == 100
    assert "\n" not in rendering.entry("actors", fits, 0)
    assert rendering.entry("actors", fits, 1).count("\n") == 2
