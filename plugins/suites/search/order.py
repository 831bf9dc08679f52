"""Order: the same pages make the same index, byte for byte, and what is asked of it is light.

Pagefind 1.5 writes filters and their values in an order that differs from run to run, and as lists
of pages: at 10,000 articles, 250 kB for the seven of them and the order of days. Here they become
columns (see `columns`), a quarter of that, each loaded only when it is used. Its head names every
page by seven signs of a digest and tells how many words it has: of the digest no more is kept than
parts the pages, and of the number no more than the ranking feels. And it lays the words in parts of
so many words, one of which ("un") may weigh ten times all that are loaded with it ("twitter0"): the
heavy parts are parted again. The files are CBOR (RFC 8949), after a signature, compressed.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import SEEK_CUR, BytesIO
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

import cbor2

from suites.search.columns import column, column_path, ranks
from suites.search.copies import ABOUT

SIGNATURE = b"pagefind_dcd"
ENTRY = "pagefind-entry.json"
PAGES_OF_META, PARTS_OF_META, FILTERS_OF_META, SORTS_OF_META = 1, 2, 3, 4
"""The places of pages, parts, filters and orders in the list that is the head: each page with the
number of its words, each part of the words with its first, its last and the name of its file, each
filter with the name of its file, each order with the numbers of its pages."""

APART = "-"
"""What the names of pages end with in an index that is read beside another one."""

SHORTEST = 3
"""Signs of its digest that the name of a page has at least."""

STEP = 1.2
"""Each number of words is so many times the one below it."""

LIST = 0x80
"""Of a list, what the first byte is beyond its length, or beyond 24 and how that is written."""

HIGHEST = chr(0x10FFFF)
"""What no word holds, and comes after all that it does."""

HEAVY, LIGHT = 32_000, 40_000
"""Bytes: a part of the words that is larger, compressed, is parted, into parts that are at most so
large, not compressed, or are of one word."""


@contextmanager
def _well_formed() -> Iterator[None]:
    try:
        yield
    except (cbor2.CBORError, gzip.BadGzipFile) as error:
        raise ValueError(str(error)) from None


@_well_formed()
def in_order(files: Mapping[str, bytes], end: str = "") -> tuple[dict[str, bytes], dict[str, str]]:
    """The files of an index (path -> content) with its filters and its order as columns.

    And how those of the pages are to be called (path -> path), with what their names `end` with.
    ValueError when the files are not of the form that Pagefind 1.5 writes.
    """
    made = dict(files)
    names: dict[str, str] = {}
    entry = json.loads(made.pop(ENTRY))
    for language in entry["languages"].values():
        head = f"pagefind.{language['hash']}.pf_meta"
        meta = _read(made.pop(head))
        whole = [page for page, _ in meta[PAGES_OF_META]]
        short = {page: f"{name}{end}" for page, name in shortened(whole).items()}
        names |= {_fragment(page): _fragment(name) for page, name in short.items()}
        pages = list(short.values())
        counts = [rounded(count) for _, count in meta[PAGES_OF_META]]
        meta[PAGES_OF_META] = [list(one) for one in zip(pages, counts, strict=True)]
        parts = [
            part
            for start, end, name in meta[PARTS_OF_META]
            for part in _lightened(start, end, name, made)
        ]
        meta[PARTS_OF_META] = joined(parts)
        for name, file in meta[FILTERS_OF_META]:
            _, values = _read(made.pop(f"filter/{file}.pf_filter"))
            if name != ABOUT:
                made[column_path(name)] = column(pages, values)
        for name, order in meta[SORTS_OF_META]:
            made[column_path(name)] = ranks(pages, order)
        meta[FILTERS_OF_META] = meta[SORTS_OF_META] = []
        content = _written(meta)
        prefix = language["hash"].partition("_")[0]
        language["hash"] = f"{prefix}_{_digest(content)}"
        made[f"pagefind.{language['hash']}.pf_meta"] = content
    made[ENTRY] = json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    return made, names


def head(pages: Iterable[str], language: str) -> tuple[str, bytes]:
    """The name of a head that holds nothing but the names of its pages, and the head."""
    meta: list[Any] = [0] * PAGES_OF_META + [[[page, 0] for page in pages]]
    content = _written(meta)
    return f"{language}_{_digest(content)}", content


def shortened(pages: Sequence[str]) -> dict[str, str]:
    """The names of pages, each cut where it differs from all the others.

    >>> shortened(["fr_8cc562c", "fr_8cc9988", "fr_26f0f28"])
    {'fr_8cc562c': 'fr_8cc5', 'fr_8cc9988': 'fr_8cc9', 'fr_26f0f28': 'fr_26f'}
    """
    ordered = sorted(pages)
    found: dict[str, int] = {}
    for before, one, after in zip(["", *ordered], ordered, [*ordered[1:], ""], strict=False):
        same = max(_alike(one, before), _alike(one, after))
        found[one] = max(same + 1, one.index("_") + 1 + SHORTEST)
    return {page: page[: found[page]] for page in pages}


def _alike(one: str, other: str) -> int:
    """How many signs two texts have in common at their heads."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def rounded(count: int) -> int:
    """How many words a page has, within a tenth.

    >>> rounded(1), rounded(48), rounded(50), rounded(400)
    (1, 46, 46, 410)
    """
    return round(STEP ** round(math.log(max(count, 1), STEP)))


def joined(parts: Sequence[Sequence[str]]) -> list[list[str]]:
    """Parts of the words, between which there is none: [first, last, name] each.

    Of a word between two parts Pagefind would load every part that begins or ends with the first
    letters of it: of "annonceurs", which is indexed as "annonceur", those of "a" and of "an". Here
    each begins with as much of its first word as it takes, and reaches as far as the next.

    >>> [part[:2] for part in joined([["aime", "annonc", "1"], ["annonceur0", "argent", "2"]])]
    [['aime', 'annoncd\U0010ffff'], ['annonce', 'argent']]
    """
    made = [list(part) for part in parts]
    for before, after in pairwise(made):
        _, last, _ = before
        word = after[0]
        after[0] = next(word[:end] for end in range(1, len(word) + 1) if word[:end] > last)
        before[1] = after[0][:-1] + chr(ord(after[0][-1]) - 1) + HIGHEST
    return made


def _fragment(page: str) -> str:
    return f"fragment/{page}.pf_fragment"


def _part(name: str) -> str:
    return f"index/{name}.pf_index"


def _lightened(
    start: str, end: str, name: str, made: dict[str, bytes]
) -> Iterator[tuple[str, str, str]]:
    """A part of the words, or those that it is parted into; their files take the place of its."""
    if _part(name) not in made:
        yield start, end, name
        return
    language = name.partition("_")[0]
    for words in light(_words(made.pop(_part(name))), LIGHT):
        content = _packed(_list(_list(*(raw for _, raw in words))))
        part = f"{language}_{_digest(content)}"
        made[_part(part)] = content
        yield words[0][0], words[-1][0], part


def _words(file: bytes) -> Iterator[tuple[str, bytes]]:
    """Each word of a part, and how it is written there with the pages that hold it."""
    raw = _raw(file)
    stream = BytesIO(raw)
    decoder = cbor2.CBORDecoder(stream)
    # A list of one list of words; neither is decoded as such, to know where each of the words ends.
    for depth in range(2):
        size = raw[stream.tell()] - LIST
        if not 0 <= size < 28 or (depth == 0 and size != 1):
            raise ValueError("a file of the index is not one list of words")
        stream.seek(1 if size < 24 else 1 + (1 << (size - 24)), SEEK_CUR)
    while (start := stream.tell()) < len(raw):
        word, *_ = decoder.decode()
        yield word, raw[start : stream.tell()]


def light(words: Iterable[tuple[str, bytes]], most: int) -> Iterator[list[tuple[str, bytes]]]:
    """Words, each with its bytes, in runs of at most so many bytes, or of one word.

    >>> [[word for word, _ in run] for run in light([("a", b"1"), ("b", b"12"), ("un", b"123")], 3)]
    [['a', 'b'], ['un']]
    """
    run: list[tuple[str, bytes]] = []
    weight = 0
    for word, raw in words:
        if run and weight + len(raw) > most:
            yield run
            run, weight = [], 0
        run.append((word, raw))
        weight += len(raw)
    if run:
        yield run


def is_ordered_here(path: str, size: int) -> bool:
    """Whether `in_order` reads the file at that path of an index, of so many bytes.

    >>> is_ordered_here("filter/fr_1.pf_filter", 9), is_ordered_here("fragment/fr_1.pf_fragment", 9)
    (True, False)
    """
    kind = PurePosixPath(path).suffix
    heavy = kind == ".pf_index" and size > HEAVY
    return heavy or path == ENTRY or kind in (".pf_meta", ".pf_filter")


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:10]


def _raw(file: bytes) -> bytes:
    raw = gzip.decompress(file)
    if not raw.startswith(SIGNATURE):
        raise ValueError("a file of the index lacks Pagefind's signature")
    return raw[len(SIGNATURE) :]


def _read(file: bytes) -> Any:
    return cbor2.loads(_raw(file))


def _written(value: Any) -> bytes:
    return _packed(cbor2.dumps(value))


def _packed(raw: bytes) -> bytes:
    # The level that Pagefind has: the next three take twice the time for a hundredth of the size.
    return gzip.compress(SIGNATURE + raw, 6, mtime=0)


def _list(*values: bytes) -> bytes:
    """A list of what is written already."""
    nothing = [0] * len(values)
    return cbor2.dumps(nothing)[: -len(values)] + b"".join(values)
