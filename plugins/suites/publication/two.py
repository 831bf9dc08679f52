"""Two: work that is shared between this process and a child of it, where the platform forks.

What the child has to tell comes back by `marshal` through a pipe: plain values only. Where there is
no fork, one core or little to do, this process does all of it, and the result is the same.
"""

from __future__ import annotations

import gc
import marshal
import os
import traceback
from collections.abc import Callable, Sequence
from functools import partial
from mmap import mmap
from typing import Any, TypeVar

Item = TypeVar("Item")

Tell = Callable[[int], None]
"""Says how many items are done."""


class ChildError(RuntimeError):
    """The child failed; it has said why."""


PORTIONS, SMALLEST = 4_000, 16
"""Into how many portions items are divided at most, and how many items one has at least: few enough
for their numbers to fit into a pipe, which holds 16 KiB everywhere."""


def by_two(
    items: Sequence[Item],
    work: Callable[[Sequence[Item], Tell], list[Any]],
    tell: Tell,
    few: int,
) -> list[Any]:
    """What `work` makes of the items, one value each, in their order; of `few` in this process.

    `work` is given some of the items, and tells how many of them are done. When it gives None for
    one, no more are begun, and those are None too.
    """
    if len(items) < few or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return work(items, tell)
    size = max(SMALLEST, -(-len(items) // PORTIONS))
    portions = [items[at : at + size] for at in range(0, len(items), size)]
    # Whoever is free takes the next number: some portions take far longer than others.
    taking, giving = os.pipe()
    os.write(giving, b"".join(number.to_bytes(NUMBER, "little") for number in range(len(portions))))
    os.close(giving)
    count = mmap(-1, 8)
    receiving, sending = os.pipe()
    # What lies in memory now is not gone through again: its pages stay shared.
    gc.freeze()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _child(portions, work, taking, sending, count)
    os.close(sending)
    try:
        own = _taken(
            portions, work, taking, lambda done: tell(done + int.from_bytes(count[:8], "little"))
        )
        with os.fdopen(receiving, "rb") as stream:
            sent = stream.read()
    except BaseException:
        os.kill(child, 9)
        os.waitpid(child, 0)
        raise
    finally:
        os.close(taking)
        gc.unfreeze()
    _, status = os.waitpid(child, 0)
    if status:
        raise ChildError("the second process of the build failed; what it said stands above")
    done = {**own, **marshal.loads(sent)}
    return [
        value
        for number, portion in enumerate(portions)
        for value in done.get(number, [None] * len(portion))
    ]


NUMBER = 4
"""Bytes of the number of a portion."""


def _taken(
    portions: Sequence[Sequence[Item]],
    work: Callable[[Sequence[Item], Tell], list[Any]],
    taking: int,
    tell: Tell,
) -> dict[int, list[Any]]:
    """What `work` makes of the portions whose numbers this process takes."""
    found: dict[int, list[Any]] = {}
    before = 0
    while taken := os.read(taking, NUMBER):
        number = int.from_bytes(taken, "little")
        found[number] = work(portions[number], partial(_told, tell, before))
        before += len(portions[number])
        if None in found[number]:
            while os.read(taking, PORTIONS * NUMBER):
                pass
    return found


def _told(tell: Tell, before: int, done: int) -> None:
    tell(before + done)


def _child(
    portions: Sequence[Sequence[Item]],
    work: Callable[[Sequence[Item], Tell], list[Any]],
    taking: int,
    sending: int,
    count: mmap,
) -> None:
    """What the child does; it ends here, without what the parent would do at its own end."""
    status = 1
    try:

        def tell(done: int) -> None:
            count[:8] = done.to_bytes(8, "little")

        with os.fdopen(sending, "wb") as stream:
            stream.write(marshal.dumps(_taken(portions, work, taking, tell)))
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here
        traceback.print_exc()
    finally:
        os._exit(status)
