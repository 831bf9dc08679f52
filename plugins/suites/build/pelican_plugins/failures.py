"""Failures: what stops a run of Pelican is told in one sentence, without a traceback.

The run then ends with status 1; under `pelican --autoreload` it does nothing more, and Pelican
waits for the next change.
"""

from __future__ import annotations

import inspect
import sys
import traceback
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager
from typing import Any

import pelican

from suites.archive.problem_report import refusal
from suites.archive.problems import printable
from suites.build import LEFT
from suites.build.pelican_plugins import edition
from suites.build.search_index import SearchError
from suites.system.lock import BusyError


@contextmanager
def told(settings: MutableMapping[str, Any]) -> Iterator[None]:
    """Tell what goes wrong within; SystemExit, unless Pelican waits for changes by itself."""
    try:
        yield
        return
    except SystemExit as stopped:
        stop = stopped
    except (SearchError, BusyError) as error:
        stop = SystemExit(f"{printable(str(error))}; {LEFT}")
    except Exception as error:
        if isinstance(error, OSError) and error.errno is not None:
            stop = SystemExit(refusal(error))
        elif _is_autoreload():
            # Pelican would begin the same run again at once, and for ever.
            stop = SystemExit(traceback.format_exc())
        else:
            raise
    if not _is_autoreload():
        raise stop from None
    sys.stderr.write(f"{stop}\n")
    settings[edition.KEY] = None


def _is_autoreload() -> bool:
    """Return whether Pelican goes on after this run: it says so to no plugin."""
    frame = inspect.currentframe()
    while frame and frame.f_code is not pelican.autoreload.__code__:
        frame = frame.f_back
    return frame is not None
