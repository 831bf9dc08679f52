"""Metadata: what an HTML page says of its own article, each with what that rests on.

JSON-LD (schema.org), OpenGraph, Highwire (`citation_*`) and Dublin Core are read in that order,
then what a reader sees. A source that says nothing does not count; sources that contradict each
other are a doubt: the first is kept, and both are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement
from rapidfuzz import fuzz

from suites.capture.extraction import textual_dates
from suites.capture.extraction.linked_data import LinkedData
from suites.capture.extraction.machine_dates import agree, edtf
from suites.capture.formats.encoding import line
from suites.capture.page import Doubt, Guess

_DATES = {
    "opengraph": "article:published_time og:published_time og:article:published_time",
    "highwire": "citation_publication_date citation_online_date citation_date",
    "dublin-core": "dc.date.issued dcterms.issued dc.date dcterms.date dcterms.created",
    "meta": "datepublished date pubdate publish-date publication_date parsely-pub-date"
    " sailthru.date cxenseparse:recs:publishtime",
}
_HEADLINES = {"opengraph": "og:title", "highwire": "citation_title", "meta": "twitter:title"}
_AUTHORS = {
    "highwire": "citation_author citation_authors",
    "dublin-core": "dc.creator dcterms.creator",
    "meta": "author article:author parsely-author sailthru.author byl",
}
_LANGUAGES = {"opengraph": "og:locale", "meta": "content-language dc.language language"}

_PUBLISHED = (
    "//time[@itemprop='datePublished' or @pubdate]/@datetime"
    "|//*[@itemprop='datePublished']/@content"
)
_TIME = "(//article|//main|//header)//time/@datetime"
_DATELINE = (
    "(//article|//main|//header)//*[contains(@class,'date') or contains(@class,'publi')"
    " or contains(@class,'byline') or self::time]"
)
_UPDATED = re.compile(
    r"\W*(?:dernière )?(?:mis|modifi|mod\.|màj|actuali|updated|last|aktualisiert|stand|aggiorna"
    r"|modificat|bijgewerkt|atualizad)",
    re.IGNORECASE,
)
_BYLINE = (
    "//*[@rel='author' or @itemprop='author' or contains(@class,'byline')"
    " or contains(@class,'author-name')]"
)
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_NOBODY = re.compile(
    r"\W*(admin\w*|auteur|author|user|webmaster|null|none|undefined|unknown|staff)\W*", re.I
)
_BY = re.compile(
    r"(par|by|von|por|di|da|door|propos recueillis par|written by|auteurs?|authors?)\b\s*:?\s+",
    re.I,
)
_AND = re.compile(r"\s*[;/&|]\s*|\s*,\s+|\s+(?:et|and|und|y|e|en)\s+", re.I)
_TITLE_END = re.compile(r"(.+)\s[|–—-]\s(.{2,40})")


class Metadata:
    """What one page says. `doubts` grows as its methods meet contradictions."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._linked = LinkedData(tree)
        self.doubts: list[Doubt] = []
        self._metas: dict[str, list[str]] = {}
        for one in tree.iter("meta"):
            name = one.get("property") or one.get("name") or one.get("itemprop")
            name = name or one.get("http-equiv") or ""
            value = line(one.get("content") or "", 2000)
            if value:
                self._metas.setdefault(name.strip().lower(), []).append(value)

    def outlet(self) -> Guess | None:
        """The name of the site, or of who publishes it."""
        found = self._said({"opengraph": "og:site_name"})
        found += [("json-ld", one) for one in self._linked.names("publisher")]
        found += self._said({"highwire": "citation_journal_title", "meta": "dc.publisher"})
        for basis, text in found:
            if not text.startswith(("http:", "https:", "@")):
                return Guess(text, basis, text)
        title = _TITLE_END.fullmatch(self._title())
        if title and any(same(title[1], one) for one in self._shown("//h1")):
            return Guess(title[2].strip(), "title-end", title[0], stated=False)
        return None

    def headline(self, outlet: str) -> Guess | None:
        """The article's title, as a reader sees it where what the page says of itself agrees."""
        said = [("json-ld", self._linked.text("headline")), *self._said(_HEADLINES)]
        said += [("title", self._title())]
        every = [(basis, _bare(text, outlet)) for basis, text in said if text]
        said = [(basis, text) for basis, text in every if not same(text, outlet)]
        inside = self._shown("(//article|//main|//*[@itemprop='articleBody']/..)//h1")
        shown = list(dict.fromkeys((*inside, *self._shown("//h1"))))
        shown = [one for one in shown if one and not same(one, outlet)]
        for one in shown:
            if any(close(one, text) for _, text in said) or (not said and len(shown) == 1):
                found = Guess(one, "h1", one)
                break
        else:
            if not every:
                return None
            # Where nothing but the outlet's name is said, `converters.convert` tells it.
            basis, text = (said or every)[0]
            found = Guess(text, basis, text)
        # A heading outside the article may be the site's name, or a section's.
        others = [*(text for basis, text in said if basis == "json-ld"), *inside[:1]]
        others = [one for one in others if not same(one, outlet)]
        for other in others:
            if not close(found.value, other):
                self._doubt("headlines-differ", found.value, other)
                break
        return found

    def authors(self, outlet: str) -> tuple[Guess, ...]:
        """Who wrote it, in the order given; the outlet is no author."""
        sources = [("json-ld", self._linked.names("author"))]
        for basis, names in _AUTHORS.items():
            sources.append(
                (basis, [x for name in names.split() for x in self._metas.get(name, ())])
            )
        sources.append(("byline", [x for x in self._shown(_BYLINE) if len(x) < 80][:1]))
        for basis, said in sources:
            people = [x for one in said for x in _people(one) if not same(x, outlet)]
            if people:
                return tuple(Guess(x, basis, x) for x in dict.fromkeys(people))
        return ()

    def address(self, given: Iterable[tuple[str, str | None]]) -> Guess | None:
        """The page's address: its own link, OpenGraph's, or one it was captured with (`given`)."""
        own = [
            ("canonical", one.get("href"))
            for one in self._tree.iter("link")
            if "canonical" in (one.get("rel") or "").lower().split()
        ]
        own += self._said({"opengraph": "og:url"})
        held = [(basis, x) for basis, text in given if (x := _address(text))]
        found = [(basis, x) for basis, text in own if (x := _address(text))]
        # A canonical link to the front page is a mistake of the site's template.
        deep = [one for one in (*found, *held) if urlsplit(one[1]).path.strip("/")]
        if not deep and not held:
            return None
        basis, best = (deep or held)[0]
        if held and _host(held[0][1]) != _host(best):
            self._doubt("addresses-differ", best, held[0][1])
        return Guess(best, basis, best)

    def published(self) -> Guess | None:
        """The day of publication, as precise as it is said: with time and zone if they are."""
        found = [Guess(x, basis, words) for basis, words in self._dates() if (x := edtf(words))]
        if not found:
            return None
        alike = [one for one in found if agree(one.value, found[0].value)]
        for other in found:
            if other not in alike:
                self._doubt("dates-differ", found[0].value, other.value)
                break
        return max(alike, key=lambda one: len(one.value))  # the first of those that say most

    def language(self) -> Guess | None:
        """The language that the page declares: the first part of a BCP 47 tag."""
        said = [("html-lang", self._tree.get("lang") or self._tree.get(_XML_LANG) or "")]
        said += [("json-ld", self._linked.text("inLanguage")), *self._said(_LANGUAGES)]
        for basis, text in said:
            found = re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", text.strip())
            if found:
                return Guess(found[1].lower(), basis, line(text))
        return None

    def closed(self) -> str:
        """What says that the page is not free to read; empty when nothing does."""
        if self._linked.closed():
            return "isAccessibleForFree: false"
        tier = self._metas.get("article:content_tier", [""])[0].lower()
        return f"content_tier: {tier}" if tier in ("locked", "metered") else ""

    def _dates(self) -> Iterator[tuple[str, str]]:
        yield "json-ld", self._linked.text("datePublished") or self._linked.text("dateCreated")
        yield from self._said(_DATES)
        for basis, path in (("microdata", _PUBLISHED), ("time", _TIME)):
            yield from ((basis, line(one)) for one in self._tree.xpath(path)[:1])
        yield from (("shown", one) for one in self._dates_shown())

    def _dates_shown(self) -> Iterator[str]:
        """The first date that the page shows where it shows its own, as ISO 8601."""
        language = self.language()
        english = language is not None and language.value == "en"
        for one in self._shown(_DATELINE):
            if len(one) > 160 or _UPDATED.match(one):
                continue
            for mention in textual_dates.find_dates(one, month_first=english):
                if mention.edtf and mention.day:
                    yield mention.edtf
                    return

    def _title(self) -> str:
        return next(iter(self._shown("//head/title")), "")

    def _shown(self, path: str) -> list[str]:
        return [line(one.text_content()) for one in self._tree.xpath(path)[:5]]

    def _said(self, sources: dict[str, str]) -> list[tuple[str, str]]:
        metas = self._metas
        return [
            (basis, metas[x][0]) for basis, n in sources.items() for x in n.split() if x in metas
        ]

    def _doubt(self, code: str, one: str, other: str) -> None:
        self.doubts.append(Doubt(code, (("one", one), ("other", other))))


def same(one: str, other: str) -> bool:
    """Whether two names are equal but for capitals, spaces and punctuation."""
    return bool(other) and _folded(one) == _folded(other)


def close(one: str, other: str) -> bool:
    """Whether two titles are the same, one a part of the other, or hardly changed."""
    a, b = _folded(one), _folded(other)
    return bool(a and b) and (a in b or b in a or fuzz.ratio(a, b) >= 80)


def _folded(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _bare(title: str, outlet: str) -> str:
    """A title without the name of the outlet after it."""
    found = _TITLE_END.fullmatch(title)
    return found[1].strip() if found and same(found[2], outlet) else title


def _people(text: str) -> list[str]:
    if text.startswith(("http:", "https:", "@")) or "@" in text:
        return []
    names = [line(_BY.sub("", one, count=1)) for one in _AND.split(_BY.sub("", text, count=1))]
    # "Martin, Jeanne" is one name, the last one first.
    if len(names) == 2 and ", " in text and not any(" " in one for one in names):
        names = [f"{names[1]} {names[0]}"]
    return [x for x in names if 1 < len(x) <= 80 and not _NOBODY.fullmatch(x) and not x.isdigit()]


def _address(text: str | None) -> str | None:
    address = line(text or "", 2000)
    try:
        parts = urlsplit(address)
        fit = parts.scheme in ("http", "https") and bool(parts.hostname) and not parts.username
    except ValueError:
        return None
    return address if fit and " " not in address else None


def _host(address: str) -> str:
    return (urlsplit(address).hostname or "").removeprefix("www.").removeprefix("m.")
