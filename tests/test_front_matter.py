"""Front matter is read with its places, and no file breaks the reading of it."""

from __future__ import annotations

import sys
import time
from datetime import date

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from suites.archive.front_matter import MAX_SIZE, FrontMatter, decode, read, read_yaml
from suites.archive.problems import Problem

ARTICLE = """\
---
title: "Un titre : avec deux-points"
authors: [Ada, "Bob"]   # a comment
rights: {statement: InC, mode: account}
annotations:
  - id: prix
    quote:
      exact: petit paiement
    elements: {prix: {value: 8, unit: USD}}
  - id: été
note: |
  Une ligne.
  key: no key
---
Le corps.

---
Encore.
"""


def front(text: str) -> FrontMatter:
    read_front, problems = read_yaml("x.yaml", text)
    assert read_front, problems
    assert not problems
    return read_front


def value(text: str) -> object:
    """What YAML makes of a text as a value."""
    return front(f"key: {text}\n").data["key"]


def only_problem(text: str) -> Problem:
    read_front, problems = read_yaml("x.yaml", text)
    assert read_front is None
    assert len(problems) == 1, problems
    return problems[0]


def place(problem: Problem) -> tuple[int, int, str]:
    return problem.line, problem.column, problem.code


def test_the_head_is_read_and_the_body_kept_as_it_is() -> None:
    article, problems = read("a.md", ARTICLE)
    assert article
    assert problems == ()
    assert article.body == "Le corps.\n\n---\nEncore.\n"
    assert article.body_line == 15
    assert ARTICLE.split("\n")[article.body_line - 1] == "Le corps."
    assert article.data["title"] == "Un titre : avec deux-points"
    assert article.data["authors"] == ["Ada", "Bob"]
    assert article.data["note"] == "Une ligne.\nkey: no key\n"


def test_every_value_and_key_knows_its_place_in_the_file() -> None:
    article, _ = read("a.md", ARTICLE)
    assert article
    at = article.positions
    assert at.value(("title",)) == (2, 8)
    assert at.key(("rights",)) == (4, 1)
    assert at.value(("authors", 1)) == (3, 16)
    assert at.key(("rights", "mode")) == (4, 26)
    assert at.value(("annotations", 0)) == (6, 5)
    assert at.value(("annotations", 0, "quote", "exact")) == (8, 14)
    assert at.value(("annotations", 0, "elements", "prix", "unit")) == (9, 39)
    assert at.value(("annotations", 1, "id")) == (10, 9)
    assert at.key(("note",)) == (11, 1)


def test_what_is_not_there_has_the_place_of_what_it_would_be_in() -> None:
    article, _ = read("a.md", ARTICLE)
    assert article
    at = article.positions
    assert at.value(()) == at.key(()) == (1, 1)
    assert at.value(("nothing",)) == (1, 1)
    assert at.value(("annotations", 1, "quote", "exact")) == at.value(("annotations", 1))
    assert at.key(("rights", "nothing")) == at.value(("rights",))
    assert at.key(("authors", 0)) == at.value(("authors", 0)) == (3, 11)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("no", "no"), ("yes", "yes"), ("on", "on"), ("12:30", "12:30"), ("0x1F", "0x1F"),
        ("2023-02-30", "2023-02-30"),
        ("2023-09-19", "2023-09-19"), ("2023-09-19T13:00+02:00", "2023-09-19T13:00+02:00"),
        ("1_000", "1_000"), (".inf", ".inf"), (".nan", ".nan"), ("1e999", "1e999"),
        ("9" * 5000, "9" * 5000), ("٣", "٣"), ("n", "n"), ("y", "y"), ("=", "="), ("-", None),
        ("true", True), ("False", False), ("null", None), ("~", None), ("", None), ("2024", 2024),
        ("-7", -7), ("4.12", 4.12), ("1e3", 1000.0), ('"8"', "8"), ("'true'", "true"), ('""', ""),
        ("l’été", "l’été"), ("petit - grand", "petit - grand"),
    ],
)  # fmt: skip
def test_types_are_the_core_ones_of_yaml_1_2(text: str, meant: object) -> None:
    if text == "-":
        assert front("key:\n  -\n").data["key"] == [meant]
        return
    assert value(text) == meant
    assert type(value(text)) is type(meant)


def test_of_very_many_wrong_keys_the_first_are_told() -> None:
    _, problems = read_yaml("x.yaml", HOSTILE["keys"])
    assert len(problems) == 100


def test_a_merge_key_is_a_key_like_others() -> None:
    assert front("<<: {a: 1}").data == {"<<": {"a": 1}}


@pytest.mark.parametrize("text", ["", "\n", "# nothing\n", "---\n"])
def test_an_empty_head_is_one_without_keys(text: str) -> None:
    assert front(text).data == {}


def test_a_key_given_twice_says_where_the_first_is_and_the_first_is_kept() -> None:
    text = "---\ntitle: a\nlist:\n  - {b: 1, c: 2, b: 3}\ntitle: [d, {e: 1, e: 2}]\n---\n"
    article, problems = read("a.md", text)
    assert article
    assert article.data == {"title": "a", "list": [{"b": 1, "c": 2}]}
    assert [place(problem) for problem in problems] == [
        (4, 18, "key-duplicate"), (5, 1, "key-duplicate"), (5, 19, "key-duplicate"),
    ]  # fmt: skip
    assert problems[1].what == 'the key "title" is given twice, first on line 2'
    assert article.positions.value(("title",)) == (2, 8)


@pytest.mark.parametrize("key", ["12", "true", "~", "1.5", "", "? [a, b]\n", "{a: b}"])
def test_a_key_that_is_not_text_is_a_problem_and_is_left_out(key: str) -> None:
    article, problems = read_yaml("x.yaml", f"first: 1\n{key}: {{in: 2}}\nlast: 3\n")
    if article is None:  # an empty key is no YAML for libyaml
        assert key == ""
        return
    assert article.data == {"first": 1, "last": 3}
    assert [(problem.line, problem.code) for problem in problems] == [(2, "key-not-text")]


@pytest.mark.parametrize(
    ("text", "line", "column", "code"),
    [
        ("a: &x [1]\nb: *x", 1, 4, "yaml-alias"),
        ("a: 1\nb: *x", 2, 4, "yaml-alias"),
        ("*x : b", 1, 1, "yaml-alias"),
        ("a: !!python/object/apply:os.system [x]", 1, 4, "yaml-tag"),
        ("a:\n  - !!str 12", 2, 5, "yaml-tag"),
        ("a: ! x", 1, 4, "yaml-tag"),
        ("a: [[[[[[[[[[[[1]]]]]]]]]]]]", 1, 15, "yaml-depth"),
        ("- a", 1, 1, "front-matter-not-mapping"),
        ("words", 1, 1, "front-matter-not-mapping"),
        ('a: "\\0"', 1, 4, "character-forbidden"),
        ('a: b\nc: "d\\x1b[31m"', 2, 4, "character-forbidden"),
        ("a: \ud800", 1, 4, "character-forbidden"),
        ("a: b\nc: \x07", 2, 4, "character-forbidden"),
        ('a: "b\\u202ec"', 1, 4, "character-forbidden"),
    ],
)
def test_what_is_refused_is_one_problem_at_its_place(
    text: str, line: int, column: int, code: str
) -> None:
    assert place(only_problem(text)) == (line, column, code)


@pytest.mark.parametrize(
    ("text", "line", "column", "what"),
    [
        ("a: b: c", 1, 5, "a colon and a space stand inside a value"),
        ("ok: 1\na: 'x\nb: c", 2, 4, "a quotation mark is not closed"),
        ("a: [1, 2\nb: 3", 1, 4, "a list or a mapping is not closed, or a comma is missing in it"),
        ("a: {b", 1, 4, "a list or a mapping is not closed, or a comma is missing in it"),
        ('a: "\\q"', 1, 5, "a backslash stands before a sign that it cannot escape"),
        ("a: 1\nb", 2, 1, "a line has no colon after its key"),
        ("a: 'b' c", 1, 8, "text follows the ' that closes the value"),
        ("a: - b", 1, 4, "a list begins on the line of its key"),
        ("a: 1\n...\nb", 3, 1, "text follows the line of ... that ends the YAML"),
        ("a:\n- b\nc\n", 3, 1, "a line has no colon after its key"),
    ],
)  # fmt: skip
def test_yaml_that_cannot_be_read_is_one_problem_in_words_for_people(
    text: str, line: int, column: int, what: str
) -> None:
    problem = only_problem(text)
    assert place(problem) == (line, column, "yaml-unreadable")
    assert problem.what.startswith(f"the YAML cannot be read: {what}")
    assert problem.mend


TAB, NBSP, ZWSP = "\t", "\u00a0", "\u200b"


@pytest.mark.parametrize(
    ("text", "line", "column", "what", "mend"),
    [
        (f"a:\n{TAB}b: c", 2, 1, "a tab stands in the indent", "indent with ordinary spaces"),
        (f"a:\n  - b: c\n{TAB}d: e", 3, 1, "a tab stands in the indent", "indent"),
        (f"a:\n  -{TAB}b: c\n    d: e", 2, 4, "a tab stands after a dash", "write an ordinary"),
        (f"a: b\nc:{NBSP}d\n", 2, 3, "a no-break space (U+00A0) stands after c:", "write an ord"),
        (f"a:{NBSP}b\nc: d", 1, 3, "a no-break space (U+00A0) stands after a:", "write an ord"),
        (f"a:\n{NBSP}{NBSP}- b: c\n    d: e", 2, 1, "a no-break space (U+00A0) stands in the in",
         "indent with"),
        (f"a:\n  -{NBSP}b: c\n    d: e", 2, 4, "a no-break space (U+00A0) stands after a dash",
         "write an ord"),
        (f"a:\n  - b: c\n  {ZWSP}- d: e", 3, 3, "a zero width space (U+200B) stands in the indent",
         "indent with"),
        ("a: “b: c”", 1, 4, "a value begins with “, which YAML does not take for a quotation mark",
         'write "'),
        ('a: "b”\nc: d', 1, 4, 'a quotation mark is not closed: ” is another sign than "',
         'close it with "'),
        ('a: "b\nc: "d"\n', 1, 4, "a quotation mark is not closed", "close it"),
        ('a: "b\nc: d\ne: "f"\n', 1, 4, "a quotation mark is not closed", "close it"),
        ("a: 'b’\nc: d\ne: 'f'\n", 1, 4, "a quotation mark is not closed: ’ is an", "close it"),
        ("a:b\nc: d\n", 1, 2, "no space stands after a:", "write a: and a space"),
        ("a:\n- b:c\n  d: e\n", 2, 4, "no space stands after b:", "write b: and a space"),
        ("a: 1\nb：c\n", 2, 2, "： stands after b, which YAML does not take for", "write b:"),
        ("a: [b,", 1, 4, "a list or a mapping is not closed", "separate with commas"),
        ("a:\n  {b: ", 2, 3, "a list or a mapping is not closed", "separate with commas"),
        ("a: @b", 1, 4, "a value begins with @, a sign that YAML keeps for itself", "put the val"),
        ("a: ]b", 1, 4, "a value begins with ], a sign that YAML keeps for itself", "put the val"),
    ],
)  # fmt: skip
def test_a_sign_that_stands_in_the_way_is_named(
    text: str, line: int, column: int, what: str, mend: str
) -> None:
    problem = only_problem(text)
    assert place(problem) == (line, column, "yaml-unreadable")
    assert problem.what.startswith(f"the YAML cannot be read: {what}")
    assert problem.mend.startswith(mend)


@pytest.mark.parametrize(
    ("text", "code", "named"),
    [
        (f"{ZWSP}---\na: b\n---\n", "front-matter-missing", "a zero width space (U+200B)"),
        (f"---{NBSP}\na: b\n---\n", "front-matter-missing", "a no-break space (U+00A0)"),
        (f"---\na: b\n---{NBSP}\n", "front-matter-unclosed", "line 3 holds a no-break space"),
        (f"---\na:{NBSP}b\n---\n", "front-matter-not-mapping", "a no-break space (U+00A0) stands"),
    ],
)
def test_a_sign_that_hides_the_head_is_named(text: str, code: str, named: str) -> None:
    _, (problem,) = read("a.md", text)
    assert problem.code == code
    assert named in problem.what


@pytest.mark.parametrize(
    "text",
    [
        "“Un essai”", "„Ein Versuch“", "‘Un essai’", "‘L’essai’", "＂Un essai＂", 'Une donnée."',
        'Une "donnée"."', "Une donnée.'", "Une donnée.”", '“Un essai"', "“Un essai", "donnée\"",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["a: {}", "a:\n  - {}", "a: [{}]", "a: {{b: {}}}", "a:\n- b: {}"])
def test_a_quotation_mark_that_readers_would_see_is_told(form: str, text: str) -> None:
    _, problems = read_yaml("x.yaml", form.format(text))
    assert [problem.code for problem in problems] == ["yaml-quotation"]


@pytest.mark.parametrize(
    "text",
    [
        "« Un essai »", "Il dit « oui »", 'Il dit "oui"', 'Il dit "oui".', "“Oui” ou “non”",
        "Il dit “oui”", "“Oui”, dit-il", "C’est l’été", "l'été", "Un 'essai.'", "the users'",
        '"“Un essai”"', "'Une donnée.\"'", '"Une donnée.\\""', "8\"x10\"", "rock 'n' roll'",
    ],
)  # fmt: skip
@pytest.mark.parametrize("form", ["a: {}", "a:\n  - {}", "a:\n- b: {}"])
def test_quotation_marks_that_belong_to_a_text_are_nobodys_concern(form: str, text: str) -> None:
    assert front(form.format(text))


def test_a_second_document_is_refused() -> None:
    assert place(only_problem("a: 1\n---\nb: 2\n")) == (2, 1, "yaml-unreadable")


def test_a_problem_in_a_head_has_its_line_in_the_file() -> None:
    _, problems = read("a.md", "---\ntitle: ok\nnote: 'open\n---\nBody.\n")
    assert [place(problem) for problem in problems] == [(3, 7, "yaml-unreadable")]


@pytest.mark.parametrize("text", ["", "Text.\n", "\n---\na: b\n---\n", " ---\n", "---", "----\n"])
def test_a_file_without_a_head_is_told_so(text: str) -> None:
    article, (problem,) = read("a.md", text)
    assert article is None
    assert place(problem) == (1, 1, "front-matter-missing")


@pytest.mark.parametrize(
    "text", ["---\n", "---\na: b\n", "---\na: b\n --- \n", "---\na: b\n----\n"]
)
def test_a_head_that_is_not_closed_is_told_so(text: str) -> None:
    article, (problem,) = read("a.md", text)
    assert article is None
    assert place(problem) == (1, 1, "front-matter-unclosed")


@pytest.mark.parametrize(
    ("text", "body", "line"),
    [("---\na: b\n---", "", 4), ("---\n---\n", "", 3), ("--- \na: b\n---\t\n\nx", "\nx", 4)],
)
def test_a_body_may_be_empty(text: str, body: str, line: int) -> None:
    article, problems = read("a.md", text)
    assert article
    assert not problems
    assert (article.body, article.body_line) == (body, line)


@pytest.mark.parametrize(
    ("raw", "line", "column", "code"),
    [
        (b"caf\xe9", 1, 4, "encoding-not-utf8"),
        ("é\r\nàb".encode() + b"\xff", 2, 3, "encoding-not-utf8"),
        (b"\xff\xfea\x00", 1, 1, "encoding-not-utf8"),
        (b"a\xed\xa0\x80", 1, 2, "encoding-not-utf8"),
        (b"a\xc0\xaf", 1, 2, "encoding-not-utf8"),
        (b"one\ntwo\x00", 2, 4, "character-forbidden"),
        (b"\x1b[31m", 1, 1, "character-forbidden"),
        ("a\u0085b".encode(), 1, 2, "character-forbidden"),
        ("a\u2028b".encode(), 1, 2, "character-forbidden"),
        ("a\ufeffb".encode(), 1, 2, "character-forbidden"),
        ("one\ntwo\u202e".encode(), 2, 4, "character-forbidden"),
        ("a\u2067b".encode(), 1, 2, "character-forbidden"),
        (b"a" * (MAX_SIZE + 1), 1, 1, "file-too-large"),
    ],
)
def test_bytes_that_are_no_text_are_refused_at_the_first_bad_one(
    raw: bytes, line: int, column: int, code: str
) -> None:
    text, (problem,) = decode("a.md", raw)
    assert text is None
    assert place(problem) == (line, column, code)


def test_the_mark_and_the_line_ends_of_other_systems_are_no_part_of_a_text() -> None:
    assert decode("a.md", b"\xef\xbb\xbfone\r\ntwo\rthree\n") == ("one\ntwo\nthree\n", ())


HOSTILE = {
    "brackets": "[" * 100_000,
    "braces": "{a: " * 70_000,
    "dashes": "- " * 100_000,
    "question marks": "? " * 100_000,
    "indents": "".join(f"{' ' * n}a:\n" for n in range(700)),
    "laughs": "a: &a [x]\n" + "".join(f"b{n}: &b{n} [*a, *a, *a]\n" for n in range(30_000)),
    "keys": "a: 1\n" * 55_000,
    "quotes": '"' * 290_000,
    "colons": "a:" * 140_000,
    "digits": "a: " + "1" * 290_000,
    "too large": "a: b\n" * 300_000,
    "dashes of a head": "---\n" * 70_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_little_and_breaks_nothing(name: str) -> None:
    began = time.process_time()
    read_yaml("x.yaml", HOSTILE[name])
    read("a.md", f"---\n{HOSTILE[name]}\n---\n")
    assert time.process_time() - began < 10


@pytest.mark.parametrize("name", ["brackets", "braces", "dashes", "question marks", "indents"])
def test_deep_nesting_is_refused_whatever_it_is_made_of(name: str) -> None:
    limit = sys.getrecursionlimit()
    assert only_problem(HOSTILE[name]).code == "yaml-depth"
    assert sys.getrecursionlimit() == limit


@given(st.text() | st.text("[]{}:,-?&*!|>'\"%@`#\n\t ab1\\~", max_size=60))
def test_no_text_breaks_the_reading(text: str) -> None:
    for read_front, problems in (read_yaml("x.yaml", text), read("a.md", f"---\n{text}\n---\nend")):
        assert read_front or problems
        if read_front:
            read_front.positions.value(("a", 0))
        assert all(problem.line >= 1 and problem.column >= 1 for problem in problems)


@given(st.binary() | st.text().map(str.encode))
def test_no_bytes_break_the_decoding(raw: bytes) -> None:
    text, problems = decode("a.md", raw)
    assert (text is None) == bool(problems)


SCALARS = (
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text("aé1:-#'\"[ \n&*!~no")
)
DATA = st.dictionaries(
    st.text("aé1:-#'\"[ &*!~no", min_size=1, max_size=12),
    st.recursive(
        SCALARS,
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text("abc"), inner, max_size=3)
        ),
        max_leaves=8,
    ),
    max_size=5,
)


@given(DATA)
def test_what_a_library_writes_is_read_the_same(data: dict[str, object]) -> None:
    # Numbers and constants of YAML 1.1 are quoted by the library wherever 1.2 reads text.
    written = yaml.safe_dump(data, allow_unicode=True)
    read_front, problems = read_yaml("x.yaml", written)
    if any(problem.code == "yaml-depth" for problem in problems):
        return
    assert read_front
    assert read_front.data == data


def test_ten_thousand_heads_are_read_in_seconds() -> None:
    member = (
        "  - {id: prix, quote: petit paiement, kind: claim, role: announces, said: 2023-09-18}\n"
    )
    text = f"---\ntitle: Un titre\nadded: {date.min}\nannotations:\n{member * 12}---\nLe corps.\n"
    began = time.process_time()
    for _ in range(500):
        read("a.md", text)
    assert time.process_time() - began < 2  # a tenth of that on a machine at rest
