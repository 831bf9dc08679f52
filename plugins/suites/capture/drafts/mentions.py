"""Mentions: the text of an article -> the records of the archive that it speaks of, and where.

Entities are found by their names; announcements by their title, by words that the archive has
quoted about them from another article, or where all the words that count in their title stand close
together. One pass over the words; a mention is a proposal, and gives its basis.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Literal, NamedTuple

from suites.archive import anchoring
from suites.archive.anchoring import Span
from suites.archive.enumerations import TO_WRITE
from suites.archive.model.archive import Archive
from suites.archive.slugs import unaccented
from suites.capture.drafts.names import SHORT, TOKEN, KnownName, Names, Token, tokens
from suites.capture.extraction.lexicon import SECTIONS

Basis = Literal["title", "quotation", "words", "name"]
RANKS: dict[Basis, int] = {"title": 0, "quotation": 1, "words": 2, "name": 3}

WINDOW = 12  # words that may separate the first and the last of a title's words
MOST_PLACES = 8  # places that are kept for one record: one is quoted
FEWEST_WORDS = 2  # a title of fewer words that count is found as a whole only
SENTENCE_END = re.compile(r"[.!?][\"')]*\s")
COMMON = frozenset(SECTIONS["common"].split())


class Mention(NamedTuple):
    """A record of the archive that a text speaks of: the basis of that, and the places in order."""

    id: str
    basis: Basis
    spans: tuple[Span, ...]


class MentionIndex:
    """The names of an archive's records, made once for any number of texts."""

    def __init__(self, archive: Archive, is_verbatim: Callable[[str], bool] = bool) -> None:
        """`is_verbatim` tells whether an `article#annotation` is in its source's words."""
        self._names = Names(_known_names(archive, is_verbatim))
        self._words: dict[str, frozenset[str]] = {}
        self._by_word: defaultdict[str, list[str]] = defaultdict(list)
        self._of_one_letter = frozenset(
            entity.id
            for entity in archive.entities.values()
            if any(len(name.name) == 1 for name in entity.names)
        )
        for announcement in archive.announcements.values():
            counting = frozenset(filter(None, map(_stem, TOKEN.findall(announcement.title))))
            if len(counting) >= FEWEST_WORDS:
                self._words[announcement.id] = counting
                for word in counting:
                    self._by_word[word].append(announcement.id)

    def mentions(self, text: str) -> tuple[Mention, ...]:
        """Return the mentions in a text: announcements, then entities, the most often named first.

        `text` is canonical: its blocks are lines, and no mention goes from one to the next.
        """
        spans: defaultdict[tuple[str, Basis], list[Span]] = defaultdict(list)
        names_more_than_letters = False
        start = 0
        for block in text.split("\n"):
            folded = anchoring.fold(block)
            words = tokens(folded.text)
            found: list[tuple[str, Basis, int, int]] = []
            for name, first, last in self._names.find(folded.text, words):
                found.append((name.id, name.basis, first, last))
                names_more_than_letters |= len(name.name) > 1
            found.extend(self._close_together(folded.text, words))
            for id_, basis, first, last in found:
                near = folded.span(words[first].start, words[last].end)
                spans[id_, basis].append(Span(near.start + start, near.end + start))
            start += len(block) + 1
        mentions: dict[str, Mention] = {}
        ranked = sorted(
            spans.items(), key=lambda item: (RANKS[item[0][1]], -len(item[1]), item[1][0])
        )
        for (id_, basis), places in ranked:
            # A letter alone is a name only in a text that names something else as well.
            if basis != "name" or names_more_than_letters or id_ not in self._of_one_letter:
                mentions.setdefault(id_, Mention(id_, basis, tuple(places[:MOST_PLACES])))
        return tuple(mentions.values())

    def _close_together(
        self, text: str, words: list[Token]
    ) -> Iterator[tuple[str, Basis, int, int]]:
        seen: defaultdict[str, dict[str, int]] = defaultdict(dict)
        sentence = 0
        for at, token in enumerate(words):
            if at and SENTENCE_END.search(text, words[at - 1].end, token.start):
                sentence = at
            stem = _stem(token.written)
            for id_ in self._by_word.get(stem, ()):
                places = seen[id_]
                places[stem] = at
                first = min(places.values())
                is_complete = len(places) == len(self._words[id_])
                if is_complete and first >= sentence and at - first <= WINDOW:
                    yield id_, "words", first, at
                    places.clear()


def _known_names(archive: Archive, is_verbatim: Callable[[str], bool]) -> Iterator[KnownName]:
    for entity in archive.entities.values():
        for name in entity.names:
            yield KnownName(entity.id, name.name, "name")
    for announcement in archive.announcements.values():
        if len(TOKEN.findall(announcement.title)) > 1:
            yield KnownName(announcement.id, announcement.title, "title")
    for article in archive.articles.values():
        for annotation in article.annotations:
            about, exact = annotation.announcement, annotation.quote.exact
            if annotation.note.startswith(TO_WRITE):
                continue  # proposed by a draft, and not yet looked at
            counting = sum(bool(_stem(word)) for word in TOKEN.findall(exact))
            key = f"{article.id}#{annotation.id}"
            if about and counting >= FEWEST_WORDS and is_verbatim(key):
                yield KnownName(about, exact, "quotation")


def _stem(word: str) -> str:
    """Return the part of a word that counts between titles; empty for words that say little."""
    folded = unaccented(word)
    if word.isdigit():
        return word
    if len(folded) <= SHORT:
        return folded if word.isupper() and len(word) > 1 else ""
    if folded in COMMON:
        return ""
    return folded[:-1] if folded[-1] in "sx" else folded
