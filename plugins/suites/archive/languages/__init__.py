"""Languages: what the program knows of each language that an archive may be written in, as data.

    <tag>.yaml, beside this module -> of(tag) -> Language

A language is there when it has a file here; `of` reads it once.
"""

import re
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

from suites.archive.yaml_resources import read_yaml_resource

PLACE = "…"
"""What stands in the data where words will."""

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
    quotation marks within quotations. `translation` matches the form of our translation of
    foreign words; `translation_form` shows it to authors.
    """

    tag: str
    quotation_marks: QuotationMarks
    quotation: str
    inner: str
    translation: re.Pattern[str]
    translation_form: str
    spacing: Spacing


def tags(package: str = __name__) -> tuple[str, ...]:
    """Return the tags of all languages that have a file in a package, sorted."""
    names = (file.name for file in resources.files(package).iterdir())
    return tuple(sorted(name[:-5] for name in names if name.endswith(".yaml")))


def read_language_file(tag: str, package: str = __name__) -> Any:
    """Return the data of a language in a package; KeyError when it is not there."""
    if tag not in tags(package):
        raise KeyError(tag)
    return read_yaml_resource(package, f"{tag}.yaml")


@cache
def of(tag: str) -> Language:
    """Return the language of a tag; KeyError when it is not there."""
    entries = read_language_file(tag)
    quotation, translation = entries["quotation"], entries["translation"]
    return Language(
        tag,
        _marks(quotation[0], quotation[-1]),
        quotation.replace(PLACE, "{}"),
        entries["inner"].replace(PLACE, "{}"),
        _translation(translation),
        translation,
        _spacing(entries["spacing"], quotation[0], quotation[-1]),
    )


def _marks(opening: str, closing: str) -> QuotationMarks:
    both = re.escape(opening + closing)
    return QuotationMarks(
        opening,
        closing,
        re.compile(f"{re.escape(opening)}[^{both}\n]*{re.escape(closing)}"),
        re.compile(f"[{both}\n]"),
    )


def _spacing(entries: dict[str, str], opening: str, closing: str) -> Spacing:
    units = "|".join(entries["units"].split())
    signs = re.escape(entries["wide"] + closing)
    ordinal = re.escape(entries["ordinal"])
    words = rf"(?<=\d) (?=(?:{units})\b)|(?<=\d{ordinal}) (?=(?:{units})\b)"
    return Spacing(
        narrow=re.compile(f" (?=[{re.escape(entries['narrow'])}])"),
        wide=re.compile(rf"(?<={re.escape(opening)}) | (?=[{signs}])|{words}"),
        thousands=re.compile(r"(?<![\d.,])\d{1,3}(?: \d{3})+(?!\d)"),
        open=re.compile(
            rf"(?P<opening>{re.escape(opening)}(?!\s))|(?P<closing>(?<!\s){re.escape(closing)})"
        ),
    )


def _translation(form: str) -> re.Pattern[str]:
    before, after = form.split(PLACE)
    signs = "".join(sorted({before[-1], after[0]}))
    spaced = r"\s*".join(map(re.escape, before.split()))
    return re.compile(f"{spaced}[^{re.escape(signs)}\n]+{re.escape(after)}")
