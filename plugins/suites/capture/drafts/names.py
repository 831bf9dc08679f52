"""Names: the archive's names for its records, and their places in a text.

The time is linear in the words of the text, however many names there are. A name is found as whole
words, whatever the typography, the accents and the elisions (`d’X`). Capitals decide where they
tell a name from a word: *Orange* is not *orange*. A name of one letter is found only where nothing
beside it says that it is something else (`Génération X`, `X. Dupont`, `X, Y et Z`, `Modèle X`).
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from suites.archive.slugs import unaccented
from suites.capture.extraction.lexicon import SECTIONS

TOKEN = re.compile(r"[^\W_]+")
JOINTS = frozenset({" ", "-", "'", "' "})
"""What may stand between two words of one name, in a folded text."""

SHORT = 3  # up to so many letters, a name of one word is found only as it is written
BEFORE_LETTERS = frozenset(SECTIONS["before_letters"].split())
ARTICLES = frozenset(SECTIONS["articles"].split())
BEFORE_NAMES = frozenset(SECTIONS["before_names"].split())


class KnownName(NamedTuple):
    """A name of a record: a name of its own, its title, or words that were quoted about it."""

    id: str
    name: str
    basis: Literal["name", "title", "quotation"]


class Token(NamedTuple):
    """A word of a folded text: as it is written, as it is compared, and its place."""

    written: str
    plain: str
    start: int
    end: int


class Match(NamedTuple):
    """A name in a text, and its first and last token."""

    name: KnownName
    first: int
    last: int


@lru_cache(maxsize=65536)
def tokens(text: str) -> list[Token]:
    """Return the words of a folded text; an apostrophe or a hyphen parts two."""
    return [Token(word[0], unaccented(word[0]), *word.span()) for word in TOKEN.finditer(text)]


class Names:
    """Names by their words; a text is compared with no more words than a name has."""

    def __init__(self, names: Iterable[KnownName]) -> None:
        self._by_words: defaultdict[tuple[str, ...], list[KnownName]] = defaultdict(list)
        self._most_words: defaultdict[str, int] = defaultdict(int)
        for name in names:
            if words := tuple(map(unaccented, TOKEN.findall(name.name))):
                self._by_words[words].append(name)
                self._most_words[words[0]] = max(self._most_words[words[0]], len(words))

    def find(self, text: str, words: list[Token]) -> Iterator[Match]:
        """Yield the names in a folded text, in order; a longer one hides those inside it."""
        at = 0
        while at < len(words):
            longest = self._longest(text, words, at)
            yield from longest
            at = longest[0].last + 1 if longest else at + 1

    def _longest(self, text: str, words: list[Token], first: int) -> list[Match]:
        end, last = first + self._most_words.get(words[first].plain, 0), first
        while last + 1 < min(end, len(words)):
            if text[words[last].end : words[last + 1].start] not in JOINTS:
                break
            last += 1
        while first <= last < end:
            names = self._by_words.get(tuple(word.plain for word in words[first : last + 1]), ())
            if fitting := [name for name in names if _fits(name, text, words, first, last)]:
                return [Match(name, first, last) for name in fitting]
            last -= 1
        return []


def _fits(name: KnownName, text: str, words: list[Token], first: int, last: int) -> bool:
    if name.basis != "name":
        return True
    own = TOKEN.findall(name.name)
    if len(own) == 1 and len(own[0]) <= SHORT:
        is_same = words[first].written == own[0]
        return is_same and (len(own[0]) > 1 or is_name_alone(text, words, first))
    # Inside a sentence, the article of a name such as "Le Monde" is small.
    skipped = int(len(own) > 1 and unaccented(own[0]) in ARTICLES)
    return all(
        not mine[0].isupper() or not token.written[0].islower()
        for mine, token in zip(own[skipped:], words[first + skipped : last + 1], strict=True)
    )


def is_name_alone(text: str, words: list[Token], at: int) -> bool:
    """Return whether nothing beside a word of one letter says that it is not a name.

    >>> [is_name_alone(t, tokens(t), i) for t, i in (
    ...     ("Le tram d'A arrive", 3), ("la generation A", 2), ("selon A. Morel", 1),
    ...     ("Charles A regnait", 1), ("les points A, B et C", 2), ("il part sur A.", 3))]
    [True, False, False, False, False, True]
    """
    token = words[at]
    before = words[at - 1] if at else None
    left = text[before.end : token.start] if before else ""
    after = words[at + 1] if at + 1 < len(words) else None
    right = text[token.end : after.start] if after else text[token.end :]
    if right[:1] in ("-", "'", "=", "%", "+", "*", "^", "&") or left[-1:] in ("-", "=", "+", "&"):
        return False
    if after:
        second = words[at + 2].written if at + 2 < len(words) else ""
        joins = after.plain in ("et", "ou", "and", "or", "y", "e")
        if (
            (len(after.written) == 1 and after.written.isupper())  # a list of letters, or initials
            or (right[0] == "." and not after.written[0].islower())  # an initial, or a full stop
            or (joins and len(second) == 1 and second != token.written)  # "X ou Y": unknowns
            or (right == " " and after.written.isdigit())
        ):
            return False
    if before is None:
        return True
    is_letter = len(before.written) == 1 and before.written.isupper()
    if before.plain in BEFORE_LETTERS or is_letter or (left == " " and before.written.isdigit()):
        return False
    # A capitalised word right before a letter makes one name of both: Charles X, Xbox Series X.
    return left != " " or before.written[0].islower() or before.plain in BEFORE_NAMES
