"""Locales: how the pages of a place write a day in figures (CLDR)."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from lxml.html import HtmlElement

_TAG = re.compile(r"([A-Za-z]{2,3})(?:[-_](?:[A-Za-z]{4}[-_])?([A-Za-z]{2}))?(?![A-Za-z0-9])")
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_REGIONS = {"uk": "GB", "au": "AU", "nz": "NZ", "ie": "IE", "in": "IN", "za": "ZA"}


class PageLocale(NamedTuple):
    """The language of a page, empty if unknown, and the order of figures there.

    `is_month_first` says how to read 03/04/2020; `is_certain` is false where pages of that
    language write either.
    """

    language: str
    is_month_first: bool
    is_certain: bool


def page_locale(
    tree: HtmlElement, metas: Mapping[str, Sequence[str]], language: str, host: str
) -> PageLocale:
    """Return the locale that a page declares; its host tells the country of English."""
    tags = (tree.get("lang"), tree.get(_XML_LANG), *metas.get("og:locale", ())[:1])
    found = [match.groups() for tag in tags if tag and (match := _TAG.match(tag.strip()))]
    language = language or (found[0][0].lower() if found else "")
    if language != "en":
        return PageLocale(language, False, language != "")
    regions = [region.upper() for name, region in found if region and name.lower() == "en"]
    # Templates say en-US wherever they are used: the host's country is the better sign.
    region = _REGIONS.get(host.rpartition(".")[2]) or next(iter(regions), "")
    try:
        pattern = Locale("en", region or None).date_formats["short"].pattern
    except (UnknownLocaleError, ValueError):
        pattern = ""
    return PageLocale(language, not pattern.startswith("d"), pattern.startswith("d"))
