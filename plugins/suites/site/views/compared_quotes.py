"""Compared quotes: two quotes, and the words in which they differ."""

from typing import NamedTuple

from suites.site.views import word_diff
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Proof, Ref
from suites.site.views.word_diff import DiffPiece


class ComparedQuote(NamedTuple):
    """One of the two quotes in pieces, with its speaker and its article.

    `said` is the day on which the words were said, where that is not the day of publication.
    """

    proof: Proof
    pieces: tuple[DiffPiece, ...]
    speaker: str
    said: Day | None
    article: Ref


def compared_quotes(
    builder: ViewBuilder, one: str, other: str
) -> tuple[ComparedQuote, ComparedQuote, str]:
    """Return two quotes with what differs in them, and how they are compared, or why not."""
    left, right = builder.proof(one), builder.proof(other)
    pieces, how = _compared(builder, (one, other), left.quote, right.quote)
    sides = _quote(builder, one, left, pieces[0]), _quote(builder, other, right, pieces[1])
    return *sides, how


def _compared(
    builder: ViewBuilder, references: tuple[str, str], left: str, right: str
) -> tuple[tuple[tuple[DiffPiece, ...], tuple[DiffPiece, ...]], str]:
    """Return two quotes in pieces, none where they are not compared, and how or why not."""
    if not all(map(builder.linked.is_verbatim, references)):
        return ((), ()), "gloss"
    evidence = map(builder.linked.evidence, references)
    languages = (one.annotation.quote.lang or one.article.lang for one in evidence)
    if len({language.partition("-")[0] for language in languages}) > 1:
        return ((), ()), "languages"
    pieces = word_diff.differences(left, right)
    return (pieces, "marked") if pieces else (((), ()), "unlike")


def _quote(
    builder: ViewBuilder, reference: str, proof: Proof, pieces: tuple[DiffPiece, ...]
) -> ComparedQuote:
    evidence = builder.linked.evidence(reference)
    annotation = evidence.annotation
    is_other_day = annotation.said and annotation.said != evidence.article.published
    return ComparedQuote(
        proof=proof,
        pieces=pieces or (DiffPiece(proof.quote, False),),
        speaker=builder.ref(annotation.speaker).title if annotation.speaker else "",
        said=builder.day(annotation.said, short=True) if is_other_day else None,
        article=builder.ref(evidence.article.id),
    )
