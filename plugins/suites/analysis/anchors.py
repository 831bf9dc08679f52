"""Anchors: where the quotes of an article stand in its body."""

from typing import NamedTuple

from msgspec import msgpack

from suites.archive import anchoring
from suites.archive.anchoring import Folded, Span
from suites.archive.languages import UNSPACED, Language
from suites.archive.markdown import Body
from suites.archive.model import Annotation, Article, Quote
from suites.archive.problems import Problem, quoted

MAX_SOUGHT = 20
"""Misfits of one article for which the nearest words are looked for: that takes long."""


class Anchor(NamedTuple):
    """The one place of a quote in the body; what its annotation lacks is empty."""

    place: int  # of the annotation in its article
    number: int  # of its callout in the text
    start: int  # where it begins in the text of the body, and where it ends
    end: int
    verbatim: bool  # whether the words are the source's own
    words: str  # those in the body
    id: str  # of the annotation, as all that follows
    lang: str
    role: str
    extent: str
    valued: bool  # whether it gives values that can be compared
    announcement: str


decode = msgpack.Decoder(tuple[Anchor, ...]).decode
"""Returns the anchors of an article from the bytes that its summary holds."""


def anchor(
    article: Article, body: Body, language: Language
) -> tuple[tuple[Anchor, ...], tuple[Problem, ...]]:
    """Return the anchors in the order of the text, and the problems of quotes without one."""
    text = anchoring.fold(body.text)
    quotations = anchoring.quotations(body.text, language.quotation_marks)
    if article.rights.mode == "full" and article.lang != language.tag:
        language = language._replace(spacing=UNSPACED)
    found: list[tuple[Span, int]] = []
    problems: list[Problem] = []
    for place, annotation in enumerate(article.annotations):
        spans = _spans(annotation.quote, text)
        if spans is not None and len(spans) == 1:
            found.append((spans[0], place))
        else:
            sought = body.text if len(problems) < MAX_SOUGHT else ""
            problems.append(_misfit(article, annotation, spans, sought))
    # Callouts stand where the spans end: so numbered, they read in order when quotes overlap.
    found.sort(key=lambda item: (item[0].end, item[0].start))
    own = article.rights.mode in ("full", "excerpt")
    anchors = []
    for number, (span, place) in enumerate(found, start=1):
        one = article.annotations[place]
        anchors.append(
            Anchor(
                place,
                number,
                *span,
                own or anchoring.is_verbatim(span, quotations),
                _words(body.text, span, language),
                one.id,
                one.quote.lang or "",
                one.role or "",
                one.extent or "",
                bool(one.elements),
                one.announcement or "",
            )
        )
    return tuple(anchors), tuple(problems)


def _spans(quote: Quote, text: Folded) -> tuple[Span, ...] | None:
    """Return the places of a quote; None where there are too many to look at them."""
    try:
        return anchoring.find(quote.exact, text, quote.prefix, quote.suffix)
    except anchoring.TooCommonError:
        return None
    except ValueError:
        # Signs that cannot be seen are text to YAML, and nothing to look for.
        return ()


def _words(text: str, span: Span, conventions: Language) -> str:
    marks = conventions.quotation_marks
    without = text[span.start : span.end].strip(f"{marks.opening}{marks.closing} \u00a0")
    return conventions.spacing.typeset(" ".join(without.split("\n")))


def _misfit(
    article: Article, annotation: Annotation, spans: tuple[Span, ...] | None, text: str
) -> Problem:
    """Return the problem of a quote; in a `text`, the nearest words are looked for."""
    keys, exact = (*annotation.keys, "quote"), annotation.quote.exact
    quote = f"the quote of {quoted(annotation.id)}"
    if spans is None or spans:
        times = f"more than {anchoring.MAX_PLACES}" if spans is None else len(spans)
        return article.source.problem(
            keys,
            "quote-ambiguous",
            f"{quote} stands {times} times in the body: {quoted(exact)}",
            "write quote: {exact: …, prefix: …, suffix: …} with the words just before or after",
        )
    near = anchoring.nearest(exact, text) if text else ""
    return article.source.problem(
        keys,
        "quote-orphan",
        f"{quote} is not in the body: {quoted(exact)}",
        f"the nearest words are: {near}" if near else "copy the words as they stand in the body",
    )
