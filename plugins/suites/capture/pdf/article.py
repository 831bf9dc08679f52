"""Article: the paragraphs of a document -> its article, with what is shown of it.

The headline is the largest type over the text; byline, day and outlet are looked for among the
lines around the text, as in a dump. What the document says of itself is weak: its title counts
where no headline is shown, and the day of its making is never that of publication.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from suites.capture.captured_article import CapturedArticle, Doubt, Guess, length_doubts
from suites.capture.dumps import segmentation
from suites.capture.dumps.byline import find_authors, is_byline
from suites.capture.dumps.features import Line
from suites.capture.dumps.lines import collapsed, cut_at_bounds
from suites.capture.dumps.markdown import escaped
from suites.capture.dumps.outlet import find_outlet
from suites.capture.dumps.publication_date import find_publication_date
from suites.capture.extraction.language import language
from suites.capture.extraction.lexicon import stopword_density, words
from suites.capture.extraction.textual_dates import find_dates
from suites.capture.limits import HostileError
from suites.capture.pdf import process
from suites.capture.pdf.columns import regions
from suites.capture.pdf.furniture import Furniture, without_furniture
from suites.capture.pdf.masthead import masthead, printed_site
from suites.capture.pdf.paragraphs import Paragraph, body_size, paragraphs
from suites.capture.pdf.runs import runs_of
from suites.capture.pdf.words import UNMAPPED, Document

_HEADLINE = 1.25  # of the size of the text
_LONGEST_HEADLINE = 40  # words
_LEAST_DENSITY = 0.06  # of stopwords, in any language that is known here
_SMALL = 0.88  # of the size of the text, at most: captions, notes, boxes
_LONGEST_CAPTION = 80
_ANOTHER = 0.55  # of the size of the headline, at least: that of another article
_MARK = re.compile(r"(?P<sign>(?P<number>\d{1,3}[.)])|[•◦▪▫‣⁃∙●○■□*–—-])\s+(?=\S)")
_MADE = re.compile(r"D:(\d{4})(\d\d)(\d\d)")
_CONTENTS = re.compile(
    r"(?:table of )?contents|table des matières|sommaire|inhalt(?:sverzeichnis)?", re.IGNORECASE
)
_NO_TITLE = re.compile(r"about:blank|microsoft|.*\.(?:docx?|indd|pdf|qxp|rtf|odt|html?|tmp)$", re.I)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document as it is read: its paragraphs, and what stands at the edges of its pages."""

    document: Document
    paragraphs: list[Paragraph]
    furniture: Furniture


def read(raw: bytes) -> Reading:
    """Return the paragraphs of a document.

    Raises HostileError when it has no text, asks for a password, is broken or too dear to read.
    """
    return reading(process.read(raw))


def reading(document: Document) -> Reading:
    """Return the paragraphs of the words of a document; HostileError when it has none."""
    if not any(page.words for page in document.pages):
        raise HostileError("scan", pages=str(len(document.pages)))
    runs = [runs_of(page.words) for page in document.pages]
    kept, furniture = without_furniture(document.pages, runs)
    read = [regions(runs, page.boxes) for runs, page in zip(kept, document.pages, strict=True)]
    return Reading(document, paragraphs(read), furniture)


def visible_text(reading: Reading) -> str:
    """Return all the text of a document in reading order, a paragraph a line.

    Where a hyphen at the end of a line may be the word's own, the other reading follows: a
    quotation that has either is the page's.
    """
    lines = [text for one in reading.paragraphs for text in dict.fromkeys((one.text, one.other))]
    return "\n".join((*lines, *dict.fromkeys(reading.furniture.lines)))


def convert(reading: Reading, start: str | None = None, end: str | None = None) -> CapturedArticle:
    """Return the article of a document; `start` and `end` are words between which it stands."""
    found = reading.paragraphs
    lines = [_line(one) for one in found]
    lines, bounds, doubts = cut_at_bounds(lines, start, end)
    body = body_size(found)
    first, last = bounds or segmentation.best_segment(lines)
    kept = segmentation.article_lines(lines, first, last, bounded=bounds is not None)
    title = _headline(found, kept, body)
    heading = {i for one in title for i in one}
    if title and bounds is None:
        kept = [i for i in kept if i > title[0][-1]]
    kept = [i for i in kept if i not in heading and not is_byline(lines[i])]
    kept = [
        i for i in kept if found[i].size > _SMALL * body or lines[i].word_count > _LONGEST_CAPTION
    ]
    kept = _with_headings(found, kept, body)
    doubts += tuple(_doubts(reading))
    headline = _headline_guess(reading, [found[i].text for i in title[0]] if title else [])
    if not kept:
        return CapturedArticle("", headline=headline, doubts=(*doubts, Doubt("text-missing")))
    text = "\n".join(lines[i].text for i in kept)
    lang = language(text)
    at = title[0][-1] if title else None
    published = find_publication_date(
        lines, at, kept, english=lang is not None and lang.value == "en"
    )
    over = lines[: title[0][0] if title else kept[0]]
    outlet = find_outlet(lines, None, kept[-1])
    if reading.furniture.site or reading.furniture.day:
        # A menu, or a section's name, stands at the top and at the foot of many a site.
        owner = outlet if outlet and outlet.basis == "copyright-line" else None
        outlet = printed_site(reading.document, reading.furniture, over) or owner
    else:
        outlet = outlet or masthead(over)
    count = sum(lines[i].word_count for i in kept)
    doubts += length_doubts(count)
    if headline is None:
        doubts += (Doubt("headline-missing"),)
    if published is None:
        doubts += (_without_day(reading),)
    if len(title) > 1:
        others = " / ".join(collapsed(found[one[0]].text) for one in title[1:4])
        doubts += (Doubt("pdf-several-headlines", {"others": others}),)
    return CapturedArticle(
        text=_markdown(found, lines, kept, body),
        headline=headline,
        outlet=outlet,
        authors=find_authors(lines, at, kept),
        published=published,
        lang=lang,
        url=_address(reading.furniture),
        doubts=doubts,
    )


def _line(one: Paragraph) -> Line:
    text = " ".join(one.text.split())
    match = _MARK.match(text)
    if match and not (match["number"] and find_dates(text[:40])):
        sign = match["number"] or "•"
        return Line(text[match.end() :], sign, gap=one.gap)
    return Line(text, gap=one.gap)


def _headline(found: Sequence[Paragraph], kept: Sequence[int], body: float) -> list[list[int]]:
    """Return the numbers of the paragraphs of the headline, then those of other articles' ones.

    It is the largest type of the first page that has text, with words enough: a masthead has few.
    """
    if not kept:
        return []
    page = found[kept[0]].page
    if not any(one.page == page and one.size >= _HEADLINE * body for one in found):
        page = found[kept[-1]].page
    groups: list[list[int]] = []
    for i, one in enumerate(found):
        if one.page > page or one.size < _HEADLINE * body:
            continue
        if groups and groups[-1][-1] == i - 1 and abs(found[i - 1].size - one.size) < 0.5:
            groups[-1].append(i)
        else:
            groups.append([i])
    rows = [(group, " ".join(found[i].text for i in group)) for group in groups]
    rows = [(group, text) for group, text in rows if _may_be_headline(text)]
    rows = [(group, text) for group, text in rows if not _CONTENTS.fullmatch(text)]
    if not rows:
        return []
    best = max((group for group, _ in rows), key=lambda group: (found[group[0]].size, -group[0]))
    size = found[best[0]].size
    others = [
        group
        for group, text in rows
        if group is not best
        and found[group[0]].size >= max(_ANOTHER * size, 1.6 * body)
        and len(text.split()) >= 4
        and _has_text(found, group, body)
    ]
    return [best, *others]


def _may_be_headline(text: str) -> bool:
    count = len(words(text))
    return (2 if any(map(str.islower, text)) else 3) < count <= _LONGEST_HEADLINE


def _has_text(found: Sequence[Paragraph], group: Sequence[int], body: float) -> bool:
    """Return whether an article may stand under a headline: text, before the next heading."""
    under = found[group[-1] + 1 : group[-1] + 6]
    return sum(len(one.text) for one in under if one.size < 1.15 * body) > 400


def _headline_guess(reading: Reading, shown: Sequence[str]) -> Guess | None:
    title = " ".join(reading.document.about.get("Title", "").split())
    text = " ".join(" ".join(shown).split())
    if text:
        return Guess(text, "pdf-type", text)
    if len(words(title)) > 2 and not _NO_TITLE.match(title):
        return Guess(title, "pdf-title", title, stated=False)
    return None


def _with_headings(found: Sequence[Paragraph], kept: Sequence[int], body: float) -> list[int]:
    """Return the numbers of the text, with the headings inside it."""
    if not kept:
        return []
    inside = {
        i for i in range(kept[0], kept[-1]) if _is_heading(found[i], body) and i + 1 in {*kept}
    }
    return sorted({*kept} | inside)


def _is_heading(one: Paragraph, body: float) -> bool:
    count = len(one.text.split())
    return count <= 18 and (one.size > 1.12 * body or (one.bold and one.size > 0.95 * body))


def _markdown(
    found: Sequence[Paragraph], lines: Sequence[Line], kept: Sequence[int], body: float
) -> str:
    blocks: list[str] = []
    was_item = False
    for i in kept:
        text, marker = escaped(lines[i].text), lines[i].marker
        heading = _is_heading(found[i], body) and i != kept[-1]
        if marker and not (heading and marker != "•"):
            item = f"- {text}" if marker == "•" else f"{marker[:-1]}\\{marker[-1]} {text}"
            blocks += ("\n" if was_item and marker == "•" else "\n\n", item)
        else:
            text = f"{marker} {text}" if marker else text
            blocks += ("\n\n", f"## {text}" if heading else text)
        was_item = marker == "•"
    return "".join(blocks[1:]) + "\n" if blocks else ""


def _address(furniture: Furniture) -> Guess | None:
    address = furniture.address
    return Guess(address, "pdf-margin", address) if address else None


def _without_day(reading: Reading) -> Doubt:
    """Return the doubt that no day is shown, with the one of printing or making if known."""
    if day := reading.furniture.day:
        return Doubt("pdf-only-printed", {"day": day})
    if match := _MADE.match(reading.document.about.get("CreationDate", "")):
        return Doubt("pdf-only-made", {"day": "-".join(match.groups())})
    return Doubt("date-missing")


def _doubts(reading: Reading) -> Iterator[Doubt]:
    document = reading.document
    if not document.whole:
        pages = str(len(document.pages))
        yield Doubt("pdf-cut-short", {"pages": pages, "count": str(document.count)})
    blank = [
        str(number)
        for number, page in enumerate(document.pages, 1)
        if not page.words and (page.pictures > 0.2 or page.drawn > 40)
    ]
    if blank:
        yield Doubt("pdf-pages-without-text", {"pages": ", ".join(blank[:20])})
    if any(page.hidden > 0.5 and page.pictures > 0.3 for page in document.pages):
        yield Doubt("pdf-recognised")
    text = " ".join(one.text for one in reading.paragraphs)
    unknown = text.count(UNMAPPED)
    found = text[:20_000].split()
    if unknown:
        yield Doubt("pdf-glyphs", {"n": str(unknown)})
    elif len(found) > 40 and stopword_density(found) < _LEAST_DENSITY:
        yield Doubt("pdf-unreadable")
