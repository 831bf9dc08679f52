"""Captured article: an article as a capture has it, and the grounds of each value.

A guess is never shown as a fact: it keeps the code of its basis, which the catalogue puts into
words (section `basis`), and whether that is the page's own statement or our deduction.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self


@dataclass(frozen=True, slots=True)
class Guess:
    """A value, the code of its basis, and the words of the capture that it was read from.

    `stated` is false when the capture does not simply say it (a weekday, a comment's date …).
    """

    value: str
    basis: str
    words: str = ""
    stated: bool = True


@dataclass(frozen=True, slots=True)
class Doubt:
    """A matter for the contributor: a code of the catalogue's section `doubt`, its values."""

    code: str
    values: Mapping[str, str] = field(default_factory=dict)


FEW_WORDS = 60
"""Words of a text below which it is hardly an article."""


def length_doubts(count: int) -> tuple[Doubt, ...]:
    """Return the doubt about a text of so many words: that it is short, or not there at all."""
    if not count:
        return (Doubt("text-missing"),)
    return (Doubt("text-short", {"n": str(count)}),) if count < FEW_WORDS else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statements:
    """What is said of an article.

    `published` holds EDTF, or EDTF with a time of day and zone as `dates.parse` reads it; `lang`
    BCP 47; `url` an absolute http(s) address that stands in the capture.
    """

    headline: Guess | None = None
    outlet: Guess | None = None
    authors: tuple[Guess, ...] = ()
    published: Guess | None = None
    lang: Guess | None = None
    url: Guess | None = None
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class CapturedArticle(Statements):
    """An article as a capture has it.

    `text` is Markdown: the article without its title, byline and date, and without anything that
    is not the article. `archived` is the address of the copy in a web archive that the page was
    saved from.
    """

    text: str
    archived: Guess | None = None

    def with_doubt(self, code: str, **values: str) -> Self:
        """Return the article with one doubt more."""
        return replace(self, doubts=(*self.doubts, Doubt(code, values)))

    def without_headline(self) -> Self:
        """Return the article with a doubt in the place of a headline that names its outlet."""
        name = self.headline.value if self.headline else ""
        return replace(self.with_doubt("headline-is-outlet", name=name), headline=None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope(Statements):
    """Values of an article that are stated by what it came in, such as the headers of an e-mail.

    They count before the page's own: a template inside says less.
    """
