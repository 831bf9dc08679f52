"""Bodies: the Markdown of a draft, which says of itself what is still to be written.

The body of an account is ours: a draft of it holds short quotations to write around, each in a
paragraph that begins with an ellipsis, by which `checks` knows it. What a capture says is
escaped, so that its words come out of the Markdown as they went in.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from suites.archive import anchoring, markdown
from suites.archive.anchoring import Selector, Span
from suites.archive.enumerations import TO_WRITE
from suites.archive.languages import Language
from suites.archive.markdown import Finding
from suites.archive.model.values import address_fault
from suites.capture.drafts.mentions import Mention
from suites.capture.drafts.quotations import Quoted

SIGNS = re.compile(r"[\\`*_\[\]<>&|!~^{]|=(?==)|%(?=%)|:(?=//|\w+:)")
SIGN = re.compile(r"[!-/:-@\[-`{-~]")


def account(
    quotations: Sequence[Quoted], text: str, language: Language
) -> tuple[str, list[tuple[Mention, Selector]]]:
    """A body to be written around the quotations of `text`, and what each annotation quotes in it.

    `language` is that of the archive. What the Markdown could not give back word for word is left
    out.
    """
    paragraphs = [TO_WRITE]
    kept: list[tuple[Mention, str]] = []
    for one in quotations:
        words = text[one.span.start : one.span.end]
        links = ", ".join(f"[[{mention.id}]]" for mention in one.mentions)
        paragraph = f"{TO_WRITE} {links} : {language.quotation.format(escaped(words))}."
        shown = markdown.parse(paragraph).text
        if [
            shown[q.start : q.end] for q in anchoring.quotations(shown, language.quotation_marks)
        ] == [words]:
            paragraphs.append(paragraph)
            kept += [(mention, words) for mention in one.mentions]
    source = "\n\n".join(paragraphs) + "\n"
    shown = markdown.parse(source).text
    quoted = anchoring.quotations(shown, language.quotation_marks)
    selectors = []
    for mention, words in kept:
        among = [q for q in quoted if shown[q.start : q.end] == words]
        selector = _selector(shown, Span(among[0].start, among[0].end))
        if selector:
            selectors.append((mention, selector))
    return source, selectors


def whole(quotations: Sequence[Quoted], text: str) -> list[tuple[Mention, Selector]]:
    """What each annotation quotes in the text itself, where the text may stand whole."""
    found = []
    for one in quotations:
        selector = _selector(text, one.span)
        if selector:
            found += [(mention, selector) for mention in one.mentions]
    return found


def _selector(text: str, span: Span) -> Selector | None:
    """What quotes this span, and no other; None when nothing can tell it from another."""
    try:
        selector = anchoring.describe(text, span)
        found = anchoring.find(selector.exact, anchoring.fold(text), *selector[1:])
    except ValueError:
        return None
    return selector if len(found) == 1 else None


def escaped(words: str) -> str:
    r"""The words as Markdown that shows them as they are.

    >>> escaped("8 * [2]")
    '8 \\* \\[2\\]'
    """
    return SIGNS.sub(r"\\\g<0>", words)


def harmless(source: str) -> str:
    """The text of an article as a body may hold it.

    It has no image, no link by id, no unsafe address, and no sign that Markdown does not read.
    """
    parsed = markdown.parse(source)
    if parsed.links:
        source = source.replace("[[", "\\[\\[")
    if parsed.images:
        source = source.replace("![", "\\!\\[")
    if parsed.links or parsed.images:
        parsed = markdown.parse(source)
    if any(address_fault(link.url) for link in parsed.external):
        source = source.replace("](", "]\\(").replace("]:", "]\\:").replace("<", "\\<")
    source = _without_slips(source)
    if _slips(source):  # of whole lines: they become plain words
        lines = (SIGN.sub(r"\\\g<0>", line.strip()) for line in source.split("\n"))
        return "\n".join(lines)
    return source


def _slips(source: str) -> list[Finding]:
    # An address may stand in a text as its source wrote it.
    return [one for one in markdown.parse(source).findings if one.message.code != "address-bare"]


def _without_slips(source: str) -> str:
    """The text with a backslash before each sign that is not read."""
    lines = source.split("\n")
    for _, line, column in sorted(_slips(source), key=lambda one: one[1:], reverse=True):
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        if SIGN.match(after):
            lines[line - 1] = f"{before}\\{after}"
    return "\n".join(lines)
