"""Words: what the archive is written in, for "Vouliez-vous dire".

One file for each first letter, read only when a word was found nowhere, and bounded: the words of
an archive go on growing with it. The commonest words come first; of the forms of a word that differ
in accents and capitals alone, the commonest stands for all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from suites.site.search.copies import NAMED, bare

FOLDER = "words/"
"""Where the files lie, beside the index; `did-you-mean.js` says the same."""

LARGEST = 60_000
"""Bytes of one file, about 20 kB as it is sent."""

SHORTEST = 4
"""Letters: a shorter word has too many neighbours to be guessed."""

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")

_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_TEXT = re.compile(r">([^<\n]+)")


def counted(copies: Iterable[str]) -> Counter[str]:
    r"""Return how often each word stands in folded copies, as `copies.html` makes them.

    >>> counted(['<head></head><body><h1>Le prix</h1><p>un prix d\'ami</p><div id="-named">'])
    Counter({'prix': 2})
    """
    # Most of what stands between two spaces stands there often: its words are sought once.
    between: Counter[str] = Counter()
    for copy in copies:
        shown = copy.partition("<body")[2].partition(f'<div id="{NAMED}">')[0]
        between.update(unescape(" ".join(_TEXT.findall(shown))).split())
    counts: Counter[str] = Counter()
    for text, times in between.items():
        for word in _WORD.findall(text):
            counts[word] += times
    return counts


def words(counts: Mapping[str, int]) -> dict[str, bytes]:
    """Return the words of each letter, parted by spaces, by their path beside the index."""
    letters: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for word, count in counts.items():
        letters[_letter(bare(word))][word] = count
    return {f"{FOLDER}{one}.txt": " ".join(_file(own)).encode() for one, own in letters.items()}


def _letter(word: str) -> str:
    return word[0] if word[0] in LETTERS else "_"


def _file(counts: Mapping[str, int]) -> Iterator[str]:
    """The words of one letter that have room in its file."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form in counts:
        forms[bare(form)].append(form)
    total = {key: sum([counts[form] for form in found]) for key, found in forms.items()}
    size = 0
    for key in sorted(forms, key=lambda key: (-total[key], key)):
        form = _commonest(forms[key], counts)
        size += len(form.encode()) + 1
        if size > LARGEST:
            return
        yield form


def _commonest(forms: list[str], counts: Mapping[str, int]) -> str:
    """The form to propose: in small letters if it is ever so written, for a sentence has a head."""
    return min(forms, key=lambda form: (form != form.lower(), -counts[form], form))
