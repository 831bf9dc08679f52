"""Lines of bylines: the text of an element, parted where its elements say something else.

"<span>By</span><a>Awa Renard</a><time>3 May</time>" is "By Awa Renard": what stands in another
element is another line, unless it goes on with the words before it.
"""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from suites.capture.encoding import line
from suites.capture.extraction.markup import UNREAD_ELEMENTS
from suites.capture.extraction.person_names import LONGEST_BYLINE, PARTICLES, without_lead

LONGEST_LINE = 140  # characters

_AUTHOR = re.compile(
    r"by-?lines?\d*|authors?(?:name|s?line|box|info|link|txt)?|auteurs?|autor(?:a|as|es|en|in"
    r"|innen|enzeile|zeile)?|autori|autore|autrice|verfasser|redakteur(?:in)?|writers?|signature"
    r"|journaliste?s?|contributors?|reporter|poster|skribent|author(?!i)[a-z]{0,8}"
)
_NO_PART = frozenset(
    "date time datetime published updated timestamp bio biography description avatar image photo"
    " img picture social share sharing twitter facebook linkedin instagram email mail role job"
    " position jobtitle function follow tooltip popup count comments comment caption category"
    " categories cat tags location desc button readtime reading screen".split()
)
_SURNAME = re.compile(r"\b(?:last|family|sur)[-_]?name\b", re.IGNORECASE)
_MOST_OF_A_PART = 5  # words of a name, plus one
_TOKEN = re.compile(r"[a-z]+|[A-Z]+(?![a-z])|[A-Z][a-z]+")
BLOCKS = frozenset(
    "p div li td th h1 h2 h3 h4 h5 h6 address section article header footer main aside dd dt ul ol"
    " dl table tr figcaption figure blockquote body".split()
)

_APART = frozenset({"br", "a", "time", "button"})
_PORTRAIT = frozenset({"bio", "biography", "image", "img", "avatar", "photo", "description"})

Lines = list[tuple[str, str]]
"""The lines of a byline: the kind of element that each stands in, and its text."""


def tokens(element: HtmlElement | None) -> frozenset[str]:
    """Return the words in the class, the id and the like of an element, in small letters."""
    if element is None:
        return frozenset()
    texts = (element.get(key) for key in ("class", "id", "data-testid"))
    return frozenset(word.lower() for text in texts if text for word in _TOKEN.findall(text[:300]))


def is_author(names: frozenset[str]) -> bool:
    """Return whether one of the words of an element (`tokens`) says that it names an author."""
    return any(_AUTHOR.fullmatch(name) for name in names)


def lines_of(element: HtmlElement) -> Lines:
    """Return the text of an element, a line each time that another element says something else."""
    lines: Lines = []
    length = 0
    for text, is_new, kind in _texts(element):
        length += len(text)
        if length > LONGEST_BYLINE:
            return []
        if len(text) > LONGEST_LINE:
            continue
        is_surname = bool(_SURNAME.search(kind)) and len(text.split()) < _MOST_OF_A_PART
        if lines and (is_surname or not _is_done(lines[-1][1], text, is_new)):
            before = lines[-1]
            glue = "" if text[0] in ",.;:" else " "
            kind = before[0] if without_lead(before[1]).strip(" ,:") else kind
            lines[-1] = (kind, f"{before[1]}{glue}{text}")
        else:
            lines.append((kind, text))
    return lines


def _is_done(before: str, text: str, is_block: bool) -> bool:
    """Return whether a text ends where another element's begins."""
    rest = without_lead(before).strip(" ,:")
    if not rest or before.endswith((",", "&")) or text[0] in ",&" or text in (".", ":"):
        return False
    last, first = before.split()[-1].lower(), text.split()[0].lower()
    if (
        _INITIAL.fullmatch(before.split()[-1])
        or last in _JOINTS
        or first in _JOINTS
        or last in PARTICLES
        or first in PARTICLES
    ):
        return False
    return is_block or " " in rest or " " in text


_INITIAL = re.compile(r"[^\W\d_]\.")
_JOINTS = frozenset({"et", "and", "und", "y", "e", "en", "og", "och", "&", "avec", "mit", "with"})


def _texts(element: HtmlElement) -> Iterator[tuple[str, bool, str]]:
    """Yield the texts of an element in order, whether a block begins before each, and its kind.

    Texts are of one kind when their elements have the same tag and class.
    """
    stack: list[tuple[HtmlElement, bool]] = [(element, False)]
    is_new = False
    left = 400
    while stack and left:
        left -= 1
        node, is_tail = stack.pop()
        text = node.tail if is_tail else node.text
        if is_tail:
            is_new = is_new or node.tag in BLOCKS or node.tag in _APART
            node = node.getparent()
        else:
            if node is not element:
                stack.append((node, True))
                if not _is_read(node):
                    continue
            is_new = is_new or node.tag in BLOCKS or node.tag in _APART
            stack.extend((child, False) for child in reversed(node))
        if text and (text := line(text, LONGEST_BYLINE)):
            yield text, is_new, f"{node.tag} {node.get('class')}"
            is_new = False


def _is_read(element: HtmlElement) -> bool:
    if not isinstance(element.tag, str) or element.tag in UNREAD_ELEMENTS:
        return False
    if element.tag in ("time", "button", "figcaption"):
        return False
    names = tokens(element)
    return not names & _NO_PART or (is_author(names) and not names & _PORTRAIT)
