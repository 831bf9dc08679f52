"""Search: the documents of the archive -> an index, added to the edition."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pelican import signals

from suites import search
from suites.adapters import edition, pagefind


def add_index(generators: Sequence[Any]) -> None:
    """Add the index to the edition; SystemExit with one sentence when it cannot be made."""
    settings = generators[0].settings
    this = edition.of(settings)
    language = this.linked.archive.settings.language.partition("-")[0]
    found = search.documents(this.linked, this.catalogue)
    if this.full_texts:
        found = search.with_full_texts(found, this.full_texts, this.catalogue)
    copies = {document.path: search.html(document) for document in found}
    try:
        folder = pagefind.index(copies, language, Path(settings["CACHE_PATH"]))
    except pagefind.SearchError as error:
        raise SystemExit(f"{error}; the site is left as it was") from None
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            this.add(f"pagefind/{path.relative_to(folder).as_posix()}", path)


def register() -> None:
    """Tell Pelican."""
    signals.all_generators_finalized.connect(add_index)
