"""Searching: the search index of what is served, made while nobody waits for it.

It lies in the cache, not in the output: there the next `make html` lays one. Until it is made, the
one of before is served.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from itertools import count
from pathlib import Path

from suites import files
from suites.address import INDEX

POLITE = 15
"""The niceness of indexing."""


class Searching:
    """An index that is renewed in the background, the last change last."""

    def __init__(self, content: Path, cache: Path, site: Path) -> None:
        self._content, self._copies = content, cache / "copies"
        self.made, self._numbers = cache / "served-index", count()
        """The folder of the indexes that are made here."""
        self._of_the_site = self._shown = site / INDEX
        self._is_behind = False
        self._wanted = threading.Event()
        threading.Thread(target=self._work, daemon=True).start()

    def find(self, path: str) -> Path:
        """Where the file lies that has this path in the index."""
        return self._shown / path

    def renew(self, *, behind: bool) -> None:
        """Make it again soon, if the output's is behind; else that one is served."""
        self._is_behind = behind
        if behind:
            self._wanted.set()
        else:
            self._show(self._of_the_site)

    def _work(self) -> None:
        from suites.adapters import pagefind

        if sys.platform == "linux":
            # A thread's own there, and of what it starts: pages are not to wait for the search.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITE)
        while self._wanted.wait():
            self._wanted.clear()
            try:
                self._make()
            except (pagefind.SearchError, OSError, ValueError) as error:
                sys.stderr.write(f"the search is as it was: {error}\n")

    def _make(self) -> None:
        from suites.adapters import pagefind

        archive = files.bare_archive(self._content)
        if archive is None:
            return
        self.made.mkdir(parents=True, exist_ok=True)
        folder = self.made / str(next(self._numbers))
        pagefind.index(self._copies, archive.settings.language.partition("-")[0], folder)
        if self._is_behind:
            self._show(folder)

    def _show(self, folder: Path) -> None:
        before, self._shown = self._shown, folder
        if before.parent == self.made:
            shutil.rmtree(before, ignore_errors=True)
