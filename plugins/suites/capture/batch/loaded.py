"""Loaded: the libraries that converting needs, for a process that others are forked from."""

from __future__ import annotations

import htmldate
import trafilatura

from suites.capture import dumps, formats, near_duplicates
from suites.capture.extraction import language

__all__ = ["dumps", "formats", "htmldate", "language", "near_duplicates", "trafilatura"]
