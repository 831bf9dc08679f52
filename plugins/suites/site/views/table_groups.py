"""Table groups: the order in which pages name the tables of the data.

Most work needs a few tables; the others are parts of records, or say what words mean. A table that
is named nowhere here is among the parts.
"""

from collections.abc import Mapping

from suites.analysis.tables import SETTINGS, TABLES, Table
from suites.analysis.tables.vocabulary_tables import OF_ARCHIVE

MAIN = ("announcements", "events", "terms", "evidence", "articles", "annotations", "entities")
"""The tables that stand first, each for what it leads to next."""

LISTS = (*OF_ARCHIVE, SETTINGS.table.name)

GROUPS: Mapping[str, tuple[Table, ...]] = {
    "main": tuple(TABLES[name] for name in MAIN),
    "parts": tuple(one for name, one in TABLES.items() if name not in (*MAIN, *LISTS)),
    "lists": tuple(TABLES[name] for name in LISTS),
}
"""All tables: those that stand first, the other ones of records, and those of the archive."""

ORDERED: tuple[Table, ...] = tuple(one for several in GROUPS.values() for one in several)
