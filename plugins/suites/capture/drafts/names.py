"""Names: what the archive calls its things -> one trie of words, through which a text passes once.

The time is linear in the words of the text, however many names there are. A name is found as whole
words, whatever the typography, the accents and the elisions (`d’X`). Capitals decide where they
tell a name from a word: *Orange* is not *orange*. A name of one letter is found only where nothing
beside it says that it is something else (`Génération X`, `X. Dupont`, `X, Y et Z`, `Modèle X`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

Basis = Literal["name", "title", "quotation"]

TOKEN = re.compile(r"[^\W_]+")
JOINTS = frozenset({" ", "-", "'", "' "})
"""What may stand between two words of one name, in a folded text."""

EXACT = 3
"""Up to so many letters, a name of one word is found only as it is written."""

KINDS_OF_X = frozenset(
    (
        "generation generacion generazione geracao generatie film films rayon rayons chromosome "
        "chromosomes malcolm model modele serie series projet project planete classe classes "
        "facteur factor section article axe inconnue variable lettre letter formule os windows "
        "point cas monsieur madame professeur mister mac iphone vitamine groupe plan version"
    ).split()
)
"""Words after which a single letter is a kind, a number or an unknown."""

ARTICLES = frozenset("l le la les the el los il lo gli i o os der die das de het".split())

BEFORE_NAMES = frozenset(
    (
        "a au aux avec chez comme contre d dans de depuis des du en entre et l la le les mais "
        "ou par pour qu que quand quant reseau sans selon si sous sur the vers via on in at of "
        "by from with for and or to but when what how why auf bei mit von und bij met en op "
        "del da su per con por para su lo il lorsqu puisqu quoiqu jusqu"
    ).split()
)
"""Words which may begin with a capital, as a sentence does, right before a name."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A way in which the archive calls a thing."""

    id: str
    name: str
    basis: Basis


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a folded text: as it is written, as it is compared, and where it stands."""

    written: str
    plain: str
    start: int
    end: int


@dataclass(slots=True)
class _Node:
    following: dict[str, _Node] = field(default_factory=dict)
    entries: list[Entry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Found:
    """A name in a text: what it names, and its first and last token."""

    entry: Entry
    first: int
    last: int


@lru_cache(maxsize=65536)
def plain(word: str) -> str:
    """The word without accents and capitals.

    >>> plain("État")
    'etat'
    """
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def tokens(text: str) -> list[Token]:
    """The words of a folded text; an apostrophe or a hyphen parts two."""
    return [
        Token(found[0], plain(found[0]), found.start(), found.end())
        for found in TOKEN.finditer(text)
    ]


class Names:
    """Every name in one trie."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._root = _Node()
        for entry in entries:
            words = [plain(word) for word in TOKEN.findall(entry.name)]
            node = self._root
            for word in words:
                node = node.following.setdefault(word, _Node())
            if words:
                node.entries.append(entry)

    def find(self, text: str, words: list[Token]) -> list[Found]:
        """The names that stand in a folded text, in order; a longer one hides those inside it."""
        found: list[Found] = []
        at = 0
        while at < len(words):
            longest = self._longest(text, words, at)
            found += longest
            at = longest[0].last + 1 if longest else at + 1
        return found

    def _longest(self, text: str, words: list[Token], first: int) -> list[Found]:
        node = self._root
        best: list[Found] = []
        for last in range(first, len(words)):
            if last > first and text[words[last - 1].end : words[last].start] not in JOINTS:
                break
            following = node.following.get(words[last].plain)
            if following is None:
                break
            node = following
            fitting = [
                Found(entry, first, last)
                for entry in node.entries
                if _fits(entry, text, words, first, last)
            ]
            best = fitting or best
        return best


def _fits(entry: Entry, text: str, words: list[Token], first: int, last: int) -> bool:
    if entry.basis != "name":
        return True
    own = TOKEN.findall(entry.name)
    if len(own) == 1 and len(own[0]) <= EXACT:
        if words[first].written != own[0]:
            return False
        return len(own[0]) > 1 or is_name_alone(text, words, first)
    # Inside a sentence, the article of a name such as "Le Monde" is small.
    skipped = int(len(own) > 1 and plain(own[0]) in ARTICLES)
    return all(
        not mine[0].isupper() or not token.written[0].islower()
        for mine, token in zip(own[skipped:], words[first + skipped : last + 1], strict=True)
    )


def is_name_alone(text: str, words: list[Token], at: int) -> bool:
    """Whether nothing beside a word of one letter says that it is not a name.

    >>> [is_name_alone(t, tokens(t), i) for t, i in (
    ...     ("Le patron d'X parle", 3), ("la generation X", 2), ("selon X. Dupont", 1),
    ...     ("Charles X regnait", 1), ("les points X, Y et Z", 2), ("il part sur X.", 3))]
    [True, False, False, False, False, True]
    """
    token = words[at]
    before = words[at - 1] if at else None
    after = words[at + 1] if at + 1 < len(words) else None
    left = text[before.end : token.start] if before else ""
    right = text[token.end : after.start] if after else text[token.end :]
    if right[:1] in ("-", "'", "=", "%", "+", "*", "^", "&") or left[-1:] in ("-", "=", "+", "&"):
        return False
    if after and (len(after.written) == 1 and after.written.isupper()):
        return False  # a list of letters, or initials
    if after and right.startswith(".") and not after.written[0].islower():
        return False  # an initial, or the end of a sentence: it cannot be told
    if after and _are_unknowns(token.written, after.plain, words, at):
        return False
    if after and right == " " and after.written.isdigit():
        return False
    return before is None or _may_stand_before(before, left)


def _are_unknowns(letter: str, joint: str, words: list[Token], at: int) -> bool:
    # "X ou Y", "X et Y": two letters joined by a word.
    other = words[at + 2].written if at + 2 < len(words) else ""
    return joint in ("et", "ou", "and", "or", "y", "e") and len(other) == 1 and other != letter


def _may_stand_before(before: Token, left: str) -> bool:
    if before.plain in KINDS_OF_X or (len(before.written) == 1 and before.written.isupper()):
        return False
    if left == " " and before.written.isdigit():
        return False
    # A capitalised word right before a letter makes one name of both: Charles X, Xbox Series X.
    return left != " " or before.written[0].islower() or before.plain in BEFORE_NAMES
