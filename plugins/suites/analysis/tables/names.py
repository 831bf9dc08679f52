"""Names of tables and columns, where they are not those that follow from the model."""

from collections.abc import Mapping

from suites.analysis.references import EVIDENCE, USES

LISTS: Mapping[str, tuple[str, str]] = {
    "Article.authors": ("article_authors", "author"),
    "Article.archived": ("archived_copies", "archived_copy"),
    "Article.captures": ("article_captures", "capture"),
    "Capture.lacks": ("lacking_captures", "annotation"),
    "Article.annotations": ("annotations", "annotation"),
    "Annotation.elements": ("elements", "element"),
    "Announcement.events": ("events", "event"),
    "Announcement.relations": ("relations", "relation"),
    "Announcement.discrepancies": ("discrepancies", "discrepancy"),
    "Announcement.actors": ("announcement_actors", "actor"),
    "Announcement.products": ("announcement_products", "product"),
    "Announcement.themes": ("announcement_themes", "theme"),
    "Event.outside": ("outside_sources", "outside_source"),
    "Event.read": ("readings", "reading"),
    "Discrepancy.quotes": ("discrepancy_quotes", "quote"),
    "Entity.kind": ("entity_kinds", "kind"),
    "Entity.names": ("entity_names", "name"),
    "Entity.same_as": ("entity_addresses", "same_as"),
    "Record.aliases": ("aliases", "alias"),
    "CorrectableRecord.corrections": ("corrections", "correction"),
}
"""The tables of the lists of the model, and what one member is called. A list that stands nowhere
here is a table `<parent>_<key>`."""

COLUMNS: Mapping[str, str] = {"on": "day"}
"""Columns of other names than their keys: SQL has these words for itself."""

LEFT_OUT: Mapping[str, str] = {
    "Event.evidence": "the table `evidence` has that of events and of relations",
    "Relation.evidence": "the table `evidence` has that of events and of relations",
    "Settings.theme": "how the site looks; `records.json` has it",
}
"""Keys of the model that are no columns, with the reason."""

ALL_RECORDS = "all_records"
"""The table of the records of every kind, which share one space of ids."""

RECORD = "record"
"""The column for a record of any kind."""

TARGETS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "outlet": ("entities", ("id",)),
    "entity": ("entities", ("id",)),
    "theme": ("themes", ("id",)),
    "announcement": ("announcements", ("id",)),
    EVIDENCE: ("annotations", ("article", "id")),
    "element": ("element_keys", ("element",)),
    "unit": ("units", ("unit",)),
}
"""What a use of `references.USES`, or of `NAMED`, leads to: a table and its key."""

NAMED: Mapping[str, str] = {
    **USES,
    "featured": "announcement",
    "element": "element",
    "elements": "element",
    "unit": "unit",
    "per": "unit",
}
"""The keys of the model that name a row of another table, each with its use."""


def singular(key: str) -> str:
    """Return what one member of a list is called that has no name of its own.

    >>> singular("authors"), singular("kind")
    ('author', 'kind')
    """
    return key.removesuffix("s")
