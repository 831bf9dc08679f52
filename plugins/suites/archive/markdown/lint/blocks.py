"""Blocks: paragraphs that were meant as something else, and what only looks like a paragraph.

A wrapped line may begin with a sign that Markdown reads: `: « oui »`, `- 5 %`, `> 8 $`. Where that
cannot be told from what the sign is for, the finding says how to write either.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain, islice
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from suites.archive.markdown.lint.finding import FINDING, Message, excerpt, line_of, token
from suites.archive.markdown.lint.tables import rows, table
from suites.archive.problems import MAX_REPORTED, is_visible

USED = "labels of links that were read"
"""Where the parser notes them, in the environment of a text."""

MAX_NESTING = 12
"""Lists, their items and quotations in one another; what lies deeper, markdown-it leaves out."""

CONTAINERS = frozenset({"list_item_open", "blockquote_open", "dd_open"})
TOO_DEEP = Message(
    "text-too-large",
    "lists or quotations lie so deep in one another that what follows is not shown",
    "write it flatter: five lists in one another, at most",
)

LONGEST_TERM = 4
"""Words of the term of a definition whose line is followed by that of the definition."""

LONGEST_HEADING = 100

TASK = re.compile(r"\[[ xX]\](?=\s|$)")
KEY = re.compile(r"[^\W\d]\w*: ")
STOPS = tuple(".:;,!?…»”)")
AMOUNT = re.compile(r"[\d$€£]")
DEFINITION = re.compile(r"[ \t>]*([:~])[ \t]+(.?)")
QUOTATION_MARKS = frozenset('«“"')


class Begun(NamedTuple):
    """The beginnings of lines that were meant as something else; `least` of them are reported."""

    pattern: re.Pattern[str]
    least: int
    message: Message


def _misread(what: str, mend: str) -> Message:
    return Message("markup-misread", what, mend)


def _line(pattern: str, what: str, mend: str, least: int = 1) -> Begun:
    return Begun(re.compile(pattern, re.MULTILINE), least, _misread(what, mend))


BEGINNINGS = frozenset("|•·‣▪●◦:!?*#=+-0123456789")
ANY = (
    _line(
        r"^(?:[•·‣▪●◦]|[-+](?=[^\W\d_])|\d{1,2}[.)](?=[^\W\d_]|[ ]))",
        "the lines of a list are no list, and follow one another in one paragraph",
        "begin each with a hyphen and a space, or with 1. and a space",
        2,
    ),
    _line(
        r"^(?::::|(?:!!!|\?\?\?) ?\w)",
        "a sign of another Markdown begins a line",
        "write a paragraph, and what matters in **bold**",
    ),
)
BODY = (
    *ANY,
    _line(
        r"^\|.*|^[ \t]*:?-+:?[ \t]*\|[-:| \t]*$",
        "the lines of a table are no table",
        "write | --- | --- | below its first line, with as many cells",
    ),
    _line(r"^#{2,6}[^\s#]|^#{7,}", "a heading is not read", "write a space after its ## to ######"),
)
NOTE = (
    *ANY,
    _line(r"^\|.*", "a note has no table", "say it in a sentence"),
    _line(r"^#{1,6}\s|^#{2,6}\w|^={3,}[ \t]*$", "a note has no heading", "say it in a sentence"),
)


def _definitions(state: StateCore) -> Iterator[Token]:
    """Yield findings for definitions without a reference, or after one of the same name."""
    used = state.env.get(USED, ())
    for label, one in state.env.get("references", {}).items():
        if label not in used:
            yield _unused(f"[{label.lower()}]", one["map"][0], "link")
    for one in state.env.get("duplicate_refs", ()):
        yield _again(f"[{one['label'].lower()}]", one["map"][0])
    numbers = state.env.get("footnotes", {}).get("refs", {})
    seen: set[str] = set()
    for opened in state.tokens:
        if opened.type == "footnote_reference_open":
            label, line = opened.meta["label"], line_of(opened)
            if label in seen:
                yield _again(f"[^{label}]", line)
            elif numbers.get(f":{label}", -1) < 0:
                yield _unused(f"[^{label}]", line, "footnote")
            seen.add(label)


def _unused(name: str, line: int, kind: str) -> Token:
    what = f"nothing refers to the {kind} {name}, and readers do not see it"
    refer = f"[words]{name}" if kind == "link" else name
    mend = f"write {refer} where it belongs, or delete the definition"
    return token(Message("definition-unused", what, mend), line)


def _again(name: str, line: int) -> Token:
    what = f"{name} is defined a second time, and readers see one of the two"
    return token(
        Message("definition-unused", what, "give it a name of its own, or delete it"), line
    )


def add_rules(md: MarkdownIt, *, is_note: bool) -> None:
    """Let a parser leave a finding for each block that is not, or may not be, as it was meant."""
    lines = NOTE if is_note else BODY

    def findings(state: StateCore) -> None:
        found = chain(_findings(state.tokens, state.src.split("\n"), lines), _definitions(state))
        state.tokens += list(islice(found, MAX_REPORTED))

    # Right behind "inline": the footnotes that nothing refers to are dropped later.
    md.core.ruler.after("inline", "findings", findings)
    if not is_note:
        md.block.ruler.at("table", table, {"alt": ["paragraph", "reference"]})


class Block(NamedTuple):
    """A token that opens a block, or is one: its place among all, and the lines of the source."""

    tokens: Sequence[Token]
    place: int
    source: list[str]

    @property
    def token(self) -> Token:
        """The token itself."""
        return self.tokens[self.place]

    @property
    def line(self) -> int:
        """The number of its first line, from 0."""
        return line_of(self.token)

    def words(self, depth: int) -> str:
        """Return the text of the paragraph so many tokens below; empty where there is none."""
        paragraph = self.tokens[self.place + depth]
        is_text = paragraph.type == "paragraph_open"
        return self.tokens[self.place + depth + 1].content if is_text else ""

    def interrupts(self) -> bool:
        """Return whether it follows at once on a paragraph that seems not to have ended."""
        before = self.source[self.line - 1].strip() if self.line and self.place else ""
        is_text = self.tokens[self.place - 1].type == "paragraph_close"
        return bool(before) and is_text and not before.endswith(STOPS)


def _findings(
    tokens: Sequence[Token], source: list[str], lines: tuple[Begun, ...]
) -> Iterator[Token]:
    for place, one in enumerate(tokens):
        check = CHECKS.get(one.type)
        if check and (message := check(Block(tokens, place, source))):
            # A definition stands on the line below its term.
            yield token(message, line_of(one) + (one.type == "dt_open"))
        if one.type == "table_open":
            yield from rows(tokens, place, source)
        if one.level == MAX_NESTING - 1 and one.type in CONTAINERS:
            yield token(TOO_DEEP, line_of(one))
        elif one.type == "inline" and tokens[place - 1].type == "paragraph_open":
            may_begin = "\n" in one.content or one.content[:1] in BEGINNINGS
            # The paragraph that follows a finding is a table that is reported.
            if may_begin and tokens[place - 2].type != FINDING:
                yield from _of_lines(one, lines)


def _of_lines(inline: Token, lines: tuple[Begun, ...]) -> Iterator[Token]:
    for begun in lines:
        found = list(begun.pattern.finditer(inline.content))
        if len(found) >= begun.least:
            before = inline.content.count("\n", 0, found[0].start())
            yield token(begun.message, line_of(inline) + before)


def _heading(block: Block) -> Message | None:
    words, markup = block.tokens[block.place + 1].content, block.token.markup
    if not is_visible(words):
        return _misread("a heading has no words", "write them, or delete its signs")
    if markup in ("=", "-"):
        ends = words.endswith((".", ":", ";", ",")) or len(words) > LONGEST_HEADING
        if ends or "\n" in words or KEY.match(words):
            what = f"the line of {markup} makes a heading of what stands above: {excerpt(words)}"
            mend = "leave an empty line above it; for a heading write ## and its words"
            return _misread(what, mend)
    elif AMOUNT.match(words) and block.interrupts():
        return _begun("#", "a heading", words)
    return None


def _code(block: Block) -> Message:
    what = f"four spaces make code of a line: {excerpt(block.token.content.strip())}"
    return _misread(what, "delete the spaces; for code, write the lines between two lines of ```")


def _fence(block: Block) -> Message | None:
    first, end = block.token.map or (0, 1)
    markup = block.token.markup
    if first < end - 1 and block.source[end - 1].strip(" \t>").startswith(markup):
        return None
    what = f"the code that opens here is not closed: {excerpt(block.source[first].strip())}"
    return Message("markup-unclosed", what, f"write {markup} on a line of its own after it")


def _list(block: Block) -> Message | None:
    list_, words = block.token, block.words(2)
    if list_.level or list_.map != block.tokens[block.place + 1].map:
        return None  # it lies in another list, or has several items
    sign = list_.markup
    if block.interrupts():
        return _begun(sign, "a list", words)
    if sign in ("-", "+") and AMOUNT.match(words):
        what = f"the {sign} before an amount begins a list, and is not shown: {excerpt(words)}"
        mend = f"write \\{sign} for the sign itself; begin the item of a list with a word"
        return _misread(what, mend)
    return None


def _task(block: Block) -> Message | None:
    words = block.words(1)
    what = f"nothing is ticked off here: {excerpt(words)}"
    mend = "delete the brackets, and say in words what is done"
    return Message("markup-unknown", what, mend) if TASK.match(words) else None


def _quote(block: Block) -> Message | None:
    if block.token.level or not block.interrupts():
        return None
    return _begun(">", "a block quotation", block.words(1))


def _term(block: Block) -> Message | None:
    words = block.tokens[block.place + 1].content
    found = DEFINITION.match(block.source[block.line + 1])
    if found is None:
        return None  # an empty line parts the two: nobody wraps a line so
    sign, first = found.groups()
    if sign == "~" or first in QUOTATION_MARKS or len(words.split()) > LONGEST_TERM:
        what = f"a line that begins with {sign} makes a definition of what stands above: "
        mend = f"join the two lines; for a definition, leave an empty line above the {sign}"
        return _misread(what + excerpt(words), mend)
    return None


def _begun(sign: str, made: str, words: str) -> Message:
    what = f"a line that begins with {sign} makes {made} of itself: {excerpt(words)}"
    mend = f"join it to the line above, or write \\{sign}; for {made}, leave an empty line above it"
    return _misread(what, mend)


CHECKS: dict[str, Callable[[Block], Message | None]] = {
    "heading_open": _heading,
    "code_block": _code,
    "fence": _fence,
    "bullet_list_open": _list,
    "ordered_list_open": _list,
    "list_item_open": _task,
    "blockquote_open": _quote,
    "dt_open": _term,
}
