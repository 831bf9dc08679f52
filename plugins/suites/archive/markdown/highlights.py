"""Highlights: spans of a canonical text -> HTML that is cut where they begin and end.

Annotated spans and quotations cross emphasis, links, blocks and one another. HTML elements
cannot: so each span is written in pieces, opened and closed at every boundary, nested where spans
overlap. Offsets are Python's, in the canonical text of a body.
"""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import takewhile
from typing import NamedTuple

from suites.archive.markdown.quotation_marks import Quotation, Span


class Highlight(NamedTuple):
    """A span that a note is about; `id` is the annotation's, `number` the one the reader sees.

    `lang` is the language of the words, when it is not the text's own.
    """

    id: str
    number: int
    start: int
    end: int
    verbatim: bool
    kind: str
    lang: str | None = None


class Region(NamedTuple):
    """The markup around a span: the highlight of an annotation or a quotation."""

    start: int
    end: int
    tag: str
    attributes: str
    id: str = ""
    number: int = 0
    rank: int = 0  # of its note in the passage where the span ends
    passage: int = 0
    callout: str = ""

    def opening(self, first: bool, passage: int) -> str:
        """Return the opening tag: the first piece has the id, those beside the note its rank."""
        id_ = f' id="{self.id}"' if first and self.id else ""
        rank = f' data-k="{self.rank}"' if self.rank and passage == self.passage else ""
        return f"<{self.tag}{self.attributes}{id_}{rank}>"


def trimmed(text: str, highlight: Highlight, wholes: Mapping[tuple[int, int], Span]) -> Span:
    """Return the span without white space at its ends; with its marks, if it fills a quotation.

    `wholes` gives the whole of each quotation by the (start, end) of its words. ValueError if
    the span is outside the text or covers nothing that can be seen.
    """
    start, end = highlight.start, highlight.end
    words = text[start:end]
    if not 0 <= start < end <= len(text) or not words.strip():
        raise ValueError(f"the highlight {highlight.id} covers no text: {start}-{end}")
    span = Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))
    return wholes.get(span, span)


def highlight_region(one: Highlight, span: Span, rank: int, passage: int, label: str) -> Region:
    """Return a highlight's region; `label` is its callout's, as HTML, with {number}."""
    class_ = "mark verbatim" if one.verbatim else "mark"
    attributes = f' class="{class_}" data-kind="{escape(one.kind)}"{_lang(one.lang)}'
    id_, name = escape(one.id), label.format(number=one.number)
    callout = (
        f'<a class="callout" data-k="{rank}" href="#note-{id_}" aria-label="{name}">'
        f"{one.number}</a>"
    )
    return Region(*span, "mark", attributes, id_, one.number, rank, passage, callout)


def quotation_regions(
    found: Sequence[Quotation], highlights: Sequence[Highlight]
) -> Iterator[Region]:
    """Yield the regions of quotations, each in the language of its first verbatim highlight."""
    starts = [one.whole.start for one in found]
    langs: dict[int, str | None] = {}
    for one in highlights:
        place = bisect_right(starts, one.start) - 1
        if one.verbatim and one.lang and place >= 0 and one.end <= found[place].whole.end:
            langs.setdefault(place, one.lang)
    for place, (_, _, (start, end)) in enumerate(found):
        yield Region(start, end, "q", f' class="quotation"{_lang(langs.get(place))}')


def _lang(lang: str | None) -> str:
    return f' lang="{escape(lang)}"' if lang else ""


class HtmlWriter:
    """Writes a canonical text as HTML, in order, and cuts its regions where the caller's tags do.

    The stack is what is open in the HTML now; the active regions are those that it should be.
    `instead` is what is written for single signs, by their places; escaping does not change it.
    """

    def __init__(self, text: str, instead: Mapping[int, str], regions: Sequence[Region]) -> None:
        self._text, self._instead = text, instead
        self._needs_escape = escape(text, quote=False) != text  # few texts do
        self._at = self._passage = self._held = 0
        # The longer of two that begin together is outside; a highlight outside its quotation.
        self._coming = sorted(regions, key=lambda r: (r.start, -r.end, r.tag, r.number))
        self._coming.reverse()
        self._active: list[Region] = []
        self._stack: list[Region] = []
        self._begun: set[str] = set()
        self._waiting: list[Region] = []
        self._html: list[str] = []

    def write(self, length: int) -> None:
        """Write the next `length` characters of the text."""
        stop = self._at + length
        while self._at < stop:
            self._begin(self._at)
            ends = [region.end for region in self._active]
            cut = min([stop, *ends, *(region.start for region in self._coming[-1:])])
            words = self._text[self._at : cut]
            if self._instead:
                instead = self._instead.get
                words = "".join(instead(at, sign) for at, sign in enumerate(words, self._at))
            self._html.append(escape(words, quote=False) if self._needs_escape else words)
            self._end(cut)

    def write_whole(self, html: str, length: int) -> None:
        """Write HTML for the next `length` characters, which no region may cut."""
        self._begin(self._at + length - 1)
        self._html.append(html)
        self._end(self._at + length)

    def skip(self, length: int) -> None:
        """Pass characters that have no HTML: the separator of two blocks."""
        self._at += length

    def tag(self, html: str) -> None:
        """Write markup, which no region may enclose."""
        self._close(0)
        self._html.append(html)

    def hold(self) -> None:
        """Keep callouts back from here on: they may not stand inside a link or code."""
        self._held += 1

    def release(self) -> None:
        """Write the callouts that waited."""
        self._held -= 1
        self._write_callouts()

    @property
    def is_holding(self) -> bool:
        """Whether callouts wait."""
        return self._held > 0

    def end_passage(self) -> str:
        """Return the HTML written since the last passage ended."""
        self._close(0)
        html = "".join(self._html)
        self._html.clear()
        self._passage += 1
        return html

    def _begin(self, until: int) -> None:
        """Open the regions that begin up to a place, within those that are open already."""
        while self._coming and self._coming[-1].start <= until:
            self._active.append(self._coming.pop())
        if self._stack == self._active:
            return
        self._close(self._common())
        for region in self._active[len(self._stack) :]:
            first = region.id not in self._begun
            self._begun.add(region.id)
            self._html.append(region.opening(first, self._passage))
            self._stack.append(region)

    def _end(self, at: int) -> None:
        """Go on to a place, and close the regions that end there."""
        self._at = at
        ended = [region for region in self._active if region.end <= at]
        if ended:
            self._active = [region for region in self._active if region.end > at]
            self._close(self._common())
            self._waiting += sorted(ended, key=lambda region: region.number)
            self._write_callouts()

    def _common(self) -> int:
        """Return how many of the regions that are open are to stay so."""
        pairs = zip(self._stack, self._active, strict=False)
        return sum(1 for _ in takewhile(lambda pair: pair[0] is pair[1], pairs))

    def _close(self, depth: int) -> None:
        while len(self._stack) > depth:
            self._html.append(f"</{self._stack.pop().tag}>")

    def _write_callouts(self) -> None:
        if not self._held:
            self._html += [region.callout for region in self._waiting]
            self._waiting = []
