"""Words: what the archive is written in, for "Vouliez-vous dire".

Counted copy by copy, so that a copy that changed is taken off and put on again, and the rest need
not be read. One file for each first letter, read only when a word was found nowhere, and bounded:
the words of an archive go on growing with it. The commonest words come first; of the forms of a
word that differ in accents and capitals alone, the commonest stands for all. What is counted is
parted by letter as well: of a letter none of whose words changed, the file is what it was.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from html import unescape

from suites.search.copies import NAMED, bare

FOLDER = "words/"
"""Where the files lie, beside the index; `near.js` says the same."""

LARGEST = 60_000
"""Bytes of one file, about 20 kB as it is sent."""

SHORTEST = 4
"""Letters: a shorter word has too many neighbours to be guessed."""

LETTERS = frozenset("abcdefghijklmnopqrstuvwxyz")

Counts = dict[str, Counter[str]]
"""How often each word stands in the copies, by its letter."""

_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_TEXT = re.compile(r">([^<\n]+)")


def counted(copies: Iterable[str]) -> Counter[str]:
    r"""How often each word stands in folded copies, as `copies.html` makes them.

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


def with_others(counts: Counts, changes: Mapping[str, int]) -> Counts:
    """The counts of the letters that change, each word by how much; none stays that is 0.

    >>> with_others({"p": Counter(prix=2), "a": Counter(avis=1)}, {"prix": -2, "Prix": 1})
    {'p': Counter({'Prix': 1})}
    """
    found: Counts = {}
    for word, change in changes.items():
        if change:
            letter = _letter(bare(word))
            if letter not in found:
                found[letter] = Counter(counts.get(letter, {}))
            found[letter][word] += change
    return {letter: +own for letter, own in found.items()}


def words(counts: Mapping[str, Mapping[str, int]]) -> dict[str, bytes]:
    """Path beside the index -> the words of one letter, parted by spaces; for each with a word."""
    found = ((letter, _file(own)) for letter, own in counts.items() if own)
    return {path(letter): " ".join(shown).encode() for letter, shown in found}


def path(letter: str) -> str:
    """Where the words of a letter lie, beside the index."""
    return f"{FOLDER}{letter}.txt"


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
