"""Names: under what other names the entities of the archive are found.

`{"kinds": […], "names": [{"url": …, "names": [[name, what is said of it], …]}, …]}`: what the index
calls announcements and articles, and one entry for each entity with several names; what is said is
empty for the name in use. A reader who asks for one name is answered with
the pages of all, and told why. Two spellings of one word ("Netanyahu", "Netanyahou") are an entry
of their own, which leads to no page.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from suites.analysis.rows import NAMES as ENTITY_NAMES
from suites.analysis.rows import NamesRow
from suites.analysis.summary import is_often_glued
from suites.archive import urls
from suites.site.search.folding import bare
from suites.site.search.index_files import LARGEST
from suites.site.views import ViewBuilder

NAMES = f"{urls.SEARCH}noms.json"
"""Where the names lie in the site; `search-engine.js` says the same."""

NEAR = 2
"""How many letters may differ between two spellings of one word."""


def names_file(builder: ViewBuilder) -> bytes:
    """The names of all entities that have several, those of the most named entities first."""
    several: list[NamesRow] = list(builder.linked.rows(ENTITY_NAMES))
    several.sort(key=lambda one: (-len(builder.linked.named_by(one.id)), one.id))
    kept: list[str] = []
    size = 0
    for entry in (entry for entity in several for entry in _entries(entity, builder.t)):
        text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
        size += len(text.encode())
        if size > LARGEST:
            break
        kept.append(text)
    kinds = [builder.t(f"search.kind-{kind}") for kind in ("announcement", "article")]
    said = json.dumps(kinds, ensure_ascii=False)
    return f'{{"kinds":{said},"names":[{",".join(kept)}]}}'.encode()


def _entries(entity: NamesRow, t: Callable[..., str]) -> Iterator[dict[str, object]]:
    """The names of an entity, then each pair of spellings of one word of them."""
    title = entity.title
    said = {title: ""}
    for name, is_old in entity.names:
        key = "search.renamed" if is_old else "search.also-named"
        said.setdefault(name, t(key, old=name, new=title))
    for name in list(said):
        if is_often_glued(name):
            glued = name.replace(" ", "")
            said.setdefault(glued, t("search.also-named", old=glued, new=title))
    url = urls.of_kind("outlet" if entity.is_outlet else "entity", entity.id)
    yield {"url": url, "names": list(said.items())}
    for name, _ in entity.names:
        for word, same in _spellings(name, title):
            also = t("search.also-named", old=word, new=same)
            yield {"url": "", "names": [(same, ""), (word, also)]}


def _spellings(one: str, other: str) -> Iterator[tuple[str, str]]:
    """The words of two names that are spelled differently, and nearly the same."""
    words, others = one.split(), other.split()
    if len(words) == len(others):
        for word, same in zip(words, others, strict=True):
            if bare(word) != bare(same) and _are_near(bare(word), bare(same)):
                yield word, same


def _are_near(word: str, other: str) -> bool:
    """Whether words of four letters or more differ in their middle by `NEAR` letters at most."""
    if min(len(word), len(other)) < 4:
        return False
    while word and other and word[0] == other[0]:
        word, other = word[1:], other[1:]
    while word and other and word[-1] == other[-1]:
        word, other = word[:-1], other[:-1]
    return max(len(word), len(other)) <= NEAR
