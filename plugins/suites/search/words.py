"""Words: what the archive is written in, for "Vouliez-vous dire".

Counted copy by copy, so that a copy that changed is taken off and put on again, and the rest need
not be read. One file for each first letter, read only when a word was found nowhere, and bounded:
the words of an archive go on growing with it. The commonest words come first; of the forms of a
word that differ in accents and capitals alone, the commonest stands for all.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from html import unescape

from suites.search.copies import NAMED, bare

FOLDER = "words/"
"""Where the files lie, beside the index; `near.js` says the same."""

LARGEST = 60_000
"""Bytes of one file, about 20 kB as it is sent."""

SHORTEST = 4
"""Letters: a shorter word has too many neighbours to be guessed."""

_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_TAG = re.compile(r"<[^>]*>")


def counted(copy: str) -> Counter[str]:
    r"""How often each word stands in a folded copy, as `copies.html` makes it.

    >>> counted('<head></head><body><h1>Le prix</h1><p>un prix d\'ami</p><div id="-named">')
    Counter({'prix': 2})
    """
    shown = copy.partition("<body")[2].partition(f'<div id="{NAMED}">')[0]
    return Counter(_WORD.findall(unescape(_TAG.sub(" ", "<" + shown))))


def words(counts: Mapping[str, int]) -> dict[str, bytes]:
    """Path beside the index -> the words that begin with one letter, parted by spaces."""
    forms: defaultdict[str, list[str]] = defaultdict(list)
    for form in counts:
        forms[bare(form)].append(form)
    total = {key: sum(counts[form] for form in found) for key, found in forms.items()}
    shards: defaultdict[str, list[str]] = defaultdict(list)
    sizes: Counter[str] = Counter()
    for key in sorted(forms, key=lambda key: (-total[key], key)):
        letter = key[0] if key[0] in "abcdefghijklmnopqrstuvwxyz" else "_"
        form = _commonest(forms[key], counts)
        sizes[letter] += len(form.encode()) + 1
        if sizes[letter] <= LARGEST:
            shards[letter].append(form)
    return {f"{FOLDER}{letter}.txt": " ".join(found).encode() for letter, found in shards.items()}


def _commonest(forms: list[str], counts: Mapping[str, int]) -> str:
    """The form to propose: in small letters if it is ever so written, for a sentence has a head."""
    return min(forms, key=lambda form: (form != form.lower(), -counts[form], form))
