"""Making: tasks -> files, written aside by both cores, then moved into place at once.

    tasks -> made aside (each with what it read) -> published: moved into the output

Until all are made the output is as it was. Then what is about to be moved is noted in the store,
so that whoever dies in the midst leaves a list of what the next build has to look at.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from errno import ENOSPC
from pathlib import Path
from typing import Any, NamedTuple

from suites import manifest
from suites.address import COPIES
from suites.laying import move
from suites.publication.pile import Pile, Place
from suites.publication.tasks import Task, Workshop, WrongError
from suites.publication.two import Tell, by_two

FEW = 32
"""Tasks that are made sooner than a second process is started."""

Told = Callable[[str, int, int], None]
"""Hears of a stage how much of how much is done; 0 where that is not known."""


class Made(NamedTuple):
    """A task that was made: the addresses of its files, those written anew, the facts it read.

    Those lie on the pile of `Aside`, in order, as `marshal` writes them; nowhere for none.
    """

    task: Task
    files: tuple[str, ...]
    written: tuple[str, ...]
    reads: Place | None = None


@dataclass
class Aside:
    """Where files wait for all to be made: those of the site, and what the search reads.

    A file that its place holds already is not written; `doubted` are those whose place may have
    been altered, which counts for nothing here, since the bytes are compared.
    """

    output: Path
    cache: Path
    folder: Path = field(init=False)
    pile: Pile = field(init=False)

    def __post_init__(self) -> None:
        """Begin with an empty folder; what an interrupted build left there is of no use."""
        self.folder = self.cache / "aside"
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        self.pile = Pile(self.folder)

    def copies(self) -> set[str]:
        """The addresses of the copies that lie in their place."""
        folder = self.cache / "copies"
        return {
            f"{COPIES}{path.relative_to(folder).as_posix()}"
            for path in folder.rglob("*")
            if path.is_file()
        }

    def place(self, address: str) -> str:
        """Where a file will lie; ValueError when its address leads out of its folder."""
        if not manifest.is_inside(address):
            raise ValueError(f"an address outside: {address}")
        return f"{self.cache if address.startswith(COPIES) else self.output}{os.sep}{address}"

    def reads(self, one: Made) -> bytes:
        """The facts that a task read, as `Store` keeps them."""
        return self.pile.get(one.reads) if one.reads is not None else NOTHING

    def write(self, address: str, content: bytes) -> bool:
        """Write a file aside; whether it differs from the one in its place."""
        if _holds(self.place(address), content):
            return False
        # Neither a Path nor a buffer: there are as many as files.
        with open(self._waiting(address), "wb", buffering=0) as stream:  # noqa: PTH123
            if stream.write(content) != len(content):
                raise OSError(ENOSPC, os.strerror(ENOSPC), address)
        return True

    def move(self, address: str) -> None:
        """Put a file that was written aside into its place."""
        move(self._waiting(address), self.place(address))

    def publish(self, written: Iterable[str], gone: Iterable[str]) -> None:
        """Move what was written into the output, and remove what is gone; all else is not ours."""
        for address in written:
            self.move(address)
        for address in filter(manifest.is_inside, gone):
            manifest.remove(self.output, address)

    def _waiting(self, address: str) -> str:
        # All in one folder: those of the site would be made twice, and removed by the next build.
        name = hashlib.blake2b(os.fsencode(address), digest_size=16).hexdigest()
        return f"{self.folder}{os.sep}{name}"


NOTHING = marshal.dumps(())
"""No facts, as `Store` keeps them."""


def _holds(path: str, content: bytes) -> bool:
    try:
        if os.stat(path).st_size != len(content):  # noqa: PTH116
            return False
        with open(path, "rb", buffering=0) as stream:  # noqa: PTH123
            return stream.read() == content
    except OSError:
        return False


def made(
    workshop: Workshop,
    aside: Aside,
    tasks: Sequence[Task],
    told: Told,
    *,
    unchecked: bool = False,
) -> list[Made]:
    """Every task made, in the order given; ValueError when two files have one address.

    Of an archive that is still `unchecked` anything may fail: WrongError then names a task that
    did, or a check that found something.
    """
    failures = (Exception,) if unchecked else ()

    def work(some: Sequence[Task], tell: Tell) -> list[Any]:
        found: list[Any] = []
        for number, task in enumerate(some, 1):
            try:
                files, reads = workshop.make(task)
            except failures:
                return [None] * len(some)
            written = tuple(address for address, content in files if aside.write(address, content))
            # Most often all of them are.
            addresses = tuple(address for address, _ in files)
            written = addresses if written == addresses else written
            found.append((addresses, written, aside.pile.put(marshal.dumps(reads))))
            tell(number)
        return found

    results = by_two(tasks, work, lambda done: told("making", done, len(tasks)), FEW)
    if None in results:
        raise WrongError(results.index(None))
    found = [Made(task, *result) for task, result in zip(tasks, results, strict=True)]
    addresses = [address for one in found for address in one.files]
    if len(set(addresses)) != len(addresses):
        twice = next(one for one in sorted(addresses) if addresses.count(one) > 1)
        raise ValueError(f"two files at one address: {twice}")
    return found
