"""Authors: the people whom an HTML page names as the authors of its article."""

from collections.abc import Mapping, Sequence

from lxml.html import HtmlElement

from suites.capture.captured_article import Guess
from suites.capture.encoding import line
from suites.capture.extraction.linked_data import LinkedData
from suites.capture.extraction.person_names import people, same

_AUTHORS = {
    "highwire": "citation_author citation_authors",
    "dublin-core": "dc.creator dcterms.creator",
    "meta": "author article:author parsely-author sailthru.author byl",
}
_BYLINE = (
    "//*[@rel='author' or @itemprop='author' or contains(@class,'byline')"
    " or contains(@class,'author-name')]"
)


def find_authors(
    tree: HtmlElement, linked: LinkedData, metas: Mapping[str, Sequence[str]], outlet: str
) -> tuple[Guess, ...]:
    """Return the authors, in the order given; the outlet is no author."""
    sources = [("json-ld", linked.names("author"))]
    for basis, keys in _AUTHORS.items():
        sources.append((basis, [text for key in keys.split() for text in metas.get(key, ())]))
    shown = [line(element.text_content()) for element in tree.xpath(_BYLINE)[:5]]
    sources.append(("byline", [text for text in shown if len(text) < 80][:1]))
    for basis, texts in sources:
        names = [name for text in texts for name in people(text) if not same(name, outlet)]
        if names:
            return tuple(Guess(name, basis, name) for name in dict.fromkeys(names))
    return ()
