"""Random edits of records: values taken away, put in the place of others, or added."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from random import Random
from typing import Any

from support.edited_records import EditedRecord, Keys, every_record

ODD: list[Any] = [
    "", " ", "x", "2021", 2021, True, None, [], {}, 3.5, "…", "a" * 600, "é" * 81, "\u00a0x",
    "2021-13", "2021~", "../2020", "12/05/2021", "none", "hugo-castel", "tram", "Tram !", "a#bb",
    "2020-02-14-gazette-navette#depart", "« oui »", "« oui", "[[tram]]", "[[nul]] et [[tram#x]]",
    "fulfilled", "considered", "InC", "full", "link", "excerpt", "correction", "delivers",
    "partial", "https://a.b/c", "http://x",
]  # fmt: skip
KEYS = (
    "titel note on until due role announcement was reason verdict stage aliases extent review found"
).split()


def edited_at_random(seed: int, count: int) -> list[EditedRecord]:
    """Some records of the miniature with one to three edits each, the same for a seed."""
    chance, records = Random(seed), every_record()
    values = ODD + [_at(one.data, keys) for one in records for keys in _all_keys(one.data)]
    return [_edited(chance, chance.choice(records), values) for _ in range(count)]


def _edited(chance: Random, record: EditedRecord, values: list[Any]) -> EditedRecord:
    data, body = deepcopy(record.data), record.body
    for _ in range(chance.choice((1, 1, 2, 3))):
        keys = chance.choice([keys for keys in _all_keys(data) if keys] or [("title",)])
        above: Any = _at(data, keys[:-1])
        last: Any = keys[-1]
        # Odd values are few among all.
        value = deepcopy(chance.choice(chance.choice((ODD, values))))
        kind = chance.random()
        if kind < 0.25 and above:
            del above[last]
        elif kind < 0.8:
            above[last] = value
        elif isinstance(above, list):
            above.append(deepcopy(chance.choice((above[last], value))))
        else:
            above[chance.choice(KEYS)] = value
    if chance.random() < 0.15:
        words = body.split(" ")
        chance.shuffle(words)
        body = " ".join(words)
    return record._replace(data=data, body=body)


def _all_keys(value: Any, keys: Keys = ()) -> Iterator[Keys]:
    yield keys
    if isinstance(value, dict | list):
        for key, one in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _all_keys(one, (*keys, key))


def _at(value: Any, keys: Keys) -> Any:
    for key in keys:
        value = value[key]
    return value
