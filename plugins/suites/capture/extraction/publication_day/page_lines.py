"""Page lines: the lines that a page shows to its reader, each with its place in the page.

A line is the text of a block, without that of the blocks inside it. Its part says whether it stands
in the site's header, in readers' comments, beside the article, or in none of these. What holds the
headline is never beside the article, whatever its class says.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from suites.capture.encoding import line
from suites.capture.extraction.lexicon import alternatives
from suites.capture.extraction.markup import UNREAD_ELEMENTS
from suites.capture.extraction.person_names import folded
from suites.capture.extraction.publication_day.page_line import PageLine, Part
from suites.capture.extraction.publication_day.split_dates import joined
from suites.capture.extraction.titles import close, titles_of_head

MOST_LINES = 20_000
_MOST_HEADINGS = 200
_LONGEST = 1000
_LONGEST_TITLE = 300
_FEWEST_LETTERS = 15
_SHORTEST = 8
_LONGEST_HEADING = 50
LONG = 160
"""Characters of a line: longer ones are running text."""

_NOT_TIMES = UNREAD_ELEMENTS - {"button"}
_INLINE = frozenset(
    "a abbr acronym b bdi bdo big cite code data dfn em font i img ins kbd label mark q s samp"
    " small span strike strong sub sup time tt u var wbr".split()
)


_NAMES = (
    (Part.ARCHIVE, re.compile(r"(?:^|\s)(?:wm-ipp|donato|wm-toolbar|HEADER(?=\s))")),
    (
        Part.HEADER,
        re.compile(r"(?:^|\s)(?:(?:site|main|page|global)-?_?header|header|masthead)(?=\s)", re.I),
    ),
    (
        Part.COMMENTS,
        re.compile(
            r"(?<![a-z])(?:comment(?!ary)|kommentar(?!e?-?(?:text|seite))|disqus|respond(?!s)|replies"
            r"|reactions|livefyre)",
            re.IGNORECASE,
        ),
    ),
    (
        Part.BESIDE,
        re.compile(
            r"(?<![a-z])(?:related|recommend|similar|side-?_?bar|aside|most-?_?(?:read|popular|viewed)"
            r"|popular|latest|trending|recirc|carousel|newsletter|ticker|footer|pagination|outbrain"
            r"|taboola|read-?_?(?:more|next|also)|more-?_?(?:news|stories|from|on)|voir-?aussi|lire-?aussi"
            r"|a-?lire|weitere|prev(?:ious)?-?_?(?:post|article)|next-?_?(?:post|article)"
            r"|post-?_?navigation|cookie|today|current-?_?date|top-?_?bar|twitter-|instagram-|fb-)",
            re.IGNORECASE,
        ),
    ),
)
_TAGS = dict.fromkeys(("aside", "nav", "footer", "blockquote", "figure"), Part.BESIDE) | {
    "header": Part.HEADER
}
_SECTION = re.compile(
    rf"\W*(?:\d{{1,4}}\s)?(?:(?P<comments>{alternatives('at_start/comments')})"
    rf"|{alternatives('at_start/related')})(?!\w)",
    re.IGNORECASE,
)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PageLines:
    """The lines of a page in order; `headline` is the place of that of the article among them."""

    lines: tuple[PageLine, ...]
    headline: int | None


def page_lines(tree: HtmlElement) -> PageLines:
    """Return the lines that a page shows."""
    titles = titles_of_head(tree)
    heading = _heading(tree, titles)
    lines = _read(tree, heading)
    if heading is None:
        names = [folded(title) for title in titles]
        named = (one.elements[0] for one in lines if _is_title(one.text, names) and one.elements)
        heading = next(named, None)
        heading = next(tree.iter("h1"), None) if heading is None else heading
        lines = lines if heading is None else _read(tree, heading)
    inside = frozenset() if heading is None else frozenset(heading.iter())
    places = (n for n, one in enumerate(lines) if not inside.isdisjoint(one.elements))
    headline = next(places, None)
    return PageLines(tuple(_parted(lines, headline)), headline)


def _parted(lines: Sequence[PageLine], headline: int | None) -> Iterator[PageLine]:
    """Yield the lines, those after a heading of comments or of other articles in their part.

    What stands above the site's navigation is its header.
    """
    above = lines[: headline or 0]
    navigation = max((n for n, one in enumerate(above) if one.part is not Part.ARTICLE), default=-1)
    part, has_text = Part.ARTICLE, False
    for n, one in enumerate(lines):
        is_text = len(one.text) > LONG
        has_text = has_text or (is_text and n > (headline or 0))
        if has_text and (heading := _SECTION.match(one.text)) and len(one.text) <= _LONGEST_HEADING:
            is_last = heading["comments"] or part is Part.COMMENTS
            part = Part.COMMENTS if is_last else Part.BESIDE
        elif is_text and part is Part.BESIDE:
            part = Part.ARTICLE
        if one.part is Part.ARTICLE and n < navigation:
            yield replace(one, part=Part.HEADER)
        else:
            yield replace(one, part=part) if one.part is Part.ARTICLE else one


def _read(tree: HtmlElement, heading: HtmlElement | None) -> tuple[PageLine, ...]:
    return tuple(joined(islice(_lines(tree, _holders(heading)), MOST_LINES)))


def _is_title(text: str, titles: Iterable[str]) -> bool:
    """Return whether a line is a title of the page, or all but the name of the site of one."""
    letters = folded(text) if len(text) <= _LONGEST_TITLE else ""
    return len(letters) >= _FEWEST_LETTERS and any(title.startswith(letters) for title in titles)


def elements_in(tree: HtmlElement, *parts: Part) -> list[HtmlElement]:
    """Return the outermost elements of the parts of a page."""
    holders, found = _holders(_heading(tree, titles_of_head(tree))), []
    walk = iterwalk(tree, events=("start",))
    for _, element in walk:
        if element not in holders and _part(element, Part.ARTICLE, holders) in parts:
            found.append(element)
            walk.skip_subtree()
    return found


def _holders(heading: HtmlElement | None) -> frozenset[HtmlElement]:
    return frozenset() if heading is None else frozenset([heading, *heading.iterancestors()])


def _heading(tree: HtmlElement, titles: Sequence[str]) -> HtmlElement | None:
    """Return the first heading that is a title of the page's head, one of the first rank before."""
    headings = list(islice(tree.iter("h1", "h2", "h3"), _MOST_HEADINGS))
    for heading in sorted(headings, key=lambda one: one.tag != "h1"):
        text = line(heading.text_content(), _LONGEST)
        if len(text) >= _SHORTEST and any(close(text, title) for title in titles):
            return heading
    return None


def _lines(tree: HtmlElement, holders: frozenset[HtmlElement]) -> Iterator[PageLine]:
    parts = [Part.ARTICLE]
    texts: list[str] = []
    elements: list[HtmlElement] = []
    walk = iterwalk(tree, events=("start", "end"))

    def flush() -> Iterator[PageLine]:
        if text := line("".join(texts), _LONGEST):
            yield PageLine(text, tuple(elements), parts[-1])
        texts.clear()
        elements.clear()

    for event, element in walk:
        is_block = element.tag not in _INLINE
        if event == "start":
            if is_block:
                yield from flush()
            parts.append(parts[-1] if element in holders else _part(element, parts[-1], holders))
            if element.tag in _NOT_TIMES or _HIDDEN.search(element.get("style") or ""):
                walk.skip_subtree()
            else:
                elements.append(element)
                texts.append(_apart(texts, element, (element.text or "")[:_LONGEST]))
        else:
            if is_block:
                yield from flush()
            parts.pop()
            if element is not tree and element.tail:
                texts.append(_apart(texts, element, element.tail[:_LONGEST]))
                if not elements and (parent := element.getparent()) is not None:
                    elements.append(parent)
    yield from flush()


def _apart(texts: Sequence[str], element: HtmlElement, text: str) -> str:
    """Return a text with a space before it if only an element parts a figure from a letter."""
    last, first = (texts[-1] if texts else "")[-1:], text[:1]
    is_between = (last.isdigit() and first.isalpha()) or (last.isalpha() and first.isdigit())
    return f" {text}" if is_between and element.tag not in ("sup", "sub") else text


def _part(element: HtmlElement, above: Part, holders: frozenset[HtmlElement]) -> Part:
    if above not in (Part.ARTICLE, Part.HEADER) or element.tag in ("html", "body", "main"):
        return above
    names = f"{element.get('id') or ''} {element.get('class') or ''}"[:400] + " "
    for part, pattern in _NAMES:
        if pattern.search(names):
            return part
    if element.tag in ("header", "footer"):
        article = next(element.iterancestors("article", "main"), None)
        return above if article is not None and article in holders else _TAGS[element.tag]
    if element.tag == "article" and any(one.tag == "article" for one in holders):
        return above if next(element.iterancestors("article"), None) in holders else Part.BESIDE
    return _TAGS.get(element.tag, above)
