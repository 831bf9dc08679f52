"""Emphasis: signs of it, and of code, that found no partner and stand in the text as they are.

A sign between two letters (`5*5`, `snake_case`), one that is alone at the end of a word (`8 $*`)
and one between spaces (`5 * 5`) are prose, and no finding.
"""

from collections.abc import Iterator
from itertools import islice

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, backtick, emphasis
from markdown_it.rules_inline.state_inline import Delimiter
from markdown_it.token import Token

from suites.archive.markdown.lint.finding import FINDING, Message, add_finding, excerpt, is_enough
from suites.archive.problems import MAX_REPORTED

OPENING = frozenset("([{«“‘'’\"—–-/")
DOUBLE = 2


def add_rules(md: MarkdownIt) -> None:
    """Let a parser leave a finding for each sign of emphasis or code without its partner."""
    md.inline.ruler.at("backticks", _code)
    md.inline.ruler.at("emphasis", _emphasis)
    md.inline.ruler2.after("emphasis", "unpaired", _unpaired)


def _code(state: StateInline, silent: bool) -> bool:
    start, count = state.pos, len(state.tokens)
    if not backtick(state, silent):
        return False
    if not silent and len(state.tokens) == count and not is_enough(state):
        what = (
            f"a backtick opens code that is not closed: {excerpt(state.src[start : start + 100])}"
        )
        mend = "close it with as many backticks; write ’ for an apostrophe, \\` for the sign itself"
        add_finding(state, Message("markup-unclosed", what, mend), start)
    return True


def _emphasis(state: StateInline, silent: bool) -> bool:
    start, count = state.pos, len(state.delimiters)
    if not emphasis.tokenize(state, silent):
        return False
    state.tokens[state.delimiters[count].token].meta["emphasis"] = start
    return True


def _unpaired(state: StateInline) -> None:
    # Before tokens of text are joined: after that, no offset of theirs is known.
    nested = (meta["delimiters"] for meta in state.tokens_meta if meta and "delimiters" in meta)
    findings: dict[int, Token] = {}
    for delimiters in (state.delimiters, *nested):
        if any(one.end < 0 for one in delimiters):
            findings.update(islice(_findings(state, delimiters), MAX_REPORTED))
    if findings:
        tokens: list[Token] = []
        for place, one in enumerate(state.tokens):
            if place in findings:
                tokens.append(findings[place])
            tokens.append(one)
        state.tokens[:] = tokens


def _findings(state: StateInline, delimiters: list[Delimiter]) -> Iterator[tuple[int, Token]]:
    closers = {one.end for one in delimiters}
    waiting = ""  # the signs of a finding: where its end should have been is no other one
    for place, first in enumerate(delimiters):
        at: int | None = state.tokens[first.token].meta.get("emphasis")
        if at is None:
            continue
        length = first.length or 0
        among = range(place, place + length)
        alone = sum(delimiters[i].end < 0 and i not in closers for i in among)
        signs = state.src[at : at + length]
        if not alone or not _is_finding(state.src, at, first, alone):
            continue
        if signs == waiting:
            waiting = ""
            continue
        waiting = signs
        what = f"a sign of emphasis has no pair: {excerpt(state.src[at : at + 100])}"
        mend = (
            f"write {signs}words{signs}, with no space inside and a space or a stop behind; "
            f"write \\{signs[0]} for the sign itself"
        )
        meta = {"message": Message("markup-unclosed", what, mend), "offset": at}
        yield first.token, Token(FINDING, "", 0, meta=meta)


def _is_finding(source: str, at: int, first: Delimiter, alone: int) -> bool:
    """Return whether signs beside one another, so many of them alone, were meant as emphasis."""
    if first.open and first.close:
        return False
    if alone < (first.length or 0):
        return True
    before = source[at - 1] if at else " "
    if first.length == 1:
        return first.open and (before.isspace() or before in OPENING)
    if source[at] == "_":
        return first.open or first.close
    # Three signs at the end of a word hide its letters.
    return first.open or first.length == DOUBLE
