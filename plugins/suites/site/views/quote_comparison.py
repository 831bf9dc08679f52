"""Quote comparisons: two quotes side by side, the older one on the left, and the lists of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis.quote_comparison import SORTS, Pair, pairs
from suites.analysis.rows import PAIRS, UNCOMPARED, PairRow
from suites.archive import dates
from suites.archive.dates import Date
from suites.archive.model import Announcement, Element
from suites.site.views import embedding, word_diff
from suites.site.views.compared_quotes import ComparedQuote, compared_quotes
from suites.site.views.paging import ListPart, parts
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    CountedLink,
    EmbedLine,
    PageSpec,
    Proof,
    Ref,
    Truncated,
    View,
)

ROWS_PER_PAGE = 100

LISTS = ("all", "contradiction", "delay", "discrepancy")
"""The lists of pairs; all but the first hold those of one sort."""


class ElementDifference(NamedTuple):
    """An element, as each of the quotes gives it; empty where one does not."""

    element: str
    left: str
    right: str
    differs: bool


@dataclass(frozen=True)
class QuoteComparisonPage(View):
    """Two quotes; `how` says what is marked in them, or why nothing is."""

    announcement: Ref
    listing: Ref
    relation: str
    target: Ref | None
    gap: str
    left: ComparedQuote
    right: ComparedQuote
    how: str
    elements: tuple[ElementDifference, ...]
    note: Markup | None
    others: Truncated[Proof]


class ListedPair(NamedTuple):
    """A pair in a list: its sort and reason, how far apart it was said, and its two quotes."""

    ref: Ref
    sort: str
    why: str
    gap: str
    left: Proof
    right: Proof


@dataclass(frozen=True)
class QuoteComparisonIndex(View):
    """A list of pairs, or a page of one."""

    intro: str
    lists: tuple[CountedLink, ...]
    rows: tuple[ListedPair, ...]


def plan(builder: ViewBuilder) -> Iterator[PageSpec]:
    """Yield the lists of pairs, and the page of each."""
    rows: tuple[PairRow, ...] = builder.linked.rows(PAIRS)
    newest = list(reversed(rows))  # of one sort, those of the latest announcements come first
    newest.sort(key=lambda row: SORTS.index(row.sort))
    listed = {
        name: [(row.order.id, row.name) for row in newest if name in ("all", row.sort)]
        for name in LISTS
    }
    counts = tuple((name, len(of)) for name, of in listed.items())
    for name in LISTS:
        first = builder.urls.list_of_comparisons(name)
        for part in parts(builder.urls, first, listed[name], ROWS_PER_PAGE):
            yield PageSpec(part.url, "quote-comparisons", (name, counts, part))
    for row in rows:
        names = (row.order.id, row.name)
        yield PageSpec(builder.urls.quote_comparison(*names), "quote-comparison", names)
    for one in builder.linked.rows(UNCOMPARED):
        url = builder.urls.quote_comparison(one.announcement, one.name)
        yield PageSpec(url, "redirect", (url, one.announcement))


def index(
    builder: ViewBuilder, name: str, counts: tuple[tuple[str, int], ...], part: ListPart
) -> QuoteComparisonIndex:
    """Return a page of a list of pairs, in the order of `SORTS`; an empty list says so.

    `counts` are the lengths of all lists, and rows are (announcement, name).
    """
    part = ListPart(*part)
    return QuoteComparisonIndex(
        url=part.url,
        title=part.title(builder, list_ref(builder, name).title),
        description=builder.t("quote-comparison.description"),
        intro=builder.t(f"quote-comparison.intro-{name}"),
        lists=tuple(
            CountedLink(list_ref(builder, each), count, current=each == name)
            for each, count in counts
        ),
        rows=tuple(_row(builder, *row) for row in part.rows),
        paging=part.paging(builder),
    )


def _row(builder: ViewBuilder, announcement: str, name: str) -> ListedPair:
    pair = pair_of(builder, announcement, name)
    left, right, _ = sides(builder, pair)
    return ListedPair(
        ref=pair_ref(builder, pair),
        sort=builder.t(f"quote-comparison.sort-{pair.sort}"),
        why=words(builder, pair)[1],
        gap=gap(builder, left, right),
        left=builder.proof(left),
        right=builder.proof(right),
    )


def page(builder: ViewBuilder, announcement: str, name: str) -> QuoteComparisonPage:
    """Return the page of a pair; KeyError if the announcement has none of that name."""
    pair = pair_of(builder, announcement, name)
    one, other, rest = sides(builder, pair)
    left, right, how = compared_quotes(builder, one, other)
    url = builder.urls.quote_comparison(announcement, name)
    name, relation = words(builder, pair)
    apart = gap(builder, one, other)
    return QuoteComparisonPage(
        url=url,
        title=name,
        description=f"{relation} {apart}",
        announcement=builder.ref(announcement),
        listing=list_ref(builder, pair.sort if pair.sort in LISTS else "all"),
        relation=relation,
        target=builder.ref(pair.target) if pair.target else None,
        gap=apart,
        left=left,
        right=right,
        how=builder.t(f"quote-comparison.how-{how}"),
        elements=_elements(builder, one, other),
        note=builder.note(pair.note, url),
        others=Truncated.of(rest).map(builder.proof),
        embeds=embeds(builder, pair),
    )


def embeds(builder: ViewBuilder, pair: Pair) -> tuple[EmbedLine, ...]:
    """Return the line by which others embed a pair."""
    one, other, _ = sides(builder, pair)
    quotes = builder.proof(one).quote, builder.proof(other).quote
    title = words(builder, pair)[0]
    return embedding.of_comparison(builder, pair.announcement, pair.name, title, quotes)


def pair_of(builder: ViewBuilder, announcement: str, name: str) -> Pair:
    """Return the pair of an announcement that has the name; KeyError if there is none."""
    found = _pairs(builder, builder.archive.announcements[announcement])
    return {pair.name: pair for pair in found}[name]


def refs(builder: ViewBuilder, announcement: Announcement) -> tuple[Ref, ...]:
    """Return the links from an announcement to its pairs."""
    return tuple(pair_ref(builder, pair) for pair in _pairs(builder, announcement))


def pair_ref(builder: ViewBuilder, pair: Pair) -> Ref:
    """Return the link to a pair."""
    url = builder.urls.quote_comparison(pair.announcement, pair.name)
    return Ref(url, words(builder, pair)[0], "quote-comparison")


def list_ref(builder: ViewBuilder, name: str) -> Ref:
    """Return the link to a list of pairs."""
    url = builder.urls.list_of_comparisons(name)
    return Ref(url, builder.t(f"quote-comparison.list-{name}"), "listing")


def words(builder: ViewBuilder, pair: Pair) -> tuple[str, str]:
    """Return the title of a pair, which judges nobody, and a sentence that says why they meet."""
    about, t = builder.ref(pair.announcement).title, builder.t
    given = {"title": about}
    if pair.type:
        kind, word = "relation", builder.archive.label("relation", pair.type)
        given = {"one": about, "word": word, "other": builder.ref(pair.target).title}
    elif pair.element:
        kind = "discrepancy"
        given["element"] = builder.element_label(pair.element)
    elif pair.terms:
        kind = "delay"
        given["before"], given["after"] = (dates.term(one, builder.language) for one in pair.terms)
    else:
        kind = "contradiction"
    return t(f"quote-comparison.title-{kind}", **given), t(f"quote-comparison.{kind}", **given)


def gap(builder: ViewBuilder, left: str, right: str) -> str:
    """Return how far apart two quotes were said, as a sentence."""
    return word_diff.gap(builder.catalogue, day_said(builder, left), day_said(builder, right))


def sides(builder: ViewBuilder, pair: Pair) -> tuple[str, str, tuple[str, ...]]:
    """Return the two quotes that are shown, the older first, and the others.

    Of several the source's own words are preferred; of a discrepancy the oldest, and the first
    after it that gives another value.
    """
    every = _ordered(builder, (quote for side in pair.sides for quote in side))
    if pair.element:
        left = every[0]
        value = _value(builder, left, pair)
        right = next((one for one in every if _value(builder, one, pair) != value), every[1])
    else:
        is_verbatim = builder.linked.is_verbatim
        own = (next(filter(is_verbatim, side), side[0]) for side in pair.sides)
        # Where both sides have one quote, one of them shows another.
        left, right = _ordered(builder, tuple(dict.fromkeys((*own, *every)))[:2])
    return left, right, tuple(one for one in every if one not in (left, right))


def day_said(builder: ViewBuilder, reference: str) -> Date | None:
    """Return the day on which the words were said, or else that of their publication."""
    evidence = builder.linked.evidence(reference)
    return evidence.annotation.said or evidence.article.published


def _ordered(builder: ViewBuilder, references: Iterable[str]) -> list[str]:
    """Return the references from the oldest words to the newest, those without a date last."""
    return sorted(dict.fromkeys(references), key=lambda one: dates.sort_key(day_said(builder, one)))


def _value(builder: ViewBuilder, reference: str, pair: Pair) -> object:
    return _amount(builder.linked.evidence(reference).annotation.elements.get(pair.element))


def _amount(element: Element | None) -> object:
    """Return the parts of an element in which two of them may differ."""
    return (element.value, element.unit, element.per) if element else None


def _elements(builder: ViewBuilder, *references: str) -> tuple[ElementDifference, ...]:
    one, other = (builder.linked.evidence(each).annotation.elements for each in references)
    return tuple(
        ElementDifference(
            element=builder.element_label(name),
            left=builder.element(a),
            right=builder.element(b),
            differs=bool(a and b and _amount(a) != _amount(b)),
        )
        for name in dict.fromkeys((*one, *other))
        for a, b in [(one.get(name), other.get(name))]
    )


def _pairs(builder: ViewBuilder, announcement: Announcement) -> tuple[Pair, ...]:
    return pairs(announcement, builder.urls.names.pairs)
