"""What a record shows to others can be cached: each summary and each row is decoded as it was."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from msgspec import msgpack
from support.miniature import CONTENT

from suites.analysis import loading
from suites.analysis.rows import ROWS
from suites.analysis.summary import Summary, summarise
from suites.archive.markdown import parse

AS_OF = date(2026, 1, 15)


@pytest.fixture(scope="module")
def summarised() -> dict[str, tuple[Summary, tuple[tuple[str, str, Any], ...]]]:
    """Of each record of the miniature its summary and its rows."""
    linked = loading.load_archive(CONTENT).linked
    assert linked
    found = {}
    for record in linked.archive.records():
        body = parse(record.body, record.source.body_line)
        summary, rows, problems = summarise(record, body, AS_OF, linked.archive.language)
        assert problems == ()
        found[record.id] = (summary, rows)
    return found


def typed(value: Any) -> Any:
    """A value with the type of each of its parts, for named tuples equal plain ones."""
    if isinstance(value, tuple):
        return type(value), [typed(part) for part in value]
    return type(value), value


def test_a_summary_is_decoded_as_it_was(summarised: Any) -> None:
    for summary, _ in summarised.values():
        decoded = msgpack.decode(msgpack.encode(summary), type=Summary)
        assert typed(decoded) == typed(summary)


@pytest.mark.parametrize("list_", ROWS)
def test_a_row_is_decoded_as_it_was(list_: str, summarised: Any) -> None:
    rows = [row for _, told in summarised.values() for name, _, row in told if name == list_]
    assert rows
    for row in rows:
        decoded = msgpack.decode(msgpack.encode(row), type=ROWS[list_])
        assert typed(decoded) == typed(row)
        assert type(row) is ROWS[list_]


def test_every_row_is_of_a_list(summarised: Any) -> None:
    assert {name for _, told in summarised.values() for name, _, _ in told} == ROWS.keys()


def test_a_record_contributes_no_row_twice(summarised: Any) -> None:
    for _, rows in summarised.values():
        assert len(set(rows)) == len(rows)


def test_references_say_what_a_record_names_and_as_what(summarised: Any) -> None:
    assert summarised["tram-gratuit"][0].check.references == (
        "#free 2022-11-20-echo-tram",
        "#prix-du-trajet 2021-03-02-gazette-tram",
        "announcement tram-ouvert",
        "announcement tram-payant",
        "entity ana-morel",
        "entity tram",
        "theme transports",
    )
