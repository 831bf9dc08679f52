"""Body: the Markdown of a draft, which says of itself that it is still to be written.

The body of an account is ours: a draft of it holds short quotations to write around, each in a
paragraph that begins with an ellipsis, by which `checks` knows it. The words of a capture are
escaped, so that they come out of the Markdown as they went in.
"""

import re
from collections.abc import Sequence

from suites.archive import anchoring, markdown
from suites.archive.anchoring import Selector, Span
from suites.archive.enumerations import TO_WRITE
from suites.archive.languages import Language
from suites.archive.markdown import Finding
from suites.archive.model.values import address_fault
from suites.capture.drafts.mentions import Mention
from suites.capture.drafts.quotations import Excerpt

SPECIAL = re.compile(r"[\\`*_\[\]<>&|!~^{]|=(?==)|%(?=%)|:(?=//|\w+:)")
PUNCTUATION = re.compile(r"[!-/:-@\[-`{-~]")
Anchored = list[tuple[Mention, Selector]]
"""Mentions, each with the words of a body that it stands in."""


def account(excerpts: Sequence[Excerpt], text: str, language: Language) -> tuple[str, Anchored]:
    """Return a body to be written around excerpts of `text`, and the words of each mention in it.

    `language` is that of the archive. Words that the Markdown could not give back are left out.
    """
    paragraphs = [TO_WRITE]
    quoted: list[tuple[Mention, str]] = []
    for excerpt in excerpts:
        words = text[excerpt.span.start : excerpt.span.end]
        links = ", ".join(f"[[{mention.id}]]" for mention in excerpt.mentions)
        escaped = SPECIAL.sub(r"\\\g<0>", words)
        paragraph = f"{TO_WRITE} {links}{language.colon}{language.quotation.format(escaped)}."
        if list(_quotations(markdown.parse(paragraph).text, language)) == [words]:
            paragraphs.append(paragraph)
            quoted += [(mention, words) for mention in excerpt.mentions]
    source = "\n\n".join(paragraphs) + "\n"
    shown = markdown.parse(source).text
    spans = _quotations(shown, language)
    return source, anchored(shown, [(mention, spans[words]) for mention, words in quoted])


def _quotations(text: str, language: Language) -> dict[str, Span]:
    """Return the quotations of a text, each with its first place."""
    spans: dict[str, Span] = {}
    for quotation in anchoring.quotations(text, language.quotation_marks):
        words = text[quotation.start : quotation.end]
        spans.setdefault(words, Span(quotation.start, quotation.end))
    return spans


def anchored(text: str, spans: Sequence[tuple[Mention, Span]]) -> Anchored:
    """Return the selector of each span, unless nothing can tell it from another."""
    anchored = []
    for mention, span in spans:
        try:
            selector = anchoring.describe(text, span)
            found = anchoring.find(selector.exact, anchoring.fold(text), *selector[1:])
        except ValueError:
            continue
        if len(found) == 1:
            anchored.append((mention, selector))
    return anchored


def harmless(source: str) -> str:
    """Return the text of an article as a body may hold it.

    It has no image, no link by id, no unsafe address, and no mistake of Markdown.
    """
    parsed = markdown.parse(source)
    if parsed.links or parsed.images:
        source = source.replace("[[", "\\[\\[") if parsed.links else source
        source = source.replace("![", "\\!\\[") if parsed.images else source
        parsed = markdown.parse(source)
    if any(address_fault(link.url) for link in parsed.external):
        source = source.replace("](", "]\\(").replace("]:", "]\\:").replace("<", "\\<")
    lines = source.split("\n")
    for _, line, column in sorted(_findings(source), key=lambda finding: finding[1:], reverse=True):
        before, after = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
        if PUNCTUATION.match(after):
            lines[line - 1] = f"{before}\\{after}"
    if _findings("\n".join(lines)):  # of whole lines: they become plain words
        lines = [PUNCTUATION.sub(r"\\\g<0>", line.strip()) for line in lines]
    return "\n".join(lines)


def _findings(source: str) -> list[Finding]:
    # An address may stand in a text as its source wrote it.
    return [one for one in markdown.parse(source).findings if one.message.code != "address-bare"]
