"""Cues: the set phrases around articles, in seven languages, and what a line is because of them.

    line -> cue | None

A cue is a phrase that begins a *short* line, or (in `_ANYWHERE`) one that no article contains. The
lists hold what sites of any country say, never the name of a site. A long line is running text
whatever it begins with.
"""

from __future__ import annotations

import re
from enum import Enum

from suites.capture.dumps import lexicon
from suites.capture.dumps.words import function_share, words


class Cue(Enum):
    """What a line is, when it is not the article."""

    COMMENTS = "the head or the form of the readers' comments"
    REPLY = "a line of one comment: reply, report, says"
    RELATED = "announces other articles"
    RELATED_INLINE = "announces another article and names it on the same line"
    SHARE = "share, print, send, like"
    SUBSCRIBE = "newsletter, subscription, account"
    LEGAL = "copyright, cookies, legal pages"
    TAGS = "tags and categories"
    CREDIT = "caption or credit of a picture"
    NAVIGATION = "menu, skip link, breadcrumb, pages"
    ADVERTISEMENT = "advertisement"
    AUTHOR = "about the author"
    NOTICE = "reading time, listen, print, counters"


_LONGEST = 400
_REST_WORDS = 7
_PARTING = (":", "|", "»", ">", "–", "-", "→", "(", "…")


def alternatives(phrases: str) -> str:
    """The phrases of the lexicon as one group of a pattern, the longest first."""
    return "|".join(
        re.escape(phrase).replace(r"\ ", " ").replace("'", "['’]")
        for phrase in sorted(re.split(r"\s*[|\n]\s*", phrases.strip()), key=len, reverse=True)
        if phrase
    )


def _beginning(phrases: str) -> re.Pattern[str]:
    return re.compile(
        rf"[^\w©]{{0,6}}(?P<n>[(\[]?\d{{1,5}}[)\]]?\s+)?"
        rf"(?P<phrase>{alternatives(phrases)})(?!\w)(?P<rest>.*)$",
        re.IGNORECASE | re.DOTALL,
    )


def _anywhere(phrases: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{alternatives(phrases)})(?!\w)", re.IGNORECASE)


_BEGINNINGS = tuple(
    (cue, _beginning(phrases))
    for cue, phrases in (
        (Cue.COMMENTS, lexicon.COMMENTS),
        (Cue.RELATED, lexicon.RELATED),
        (Cue.SUBSCRIBE, lexicon.SUBSCRIBE),
        (Cue.AUTHOR, lexicon.AUTHOR),
        (Cue.TAGS, lexicon.TAGS),
        (Cue.ADVERTISEMENT, lexicon.ADVERTISEMENT),
        (Cue.LEGAL, lexicon.LEGAL),
        (Cue.NOTICE, lexicon.NOTICE),
        (Cue.NAVIGATION, lexicon.BACK),
    )
)
_ANYWHERE = tuple(
    (cue, _anywhere(phrases))
    for cue, phrases in (
        (Cue.COMMENTS, lexicon.COMMENT_FORM),
        (Cue.LEGAL, lexicon.COOKIES),
        (Cue.SUBSCRIBE, lexicon.SUBSCRIBE_FORM),
    )
)
_WHOLE = tuple(
    (cue, re.compile(rf"\W*+(?:(?>{alternatives(phrases)}){parted})++\d*+\W*+", re.IGNORECASE))
    for cue, phrases, parted in (
        (Cue.REPLY, lexicon.REPLY, r"(?:\W++|\b)"),
        (Cue.SHARE, lexicon.SHARE, r"\W*+"),  # a row of icons is often dumped without spaces
        (Cue.NAVIGATION, lexicon.NAVIGATION, r"(?:\W++|\b)"),
    )
)
_SHARE = re.compile(rf"\W*(?:{alternatives(lexicon.SHARE_VERBS)})(?!\w).{{0,60}}$", re.IGNORECASE)
_AGO = re.compile(
    r"\W{0,3}(?:.{2,30}\s)?(?:il y a \d+ \w+|vor \d+ \w+|\d+ \w+ ago|hace \d+ \w+|\d+ \w+ fa"
    r"|\d+ \w+ geleden|há \d+ \w+)\W{0,3}(?:\w+)?\W?$",
    re.IGNORECASE,
)
_SAYS = re.compile(r".{2,40}?\s?(?:says|said|dit|sagt|schrieb|dice|ha detto|zegt|diz)\s?:$", re.I)
_CREDIT = re.compile(
    rf"via\s\w+$|[(]?(?:photo|image|picture)s?\sby\s|[(]?(?:foto|photo)\s(?:von|de|di)\s:?\s?[A-ZÀ-Ý]|\W{{0,3}}(?:{alternatives(lexicon.CREDIT)})\s*(?:[:.©(/]|$)"
    rf"|.{{0,240}}(?:(?:©|[(/|–-]\s?|(?:photo|foto|crédits?|credit|image|bild|via|by|par|von)\s?:?\s)"
    rf"\s*(?:{alternatives(lexicon.PICTURE_AGENCIES)})\W*)$"
    rf"|.{{0,300}}\s[(]?(?:{alternatives(lexicon.CREDIT)})\s?:\s?[^.]{{3,80}}\W?$",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"\W{0,3}(?i:à propos d[eu]|a propos d[eu]|about|über|sobre|over|su)"
    r"\s[A-ZÀ-Ý]\w+(?:\s[A-ZÀ-Ý]\w+){0,2}$"
)
_COPYRIGHT = re.compile(r"\W{0,3}(?:©|\(c\)|copyright)|.{0,120}©\s?(?:\d{4}|copyright)", re.I)
_ARROWS = re.compile(r"[«‹]\s[^»]*$|[^«]*\s»$|[←→‹›«»<>↑↓|\s]*[←→‹›↑]|.{3,120}\s[→›↑]$")
_TRAIL = re.compile(r"[^.!?]{2,30}(?:\s[>›»/→|]\s[^.!?>›»→/|]{2,200}){2,}$")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+$|\S+@\S+\.\w+$")


def cue(text: str) -> Cue | None:
    """What a line is by its words alone, or None; at most 400 characters long, or it is prose.

    >>> cue("Lire aussi : Le bus 12 change de trajet"), cue("Lire aussi")
    (<Cue.RELATED_INLINE: ...>, <Cue.RELATED: ...>)
    """
    if len(text) > _LONGEST:
        return None
    for found, pattern in _ANYWHERE:
        if pattern.search(text):
            return found
    for found, pattern in _WHOLE:
        if pattern.fullmatch(text):
            return found
    if _COPYRIGHT.match(text):
        return Cue.LEGAL
    for found, pattern in _BEGINNINGS:
        if (match := pattern.match(text)) and (at := _announced(found, match)):
            return at
    if _CREDIT.match(text):
        return Cue.CREDIT
    if _ABOUT.match(text):
        return Cue.AUTHOR
    if len(text) < 90 and (_SHARE.match(text) or _SAYS.match(text) or _AGO.match(text)):
        return Cue.SHARE if _SHARE.match(text) else Cue.REPLY
    if len(text) < 300 and (_ARROWS.match(text) or _TRAIL.match(text)):
        return Cue.NAVIGATION
    return None


def _announced(found: Cue, match: re.Match[str]) -> Cue | None:
    """The cue, when what follows the phrase may be a label's rest, and not a sentence's."""
    rest = match["rest"].strip()
    count = len(rest.split())
    parted = rest[:1] in _PARTING
    if found is Cue.COMMENTS and match["phrase"].lower() == "comment" and not match["n"] and count:
        return None  # a French question
    if found is Cue.RELATED and parted and count > 2:
        return Cue.RELATED_INLINE
    if found is Cue.RELATED and rest.endswith(":") and count <= 12:
        return found
    if found in (Cue.TAGS, Cue.AUTHOR) and (parted or _names(rest)):
        return found
    stops = rest[-1:] in (".", "!", "?") and found in (Cue.RELATED, Cue.TAGS, Cue.COMMENTS)
    # One word alone says little: "Reactions", but not "Reactions to the vote in Parliament".
    most = 2 if " " not in match["phrase"] else 4 if found is Cue.RELATED else _REST_WORDS
    few = count <= most or (match["n"] is not None and count <= _REST_WORDS)
    return found if few and not stops else None


def _names(rest: str) -> bool:
    """Whether words are a list of names: parted by commas, and held together by nothing."""
    return "," in rest and function_share(words(rest)) < 0.35
