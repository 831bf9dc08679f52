"""Records: the archive loaded for a build, and the dependency keys that changed since the last.

A file that was loaded before is not read again: it is cached by the digest of its bytes, with its
problems. It also rests on its path, on
what the settings and the vocabulary declare, on the day of the states and on the program: when one
of these is another, every file is loaded anew.
"""

import marshal
import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from suites.analysis import loading
from suites.analysis.anchors import decode
from suites.analysis.dependencies import ALL, ANNOTATED_BESIDE, SOURCE, key
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.loading import (
    LoadedArchive,
    LoadedFile,
    SourceFiles,
    load_archive,
    load_record,
)
from suites.analysis.records import Fetch, Summarised, decode_summary
from suites.analysis.rows import ANNOTATED
from suites.archive import file_names, files
from suites.archive.model import id_of_path
from suites.build.cache import CACHE, Cache, CacheError, Place, cached_inputs
from suites.build.inputs import PROGRAM, Input, digest, digest_below, scan
from suites.build.workers import map_in_processes
from suites.system import environment
from suites.system.lock import BusyError, locked

ReportProgress = Callable[[str, int, int], None]
"""Called with a stage, how much of it is done, and how much there is; 0 while that is unknown."""

MIN_PARALLEL = 200
"""Fewer files are loaded before a worker would have started."""


class CachedFile(NamedTuple):
    """A loaded file in the cache; a place is None where the file could not be read."""

    digest: str
    problems: tuple[tuple[Any, ...], ...]
    record: Place | None
    summary: Place | None
    source: Place | None


class RecordState(NamedTuple):
    """A record as it was loaded: path, digest, `LoadedFile.record`, its summary and rows."""

    path: str
    digest: str
    record: bytes
    summarised: Summarised


class RecordLoader:
    """Loads the files of a content folder; what each was loaded as is cached."""

    def __init__(
        self, content: Path, cache: Cache, report: ReportProgress, *, drafts: bool
    ) -> None:
        """With `drafts`, articles that are still to be written are no problem."""
        self._content, self._cache, self._report, self._drafts = content, cache, report, drafts
        self._cached: dict[str, CachedFile] = {}
        self.context = self._day = ""
        self._is_worth_saving = False
        self.is_overtaken = False
        """Whether a file changed between the scan of the inputs and its loading."""

    def read(self, inputs: Mapping[str, Input]) -> LoadedArchive:
        """Load what is not cached, link and check the archive; CacheError for a damaged cache.

        `inputs` are the files of the content and of the program.
        """
        content, start = self._content, f"{self._content}{os.sep}"
        here = {
            p[len(start) :].replace(os.sep, "/"): i
            for p, i in inputs.items()
            if p.startswith(start)
        }
        archive, spacing, problems = files.read_declarations(content)
        listed = ((path, one.is_plain) for path, one in here.items())
        selected = files.select_records(content.name, listed, archive)
        paths, problems = selected.paths, (*problems, *selected.problems)
        if archive is None:
            return loading.unlinked_archive(content, paths, spacing, problems)
        day = loading.day_of_states(archive, environment.today())
        declared = [here[name].digest for name in (file_names.SETTINGS, file_names.VOCABULARY)]
        program = digest_below(inputs, PROGRAM), environment.installed()
        self.context = digest((program, declared, day, self._drafts))
        this_day = archive.today.isoformat()
        kept: dict[str, Any]
        context, of_day, kept = self._cache.load("records") or ("", "", {})
        if is_new := context != self.context:
            is_empty = self._cache.is_empty
            self._cache.reset()
            kept = {}
        cached = {
            path: CachedFile(*kept[path])
            for path in paths
            if path in kept
            and kept[path][0] == here[path].digest
            # A date in the future is a problem today, and none tomorrow.
            and (not kept[path][1] or of_day == this_day)
        }
        wanted = [path for path in paths if path not in cached]
        load = partial(load_record, content, archive=archive, as_of=day, drafts=self._drafts)
        for done, (number, one) in enumerate(map_in_processes(load, wanted, MIN_PARALLEL), 1):
            cached[wanted[number]] = self._append(one)
            self._report("reading", done, len(wanted))
        self._cache.flush()
        self.is_overtaken = any(cached[path].digest != here[path].digest for path in wanted)
        self._cached = {path: cached[path] for path in paths}
        own = ((path, one.problems, self._summary(one)) for path, one in self._cached.items())
        found = SourceFiles(content, selected, problems)
        reading = loading.link_archive(found, archive, day, own, Fetch(self._record, self._source))
        self._day = this_day
        # A context with problems may be taken back: the cache of the other one is worth more.
        self._is_worth_saving = not is_new or is_empty or not reading.problems
        return reading

    def save(self) -> None:
        """Save what was loaded, for a run that builds nothing."""
        if self._is_worth_saving:
            self._cache.save({"records": self.section()})

    def section(self) -> tuple[str, str, dict[str, tuple[Any, ...]]]:
        """Return the section of the cache: the context, the day, and a row for each file."""
        rows = {path: tuple(entry) for path, entry in self._cached.items()}
        return self.context, self._day, rows

    def _append(self, one: LoadedFile) -> CachedFile:
        places = [self._cache.append(value) if value else None for value in one[2:]]
        return CachedFile(one.digest, one.problems, *places)

    def _summary(self, entry: CachedFile) -> bytes:
        return self._cache.fetch(entry.summary) if entry.summary else b""

    def _record(self, path: str) -> bytes:
        place = self._cached[path].record
        return self._cache.fetch(place) if place else b""

    def _source(self, path: str) -> bytes:
        place = self._cached[path].source
        return self._cache.fetch(place) if place else b""

    def places(self) -> Iterator[Place]:
        """Yield the places of all values in the pack."""
        for entry in self._cached.values():
            yield from filter(None, (entry.record, entry.summary, entry.source))

    def move(self, moved: Mapping[Place, Place]) -> None:
        """Replace the places of all values by those that they were moved to."""
        for path, entry in self._cached.items():
            if entry.record and entry.summary and entry.source:
                places = (moved[one] for one in (entry.record, entry.summary, entry.source))
                self._cached[path] = CachedFile(entry.digest, entry.problems, *places)

    def changed(self, linked: LinkedArchive) -> tuple[set[str], set[bytes]]:
        """Return the ids of the records that changed since the last build, and the changed keys.

        `linked` is the archive as it is now.
        """
        built: dict[str, Any] = (self._cache.load("built") or ("", "", {}))[2]
        now = {path: one for path, one in self._cached.items() if built.get(path) != one}
        gone = built.keys() - self._cached.keys()
        before = {path: CachedFile(*built[path]) for path in {*now, *gone} if path in built}
        old, new = self._states(before), self._states(now)
        ids = old.keys() | new.keys() | {id_of_path(path) for path in {*now, *gone}}
        keys = (changed_keys(id_, old.get(id_), new.get(id_)) for id_ in ids)
        beside = (
            key(ANNOTATED_BESIDE, row.id)
            for id_ in ids
            if _is_annotated(old.get(id_)) != _is_annotated(new.get(id_))
            for row in linked.annotated_beside(id_)
            if row
        )
        return ids, set(beside).union(*keys)

    def _states(self, cached: Mapping[str, CachedFile]) -> dict[str, RecordState]:
        """Return the records of some files, by id."""
        return {
            id_of_path(path): RecordState(
                path,
                one.digest,
                self._cache.fetch(one.record),
                decode_summary(self._summary(one)),
            )
            for path, one in cached.items()
            if one.record
        }


def changed_keys(id_: str, before: RecordState | None, after: RecordState | None) -> set[bytes]:
    """Return the dependency keys of what changed; None where there is no record."""
    old, new = _facets(before), _facets(after)
    found = {key(sort, id_) for sort in old if old[sort] != new[sort]}
    rows_before = set(before.summarised.rows) if before else set()
    rows_after = set(after.summarised.rows) if after else set()
    found |= {key(list_, of) for list_, of, _ in rows_before ^ rows_after}
    return found | {key(ALL, "")} if found else found


def _is_annotated(known: RecordState | None) -> bool:
    return known is not None and any(list_ == ANNOTATED for list_, _, _ in known.summarised.rows)


def _facets(known: RecordState | None) -> dict[str, Any]:
    """Return what is read of a record under its own id, by the sort of its dependency key."""
    if known is None:
        return dict.fromkeys((SOURCE, "record", "body", "link", "row", "anchors"))
    data, body, _, _, title = marshal.loads(known.record)
    summary = known.summarised.summary
    # Where the words stand in the body is of use to who has the body alone, and reads it.
    anchors = [one._replace(start=0, end=0) for one in decode(summary.anchors)]
    return {
        # A comment is of use to who reads the file alone.
        SOURCE: (known.path, known.digest),
        # As they are written: 1 and 1.0 are equal, and are not shown alike.
        "record": (known.path, repr(marshal.loads(data)), title),
        "body": body,
        "link": summary.link,
        "row": summary.row,
        "anchors": anchors,
    }


def load_cached(content: Path) -> LoadedArchive:
    """Load and check the archive in `content`, from the cache of the builds beside it.

    What it loads is cached for the next build. While another build holds the cache, or before the
    first one, everything is loaded.
    """
    folder = content.parent / CACHE
    try:
        if folder.is_dir():
            with locked(folder, patience=0):
                cache = Cache(folder)
                inputs = scan([content, PROGRAM], cached_inputs(cache))
                records = RecordLoader(content, cache, lambda *_: None, drafts=False)
                reading = records.read(inputs)
                records.save()
                return reading
    except (BusyError, CacheError, OSError):
        pass  # without a cache
    return load_archive(content, environment.today())
