"""Boilerplate: the set phrases around articles, in seven languages, and the kind of their lines.

    line -> kind | None

A phrase begins a *short* line, is the whole of it, or is one that no article contains. A long line
is running text whatever it begins with. The phrases are those of `extraction/lexicon.yaml`.
"""

import re
from enum import Enum

from suites.capture.extraction.lexicon import PAYWALL, SECTIONS, alternatives


class Boilerplate(Enum):
    """The kinds of lines that are no part of the article, each with its score (see `features`)."""

    COMMENTS = -14.0, "the head or the form of the readers' comments"
    REPLY = -4.0, "a line of one comment: reply, report, says"
    RELATED = -3.0, "announces other articles"
    RELATED_INLINE = -0.7, "announces another article and names it on the same line"
    SHARE = -1.5, "share, print, send, like"
    SUBSCRIBE = -5.0, "newsletter, subscription, account"
    LEGAL = -8.0, "copyright, cookies, legal pages"
    TAGS = -4.0, "tags and categories"
    CREDIT = -0.5, "caption or credit of a picture"
    NAVIGATION = -3.0, "menu, skip link, breadcrumb, pages"
    ADVERTISEMENT = -0.5, "advertisement"
    AUTHOR = -5.0, "about the author"
    NOTICE = -0.7, "reading time, listen, print, counters"

    def __init__(self, score: float, _meaning: str) -> None:
        self.score = score  # without their meanings, kinds of one score would be one


_LONGEST = 400
_REST_WORDS = 7
_NO_SENTENCES = (Boilerplate.RELATED, Boilerplate.TAGS, Boilerplate.COMMENTS)
_PARTING = (":", "|", "»", ">", "–", "-", "→", "(", "…")


def _patterns(section: str, pattern: str) -> dict[Boilerplate, re.Pattern[str]]:
    return {
        Boilerplate[kind.upper()]: re.compile(
            pattern.replace("PHRASES", alternatives(f"{section}/{kind}", plain=True)), re.I | re.S
        )
        for kind in SECTIONS[section]
    }


_AT_START = _patterns(
    "at_start",
    r"[^\w©]{0,6}(?P<n>[(\[]?\d{1,5}[)\]]?\s+)?(?P<phrase>PHRASES)(?!\w)(?P<rest>.*)$",
)
_ANYWHERE = _patterns("anywhere", r"(?<!\w)(?:PHRASES)(?!\w)")
# A row of icons is often dumped without spaces.
_WHOLE_LINE = _patterns("icons", r"\W*+(?:(?>PHRASES)\W*+)++\d*+\W*+")
_WHOLE_LINE |= _patterns("whole_line", r"\W*+(?:(?>PHRASES)(?:\W++|\b))++\d*+\W*+")
_CREDIT = alternatives("credit")
_SHAPES = {
    Boilerplate.CREDIT: re.compile(
        rf"via\s\w+$|[(]?(?:photo|image|picture)s?\sby\s"
        rf"|\W{{0,3}}(?:{_CREDIT})\s*(?:[:.©(/]|$)|.{{0,240}}(?:(?:©|[(/|–-]\s?"
        rf"|(?:photo|foto|crédits?|credit|image|bild|via|by|par|von)\s?:?\s)"
        rf"\s*(?:{alternatives('picture_agencies')})\W*)$"
        rf"|.{{0,300}}\s[(]?(?:{_CREDIT})\s?:\s?(?:[^.]|\.(?=\w)){{3,80}}\W?$"
        r"|.{0,300}\s[(]?©\s?(?![\d\s])(?:[^.!?]|\.(?=\w)){2,60}$",
        re.IGNORECASE,
    ),
    Boilerplate.NOTICE: re.compile(
        r"\W{0,3}\d+\s?(?:min\b\.?|minutes?|minuten|mins)(?:\s\w+){0,2}"
        r"(?:\W{1,4}\d+\s(?:words|mots|wörter))?\W*$",
        re.IGNORECASE,
    ),
    Boilerplate.AUTHOR: re.compile(
        r"\W{0,3}(?i:à propos d[eu]|a propos d[eu]|about|über|sobre|over|su)"
        r"\s[A-ZÀ-Ý]\w+(?:\s[A-ZÀ-Ý]\w+){0,2}(?:\s\d{1,5}\s\w+)?$"
    ),
    Boilerplate.SHARE: re.compile(
        rf"\W*(?:{alternatives('share_verbs')})(?!\w).{{0,60}}$", re.IGNORECASE
    ),
    Boilerplate.REPLY: re.compile(
        r".{2,40}?\s?(?:says|said|dit|sagt|schrieb|dice|ha detto|zegt|diz)\s?:$"
        r"|\W{0,3}(?:.{2,30}\s)?(?:il y a \d+ \w+|vor \d+ \w+|\d+ \w+ ago|hace \d+ \w+"
        r"|\d+ \w+ fa|\d+ \w+ geleden|há \d+ \w+)\W{0,3}(?:\w+)?\W?$",
        re.IGNORECASE,
    ),
    Boilerplate.NAVIGATION: re.compile(  # arrows, and breadcrumbs
        r"[«‹]\s[^»]*$|[^«]*\s»$|[←→‹›«»<>↑↓|\s]*[←→‹›↑]|.{3,120}\s[→›↑]$"
        r"|[^.!?]{2,30}(?:\s(?:[>›»/→|]|››|>>|::)\s(?:[^.!?>›»→/|]|(?<=\S)/(?=\S)){2,200}){2,}$"
    ),
}
_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)|copyright)|.{0,120}©\s?(?:\d{4}|copyright)", re.I)


def boilerplate_kind(text: str) -> Boilerplate | None:
    """Return the kind of a line by its words alone; None for prose, as any long line is.

    >>> boilerplate_kind("Lire aussi : Le bus 12 change de trajet"), boilerplate_kind("Lire aussi")
    (<Boilerplate.RELATED_INLINE: ...>, <Boilerplate.RELATED: ...>)
    """
    if len(text) > _LONGEST:
        return None
    for kind, pattern in _ANYWHERE.items():
        if pattern.search(text):
            return kind
    if text[-1:] in (".", "!", "?") and PAYWALL.search(text):
        return Boilerplate.SUBSCRIBE
    for kind, pattern in _WHOLE_LINE.items():
        if pattern.fullmatch(text):
            return kind
    if _COPYRIGHT.match(text):
        return Boilerplate.LEGAL
    for kind, pattern in _AT_START.items():
        if (match := pattern.match(text)) and (announced := _announced(kind, match)):
            return announced
    return next((kind for kind, pattern in _SHAPES.items() if pattern.match(text)), None)


def _announced(kind: Boilerplate, match: re.Match[str]) -> Boilerplate | None:
    """Return the kind, when the words after the phrase may be a label's rest, not a sentence's."""
    phrase, rest = match["phrase"].lower(), match["rest"].strip()
    count, parted = len(rest.split()), rest[:1] in _PARTING
    if phrase == "comment" and count and not match["n"]:
        return None  # a French question
    if kind is Boilerplate.RELATED and parted and count > 2:
        return Boilerplate.RELATED_INLINE
    if kind in (Boilerplate.TAGS, Boilerplate.AUTHOR) and parted:
        return kind
    if kind in _NO_SENTENCES and rest[-1:] in (".", "!", "?"):
        return None
    # One word alone says little: "Reactions", but not "Reactions to the vote in Parliament".
    most = 2 if " " not in phrase else 4 if kind is Boilerplate.RELATED else _REST_WORDS
    return kind if count <= (_REST_WORDS if match["n"] else most) else None
