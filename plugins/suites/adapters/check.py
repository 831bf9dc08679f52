"""Check: the first step. Reads the archive and stops the build when anything is wrong with it.

It runs at `get_generators`, which Pelican sends at every run and before it writes anything; what a
handler raises as SystemExit is printed as it is, without a traceback. What records say of others is
checked as the site is made, before any of it is published.
"""

from __future__ import annotations

import time
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from pelican import signals

from suites import captures, environment, files
from suites.adapters import edition, failures, refusals
from suites.checks import unwritten
from suites.linked import Linked, link
from suites.progress import Progress
from suites.publication import reading
from suites.reports import whole
from suites.repository import tracked


def open_edition(pelican: Any) -> None:
    """Open the edition of this run; SystemExit with every problem when there is any."""
    with failures.told(pelican.settings):
        _open(pelican.settings)


def _open(settings: MutableMapping[str, Any]) -> None:
    started = time.perf_counter()
    refusals.refuse(settings)
    content, private = Path(settings["PATH"]), bool(settings.get("FULL_TEXT"))
    progress = Progress()
    found = None if private or tracked(content.parent) else _read(settings, progress)
    linked, shelf = found or (checked(content, private=private), None)
    this = edition.Edition(started, linked, shelf)
    edition.take_language(settings, this.linked)
    this.progress = progress
    if private:
        folder = Path(settings["PATH"]).parent / settings["CAPTURES_PATH"]
        texts = captures.full_texts(folder, this.linked.archive.articles)
        this.full_texts = {id_: text.text for id_, text in texts.items()}
    settings[edition.KEY] = this


def _read(settings: Mapping[str, Any], progress: Progress) -> tuple[Linked, reading.Shelf] | None:
    cache = Path(settings["CACHE_PATH"])
    return reading.read(Path(settings["PATH"]), environment.today(), progress.at, cache)


def checked(content: Path, *, private: bool = False) -> Linked:
    """The archive, when nothing is wrong with it; else SystemExit with every problem."""
    found = files.read_archive(content, environment.today())
    linked = found.linked or (_with_drafts(found) if private else None)
    refused = tracked(content.parent)
    if linked is None or refused:
        said = whole((*found.problems, *refused), found.files)
        raise SystemExit(f"{said}; the site is left as it was")
    return linked


def _with_drafts(found: files.Reading) -> Linked | None:
    """The archive when nothing is wrong with it but that articles are still to be written.

    Who writes them reads their full texts first: a private copy shows drafts too.
    """
    if found.readable is None or {problem.code for problem in found.problems} != {"draft"}:
        return None
    archive = unwritten.under_their_headlines(found.readable.archive)
    return link(archive, found.readable.as_of)[0]


def register() -> None:
    """Tell Pelican."""
    environment.open_streams()
    signals.get_generators.connect(open_edition)
