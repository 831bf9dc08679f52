"""Names: the other names under which the entities of the archive are found.

`{"language": {…}, "kinds": […], "names": [{"url": …, "names": [[name, explanation], …]}, …]}`:
what the scripts know of the language (see `language`), the names of the facets for announcements
and articles, and an entry for each entity with several names, whose name in use needs no
explanation. A reader who asks for one name is answered with the pages of all, and is told why. Two
spellings of one word ("Halvorsen", "Halvorssen") are an entry without a page.
"""

from collections.abc import Iterator

import msgspec

from suites.analysis.listed_rows import is_often_glued
from suites.analysis.rows import NAMES as ENTITY_NAMES
from suites.analysis.rows import NamesRow
from suites.site.search.folding import bare
from suites.site.search.index_files import LARGEST
from suites.site.search.language import language_of_scripts
from suites.site.views import ViewBuilder

MAX_LETTERS = 2
"""Letters that may differ between two spellings of one word."""


def names_file(builder: ViewBuilder) -> bytes:
    """Return the language, and the names of entities that have several, as many as have room.

    The most named entities come first; beyond, the others stay under the name in use.
    """
    rows: list[NamesRow] = list(builder.linked.rows(ENTITY_NAMES))
    rows.sort(key=lambda row: (-len(builder.linked.named_by(row.id)), row.id))
    entries: list[bytes] = []
    size = 0
    for entry in (entry for row in rows for entry in _entries(builder, row)):
        text = msgspec.json.encode(entry)
        size += len(text)
        if size > LARGEST:
            break
        entries.append(text)
    kinds = [builder.t(f"search.kind-{kind}") for kind in ("announcement", "article")]
    language = language_of_scripts(builder.language)
    head = msgspec.json.encode({"language": language, "kinds": kinds})
    return head[:-1] + b',"names":[' + b",".join(entries) + b"]}"


def _entries(builder: ViewBuilder, row: NamesRow) -> Iterator[dict[str, object]]:
    """Yield the names of an entity, then each pair of spellings of one word of them."""
    title, t = row.title, builder.t
    explanations = {title: ""}
    for name, is_old in row.names:
        key = "search.renamed" if is_old else "search.also-named"
        explanations.setdefault(name, t(key, old=name, new=title))
    for name in filter(is_often_glued, list(explanations)):
        glued = name.replace(" ", "")
        explanations.setdefault(glued, t("search.also-named", old=glued, new=title))
    url = builder.urls.of_kind("outlet" if row.is_outlet else "entity", row.id)
    yield {"url": url, "names": list(explanations.items())}
    for name, _ in row.names:
        for word, used in _spellings(name, title):
            explanation = t("search.also-named", old=word, new=used)
            yield {"url": "", "names": [(used, ""), (word, explanation)]}


def _spellings(name: str, title: str) -> Iterator[tuple[str, str]]:
    """Yield the pairs of words of two names that are spelled differently, and nearly the same."""
    words, used = name.split(), title.split()
    if len(words) == len(used):
        for pair in zip(words, used, strict=True):
            if _are_near(*map(bare, pair)):
                yield pair


def _are_near(word: str, other: str) -> bool:
    """Return whether words of four letters or more differ in their middle, and by few letters."""
    if word == other or min(len(word), len(other)) < 4:
        return False
    while word and other and word[0] == other[0]:
        word, other = word[1:], other[1:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    return max(len(word), len(other)) <= MAX_LETTERS
