"""Languages: what the program knows of each language that an archive may be written in, as data.

    <tag>/language.yaml -> of(tag) -> Language

Each has a folder here (`data`), and CLDR knows the rest (`cldr`). Nothing else in the program is of
one language.
"""

import re
from functools import cache
from typing import Any, NamedTuple

from suites.archive.languages import cldr, data
from suites.archive.languages.completeness import PLACE, has_addresses, missing, tags
from suites.archive.languages.data import folders

__all__ = [
    "PLACE", "UNSPACED",
    "Language", "QuotationMarks", "Spacing",
    "folders", "has_addresses", "missing", "of", "tags",
]  # fmt: skip

WIDE, NARROW = "\u00a0", "\u202f"
"""The no-break space, and the narrow one."""


class QuotationMarks(NamedTuple):
    """The marks that hold a source's words in a language, one character each, and patterns of them.

    `pair` matches two marks and what stands between them, in one block and without other marks;
    `each` matches a mark, or the end of a block.
    """

    opening: str
    closing: str
    pair: re.Pattern[str]
    each: re.Pattern[str]


_CODE = re.compile("(`[^`]*`)")


class Spacing(NamedTuple):
    """Where a no-break space stands for a plain one, by what is around it.

    `narrow` and `wide` match plain spaces, `thousands` a number whose parts spaces separate;
    `open` matches a quotation mark that has no space within.
    """

    narrow: re.Pattern[str]
    wide: re.Pattern[str]
    thousands: re.Pattern[str]
    open: re.Pattern[str]

    def replace_spaces(self, text: str) -> str:
        """Return a text of the same length, its spaces made no-break where they should be."""
        if " " not in text:
            return text
        text = self.thousands.sub(lambda found: found[0].replace(" ", NARROW), text)
        return self.wide.sub(WIDE, self.narrow.sub(NARROW, text))

    def missing_spaces(self, text: str) -> dict[int, str]:
        """Return each quotation mark that has no space within, with one, by its place."""
        return {found.start(): _with_space(found) for found in self.open.finditer(text)}

    def typeset(self, text: str) -> str:
        """Return a text with its no-break spaces and those inside quotation marks; code stays."""
        parts = _CODE.split(text) if "`" in text else [text]
        parts[::2] = [self.open.sub(_with_space, self.replace_spaces(one)) for one in parts[::2]]
        return "".join(parts)

    def typeset_all(self, entries: Any) -> Any:
        """Return mappings of mappings with each text in them typeset."""
        if isinstance(entries, dict):
            return {key: self.typeset_all(value) for key, value in entries.items()}
        return self.typeset(entries) if isinstance(entries, str) else entries


def _with_space(found: re.Match[str]) -> str:
    return f"{found[0]}{WIDE}" if found.lastgroup == "opening" else f"{WIDE}{found[0]}"


_NOWHERE = re.compile(r"(?!)")
UNSPACED = Spacing(_NOWHERE, _NOWHERE, _NOWHERE, _NOWHERE)
"""For a text in a language whose spaces are not known: it stays as it is."""


class Language(NamedTuple):
    """A language: its BCP 47 tag, and how quotations are written in it.

    `quotation` and `inner` are words between marks, with `{}` for the words; `inner` is for
    quotation marks within quotations. `colon` is one with the plain spaces around it, and
    `lower_after_colon` says whether a sentence begins with a small letter there. `abbreviation`
    matches one at the end of a text, with its full stop. `translation` matches the form of our
    translation of foreign words; `translation_form` shows it to authors.
    """

    tag: str
    quotation_marks: QuotationMarks
    quotation: str
    inner: str
    colon: str
    lower_after_colon: bool
    translation: re.Pattern[str]
    translation_form: str
    abbreviation: re.Pattern[str]
    spacing: Spacing


@cache
def of(tag: str) -> Language:
    """Return the language of a tag; KeyError when it is not there."""
    entries = data.read(tag, "language")
    quotation, translation = entries["quotation"], entries["translation"]
    return Language(
        tag,
        _marks(quotation[0], quotation[-1]),
        quotation.replace(PLACE, "{}"),
        entries["inner"].replace(PLACE, "{}"),
        " : " if ":" in entries["spacing"]["narrow"] + entries["spacing"]["wide"] else ": ",
        entries["lower_after_colon"],
        _translation(translation),
        translation,
        _abbreviation(entries["abbreviations"]),
        _spacing(entries["spacing"], quotation, cldr.groups_by_spaces(tag)),
    )


def _marks(opening: str, closing: str) -> QuotationMarks:
    both = re.escape(opening + closing)
    return QuotationMarks(
        opening,
        closing,
        re.compile(f"{re.escape(opening)}[^{both}\n]*{re.escape(closing)}"),
        re.compile(f"[{both}\n]"),
    )


def _spacing(entries: dict[str, str], quotation: str, groups_by_spaces: bool) -> Spacing:
    """Return the spacing of a language; `quotation` shows whether its marks have spaces within."""
    opening, closing = re.escape(quotation[0]), re.escape(quotation[-1])
    is_spaced = quotation[1].isspace()
    # Each alternative is a place where a plain space becomes a no-break one.
    wide = [f" (?=[{re.escape(entries['wide'])}])"] if entries["wide"] else []
    if units := "|".join(entries["units"].split()):
        ordinal = re.escape(entries["ordinal"])
        wide.append(rf"(?:(?<=\d)|(?<=\d{ordinal})) (?=(?:{units})\b)")
    if is_spaced:
        wide += [f"(?<={opening}) ", f" (?={closing})"]
    thousands = r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)" if groups_by_spaces else ""
    unspaced = rf"(?P<opening>{opening}(?!\s))|(?P<closing>(?<!\s){closing})" if is_spaced else ""
    return Spacing(
        narrow=_pattern(f" (?=[{re.escape(entries['narrow'])}])" if entries["narrow"] else ""),
        wide=_pattern("|".join(wide)),
        thousands=_pattern(thousands),
        open=_pattern(unspaced),
    )


def _pattern(alternatives: str) -> re.Pattern[str]:
    return re.compile(alternatives) if alternatives else _NOWHERE


def _abbreviation(words: str) -> re.Pattern[str]:
    known = "|".join(map(re.escape, words.split()))
    return re.compile(rf"\b(?:{known})\.\Z") if known else _NOWHERE


def _translation(form: str) -> re.Pattern[str]:
    before, after = form.split(PLACE)
    signs = "".join(sorted({before[-1], after[0]}))
    spaced = r"\s*".join(map(re.escape, before.split()))
    return re.compile(f"{spaced}[^{re.escape(signs)}\n]+{re.escape(after)}")
