"""Data files: those of the whole archive, as the page on the data offers and describes them.

To offer a file more is to add it in `files`, with its words in the catalogue: `data.file-<name>`
and `data.file-<name>-text`. They are there where the site has files of the whole archive.
"""

from collections.abc import Mapping
from functools import partial
from typing import NamedTuple

from suites.analysis.tables import TABLES
from suites.site.exports import CSL_JSON, REFERENCES, SQLITE
from suites.site.views.view_builder import ViewBuilder


class DataFile(NamedTuple):
    """A file: its address in the site, the name of its format, and its media type."""

    url: str
    format: str
    media_type: str


def files(builder: ViewBuilder) -> Mapping[str, tuple[DataFile, ...]]:
    """Return the files that hold all of something, by what they are called in the catalogue."""
    urls, json = builder.urls, "application/json"
    return {
        "database": (DataFile(urls.database, "SQLite", SQLITE),),
        "package": (DataFile(urls.data_package, "JSON", json),),
        "records": (DataFile(urls.whole_records, "JSON", json),),
        "articles": _references(builder, urls.articles, "records"),
        "press": _references(builder, urls.articles, "press"),
        "announcements": _references(builder, urls.announcements, "records"),
    }


def table_files(builder: ViewBuilder) -> Mapping[str, tuple[DataFile, ...]]:
    """Return the files of each table, by its name."""
    table = builder.urls.table
    return {
        name: (
            DataFile(table(name, "csv"), "CSV", "text/csv"),
            DataFile(table(name, "json"), "JSON", "application/json"),
        )
        for name in TABLES
    }


def reference_files(builder: ViewBuilder) -> tuple[DataFile, ...]:
    """Return the files that cite the data set, which any site has."""
    return _references(builder, builder.urls.data, "record")


def _references(builder: ViewBuilder, page: str, of: str) -> tuple[DataFile, ...]:
    url = partial(builder.urls.reference, page, of)
    bibtex, ris = REFERENCES
    return (
        DataFile(url("bib"), "BibTeX", bibtex),
        DataFile(url("ris"), "RIS", ris),
        DataFile(url("json"), "CSL-JSON", CSL_JSON),
    )


def every_file(builder: ViewBuilder) -> tuple[DataFile, ...]:
    """Return all files of the whole archive."""
    found = (*files(builder).values(), *table_files(builder).values())
    return tuple(one for several in found for one in several)
