"""Templates: what a style makes of a shape of item, with places for the words of one.

    item -> shape, values; template of the shape, values -> reference

Two items have one shape when a style of CSL sets them alike, but for their words: of one type, with
the same variables, authors of the same sort, a date of the same precision, and values that end in
the same punctuation, which a style does not double. An item that no shape describes (`shape_of`) is
set by citeproc itself each time.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from markupsafe import Markup, escape

from suites.site.citations.items import Item, one_line

TEXTS = ("title", "container-title", "genre", "publisher", "version", "DOI", "URL")
"""The variables of an item that are texts, as far as references show them."""

SEAM = ".,;:!?…"
"""The punctuation that is not doubled where two parts meet, by citeproc-py or by what mends it."""

ITALIC, ROMAN = "\ue000", "\ue001"
"""Where italics begin and end in a reference, before it is text or HTML."""

MAX_AUTHORS = 40
"""The authors of an item of which there is a template."""

FIRST_PLACE = 0xE100
"""The character that stands for the first place of a template; the next ones follow."""

_PRIVATE = re.compile("[\ue000-\uf8ff]")
"""Signs that mean nothing in a text of others, and something in ours."""
_NO_SIGN = "\ufffd"
_MARKS = str.maketrans({ITALIC: None, ROMAN: None})

Values = dict[str, str]


class Place(NamedTuple):
    """A place for a value: its name, how it is written, and where it stands.

    `form` is a case of `CASES`, "initials" with the `mark` after each, "month" with the names of
    the twelve in `names`, or empty. A value that `is_quoted` stands within quotation marks.
    """

    value: str
    form: str = ""
    mark: str = ""
    names: tuple[str, ...] = ()
    is_quoted: bool = False
    ends: str = ""


class Template(NamedTuple):
    """A text with a character of its own for each of its places (`FIRST_PLACE`)."""

    text: str
    places: tuple[Place, ...]


def shape_of(item: Item) -> tuple[str, Values] | None:
    """Return the shape of an item and its values by name; None where no template may be filled.

    Names are those of variables, and "family", "given" and "literal" with the number of an author.
    """
    values: Values = {name: item[name] for name in TEXTS if name in item}
    for number, author in enumerate(item.get("author", ())):
        if not author.keys() <= {"family", "given", "literal"} or number == MAX_AUTHORS:
            return None
        values |= {f"{part}{number}": text for part, text in author.items()}
    ends = [f"{name}{value[-1] if value[-1] in SEAM else ''}" for name, value in values.items()]
    date = ""
    if issued := item.get("issued"):
        known, *rest = issued["date-parts"]
        values |= dict(zip(("year", "month", "day"), map(str, known), strict=False))
        if rest:  # two years: citeproc-py joins them with a dash
            values["year"] += f"–{rest[0][0]}"
        first = "first" if known[2:] == [1] else ""
        date = f"{len(known)}{first}{'circa' if issued.get('circa') else ''}"
    # Styles change the case of English words alone.
    english = "en" if item.get("language", "")[:2] == "en" else ""
    return "|".join((item["type"], english, date, *ends)), values


def cited(item: Item) -> Item:
    """Return what references show of an item, its texts on one line and without our own signs.

    An archive's title is not repeated where it is the author. Web archives stand in no style as
    they should, and are left to the files.
    """
    shown: Item = {"type": item["type"]} | _plain(item, ("language", *TEXTS))
    if authors := [_plain(one, one) for one in item.get("author", ())]:
        shown["author"] = authors
    if authors == [{"literal": shown.get("container-title")}]:
        del shown["container-title"]
    if issued := shown_date(item.get("issued", {})):
        shown["issued"] = issued
    return shown


def shown_date(issued: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is shown of the date of an item.

    Of ranges, citeproc-py sets those of two years: another one is shown as the month or the year
    that its ends share, and one with an open end as the year of the other, doubted.
    """
    if year := re.search("[0-9]{4}", issued.get("literal", "")):
        return {"date-parts": [[int(year[0])]], "circa": True}
    ends = issued.get("date-parts")
    if not ends:
        return {}
    alike = [len(set(parts)) == 1 for parts in zip(*ends, strict=False)]
    shared = ends[0][: (*alike, False).index(False)]
    found = {"date-parts": [shared] if shared else [one[:1] for one in ends]}
    return found | ({"circa": True} if issued.get("circa") else {})


def _plain(texts: Mapping[str, str], names: Iterable[str]) -> Values:
    found = ((name, _PRIVATE.sub(_NO_SIGN, one_line(texts.get(name, "")))) for name in names)
    return {name: text for name, text in found if text}


def filled(template: Template, values: Values, inner: Callable[[str], str]) -> str:
    """Return a reference, with the signs of italics; `inner` sets marks within quotation marks."""
    found = template.text
    for number, place in enumerate(template.places):
        value = _CASES[place.form](values[place.value], place)
        if place.is_quoted:
            value = inner(value)
        found = found.replace(chr(FIRST_PLACE + number), value)
    return found


def as_text(reference: str) -> str:
    """Return a reference as plain text."""
    return reference.translate(_MARKS)


def as_html(reference: str) -> Markup:
    """Return a reference as HTML, its italics in `<i>`."""
    return Markup(str(escape(reference)).replace(ITALIC, "<i>").replace(ROMAN, "</i>"))


def initials(given: str, mark: str, *, with_hyphens: bool) -> str:
    """Return the initials of given names, as citeproc-py makes them: each with the mark behind it.

    >>> initials("Jean-Paul Marie", ". ", with_hyphens=True)
    'J.-P. M.'
    """
    parts = given.split("-") if with_hyphens else [given.replace("-", " ")]
    return "-".join(_initials(part, mark) for part in parts)


def _initials(names: str, mark: str) -> str:
    made, group = "", []
    for name in names.replace(".", " ").split():
        if name[0].isupper():
            group.append(name[0])
        else:
            made += f"{mark.join(group)}{mark} {name} "
            group = []
    return " ".join(f"{made}{mark.join(group)}{mark}".split())


_STOP_WORDS = frozenset(
    "a an and as at but by down for from in into nor of on onto or over so the till to up via with "
    "yet".split()
)


def title_case(text: str) -> str:
    """Return English words as CSL's title case writes them, as citeproc-py does.

    >>> title_case("a tale of two Trams: the end")
    'A Tale of Two Trams: The End'
    """
    words, before = [], ":"
    for word in text.split():
        is_small = word in _STOP_WORDS and before not in ":."
        words.append(_capitalised(word) if word.islower() and not is_small else word)
        before = word[-1]
    return " ".join(words)


def _capitalised(text: str) -> str:
    return text[0].upper() + text[1:]


_CASES: dict[str, Callable[[str, Place], str]] = {
    "": lambda value, _: value,
    "upper": lambda value, _: value.upper(),
    "first": lambda value, _: _capitalised(value),
    "title": lambda value, _: title_case(value),
    "initials": lambda value, place: initials(value, place.mark, with_hyphens=False),
    "hyphened initials": lambda value, place: initials(value, place.mark, with_hyphens=True),
    "month": lambda value, place: place.names[int(value) - 1],
    "two digits": lambda value, _: f"{int(value):02}",
}
"""How a value is written, by the form of its place."""
