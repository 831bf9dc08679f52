"""Page line: a line that a page shows to its reader, and the part of the page that it is in."""

from dataclasses import dataclass
from enum import StrEnum

from lxml.html import HtmlElement


class Part(StrEnum):
    """The part of the page in which a line stands."""

    ARTICLE = "article"
    HEADER = "header"
    BESIDE = "beside"
    COMMENTS = "comments"
    ARCHIVE = "archive"


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of a page, the elements that lie in it, and its part of the page."""

    text: str
    elements: tuple[HtmlElement, ...]
    part: Part
