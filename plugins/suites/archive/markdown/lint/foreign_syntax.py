"""Foreign syntax: HTML, unread links and the signs of other Markdowns.

A rule behind all others of a line meets each sign that none of them read; `foreign_syntax.yaml`
says which ones begin something that readers would see in the raw, and what to write instead.
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from html.entities import html5
from typing import Any, NamedTuple

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from suites.archive.markdown.lint.finding import Message, add_finding, excerpt, is_enough
from suites.archive.yaml_resources import read_yaml_resource


class Syntax(NamedTuple):
    """A pattern that begins with a sign and is not read, and the message about it."""

    first: str
    pattern: str
    code: str
    what: str
    mend: str


FOOTNOTE = Syntax("[", r"\[\^[^\[\]\s]{1,60}\]",
                  "definition-missing", "no line defines the footnote {}",
                  "add a line that defines it: [^1]: the note")  # fmt: skip
FOOTNOTE_IN_NOTE = FOOTNOTE._replace(
    code="markup-unknown", what="a note has no footnotes: {}", mend="say it in the note itself"
)
ADDRESS = re.compile(r"(?i:(?<=https)|(?<=http))://[^\s<>«»]{1,300}")
SPACED = re.compile(r"\]\s+\(\Z")


def _data() -> Any:
    return read_yaml_resource(__package__, "foreign_syntax.yaml")


@cache
def _patterns(*, is_note: bool) -> Mapping[str, list[tuple[re.Pattern[str], Syntax]]]:
    """Return the patterns of each sign, in the order in which they are tried."""
    patterns: dict[str, list[tuple[re.Pattern[str], Syntax]]] = {}
    unread = (Syntax(**entries) for entries in _data()["signs"])
    for syntax in (FOOTNOTE_IN_NOTE if is_note else FOOTNOTE, *unread):
        patterns.setdefault(syntax.first, []).append((re.compile(syntax.pattern), syntax))
    return patterns


def add_rules(md: MarkdownIt, *, is_note: bool) -> None:
    """Let a parser leave a finding for each sign that it does not read."""

    def unread(state: StateInline, silent: bool) -> bool:
        if silent or is_enough(state):
            return False
        first = state.src[state.pos]
        _match(state, _patterns(is_note=is_note).get(first, ()))
        if first == ":" and not state.linkLevel:
            _address(state)
        return False

    md.inline.ruler.push("unread", unread)


def _match(state: StateInline, patterns: Sequence[tuple[re.Pattern[str], Syntax]]) -> None:
    for pattern, syntax in patterns:
        found = pattern.match(state.src, state.pos, state.posMax)
        if found and (found.groupdict().get("entity") or "amp") in html5:
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
        own = _data()["tags"].get(tag.lower(), "write it in Markdown")
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
