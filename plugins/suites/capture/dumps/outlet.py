"""Outlet: the name of the site, and the address of the page, where the dump holds them."""

import re
from collections.abc import Sequence

from suites.capture.captured_article import Guess
from suites.capture.dumps.features import Line
from suites.capture.dumps.lines import collapsed

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
    r"(?P<url>https?://[^\s<>\"/]*/[^\s<>\"]{4,500})",
    re.IGNORECASE,
)
_TOP = 3


def find_outlet(lines: Sequence[Line], site: str | None, last: int) -> Guess | None:
    """Return the outlet: the `site` in the title, a name in a copyright line, or one at the top."""
    if site is not None:
        return Guess(site, "title-end", site)
    foot = lines[last + 1 :]
    lowest = foot[:-41:-1]
    for line in lowest:
        domain = _DOMAIN.search(line.text[:400])
        if domain and ("©" in line.text or "opyright" in line.text):
            return Guess(domain[1], "copyright-line", line.text)
    if name := _name_at_top(lines, foot):
        return name
    for line in lowest:
        match = _RIGHTS.match(line.text[:200])
        if match and not _NO_NAME.match(match["name"]) and len(match["name"].split()) <= 6:
            return Guess(match["name"].strip(" -–"), "copyright-line", line.text)
    return None


def _name_at_top(lines: Sequence[Line], foot: Sequence[Line]) -> Guess | None:
    """Return a name among the first lines, when it is an address or the foot has it as well."""
    names = {collapsed(line.text) for line in foot if not line.marker}
    for line in lines[:8]:
        # A logo and its label often repeat a name without a space between.
        half = line.text[: len(line.text) // 2]
        text = half if len(half) > 3 and half + half == line.text else line.text
        if line.marker or line.boilerplate or line.word_count > 6:
            continue
        if domain := _DOMAIN.fullmatch(text):
            return Guess(domain[1], "site-name", text)
        if collapsed(text) in names:
            return Guess(text, "site-name", text)
    return None


def find_address(lines: Sequence[Line]) -> Guess | None:
    """Return the address of the page, when one of the first or last lines is it, or labels it."""
    for line in (*lines[:_TOP], *lines[max(_TOP, len(lines) - _TOP) :]):
        if match := _ADDRESS.fullmatch(line.text[:600]):
            return Guess(match["url"], "address-line", line.text)
    return None
