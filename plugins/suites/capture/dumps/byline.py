"""Byline: who wrote the article, as the lines around its text say it.

Agencies and desks are no authors ("avec AFP" stays in the words of the guess). A name is two to
five words with capitals and particles; one word is a name only after a word that says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from suites.capture.dumps.cues import Cue, alternatives
from suites.capture.dumps.judgements import Judged
from suites.capture.dumps.words import FUNCTION_WORDS, words
from suites.capture.extraction import dates_in_words
from suites.capture.page import Guess

_CAPITAL = r"(?:[A-ZÀ-ÖØ-Þ][\w’'.-]*\w|[A-ZÀ-ÖØ-Þ]\.?)"
_PARTICLE = (
    r"(?:de\sla|de\slas|de\slos|van\sder|van\sden|von\sder|d[eiua]|du|des|del|della|van|von|"
    r"den|der|ter|zu|le|la|el|al|bin|ibn|dos|das|do|y|af|av)"
)
_NAME = rf"{_CAPITAL}(?:\s(?:{_PARTICLE}\s)?{_CAPITAL}){{1,3}}"
_ANY_NAME = rf"(?:{_NAME}|{_CAPITAL})"
_AND = r"(?:\s?,\s(?:et\s|and\s|und\s)?|\s(?:et|and|und|y|e|en|&|/|avec|with|mit)\s|\s?/\s?)"
_WROTE = (
    "écrit par | rédigé par | publié par | posté par | proposé par | article de | texte de |"
    "auteur | autrice | written by | posted by | published by | author | post author by |"
    "veröffentlicht von | geschrieben von | verfasst von | autor | autorin | erstellt von |"
    "escrito por | publicado por | autora | scritto da | pubblicato da | autore | a cura di |"
    "geschreven door | auteurs | texte | text"
)
_BY = "par | by | von | por | di | door"
_WROTE_IT = re.compile(
    rf"(?:^|.*?[\W])(?i:{alternatives(_WROTE)})\s?:?\s?(?P<names>{_ANY_NAME}(?:{_AND}{_NAME}){{0,4}})"
)
_BY_HEAD = re.compile(
    rf"\W{{0,3}}(?:(?i:{alternatives(_BY)}))\s?:?\s(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,4}})"
)
_BY_INSIDE = re.compile(
    rf".{{0,80}}?[|·•–—,>-]\s?(?:(?i:{alternatives(_BY)}))\s?:?\s"
    rf"(?P<names>{_NAME}(?:{_AND}{_NAME}){{0,4}})"
)
_VON = re.compile(rf".*?\d.*?\s(?:von|by|par|di|por|door)\s(?P<names>{_ANY_NAME})\W*$")
_WHOLE = re.compile(rf"{_NAME}(?:{_AND}{_NAME}){{0,3}}")
_SPLIT = re.compile(_AND)
_SIGNS = " |·•–—,;:~/-\t()@"
_DESK = re.compile(
    r"(?:la |le |die |der |the |il |el |a )?(?:afp|reuters|ap|dpa|ansa|efe|anp|lusa|belga|ats|apa|"
    r"sda|upi|xinhua|rédaction|redaction|redaktion|redazione|redacción|redação|redactie|staff|"
    r"editors?|admin|administrator|newsroom|web|team|équipe|service|agence|agences|agencies)\b.*",
    re.IGNORECASE,
)
_MOST_WORDS = 26
_INITIALS = re.compile(r"[A-ZÀ-Þ]{2,3}")
_NO_NAMES = FUNCTION_WORDS | frozenset(
    """news more mehr plus follow suivre size page pages next previous weiter vorheriges download
    pdf search share public support read reader discussion release date updated published first
    posted veröffentlicht aktualisiert publié modifié link links video vidéo photo foto menu home
    blog top new neue neues latest review technology sports business politics world all alle tous
    article artikel newsletter abonnés edition magazine radio podcast contact kontakt""".split()
)


def authors(judged: Sequence[Judged], head: int | None, kept: Sequence[int]) -> tuple[Guess, ...]:
    """The authors, from the lines above the text (`kept`), then from those under it.

    `head` is the line of the headline. The standfirst may stand above the byline.
    """
    first, last = kept[min(2, len(kept) - 1)], kept[-1]
    above = _above(judged, head, kept[0], first)
    under = judged[last + 1 : last + 9]
    for found in (
        _named(above, "byline"),
        _beside_date(above),
        _lone(judged, head, first),
        _named(under, "byline-under"),
        _signature(judged, under[:2]),
    ):
        if found:
            return found
    return ()


def is_byline(at: Judged) -> bool:
    """Whether a line inside the text is nothing but a byline."""
    text = at.line.text
    match = _BY_HEAD.match(text) or _WROTE_IT.match(text)
    return at.count <= 14 and bool(match and match.start("names") < 30) and not at.prose


def is_name(text: str) -> bool:
    """Whether a line is a person's name: a few words with capitals, in small letters else."""
    if not _WHOLE.fullmatch(text) or text.isupper():
        return False
    return not any(word.lower() in _NO_NAMES for word in words(text))


def _above(judged: Sequence[Judged], head: int | None, first: int, body: int) -> list[Judged]:
    start = first if head is None else min(head, first)
    return [at for at in judged[max(0, start - 6) : body + 1] if at.count <= _MOST_WORDS]


def _named(lines: Iterable[Judged], basis: str) -> tuple[Guess, ...]:
    for at in lines:
        text = at.line.text
        if at.count > _MOST_WORDS or at.cue is Cue.LEGAL or at.cue is Cue.CREDIT:
            continue
        match = _WROTE_IT.match(text) or _BY_HEAD.match(text)
        if match is None and at.stamp:
            match = _BY_INSIDE.match(text) or _VON.match(text)
        if match and (found := _guesses(match["names"], basis, text)):
            return found
    return ()


def _beside_date(lines: Iterable[Judged]) -> tuple[Guess, ...]:
    for at in lines:
        text = at.line.text
        if not at.stamp or not (dates := dates_in_words.find(text)):
            continue
        before = re.sub(r"\d.*$", "", text[: dates[0].start])
        for part in (before, text[dates[-1].end :], *re.split(r"\s?[|·~]\s?", before)):
            name = part.strip(_SIGNS)
            if _WHOLE.fullmatch(name) and (found := _guesses(name, "dateline", text)):
                return found
    return ()


def _lone(judged: Sequence[Judged], head: int | None, first: int) -> tuple[Guess, ...]:
    """Names that stand alone right above the dateline, with nothing between but their initials."""
    if head is None:
        return ()
    stamp = next((i for i in range(head + 1, min(first + 1, head + 14)) if judged[i].stamp), None)
    found: list[Guess] = []
    i = (stamp or 0) - 1
    while i > head and (is_name(text := judged[i].line.text) or _INITIALS.fullmatch(text)):
        if len(text) > 3 and judged[i].cue is None:
            found[:0] = _guesses(text, "dateline", text)
        i -= 1
    return tuple(found)


def _signature(judged: Sequence[Judged], lines: Iterable[Judged]) -> tuple[Guess, ...]:
    """A name under the text, when the page says it once more."""
    for at in lines:
        text = at.line.text
        if at.cue is not None or at.line.marker or not is_name(text):
            continue
        if any(text in one.line.text for one in judged if one.line is not at.line):
            return _guesses(text, "signature", text)
    return ()


def _guesses(names: str, basis: str, said: str) -> tuple[Guess, ...]:
    cut = re.split(r"\s(?:avec|with|mit|con|met|com)\s", names)[0]
    each = (_name_only(name.strip(_SIGNS + ".")) for name in _SPLIT.split(cut))
    kept = dict.fromkeys(name for name in each if name and not _DESK.fullmatch(name))
    return tuple(Guess(name, basis, said) for name in kept)


def _name_only(name: str) -> str:
    """A name without the month, the figures or the button that were dumped next to it."""
    parts = re.sub(r"\d.*$", "", name).split()
    while parts and (parts[-1].lower() in _MONTHS or parts[-1].lower() in _NO_NAMES):
        parts.pop()
    return (
        "" if any(part.lower() in _NO_NAMES - FUNCTION_WORDS for part in parts) else " ".join(parts)
    )


_MONTHS = frozenset(dates_in_words.MONTHS) | frozenset(dates_in_words.WEEKDAYS)
