"""Verification: articles beside their captures -> what is proven, and what is not.

Captures are other people's text and stay out of the repository, so this is apart from `checks`: it
proves what it has captures for, and counts the rest. A quotation is proven when it stands in the
capture word for word, folded as quotes are; its cuts [...] may hide anything, in order. Lengths are
compared with the article alone, for menus and readers' comments are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from suites import anchoring
from suites.anchoring import Folded, Quotation
from suites.body import Body
from suites.linked import Linked
from suites.model import Article
from suites.problems import Problem, quoted

CUT = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]")


@dataclass(frozen=True, slots=True)
class CaptureText:
    """What a capture says: the text of its article, and everything that can be read in it."""

    article: str
    whole: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many quotations are proven, how many articles had no capture, and what is wrong."""

    proven: int
    without_capture: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        return f"{self.proven} proven, {self.without_capture} without a capture"


def verify(
    linked: Linked, ids: tuple[str, ...], captures: Mapping[str, CaptureText]
) -> Verification:
    """What the captures, by article id, prove of the articles `ids`.

    `without_capture` counts the quotations of articles that have none here.
    """
    proven = without = 0
    problems: list[Problem] = []
    for id_ in ids:
        article, body = linked.archive.articles[id_], linked.bodies[id_]
        quotations = anchoring.quotations(body.text)
        if id_ not in captures:
            without += len(quotations)
            continue
        capture = captures[id_]
        folded = [anchoring.fold(text) for text in dict.fromkeys((capture.article, capture.whole))]
        for span in quotations:
            words = body.text[span.start : span.end]
            if any(_stands_in(words, text) for text in folded):
                proven += 1
            else:
                problems.append(_misquoted(article, body, span, capture.whole))
        if article.rights.mode == "account":
            problems += _copied(linked, article, body, capture.whole)
            problems += _out_of_proportion(linked, article, body, capture.article)
    return Verification(proven, without, tuple(sorted(problems)))


def _stands_in(words: str, text: Folded) -> bool:
    start = 0
    for part in _parts(words):
        at = _as_words(part, text.text, start)
        if at < 0:
            return False
        start = at + len(part)
    return True


def _parts(words: str) -> list[str]:
    """The parts of a quotation between its cuts, folded."""
    parts = (anchoring.fold(piece).text.strip() for piece in CUT.split(words))
    return [part for part in parts if part]


def _misquoted(article: Article, body: Body, span: Quotation, text: str) -> Problem:
    words = body.text[span.start : span.end]
    folded = anchoring.fold(text).text
    wrong = next((part for part in _parts(words) if _as_words(part, folded, 0) < 0), words)
    near = anchoring.nearest(wrong, text)
    return Problem(
        article.source.path,
        *body.place(span.start),
        "capture-quotation",
        f"the quotation is not in the capture: {quoted(words, 120)}",
        f"the nearest words are: {near}" if near else "quote the capture's own words",
    )


def _as_words(part: str, text: str, start: int) -> int:
    """Where `part` stands in `text` from `start` on, as whole words; -1 when it does not."""
    while (at := text.find(part, start)) >= 0:
        end = at + len(part)
        opens = at == 0 or not (text[at - 1].isalnum() and part[0].isalnum())
        closes = end == len(text) or not (text[end].isalnum() and part[-1].isalnum())
        if opens and closes:
            return at
        start = at + 1
    return -1


def _copied(linked: Linked, article: Article, body: Body, capture: str) -> list[Problem]:
    limit = linked.archive.settings.rights.common_run
    return [
        Problem(
            article.source.path,
            article.source.body_line,
            1,
            "capture-common-run",
            f"the account holds {limit} words or more of the article outside quotation marks: "
            f"{quoted(run, 160)}",
            "say it in our own words, or quote it",
        )
        for run in anchoring.common_runs(_without_quotations(body.text), capture, limit)
    ]


def _without_quotations(text: str) -> str:
    pieces, start = [], 0
    for span in anchoring.quotations(text):
        pieces.append(text[start : span.start])
        start = span.end
    # A sign that no capture holds keeps the words around a quotation from joining.
    return " \uffff ".join((*pieces, text[start:]))


def _out_of_proportion(linked: Linked, article: Article, body: Body, capture: str) -> list[Problem]:
    limits = linked.archive.settings.rights
    whole = len(anchoring.words(capture))
    account = len(anchoring.words(body.text))
    quotations = sum(
        len(anchoring.words(body.text[span.start : span.end]))
        for span in anchoring.quotations(body.text)
    )
    return [
        Problem(
            article.source.path,
            article.source.body_line,
            1,
            "capture-share",
            f"{what} {count} words, more than {share} % of the {whole} words of the article",
            "shorten the account, or link to the article without one",
        )
        for what, count, share in (
            ("the account has", account, limits.account_share),
            ("the quotations have", quotations, limits.quotation_share),
        )
        if count * 100 > share * whole
    ]
