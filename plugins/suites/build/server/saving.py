"""Saving: a proposal that the composer sends -> the record on this disk, or what is wrong with it.

The same as `suites accept` of that one proposal: judged by every check of the content, written by
an edit of the record's text, all or nothing. Only the record's own file is ever written.
"""

import threading
from datetime import date
from pathlib import Path
from typing import NamedTuple

from suites.analysis import proposed
from suites.archive import file_names, front_matter
from suites.archive.problems import Problem
from suites.archive.proposals import ACCEPTED
from suites.archive.urls import in_language
from suites.build.records import load_cached
from suites.system import environment

MAX_BYTES = front_matter.MAX_SIZE
"""The bytes that a proposal may have."""


class Saved(NamedTuple):
    """The address of the page of a record that was saved, else the problems of the proposal."""

    url: str
    problems: tuple[Problem, ...] = ()


class Saver:
    """Saves proposals into a content folder, one after another."""

    def __init__(self, content: Path) -> None:
        self._content, self._lock = content, threading.Lock()

    def save(self, raw: bytes) -> Saved:
        """Write what a proposal says into its record; OSError when the disk does not take it."""
        with self._lock:
            path = _path(raw)
            base = load_cached(self._content)
            judged = proposed.judge(self._content, base, {path: raw}, environment.today())
            # What was saved already is sent again by who did not get the answer.
            if wrong := tuple(one for one in judged.proposed if one.code != ACCEPTED):
                return Saved("", wrong)
            proposed.write(self._content, judged)
        assert judged.loaded.readable
        archive = judged.loaded.readable.archive
        record = archive.record(judged.records[path])
        return Saved(in_language(archive.settings.language).of(record))


def _path(raw: bytes) -> str:
    """Return a path below the content at which a proposal may lie; its name is not sent."""
    front, _ = front_matter.parse("", raw, front_matter.read_yaml)
    record = front.data.get("record") if front else None
    return f"{file_names.PROPOSALS}/{date.today()}-{record}-sent.yaml"
