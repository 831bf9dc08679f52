"""Data: the whole archive as tables, as a database and as records to make it again from.

    archive -> Database -> CSV and JSON of each table, SQLite      archive -> records.json
    all of these files -> datapackage.json

Every record is read once for the tables; what the database then holds, the other files say.
"""

from collections.abc import Iterator

from suites.analysis.tables import TABLES, Context, all_rows, archive_rows, record_rows, records
from suites.site.exports.data import package, plain_tables
from suites.site.exports.data.database import Database
from suites.site.exports.data.package import DataFile
from suites.site.exports.data.whole_records import WholeRecords
from suites.site.views import ViewBuilder

SQLITE = "application/vnd.sqlite3"


def files(builder: ViewBuilder) -> Iterator[tuple[str, bytes]]:
    """Yield the addresses of all files of the data, with their contents."""
    urls, made = builder.urls, []
    for address, one in _files(builder):
        made.append(one)
        yield address, one.content
    yield urls.data_package, package.descriptor(builder, made)


def database(builder: ViewBuilder) -> bytes:
    """Return the database by itself, the same as among the files."""
    made = Database(builder.archive.vocabulary)
    made.add(all_rows(builder.linked, builder.deployment.absolute("") or ""))
    return made.contents()


def _files(builder: ViewBuilder) -> Iterator[tuple[str, DataFile]]:
    urls = builder.urls

    def file(
        address: str, media_type: str, content: bytes, table: str = ""
    ) -> tuple[str, DataFile]:
        return address, DataFile(address.removeprefix(urls.data), media_type, content, table)

    context = Context(builder.linked, builder.deployment.absolute("") or "")
    tables, whole = Database(builder.archive.vocabulary), WholeRecords(builder.archive)
    tables.add(archive_rows(context))
    for record in records(builder.linked):
        tables.add(record_rows(context, record))
        whole.add(record)
    yield file(urls.whole_records, "application/json", whole.contents())
    for name, table in TABLES.items():
        content = plain_tables.as_csv(table, tables.rows(table))
        yield file(urls.table(name, "csv"), "text/csv", content, name)
        content = plain_tables.as_json(table, tables.rows(table))
        yield file(urls.table(name, "json"), "application/json", content)
    yield file(urls.database, SQLITE, tables.contents())
