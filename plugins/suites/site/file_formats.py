"""Formats of the files for other programs, for what writes them, links to them or lists them."""

from typing import NamedTuple


class FileFormat(NamedTuple):
    """A format: the ending of its files, the name by which readers know it, its media type."""

    ending: str
    name: str
    media_type: str


BIBTEX = FileFormat("bib", "BibTeX", "application/x-bibtex")
RIS = FileFormat("ris", "RIS", "application/x-research-info-systems")
CSL_JSON = FileFormat("json", "CSL-JSON", "application/vnd.citationstyles.csl+json")
CSV = FileFormat("csv", "CSV", "text/csv")
JSON = FileFormat("json", "JSON", "application/json")
SQLITE = FileFormat("sqlite", "SQLite", "application/vnd.sqlite3")

OF_PAGES = (BIBTEX, RIS)
"""The formats of the references beside a page."""
OF_LISTS = (*OF_PAGES, CSL_JSON)
"""The formats of whole lists of references."""
