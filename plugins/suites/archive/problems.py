"""Problems: an author's mistakes, as values.

A mistake in the content is never an exception: it is a `Problem` with its place, a description and
the mend. Every module returns its problems beside its result; they are sorted, counted and printed
once, by the command or by the build. A code that is not in `CODES` is our own bug.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from unicodedata import category

CODES: dict[str, str] = {
    # reading a file
    "encoding-not-utf8": "the bytes of a file are not UTF-8",
    "character-forbidden": "a control character, a NUL or a lone surrogate",
    "file-too-large": "a file is over the size that a source may have",
    "file-misplaced": "a file lies where no kind of thing is expected, or is a link",
    "file-tracked": "git tracks a file where a build puts its own, or where captures are kept",
    "front-matter-missing": "a Markdown file does not begin with a front matter",
    "front-matter-unclosed": "the front matter has no closing line",
    "front-matter-not-mapping": "the front matter is not a list of keys and values",
    "yaml-unreadable": "the YAML cannot be read",
    "yaml-alias": "YAML anchors and aliases are refused",
    "yaml-tag": "YAML tags are refused",
    "yaml-depth": "the YAML is nested too deeply",
    "yaml-quotation": "a quotation mark at an end of a value that YAML takes for a letter of it",
    "yaml-comment": "a text that YAML cuts at a # after a space",
    # keys and values
    "key-duplicate": "a key is given twice",
    "key-not-text": "a key is not text",
    "key-unknown": "a key is not in the data model",
    "key-missing": "a required key is missing",
    "value-unknown": "a value is not in the closed list",
    "value-wrong": "a value has the wrong form",
    "date-wrong": "a date is not EDTF, or does not exist",
    "address-unsafe": "an address is not http or https, or hides something",
    # ids
    "id-wrong": "an id has other signs than a-z, 0-9 and -, or a wrong length",
    "id-clash": "two things have the same id",
    "id-clash-case": "two ids differ by capitals only",
    "annotation-duplicate": "two annotations of one article have the same id",
    "alias-clash": "an alias is the id or the alias of something else, or given twice",
    "address-taken": "a page whose address is one of the site's own",
    # links
    "link-unresolved": "a link points to nothing in the archive",
    "reference-unresolved": "a key names something that is not in the archive",
    "reference-kind": "a key names a thing of another kind than it should",
    "evidence-unresolved": "evidence that no article has",
    "evidence-missing": "an event or a relation without evidence",
    "image-forbidden": "an image in a body",
    # Markdown
    "html-forbidden": "HTML in a text, which readers would see as signs",
    "markup-unknown": "a sign of another Markdown than the one that is read here",
    "markup-unclosed": "emphasis, code or a link whose signs do not go in pairs",
    "markup-misread": "a text that Markdown reads otherwise than it looks",
    "address-bare": "an address that stands in a text and is no link",
    "definition-missing": "a footnote or a link without the line that defines it",
    "definition-unused": "a definition that nothing refers to, or a second one of the same name",
    "table-cells": "a row with more cells than the table has columns",
    "text-too-large": "a text, or a part of it, larger than a page can show",
    # annotations
    "quote-orphan": "a quote that does not stand in the body",
    "quote-ambiguous": "a quote that stands in the body more than once",
    "quotation-marks": "words in other quotation marks than those of a source's words",
    "quotation-unbalanced": "a quotation mark without its pair",
    "quotation-too-long": "a quotation longer than the archive allows",
    "quotations-too-long": "all the quotations of an article are longer than the archive allows",
    "note-too-long": "a note longer than the archive allows",
    "draft": "an article whose title, summary, notes or account are still to be written",
    "body-length": "a body longer or shorter than the archive allows",
    "body-forbidden": "a body where the rights allow none",
    "rights-mode": "the full text of an article whose rights do not allow it",
    "correction-was": "a correction without its day or what it corrects, or the reverse",
    "extent-role": "an extent on a role that does not deliver",
    "role-alone": "a role without an announcement",
    "element-undeclared": "an element, or its unit, that the vocabulary does not declare",
    "article-year": "an article in the folder of another year",
    "published-basis": "an uncertain date of publication without what it rests on",
    "added-order": "an article that was added before it was published",
    "added-ahead": "an article or an announcement added after today",
    # announcements
    "events-missing": "an announcement without an event",
    "event-empty": "an event that says nothing new",
    "event-order": "events out of order",
    "due-passed": "a term that had passed when it was given",
    "event-state": "an event that its announcement cannot have",
    "reason-missing": "a negative verdict without its reason, or a reason without one",
    "relation-self": "a relation of an announcement with itself",
    "relation-duplicate": "a relation written twice, or on both sides",
    "relation-cycle": "relations of one type that go in a circle",
    "relation-order": "a relation that goes against the order of the dates",
    "relation-quotes": "a contradiction without two verbatim quotes",
    "relation-compare": "a comparison without two pieces of evidence",
    "discrepancy-quotes": "a discrepancy without two sources",
    "discrepancy-moment": "a discrepancy between what was said of different moments",
    "discrepancy-values": "a discrepancy whose sources give the same value",
    "reading-misplaced": "a reading of an event that judges nothing, or that found what it says",
    # entities
    "names-order": "the dated names of an entity overlap or go backwards",
    # the archive as a whole
    "file-missing": "a file that every archive has is missing",
    "language-missing": "the archive is to be in a language that the program does not have",
    "label-missing": "the vocabulary has no label for a value",
    "featured-unresolved": "the featured announcement does not exist",
    # captures
    "capture-digest": "a capture has another digest than its article says",
    "capture-quotation": "a quotation does not stand in its capture",
    "capture-common-run": "an account copies words of its capture outside quotation marks",
    "capture-share": "an account or its quotations are too long beside the article",
}


MAX_REPORTED = 100
"""Problems of one sort that are reported of one file: the others come when these are mended."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: its place (line and column from 1), its code in `CODES`, what, and the mend.

    >>> print(Problem("content/themes/a.md", 2, 1, "key-unknown", 'no key "tilte"', "write title"))
    content/themes/a.md:2:1: no key "tilte" [key-unknown]
      mend: write title
    """

    path: str
    line: int
    column: int
    code: str
    what: str
    mend: str

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise ValueError(f"no such code of problem: {self.code}")

    @classmethod
    def of_file(cls, path: str, code: str, what: str, mend: str) -> Problem:
        """Return a problem of a whole file."""
        return cls(path, 1, 1, code, what, mend)

    def __str__(self) -> str:
        place = f"{printable(self.path)}:{self.line}:{self.column}"
        return f"{place}: {printable(self.what)} [{self.code}]\n  mend: {printable(self.mend)}"


def printable(text: str) -> str:
    r"""Return the text on one line, without control characters of a hostile file.

    Spaces of every width, such as those of French punctuation, are shown as a space. In the log of
    a workflow, GitHub takes `##[` for the beginning of a command, wherever in a line it stands.
    Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs

    >>> printable("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    >>> printable("##[stop-commands]x")
    '#\\x23[stop-commands]x'
    """
    shown = "".join(
        c if c.isprintable() else " " if category(c) == "Zs" else ascii(c)[1:-1] for c in text
    )
    return shown.replace("##[", "#\\x23[")


_WORD = re.compile("[^\\W\u115f\u1160\u3164\uffa0]")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Mc", "Me"})


def is_visible(text: str) -> bool:
    r"""Return whether a text has a sign that can be seen: a letter, a digit, a mark or a symbol.

    >>> is_visible("8 $"), is_visible("\u200b\u00ad\u3164"), is_visible("…")
    (True, False, True)
    """
    return bool(_WORD.search(text)) or any(
        category(sign) not in _UNSEEN and sign not in _BLANK for sign in text
    )


def quoted(value: object, limit: int = 60) -> str:
    """Return the value between straight quotation marks, shortened to `limit` characters.

    >>> quoted("x" * 80, limit=5)
    '"xxxx…"'
    """
    text = str(value)
    return f'"{text if len(text) <= limit else text[: limit - 1] + "…"}"'


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return a hint at the allowed values: all when they are few, else the nearest one.

    >>> nearest("launchd", ["launched", "announced"])
    'use one of: announced, launched'
    >>> nearest("prixx", [f"cle-{n}" for n in range(9)] + ["prix"])
    'did you mean prix?'
    """
    known = sorted(set(allowed))
    if not known:
        return ""
    if len(known) <= 7:
        return "use one of: " + ", ".join(known)
    from rapidfuzz import fuzz, process  # only mistakes need it: most builds do without

    found = process.extractOne(word[:200], known, scorer=fuzz.ratio, score_cutoff=60)
    return f"did you mean {found[0]}?" if found else ""


def report(problems: Sequence[Problem]) -> str:
    """Return all the problems, sorted and without repeats, each with its mend."""
    return "\n".join(str(problem) for problem in sorted(set(problems)))
