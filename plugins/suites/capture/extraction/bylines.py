"""Bylines: the places of a page that name its authors, as lines of text.

Pages mark their bylines (`rel=author`, `itemprop`, classes, links to a profile) or just show them:
"By …" under the headline, a name beside the day. What belongs to another article, to a comment
or to a menu is left out. The text of a mark is read by its elements: what stands in another one is
another line, unless it goes on.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from suites.capture.encoding import line
from suites.capture.extraction.byline_lines import (
    BLOCKS,
    LONGEST_LINE,
    Lines,
    is_author,
    lines_of,
    tokens,
)
from suites.capture.extraction.markup import UNREAD_ELEMENTS
from suites.capture.extraction.person_names import folded, same, without_lead
from suites.capture.extraction.textual_dates import find_dates

_MOST_ELEMENTS = 50_000
_MOST_MARKS = 60
_MOST_BLOCKS = 400

_ABOVE, _FAR = 5, 30  # times as near; elements
_NEAR = 10  # lines under the headline
_LONGEST_LABEL = 40  # characters
_MOST_BESIDE_LABEL = 3  # elements

_ELSEWHERE = frozenset(
    "comment comments commentlist respond reply replies pingback related recommended"
    " recommendations popular trending newsletter nav menu promo sponsored mostread cookie"
    " recirculation breadcrumb breadcrumbs".split()
)
_BARS = frozenset({"nav", "menu"})
_BESIDE = frozenset("sidebar widget footer aside".split())
_PROFILE = re.compile(
    r"/(?:authors?|auteurs?|autor(?:a|es|en)?|autori|autore|redakteure?|redacteurs?|journalistes?"
    r"|contributors?|staff|profiles?|profil|writers?|by|reporters?|columnists?|editorial-team"
    r"|redaction|firmas?|signatures?|correspondents?)/[^/?#]+",
    re.IGNORECASE,
)


class ShownPage:
    """The elements of a page that its readers see."""

    def __init__(self, tree: HtmlElement, headline: str) -> None:
        self._elements: list[HtmlElement] = []
        self._marks: list[tuple[int, HtmlElement]] = []
        body = tree.find("body")
        self._title = folded(headline)
        self._headline = None if body is None else _find_headline(body, headline)
        above: list[HtmlElement] = []
        if self._headline is not None:
            above = [self._headline, *self._headline.iterancestors()]
        self._above = set(above)
        if body is not None:
            self._walk(body)
        self._start = 0
        if self._headline is not None and self._headline in set(self._elements):
            self._start = self._elements.index(self._headline)
        self._article = next((e for e in above if e.tag == "article"), None)
        if self._article is None:
            articles = [e for e in self._elements if e.tag == "article"]
            # The longest one, where several stand side by side.
            self._article = max(articles, key=lambda e: self._prose[e], default=None)

    def _walk(self, body: HtmlElement) -> None:
        """Note the elements that a reader sees, in their order, and those marked as bylines."""
        self._prose = _count(body, {"p"})
        self._headings = _count(body, {"h2", "h3", "h4"})
        most = self._prose[body]
        stack = [body]
        while stack and len(self._elements) < _MOST_ELEMENTS:
            element = stack.pop()
            if not isinstance(element.tag, str) or element.tag in UNREAD_ELEMENTS:
                continue
            names = tokens(element)
            is_elsewhere = element.tag == "nav" or (names & _ELSEWHERE and not is_author(names))
            is_small = element not in self._above and 2 * self._prose[element] < most + 1
            if is_elsewhere and is_small:
                self._note_inside(element)
                continue
            self._elements.append(element)
            if len(self._marks) < _MOST_MARKS and self._is_mark(element, names):
                self._marks.append((len(self._elements), element))
            elif len(self._marks) < _MOST_MARKS and (named := _labelled(element)) is not None:
                self._marks.append((len(self._elements), named))
            stack.extend(reversed(element))

    def _note_inside(self, menu: HtmlElement) -> None:
        """Note the bylines in a bar of links: some pages set theirs beside the share buttons."""
        if not tokens(menu) & _ELSEWHERE <= _BARS:
            return
        for element in islice(menu.iter("a", "span", "div", "p"), _MOST_MARKS):
            value = f"{element.get('rel')} {element.get('itemprop')} {element.get('class')}"
            if "author" in value.lower().split() and len(self._marks) < _MOST_MARKS:
                self._marks.append((len(self._elements), element))

    def _is_mark(self, element: HtmlElement, names: frozenset[str]) -> bool:
        if element.tag in ("body", "html", "main", "article", "img", "meta", "figcaption"):
            return False
        if element.tag == "a":
            if "author" in (element.get("rel") or "").lower().split():
                return True
            if _PROFILE.search((element.get("href") or "")[:500]):
                return True
        if (element.get("itemprop") or "").lower() in ("author", "author creator"):
            return True
        return element.tag == "byline" or (
            is_author(names) and "comment" not in names and "comments" not in names
        )

    def marked(self, *, beside: bool = False) -> Iterator[Lines]:
        """Yield the marked bylines: those after the headline, then those before it.

        `beside`: instead those beside the article, in boxes and footers.
        """
        after: list[HtmlElement] = []
        before: list[HtmlElement] = []
        numbers = {element: number for number, element in self._marks}
        for number, element in self._marks:
            if self._place(element) is beside:
                (after if number > self._start else before).append(element)
        # A byline right above the headline counts more than one far below it.
        is_above = bool(before and after) and numbers[after[0]] - self._start > max(
            _FAR, _ABOVE * (self._start - numbers[before[-1]])
        )
        for marks in (before[::-1], after) if is_above else (after, before[::-1]):
            done: set[HtmlElement] = set()
            for mark in marks:
                if mark in done:
                    continue
                inside = [other for other in marks if mark in other.iterancestors()]
                outer = {above for other in inside for above in other.iterancestors()}
                fellows = _fellows(mark, marks)
                done.update(inside, fellows)
                yield [x for leaf in inside if leaf not in outer for x in lines_of(leaf)]
                yield [x for fellow in (mark, *fellows) for x in lines_of(fellow)]

    def _place(self, element: HtmlElement) -> bool | None:
        """Return whether an element stands beside the article (True) or in it; None: elsewhere."""
        is_aside, most = False, self._prose[self._elements[0]]
        for above in element.iterancestors():
            if above in self._above:
                break
            if above.tag in ("figure", "picture"):
                return None
            if above.tag == "header":
                is_aside = False
            if above.tag in ("aside", "footer") or tokens(above) & _BESIDE:
                is_aside = 2 * self._prose[above] < most
            is_small = above in self._prose and 2 * self._prose[above] < most
            if above.tag == "article" and above is not self._article and is_small:
                return None
            if (
                above.tag == "li"
                and is_small
                and not is_author(tokens(above.getparent()))
                and self._headings[above]
            ):
                return None
        return is_aside

    def lines(self) -> Iterator[tuple[str, int]]:
        """Yield what lines say after "by", and their number under the headline."""
        for number, text in enumerate(self._blocks):
            rest = without_lead(text)
            if rest != text:
                yield rest, number

    def datelines(self) -> Iterator[str]:
        """Yield the lines near the headline that have a day, without it."""
        for text in self._blocks[:14]:
            if folded(text)[:40] in self._title:
                continue
            if len(text) < 80 and any(map(str.isdigit, text)) and (dates := find_dates(text)):
                before = text[: dates[0].start]
                # "Updated:" in any language is the label of the day.
                label = before.rstrip().endswith(":")
                yield f"{'' if label else before}\n{text[dates[-1].end :]}"

    def shows_in_line(self, name: str) -> bool:
        """Return whether a short line of the article's, or right above it, has a name."""
        return any(folded(name) in folded(text) for text in (*self._above_headline, *self._blocks))

    def shows_near(self, name: str) -> bool:
        """Return whether a short line near the headline is a name, but for a few letters."""
        lines = (*self._above_headline, *self._blocks[:_NEAR])
        each = (folded(text) for text in lines)
        return any(folded(name) in text and len(text) < 2 * len(name) for text in each)

    @cached_property
    def _blocks(self) -> list[str]:
        return list(self._find_blocks(self._elements[self._start + 1 :]))

    @cached_property
    def _above_headline(self) -> list[str]:
        return list(self._find_blocks(self._elements[max(0, self._start - 60) : self._start]))

    def _find_blocks(self, elements: Iterable[HtmlElement]) -> Iterator[str]:
        """Yield the short texts of elements that have no blocks inside."""
        count = 0
        for element in elements:
            if element.tag not in BLOCKS or any(child.tag in BLOCKS for child in element):
                continue
            text = "\n".join(text for _, text in lines_of(element))
            if text and len(text) <= LONGEST_LINE and self._place(element) is False:
                yield text
            count += 1
            if count > _MOST_BLOCKS:
                return


def _find_headline(body: HtmlElement, headline: str) -> HtmlElement | None:
    """Return the heading that shows the headline, or else the first main heading."""
    headings = list(islice(body.iter("h1", "h2", "h3"), 300))
    shown = (e for e in headings if same(line("".join(islice(e.itertext(), 20))), headline))
    return next(shown, next((e for e in headings if e.tag == "h1"), None))


def _labelled(label: HtmlElement) -> HtmlElement | None:
    """Return the element that has the name after a label: "Author:", alone in its element."""
    text = label.text or ""
    if len(label) or len(text) > _LONGEST_LABEL or not folded(text) or folded(without_lead(text)):
        return None
    for element in (label, label.getparent()):
        above = element.getparent()
        if above is None or folded(element.tail or ""):
            return above if above is not None and len(above) <= _MOST_BESIDE_LABEL else None
        if (after := element.getnext()) is not None:
            return after if isinstance(after.tag, str) else None
    return None


def _count(body: HtmlElement, tags: set[str]) -> dict[HtmlElement, int]:
    """Return how many elements of some tags each element holds."""
    count: dict[HtmlElement, int] = {}
    for _, element in iterwalk(body, events=("end",)):
        inside = sum(count.get(child, 0) for child in element)
        count[element] = (element.tag in tags) + inside
    return count


def _fellows(element: HtmlElement, marks: Sequence[HtmlElement]) -> list[HtmlElement]:
    """Return the marks beside an element that name its co-authors: as it is marked, as near."""
    parent = element.getparent()
    places = {parent} if parent is None else {parent, parent.getparent()}
    at = marks.index(element)
    found = []
    for other in marks[at + 1 : at + 20]:
        above = other.getparent()
        near = above is parent or (
            above is not None
            and above.tag == parent.tag
            and above.getparent() in places
            and above.get("class") == parent.get("class")
        )
        if (
            near
            and other.tag == element.tag
            and other.get("class") == element.get("class")
            and other.get("rel") == element.get("rel")
        ):
            found.append(other)
    return found
