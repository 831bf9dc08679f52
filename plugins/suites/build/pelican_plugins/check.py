"""Check: the first step. Loads the archive and stops the build when anything is wrong with it.

It runs at `get_generators`, which Pelican sends at every run and before it writes anything; what a
handler raises as SystemExit is printed as it is, without a traceback.
"""

from __future__ import annotations

import time
from collections.abc import MutableMapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pelican import signals

from suites import build
from suites.build.builder import Builder
from suites.build.cache import Cache
from suites.build.pelican_plugins import edition, failures, refusals
from suites.build.tracked_files import tracked
from suites.system import environment
from suites.system.lock import alone
from suites.system.progress import Progress


def open_edition(pelican: Any) -> None:
    """Open the edition of this run; SystemExit with every problem when there is any."""
    with failures.told(pelican.settings):
        _open(pelican.settings)


def _open(settings: MutableMapping[str, Any]) -> None:
    started = time.perf_counter()
    refusals.refuse(settings)
    folder = Path(settings["CACHE_PATH"]).absolute()
    progress = Progress()
    with ExitStack() as held:
        held.enter_context(alone(folder))
        cache = Cache(folder, empty=bool(settings.get(edition.FULL)))
        builder = Builder(edition.setting(settings), cache, progress.at)
        reading = builder.load()
        build.refuse_problems(reading, tracked(Path(settings["PATH"]).parent))
        assert reading.linked
        edition.take_language(settings, reading.linked)
        settings[edition.KEY] = edition.Edition(
            started, reading.linked, builder, progress, held.pop_all()
        )


def register() -> None:
    """Tell Pelican."""
    environment.open_streams()
    signals.get_generators.connect(open_edition)
