"""The words that the search knows of a language, from its data.

<tag>/search.yaml -> words(tag) -> Words
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from suites.archive.languages import data


class Words(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What `search.yaml` has, where each part is explained; `small` and others are lists in a text.

    Pairs are of a singular and its plural in `unstemmed`, of a plural and its singular in
    `plurals`, of a letter and the two that stand for it in `digraphs`, and of what is written in
    short and in full in `large`. Rows of `money` are a sign, words for it, and what asks for it.
    """

    elided: str
    clitics: str
    small: str
    plurals: tuple[tuple[str, str], ...]
    unstemmed: tuple[tuple[str, str], ...]
    digraphs: tuple[tuple[str, str], ...]
    money: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]
    large: tuple[tuple[str, str], ...]
    numbers: str
    sounds: str


@cache
def words(tag: str) -> Words:
    """Return the words of a language; KeyError when it is not there."""
    return msgspec.convert(data.read(tag, "search"), Words)


def faults(found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with words: what has another form, and a pair of which one is empty."""
    try:
        own = msgspec.convert(found, Words)
    except msgspec.ValidationError as error:
        yield str(error)
        return
    for name in ("unstemmed", "digraphs", "large"):
        pairs: tuple[tuple[str, str], ...] = getattr(own, name)
        yield from (f"{name} has a pair with nothing in it" for pair in pairs if not all(pair))
    if not all(plural for plural, _ in own.plurals):
        yield "plurals has an ending that is empty"
    wrong = [one for one in own.sounds.split() if not re.fullmatch(r"\w:\w+", one)]
    yield from (f"sounds are not as in c:ks: {one}" for one in wrong)
