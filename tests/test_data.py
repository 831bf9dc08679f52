"""The data of the archive: its tables in three formats, and the records to make it again from."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import sqlite3
import zlib
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from support.miniature import CONTENT, ROOT, copy_content
from support.withdrawn_records import add_withdrawn_records

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.loading import load_archive
from suites.analysis.tables import TABLES, Cell, Column, Row, all_rows, names
from suites.analysis.tables.reflection import record_node, tables_of
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model import own_theme
from suites.archive.model.archive import FOLDERS, Archive
from suites.archive.model.settings import MODEL, Settings, Vocabulary
from suites.archive.model.values import (
    CorrectableRecord,
    EdtfDate,
    EvidenceId,
    Id,
    NumberOrText,
    Part,
    all_parts,
    author_fields,
    parts_in,
)
from suites.cli import main
from suites.site.exports.data import files
from suites.site.spreadsheets import FORMULAS, unguarded
from suites.site.views import Deployment, ViewBuilder
from suites.site.views.query import database

SITE = "https://example.org/archive"
EXAMPLE = ROOT / "examples/python-removals/content"

HOSTILE = (
    '=HYPERLINK("http://x.example";"y")',
    "'=1+1",
    "+33 1 23",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1)",
    'a "quote", a comma; and a\nnew line',
    "</script><script>alert(1)</script>",
    "{{ 7 * 7 }} %s %d 100 %",
    "שלום עולם 😀",  # signs that turn or hide text are refused when it is read
    "' OR 1=1; DROP TABLE articles; --",
)


def made(content: Path, **deployment: str) -> dict[str, bytes]:
    """Return the files of the data of a content without problems, by their names."""
    return of_linked(load_archive(content).linked, **deployment)


def of_linked(linked: LinkedArchive | None, **deployment: str) -> dict[str, bytes]:
    """Return the files of the data of an archive, by their names."""
    assert linked
    catalogue = read_catalogue(linked.archive.settings.language)
    builder = ViewBuilder(linked, catalogue, Deployment(**{"url": SITE, **deployment}))
    return {address.rpartition("/")[2]: found for address, found in files(builder)}


@pytest.fixture(scope="module")
def data() -> dict[str, bytes]:
    return made(CONTENT)


def opened(data: Mapping[str, bytes]) -> closing[sqlite3.Connection]:
    """Return the database of some data, open until the context ends."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.deserialize(data["archive.sqlite"])
    return closing(connection)


def value(column: Column, cell: str) -> Cell:
    """Return what a cell of a CSV says, by the type of its column."""
    if not cell:
        return None
    match column.type:
        case "integer":
            return int(cell)
        case "number":
            return float(cell)
        case "boolean":
            return {"true": True, "false": False}[cell]
    return unguarded(cell)


def in_csv(data: Mapping[str, bytes], table: str) -> list[Row]:
    text = io.StringIO(data[f"{table}.csv"].decode("utf-8-sig"), newline="")
    head, *lines = csv.reader(text, strict=True)
    columns = TABLES[table].columns
    assert tuple(head) == TABLES[table].names
    return [tuple(value(*one) for one in zip(columns, line, strict=True)) for line in lines]


def in_json(data: Mapping[str, bytes], table: str) -> list[Row]:
    found = json.loads(data[f"{table}.json"])
    assert all(tuple(one) == TABLES[table].names for one in found)
    return [tuple(one.values()) for one in found]


def by_key(table: str, found: Iterator[Row] | list[Row]) -> list[Row]:
    places = [TABLES[table].names.index(name) for name in TABLES[table].key]
    return sorted(found, key=lambda row: [row[place] for place in places])


def rows_by_table(linked: Any) -> dict[str, list[Row]]:
    """Return the rows of each table, in the order of its key."""
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    for name, row in all_rows(linked, f"{SITE}/"):
        found[name].append(row)
    return {name: by_key(name, several) for name, several in found.items()}


def assert_all_formats_say(linked: Any, data: Mapping[str, bytes]) -> None:
    with opened(data) as connection:
        for name, expected in rows_by_table(linked).items():
            assert in_csv(data, name) == expected
            assert in_json(data, name) == expected
            assert by_key(name, connection.execute(f"SELECT * FROM {name}").fetchall()) == expected


def test_csv_json_and_database_say_the_same(data: dict[str, bytes]) -> None:
    assert_all_formats_say(load_archive(CONTENT).linked, data)
    assert all(in_json(data, name) for name in TABLES), "the miniature shows every table"


@pytest.mark.parametrize("content", [CONTENT, EXAMPLE], ids=["miniature", "example"])
def test_rows_are_as_their_tables_say(content: Path) -> None:
    linked = load_archive(content).linked
    assert linked
    found: dict[str, list[Row]] = {name: [] for name in TABLES}
    for name, row in all_rows(linked):
        found[name].append(row)
    types = {"text": str, "date": str, "integer": int, "number": (int, float), "boolean": bool}

    def keys(table: str, columns: tuple[str, ...]) -> list[Row]:
        places = [TABLES[table].names.index(one) for one in columns]
        return [tuple(row[place] for place in places) for row in found[table]]

    for name, table in TABLES.items():
        for row in found[name]:
            for column, cell in zip(table.columns, row, strict=True):
                choices = column.choices(linked.archive.vocabulary)
                if cell is None:
                    assert not column.required, (name, column.name)
                else:
                    assert isinstance(cell, types[column.type])  # type: ignore[arg-type]
                    assert not choices or cell in choices, (name, column.name)
        if table.key:
            assert len(set(keys(name, table.key))) == len(found[name]), name
        for foreign in table.foreign_keys:
            known = set(keys(foreign.table, foreign.of))
            assert all(None in key or key in known for key in keys(name, foreign.columns))


def test_every_key_of_the_model_is_in_a_table_or_left_out_with_a_reason() -> None:
    known = {column.key for table in TABLES.values() for column in table.columns}
    known |= names.LEFT_OUT.keys()
    parts = all_parts([*FOLDERS.values(), Settings, Vocabulary])
    missing = [
        f"{part.__name__}.{name}"
        for part in parts
        if part.__module__ != own_theme.__name__
        for name, hint in get_type_hints(part, include_extras=True).items()
        if name in author_fields(part)
        and not any(f"{owner.__name__}.{name}" in known for owner in part.__mro__)
        and not parts_in(hint)  # their own keys are asked for
    ]
    assert missing == []


class Speech(Part):
    heard: EdtfDate | None = None
    by: tuple[EvidenceId, ...] = ()


class Letter(CorrectableRecord):
    stamp: NumberOrText
    speech: Speech | None = None
    speaker: Id | None = None


def test_a_key_that_the_model_gains_is_a_column() -> None:
    columns, *_ = (table.columns for table in tables_of(record_node(Letter, "letters", "letter")))
    assert [(one.name, one.type, one.required) for one in columns] == [
        ("id", "text", True),
        ("stamp", "text", True),
        ("stamp_number", "number", False),
        ("speech_heard", "text", False),
        ("speech_heard_earliest", "date", False),
        ("speech_heard_latest", "date", False),
        ("speaker", "text", False),
    ]


@pytest.mark.parametrize("content", [CONTENT, EXAMPLE], ids=["miniature", "example"])
def test_the_archive_is_made_again_from_its_records(content: Path, tmp_path: Path) -> None:
    assert_made_again(content, tmp_path)


def assert_made_again(content: Path, folder: Path) -> None:
    records = folder / "records.json"
    records.write_bytes(made(content)["records.json"])
    assert main(["rebuild", str(records), str(folder / "content")]) == 0
    read, again = load_archive(content), load_archive(folder / "content")
    assert again.problems == ()
    assert again.linked
    assert read.linked
    assert contents(again.linked.archive) == contents(read.linked.archive)


@pytest.mark.parametrize("path", ["../archive.yaml", "themes/../../x.md", "/themes/x.md", "x.md"])
def test_no_record_is_written_where_none_lies(
    path: str, data: dict[str, bytes], tmp_path: Path
) -> None:
    document = json.loads(data["records.json"])
    document["records"][0]["path"] = path
    for wrong in (document, {"records": []}, []):
        (tmp_path / "records.json").write_text(json.dumps(wrong), "utf-8")
        with pytest.raises(SystemExit, match=r"is not the records\.json of an archive"):
            main(["rebuild", str(tmp_path / "records.json"), str(tmp_path / "content")])
    with pytest.raises(SystemExit, match="is there already"):
        main(["rebuild", str(tmp_path / "records.json"), str(tmp_path)])
    assert [one.name for one in tmp_path.iterdir()] == ["records.json"]


@pytest.mark.parametrize("wrong", ["two records at one path", "lists in lists without end"])
def test_no_half_of_an_archive_is_made_again(
    wrong: str, data: dict[str, bytes], tmp_path: Path
) -> None:
    document = json.loads(data["records.json"])
    document["records"].append(document["records"][0])
    held = json.dumps(document) if wrong.startswith("two") else "[" * 100_000
    (tmp_path / "records.json").write_text(held, "utf-8")
    with pytest.raises(SystemExit, match=r"is not the records\.json of an archive"):
        main(["rebuild", str(tmp_path / "records.json"), str(tmp_path / "content")])
    assert [one.name for one in tmp_path.iterdir()] == ["records.json"]


def contents(archive: Archive) -> dict[str, Any]:
    """Return what an archive says, without the places of its keys in files."""
    whole = {"settings": archive.settings, "vocabulary": archive.vocabulary}
    found = {**whole, **{record.id: record for record in archive.records()}}
    return {
        name: (type(one), {key: held for key, held in dict(one).items() if key != "source"})
        for name, one in found.items()
    }


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("3.0", "3"),
        ("9007199254740993", "null"),
        ("1e300", "1e300"),
        ("0.1", "0.1"),
        ('"3"', "null"),
    ],
)
def test_a_number_is_written_as_short_as_it_is(written: str, number: str, tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    path = next(one for one in content.rglob("*.md") if "{value: " in one.read_text("utf-8"))
    text = path.read_text("utf-8")
    path.write_text(re.sub(r"(\{value: )[^,}]*", rf"\g<1>{written}", text, count=1), "utf-8")
    loaded = load_archive(content)
    lines = of_linked(loaded.linked)["elements.json"].decode().splitlines()
    value = json.dumps(written.strip('"').replace("1e300", "1e+300"))
    assert any(f'"value":{value},"value_number":{number},' in line for line in lines)


def test_the_database_is_sound_and_knows_its_model(data: dict[str, bytes]) -> None:
    with opened(data) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        assert connection.execute("PRAGMA user_version").fetchall() == [(MODEL,)]
        connection.execute("INSERT INTO search (search) VALUES ('integrity-check')")
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            connection.execute("UPDATE relations SET type = 'likes'")
        connection.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
            connection.execute("UPDATE articles SET outlet = 'nobody' WHERE outlet IS NOT NULL")


def test_the_full_text_search_finds_words_without_their_accents(data: dict[str, bytes]) -> None:
    question = """
        SELECT s.record, s.part, s.field, snippet(search, 0, '[', ']', '…', 6)
        FROM search JOIN searchable AS s ON s.id = search.rowid
        WHERE search MATCH ? ORDER BY rank
    """
    with opened(data) as connection:
        found = connection.execute(question, ("electrique",)).fetchall()
        assert (
            "navette-electrique",
            None,
            "announcements.title",
            "La navette [électrique]",
        ) in found
        fields = {field for (field,) in connection.execute("SELECT DISTINCT field FROM searchable")}
        assert fields >= {"annotations.quote_exact", "annotations.note", "events.note"}
        ((left,),) = connection.execute("SELECT count(*) FROM searchable WHERE text IS NULL")
        assert left == 0


def test_the_views_of_the_database_answer(data: dict[str, bytes]) -> None:
    moved = """SELECT due_before, due, moved_days FROM moved_terms
        WHERE announcement = 'navette-electrique' ORDER BY event"""
    with opened(data) as connection:
        assert connection.execute(moved).fetchall() == [
            ("2021-06", "2021-12", 184),
            ("2021-12", "2022-03", 90),
        ]
        quotes = connection.execute("SELECT count(*) FROM quoted_evidence").fetchall()
        assert quotes == connection.execute("SELECT count(*) FROM evidence").fetchall()
        label = "SELECT label FROM labels WHERE list = 'stage' AND value = 'launched'"
        assert len(connection.execute(label).fetchall()) == 1


def test_the_questions_of_the_document_are_answered(data: dict[str, bytes]) -> None:
    document = (ROOT / "docs/data.md").read_text("utf-8")
    (search,) = re.findall(r"```sql\n(.*?)```", document, re.DOTALL)
    (moved,) = re.findall(r'archive\.sqlite "(.*)"', document)
    named = set(re.findall(r"^\| `(\w+)` \|", document, re.MULTILINE))
    with opened(data) as connection:
        views = connection.execute("SELECT name FROM sqlite_schema WHERE type = 'view'")
        assert {name for (name,) in views} == named
        assert connection.execute(search).fetchall() == []  # these words are of another archive
        assert len(connection.execute(moved).fetchall()) == 3


def test_a_quote_stands_where_its_row_says(data: dict[str, bytes]) -> None:
    with opened(data) as connection:
        found = connection.execute(
            """SELECT substr(a.text, n.text_start + 1, n.text_end - n.text_start), n.quote_exact
            FROM annotations AS n JOIN articles AS a ON a.id = n.article"""
        ).fetchall()
    assert len(found) > 40
    for words, quote in found:
        assert " ".join(words.split()).replace("\N{NO-BREAK SPACE}", " ")[:5] in quote


def test_a_fact_has_no_verdict(data: dict[str, bytes]) -> None:
    with opened(data) as connection:
        found = connection.execute(
            "SELECT DISTINCT kind = 'fact', verdict IS NULL FROM announcements ORDER BY 1"
        ).fetchall()
    assert found == [(0, 0), (1, 1)]


def test_terms_say_which_one_counts_and_an_open_end_has_no_day(data: dict[str, bytes]) -> None:
    with opened(data) as connection:
        counts = connection.execute(
            "SELECT announcement, sum(counts) FROM terms GROUP BY 1 HAVING sum(counts) > 1"
        )
        assert counts.fetchall() == []
        dated = connection.execute("SELECT due, due_earliest, due_latest FROM terms").fetchall()
    assert ("2022-06/..", "2022-06-01", None) in dated
    assert {(first, last) for due, first, last in dated if due in ("none", "withdrawn")} == {
        (None, None)
    }


def hostile_content(folder: Path) -> Path:
    """Return a copy of the miniature that has hostile texts wherever texts of others stand."""
    content = copy_content(folder)
    for number, text in enumerate(HOSTILE):
        article = f"hostile-{number}"
        said = json.dumps(text, ensure_ascii=False)
        (content / f"articles/undated/{article}.md").write_text(
            f"---\ntitle: {said}\nheadline: {said}\nauthors: [{said}]\nlang: fr\n"
            f'rights: {{statement: InC, mode: link}}\nsummary: {said}\nadded: "2026-01-09"\n'
            "---\nUn texte sur [[omnibus-de-la-baie]].\n",  # its old id
            "utf-8",
        )
    return content


def hostile_files(folder: Path) -> dict[str, bytes]:
    """Return the files of the data of hostile content."""
    return of_linked(load_archive(hostile_content(folder)).readable)


def test_hostile_texts_come_through_and_no_spreadsheet_runs_them(tmp_path: Path) -> None:
    linked = load_archive(hostile_content(tmp_path)).readable
    data = of_linked(linked)
    assert_all_formats_say(linked, data)
    title = TABLES["articles"].names.index("title")
    titles = {
        str(row[title]).replace("\N{NO-BREAK SPACE}", " ") for row in in_json(data, "articles")
    }
    assert titles > set(HOSTILE)
    with opened(data) as connection:
        links = "SELECT DISTINCT target FROM links WHERE record LIKE 'hostile-%'"
        assert connection.execute(links).fetchall() == [("regie-de-la-baie",)]
    for name in TABLES:
        text = data[f"{name}.csv"].decode("utf-8-sig")
        for line in csv.reader(io.StringIO(text, newline=""), strict=True):
            assert not any(cell.startswith(FORMULAS) and not number(cell) for cell in line)


def number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def test_the_package_says_what_its_files_are(data: dict[str, bytes]) -> None:
    package = json.loads(made(CONTENT, commit="0a1b2c3")["datapackage.json"])
    assert package["version"] == "0a1b2c3"
    assert package["homepage"] == f"{SITE}/donnees/"
    assert package["licenses"] == [
        {
            "name": "CC-BY-4.0",
            "title": "CC-BY-4.0",
            "path": "https://spdx.org/licenses/CC-BY-4.0.html",
        }
    ]
    assert package["temporal"] == "2020-01-01/2022-12-31"
    terms = next(one for one in package["resources"] if one["name"] == "terms")
    described_columns = {one["name"]: one for one in terms["schema"]["fields"]}
    assert described_columns["moved_days"]["type"] == "integer"
    assert all(one["description"] for one in described_columns.values())
    assert {
        "fields": ["speaker"],
        "reference": {"resource": "entities", "fields": ["id"]},
    } in terms["schema"]["foreignKeys"]
    described = {one["path"]: one for one in package["resources"]}
    assert described.keys() == data.keys() - {"datapackage.json"}
    for path, one in described.items():
        assert one["bytes"] == len(data[path])
        assert one["hash"] == f"sha256:{hashlib.sha256(data[path]).hexdigest()}"


def test_withdrawn_records_are_in_no_file(tmp_path: Path) -> None:
    content = add_withdrawn_records(copy_content(tmp_path))
    linked = load_archive(content).linked
    assert linked
    assert linked.archive.withdrawn
    data = made(content)
    for id_ in linked.archive.withdrawn:
        assert not [name for name, found in data.items() if f'"{id_}"'.encode() in found]
        with opened(data) as connection:
            assert "".join(connection.iterdump()).count(f"'{id_}'") == 0


def test_the_same_archive_gives_the_same_bytes(data: dict[str, bytes], tmp_path: Path) -> None:
    again = made(copy_content(tmp_path))
    assert {name: zlib.crc32(one) for name, one in again.items()} == {
        name: zlib.crc32(one) for name, one in data.items()
    }
    linked = load_archive(CONTENT).linked
    assert linked
    builder = ViewBuilder(linked, read_catalogue("fr"), Deployment(url=SITE))
    assert database(builder) == data["archive.sqlite"], "and so does the one that is asked"
    head = data["archive.sqlite"][:100]
    told = (head[24:28], head[92:96], head[96:])  # changes, valid for which, number of the library
    assert told == (bytes(4),) * 3, "see https://www.sqlite.org/fileformat2.html"
