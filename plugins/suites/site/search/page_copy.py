"""Page copy: a document -> the HTML that Pagefind reads in the place of its page.

Titles and facts are searched like the text, and all texts are folded. Pagefind's stemmer of French
takes "payant" for "paiement", and a result tells where a word stands, not in which part of the
page. So the words of the title, and those of the first paragraph and the facts, are laid under each
copy once more, with a digit that keeps them from being stemmed ("paiement0", "argent1"): asked for
so, the pages that are about a word come before those that hold it. There stand the single letters,
too, that a hyphen joins to a word, as in "e-mail", and words without the strokes of their letters.

What a page can be chosen and sorted by lies in the head of its copy, which Pagefind does not read:
filters would make its files heavy, and their order changes from run to run (see `index_files`).
"""

import json
import re
from collections.abc import Iterable, Iterator
from html import escape, unescape

from suites.archive.alphabet import STROKES
from suites.site.search import folding
from suites.site.search.document import FILTERS, SearchDocument
from suites.site.search.folding import Folding, bare

TEXT, NAMED = "-text", "-named"
"""The ids, in the copies, of the part after the title, and of the names that follow the text; the
same stand in `search-engine.js`."""

ABOUT = "-about:"
"""The ids, in the copies, of the announcements that an article reports begin so, and end with their
addresses; `search-engine.js` says the same."""

DAY = "day"
"""The facet that pages are sorted by: one day (ISO 8601, as far as it is known), or none."""

_FACETS = "<meta name=facets content='"
_NOT_INDEXED = re.compile(r"[^\w$€£%+ ]|_")
# Both cases by hand: to ignore it would take every i for the ı without a dot.
_STROKED = re.compile(rf"[{''.join(STROKES)}{''.join(STROKES).upper().replace('I', '')}]")
_WORD = re.compile(r"\w+")
_JOINED_LETTER = re.compile(r"(?<!\w)\w(?=-\w)|(?<=\w-)\w(?!\w)")


def render_copy(document: SearchDocument) -> str:
    """Return the folded copy of a page, in the form that Pagefind reads; all is escaped."""
    language = folding.of(document.language)
    own_names = [name for name in document.names if name != document.title]
    sections = [
        (one.id, one.heading, [line for line in one.text.split("\n") if line.strip()])
        for one in document.sections
    ]
    parts = [text for _, heading, lines in sections for text in (heading, *lines)]
    texts = (document.title, document.facts, *own_names, *document.named, *parts)
    folded = dict(zip(texts, language.fold_all(texts), strict=True))
    title, facts = folded[document.title], folded[document.facts]
    names = [folded[name] for name in own_names]
    lead = "".join(folded[line] for line in sections[0][2][:1]) if sections else ""
    whole = "\n".join(folded.values())
    letters = sorted(set(_JOINED_LETTER.findall(whole)) - language.small)
    stroked: set[str] = set()
    if _STROKED.search(whole):  # few pages have such letters
        stroked = {bare(word) for word in _WORD.findall(whole) if _STROKED.search(word)}
    marked = [
        *_marked((title, *names), "0", language),
        *_marked((lead, facts), "1", language),
        *letters,
        *sorted(stroked),
    ]
    body = [_element("h1", title), _element("p", facts)]
    body += [_element("p", name, weight="7") for name in names]
    for id_, heading, lines in sections:
        if id_:
            body.append(f'<h2 id="{escape(id_)}">{escape(folded[heading], quote=False)}</h2>')
        else:
            body.append(f'<div id="{TEXT}"></div>')
            body += [_element("p", folded[line], weight="2") for line in lines[:1]]
            del lines[:1]
        body += [_element("p", folded[line]) for line in lines]
    body.append(f'<div id="{NAMED}"></div>')
    body += [f'<div id="{ABOUT}{escape(address)}"></div>' for address in document.about]
    body.append(_element("p", " ".join(marked), weight="0.1"))
    body += [_element("p", folded[name], weight="0.5") for name in document.named]
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">'
        f"<title>{escape(title, quote=False)}</title>{_facets(document)}</head>\n"
        "<body data-pagefind-body>\n"
        + "\n".join((*_meta(document), *body))
        + "\n</body>\n</html>\n"
    )


def _element(name: str, text: str, weight: str = "") -> str:
    attribute = f' data-pagefind-weight="{weight}"' if weight else ""
    return f"<{name}{attribute}>{escape(text, quote=False)}</{name}>"


def _meta(document: SearchDocument) -> Iterator[str]:
    """Yield the facts about a page that Pagefind hands to results."""
    yield f'<meta data-pagefind-meta="title[content]" content="{escape(document.title)}">'
    if document.facts:
        yield f'<meta data-pagefind-meta="facts[content]" content="{escape(document.facts)}">'


def _facets(document: SearchDocument) -> str:
    """Return the element that `facets_of` reads."""
    values = {name: document.filters[name] for name in FILTERS if document.filters.get(name)}
    if document.day:
        values[DAY] = (document.day,)
    text = escape(json.dumps(values, ensure_ascii=False, separators=(",", ":")), quote=False)
    return _FACETS + text.replace("'", "&#39;") + "'>"


def facets_of(copy: str) -> dict[str, list[str]]:
    r"""Return the values of each facet that the page of a copy has.

    >>> facets_of("<head><meta name=facets content='{\"kind\":[\"Article\"]}'></head>")
    {'kind': ['Article']}
    """
    text = copy.partition(_FACETS)[2].partition("'")[0]
    facets: dict[str, list[str]] = json.loads(unescape(text) or "{}")
    return facets


def _marked(texts: Iterable[str], mark: str, language: Folding) -> list[str]:
    """Return the words of folded texts that say something, each once with a mark, in order.

    Words that hyphens join stand there together, and each by itself.
    """
    text = " ".join(texts)
    text += f" {text.replace('-', ' ')}"
    words = {*bare(_NOT_INDEXED.sub("", text)).split()} - language.small
    return sorted({f"{language.singular(word)}{mark}" for word in words})
