"""Loaded: the libraries that converting needs, for a process that others are forked from."""

from __future__ import annotations

import htmldate
import trafilatura

from suites import converters
from suites.converters import alike, dump, language

__all__ = ["alike", "converters", "dump", "htmldate", "language", "trafilatura"]
