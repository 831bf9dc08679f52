"""Two: work that is shared between this process and a child of it, where that may be forked.

What the child has to tell comes back by `marshal` through a pipe: plain values only. Where there is
no fork, one core or little to do, this process does all of it, and the result is the same.
"""

from __future__ import annotations

import gc
import marshal
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from errno import ECHILD
from functools import partial
from mmap import mmap
from typing import Any, NoReturn, TypeVar

from suites import environment

Item = TypeVar("Item")

Tell = Callable[[int], None]
"""Says how many items are done."""


REFUSED = 2
"""The status of a child that met an OSError; it sends what that one was made of."""


class ChildError(RuntimeError):
    """The child failed; it has said why."""


PORTIONS, SMALLEST = 4_000, 16
"""Into how many portions items are divided at most, and how many items one has at least: few enough
for a byte for each to fit into a pipe, which holds 16 KiB everywhere."""


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
    if len(items) < few or not _forks():
        return work(items, tell)
    size = max(SMALLEST, -(-len(items) // PORTIONS))
    portions = [items[at : at + size] for at in range(0, len(items), size)]
    # Whoever is free takes one more byte, and a portion: some take far longer than others. This
    # process takes them from the first on and the child from the last on, so that each goes on
    # from what it looked at before, until they meet.
    taking, giving = os.pipe()
    os.write(giving, bytes(len(portions)))
    os.close(giving)
    count = mmap(-1, 8)

    def say(done: int) -> None:
        count[:8] = done.to_bytes(8, "little")

    def say_all(done: int) -> None:
        tell(done + int.from_bytes(count[:8], "little"))

    first_on, last_on = range(len(portions)), range(len(portions) - 1, -1, -1)
    # What lies in memory now is not gone through again: its pages stay shared.
    gc.freeze()
    try:
        with beside(lambda: _taken(portions, last_on, work, taking, say)) as given:
            done = _taken(portions, first_on, work, taking, say_all)
            done |= given()
    finally:
        os.close(taking)
        gc.unfreeze()
    return [
        value
        for number, portion in enumerate(portions)
        for value in done.get(number, [None] * len(portion))
    ]


def _taken(
    portions: Sequence[Sequence[Item]],
    order: Iterable[int],
    work: Callable[[Sequence[Item], Tell], list[Any]],
    taking: int,
    tell: Tell,
) -> dict[int, list[Any]]:
    """What `work` makes of the portions that this process takes, in its order, by their numbers."""
    found: dict[int, list[Any]] = {}
    before = 0
    for number in order:
        if not os.read(taking, 1):
            break
        found[number] = work(portions[number], partial(_told, tell, before))
        before += len(portions[number])
        if None in found[number]:
            while os.read(taking, PORTIONS):
                pass
            break
    return found


def _told(tell: Tell, before: int, done: int) -> None:
    tell(before + done)


@contextmanager
def beside(work: Callable[[], Any]) -> Iterator[Callable[[], Any]]:
    """Begin work in a child; what is given waits for its end, and returns what it returned.

    Whoever leaves without asking ends the child. Where nothing forks, or there is one core, the
    work is done when it is asked for.
    """
    if not _forks():
        yield work
        return
    receiving, sending = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(receiving)
        _end(work, sending)
    os.close(sending)
    with os.fdopen(receiving, "rb") as stream:
        ended = False

        def given() -> Any:
            nonlocal ended
            sent, ended = stream.read(), True
            return marshal.loads(_ended(child, sent))

        try:
            yield given
        finally:
            if not ended:
                os.kill(child, 9)
                os.waitpid(child, 0)


def _forks() -> bool:
    # What other threads hold at that moment, a child of theirs would wait for in vain.
    return environment.forks() and (os.cpu_count() or 1) > 1 and threading.active_count() == 1


def _ended(child: int, sent: bytes) -> bytes:
    """What a child sent; the OSError that it met, or ChildError when it failed otherwise."""
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        signal = os.WTERMSIG(status)
        raise OSError(ECHILD, f"the second process of the build was ended by signal {signal}")
    if os.WEXITSTATUS(status) == REFUSED:
        raise OSError(*marshal.loads(sent))
    if status:
        raise ChildError("the second process of the build failed; what it said stands above")
    return sent


def _end(work: Callable[[], Any], sending: int) -> NoReturn:
    """What a child does; it ends here, without what the parent would do at its own end."""
    status = 1
    try:
        with os.fdopen(sending, "wb") as stream:
            sent, ended = _done(work)
            stream.write(marshal.dumps(sent))
        status = ended
    except KeyboardInterrupt:
        pass  # the process that waits for this one was interrupted as well
    except BaseException:  # noqa: BLE001 - whatever it is, this process ends here
        traceback.print_exc()
    finally:
        os._exit(status)


def _done(work: Callable[[], Any]) -> tuple[Any, int]:
    """What a child sends, and the status that it ends with."""
    try:
        return work(), 0
    except OSError as error:
        if error.errno is None:
            raise
        where = None if error.filename is None else str(error.filename)
        return (error.errno, error.strerror, where), REFUSED
