"""Mentions: the text of an article -> the things of the archive that it speaks of, and where.

Entities are found by their names; announcements by their title, by words that the archive has
quoted about them from another article, or where all the words that count in their title stand close
together. One pass over the words; what was found is a proposal, and says what it rests on.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from suites.archive import anchoring
from suites.archive.anchoring import Span
from suites.archive.enumerations import TO_WRITE
from suites.archive.model.archive import Archive
from suites.capture.drafts.names import EXACT, TOKEN, Entry, Names, Token, plain, tokens

Basis = Literal["name", "title", "quotation", "words"]

WINDOW = 12
"""How many words may separate the first and the last of a title's words."""

MOST = 8
"""How many places are kept for one thing: one is quoted."""

FEWEST = 2
"""A title of fewer words that count is found as a whole only."""

STOP = re.compile(r"[.!?][\"')]*\s")
COMMON = frozenset(
    "apres avant avec cette chez contre dans depuis elle elles entre leur leurs mais nous pour "
    "plus quand sans selon sont sous tous tout toute toutes vers vous about after from into "
    "over that their them they this what when will with".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A thing of the archive that a text speaks of: what it rests on, and where, in order."""

    id: str
    basis: Basis
    spans: tuple[Span, ...]


class Index:
    """What the archive calls its things, made once for any number of texts."""

    def __init__(self, archive: Archive, is_verbatim: Callable[[str], bool] = bool) -> None:
        """`is_verbatim` tells whether an `article#annotation` is in its source's words."""
        self.names = Names(_entries(archive, is_verbatim))
        self.words: dict[str, frozenset[str]] = {}
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        self._of_one_letter = frozenset(
            entity.id
            for entity in archive.entities.values()
            if any(len(name.name) == 1 for name in entity.names)
        )
        for announcement in archive.announcements.values():
            counting = frozenset(filter(None, map(_stem, TOKEN.findall(announcement.title))))
            if len(counting) >= FEWEST:
                self.words[announcement.id] = counting
                for word in counting:
                    self._by_word[word].append(announcement.id)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """What the text speaks of: announcements, then entities, the most often named first.

        `text` is canonical: its blocks are lines, and no mention goes from one to the next.
        """
        spans: dict[tuple[str, Basis], list[Span]] = {}
        named: set[str] = set()
        start = 0
        for block in text.split("\n"):
            folded = anchoring.fold(block)
            words = tokens(folded.text)
            for id_, basis, first, last in self._found(folded.text, words, named):
                near = folded.span(words[first].start, words[last].end)
                place = Span(near.start + start, near.end + start)
                spans.setdefault((id_, basis), []).append(place)
            start += len(block) + 1
        # A letter alone is a name only in a text that names something else of the archive as well.
        dropped = frozenset() if named else self._of_one_letter
        return _ordered(spans, dropped)

    def _found(
        self, text: str, words: list[Token], named: set[str]
    ) -> Iterator[tuple[str, Basis, int, int]]:
        for found in self.names.find(text, words):
            entry = found.entry
            if len(entry.name) > 1:
                named.add(entry.id)
            yield entry.id, entry.basis, found.first, found.last
        for id_, first, last in self._close_together(text, words):
            yield id_, "words", first, last

    def _close_together(self, text: str, words: list[Token]) -> Iterator[tuple[str, int, int]]:
        seen: defaultdict[str, dict[str, int]] = defaultdict(dict)
        sentence = 0
        for at, token in enumerate(words):
            if at and STOP.search(text, words[at - 1].end, token.start):
                sentence = at
            stem = _stem(token.written)
            for id_ in self._by_word.get(stem, ()):
                places = seen[id_]
                places[stem] = at
                first = min(places.values())
                complete = len(places) == len(self.words[id_])
                if complete and first >= sentence and at - first <= WINDOW:
                    yield id_, first, at
                    places.clear()


def _entries(archive: Archive, is_verbatim: Callable[[str], bool]) -> Iterator[Entry]:
    for entity in archive.entities.values():
        for name in entity.names:
            yield Entry(entity.id, name.name, "name")
    for announcement in archive.announcements.values():
        if len(TOKEN.findall(announcement.title)) > 1:
            yield Entry(announcement.id, announcement.title, "title")
    for article in archive.articles.values():
        for annotation in article.annotations:
            about, exact = annotation.announcement, annotation.quote.exact
            if annotation.note.startswith(TO_WRITE):
                continue  # proposed by a draft, and not yet looked at
            counting = sum(bool(_stem(word)) for word in TOKEN.findall(exact))
            if about and counting >= FEWEST and is_verbatim(f"{article.id}#{annotation.id}"):
                yield Entry(about, exact, "quotation")


def _stem(word: str) -> str:
    """What of a word counts when titles are compared; empty for words that say little."""
    folded = plain(word)
    if word.isdigit():
        return word
    if len(folded) <= EXACT:
        return folded if word.isupper() and len(word) > 1 else ""
    if folded in COMMON:
        return ""
    return folded[:-1] if folded[-1] in "sx" else folded


def _ordered(
    spans: dict[tuple[str, Basis], list[Span]], dropped: frozenset[str]
) -> tuple[Mention, ...]:
    order = {"title": 0, "quotation": 1, "words": 2, "name": 3}
    kept: dict[str, Mention] = {}
    ranked = sorted(spans.items(), key=lambda item: (order[item[0][1]], -len(item[1]), item[1][0]))
    for (id_, basis), places in ranked:
        if basis != "name" or id_ not in dropped:
            kept.setdefault(id_, Mention(id_, basis, tuple(places[:MOST])))
    return tuple(kept.values())
