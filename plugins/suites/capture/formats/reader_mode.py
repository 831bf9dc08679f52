"""Reader mode: a page that was saved as its browser shows it for reading -> its article.

The browser has chosen the article already, and says above it what it knows: title, byline and, in
Firefox, address. The time that a reading takes is no part of it. Sources: aboutReader.html of
Firefox, dom_distiller_viewer.html of Chromium.
"""

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from suites.capture.captured_article import CapturedArticle, Doubt, Guess, length_doubts
from suites.capture.encoding import line
from suites.capture.extraction.language import language
from suites.capture.extraction.markup import blocks
from suites.capture.extraction.person_names import people, same
from suites.capture.formats import html
from suites.capture.site_names import names_and_site, site_in_title

_BASIS = "reader-mode"
_MARKS = ("moz-reader-content", 'id="title-holder"')


def convert(text: str) -> CapturedArticle | None:
    """Return the article of a page in reader mode; None when it is in none."""
    if not any(mark in text for mark in _MARKS):
        return None
    tree = html.parse(text)
    inside = _first(tree, "moz-reader-content")
    if inside is None:
        inside = next(iter(tree.xpath("//*[@id='main-content']//*[@id='content']")), None)
    title = _shown(_first(tree, "reader-title")) or _shown(_first(tree, "title-holder"))
    if inside is None or not title:
        return None
    link = _first(tree, "reader-domain")
    address = line((link.get("href") if link is not None else "") or "", 2000)
    is_address = urlsplit(address).scheme in ("http", "https")
    credits_ = _shown(_first(tree, "reader-credits"))
    shown = list(blocks(inside, lambda *_: True, address if is_address else None))
    shown = [one for i, one in enumerate(shown) if i > 2 or not same(one.words, title)]
    words = "\n".join(one.words for one in shown)
    headline, site = site_in_title(title, address) if is_address else (title, "")
    names, signed = names_and_site(list(dict.fromkeys(people(credits_))), address)
    outlet = Guess(site, "title-end", title, stated=False) if site else None
    if signed and not outlet:
        outlet = Guess(signed, _BASIS, credits_, stated=False)
    return CapturedArticle(
        "\n\n".join(one.markdown for one in shown),
        headline=Guess(headline, _BASIS, title),
        outlet=outlet,
        authors=tuple(Guess(name, _BASIS, credits_) for name in names),
        lang=_language(inside) or language(words[:20_000]),
        url=Guess(address, _BASIS, address) if is_address else None,
        doubts=(*length_doubts(len(words.split())), Doubt("date-missing")),
    )


def _first(tree: HtmlElement, name: str) -> HtmlElement | None:
    """Return the first element of a class or an id; older versions of Firefox have ids."""
    path = "//body//*[contains(concat(' ', @class, ' '), concat(' ', $name, ' ')) or @id = $name]"
    return next(iter(tree.xpath(path, name=name)), None)


def _shown(element: HtmlElement | None) -> str:
    return "" if element is None else line(element.text_content())


def _language(inside: HtmlElement) -> Guess | None:
    """Return the language that Firefox notes on the article, or on what is around it."""
    for element in (inside, *inside.iterancestors()):
        tag = (element.get("lang") or "").split("-")[0].lower()
        if tag and tag.isalpha() and len(tag) in (2, 3) and element.tag != "html":
            return Guess(tag, "html-lang", tag)
    return None
