"""Byline: the authors of the article, as the lines around its text name them.

Agencies and desks are no authors ("avec AFP" stays in the words of the guess). A name is two to
five words with capitals and particles; one word is a name only after a phrase like "written by".
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from suites.capture.captured_article import Guess
from suites.capture.dumps.boilerplate import Boilerplate
from suites.capture.dumps.features import Line
from suites.capture.extraction import lexicon

_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*\w|[A-ZÀ-ÖØ-Þ]\.?)"
_NAME = rf"{_CAPITAL}(?:\s(?:(?:{lexicon.alternatives('name_particles')})\s)?{_CAPITAL}){{1,3}}"
_ANY_NAME = rf"(?:{_NAME}|{_CAPITAL})"
_AND = r"(?:\s?,\s(?:et\s|and\s|und\s)?|\s(?:et|and|und|y|e|en|&|/|avec|with|mit)\s|\s?/\s?)"
_MORE = rf"(?:{_AND}{_NAME})"
_BY = rf"(?i:{lexicon.alternatives('by')})"
_WRITTEN_BY = re.compile(
    rf"(?:^|.*?[\W])(?i:{lexicon.alternatives('written_by')})\s?:?\s?"
    rf"(?P<names>{_ANY_NAME}{_MORE}{{0,4}})"
)
_BY_AT_START = re.compile(rf"\W{{0,3}}{_BY}\s?:?\s(?P<names>{_NAME}{_MORE}{{0,4}})")
_BY_INSIDE = re.compile(rf".{{0,80}}?[|·•–—,>-]\s?{_BY}\s?:?\s(?P<names>{_NAME}{_MORE}{{0,4}})")
_BY_AT_END = re.compile(rf".*?\d.*?\s(?:von|by|par|di|por|door)\s(?P<names>{_ANY_NAME})\W*$")
_ONLY_NAMES = re.compile(rf"{_NAME}{_MORE}{{0,3}}")
_AROUND_NAMES = " |·•–—,;:~/-\t()@"
_DESK = re.compile(
    rf"(?:la |le |die |der |the |il |el |a )?(?:{lexicon.alternatives('desks')})\b.*", re.IGNORECASE
)
_MOST_WORDS = 26
_OF_NAMES = frozenset(("von", "van", "bin", "ibn", "dos"))  # "Ville de Paris" is nobody
_NO_NAMES = lexicon.STOPWORDS | lexicon.LABELS
_OF_DATES = lexicon.MONTHS.keys() | lexicon.WEEKDAYS.keys()
_BEFORE_NAME = re.compile(
    rf"\A(?:(?:{lexicon.alternatives('genres')})\s)?{_BY}\s(?=\S+\s\S)", re.IGNORECASE
)
_ROLE = re.compile(rf"\s(?:{lexicon.alternatives('roles')})\b.*", re.IGNORECASE)
_INITIALS = re.compile(r"[A-ZÀ-Þ]{2,3}")


def find_authors(
    lines: Sequence[Line], headline: int | None, body: Sequence[int]
) -> tuple[Guess, ...]:
    """Return the authors, from the lines above the text (`body`), then from those under it.

    `headline` is the number of its line. The standfirst may stand above the byline.
    """
    third, last = body[min(2, len(body) - 1)], body[-1]
    top = body[0] if headline is None else min(headline, body[0])
    above = [line for line in lines[max(0, top - 6) : third + 1] if line.word_count <= _MOST_WORDS]
    under = [line for line in lines[last + 1 : last + 9] if line.word_count <= _MOST_WORDS]
    return (
        _after_by(above, "byline")
        or _beside_date(above)
        or _above_dateline(lines, headline, third)
        or _after_by(under, "byline-under")
        or _signature(lines, lines[last + 1 : last + 3])
    )


def is_byline(line: Line) -> bool:
    """Return whether a line inside the text is nothing but a byline."""
    if line.word_count > 14 or line.is_prose:
        return False
    match = _BY_AT_START.match(line.text) or _WRITTEN_BY.match(line.text)
    return bool(match and match.start("names") < 30)


def is_name(text: str) -> bool:
    """Return whether a line is a person's name: a few words that begin with capitals."""
    named = _ONLY_NAMES.fullmatch(text) and not text.isupper()
    others = (word for word in lexicon.words(text) if word not in _OF_NAMES)
    return bool(named) and not any(word.lower() in _NO_NAMES for word in others)


def _after_by(lines: Iterable[Line], basis: str) -> tuple[Guess, ...]:
    """Return the authors after "by" or "written by"."""
    for line in lines:
        if line.boilerplate in (Boilerplate.LEGAL, Boilerplate.CREDIT):
            continue
        match = _WRITTEN_BY.match(line.text) or _BY_AT_START.match(line.text)
        if match is None and line.is_dateline:
            match = _BY_INSIDE.match(line.text) or _BY_AT_END.match(line.text)
        if match and (authors := _guesses(match["names"], basis, line.text)):
            return authors
    return ()


def _beside_date(lines: Iterable[Line]) -> tuple[Guess, ...]:
    """Return the names that stand before or after a date, with nothing else."""
    for line in filter(lambda line: line.is_dateline, lines):
        before = re.sub(r"\d.*$", "", line.text[: line.dates[0].start])
        after = line.text[line.dates[-1].end :]
        for part in (before, after, *re.split(r"\s?[|·~]\s?", before)):
            name = part.strip(_AROUND_NAMES)
            if _ONLY_NAMES.fullmatch(name) and (authors := _guesses(name, "dateline", line.text)):
                return authors
    return ()


def _above_dateline(lines: Sequence[Line], headline: int | None, last: int) -> tuple[Guess, ...]:
    """Return the names that stand alone right above the dateline; initials may stand between."""
    if headline is None:
        return ()
    under = range(headline + 1, min(last + 1, headline + 14))
    dateline = next((i for i in under if lines[i].is_dateline), 0)
    authors: list[Guess] = []
    for line in reversed(lines[headline + 1 : dateline]):
        text = line.text
        if not is_name(text) and not _INITIALS.fullmatch(text):
            break
        if len(text) > 3 and not line.boilerplate:
            authors[:0] = _guesses(text, "dateline", text)
    return tuple(authors)


def _signature(lines: Sequence[Line], under: Iterable[Line]) -> tuple[Guess, ...]:
    """Return a name under the text, when another line has it as well."""
    for line in under:
        if line.boilerplate or line.marker or not is_name(line.text):
            continue
        # The same words alone are a link or a heading, which the name of a chapter may be too.
        if any(line.text in other.text and line.text != other.text for other in lines):
            found = _guesses(line.text, "signature", line.text)
            return tuple(replace(author, stated=False) for author in found)
    return ()


def _guesses(names: str, basis: str, text: str) -> tuple[Guess, ...]:
    each = (_name_only(name.strip(_AROUND_NAMES + ".")) for name in re.split(_AND, names))
    authors = dict.fromkeys(name for name in each if name and not _DESK.fullmatch(name))
    return tuple(Guess(name, basis, text) for name in authors)


def _name_only(name: str) -> str:
    """Return a name without what was dumped next to it: a month, figures, a button, a role."""
    name = _BEFORE_NAME.sub("", name, count=1)
    alone = _ROLE.sub("", name)
    parts = re.sub(r"\d.*$", "", alone if " " in alone else name).split()
    while parts and parts[-1].lower() in _NO_NAMES | _OF_DATES:
        parts.pop()
    return "" if any(part.lower() in lexicon.LABELS for part in parts) else " ".join(parts)
