"""Captures of an article on its page: the copies that were read, and what one of them lacks."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from suites.analysis.linked_archive import Anchored
from suites.archive import anchoring, dates
from suites.archive.anchoring import Span
from suites.archive.languages.cldr import listed
from suites.archive.model import Article, Capture
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, capital


class CaptureView(NamedTuple):
    """A copy that was read: how its digest begins, where it came from, when it was made."""

    digest: str
    origin: str
    at: Day | None


def views(builder: ViewBuilder, article: Article) -> Iterator[CaptureView]:
    """Yield the captures of an article."""
    for one in article.captures:
        origin = builder.archive.label("capture_origin", one.origin) if one.origin else ""
        yield CaptureView(one.short_digest, origin, builder.day(one.at))


def changes(builder: ViewBuilder, article: Article, notes: Iterable[Anchored]) -> str:
    """Return which captures prove all quotations and which lack some; empty where none does.

    A copy that was made after all that prove them has them no more; of any other, it is only said
    that it does not have them.
    """
    lacking = [one for one in article.captures if one.lacks]
    whole = [one for one in article.captures if not one.lacks]
    if not lacking:
        return ""
    anchored = {one.annotation.id: one for one in notes}
    parts = []
    if whole:
        copies = listed([_name(builder, article, one) for one in whole], builder.language)
        parts.append(builder.t("article.proven-in", copies=copies))
    for one in lacking:
        lost = [anchored[id_] for id_ in one.lacks if id_ in anchored]
        spans = [note.span for note in lost]
        key = "lost" if whole and all(map(one.is_after, whole)) else "lacks"
        if all(any(_meet(span, other) for other in spans) for span in _quoted(builder, article)):
            parts.append(builder.t(f"article.{key}-all", copy=_name(builder, article, one)))
        else:
            numbers = listed([str(note.number) for note in lost], builder.language)
            parts.append(
                builder.t(
                    f"article.{key}-some",
                    n=len(lost),
                    copy=_name(builder, article, one),
                    notes=numbers,
                )
            )
    return f"{capital(builder.t('related.separator').join(parts))}."


def _name(builder: ViewBuilder, article: Article, capture: Capture) -> str:
    digest = capture.short_digest
    if capture.at is None:
        return builder.t("article.copy-undated", digest=digest)
    made = builder.t("article.copy-made", when=dates.phrase(capture.at, builder.language))
    is_only = sum(one.at == capture.at for one in article.captures) == 1
    return made if is_only else f"{made} ({digest})"


def _quoted(builder: ViewBuilder, article: Article) -> list[Span]:
    """Return the places of the source's words in a text: all of it, where no marks part them."""
    text = builder.linked.bodies[article.id].text
    if article.rights.mode == "full":
        return [Span(0, len(text))]
    found = anchoring.quotations(text, builder.archive.language.quotation_marks)
    return [Span(one.start, one.end) for one in found]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
