r"""Reanchoring: quotes that lost their place in a body -> the words that they now stand on.

    quote, text, earlier texts -> where it stood -> where those words are now (words aligned)
                                \_ nowhere known -> the words that are most like it
    words -> selector, proved by `anchoring.find` -> Suggestion, for an author to accept

Nothing is suggested where nothing is near, or where several places are as near as one another.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz import fuzz

from suites.analysis.aligned_words import (
    Partner,
    Word,
    located_words,
    partners,
    successors,
    whole,
    widened,
)
from suites.archive import anchoring
from suites.archive.anchoring import Folded, Selector, Span
from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.languages import QuotationMarks
from suites.archive.model.values import MAX_QUOTE

MIN_LIKENESS = 50.0
"""The likeness, of 100, that words have with a quote, or those around both, to be suggested."""

MIN_SHARED = 0.5
"""The share of the words of a quote that those must have which stand elsewhere."""

MIN_SPELLING = 80.0
"""The likeness, of 100, from which two spellings are taken for one word."""


class Misfit(NamedTuple):
    """A quote without one place: the id of its annotation, the keys of its value, the quote."""

    id: str
    keys: Keys
    quote: Selector
    is_mapping: bool


class Suggestion(NamedTuple):
    """Words for a quote, as a selector that fits them alone, and a remark for who decides."""

    selector: Selector
    remark: str


def misfits(front: FrontMatter, text: str) -> Iterator[Misfit]:
    """Yield the quotes of a readable article that do not stand exactly once in its text.

    A quote that is no text is left out: it has a problem of its own.
    """
    folded, annotations = anchoring.fold(text), front.data.get("annotations")
    for index, one in enumerate(annotations if isinstance(annotations, list) else ()):
        value = one.get("quote") if isinstance(one, dict) else None
        is_mapping = isinstance(value, dict)
        parts = value if isinstance(value, dict) else {"exact": value}
        found = [parts.get(key, "") for key in Selector._fields]
        if not all(isinstance(part, str) and len(part) <= MAX_QUOTE for part in found):
            continue
        quote = Selector(*map(str, found))
        if len(_places(quote, folded)) != 1:
            keys = ("annotations", index, "quote")
            yield Misfit(str(one.get("id", "")), keys, quote, is_mapping)


def suggest(
    quote: Selector, text: str, earlier: Iterable[str], marks: QuotationMarks | None
) -> Suggestion | str:
    """Return the words that a quote most likely stands on in a text, else why none are suggested.

    `earlier` are texts that the body had, newest first; they are read as far as one is needed.
    `marks` hold a source's words; None where all words of the text are the source's.
    """
    if not anchoring.fold(quote.exact).text.strip():
        return "it has no words"
    folded = anchoring.fold(text)
    former = next(filter(None, (_where_it_stood(quote, one) for one in earlier)), None)
    found = _chosen(quote, folded, former)
    if isinstance(found, str):
        return found
    try:
        selector = anchoring.describe(text, found)
    except ValueError:
        return "no words around it tell its place from another one"
    if max(map(len, selector)) > MAX_QUOTE or len(_places(selector, folded)) != 1:
        return "no quote of allowed length tells its place from another one"
    remarks = [_remark(found, text, former, marks) if marks else ""]
    if former is None and (quote.prefix or quote.suffix):
        remarks.append("other words stand around them than were said to")
    return Suggestion(selector, "; ".join(filter(None, remarks)))


class _Former(NamedTuple):
    """An earlier text of a body, and where the quote stood in it."""

    text: str
    span: Span


def _places(quote: Selector, text: Folded) -> tuple[Span, ...]:
    """Return where a quote stands; no place in particular where there are too many."""
    try:
        return anchoring.find(quote.exact, text, quote.prefix, quote.suffix)
    except anchoring.TooCommonError:
        return (Span(0, len(text.original)),) * anchoring.MAX_PLACES
    except ValueError:
        return ()


def _where_it_stood(quote: Selector, text: str) -> _Former | None:
    spans = _places(quote, anchoring.fold(text))
    return _Former(text, spans[0]) if len(spans) == 1 else None


def _chosen(quote: Selector, text: Folded, former: _Former | None) -> Span | str:
    """Return the span of the text that is most likely the quote's, else why there is none."""
    places = _places(Selector(quote.exact, "", ""), text)
    if former:
        moved = _moved(former, text.original)
        inside = [one for one in places if moved and _overlap(one, moved)]
        if len(inside) == 1:
            return inside[0]
        if moved and _likeness(quote.exact, text, moved) >= MIN_LIKENESS:
            return moved
    elif len(places) == 1:
        return places[0]
    return _by_context(quote, text, places) if places else _most_alike(quote.exact, text)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _by_context(quote: Selector, text: Folded, places: tuple[Span, ...]) -> Span | str:
    """Return the place around which the words are most like those around the quote."""
    scores = []
    for place in places:
        before = text.original[max(0, place.start - len(quote.prefix) - 1) : place.start].strip()
        after = text.original[place.end : place.end + len(quote.suffix) + 1].strip()
        pairs = ((quote.prefix, before), (quote.suffix, after))
        known = [fuzz.ratio(_folded(one), _folded(other)) for one, other in pairs if one.strip()]
        scores.append((sum(known) / len(known) if known else 0.0, place))
    (best, place), *others = sorted(scores, reverse=True)
    if best < MIN_LIKENESS or (others and others[0][0] == best):
        if not others:
            return "its words stand elsewhere"
        return f"its words stand {len(places)} times, and nothing tells which ones are meant"
    return place


def _most_alike(exact: str, text: Folded) -> Span | str:
    """Return the words of the text that are most like a quote."""
    near = anchoring.nearest(exact, text.original)
    places = _places(Selector(near, "", ""), text) if near else ()
    if len(places) > 1:
        return f"the nearest words stand {len(places)} times: {near}"
    # They are as many signs as the quote had, at most: around them it may have grown.
    found = [*places, *filter(None, (_grown(exact, text, one) for one in places))]
    found = [one for one in found if _likeness(exact, text, one) >= MIN_LIKENESS]
    best = max(reversed(found), key=lambda one: _shared(exact, text, one), default=None)
    is_near = best is not None and _shared(exact, text, best) >= MIN_SHARED
    return best if best and is_near else "no words of the body are near enough"


def _grown(exact: str, text: Folded, near: Span) -> Span | None:
    """Return the words around some near ones that stand for those of a quote."""
    start, end = near.start - len(exact), near.end + 2 * len(exact)
    now = [one for one in located_words(text) if start <= one.span.start and one.span.end <= end]
    then = located_words(anchoring.fold(exact))
    ends = widened(then, now, partners(then, now), text)
    return whole(*ends, text) if ends else None


def _moved(former: _Former, text: str) -> Span | None:
    """Return where the words are now that the quote stood on; None when they are gone."""
    then, now, known, folded = _alignment(former.text, text)
    inside = [place for place, one in enumerate(then) if _overlap(one.span, former.span)]
    ends = successors(then, now, known, inside[0], inside[-1] + 1) if inside else None
    return whole(*ends, folded) if ends else None


@lru_cache(maxsize=1)  # all the misfits of one text are asked for one after the other
def _alignment(former: str, text: str) -> tuple[list[Word], list[Word], dict[int, Partner], Folded]:
    folded = anchoring.fold(text)
    then, now = located_words(anchoring.fold(former)), located_words(folded)
    return then, now, partners(then, now), folded


def _likeness(exact: str, text: Folded, span: Span) -> float:
    return fuzz.ratio(_folded(exact), _folded(text.original[span.start : span.end]))


def _shared(exact: str, text: Folded, span: Span) -> float:
    """Return the share of the words of a quote that a span has, or one that is spelt much alike."""
    then = [one.text for one in located_words(anchoring.fold(exact)) if one.is_spelt]
    now = [one.text for one in located_words(anchoring.fold(text.original[slice(*span)]))]
    kept = (any(fuzz.ratio(one, other) >= MIN_SPELLING for other in now) for one in then)
    return sum(kept) / max(len(then), 1)


def _folded(text: str) -> str:
    return anchoring.fold(text).text.strip().casefold()


def _remark(span: Span, text: str, former: _Former | None, marks: QuotationMarks) -> str:
    """Return what changes of whose words they are shown as; empty when that stays."""
    is_theirs = anchoring.is_verbatim(span, anchoring.quotations(text, marks))
    if former is None:
        return "" if is_theirs else "these words stand outside quotation marks: shown as ours"
    was_theirs = anchoring.is_verbatim(former.span, anchoring.quotations(former.text, marks))
    if was_theirs == is_theirs:
        return ""
    if was_theirs:
        return "verbatim lost: inside quotation marks then, outside now, and shown as ours"
    return "outside quotation marks then, inside now: shown as the source's own words"
