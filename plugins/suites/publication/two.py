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
from mmap import mmap
from typing import Any, TypeVar

Item = TypeVar("Item")

Tell = Callable[[int], None]
"""Says how many items are done."""


class ChildError(RuntimeError):
    """The child failed; it has said why."""


def by_two(
    items: Sequence[Item],
    work: Callable[[Sequence[Item], Tell], list[Any]],
    tell: Tell,
    few: int,
) -> list[Any]:
    """What `work` makes of the items, one value each, in their order; of `few` in this process.

    `work` is given some of the items, and tells how many of them are done.
    """
    if len(items) < few or not hasattr(os, "fork") or (os.cpu_count() or 1) < 2:
        return work(items, tell)
    count = mmap(-1, 8)
    receiving, sending = os.pipe()
    # What lies in memory now is not gone through again: its pages stay shared.
    gc.freeze()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _child(items[1::2], work, sending, count)
    os.close(sending)
    try:
        own = work(items[0::2], lambda done: tell(done + int.from_bytes(count[:8], "little")))
        with os.fdopen(receiving, "rb") as stream:
            sent = stream.read()
    except BaseException:
        os.kill(child, 9)
        os.waitpid(child, 0)
        raise
    finally:
        gc.unfreeze()
    _, status = os.waitpid(child, 0)
    if status:
        raise ChildError("the second process of the build failed; what it said stands above")
    found: list[Any] = [None] * len(items)
    found[0::2], found[1::2] = own, marshal.loads(sent)
    return found


def _child(
    items: Sequence[Item],
    work: Callable[[Sequence[Item], Tell], list[Any]],
    sending: int,
    count: mmap,
) -> None:
    """What the child does; it ends here, without what the parent would do at its own end."""
    status = 1
    try:

        def tell(done: int) -> None:
            count[:8] = done.to_bytes(8, "little")

        with os.fdopen(sending, "wb") as stream:
            stream.write(marshal.dumps(work(items, tell)))
        status = 0
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here
        traceback.print_exc()
    finally:
        os._exit(status)
