"""Quotations: the words that an article says to be its source's, and whether a copy has them.

A quotation stands in a copy in whole words, folded as quotes are; its cuts [...] may hide anything,
in order. Words between quotation marks are one wherever they are written: in an account, a title, a
summary, a note, and in an announcement. So are the words of a verbatim annotation.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.archive import anchoring, markdown
from suites.archive.anchoring import Folded, Span
from suites.archive.languages import QuotationMarks
from suites.archive.markdown import Body
from suites.archive.model import Announcement, Article
from suites.archive.model.own_texts import BASIS, own_texts
from suites.archive.problems import Problem
from suites.capture.copy_text import CaptureText

_CUT = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]")


class Claim(NamedTuple):
    """Words said to be those of one of some articles, by their ids, and the problem if not.

    `span` is their place in the body of their article; None for words beside it.
    """

    words: str
    articles: tuple[str, ...]
    problem: Callable[[str, str, str], Problem]
    span: Span | None = None


def claims_of(linked: LinkedArchive, article: Article) -> Iterator[Claim]:
    """Yield the words that an article says to be its source's: in its body, then beside it."""
    marks = linked.archive.language.quotation_marks
    yield from _claims_of_body(linked, article, linked.bodies[article.id])
    yield from claims_of_texts(article, (article.id,), marks)


def _claims_of_body(linked: LinkedArchive, article: Article, body: Body) -> Iterator[Claim]:
    quotations = anchoring.quotations(body.text, linked.archive.language.quotation_marks)
    spans = [Span(quotation.start, quotation.end) for quotation in quotations]
    # In an account, verbatim words lie inside a quotation, and are proven with it.
    spans += [
        anchor.span
        for anchor in linked.anchored.get(article.id, ())
        if anchor.verbatim and not anchoring.is_verbatim(anchor.span, quotations)
    ]
    for span in spans:
        problem = partial(Problem, article.source.path, *body.place(span.start))
        yield Claim(body.text[span.start : span.end], (article.id,), problem, span)


def claims_of_texts(
    record: Article | Announcement, sources: tuple[str, ...], marks: QuotationMarks
) -> Iterator[Claim]:
    """Yield the quotations beside a record's body: of the evidence given there, or `sources`."""
    for keys, text, is_note, evidence in own_texts(record):
        if marks.opening in text and keys != BASIS:
            words = markdown.parse_note(text).text if is_note else text
            problem = partial(record.source.problem, keys)
            for span in anchoring.quotations(words, marks):
                yield Claim(words[span.start : span.end], articles_of(evidence) or sources, problem)


def folded(copy: CaptureText) -> list[Folded]:
    """Return the texts of a copy, folded: the article, and all that can be read beside it."""
    return [anchoring.fold(text) for text in dict.fromkeys((copy.article, copy.whole))]


def stands_in(words: str, texts: Sequence[Folded]) -> bool:
    """Return whether words stand in one of some texts, whole, with their cuts in order."""
    pieces = parts(words)
    return any(_stand_in(pieces, text) for text in texts)


def _stand_in(pieces: Sequence[str], text: Folded) -> bool:
    start = 0
    for part in pieces:
        at = anchoring.find_first(part, text, start)
        if at < 0:
            return False
        start = at + len(part)
    return True


def parts(words: str) -> list[str]:
    """Return the parts of a quotation between its cuts, folded."""
    pieces = (anchoring.fold(piece).text.strip() for piece in _CUT.split(words))
    return [piece for piece in pieces if piece]


def nearest_words(words: str, texts: Sequence[Folded]) -> str:
    """Return the words of some texts that are nearest to those that all of them lack, or none."""
    missing = (
        part for part in parts(words) if all(anchoring.find_first(part, one) < 0 for one in texts)
    )
    wrong = next(missing, words)
    return next(filter(None, (anchoring.nearest(wrong, one.original) for one in texts[::-1])), "")
