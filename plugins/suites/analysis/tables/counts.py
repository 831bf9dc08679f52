"""Counts: how many rows the tables have of which lists are kept, without reading any record.

A page that says them is made in the time of a page; `all_rows` reads the whole archive.
"""

from collections.abc import Mapping

from suites.analysis import rows
from suites.analysis.linked_archive import LinkedArchive


def row_counts(linked: LinkedArchive) -> Mapping[str, int]:
    """Return the number of rows by table; those that would need records to be read have none."""

    def count(*lists: str) -> int:
        return sum(len(linked.rows(one)) for one in lists)

    records = {
        "articles": count(rows.ARTICLES),
        "announcements": count(rows.ANNOUNCEMENTS),
        "entities": count(rows.ENTITIES, rows.OUTLETS),
        "themes": count(rows.THEMES),
        "pages": count(rows.PAGES),
    }
    corrections = linked.rows(rows.CORRECTIONS)
    return {
        **records,
        "all_records": sum(records.values()),
        "annotations": sum(len(linked.anchors[one.order.id]) for one in linked.rows(rows.ARTICLES)),
        "events": count(rows.FEED_EVENTS),
        "relations": count(rows.RELATIONS),
        "comparisons": count(rows.PAIRS),
        "aliases": count(rows.ALIASES),
        "corrections": sum(1 for one in corrections if not one.annotation),
    }
