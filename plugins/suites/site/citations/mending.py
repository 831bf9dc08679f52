"""What readers are spared of citeproc-py: its flaws, mended in a template by rule.

    template of citeproc-py, language -> template that is shown

Each rule says what CSL asks and citeproc-py 0.11 does not do, or what no typographer would leave:

- A variable that stands for a missing author does not stand again where it would have stood.
- A full stop does not follow a sign that ends a sentence, nor what is empty.
- In American English a full stop stands within the quotation marks.
- The day stands on the side of the month that the locale says, and is said as the language says it
  ("1er", "1."), where a style numbers it plainly.
- The year of a date that is not sure has a question mark, in square brackets as ISO 690 asks, where
  the style has no sign for it.
- "Retrieved" has a day behind it, or does not stand: APA asks for none of what does not change.
- A title has its medium beside it: "La navette [en ligne].", not behind a full stop.
- The name of an outlet is a name: it keeps its letters, in a style that capitalises titles too.
- Marks within quotation marks are the inner ones of the language; spaces and apostrophes its own.
"""

import re
from dataclasses import dataclass

from suites.archive.dates.words import DateWords
from suites.archive.languages import Language
from suites.site.citations.templates import FIRST_PLACE, ITALIC, ROMAN, Place, Template

_PLACE = "[\ue100-\uf8ff]"
_OPENING, _CLOSING = f"“„«{ITALIC}", f"”“»{ROMAN}"
_SPACE = " \u00a0\u202f"


@dataclass(frozen=True)
class Conventions:
    """What is asked of references in a language, and in the locale of a style."""

    language: Language
    dates: DateWords
    is_day_first: bool
    has_punctuation_in_quotes: bool
    retrieved: str


def mended(template: Template, conventions: Conventions, *, mark_doubt: bool = False) -> Template:
    """Return a template as it is shown; with `mark_doubt`, years stand as "[2020?]"."""
    text = _without_substituted(template)
    text = _with_days(text, template.places, conventions)
    if mark_doubt:
        text = re.sub(f"({_places(template.places, 'year')}|[0-9]{{4}})", r"[\1?]", text)
    text = _with_stops(text, template.places)
    if conventions.has_punctuation_in_quotes:
        text = re.sub(f"”({ROMAN}?)([.,])", r"\2”\1", text)
        text = _with_stops(text, template.places)
    text = re.sub(rf"({_places(template.places, 'title')})[.] \[", r"\1 [", text)
    address = rf"{_places(template.places, 'URL')}|https?:"
    text = re.sub(rf"{re.escape(conventions.retrieved)} (?={address})", "", text)
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = conventions.language.spacing.typeset(text)
    places = tuple(
        place._replace(
            form="" if place.value == "container-title" else place.form,
            is_quoted=bool(re.search(f"[“„«][{_SPACE}]?{_sign(number)}", text)),
        )
        for number, place in enumerate(template.places)
    )
    return Template(text.strip(), places)


def inner_marks(text: str, language: Language) -> str:
    """Return words with the inner quotation marks of a language for its outer ones.

    >>> from suites.archive import languages
    >>> inner_marks("sa « navette »", languages.of("fr"))
    'sa “navette”'
    """
    marks = language.quotation_marks
    if marks.opening not in text or marks.closing not in text:
        return text
    opening, closing = language.inner.split("{}")
    text = re.sub(f"{marks.opening}[{_SPACE}]?", opening, text)
    return re.sub(f"[{_SPACE}]?{marks.closing}", closing, text)


def _sign(number: int) -> str:
    return chr(FIRST_PLACE + number)


def _places(places: tuple[Place, ...], *values: str) -> str:
    """Return a pattern of the places of some values; of none, one that matches nothing."""
    found = "".join(_sign(n) for n, place in enumerate(places) if place.value in values)
    return f"[{found}]" if found else r"(?!)"


def _without_substituted(template: Template) -> str:
    """Return the text without the second place of a variable that stands for an author."""
    text = template.text
    first = re.search(_PLACE, text)
    if not first:
        return text
    value = template.places[ord(first[0]) - FIRST_PLACE].value
    again = _places(template.places, value)
    head, tail = text[: first.end()], text[first.end() :]
    if not value.startswith(("family", "literal")):
        tail = re.sub(
            rf"(?:[{_OPENING}]+[{_SPACE}]?)?{again}(?:[{_SPACE}]?[{_CLOSING}])*[.,]?[{_SPACE}]*",
            "",
            tail,
        )
    return head + tail


def _with_days(text: str, places: tuple[Place, ...], conventions: Conventions) -> str:
    """Return the text with each day of a month in words, as the language says it."""
    month = _places(tuple(p if p.form == "month" else Place("") for p in places), "month")
    day = rf"(?<![0-9]){_places(places, 'day')}|(?<![0-9])1"
    words = conventions.dates
    if conventions.is_day_first:
        text = re.sub(f"({month}) ({day})(?![0-9])", r"\2 \1", text)

    def said(found: re.Match[str]) -> str:
        form = words.first_day if found[1] == "1" else words.day_number.format(found[1])
        return f"{form}\u00a0"

    return re.sub(f"({day})[.]? (?={month})", said, text) if conventions.is_day_first else text


def _with_stops(text: str, places: tuple[Place, ...]) -> str:
    """Return the text without full stops that end nothing, or what has ended already."""
    ended = "".join(_sign(n) for n, place in enumerate(places) if place.ends[-1:] in (*"?!.…",))
    text = re.sub(rf"[{_SPACE}]+(?=[.,])", "", text)
    # A comma may follow the full stop of an abbreviation, and nothing else follows either.
    text = re.sub(r"[.]{2,}|,[.,]+", lambda found: found[0][0], text)
    if ended:
        text = re.sub(f"([{ended}][{_CLOSING}]?)[.]", r"\1", text)
        text = re.sub(f"([{ended}][.]?”{ROMAN}?)[.]", r"\1", text)
    return text
