"""Common runs: two texts -> the longest runs of words that stand in both.

An account of an article is written in our own words; this finds where it is not. The words of one
text make a suffix automaton (Blumer et al., 1985), through which those of the other pass once: the
time is linear in the words, whatever repeats.
"""

from __future__ import annotations

from collections.abc import Sequence

from suites.archive.anchoring.folding import located_words, words


class Automaton:
    """Every run of the words, as states: `follow` leads on by a word, `shorter` drops the first."""

    def __init__(self, text: Sequence[str]) -> None:
        self.follow: list[dict[str, int]] = [{}]
        self.shorter = [-1]
        self.length = [0]
        last = 0
        for word in text:
            last = self._extend(last, word)

    def _extend(self, last: int, word: str) -> int:
        new = self._state({}, self.length[last] + 1)
        state = last
        while state >= 0 and word not in self.follow[state]:
            self.follow[state][word] = new
            state = self.shorter[state]
        if state < 0:
            self.shorter[new] = 0
            return new
        old = self.follow[state][word]
        if self.length[old] != self.length[state] + 1:
            copy = self._state(dict(self.follow[old]), self.length[state] + 1)
            self.shorter[copy], self.shorter[old] = self.shorter[old], copy
            while state >= 0 and self.follow[state].get(word) == old:
                self.follow[state][word] = copy
                state = self.shorter[state]
            old = copy
        self.shorter[new] = old
        return new

    def _state(self, follow: dict[str, int], length: int) -> int:
        self.follow.append(follow)
        self.shorter.append(0)
        self.length.append(length)
        return len(self.length) - 1

    def longest(self, text: Sequence[str]) -> list[int]:
        """For each word of `text`, the length of the longest known run that ends with it."""
        found = []
        state = length = 0
        for word in text:
            while state and word not in self.follow[state]:
                state = self.shorter[state]
                length = self.length[state]
            if word in self.follow[state]:
                state = self.follow[state][word]
                length += 1
            found.append(length)
        return found


def common_runs(a: str, b: str, n: int) -> tuple[str, ...]:
    """The longest runs of `n` words or more that stand in both texts, as `a` writes them.

    Words are compared folded, without case and punctuation. In order; none is within another.

    >>> common_runs("Il a dit : un petit prix, hier.", "un petit prix mensuel", 3)
    ('un petit prix',)
    """
    if n < 1:
        raise ValueError("a run has one word or more")
    ours, spans = located_words(a)
    lengths = [*Automaton(words(b)).longest(ours), 0]
    return tuple(
        a[spans[i + 1 - length].start : spans[i].end]
        for i, length in enumerate(lengths[:-1])
        if length >= n and lengths[i + 1] <= length
    )
