"""Verification: the archive beside its captures -> the quotations that they prove, and problems.

Captures are other people's text and stay out of the repository, so this is apart from `checks`: it
proves the quotations that it has captures for, and counts the rest. A quotation is proven when it
stands in the capture in whole words, folded as quotes are; its cuts [...] may hide anything, in
order. Words between quotation marks are one wherever they are written: in an account, a title, a
summary, a note, and in an announcement, where any capture of its evidence may have them. So are the
words of a verbatim annotation. Lengths are compared with the article alone, for menus and readers'
comments are no part of it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.archive import anchoring, markdown
from suites.archive.anchoring import Folded, Span
from suites.archive.languages import QuotationMarks
from suites.archive.markdown import Body
from suites.archive.model import Announcement, Article
from suites.archive.model.own_texts import BASIS, own_texts
from suites.archive.problems import Problem, quoted

FOLDED_CAPTURES = 16
"""Captures that are kept folded: those of one announcement are asked for time and again."""

CUT = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]")


class CaptureText(NamedTuple):
    """The text of the article in a capture, and everything that can be read in it."""

    article: str
    whole: str


class Verification(NamedTuple):
    """Numbers of quotations: all, proven, and without a capture; and the problems."""

    quotations: int
    proven: int
    without_capture: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        of = f"of {self.quotations} quotations"
        return f"{self.proven} {of} proven, {self.without_capture} without a capture"


class Claim(NamedTuple):
    """Words said to be those of one of some articles, by their ids, and the problem if not."""

    words: str
    articles: tuple[str, ...]
    problem: Callable[[str, str, str], Problem]


def verify(
    linked: LinkedArchive, ids: tuple[str, ...], captures: Mapping[str, CaptureText]
) -> Verification:
    """Compare the articles `ids`, and the announcements that rest on them, with their captures.

    `captures` are by article id.
    """
    quotations = proven = without = 0
    problems: list[Problem] = []

    @lru_cache(maxsize=FOLDED_CAPTURES)
    def folded(id_: str) -> list[Folded]:
        return [anchoring.fold(text) for text in dict.fromkeys(captures[id_])]

    for claim in _claims(linked, ids):
        quotations += 1
        known = [text for id_ in claim.articles if id_ in captures for text in folded(id_)]
        if any(_stands_in(claim.words, text) for text in known):
            proven += 1
        elif all(id_ in captures for id_ in claim.articles):
            problems.append(_misquoted(claim, known))
        else:
            without += 1
    for id_ in ids:
        article = linked.archive.articles[id_]
        if id_ in captures and article.rights.mode == "account":
            problems += _copies(linked, article, captures[id_])
    return Verification(quotations, proven, without, tuple(sorted(problems)))


def _claims(linked: LinkedArchive, ids: tuple[str, ...]) -> Iterator[Claim]:
    marks = linked.archive.language.quotation_marks
    for id_ in ids:
        article = linked.archive.articles[id_]
        yield from _claims_of_body(linked, article, linked.bodies[id_])
        yield from _claims_of_texts(article, (id_,), marks)
    for announcement in linked.archive.announcements.values():
        sources = articles_of(id_ for event in announcement.events for id_ in event.evidence)
        if not {*ids}.isdisjoint(sources):
            yield from _claims_of_texts(announcement, sources, marks)


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
        yield Claim(body.text[span.start : span.end], (article.id,), problem)


def _claims_of_texts(
    record: Article | Announcement, sources: tuple[str, ...], marks: QuotationMarks
) -> Iterator[Claim]:
    for keys, text, is_note, evidence in own_texts(record):
        if marks.opening in text and keys != BASIS:
            words = markdown.parse_note(text).text if is_note else text
            problem = partial(record.source.problem, keys)
            for span in anchoring.quotations(words, marks):
                yield Claim(words[span.start : span.end], articles_of(evidence) or sources, problem)


def _stands_in(words: str, text: Folded) -> bool:
    start = 0
    for part in _parts(words):
        at = anchoring.find_first(part, text, start)
        if at < 0:
            return False
        start = at + len(part)
    return True


def _parts(words: str) -> list[str]:
    """Return the parts of a quotation between its cuts, folded."""
    parts = (anchoring.fold(piece).text.strip() for piece in CUT.split(words))
    return [part for part in parts if part]


def _misquoted(claim: Claim, known: Sequence[Folded]) -> Problem:
    parts = _parts(claim.words)
    missing = (
        part for part in parts if all(anchoring.find_first(part, text) < 0 for text in known)
    )
    wrong = next(missing, claim.words)
    near = next(filter(None, (anchoring.nearest(wrong, text.original) for text in known[::-1])), "")
    return claim.problem(
        "capture-quotation",
        f"the quotation is not in the capture: {quoted(claim.words, 120)}",
        f"the nearest words are: {near}" if near else "quote the capture's own words",
    )


def _copies(linked: LinkedArchive, article: Article, capture: CaptureText) -> Iterator[Problem]:
    """Yield the problems of an account that is too near to its article, or too long beside it."""
    problem = partial(Problem, article.source.path, article.source.body_line, 1)
    limits = linked.archive.settings.rights
    text = linked.bodies[article.id].text
    spans = anchoring.quotations(text, linked.archive.language.quotation_marks)
    starts, ends = (0, *(span.end for span in spans)), (*(span.start for span in spans), len(text))
    # A character that no capture holds keeps the words around a quotation from joining.
    own = " \uffff ".join(text[start:end] for start, end in zip(starts, ends, strict=True))
    for run in anchoring.common_runs(own, capture.whole, limits.common_run):
        yield problem(
            "capture-common-run",
            f"the account holds {limits.common_run} words or more of the article outside quotation "
            f"marks: {quoted(run, 160)}",
            "say it in our own words, or quote it",
        )
    whole = len(anchoring.words(capture.article))
    count = len(anchoring.words(text))
    quoted_count = sum(len(anchoring.words(text[span.start : span.end])) for span in spans)
    of_account = "shorten the account, or link to the article without one"
    of_quotations = "shorten the quotations, or say more in our own words"
    for what, amount, share, mend in (
        ("the account has", count, limits.account_share, of_account),
        ("the quotations have", quoted_count, limits.quotation_share, of_quotations),
    ):
        if amount * 100 > share * whole:
            yield problem(
                "capture-share",
                f"{what} {amount} words, more than {share} % of the {whole} words of the article",
                mend,
            )
