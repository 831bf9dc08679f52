"""Data: the whole archive as tables, as a database and as records to make it again from.

    archive -> Database -> CSV and JSON of each table, SQLite      archive -> records.json
    all of these files -> datapackage.json

Every record is read once for the tables; what the database then holds, the other files say.
"""

from collections.abc import Iterator
from hashlib import sha256
from weakref import WeakKeyDictionary

from suites.analysis.tables import TABLES, Context, all_rows, archive_rows, record_rows, records
from suites.site.exports.data import package
from suites.site.exports.data.database import Database
from suites.site.exports.data.package import Resource
from suites.site.exports.data.plain_tables import as_csv, as_json
from suites.site.exports.data.whole_records import WholeRecords
from suites.site.file_formats import CSV, JSON, SQLITE
from suites.site.views import ViewBuilder

_KEPT: WeakKeyDictionary[ViewBuilder, tuple[bytes, dict[str, frozenset[str]]]] = WeakKeyDictionary()
"""The database of the files, with what was read for it, for the page that asks it next: to make it
is nearly all that the page takes."""


def files(builder: ViewBuilder) -> Iterator[tuple[str, bytes]]:
    """Yield the addresses of all files of the data, with their contents."""
    described: list[Resource] = []
    for address, media_type, content, table in _contents(builder):
        name, digest = address.removeprefix(builder.urls.data), sha256(content).hexdigest()
        described.append(Resource(name, media_type, len(content), digest, table))
        yield address, content
    yield builder.urls.data_package, package.descriptor(builder, described)


def database(builder: ViewBuilder) -> bytes:
    """Return the database by itself, the same as among the files, where those were made before."""
    if kept := _KEPT.pop(builder, None):
        content, recorded = kept
        builder.linked.reads.add(recorded)
        return content
    made = Database(builder.archive.vocabulary)
    made.add(all_rows(builder.linked, builder.deployment.absolute("") or ""))
    return made.contents()


def _contents(builder: ViewBuilder) -> Iterator[tuple[str, str, bytes, str]]:
    """Yield the address, the media type and the content of each file, and the table of a CSV.

    Each is large, and let go before the next is made.
    """
    urls = builder.urls
    context = Context(builder.linked, builder.deployment.absolute("") or "")
    tables, whole = Database(builder.archive.vocabulary), WholeRecords(builder.archive)
    tables.add(archive_rows(context))
    for record in records(builder.linked):
        tables.add(record_rows(context, record))
        whole.add(record)
    yield urls.whole_records, JSON.media_type, whole.contents(), ""
    del whole
    for name, table in TABLES.items():
        yield urls.table(name, "csv"), CSV.media_type, as_csv(table, tables.rows(table)), name
        yield urls.table(name, "json"), JSON.media_type, as_json(table, tables.rows(table)), ""
    content = tables.contents()
    _KEPT[builder] = content, builder.linked.reads.recorded()
    yield urls.database, SQLITE.media_type, content, ""
