"""Facing: two quotes side by side, what was said then and what was said later."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from suites.analysis.quote_comparison import Pair, pairs
from suites.analysis.rows import PAIRS, UNCOMPARED, PairRow
from suites.archive import dates, urls
from suites.archive.dates import Date
from suites.site.views import word_diff
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, PageSpec, Proof, Ref, Truncated, View
from suites.site.views.word_diff import Piece

LONGEST = 100
"""Pairs that a page of a list may have."""

LISTS = {
    "all": urls.FACING,
    "contradiction": f"{urls.FACING}contradictions/",
    "delay": f"{urls.FACING}retards/",
    "discrepancy": f"{urls.FACING}desaccords/",
}
"""Where each list begins; all but the first hold the pairs of one sort."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One of the two quotes: its words in pieces, who said them, who published them and when.

    `said` is the day on which the words were said, where that is known to be another one.
    """

    proof: Proof
    pieces: tuple[Piece, ...]
    speaker: str
    said: Day | None
    article: Ref


@dataclass(frozen=True, slots=True)
class Difference:
    """An element, as each of the quotes gives it; empty where one does not."""

    element: str
    left: str
    right: str
    differs: bool


@dataclass(frozen=True)
class FacingPage(View):
    """Two quotes, face to face; `how` says what is marked in them, and why or why not."""

    announcement: Ref
    listing: Ref
    relation: str
    target: Ref | None
    gap: str
    left: Quoted
    right: Quoted
    how: str
    marked: bool
    elements: tuple[Difference, ...]
    note: Markup | None
    others: Truncated[Proof]


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """The lists of pairs, and the page of each."""
    found: tuple[PairRow, ...] = builder.linked.rows(PAIRS)
    for name, url in LISTS.items():
        count = sum(name in ("all", row.sort) for row in found)
        for number in range(1, max(1, -(-count // LONGEST)) + 1):
            yield PageSpec(urls.page_of(url, number), "facings", (name, number))
    for row in found:
        yield PageSpec(urls.facing(row.order.id, row.name), "facing", (row.order.id, row.name))
    for row in builder.linked.rows(UNCOMPARED):
        url = urls.facing(row.announcement, row.name)
        yield PageSpec(url, "redirect", (url, row.announcement))


def page(builder: ViewBuilder, announcement: str, name: str) -> FacingPage:
    """The page of a pair; KeyError if the announcement has none of that name."""
    pair = pair_of(builder, announcement, name)
    one, other, rest = sides(builder, pair)
    left, right = builder.proof(one), builder.proof(other)
    found = _marked(builder, (one, other), left, right)
    pieces = found or ((Piece(left.quote, False),), (Piece(right.quote, False),))
    url = urls.facing(announcement, name)
    relation, apart = tie(builder, pair), gap(builder, one, other)
    others = Truncated.of(rest)
    return FacingPage(
        url=url,
        title=heading(builder, pair),
        description=f"{relation} {apart}",
        announcement=builder.ref(announcement),
        listing=list_ref(builder, pair.sort if pair.sort in LISTS else "all"),
        relation=relation,
        target=builder.ref(pair.target) if pair.target else None,
        gap=apart,
        left=_quoted(builder, one, left, pieces[0]),
        right=_quoted(builder, other, right, pieces[1]),
        how=_how(builder, (one, other), marked=bool(found)),
        marked=bool(found),
        elements=_elements(builder, (one, other)),
        note=builder.note(pair.note, url),
        others=Truncated(builder.proofs(others.shown), others.left),
    )


def pair_of(builder: ViewBuilder, announcement: str, name: str) -> Pair:
    """The pair of an announcement that has the name; KeyError if there is none."""
    for pair in pairs(builder.archive.announcements[announcement]):
        if pair.name == name:
            return pair
    raise KeyError(name)


def refs(builder: ViewBuilder, announcement: str) -> tuple[Ref, ...]:
    """The ways from an announcement to its pairs."""
    return tuple(
        pair_ref(builder, pair) for pair in pairs(builder.archive.announcements[announcement])
    )


def sides(builder: ViewBuilder, pair: Pair) -> tuple[str, str, tuple[str, ...]]:
    """The two quotes that are shown, the older first, and the others.

    Of several the source's own words are preferred; of a discrepancy the oldest, and the first
    after it that gives another value.
    """
    every = _ordered(builder, (quote for side in pair.sides for quote in side))
    if pair.element:
        left = every[0]
        right = next(
            (one for one in every if _value(builder, one, pair) != _value(builder, left, pair)),
            every[1],
        )
    else:
        own = (_own_words(builder, side) for side in pair.sides)
        # Of words that both sides have, one side shows others.
        left, right = _ordered(builder, tuple(dict.fromkeys((*own, *every)))[:2])
    return left, right, tuple(one for one in every if one not in (left, right))


def said(builder: ViewBuilder, reference: str) -> Date | None:
    """The day on which the words were said, or else that on which they were published."""
    found = builder.linked.evidence(reference)
    return found.annotation.said or found.article.published


def _ordered(builder: ViewBuilder, references: Iterable[str]) -> list[str]:
    """The references from the oldest words to the newest; those without a date stay last."""
    return sorted(dict.fromkeys(references), key=lambda one: dates.sort_key(said(builder, one)))


def _own_words(builder: ViewBuilder, references: tuple[str, ...]) -> str:
    return next(filter(builder.linked.is_verbatim, references), references[0])


def _value(builder: ViewBuilder, reference: str, pair: Pair) -> object:
    element = builder.linked.evidence(reference).annotation.elements.get(pair.element)
    return (element.value, element.unit, element.per) if element else None


def heading(builder: ViewBuilder, pair: Pair) -> str:
    """The title of a pair's page, which judges nobody."""
    about = builder.ref(pair.announcement).title
    if pair.type:
        return builder.t("facing.title-relation", one=about, other=_target(builder, pair))
    if pair.element:
        return builder.t("facing.title-element", title=about, element=_label(builder, pair.element))
    if pair.terms:
        before, after = (dates.term(each, builder.language) for each in pair.terms)
        return builder.t("facing.title-delay", title=about, before=before, after=after)
    return builder.t("facing.title-contradiction", title=about)


def _target(builder: ViewBuilder, pair: Pair) -> str:
    return builder.ref(pair.target).title


def _label(builder: ViewBuilder, element: str) -> str:
    return builder.archive.vocabulary.elements[element].label[builder.language]


def list_ref(builder: ViewBuilder, name: str) -> Ref:
    """Return the way to a list of pairs."""
    return Ref(LISTS[name], builder.t(f"facing.list-{name}"), "listing")


def pair_ref(builder: ViewBuilder, pair: Pair) -> Ref:
    """Return the way to a pair."""
    url = urls.facing(pair.announcement, pair.name)
    return Ref(url, heading(builder, pair), "facing")


def gap(builder: ViewBuilder, left: str, right: str) -> str:
    """Return how far apart two quotes were said, as a sentence."""
    return word_diff.gap(builder.catalogue, said(builder, left), said(builder, right))


def tie(builder: ViewBuilder, pair: Pair) -> str:
    """What ties the two quotes, as a sentence."""
    about = builder.ref(pair.announcement).title
    if pair.type:
        word = builder.archive.label("relation", pair.type)
        return builder.t("facing.relation", one=about, word=word, other=_target(builder, pair))
    if pair.element:
        return builder.t("facing.discrepancy", element=_label(builder, pair.element))
    if pair.terms:
        before, after = (dates.term(each, builder.language) for each in pair.terms)
        return builder.t("facing.delay", before=before, after=after)
    return builder.t("facing.contradiction")


def _quoted(
    builder: ViewBuilder, reference: str, proof: Proof, pieces: tuple[Piece, ...]
) -> Quoted:
    found = builder.linked.evidence(reference)
    annotation = found.annotation
    other_day = annotation.said and annotation.said != found.article.published
    return Quoted(
        proof=proof,
        pieces=pieces,
        speaker=builder.ref(annotation.speaker).title if annotation.speaker else "",
        said=builder.day(annotation.said, short=True) if other_day else None,
        article=builder.ref(found.article.id),
    )


def _languages(builder: ViewBuilder, both: tuple[str, str]) -> set[str]:
    each = (builder.linked.evidence(one) for one in both)
    return {(one.annotation.quote.lang or one.article.lang).partition("-")[0] for one in each}


def _marked(
    builder: ViewBuilder, both: tuple[str, str], left: Proof, right: Proof
) -> tuple[tuple[Piece, ...], tuple[Piece, ...]] | None:
    if not all(map(builder.linked.is_verbatim, both)) or len(_languages(builder, both)) > 1:
        return None
    return word_diff.differences(left.quote, right.quote)


def _how(builder: ViewBuilder, both: tuple[str, str], *, marked: bool) -> str:
    if marked:
        return builder.t("facing.how-marked")
    if not all(map(builder.linked.is_verbatim, both)):
        return builder.t("facing.how-gloss")
    if len(_languages(builder, both)) > 1:
        return builder.t("facing.how-languages")
    return builder.t("facing.how-unlike")


def _elements(builder: ViewBuilder, both: tuple[str, str]) -> tuple[Difference, ...]:
    one, other = (builder.linked.evidence(each).annotation.elements for each in both)
    rows = []
    for name in dict.fromkeys((*one, *other)):
        a, b = one.get(name), other.get(name)
        same = a and b and (a.value, a.unit, a.per) == (b.value, b.unit, b.per)
        rows.append(
            Difference(
                element=_label(builder, name),
                left=builder.element(a) if a else "",
                right=builder.element(b) if b else "",
                differs=bool(a and b and not same),
            )
        )
    return tuple(rows)
