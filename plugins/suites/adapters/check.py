"""Check: the first step. Reads the archive and stops the build when anything is wrong with it.

It runs at `get_generators`, which Pelican sends at every run and before it writes anything; what a
handler raises as SystemExit is printed as it is, without a traceback.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from suites import environment, files
from suites.adapters import edition
from suites.reports import whole


def open_edition(pelican: Any) -> None:
    """Open the edition of this run; SystemExit with every problem when there is any."""
    settings = pelican.settings
    reading = files.read_archive(Path(settings["PATH"]), environment.today())
    if reading.linked is None:
        found = whole(reading.problems, reading.files)
        raise SystemExit(f"{found}; the site is left as it was")
    catalogue = files.catalogue(Path(settings["THEME"]), settings["DEFAULT_LANG"])
    settings[edition.KEY] = edition.Edition(reading.linked, catalogue)


def register() -> None:
    """Tell Pelican."""
    signals.get_generators.connect(open_edition)
