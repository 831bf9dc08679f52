"""Citations: what others put into their references, for our pages and for the press articles.

    builder -> items (CSL-JSON) -> files of BibTeX, RIS and CSL-JSON, references in words

Our record of an article and the press article that it describes are two items, and no file and no
reference mixes them up.
"""

from typing import Protocol


class TemplateStore(Protocol):
    """Where templates are kept from one build to the next."""

    def read(self, name: str) -> bytes | None:
        """Return what was written under a name; None for nothing."""

    def write(self, name: str, content: bytes) -> None:
        """Write a content under a name."""
