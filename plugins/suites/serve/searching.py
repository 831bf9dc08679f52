"""Searching: the search index of what is served, made aside while nobody waits for it.

It lies in the cache, not in the output: there the next `make html` lays one. Until the first change
what the output has is good.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
from itertools import count
from pathlib import Path

from suites import files
from suites.publication.indexing import FOLDER

POLITE = 15
"""The niceness of indexing."""


class Searching:
    """An index that is renewed in the background, the last change last."""

    def __init__(self, content: Path, cache: Path, site: Path) -> None:
        self._content, self._copies = content, cache / "copies"
        self._made, self._numbers = cache / "served-index", count()
        self._of_the_site = self.folder = site / FOLDER
        self._wanted = threading.Event()
        threading.Thread(target=self._work, daemon=True).start()

    def renew(self, *, behind: bool) -> None:
        """Make it again soon, if the output's is behind; else that one is served."""
        if behind:
            self._wanted.set()
        else:
            self.folder = self._of_the_site

    def _work(self) -> None:
        from suites.adapters import pagefind

        if sys.platform == "linux":
            # A thread's own there, and of what it starts: pages are not to wait for the search.
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), POLITE)
        while self._wanted.wait():
            self._wanted.clear()
            archive = files.bare_archive(self._content)
            if archive is None:
                continue
            self._made.mkdir(parents=True, exist_ok=True)
            before, folder = self.folder, self._made / str(next(self._numbers))
            language = archive.settings.language.partition("-")[0]
            try:
                pagefind.index(self._copies, language, folder)
            except (pagefind.SearchError, OSError) as error:
                sys.stderr.write(f"the search is as it was: {error}\n")
                continue
            self.folder = folder
            if before != self._of_the_site:
                shutil.rmtree(before, ignore_errors=True)
