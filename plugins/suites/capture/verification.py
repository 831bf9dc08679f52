"""Verification: the archive beside its captures -> what is proven, and what is not.

Captures are other people's text and stay out of the repository, so this is apart from `checks`: it
proves what it has captures for, and counts the rest. A quotation is proven when it stands in the
capture in whole words, folded as quotes are; its cuts [...] may hide anything, in order. Words
between quotation marks are one wherever they are written: in an account, a title, a summary, a
note, and in an announcement, where any capture of its evidence may have them. So are the words of
a verbatim annotation. Lengths are compared with the article alone, for menus and readers' comments
are no part of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, markdown
from suites.archive.anchoring import Folded, Span
from suites.archive.languages import QuotationMarks
from suites.archive.markdown import Body
from suites.archive.model import Announcement, Article
from suites.archive.model.own_texts import BASIS, own_texts
from suites.archive.problems import Problem, quoted

FEW = 16
"""Captures that are kept folded: those of one announcement are asked for time and again."""

CUT = re.compile(r"\[\s*(?:\.\.\.|…)\s*\]")


@dataclass(frozen=True, slots=True)
class CaptureText:
    """What a capture says: the text of its article, and everything that can be read in it."""

    article: str
    whole: str


@dataclass(frozen=True, slots=True)
class Verification:
    """How many quotations there are, are proven, had no capture; and what is wrong."""

    quotations: int
    proven: int
    without_capture: int
    problems: tuple[Problem, ...]

    def __str__(self) -> str:
        of = f"of {self.quotations} quotations"
        return f"{self.proven} {of} proven, {self.without_capture} without a capture"


@dataclass(frozen=True, slots=True)
class Claimed:
    """Words that are said to be a source's, and the problem where they are not.

    `articles` are the sources that may have them, by their ids.
    """

    words: str
    articles: tuple[str, ...]
    problem: Callable[[str, str, str], Problem]


def verify(
    linked: LinkedArchive, ids: tuple[str, ...], captures: Mapping[str, CaptureText]
) -> Verification:
    """What the captures, by article id, prove of the articles `ids` and of what rests on them.

    `without_capture` counts the quotations for which a capture is missing here.
    """
    quotations = proven = without = 0
    problems: list[Problem] = []
    folded = lru_cache(maxsize=FEW)(lambda id_: _folded(captures[id_]))
    for one in _claimed(linked, ids):
        quotations += 1
        known = [text for id_ in one.articles if id_ in captures for text in folded(id_)]
        if any(_stands_in(one.words, text) for text in known):
            proven += 1
        elif all(id_ in captures for id_ in one.articles):
            problems.append(_misquoted(one, known))
        else:
            without += 1
    for id_ in ids:
        article, text = linked.archive.articles[id_], linked.bodies[id_]
        if id_ in captures and article.rights.mode == "account":
            problems += _copied(linked, article, text, captures[id_].whole)
            problems += _out_of_proportion(linked, article, text, captures[id_].article)
    return Verification(quotations, proven, without, tuple(sorted(problems)))


def _folded(capture: CaptureText) -> list[Folded]:
    return [anchoring.fold(text) for text in dict.fromkeys((capture.article, capture.whole))]


def _claimed(linked: LinkedArchive, ids: tuple[str, ...]) -> Iterator[Claimed]:
    marks = linked.archive.language.quotation_marks
    for id_ in ids:
        article, text = linked.archive.articles[id_], linked.bodies[id_]
        yield from _in_body(linked, article, text)
        yield from _in_texts(article, (id_,), marks)
    asked = set(ids)
    for announcement in linked.archive.announcements.values():
        sources = _sources(id_ for event in announcement.events for id_ in event.evidence)
        if not asked.isdisjoint(sources):
            yield from _in_texts(announcement, sources, marks)


def _sources(evidence: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.partition("#")[0] for one in evidence))


def _in_body(linked: LinkedArchive, article: Article, text: Body) -> Iterator[Claimed]:
    quotations = anchoring.quotations(text.text, linked.archive.language.quotation_marks)
    spans = [Span(one.start, one.end) for one in quotations]
    # In an account, what is verbatim lies inside a quotation, and is proven with it.
    spans += [
        anchor.span
        for anchor in linked.anchored.get(article.id, ())
        if anchor.verbatim and not anchoring.is_verbatim(anchor.span, quotations)
    ]
    for span in spans:
        place = partial(_at, article, text, span.start)
        yield Claimed(text.text[span.start : span.end], (article.id,), place)


def _at(article: Article, text: Body, start: int, code: str, what: str, mend: str) -> Problem:
    return Problem(article.source.path, *text.place(start), code, what, mend)


def _in_texts(
    record: Article | Announcement, sources: tuple[str, ...], marks: QuotationMarks
) -> Iterator[Claimed]:
    for keys, text, is_note, evidence in own_texts(record):
        if marks.opening in text and keys != BASIS:
            words = markdown.parse_note(text).text if is_note else text
            for one in anchoring.quotations(words, marks):
                yield Claimed(
                    words[one.start : one.end],
                    _sources(evidence) or sources,
                    partial(record.source.problem, keys),
                )


def _stands_in(words: str, text: Folded) -> bool:
    start = 0
    for part in _parts(words):
        at = anchoring.first(part, text, start)
        if at < 0:
            return False
        start = at + len(part)
    return True


def _parts(words: str) -> list[str]:
    """The parts of a quotation between its cuts, folded."""
    parts = (anchoring.fold(piece).text.strip() for piece in CUT.split(words))
    return [part for part in parts if part]


def _misquoted(one: Claimed, known: Sequence[Folded]) -> Problem:
    missing = (p for p in _parts(one.words) if all(anchoring.first(p, text) < 0 for text in known))
    wrong = next(missing, one.words)
    near = next(filter(None, (anchoring.nearest(wrong, text.original) for text in known[::-1])), "")
    return one.problem(
        "capture-quotation",
        f"the quotation is not in the capture: {quoted(one.words, 120)}",
        f"the nearest words are: {near}" if near else "quote the capture's own words",
    )


def _copied(linked: LinkedArchive, article: Article, text: Body, capture: str) -> list[Problem]:
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
        for run in anchoring.common_runs(
            _without_quotations(text.text, linked.archive.language.quotation_marks), capture, limit
        )
    ]


def _without_quotations(text: str, marks: QuotationMarks) -> str:
    pieces, start = [], 0
    for span in anchoring.quotations(text, marks):
        pieces.append(text[start : span.start])
        start = span.end
    # A sign that no capture holds keeps the words around a quotation from joining.
    return " \uffff ".join((*pieces, text[start:]))


def _out_of_proportion(
    linked: LinkedArchive, article: Article, text: Body, capture: str
) -> list[Problem]:
    limits = linked.archive.settings.rights
    whole = len(anchoring.words(capture))
    account = len(anchoring.words(text.text))
    quotations = sum(
        len(anchoring.words(text.text[span.start : span.end]))
        for span in anchoring.quotations(text.text, linked.archive.language.quotation_marks)
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
