"""Database: the tables as one SQLite file, with keys, full-text search and a few views.

The same archive gives the same bytes: a database in memory counts no changes, and its header names
neither a time nor the version of the library. What the search index looks like inside is the SQLite
library's own, and may change with that version.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping

from suites.analysis.tables import TABLES, Cell, Column, Row, Table
from suites.analysis.tables.fields import EXACT
from suites.archive.model.settings import MODEL, Vocabulary

APPLICATION_ID = int.from_bytes(b"SuDo")
"""By which `file` and its like know a database of this program (PRAGMA application_id)."""

PAGE_SIZE = 4096

TYPES: Mapping[str, str] = {
    "text": "TEXT",
    "date": "TEXT",
    "integer": "INTEGER",
    "number": "REAL",
    "boolean": "INTEGER",
}

SEARCHED: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "articles": ("id", "NULL", ("title", "headline", "summary", "text")),
    "announcements": ("id", "NULL", ("title", "claim", "text")),
    "entities": ("id", "NULL", ("text",)),
    "entity_names": ("entity", "position", ("name",)),
    "themes": ("id", "NULL", ("title", "summary", "text")),
    "pages": ("id", "NULL", ("title", "summary", "text")),
    "annotations": ("article", "id", ("quote_exact", "note")),
    "events": ("announcement", "position", ("occasion", "review", "note")),
    "relations": ("announcement", "position", ("note",)),
    "discrepancies": ("announcement", "position", ("note",)),
}
"""The tables that the search reads: the columns of the record and of its part, those of texts."""

VIEWS = """
CREATE VIEW labels AS
SELECT list, value, label, plural, definition, inverse FROM vocabulary_labels
WHERE language = (SELECT language FROM settings);

CREATE VIEW quoted_evidence AS
SELECT e.announcement, e.position, e.event, e.relation, e.article, e.annotation,
  n.quote_exact AS quote, n.verbatim, n.kind, n.role, n.speaker, n.note,
  a.title AS article_title, o.title AS outlet, a.published, a.published_earliest,
  a.published_latest, n.permalink
FROM evidence AS e
JOIN annotations AS n ON n.article = e.article AND n.id = e.annotation
JOIN articles AS a ON a.id = e.article
LEFT JOIN entities AS o ON o.id = a.outlet;

CREATE VIEW moved_terms AS
SELECT t.announcement, n.title, t.event, t.said, t.said_latest, t.due, t.due_latest,
  (SELECT b.due FROM terms AS b WHERE b.announcement = t.announcement AND b.event < t.event
    AND b.due_latest IS NOT NULL ORDER BY b.event DESC LIMIT 1) AS due_before,
  t.moved_days, t.counts, n.permalink
FROM terms AS t JOIN announcements AS n ON n.id = t.announcement
WHERE t.moved_days <> 0;
"""


class Database:
    """The tables in memory: rows are added in any order, and read in that of their keys."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        """Lay the tables, whose closed values are those of the vocabulary."""
        self._connection = sqlite3.connect(":memory:", isolation_level=None)
        run = self._connection.execute
        run(f"PRAGMA page_size = {PAGE_SIZE}")
        run(f"PRAGMA application_id = {APPLICATION_ID}")
        run(f"PRAGMA user_version = {MODEL}")
        run("PRAGMA encoding = 'UTF-8'")
        run("BEGIN")
        for table in TABLES.values():
            run(definition(table, vocabulary))
        self._insertions = {name: _insertion(table) for name, table in TABLES.items()}

    def add(self, rows: Iterable[tuple[str, Row]]) -> None:
        """Add the rows of any tables, each with the name of its table."""
        run = self._connection.execute
        for table, row in rows:
            run(self._insertions[table], row)

    def rows(self, table: Table) -> Iterator[Row]:
        """Yield the rows of a table in the order of its key, with the values that were added."""
        order = f" ORDER BY {_listed(table.key)}" if table.key else ""
        found = self._connection.execute(f"SELECT {_listed(table.names)} FROM {table.name}{order}")
        booleans = [n for n, one in enumerate(table.columns) if one.type == "boolean"]
        numbers = [n for n, one in enumerate(table.columns) if one.type == "number"]
        if not booleans and not numbers:
            yield from found
            return
        for row in found:
            cells: list[Cell] = list(row)
            for n in booleans:
                cells[n] = None if row[n] is None else bool(row[n])
            for n in numbers:
                number = row[n]
                is_whole = number is not None and number.is_integer() and abs(number) <= EXACT
                cells[n] = int(number) if is_whole else number
            yield tuple(cells)

    def contents(self) -> bytes:
        """Return the file, with its views and its search; nothing can be added any more."""
        self._connection.executescript(VIEWS)  # which commits what was added
        self._connection.executescript(_search())
        self._connection.execute("VACUUM")
        made = self._connection.serialize()
        self._connection.close()
        return made


def definition(table: Table, vocabulary: Vocabulary) -> str:
    """Return the statement that lays a table."""
    lines = [_column(column, vocabulary) for column in table.columns]
    if table.key:
        lines.append(f"PRIMARY KEY ({_listed(table.key)})")
    lines += [
        f"FOREIGN KEY ({_listed(key.columns)}) REFERENCES {key.table} ({_listed(key.of)})"
        for key in table.foreign_keys
    ]
    # A key of several columns is not stored a second time; long texts lie better beside a row id.
    options = "STRICT, WITHOUT ROWID" if len(table.key) > 1 else "STRICT"
    held = ",\n  ".join(lines)
    return f"CREATE TABLE {table.name} (\n  {held}\n) {options}"


def _column(column: Column, vocabulary: Vocabulary) -> str:
    words = [_name(column.name), TYPES[column.type]]
    if column.required:
        words.append("NOT NULL")
    if column.type == "boolean":
        words.append(f"CHECK ({_name(column.name)} IN (0, 1))")
    elif choices := column.choices(vocabulary):
        words.append(f"CHECK ({_name(column.name)} IN ({', '.join(map(_text, choices))}))")
    return " ".join(words)


def _insertion(table: Table) -> str:
    return f"INSERT INTO {table.name} VALUES ({', '.join('?' * len(table.columns))})"


def _search() -> str:
    """Return the statements that lay the full-text search.

    The index holds no text: `searchable` finds it in the tables, for snippets too.
    """
    fields = [
        (f"{table}.{text}", table, record, part, text)
        for table, (record, part, texts) in SEARCHED.items()
        for text in texts
    ]
    cases = "\n  ".join(
        f"WHEN '{field}' THEN (SELECT t.{text} FROM {table} AS t WHERE t.{record} = p.record"
        + ("" if part == "NULL" else f" AND t.{part} = p.part")
        + ")"
        for field, table, record, part, text in fields
    )
    filled = "\n".join(
        f"INSERT INTO search_passages (record, part, field) SELECT {record}, {part}, '{field}' "
        f"FROM {table} WHERE {text} IS NOT NULL ORDER BY 1, 2;"
        for field, table, record, part, text in fields
    )
    return f"""
CREATE TABLE search_passages (
  id INTEGER PRIMARY KEY,
  record TEXT NOT NULL REFERENCES all_records (id),
  part ANY,
  field TEXT NOT NULL
) STRICT;
{filled}
CREATE VIEW searchable AS
SELECT p.id, p.record, p.part, p.field, CASE p.field
  {cases}
END AS text FROM search_passages AS p;
CREATE VIRTUAL TABLE search USING fts5 (
  text, content = 'searchable', content_rowid = 'id', tokenize = 'unicode61 remove_diacritics 2'
);
INSERT INTO search (search) VALUES ('rebuild');
INSERT INTO search (search) VALUES ('optimize');
"""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(map(_name, names))


def _name(name: str) -> str:
    return f'"{name}"'


def _text(value: str) -> str:
    quoted = value.replace("'", "''")
    return f"'{quoted}'"
