"""Page: what one capture tells of one article, and how it is known.

A guess is never shown as a fact: it keeps the code of what it rests on, which the catalogue puts
into words (section `basis`), and whether that is the page's own statement or our deduction.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, the code of what it rests on, and the words of the capture that it was read from.

    `stated` is false when the capture does not simply say it (a weekday, a comment's date …).
    """

    value: str
    basis: str
    words: str = ""
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a contributor should look at: a code of the catalogue's section `doubt`, its values."""

    code: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """One article as a capture tells it.

    `published` holds EDTF, or EDTF with a time of day and zone as `dates.parse` reads it; `lang`
    BCP 47; `url` an absolute http(s) address that stands in the capture. `text` is Markdown: the
    article without its title, byline and date, and without anything that is not the article.
    """

    text: str
    headline: Guess | None = None
    outlet: Guess | None = None
    authors: tuple[Guess, ...] = ()
    published: Guess | None = None
    lang: Guess | None = None
    url: Guess | None = None
    doubts: tuple[Doubt, ...] = ()
