"""A wrong value is told as it stands in the file, with a mend that an author can follow."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suites.archive import validation
from suites.archive.front_matter import read_yaml
from suites.archive.model import Announcement, Article, Entity, Theme
from suites.archive.model.values import Record
from suites.archive.problems import Problem

ARTICLE = {
    "title": "Essai", "lang": "fr", "rights": "{statement: InC, mode: account}",
    "summary": "Un essai.", "added": '"2026-01-02"',
}  # fmt: skip
ANNOTATION = {"id": "un", "quote": "mot", "kind": "claim", "note": "Un essai."}


def told(kind: type[Record], text: str) -> list[Problem]:
    front, problems = read_yaml("x.md", text)
    assert front, problems
    _, found = validation.record(kind, "x", front, None)
    return [*problems, *found]


def article(**values: str) -> list[Problem]:
    keys = {**ARTICLE, **values}
    return told(Article, "".join(f"{key}: {value}\n" for key, value in keys.items()))


def annotated(*lines: str, **values: str) -> list[Problem]:
    keys = [f"    {key}: {value}" for key, value in {**ANNOTATION, **values}.items()]
    head = "".join(f"{key}: {value}\n" for key, value in ARTICLE.items())
    return told(Article, "\n".join((f"{head}annotations:", "  -", *keys, *lines, "")))


def one(problems: list[Problem]) -> Problem:
    (problem,) = problems
    return problem


@pytest.mark.parametrize("written", ["010", "1e3", "+7", "0.50", "true", "12"])
def test_what_yaml_takes_for_another_thing_is_told_as_it_is_written(written: str) -> None:
    for problem in (one(article(title=written)), one(annotated(id=written))):
        assert problem.what.startswith(f'"{written}" cannot be the value of ')
        assert problem.mend == f'put it between quotation marks: "{written}"'
    assert one(article(authors=f"[Ada, {written}]")).mend.endswith(f': "{written}"')
    assert one(annotated(quote=written)).mend.endswith(f': "{written}"')


@pytest.mark.parametrize(
    ("written", "what"),
    [
        ("010", '"010": it is not an EDTF date'), ("1e3", '"1e3": it is not an EDTF date'),
        ("0999", '"0999": the year is not between 1000 and 2999'),
        ("2023.5", '"2023.5": it is not an EDTF date'), ("true", '"true": it is not an EDTF date'),
    ],
)  # fmt: skip
def test_a_date_that_yaml_takes_for_a_number_is_told_as_it_is_written(
    written: str, what: str
) -> None:
    problem = one(article(published=written))
    assert (problem.code, problem.what[: len(what)]) == ("date-wrong", what)


@pytest.mark.parametrize(
    ("problems", "what", "mend"),
    [
        (
            article(authors="Ada Lovelace"),
            '"Ada Lovelace" cannot be the value of authors',
            "authors is a list: write authors: [Ada Lovelace]",
        ),
        (
            told(Entity, "kind: person, place\nnames: [{name: Ada}]\n"),
            '"person, place" cannot be the value of kind',
            "kind is a list: write kind: [person, place]",
        ),
        (
            article(authors='"a: [b"'),
            '"a: [b" cannot be the value of authors',
            'authors is a list: write authors: ["a: [b"]',
        ),
        (
            article(archived="{url: x}"),
            '"keys and values" cannot be the value of archived',
            "archived is a list: begin each member with - on a line of its own",
        ),
        (
            article(rights="InC"),
            '"InC" cannot be the value of rights',
            "rights is keys and values: mode, statement",
        ),
        (
            article(archived="[x]"),
            '"x" cannot be the value of archived',
            "each member of archived is keys and values: at, url",
        ),
        (
            annotated(quote="[mot]"),
            '"a list" cannot be the value of quote',
            "quote is text, or keys and values: exact, lang, prefix, suffix",
        ),
        (article(title=""), "title has no value", "title is text"),
        (article(title="null"), '"null" cannot be the value of title', "title is text"),
        (
            article(summary='""'),
            '"" cannot be the value of summary',
            "summary is not empty: write it, or leave the key out",
        ),
        (
            article(summary="x" * 5001),
            f'"{"x" * 59}…" cannot be the value of summary',
            "summary has 5,000 signs at most",
        ),
        (
            told(Entity, "kind: []\nnames: [{name: Ada}]\n"),
            '"a list" cannot be the value of kind',
            "kind has one member at least",
        ),
    ],
)
def test_a_value_of_the_wrong_sort_is_told_with_an_example(
    problems: list[Problem], what: str, mend: str
) -> None:
    problem = one(problems)
    assert (problem.code, problem.what, problem.mend) == ("value-wrong", what, mend)


def test_a_list_whose_members_are_all_wrong_is_not_empty_as_well() -> None:
    problems = told(Entity, 'kind: [person]\nnames: [{name: Ada, since: "0000"}]\n')
    assert one(problems).code == "date-wrong"


@pytest.mark.parametrize("key", ["@keys", "@x", "@source", "@id"])
def test_no_key_of_our_own_may_stand_in_a_file(key: str) -> None:
    event = f"events:\n  - stage: announced\n    '{key}': [events, 7]\n"
    found = {
        (3, 5): told(Announcement, f"{event}title: A\nkind: fact\nclaim: B\nadded: 2026\n"),
        (1, 10): told(Theme, f'title: A\n"{key}": b\nsummary: C\n'),
        (3, 29): article(rights=f'{{statement: InC, "{key}": 1, mode: account}}'),
        (10, 5): annotated(f'    "{key}": 1'),
        (7, 13): annotated(quote=f'{{exact: mot, "{key}": 1}}'),
    }
    for problems in found.values():
        problem = one(problems)
        assert problem.code == "key-unknown"
        assert problem.what.startswith(f'the data model has no key "{key}"')


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("title: tarif # 1", "tarif"), ("title: Tarif #1", "Tarif"),
        ("title: été 🙂 # 2", "été 🙂"),
        ("headline: un\n  deux # trois", "un deux"), ("authors: [Ada]\nsummary: a # b", "a"),
        ("authors:\n  - Ada # 1", "Ada"),
    ],
)  # fmt: skip
def test_a_text_that_a_comment_cuts_is_told(line: str, kept: str) -> None:
    others = [f"{key}: {value}" for key, value in ARTICLE.items() if f"{key}:" not in line]
    problem = one(told(Article, "\n".join((*others, line, ""))))
    assert problem.code == "yaml-comment"
    assert problem.what == f'the text ends before the #: YAML reads "{kept}"'


@pytest.mark.parametrize("line", ["headline: #MeToo", "headline: # 1 des ventes", "headline: #1"])
def test_a_text_that_is_a_comment_from_the_first_sign_on_is_told(line: str) -> None:
    key, _, value = line.partition(": ")
    problem = one(article(**{key: value}))
    assert problem.what == "headline has no value: YAML takes what follows # for a comment"
    required = one(article(title=value))
    assert (required.code, required.what[:18]) == ("yaml-comment", "title has no value")


@pytest.mark.parametrize(
    "values",
    [
        {"title": "Un essai  # deux espaces"}, {"lang": "fr # une langue"}, {"title": '"a # b"'},
        {"kind": "news # une valeur"}, {"published": "2023 # une date"}, {"title": "C# et a#"},
        {"headline": "# à trouver"}, {"authors": "[Ada] # une liste"}, {"title": "'a # b' # c"},
    ],
)  # fmt: skip
def test_other_comments_are_nobodys_concern(values: dict[str, str]) -> None:
    assert article(**values) == []


def test_a_sign_that_cannot_be_seen_is_named_where_it_stands() -> None:
    problem = one(article(**{"outlet\u00a0": "essai"}))
    assert problem.code == "key-unknown"
    assert problem.what.endswith(": a no-break space (U+00A0) stands in it")
    assert problem.mend == "write outlet: and ordinary spaces"
    required = told(Theme, "title\u00a0: Essai\nsummary: Un essai.\n")
    assert one(required).code == "key-unknown"
    problem = one(annotated(kind="claim\u200b"))
    assert problem.what.endswith("with a zero width space (U+200B) in it, is not a value of kind")


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from([*Article.model_fields, "@keys", "@id", "exact", "x"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.sampled_from([*Article.model_fields, "@keys", "@x"]), VALUES))
def test_no_data_makes_the_validation_fail(data: dict[str, object]) -> None:
    front, problems = read_yaml("x.md", json.dumps(data))
    if front:
        record, problems = validation.record(Article, "x", front, None)
        assert record or problems
    assert all(problem.what and problem.mend for problem in problems)
