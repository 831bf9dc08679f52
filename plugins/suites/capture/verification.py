"""Verification: the archive beside its captures -> the quotations that they prove, and problems.

Captures are other people's text and stay out of the repository, so this is apart from `checks`: it
proves the quotations that it has captures for (`quotations`), and counts the rest. Those of an
announcement may be in any capture of its evidence. An article may have several captures: each
proves on its own, and its record says which annotations another one lacks. What an account takes of
its article is the matter of `nearness`.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.archive import anchoring
from suites.archive.anchoring import Folded
from suites.archive.model import Article
from suites.archive.problems import Problem, quoted
from suites.capture import nearness, quotations
from suites.capture.copy_text import CaptureText
from suites.capture.quotations import Claim, claims_of, stands_in

FOLDED_CAPTURES = 16
"""Captures that are kept folded: those of one announcement are asked for time and again."""


class Proof(NamedTuple):
    """A quotation of an article, or of what rests on it, and the copies that have it, or not.

    `place` is its path, line and column, `articles` those that it may be from. Copies are named by
    the id of their article and their own name.
    """

    place: tuple[str, int, int]
    words: str
    articles: tuple[str, ...]
    proven_by: tuple[tuple[str, str], ...]
    lacking: tuple[tuple[str, str], ...]


class Verification(NamedTuple):
    """Numbers of quotations: all, proven, and without a capture; the problems; each quotation.

    `warnings` are about quotations that are proven, and that another copy does not have although
    the record does not say so.
    """

    quotations: int
    proven: int
    without_capture: int
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()
    proofs: tuple[Proof, ...] = ()

    def __str__(self) -> str:
        of = f"of {self.quotations} quotations"
        return f"{self.proven} {of} proven, {self.without_capture} without a capture"


def verify(
    linked: LinkedArchive, ids: tuple[str, ...], copies: Mapping[str, Sequence[CaptureText]]
) -> Verification:
    """Compare the articles `ids`, and the announcements that rest on them, with their copies.

    `copies` are by article id: the captures that are here, of an article any number. A quotation is
    proven by any of them; it is a problem if none has it and no other capture could.
    """
    articles = linked.archive.articles
    problems: list[Problem] = []
    warnings: list[str] = []
    proofs: list[Proof] = []
    without = 0

    @lru_cache(maxsize=FOLDED_CAPTURES)
    def folded(id_: str, at: int) -> list[Folded]:
        return quotations.folded(copies[id_][at])

    def have(words: str, id_: str, at: int) -> bool:
        return stands_in(words, folded(id_, at))

    for claim in _claims(linked, ids):
        here = [(id_, at) for id_ in claim.articles for at in range(len(copies.get(id_, ())))]
        found = [(id_, at, have(claim.words, id_, at)) for id_, at in here]
        by, lacking = (
            tuple((id_, copies[id_][at].name) for id_, at, has in found if has is wanted)
            for wanted in (True, False)
        )
        place = claim.problem("capture-quotation", "", "")
        proofs.append(
            Proof((place.path, place.line, place.column), claim.words, claim.articles, by, lacking)
        )
        if by:
            warnings += _untold(articles, proofs[-1])
        elif all(_are_all_here(articles[id_], copies.get(id_, ())) for id_ in claim.articles):
            problems.append(_misquoted(claim, [text for one in here for text in folded(*one)]))
        else:
            without += 1
    for id_ in ids:
        article, own = articles[id_], copies.get(id_, ())
        for at, copy in enumerate(own):
            problems += _wrongly_lacking(linked, article, copy.name, partial(have, id_=id_, at=at))
        if own and article.rights.mode == "account":
            problems += nearness.problems(linked, article, own)
    proven = sum(bool(one.proven_by) for one in proofs)
    return Verification(
        len(proofs), proven, without, tuple(sorted(problems)), tuple(warnings), tuple(proofs)
    )


def named(article: Article, copy: str) -> str:
    """Return what a copy of an article is called: by its day, and the digest of a capture."""
    capture = next((one for one in article.captures if one.sha256 == copy), None)
    if capture is None:
        archived = next((one for one in article.archived if one.url == copy), None)
        day = f" of {archived.at.text}" if archived and archived.at else ""
        return f"the archived copy{day} ({copy})"
    digest = capture.short_digest
    return f"the capture of {capture.at.text} ({digest})" if capture.at else f"the capture {digest}"


def verdict(linked: LinkedArchive, proof: Proof) -> str:
    """Return a line about a quotation: what proves it, what does not have it, or no copy at all."""
    articles = linked.archive.articles
    by, lacking = (
        ", ".join(named(articles[id_], copy) for id_, copy in copies)
        for copies in (proof.proven_by, proof.lacking)
    )
    said = f"proved in {by}" if by else f"not found in {lacking}" if lacking else "no copy"
    path, line, column = proof.place
    return f"{path}:{line}:{column}: {quoted(proof.words)}: {said}"


def shares(linked: LinkedArchive, proofs: Sequence[Proof]) -> Iterator[str]:
    """Yield a line for each article of several copies: how many of its quotations each has."""
    counts: defaultdict[str, dict[str, list[int]]] = defaultdict(dict)
    for one in proofs:
        if len(one.articles) == 1:
            for has, copies in enumerate((one.lacking, one.proven_by)):
                for id_, name in copies:
                    counts[id_].setdefault(name, [0, 0])[has] += 1
    for id_, by_copy in counts.items():
        if len(by_copy) > 1:
            article = linked.archive.articles[id_]
            parts = (
                f"{has} of {has + lacks} quotations in {named(article, name)}"
                for name, (lacks, has) in by_copy.items()
            )
            yield f"{id_}: {', '.join(parts)}"


def _are_all_here(article: Article, copies: Sequence[CaptureText]) -> bool:
    """Return whether no capture of an article is missing that may have what the others lack."""
    # An archived copy decides nothing: the page may have been another one when it was read.
    names = {copy.name for copy in copies} - {one.url for one in article.archived}
    return bool(names) and all(one.sha256 in names for one in article.captures)


def _untold(articles: Mapping[str, Article], proof: Proof) -> Iterator[str]:
    """Yield a line for each capture that lacks proven words although its record does not say so."""
    proven_in = {id_ for id_, _ in proof.proven_by}
    for id_, name in proof.lacking:
        article = articles[id_]
        if id_ not in proven_in or _is_told(article, name, proof.words):
            continue
        path, line, column = proof.place
        yield (
            f"{path}:{line}:{column}: {named(article, name)} does not have {quoted(proof.words)}\n"
            "  look: the quotation is proven by another one; suites revisit proposes to say so"
        )


def _is_told(article: Article, name: str, words: str) -> bool:
    """Return whether a copy is said to lack an annotation on these words, or on some of them."""
    whole = anchoring.fold(words)
    lacks = (id_ for one in article.captures if one.sha256 == name for id_ in one.lacks)
    told = (article.annotations_by_id[id_] for id_ in lacks if id_ in article.annotations_by_id)
    return any(
        anchoring.find_first(part, whole) >= 0
        or stands_in(words, [anchoring.fold(one.quote.exact)])
        for one in told
        for part in quotations.parts(one.quote.exact)
    )


def _wrongly_lacking(
    linked: LinkedArchive, article: Article, name: str, has: Callable[[str], bool]
) -> Iterator[Problem]:
    """Yield a problem for each annotation that a capture cannot lack, or does not."""
    anchored = {one.annotation.id: one for one in linked.anchored.get(article.id, ())}
    for at, capture in enumerate(article.captures):
        if capture.sha256 != name:
            continue
        for place, id_ in enumerate(capture.lacks):
            if id_ not in anchored:
                continue
            words = anchored[id_].annotation.quote.exact
            what = "" if anchored[id_].verbatim else "are ours, and no capture has them"
            what = "stand in the capture" if has(words) else what
            if what:
                yield article.source.problem(
                    ("captures", at, "lacks", place),
                    "capture-lacks",
                    f"the words of {quoted(id_)} {what}: {quoted(words)}",
                    "take it out of lacks:",
                )


def _claims(linked: LinkedArchive, ids: tuple[str, ...]) -> Iterator[Claim]:
    marks = linked.archive.language.quotation_marks
    for id_ in ids:
        yield from claims_of(linked, linked.archive.articles[id_])
    for announcement in linked.archive.announcements.values():
        sources = articles_of(id_ for event in announcement.events for id_ in event.evidence)
        if not {*ids}.isdisjoint(sources):
            yield from quotations.claims_of_texts(announcement, sources, marks)


def _misquoted(claim: Claim, known: Sequence[Folded]) -> Problem:
    near = quotations.nearest_words(claim.words, known)
    return claim.problem(
        "capture-quotation",
        f"the quotation is not in the capture: {quoted(claim.words, 120)}",
        f"the nearest words are: {near}" if near else "quote the capture's own words",
    )
