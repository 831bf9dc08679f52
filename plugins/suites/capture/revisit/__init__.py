"""Revisit: a new capture of an article of the archive -> what it says otherwise than the record.

    capture -> whose article (`matching`) -> quotations that it lacks, facts of its head that differ
    -> a proposal (`proposing`): the capture, and a caveat on what changed

Only the quoted words and the facts of the head are compared: how an article was rewritten otherwise
is not told, and its text is never committed.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, dates
from suites.archive.anchoring import Span
from suites.archive.model import Article
from suites.capture import quotations
from suites.capture.archived_copies.addresses import same_page
from suites.capture.captured_article import CapturedArticle, Guess
from suites.capture.copy_text import CaptureText

CUT_SHORT = 0.6
"""The share of the words of an older copy below which a newer one may be cut, by a paywall say."""


class Gone(NamedTuple):
    """A quotation that a new copy lacks, its place in the body, and the nearest words there.

    The span is None for words that are quoted beside the body.
    """

    words: str
    span: Span | None
    nearest: str


class Fact(NamedTuple):
    """A fact of the head, as the record has it and as the copy does; `is_new` if they differ.

    It is none of the copy's if an older copy reads the same: the record knows better.
    """

    key: str
    recorded: str
    found: str
    is_new: bool


class Comparison(NamedTuple):
    """A new copy beside the record: all quotations, those gone, those of no copy, and the head.

    `is_cut`: the copy has so few of the words of an older one that it may be a part of it.
    """

    quotations: int
    gone: tuple[Gone, ...]
    unproven: tuple[Gone, ...]
    facts: tuple[Fact, ...]
    is_cut: bool = False

    @property
    def is_other(self) -> bool:
        """Whether the copy may be of another page, such as a notice at the same address."""
        is_bare = not self.facts or "headline" in self.changed
        return is_bare and 0 < self.quotations == len(self.gone) + len(self.unproven)

    @property
    def changed(self) -> tuple[str, ...]:
        """The keys of the facts that changed."""
        return tuple(fact.key for fact in self.facts if fact.is_new)


class Copy(NamedTuple):
    """A copy of an article: its texts, and the article that was read from it, if any was."""

    text: CaptureText
    page: CapturedArticle | None = None


def compare(
    linked: LinkedArchive, article: Article, new: Copy, older: Sequence[Copy]
) -> Comparison:
    """Compare a new copy of an article with its record, and with the older copies that are here."""
    claims = list(
        dict.fromkeys((one.words, one.span) for one in quotations.claims_of(linked, article))
    )
    texts, *before = (quotations.folded(copy.text) for copy in (new, *older))
    known = {copy.text.name for copy in older}
    may_have = any(one.sha256 not in known for one in article.captures)
    gone: list[Gone] = []
    unproven: list[Gone] = []
    for words, span in claims:
        if quotations.stands_in(words, texts):
            continue
        one = Gone(words, span, quotations.nearest_words(words, texts))
        had = may_have or any(quotations.stands_in(words, old) for old in before)
        (gone if had else unproven).append(one)
    counts = [len(anchoring.words(copy.text.article)) for copy in (new, *older)]
    return Comparison(
        len(claims),
        tuple(gone),
        tuple(unproven),
        tuple(_facts(article, new.page, [copy.page for copy in older if copy.page])),
        is_cut=counts[0] < CUT_SHORT * max(counts),
    )


def _facts(
    article: Article, page: CapturedArticle | None, older: Sequence[CapturedArticle]
) -> Iterator[Fact]:
    """Yield the facts that record and page both state; what is deduced is no statement."""
    for key, recorded, read, same in (
        ("headline", article.headline or "", lambda one: _stated(one.headline), _same_words),
        (
            "published",
            article.published.text if article.published else "",
            lambda one: _stated(one.published),
            _same_day,
        ),
        ("authors", ", ".join(article.authors), _authors, _same_names),
        ("url", article.url or "", lambda one: _stated(one.url), same_page),
    ):
        found = read(page) if page else ""
        if recorded and found:
            differs = not same(recorded, found)
            is_old = any((was := read(one)) and same(was, found) for one in older)
            yield Fact(key, recorded, found, differs and not is_old)


def _stated(guess: Guess | None) -> str:
    return guess.value if guess and guess.stated else ""


def _authors(page: CapturedArticle) -> str:
    return ", ".join(one.value for one in page.authors if one.stated)


def _same_words(one: str, other: str) -> bool:
    return _words(one) == _words(other)


def _words(text: str) -> list[str]:
    return [word.casefold() for word in anchoring.words(text)]


def _same_names(one: str, other: str) -> bool:
    first, second = ({tuple(_words(name)) for name in text.split(", ")} for text in (one, other))
    return first == second


def _same_day(one: str, other: str) -> bool:
    """Return whether two dates may be the same one: what is vague contradicts nothing."""
    try:
        first, second = dates.parse(one), dates.parse(other)
    except ValueError:
        return True
    return first.earliest <= second.latest and second.earliest <= first.latest
