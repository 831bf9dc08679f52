"""Pointers: lines that lead a reader elsewhere, and were taken for paragraphs of the article.

"Read also" before a link, a heading over links to other articles, and what ends a page after its
article: its copyright, its tags, the head of its comments. Most stand among the paragraphs, as
their brothers, so that only their words tell them apart. A page may be nothing else: it is left.
"""

from collections.abc import Collection, Mapping, Sequence
from itertools import islice

from suites.capture.dumps.boilerplate import Boilerplate, boilerplate_kind
from suites.capture.extraction.paragraphs import Paragraph

_LONGEST = 400  # characters
_MOST, _LAST = 2000, 50  # lines whose words are looked at: of all, and at the end
_LINKED = 0.7  # of the characters: a link, with a word or a sign before it
_PARTLY_LINKED = 0.3
_SHORT = 120  # characters of a line, or of a heading
_MOST_HEADINGS = 3  # at the end
_HEADINGS = frozenset("h2 h3 h4 h5 h6".split())
_ENDS = frozenset(
    {
        Boilerplate.LEGAL,
        Boilerplate.RELATED,
        Boilerplate.RELATED_INLINE,
        Boilerplate.COMMENTS,
        Boilerplate.TAGS,
    }
)


def without_pointers(found: Sequence[Paragraph], chosen: Collection[int]) -> set[int]:
    """Return the numbers of the chosen paragraphs that say something of the article."""
    order = sorted(chosen)
    lines = (number for number in order if _is_line(found[number]))
    looked_at = (*islice(lines, _MOST), *order[-_LAST:])
    kinds = {number: _kind(found[number]) for number in looked_at}
    left = _ended(found, _without_related(found, order, kinds), kinds)
    is_text = any(found[number].block.tag not in _HEADINGS for number in left)
    return set(left) if is_text else set(chosen)


def _is_line(paragraph: Paragraph) -> bool:
    """Return whether a paragraph is short, or in part a link: running text is not looked at."""
    return paragraph.size <= _SHORT or paragraph.linked > _PARTLY_LINKED * paragraph.size


def _kind(paragraph: Paragraph) -> Boilerplate | None:
    return boilerplate_kind(paragraph.words()) if paragraph.size <= _LONGEST else None


def _without_related(
    found: Sequence[Paragraph], chosen: Sequence[int], kinds: Mapping[int, Boilerplate | None]
) -> list[int]:
    """Return the numbers without the lines that name other articles, and their heads."""
    left: list[int] = []
    head: int | None = None
    is_list = False  # links stand below the head
    for number in chosen:
        one = found[number]
        kind = kinds.get(number)
        if kind is Boilerplate.RELATED_INLINE and one.linked > _PARTLY_LINKED * one.size:
            continue
        if kind is Boilerplate.RELATED:
            head, is_list = number, False
        elif head is not None and one.linked > _LINKED * one.size:
            is_list = True
        else:
            is_prose = one.linked <= _PARTLY_LINKED * one.size and not _is_heading(one)
            if head is not None and is_prose and not is_list:
                left.append(head)
            left.append(number)
            head = None
    return left


def _is_heading(paragraph: Paragraph) -> bool:
    return paragraph.block.tag in _HEADINGS and paragraph.size <= _SHORT


def _ended(
    found: Sequence[Paragraph], chosen: Sequence[int], kinds: Mapping[int, Boilerplate | None]
) -> Sequence[int]:
    """Return the numbers up to the last paragraph: no heading stands after it, and no notice."""
    end = len(chosen)
    headings = 0
    while end:
        number = chosen[end - 1]
        is_heading = _is_heading(found[number])
        headings += is_heading
        if kinds.get(number) not in _ENDS and (not is_heading or headings > _MOST_HEADINGS):
            break
        end -= 1
    return chosen[:end]
