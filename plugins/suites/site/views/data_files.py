"""Data files: those of the whole archive, as the page on the data offers and describes them.

To offer a file more is to add it in `files`, with its words in the catalogue: `data.file-<name>`
and `data.file-<name>-text`. They are there where the site has files of the whole archive.
"""

from collections.abc import Mapping

from suites.analysis.tables import TABLES
from suites.site.file_formats import CSV, JSON, SQLITE
from suites.site.views.reference_lists import FileLink, reference_links
from suites.site.views.view_builder import ViewBuilder


def files(builder: ViewBuilder) -> Mapping[str, tuple[FileLink, ...]]:
    """Return the files that hold all of something, by what they are called in the catalogue."""
    urls = builder.urls
    return {
        "database": (FileLink(urls.database, SQLITE),),
        "package": (FileLink(urls.data_package, JSON),),
        "records": (FileLink(urls.whole_records, JSON),),
        "articles": reference_links(builder, urls.articles, "records"),
        "press": reference_links(builder, urls.articles, "press"),
        "announcements": reference_links(builder, urls.announcements, "records"),
    }


def table_files(builder: ViewBuilder) -> Mapping[str, tuple[FileLink, ...]]:
    """Return the files of each table, by its name."""
    table = builder.urls.table
    return {
        name: tuple(FileLink(table(name, one.ending), one) for one in (CSV, JSON))
        for name in TABLES
    }


def reference_files(builder: ViewBuilder) -> tuple[FileLink, ...]:
    """Return the files that cite the data set, which any site has."""
    return reference_links(builder, builder.urls.data, "record")


def every_file(builder: ViewBuilder) -> tuple[FileLink, ...]:
    """Return all files of the whole archive."""
    found = (*files(builder).values(), *table_files(builder).values())
    return tuple(one for several in found for one in several)
