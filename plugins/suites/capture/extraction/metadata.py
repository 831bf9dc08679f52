"""Metadata: the statements of an HTML page about its own article, each with its source.

JSON-LD (schema.org), OpenGraph, Highwire (`citation_*`) and Dublin Core are read in that order,
beside the page as shown; `authors` and `publication_day` weigh theirs themselves. Sources that
contradict each other are a doubt, which has both values.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from suites.capture.captured_article import Doubt, Guess
from suites.capture.encoding import line
from suites.capture.extraction.authors import find_authors
from suites.capture.extraction.linked_data import LinkedData
from suites.capture.extraction.person_names import same
from suites.capture.extraction.publication_day import find_publication_day
from suites.capture.extraction.titles import close, heading_text, without_site

_HEADLINES = {"opengraph": "og:title", "highwire": "citation_title", "meta": "twitter:title"}
_LANGUAGES = {"opengraph": "og:locale", "meta": "content-language dc.language language"}

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"

_TITLE_END = re.compile(r"(.+)\s[|–—-]\s(.{2,40})")


class Metadata:
    """The statements of one page. `doubts` grows as its methods meet contradictions."""

    def __init__(self, tree: HtmlElement) -> None:
        self._tree = tree
        self._linked = LinkedData(tree)
        self.doubts: list[Doubt] = []
        self._metas: dict[str, list[str]] = {}
        for meta in tree.iter("meta"):
            names = (meta.get(key) for key in ("property", "name", "itemprop", "http-equiv"))
            # The date of an answer of HTTP is that of the visit.
            is_date = (meta.get("http-equiv") or "").lower() == "date"
            if not is_date and (value := line(meta.get("content") or "", 2000)):
                name = next(filter(None, names), "").strip().lower()
                self._metas.setdefault(name, []).append(value)

    def outlet(self) -> Guess | None:
        """Return the name of the site, or of its publisher."""
        stated = self._stated({"opengraph": "og:site_name"})
        stated += [("json-ld", name) for name in self._linked.names("publisher")]
        stated += self._stated({"highwire": "citation_journal_title", "meta": "dc.publisher"})
        for basis, text in stated:
            if not text.startswith(("http:", "https:", "@")):
                return Guess(text, basis, text)
        title = _TITLE_END.fullmatch(self._title())
        if title and any(same(title[1], heading) for heading in self._shown("//h1")):
            return Guess(title[2].strip(), "title-end", title[0], stated=False)
        return None

    def headline(self, outlet: str) -> Guess | None:
        """Return the title of the article, as shown where the page's own statements agree."""
        every = [("json-ld", self._linked.text("headline")), *self._stated(_HEADLINES)]
        every.append(("title", self._title()))
        hosts = self._hosts()
        every = [(basis, without_site(text, outlet, hosts)) for basis, text in every if text]
        stated = [(basis, text) for basis, text in every if not same(text, outlet)]
        titles = [text for _, text in stated]
        inside = self._headings("(//article|//main|//*[@itemprop='articleBody']/..)//h1", titles)
        shown = dict.fromkeys((*inside, *self._headings("//h1", titles)))
        headings = [heading for heading in shown if heading and not same(heading, outlet)]
        agreeing = [one for one in headings if any(close(one, text) for _, text in stated)]
        if agreeing or (not stated and len(headings) == 1):
            heading = (agreeing or headings)[0]
            found = Guess(heading, "h1", heading)
        elif every:
            # Nothing but the outlet's name may be stated: `formats.convert` has a doubt for it.
            basis, text = (stated or every)[0]
            found = Guess(text, basis, text)
        else:
            return None
        # A heading outside the article may be the site's name, or a section's.
        others = [text for basis, text in stated if basis == "json-ld"]
        others += [heading for heading in inside[:1] if not same(heading, outlet)]
        self._doubt_differences("headlines-differ", found.value, others, close)
        return found

    def authors(self, outlet: str, headline: str = "") -> tuple[Guess, ...]:
        """Return the authors, in the order given; the outlet is no author."""
        found, doubts = find_authors(self._tree, self._linked, self._metas, outlet, headline)
        self.doubts += doubts
        return found

    def address(self, given: Iterable[tuple[str, str | None]]) -> Guess | None:
        """Return the page's address: its own link, OpenGraph's, or one of the capture (`given`)."""
        own: list[tuple[str, str | None]] = [
            ("canonical", link.get("href"))
            for link in self._tree.iter("link")
            if "canonical" in (link.get("rel") or "").lower().split()
        ]
        own += self._stated({"opengraph": "og:url"})
        captured = [(basis, valid) for basis, text in given if (valid := _address(text))]
        found = [(basis, valid) for basis, text in own if (valid := _address(text))]
        # A canonical link to the front page is a mistake of the site's template.
        deep = [one for one in (*found, *captured) if urlsplit(one[1]).path.strip("/")]
        if not deep and not captured:
            return None
        basis, best = (deep or captured)[0]
        addresses = [address for _, address in captured[:1]]
        self._doubt_differences("addresses-differ", best, addresses, _same_host)
        return Guess(best, basis, best)

    def published(self, address: str = "") -> Guess | None:
        """Return the day of publication, as precise as stated: with time and zone if they are.

        `address` is that of the page, if it is known.
        """
        language = self.language()
        found, doubts = find_publication_day(
            self._tree, self._metas, self._linked, language.value if language else "", address
        )
        self.doubts += doubts
        return found

    def language(self) -> Guess | None:
        """Return the language that the page declares: the first part of a BCP 47 tag."""
        stated = [("html-lang", self._tree.get("lang") or self._tree.get(_XML_LANG) or "")]
        stated += [("json-ld", self._linked.text("inLanguage")), *self._stated(_LANGUAGES)]
        for basis, text in stated:
            if tag := re.match(r"([A-Za-z]{2,3})(?:[-_]|$)", text.strip()):
                return Guess(tag[1].lower(), basis, line(text))
        return None

    def body(self) -> str:
        """Return the text of the article in the page's data, in lines or in HTML."""
        return self._linked.body()

    def closed(self) -> str:
        """Return the statement that the page is not free to read; empty when there is none."""
        if self._linked.closed():
            return "isAccessibleForFree: false"
        tier = self._metas.get("article:content_tier", [""])[0].lower()
        return f"content_tier: {tier}" if tier in ("locked", "metered") else ""

    def _title(self) -> str:
        return next(iter(self._shown("//head/title")), "")

    def _shown(self, path: str) -> list[str]:
        return [line(element.text_content()) for element in self._tree.xpath(path)[:5]]

    def _headings(self, path: str, titles: Sequence[str]) -> list[str]:
        return [heading_text(element, titles) for element in self._tree.xpath(path)[:5]]

    def _hosts(self) -> list[str]:
        """Return the hosts of the addresses that the page gives to itself."""
        links = (x.get("href") for x in self._tree.iter("link") if x.get("rel") == "canonical")
        addresses = [*islice(links, 1), *(text for _, text in self._stated({"": "og:url"}))]
        valid = filter(None, map(_address, addresses))
        return [urlsplit(address).hostname or "" for address in valid]

    def _stated(self, sources: dict[str, str]) -> list[tuple[str, str]]:
        named = ((basis, name) for basis, names in sources.items() for name in names.split())
        return [(basis, self._metas[name][0]) for basis, name in named if name in self._metas]

    def _doubt_differences(
        self, code: str, value: str, others: Iterable[str], matches: Callable[[str, str], bool]
    ) -> None:
        """Add a doubt for the first other value that does not match it."""
        other = next((other for other in others if not matches(value, other)), None)
        if other is not None:
            self.doubts.append(Doubt(code, {"one": value, "other": other}))


def _address(text: str | None) -> str | None:
    address = line(text or "", 2000)
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    valid = parts.scheme in ("http", "https") and parts.hostname and not parts.username
    return address if valid and " " not in address else None


def _same_host(address: str, other: str) -> bool:
    hosts = (urlsplit(one).hostname or "" for one in (address, other))
    return len({host.removeprefix("www.").removeprefix("m.") for host in hosts}) == 1
