"""Outlet: the name of the site, and the address of the page, where the dump holds them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from suites.capture.dumps.cues import cue
from suites.capture.dumps.judgements import Judged
from suites.capture.dumps.lines import plain
from suites.capture.page import Guess

_DOMAIN = re.compile(
    r"(?<![\w@./-])((?:[a-z0-9-]{1,63}\.){1,4}(?:com|org|net|info|eu|fr|be|ch|ca|de|at|es|it|nl|pt|"
    r"br|uk|us|io|media|news|tv))(?![\w/@-])",
    re.IGNORECASE,
)
_RIGHTS = re.compile(
    r"\W{0,3}(?:copyright\s?)?(?:©|\(c\)|copyright)\s?(?:copyright\s?)?(?:(?:19|20)\d\d"
    r"(?:\s?[-–]\s?(?:(?:19|20)\d\d)?)?)?[\s,.:–|-]*(?P<name>[^.|©,–•·]{2,50}?)\s*"
    r"(?:[.|©,–•·]|\s-\s|\s(?:19|20)\d\d|\s(?:all|tous droits|alle rechte|gmbh|todos|tutti)|$)",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"(?:tous|all|alle|todos|tutti|droits|rights|by|par|creative|riproduzione|reproduction|"
    r"copyright|the author|\d)",
    re.I,
)
_ADDRESS = re.compile(
    r"(?:url|adresse|address|source|quelle|permalink|permalien|lien|link|fonte|fuente|bron)?\s?:?\s?"
    r"(?P<url>https?://[^\s<>\"]{4,500})",
    re.IGNORECASE,
)
_TOP = 3


def outlet(judged: Sequence[Judged], window: tuple[str, str] | None, last: int) -> Guess | None:
    """The outlet: from the window's title, a copyright line, or a name at the top and the foot."""
    if window is not None:
        return Guess(window[1], "title-end", window[1])
    for at in reversed(judged[last + 1 :][-40:]):
        text = at.line.text
        if ("©" in text or "opyright" in text) and (domain := _DOMAIN.search(text[:400])):
            return Guess(domain[1], "copyright-line", text)
    if (top := _top(judged, last)) is not None:
        return top
    for at in reversed(judged[last + 1 :][-40:]):
        match = _RIGHTS.match(at.line.text[:200])
        if match and not _NO_NAME.match(match["name"]) and len(match["name"].split()) <= 6:
            return Guess(match["name"].strip(" -–"), "copyright-line", at.line.text)
    return None


def _top(judged: Sequence[Judged], last: int) -> Guess | None:
    """A name among the first lines, when it is an address or the foot says it as well."""
    foot = Counter(plain(at.line.text) for at in judged[last + 1 :] if not at.line.marker)
    for at in judged[:8]:
        text = _once(at.line.text)
        if at.line.marker or cue(text) is not None or at.count > 6:
            continue
        if domain := _DOMAIN.fullmatch(text):
            return Guess(domain[1], "site-name", text)
        if foot[plain(text)]:
            return Guess(text, "site-name", text)
    return None


def _once(text: str) -> str:
    """A name that a logo and its label say twice without a space: once."""
    half = len(text) // 2
    return text[:half] if len(text) > 7 and text[:half] == text[half:] else text


def address(judged: Sequence[Judged]) -> Guess | None:
    """The address of the page, when one of the first or last lines is it, or is labelled so."""
    ends = (*judged[:_TOP], *judged[max(_TOP, len(judged) - _TOP) :])
    for at in ends:
        match = _ADDRESS.fullmatch(at.line.text[:600])
        if match and match["url"].count("/") > 2 and len(match["url"].split("/", 3)[3]) > 3:
            return Guess(match["url"], "address-line", at.line.text)
    return None
