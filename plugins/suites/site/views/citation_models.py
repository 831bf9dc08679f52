"""What `citation.completed` adds to a view: how its page is cited, shared and read by programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from suites.site.citations.references import Reference


class CitedWork(NamedTuple):
    """What can be cited: our "record" of a thing, or the article of the "press" that it describes.

    References come in each style, the usual one first; `others` are the names of the other styles,
    and `files` addresses by name of format.
    """

    of: str
    references: tuple[Reference, ...]
    others: str
    files: tuple[tuple[str, str], ...]


class Citation(NamedTuple):
    """How a page is cited: its lasting address, and what is cited on it.

    Without references in styles, `rest` is what follows the page's title in a plain one. `notes`
    are the ids of those that have a permalink of their own, with their numbers.
    """

    permalink: str
    rest: str = ""
    works: tuple[CitedWork, ...] = ()
    notes: tuple[tuple[str, int], ...] = ()


class Metadata(NamedTuple):
    """Our record as reference managers read it; an empty `author` is one they would misread."""

    author: str
    date: str
    genre: str
    rights: str


class Sharing(NamedTuple):
    """Open Graph metadata; `url` and `image` are None while the site's address is not known."""

    type: str
    url: str | None
    image: str | None
    image_alt: str
