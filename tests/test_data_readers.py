"""The data as those read it who use it: Frictionless, pandas and Datasette, in `make prove`."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from support.length import is_proving
from support.miniature import CONTENT, ROOT
from test_data import EXAMPLE, by_key, hostile_files, made, rows_by_table

from suites.analysis.loading import load_archive
from suites.analysis.tables import TABLES, Row
from suites.site.spreadsheets import unguarded

pytestmark = [
    pytest.mark.prove,
    pytest.mark.skipif(not is_proving(), reason="`make prove` sets up the readers"),
]


def written(data: Mapping[str, bytes], folder: Path) -> Path:
    for name, content in data.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("which", ["miniature", "example", "hostile"])
def test_frictionless_finds_the_package_valid(which: str, tmp_path: Path) -> None:
    import frictionless

    files = {
        "miniature": lambda: made(CONTENT, commit="0a1b2c3"),
        "example": lambda: made(EXAMPLE),
        "hostile": lambda: hostile_files(tmp_path / "content"),
    }
    folder = tmp_path / "data"
    folder.mkdir()
    path = written(files[which](), folder) / "datapackage.json"
    report = frictionless.validate(str(path))
    assert report.flatten(["title", "rowNumber", "fieldName", "note"]) == []
    assert report.valid
    assert len(report.tasks) == len(json.loads(path.read_text("utf-8"))["resources"])


def test_frictionless_sees_a_byte_that_changed_and_a_key_that_leads_nowhere(tmp_path: Path) -> None:
    import frictionless

    path = written(made(CONTENT), tmp_path) / "datapackage.json"
    terms = tmp_path / "terms.csv"
    terms.write_bytes(terms.read_bytes().replace(b"navette-electrique", b"navette-electrisee", 1))
    types = {type_ for (type_,) in frictionless.validate(str(path)).flatten(["type"])}
    assert types == {"hash-count", "foreign-key"}


def test_pandas_reads_the_tables_with_the_types_of_the_package_as_the_document_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written(made(CONTENT), tmp_path)
    document = (ROOT / "docs/data.md").read_text("utf-8")
    (code,) = re.findall(r"```python\n(.*?)```", document, re.DOTALL)
    shown: dict[str, Any] = {}
    exec(code, shown)
    monkeypatch.chdir(tmp_path)
    linked = load_archive(CONTENT).linked
    assert linked
    for name, expected in rows_by_table(linked).items():
        table = TABLES[name]
        frame = shown["table"](name)
        for column in table.columns:
            if column.type == "date" and not frame[column.name].isna().all():
                assert str(frame[column.name].dtype).startswith("datetime64")
        found = [tuple(map(_plain, row)) for row in frame.itertuples(index=False, name=None)]
        assert by_key(name, found) == expected


def _plain(value: Any) -> Any:
    import pandas as pd

    if pd.isna(value):
        return None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    return unguarded(value) if isinstance(value, str) else value


def test_datasette_answers_three_questions(tmp_path: Path) -> None:
    from datasette.app import Datasette

    written(made(CONTENT), tmp_path)
    questions = (
        # Which term of the shuttle moved furthest?
        "SELECT due FROM moved_terms WHERE announcement = 'navette-electrique'"
        " ORDER BY moved_days DESC LIMIT 1",
        # Who spoke of the shuttle?
        "SELECT DISTINCT e.title FROM annotations AS n JOIN entities AS e ON e.id = n.speaker"
        " WHERE n.announcement = 'navette-electrique'",
        # What speaks of electricity first of all?
        "SELECT s.record FROM search JOIN searchable AS s ON s.id = search.rowid"
        " WHERE search MATCH 'electrique' ORDER BY rank LIMIT 1",
    )

    async def answers() -> list[list[Row]]:
        datasette = Datasette([], immutables=[str(tmp_path / "archive.sqlite")])
        await datasette.invoke_startup()
        tables = await datasette.client.get("/archive.json")
        assert {one["name"] for one in tables.json()["tables"]} >= TABLES.keys()
        found = []
        for question in questions:
            answer = await datasette.client.get("/archive.json", params={"sql": question})
            assert answer.status_code == 200, answer.text
            found.append([tuple(row) for row in answer.json()["rows"]])
        row = await datasette.client.get("/archive/evidence?_labels=on")
        assert row.status_code == 200
        return found

    # In a thread of its own: the tests of the browser leave a loop running in this one.
    with ThreadPoolExecutor(1) as thread:
        moved, said, sought = thread.submit(asyncio.run, answers()).result()
    assert moved == [("2021-12",)]
    assert said == [("Hugo Castel",)]
    assert sought == [("navette-electrique",)]
