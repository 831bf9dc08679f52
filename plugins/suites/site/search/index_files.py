"""Index files: ours beside Pagefind's: facets as columns, texts of results, words.

Pagefind's filters are heavy and their order changes; it writes a file for each page, a third of all
files of a site; and it does not say which words an archive has. The script reads these instead.
"""

import gzip
import json
import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import unescape
from typing import Any

import msgspec

from suites.site.search.document import FILTERS
from suites.site.search.folding import bare
from suites.site.search.page_copy import DAY, NAMED

# --- Columns ----------------------------------------------------------------------------------


def column_files(pages: Mapping[str, Mapping[str, Sequence[str]]]) -> dict[str, bytes]:
    """Return a column for each facet and for the day, by its path beside the index.

    `pages` are the values of each facet of a page, by the id that Pagefind gave to it. A column has
    the values of each page in the order of these ids, which the script knows from the index. Of
    the day, it has only the place among all days, from 1.
    """
    ordered = [pages[id_] for id_ in sorted(pages)]
    columns = {name: _column([page.get(name, ()) for page in ordered]) for name in FILTERS}
    days = ["".join(page.get(DAY, ())) for page in ordered]
    place = {day: str(at) for at, day in enumerate(sorted({"", *days})) if day}
    columns[DAY] = {"pages": ";".join(place.get(day, "") for day in days)}
    return {f"columns/{name}.json": msgspec.json.encode(column) for name, column in columns.items()}


def _column(cells: Sequence[Sequence[str]]) -> dict[str, object]:
    """Return the values of each page as numbers in a list of values, the commonest first.

    >>> _column([["2024", "2023"], [], ["2023"]])
    {'values': ['2023', '2024'], 'pages': '1,0;;0'}
    """
    counts = Counter(value for cell in cells for value in cell)
    values = sorted(counts, key=lambda value: (-counts[value], value))
    number = {value: str(at) for at, value in enumerate(values)}
    pages = ";".join(",".join([number[value] for value in cell]) for cell in cells)
    return {"values": values, "pages": pages}


# --- Texts of results --------------------------------------------------------------------------

PAGES_A_FILE = 2
"""Pages that share a file, at most, on average: each result loads its file."""

SHOWN = ("url", "content", "meta", "anchors")
"""What the script reads of Pagefind's account of a page."""

SIGNATURE = b"pagefind_dcd"
"""Before the content of each of Pagefind's files."""

_DIGITS = 7
"""Hexadecimal digits of a page's id that choose its file; a shorter one is filled with zeros."""


def group_pages(pages: Iterable[str]) -> dict[str, list[str]]:
    """Return the paths of the files of texts with the ids of their pages.

    Ids are digests, and their first bits choose the file: a page that changes moves no other.
    `search-facets.js` does the same.

    >>> group_pages(["fr_0a", "fr_8c", "fr_8d"])
    {'texts/0.texts': ['fr_0a'], 'texts/1.texts': ['fr_8c', 'fr_8d']}
    """
    names = sorted(pages)
    bits = ((len(names) - 1) // PAGES_A_FILE).bit_length()
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        digest = name.partition("_")[2][:_DIGITS].ljust(_DIGITS, "0")
        groups[f"texts/{int(digest, 16) >> (4 * _DIGITS - bits):x}.texts"].append(name)
    return dict(groups)


def pack_texts(pages: Mapping[str, Mapping[str, Any]]) -> bytes:
    """Return the file of a few pages, signed and compressed as Pagefind's files are."""
    shown = {id_: {key: one[key] for key in SHOWN if key in one} for id_, one in pages.items()}
    return gzip.compress(SIGNATURE + msgspec.json.encode(shown), 6, mtime=0)


def unpack(file: bytes) -> bytes:
    """Return the content of a file of Pagefind's or of ours; ValueError when it is not one."""
    try:
        content = gzip.decompress(file)
    except (OSError, EOFError, zlib.error) as error:
        raise ValueError(str(error)) from None
    if not content.startswith(SIGNATURE):
        raise ValueError("not signed as Pagefind's")
    return content[len(SIGNATURE) :]


def read_texts(file: bytes) -> dict[str, Any]:
    """Return the texts of a file of ours by page id, or Pagefind's account of its one page.

    ValueError when it is neither.
    """
    content = json.loads(unpack(file))
    if not isinstance(content, dict):
        raise ValueError("not a JSON object")
    return content


# --- Words -------------------------------------------------------------------------------------

WORDS = "words/"
"""The folder of the words, for "Vouliez-vous dire"; `did-you-mean.js` says the same."""

LARGEST = 60_000
"""Bytes of one file of words or names, about 20 kB as it is sent: an archive goes on growing."""

SHORTEST = 4
"""Letters: a shorter word has too many neighbours to be guessed."""

_WORD = re.compile(rf"[^\W\d_]{{{SHORTEST},}}")
_TEXT = re.compile(r">([^<\n]+)")


def count_words(copies: Iterable[str]) -> Counter[str]:
    r"""Return how often each word stands in folded copies.

    >>> count_words(['<head></head><body><h1>Le prix</h1><p>un prix d\'ami</p><div id="-named">'])
    Counter({'prix': 2})
    """
    # Most of what stands between two spaces stands there often: its words are sought once.
    tokens: Counter[str] = Counter()
    for copy in copies:
        shown = copy.partition("<body")[2].partition(f'<div id="{NAMED}">')[0]
        tokens.update(unescape(" ".join(_TEXT.findall(shown))).split())
    counts: Counter[str] = Counter()
    for token, times in tokens.items():
        for word in _WORD.findall(token):
            counts[word] += times
    return counts


def word_files(counts: Mapping[str, int]) -> dict[str, bytes]:
    """Return the words of each first letter, the commonest first, by their path beside the index.

    Of the forms of a word that differ in accents and capitals alone, one stands for all. A file is
    read only when a word was found nowhere.
    """
    letters: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for form in counts:
        word = bare(form)
        letters[word[0] if "a" <= word[0] <= "z" else "_"][word].append(form)
    return {
        f"{WORDS}{letter}.txt": " ".join(_commonest(words, counts)).encode()
        for letter, words in letters.items()
    }


def _commonest(words: Mapping[str, list[str]], counts: Mapping[str, int]) -> Iterator[str]:
    """Yield a form for each word, as many as have room in a file."""
    total = {word: sum([counts[form] for form in forms]) for word, forms in words.items()}
    size = 0
    for word in sorted(words, key=lambda word: (-total[word], word)):
        # In small letters if it is ever so written, for a sentence has a head.
        form = min(words[word], key=lambda form: (form != form.lower(), -counts[form], form))
        size += len(form.encode()) + 1
        if size > LARGEST:
            return
        yield form
