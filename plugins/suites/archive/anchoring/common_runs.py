"""Common runs: two texts -> the longest runs of words that stand in both.

An account of an article is written in our own words; this finds where it is not.
"""

from collections.abc import Iterator, Sequence

from suites.archive.anchoring.folding import located_words, words


def common_runs(a: str, b: str, n: int) -> tuple[str, ...]:
    """Return the longest runs of `n` words or more that stand in both texts, as `a` writes them.

    Words are compared folded, without case and punctuation. In order; none is within another.

    >>> common_runs("Il a dit : un petit prix, hier.", "un petit prix mensuel", 3)
    ('un petit prix',)
    """
    if n < 1:
        raise ValueError("a run has one word or more")
    ours, spans = located_words(a)
    lengths = [*_longest(ours, words(b)), 0]
    return tuple(
        a[spans[i + 1 - length].start : spans[i].end]
        for i, length in enumerate(lengths[:-1])
        if length >= n and lengths[i + 1] <= length
    )


def _longest(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[int]:
    """Yield, for each of our words, the length of the longest common run that ends with it."""
    text = f" {' '.join(theirs)} "
    start = 0
    for end in range(1, len(ours) + 1):
        # A run is one word longer than that before it, at most: the window only moves on.
        while start < end and f" {' '.join(ours[start:end])} " not in text:
            start += 1
        yield end - start
