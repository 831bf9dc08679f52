"""Loading: the files of the content -> the archive, linked, and every problem of it.

    file -> validated record, summary, own problems (`load_record`)
    all of them -> index -> the archive, linked -> checks of what records say of one another

A build caches each `LoadedFile` by the digest of the file; commands without a cache load all.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, cast

from suites.analysis import checks
from suites.analysis.checks.articles import under_its_headline
from suites.analysis.checks.known_names import KnownNames
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.records import (
    Fetch,
    Records,
    Summarised,
    decode_summary,
    encode_record,
    encode_summary,
)
from suites.analysis.summary import summarise
from suites.archive import dates, file_names, files, front_matter
from suites.archive.files import ReadBytes
from suites.archive.front_matter import LazyPositions, Positions
from suites.archive.languages import Spacing
from suites.archive.markdown import parse
from suites.archive.model import AnyRecord, Article, id_of_path
from suites.archive.model.archive import Archive
from suites.archive.model.withdrawn import WithdrawnRecord
from suites.archive.problems import MAX_REPORTED, Problem
from suites.archive.validation.lists import undeclared_values


class LoadedFile(NamedTuple):
    """A loaded file, in plain values."""

    digest: str  # of its bytes
    problems: tuple[tuple[Any, ...], ...]  # its own, each the values of a `Problem`
    record: bytes  # empty where it could not be read, as its summary
    summary: bytes
    source: bytes  # the file as it stands; empty as its summary is


def load_record(
    content: Path,
    path: str,
    archive: Archive,
    as_of: date,
    *,
    drafts: bool = False,
    read: ReadBytes = files.read_bytes,
) -> LoadedFile:
    """Load the file at a path below the content, by what the archive declares.

    `as_of` is the day on which states are computed. With `drafts`, an article that is still to be
    written is no problem. `read` returns the bytes of a file; OSError when it cannot be read.
    """
    raw = read(content / path)
    digest = hashlib.sha256(raw).hexdigest()
    shown = f"{content.name}/{path}"
    record, front, problems = files.parse_record(shown, raw, archive.language.spacing)
    if record:
        undeclared = tuple(islice(undeclared_values(record, archive.vocabulary), MAX_REPORTED))
        record, problems = None if undeclared else record, (*problems, *undeclared)
    if record is None or front is None:
        return LoadedFile(digest, tuple(map(astuple, problems)), b"", b"", b"")
    record = cast(AnyRecord | WithdrawnRecord, record)
    body = parse(record.body, front.body_line)
    found = [*problems, *checks.record_problems(record, body, archive)]
    title = ""
    if drafts and any(problem.code == "draft" for problem in found):
        found = [problem for problem in found if problem.code != "draft"]
        record = under_its_headline(cast(Article, record))
        title = record.title
    summary, rows, misfits = summarise(record, body, as_of, archive.language)
    own = tuple(map(astuple, [*found, *misfits]))
    encoded = encode_record(front, body, title), encode_summary(summary, rows)
    return LoadedFile(digest, own, *encoded, raw)


@dataclass(frozen=True, slots=True)
class LoadedArchive:
    """A content folder that was loaded.

    `readable` is the linked archive of all that could be read, whatever is wrong with it; None only
    when the settings or the vocabulary cannot be read.
    """

    problems: tuple[Problem, ...]
    files: int
    readable: LinkedArchive | None = None

    @property
    def linked(self) -> LinkedArchive | None:
        """Return the linked archive; None when it has any problem."""
        return None if self.problems else self.readable


def load_archive(
    content: Path,
    as_of: str | None = None,
    today: date | None = None,
    read: ReadBytes = files.read_bytes,
    listed: Iterable[tuple[str, bool]] | None = None,
) -> LoadedArchive:
    """Load, link and check everything in `content`; all problems at once, sorted.

    `as_of` is the day on which states are computed (EDTF, day precision), else the archive's own;
    `today` the one after which nothing can have been added, else that of the clock. `read` returns
    the bytes of files, which need not be those on the disk; `listed` are those there are, as
    `files.list_sources` gives them.
    """
    archive, spacing, problems = files.read_declarations(content, today, read)
    if listed is None:
        listed = files.list_sources(content)
    selected = files.select_records(content.name, listed, archive)
    problems = (*problems, *selected.problems)
    if archive is None:
        return unlinked_archive(content, selected.paths, spacing, problems, read)
    day = day_of_states(archive, as_of)
    loaded = {path: load_record(content, path, archive, day, read=read) for path in selected.paths}
    own = ((path, one.problems, one.summary) for path, one in loaded.items())
    found = SourceFiles(content, selected, problems, read)
    fetch = Fetch(lambda path: loaded[path].record, lambda path: loaded[path].source)
    return link_archive(found, archive, day, own, fetch)


class SourceFiles(NamedTuple):
    """The files of a content folder, and the problems of their names and of the declarations.

    `read` returns the bytes of one.
    """

    content: Path
    selected: files.SelectedFiles
    problems: tuple[Problem, ...]
    read: ReadBytes = files.read_bytes


def link_archive(
    found: SourceFiles,
    archive: Archive,
    as_of: date,
    own: Iterable[tuple[str, Iterable[tuple[Any, ...]], bytes]],
    fetch: Fetch,
) -> LoadedArchive:
    """Link the records of the files, and check what they say of one another.

    `own` is the path of each file with its `LoadedFile.problems` and `LoadedFile.summary`; `fetch`
    returns its `LoadedFile.record` and its `LoadedFile.source` by its path.
    """
    problems = set(found.problems)

    def summaries() -> Iterator[tuple[str, Summarised]]:
        for path, own_problems, summary in own:
            problems.update(Problem(*values) for values in own_problems)
            if summary and id_of_path(path) not in found.selected.clashing:
                yield path, decode_summary(summary)

    positions = partial(_positions, found.content, found.read)
    records = Records(summaries(), fetch, positions, archive.language.spacing)
    paths, clashing, misnamed, _ = found.selected
    unread = clashing | {id_of_path(path) for path in paths} - records.summaries.keys()
    archive = replace(archive, unread=frozenset(unread), misnamed=misnamed)
    linked = LinkedArchive(archive, as_of, records)
    problems.update(checks.archive_problems(linked))
    with_hint = KnownNames(linked).with_hint
    problems = {with_hint(problem) if problem.wanted else problem for problem in problems}
    return LoadedArchive(tuple(sorted(problems)), len(paths) + 2, linked)


def unlinked_archive(
    content: Path,
    paths: Sequence[str],
    spacing: Spacing | None,
    problems: Iterable[Problem],
    read: ReadBytes = files.read_bytes,
) -> LoadedArchive:
    """Return the problems of an archive whose settings or vocabulary cannot be read.

    Of one of another model, that is the only one.
    """
    found = set(problems)
    if other := tuple(problem for problem in found if problem.code in files.OTHER_MODEL):
        return LoadedArchive(other, len(paths) + 2)
    for path in paths:
        shown = file_names.displayed_path(content.name, path)
        found.update(files.parse_record(shown, read(content / path), spacing)[2])
    return LoadedArchive(tuple(sorted(found)), len(paths) + 2)


def day_of_states(archive: Archive, as_of: str | None) -> date:
    """Return the day on which states are computed: `as_of` (EDTF), else the archive's own."""
    return dates.parse(as_of).latest if as_of else archive.settings.as_of.latest


def _positions(content: Path, read_bytes: ReadBytes, path: str) -> tuple[str, Positions]:
    """Return a path as problems show it, and the places of its keys, read when one is asked for."""
    shown = file_names.displayed_path(content.name, path)

    def read() -> Positions:
        front, _ = front_matter.parse(shown, read_bytes(content / path))
        return front.positions if front else front_matter.NOWHERE

    return shown, LazyPositions(read)
