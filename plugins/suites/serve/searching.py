"""Searching: the search index of what is served, made while nobody waits for it.

It lies in the cache, not in the output: there the next `make html` lays a whole one. Until then the
pages that changed are indexed alone, beside the whole index of before, and the browser reads both
as one (`search.beside`). When many changed, the whole is made again.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count
from pathlib import Path

from suites import files, manifest
from suites.address import INDEX
from suites.freshness import Stamp
from suites.search import beside
from suites.search.order import APART

POLITE = 15
"""The niceness of indexing."""

MANY = 500
"""Pages that changed since the whole index was made; when there are more, it is made again."""

PATIENCE = 3.0
"""Seconds that a reader waits at most for an index that is being made."""

WHOLE, FEW = "whole/", "few/"
"""Where the two indexes lie in the one that is read; `page/search.js` says the same."""

SCRIPT = Path(__file__).parent / "page/search.js"
"""What stands in the place of Pagefind's script, and asks it for both."""


@dataclass(frozen=True)
class Whole:
    """A whole index in its folder, and the stamps of the copies that it was made of."""

    folder: Path
    copies: Mapping[str, Stamp | None]

    @cached_property
    def side(self) -> beside.Side:
        """What is read of it; OSError or ValueError when it is not as it was made."""
        return _side(self.folder)


class Searching:
    """An index that is renewed in the background, the last change last."""

    def __init__(self, content: Path, cache: Path, site: Path) -> None:
        self._content, self._copies = content, cache / "copies"
        self.made, self._numbers = cache / "served-index", count()
        """The folder of the indexes that are made here."""
        self._of_the_site = site / INDEX
        self._whole, self._beside = Whole(self._of_the_site, {}), Path()
        self._is_behind = False
        self._lock = threading.Lock()
        self._wanted, self._ready = threading.Event(), threading.Event()
        self._ready.set()
        threading.Thread(target=self._work, daemon=True).start()

    def find(self, path: str) -> Path:
        """Where the file lies that has this path in the index; soon, when that is being made."""
        self._ready.wait(PATIENCE)
        with self._lock:
            whole, before = self._whole.folder, self._beside
        if before == Path():
            places = [whole / path]
        elif path.startswith(WHOLE):
            places = [whole / path.removeprefix(WHOLE)]
        else:
            places = [before / path, before / FEW / path, whole / path]
        # What lies beside an index in the output (the words of the archive) is made there alone.
        return next(filter(Path.is_file, places), self._of_the_site / path)

    def renew(self, *, behind: bool) -> None:
        """Make it again soon, if the output's is behind; else that one is served."""
        self._is_behind = behind
        if behind:
            self._ready.clear()
        else:
            self._show(self._whole, Whole(self._of_the_site, self._stamps()), Path())
        self._wanted.set()

    def _work(self) -> None:
        from suites.adapters import pagefind

        if sys.platform == "linux":
            # A thread's own there, and of what it starts: pages are not to wait for the search.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITE)
        while self._wanted.wait():
            self._wanted.clear()
            try:
                self._make(self._whole)
            except (pagefind.SearchError, OSError, ValueError) as error:
                sys.stderr.write(f"the search is as it was: {error}\n")
            if not self._wanted.is_set():
                self._ready.set()

    def _make(self, whole: Whole) -> None:
        from suites.adapters import pagefind

        archive = files.bare_archive(self._content)
        if archive is None or not whole.folder.is_dir():
            return
        language = archive.settings.language.partition("-")[0]
        if not self._is_behind:
            # So that it is at hand when something changes.
            _ = whole.side
            return
        now = self._stamps()
        came = [one for one, stamp in now.items() if whole.copies.get(one) != stamp]
        changed = {*came, *(whole.copies.keys() - now.keys())}
        if not changed:
            self._show(whole, whole, Path())
            return
        self.made.mkdir(parents=True, exist_ok=True)
        folder = self.made / str(next(self._numbers))
        if len(came) > MANY:
            self._ready.set()
            pagefind.index(self._copies, language, folder)
            self._show(whole, Whole(folder, now), Path())
            return
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        if came:
            with tempfile.TemporaryDirectory(dir=self.made, prefix=".copies-") as aside:
                for one in came:
                    (Path(aside) / one).parent.mkdir(parents=True, exist_ok=True)
                    shutil.copyfile(self._copies / one, Path(aside) / one)
                pagefind.index(Path(aside), language, folder / FEW, APART)
        self._lay(folder, whole, changed, language)
        self._show(whole, whole, folder)

    def _lay(self, folder: Path, whole: Whole, changed: Iterable[str], language: str) -> None:
        """Lay what is read of both, and the script that asks both."""
        stale = {beside.address_of_copy(one) for one in changed}
        few = _side(folder / FEW)
        made = beside.as_one(whole.side, few, stale, self._day, language)
        left = sorted(name for address, name in whole.side.pages.items() if address in stale)
        made["beside.json"] = json.dumps({"left": left, "few": bool(few.pages)}).encode()
        made["pagefind.js"] = SCRIPT.read_bytes()
        for path, content in made.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)

    def _show(self, before: Whole, whole: Whole, beside_it: Path) -> None:
        """From now on show these two, unless another whole one came in the meantime."""
        with self._lock:
            if self._whole is not before:
                return
            old = [self._beside, before.folder if before is not whole else Path()]
            self._whole, self._beside = whole, beside_it
        for folder in old:
            if folder.parent == self.made:
                shutil.rmtree(folder, ignore_errors=True)

    def _stamps(self) -> dict[str, Stamp | None]:
        """The stamps of the copies, by their paths."""
        found, start = {}, len(f"{self._copies}{os.sep}")
        # Not a Path: there are as many folders as pages.
        for parent, _, names in os.walk(self._copies):
            for path in (f"{parent}{os.sep}{name}" for name in names):
                found[path[start:].replace(os.sep, "/")] = manifest.stamp(path)
        return found

    def _day(self, address: str) -> str:
        return beside.day_of_copy(
            (self._copies / beside.copy_of_address(address)).read_text("utf-8")
        )


def _side(folder: Path) -> beside.Side:
    """An index; an empty one where there is none."""
    fragments = sorted((folder / "fragment").glob("*.pf_fragment"))
    return beside.Side(
        {beside.address(path.read_bytes()): path.name.partition(".")[0] for path in fragments},
        {f"columns/{path.name}": path.read_bytes() for path in (folder / "columns").glob("*.json")},
    )
