"""Foreign syntax: HTML, unread links and the signs of other Markdowns.

A rule behind all others of a line meets each sign that none of them read; a table says which ones
begin something that readers would see in the raw, and what to write instead.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from suites.archive.markdown.lint.finding import Message, add_finding, excerpt, is_enough

MENDS_OF_TAGS = {
    "b": "write **words**", "strong": "write **words**",
    "i": "write *words*", "em": "write *words*", "cite": "write *words*",
    "a": "write [words](address)",
    "br": "end the line with a backslash, or begin a paragraph",
    "p": "leave an empty line between paragraphs", "div": "leave an empty line between paragraphs",
    "li": "write - before each item", "ul": "write - before each item", "ol": "write 1. and so on",
    "h1": "write ## Heading", "h2": "write ## Heading", "h3": "write ### Heading",
    "blockquote": "write > before each line", "q": "write « words »", "hr": "write ---",
    "code": "write `words`", "pre": "write the lines between two lines of ```",
    "sup": "write the sign itself, such as ² or ᵉ", "sub": "write the sign itself, such as ₂",
    "img": "describe the image in words", "table": "write a table of Markdown, with |",
    "del": "delete the words", "s": "delete the words",
}  # fmt: skip

WITHOUT_SEMICOLON = "|".join(sorted((name for name in html5 if name[-1] != ";"), reverse=True))


class Syntax(NamedTuple):
    """What the first sign begins that is not read; a group `end` of the pattern belongs to it.

    In `what`, {} is replaced by the text, in that of "]" with the words of its link.
    """

    first: str
    pattern: str
    code: str
    what: str
    mend: str


UNREAD = (
    Syntax("<", r"<!--", "html-forbidden", "a comment of HTML stands in the text",
           "delete it: readers would see it, and git keeps what stood before"),
    Syntax("<", r"</?(?P<tag>[A-Za-z][A-Za-z0-9-]{0,60})(?:\s[^<>]{0,500}|\s*/)?>|<[!?][A-Za-z\[]",
           "html-forbidden", "HTML stands in the text: {}",
           "write it in Markdown; write \\< for the sign itself"),
    Syntax("[", r"\[\[(?!\.\.\.|…)[^\[\]\n]{0,60}\]{0,2}",
           "markup-unclosed", "a link by id is not read: {}",
           "write [[id]] or [[id|words]], in a table [[id\\|words]]"),
    Syntax("[", r"\[![A-Za-z]{1,20}\]", "markup-unknown", "{} is a sign of another Markdown",
           "write a paragraph, and what matters in **bold**"),
    Syntax("[", r"(?<![^\n])\[TOC\](?!\S)", "markup-unknown", "{} is a sign of another Markdown",
           "delete it: the page lists its headings by itself"),
    Syntax("]", r"\]\([^()\n]{0,60}\)?", "markup-unclosed", "a link is not read: {}",
           "write [words](address), with no space in the address; write \\] for the sign itself"),
    Syntax("]", r"\]\[(?!\.\.\.\]|…\])[^\[\]\n]{0,60}\]",
           "definition-missing", "no line defines the link {}",
           "write [words](address), or add a line that defines it: [name]: address"),
    Syntax("]", r"\]\{[^{}\n]{0,60}\}", "markup-unknown", "attributes are not read: {}",
           "delete them"),
    Syntax("~", r"(?<!~)~~(?=[^\s~])(?:[^\n]{1,300}?(?<=\S)(?P<end>~~))?",
           "markup-unknown", "nothing is struck out here: {}",
           "delete the words, or say that they no longer hold"),
    Syntax("~", r"(?<=[^\W_])~[^\s~]{1,40}(?P<end>~)", "markup-unknown", "{} lowers nothing here",
           "write the sign itself, such as ₂"),
    Syntax("^", r"\^\[[^\]\n]{0,60}\]?",
           "markup-unknown", "a footnote inside a line is not read: {}",
           "write [^1], and on a line of its own [^1]: the note"),
    Syntax("^", r"\^[^\s^]{1,40}(?P<end>\^)", "markup-unknown", "{} raises nothing here",
           "write the sign itself, such as ² or ᵉ"),
    Syntax("=", r"(?<!=)==(?=[^\s=])[^=\n]{1,300}(?<=\S)(?P<end>==)(?!=)",
           "markup-unknown", "nothing is highlighted here: {}", "write **words**"),
    Syntax("%", r"%%[^\n]{1,300}?(?P<end>%%)",
           "markup-unknown", "a comment of another Markdown stands in the text: {}",
           "delete it: readers would see it"),
    Syntax("{", r"(?<!\])\{[.#:][^{}\n]{0,200}\}|\{\{[^\n]{0,60}|\{%[^\n]{0,60}",
           "markup-unknown", "attributes and templates are not read: {}",
           "delete them; write \\{ for the sign itself"),
    Syntax("&",
           rf"&(?:{WITHOUT_SEMICOLON})(?![\w;=])|&\#(?:[0-9]{{1,7}}|[xX][0-9a-fA-F]{{1,6}})(?!;)",
           "markup-unclosed", "{} has no semicolon, and is not read",
           "write the sign itself, or end it with a semicolon"),
    Syntax(":", r"(?<!\S):[a-z][a-z0-9_+-]{0,40}(?P<end>:)(?!\S)",
           "markup-unknown", "{} is a sign of another Markdown",
           "write the sign or the word itself"),
    Syntax("!", r"!\[\[", "markup-unknown", "nothing is embedded here: {}",
           "write [[id]], without the exclamation mark"),
    Syntax("\\", r"\\(?!.)",
           "markup-unknown", "a backslash at the end of a paragraph is shown as it is",
           "delete it"),
)  # fmt: skip
"""Of those that begin alike, the first that matches is reported."""

FOOTNOTE = Syntax("[", r"\[\^[^\[\]\s]{1,60}\]",
                  "definition-missing", "no line defines the footnote {}",
                  "add a line that defines it: [^1]: the note")  # fmt: skip
FOOTNOTE_IN_NOTE = FOOTNOTE._replace(
    code="markup-unknown", what="a note has no footnotes: {}", mend="say it in the note itself"
)
ADDRESS = re.compile(r"(?i:(?<=https)|(?<=http))://[^\s<>«»]{1,300}")
SPACED = re.compile(r"\]\s+\(\Z")


def add_rules(md: MarkdownIt, *, is_note: bool) -> None:
    """Let a parser leave a finding for each sign that it does not read."""
    rules: dict[str, list[tuple[re.Pattern[str], Syntax]]] = {}
    for syntax in (FOOTNOTE_IN_NOTE if is_note else FOOTNOTE, *UNREAD):
        rules.setdefault(syntax.first, []).append((re.compile(syntax.pattern), syntax))

    def unread(state: StateInline, silent: bool) -> bool:
        if silent or is_enough(state):
            return False
        first = state.src[state.pos]
        if first in rules:
            _match(state, rules[first])
        if first == ":" and not state.linkLevel:
            _address(state)
        return False

    md.inline.ruler.push("unread", unread)


def _match(state: StateInline, known: list[tuple[re.Pattern[str], Syntax]]) -> None:
    for pattern, syntax in known:
        if found := pattern.match(state.src, state.pos, state.posMax):
            ends = state.env.setdefault("ends of signs", set())
            if (id(state.tokens), state.pos) not in ends:
                add_finding(state, _message(syntax, found), state.pos)
                ends.add((id(state.tokens), _end(found)))
            return


def _message(syntax: Syntax, found: re.Match[str]) -> Message:
    start, mend = found.start(), syntax.mend
    if syntax.first == "]":
        before = found.string.rfind("[", max(0, start - 60), start)
        start = before if before >= 0 else start
    elif tag := found.groupdict().get("tag"):
        own = MENDS_OF_TAGS.get(tag.lower(), "write it in Markdown")
        mend = mend.replace("write it in Markdown", own)
    what = syntax.what.format(excerpt(found.string[start : found.end()]))
    return Message(syntax.code, what, mend)


def _end(found: re.Match[str]) -> int:
    """Return the place of the sign that ends this one, and is no finding of its own; else -1."""
    groups = found.groupdict()
    if tag := groups.get("tag"):
        return found.string.find(f"</{tag}>", found.end(), found.end() + 1000)
    return found.start("end") if groups.get("end") else -1


def _address(state: StateInline) -> None:
    found = ADDRESS.match(state.src, state.pos, state.posMax)
    start = state.pos - len("https" if state.src[state.pos - 1] in "sS" else "http")
    before = state.src[max(start - 3, 0) : start]
    if found is None or before.endswith(("](", "](<")):  # an unread link has a finding of its own
        return
    what = f"an address is no link by itself: {excerpt(state.src[start : found.end()])}"
    mend = "write [words](address), or <address>"
    if SPACED.search(state.src, max(start - 8, 0), start):
        mend = "write [words](address), without a space between the two"
    add_finding(state, Message("address-bare", what, mend), start)
