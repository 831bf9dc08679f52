"""The names in addresses: those of a language, from its data.

    <tag>/addresses.yaml -> names(tag) -> Names

`archive.urls` makes addresses of them. Nothing here knows what lies at one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import permutations
from types import MappingProxyType

import msgspec

from suites.archive.languages import data

NOT_FOUND = "404.html"
STATIC = "theme/"
"""Where the theme's own files lie."""
INDEX = "pagefind/"
"""Where the index of the search lies."""
COPIES = "copies/"
"""Before the addresses of what the search reads: those files are not of the site."""

IN_EVERY_LANGUAGE = ("index.html", NOT_FOUND, STATIC, INDEX, COPIES)  # hosts show index.html too

QUESTION = "q"
"""What the words that are sought are called in the address of the search, in every language."""

_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Names(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The names in the addresses of a language, as `addresses.yaml` has them."""

    records: dict[str, str]
    folders: dict[str, str]
    pages: dict[str, str]
    files: dict[str, str]
    feeds: dict[str, str]
    comparisons: dict[str, str]
    pairs: dict[str, str]
    page: str
    facets: dict[str, str]
    searched: dict[str, str]
    parameters: dict[str, str]
    contribute: dict[str, str]
    data: dict[str, str]
    embeds: dict[str, str]


@cache
def names(tag: str) -> Names:
    """Return the names of a language; KeyError when it is not there."""
    return msgspec.convert(data.read(tag, "addresses"), Names)


def claimed(found: Names) -> Mapping[str, str]:
    """Return the names at the root of a site that are its own, with what lies there.

    ValueError for two things at one address.
    """
    own = (f"{name}/" for name in (*found.records.values(), *found.folders.values()))
    taken: dict[str, str] = {}
    for address in (*IN_EVERY_LANGUAGE, *own):
        # Hosts show 404.html and index.html without their ending too.
        name = address.rstrip("/").removesuffix(".html")
        if name in taken:
            raise ValueError(f"two things at one address: {address}")
        taken[name] = address
    return MappingProxyType(taken)


def faults(found: Names) -> Iterator[str]:
    """Yield what is wrong with names: one that is none, and two things at one address."""
    every = (*_of(found), found.page)
    wrong = [name for name in every if not _NAME.fullmatch(name)]
    yield from (f"no name in an address: {name!r}" for name in wrong)
    if wrong:
        return
    try:
        root = claimed(found)
    except ValueError as error:
        yield str(error)
        return
    words = found.parameters["words"]
    # Announcements have a kind, and articles a nature: no listing has both.
    beside: tuple[tuple[str, ...], ...] = (
        (*root, *found.pages.values()),
        tuple(found.feeds.values()),
        (found.page, *found.comparisons.values()),
        (found.page, *_without(found.facets, "nature")),
        (found.page, *_without(found.facets, "kind")),
        (QUESTION, words, found.parameters["sort"], *found.searched.values()),
        (words, *_without(found.facets, "nature")),
        (words, *_without(found.facets, "kind")),
    )
    twice = dict.fromkeys(name for members in beside for name in _twice(members))
    yield from (f"two things at one address: {name}" for name in twice)
    for one, other in permutations(found.pairs.values(), 2):
        # A pair is told by how its name begins.
        if f"{other}-".startswith(f"{one}-"):
            yield f"pairs: {other!r} begins as {one!r}"


def _without(facets: Mapping[str, str], key: str) -> list[str]:
    return [name for facet, name in facets.items() if facet != key]


def _of(found: Names) -> Iterator[str]:
    for group in (found.records, found.folders, found.pages, found.files, found.feeds):
        yield from group.values()
    for group in (found.comparisons, found.pairs, found.facets, found.searched, found.parameters):
        yield from group.values()
    for group in (found.contribute, found.data, found.embeds):
        yield from group.values()


def _twice(members: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for one in members:
        if one in seen:
            yield one
        seen.add(one)
