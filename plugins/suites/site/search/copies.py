"""Copies: a document -> the HTML that Pagefind reads in the place of its page.

Pagefind 1.5 takes a word for what stands between two spaces, and finds the parts of a word only at
ASCII signs, when they have two letters or more: "l’application" would hide "application", "d’X"
would hide "X". So in the copies an elided article stands alone ("l' application"); `question.js`
does the same to what is asked, and puts back what is shown. Accents need nothing: Pagefind folds
them on both sides. Titles and facts are searched like the text.

Its French stemmer takes "payant" for "paiement", and a result tells where a word stands, not in
what part of the page. So the words of the title, and those of the first paragraph and the facts,
are laid under each copy once more, with a digit that keeps them from being stemmed ("paiement0",
"argent1"): asked for so, the pages that are about a word come before those that hold it. There
stand the single letters, too, that a hyphen joins to a word, as in "e-mail".

What a page can be chosen and sorted by lies in the head of its copy, which Pagefind does not read:
filters would make its files heavy, and their order changes from run to run (see `columns`).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from html import escape, unescape
from itertools import islice

from suites.site.search.document import FILTERS, SearchDocument

ELIDED = (
    "l", "d", "qu", "j", "n", "s", "m", "t", "c",
    "jusqu", "lorsqu", "puisqu", "quoiqu",
)  # fmt: skip
"""What loses its vowel before another word in French; the same list stands in `question.js`."""

SIGNS = "$€£%+"
"""The signs that are words, or parts of words: "8 $", "Premium+". For `--include-characters`."""

TEXT, NAMED = "-text", "-named"
"""The ids, in the copies, of what follows the title, and of the names that follow the text; the
same stand in `search-engine.js`."""

ABOUT = "-about:"
"""What begins the ids, in the copies, that end with the address of an announcement which the
article reports; `search-engine.js` says the same."""

DAY = "day"
"""The facet that pages are sorted by: one day (ISO 8601, as far as it is known), or none."""

SMALL = frozenset(
    "a au aux avec ce ces d dan de du elle en est et il j l la le leur m n ne on ou par pa pour qu "
    "que qui s sa se se son sur t un une y des les dans pas ses".split()
)
"""Words of titles and claims, flat, that tell nothing."""

LEAD = ' data-pagefind-weight="2"'
"""Of the first paragraph, the claim of an announcement or our summary."""

APOSTROPHES, HYPHENS, DASHES = "’‘‛ʼʻʹˈ′´`＇", "‐‑⁃﹣－֊־", "‒–—―−⸺⸻﹘/…"
"""What is written for an apostrophe, for a hyphen, and what parts words; the same lists stand in
`question.js`."""

_FACETS = "<meta name=facets content='"

_NOT_INDEXED = re.compile(r"[^\w$€£%+ ]|_")
_ALIKE = (
    *((sign, "'") for sign in APOSTROPHES),
    *((sign, "-") for sign in HYPHENS),
    *((sign, " ") for sign in DASHES),
    *((sign, "") for sign in "\u00ad\u200b\u200c\u200d\u2060\ufeff"),
)
"""The last are signs that cannot be seen."""

_LETTER = re.compile(r"(?<!\w)\w(?=-\w)|(?<=\w-)\w(?!\w)")

# What stands before an apostrophe is looked at only where there is one: there are few.
_ARTICLES = "|".join(rf"(?<=(?<!\w){one}')" for one in ELIDED)
_ELISION = re.compile(rf"'(?:{_ARTICLES})(?=\S)", re.IGNORECASE)
_SIGN = re.compile(r"(?<=\d)(?=[$€£])|(?<=[$€£])(?=\d)")
_IN_GROUPS = re.compile(r"\d(?:\.|\s+)\d{3}")
_GROUPS = re.compile(r"(?<![\d.,_])(\d{1,3})((?:[ .]\d{3})+)(?![\d_]|[.,]\d)")


def fold(text: str) -> str:
    """The text as it is indexed: its words apart from one another, by single spaces.

    >>> fold("L’idée qu’Elon a\u00a0de l’« argent » d’aujourd’hui\u202f: 8\u00a0$, presqu’île")
    "L' idée qu' Elon a de l' « argent » d' aujourd'hui : 8 $, presqu'île"
    >>> fold("9$ 2022–2025, 2\u00a0500 ou 2.500 abonnés")
    '9 $ 2022 2025, 2.500 ou 2.500 abonnés'
    """
    return folded([text])[0]


def folded(texts: Sequence[str]) -> list[str]:
    r"""Each of one or more texts as `fold` gives it: at once takes less time than one by one.

    >>> folded(["L’idée", "2\u00a0500\n", "500 abonnés"])
    ["L' idée", '2.500', '500 abonnés']
    """
    # No sign that anything is made of reaches over the end of a line, and no fold holds one.
    text = "\n".join([one.replace("\n", " ") for one in texts])
    for sign, shown in _ALIKE:
        text = text.replace(sign, shown)
    text = unicodedata.normalize("NFC", text)
    if any(sign in text for sign in "$€£"):
        text = _SIGN.sub(" ", text)
    if "'" in text:
        text = _ELISION.sub("' ", text)
    lines = [" ".join(line.split()) for line in text.split("\n")]
    if _IN_GROUPS.search(text):
        return [_GROUPS.sub(_with_points, line) for line in lines]
    return lines


def _with_points(found: re.Match[str]) -> str:
    return found[1] + found[2].replace(" ", ".")


def bare(text: str) -> str:
    """A text as words are compared: small letters, without accents, ligatures undone.

    >>> bare("Œuvre d’État")
    'oeuvre d’etat'
    """
    small = text.casefold()
    if small.isascii():
        return small
    small = small.replace("œ", "oe").replace("æ", "ae")
    parts = unicodedata.normalize("NFD", small)
    return "".join([sign for sign in parts if not unicodedata.combining(sign)])


def flat(word: str) -> str:
    """A bare word without its plural, for words that are not stemmed.

    >>> flat("paiements"), flat("jeux"), flat("x")
    ('paiement', 'jeu', 'x')
    """
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def html(document: SearchDocument) -> str:
    """The folded copy of a page, in the form that Pagefind reads; every text is escaped."""
    names = [name for name in document.names if name != document.title]
    lead = document.sections[0].text.partition("\n")[0] if document.sections else ""
    blocks = (filter(str.strip, one.text.split("\n")) for one in document.sections)
    parts = [(one.heading, *own) for one, own in zip(document.sections, blocks, strict=True)]
    groups = ((document.title, document.facts, lead), names, document.named, *parts)
    plain = folded([text for group in groups for text in group])
    about = _marked((plain[0], *plain[3 : 3 + len(names)]), "0") + _marked(plain[2:0:-1], "1")
    text = "\n".join(plain)
    about += sorted(set(_LETTER.findall(text)) - SMALL)
    lines = iter(escape(text, quote=False).split("\n"))
    (title, facts, _), names, named, *shown = [[*islice(lines, len(one))] for one in groups]
    body = [f"<h1>{title}</h1>", f"<p>{facts}</p>"]
    body += [f'<p data-pagefind-weight="7">{name}</p>' for name in names]
    for section, (heading, *own) in zip(document.sections, shown, strict=True):
        if section.id:
            body.append(f'<h2 id="{escape(section.id)}">{heading}</h2>')
        else:
            body.append(f'<div id="{TEXT}"></div>')
            body += [f"<p{LEAD}>{block}</p>" for block in own[:1]]
            del own[:1]
        body += [f"<p>{block}</p>" for block in own]
    body.append(f'<div id="{NAMED}"></div>')
    body += [f'<div id="{ABOUT}{escape(one)}"></div>' for one in document.about]
    body.append(f'<p data-pagefind-weight="0.1">{" ".join(about)}</p>')
    body += [f'<p data-pagefind-weight="0.5">{name}</p>' for name in named]
    return (
        f'<!doctype html>\n<html lang="{escape(document.language)}">\n<head><meta charset="utf-8">'
        f"<title>{title}</title>{_facets(document)}</head>\n<body data-pagefind-body>\n"
        + "\n".join((*_head(document), *body))
        + "\n</body>\n</html>\n"
    )


def _head(document: SearchDocument) -> Iterator[str]:
    """What is known of a page beside its words."""
    yield f'<meta data-pagefind-meta="title[content]" content="{escape(document.title)}">'
    if document.facts:
        yield f'<meta data-pagefind-meta="facts[content]" content="{escape(document.facts)}">'


def _facets(document: SearchDocument) -> str:
    """Return the element that `facets` reads."""
    values = {name: document.filters[name] for name in FILTERS if document.filters.get(name)}
    if document.day:
        values[DAY] = (document.day,)
    text = escape(json.dumps(values, ensure_ascii=False, separators=(",", ":")), quote=False)
    return _FACETS + text.replace("'", "&#39;") + "'>"


def facets(copy: str) -> dict[str, list[str]]:
    r"""Return the values of each facet that the page of a copy has, as `html` wrote them.

    >>> facets("<head><meta name=facets content='{\"kind\":[\"Article\"]}'></head>")
    {'kind': ['Article']}
    """
    text = copy.partition(_FACETS)[2].partition("'")[0]
    found: dict[str, list[str]] = json.loads(unescape(text) or "{}")
    return found


def _marked(texts: Iterable[str], mark: str) -> list[str]:
    """The words of folded texts that tell something, with a mark, each once, in order.

    Those that hyphens join stand there together, and each by itself.
    """
    text = " ".join(texts)
    if "-" in text:
        text += f" {text.replace('-', ' ')}"
    plain = bare(_NOT_INDEXED.sub("", text)).split()
    return sorted([f"{word}{mark}" for word in set(map(flat, plain)) - SMALL])
