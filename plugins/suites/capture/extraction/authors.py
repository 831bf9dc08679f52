"""Authors: the people whom an HTML page names as the authors of its article.

A full name counts more than a single word, and that more than an agency; JSON-LD and Highwire more
than the byline, and the byline more than the tags that templates fill in with the site's owner.
A desk is one where the byline shows it and nobody else is named; the outlet never is. The guess of
trafilatura, if a line near the headline says just that, is the last resort.
"""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy

from lxml.html import HtmlElement

from suites.capture.captured_article import Doubt, Guess
from suites.capture.extraction.byline_lines import Lines
from suites.capture.extraction.bylines import ShownPage
from suites.capture.extraction.linked_data import LinkedData
from suites.capture.extraction.main_text import BROKEN
from suites.capture.extraction.person_names import (
    desk,
    folded,
    kind,
    people,
    same,
    without_lead,
)  # fmt: skip

_METAS = {
    "highwire": "citation_author citation_authors",
    "dublin-core": "dc.creator dcterms.creator",
    "meta": "author article:author og:article:author parsely-author sailthru.author byl"
    " articleauthor dcsext.author shareaholic:article_author_name",
}
_SURNAME_FIRST = ("highwire", "dublin-core")
_MOST_AUTHORS = 100
_LONGEST_OF_WORDS = 80  # characters of a byline without a full name


def find_authors(
    tree: HtmlElement,
    linked: LinkedData,
    metas: Mapping[str, Sequence[str]],
    outlet: str,
    headline: str = "",
) -> tuple[tuple[Guess, ...], list[Doubt]]:
    """Return the authors, in the order given, and the doubt that two sources name others."""
    page = ShownPage(tree, headline)
    stated = {basis: [[("", text) for text in texts]] for basis, texts in _metas(metas)}
    # Of organisations, only an agency is an author.
    names = [name for name, is_body in linked.authors() if not is_body or kind(name) == "agency"]
    stated["json-ld"] = [[("", name) for name in names]]
    lines = list(page.lines())

    def named(basis: str, bylines: Iterable[Lines], wanted: str = "person") -> list[Guess]:
        is_own = wanted == "person" and linked.is_of_a_person()
        return _named(basis, bylines, wanted, "" if is_own else outlet)

    data = named("json-ld", stated["json-ld"])
    shown = named("byline", page.marked())
    weak = [*named("dublin-core", stated["dublin-core"]), *named("meta", stated["meta"])]
    if data and shown:
        return _compared(data, shown, weak)
    near = [[("", text)] for text, number in lines if number < _NEAR and _is_filled(text, "word")]
    found = (
        data
        or named("highwire", stated["highwire"])
        or shown
        or [one for one in weak if page.shows_in_line(one.value)]
        or named("byline", ([("", text)] for text, number in lines if _is_byline(text, number)))
        or named("dateline", ([("", text)] for text in page.datelines() if _is_filled(text)))
        or named("byline", page.marked(beside=True))
        or weak
        or named("json-ld", stated["json-ld"], "word")
        or named("byline", filter(_is_short, page.marked()), "word")
        or named("byline", near, "word")
        or named("dateline", _shown_words(page.datelines()), "word")
        or named("byline", filter(_is_led, page.marked(beside=True)), "word")
        or named("meta", stated["meta"], "word")
        or named("json-ld", stated["json-ld"], "agency")
        or named("byline", page.marked(), "agency")
        or named("meta", stated["meta"], "agency")
        or _desks(page.marked(), outlet)
        or [one for one in _trafilatura_guess(tree, outlet) if page.shows_near(one.value)]
    )
    return tuple({one.value: one for one in reversed(found)}.values())[::-1][:_MOST_AUTHORS], []


def _named(basis: str, bylines: Iterable[Lines], wanted: str, outlet: str) -> list[Guess]:
    """Return the names of the first byline that has one of a kind, and the agencies beside it.

    Further lines count only if they stand in elements like the first one's.
    """
    for byline in bylines:
        found: dict[str, str] = {}
        first: str | None = None
        for element, text in byline[:_MOST_AUTHORS]:
            names = people(text, is_surname_first=basis in _SURNAME_FIRST)
            others = [name for name in names if not _is_outlet(name, outlet)]
            kept = [name for name in others if kind(name) in (wanted, "agency")]
            if wanted == "word" and basis == "meta" and len(names) > 1:
                continue  # "Le Port, Lille, France"
            if first is None and any(kind(name) == wanted for name in kept):
                first = element
            if element in ("", first):
                found.update(dict.fromkeys(kept, text))
        if first is not None:
            return [Guess(name, basis, " ".join(text.split())) for name, text in found.items()]
    return []


def _desks(bylines: Iterable[Lines], outlet: str) -> list[Guess]:
    """Return the desk of the first byline that names one."""
    for byline in bylines:
        for _, text in byline[:1]:
            if (name := desk(text)) and not _is_outlet(name, outlet):
                return [Guess(name, "byline", text)]
    return []


def _metas(metas: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, list[str]]]:
    for basis, keys in _METAS.items():
        texts = [text for key in keys.split() for text in metas.get(key, ())]
        yield basis, [*texts, *(_labelled(metas) if basis == "meta" else ())]


def _labelled(metas: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Yield the values that the tags of Twitter's cards label as the author's."""
    for number in ("1", "2"):
        labels = metas.get(f"twitter:label{number}", [])
        for label, text in zip(labels, metas.get(f"twitter:data{number}", []), strict=False):
            if not without_lead(label):
                yield text


def _compared(
    data: list[Guess], shown: list[Guess], weak: list[Guess]
) -> tuple[tuple[Guess, ...], list[Doubt]]:
    """Return the authors of the data, or of the byline where it names more than those.

    Where they name others, the byline counts more only if the tags (`weak`) agree with it.
    """
    one, other = ({folded(guess.value) for guess in each} for each in (data, shown))
    is_backed = bool(other & {folded(guess.value) for guess in weak})
    if one & other:
        return tuple(shown if other > one else data), []
    names = (", ".join(guess.value for guess in each) for each in (data, shown))
    return tuple(shown if is_backed else data), [
        Doubt("authors-differ", dict(zip(("one", "other"), names, strict=True)))
    ]


def _is_outlet(name: str, outlet: str) -> bool:
    """Return whether a name is the outlet's, also without "the" or ".com"."""
    one, other = folded(name), folded(outlet)
    if same(name, outlet):
        return True
    rest = other.replace(one, "", 1) if len(one) > 3 and one in other else ""
    return 0 < len(rest) <= 6 and not rest.endswith("blog")


def _shown_words(dated: Iterable[str]) -> Iterator[Lines]:
    """Yield what stands after "by" beside a day, where it is all that stands there."""
    for text in dated:
        for part in text.split("\n"):
            rest = without_lead(part)
            if rest != part and _is_filled(rest, "word"):
                yield [("", rest)]


def _is_led(byline: Lines) -> bool:
    return len(byline) == 1 and without_lead(byline[0][1]) != byline[0][1]


def _is_short(byline: Lines) -> bool:
    return sum(len(text) for _, text in byline) <= _LONGEST_OF_WORDS


_NEAR, _LEFT_NEAR, _LEFT = 10, 40, 5  # lines; letters of a line that are no name's


def _is_byline(text: str, number: int) -> bool:
    return _is_filled(text, left=_LEFT_NEAR if number < _NEAR else _LEFT)


def _is_filled(text: str, wanted: str = "person", left: int = _LEFT) -> bool:
    """Return whether names are all that a line says, but for some letters."""
    names = [name for name in people(text) if kind(name) in (wanted, "agency")]
    letters = sum(map(str.isalpha, without_lead(text)))
    return bool(names) and letters - sum(len(folded(name)) for name in names) <= left


def _trafilatura_guess(tree: HtmlElement, outlet: str) -> list[Guess]:
    from trafilatura.metadata import extract_metadata

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        author = extract_metadata(deepcopy(tree)).author or ""
    except BROKEN:
        return []
    found = _named("trafilatura", [[("", author[:1000])]], "person", outlet)
    return [Guess(one.value, one.basis, one.words, stated=False) for one in found]
