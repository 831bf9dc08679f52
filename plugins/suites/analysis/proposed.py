"""Proposed: the archive as it would be with proposals accepted, and what would be wrong with it.

    proposals + records -> the files of the records as they would be -> loaded, linked, checked

A problem of what a proposal brings is told at its place in the proposal; any other where it is.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from suites.analysis import loading
from suites.analysis.loading import LoadedArchive
from suites.analysis.proposed_places import Proposed, Reading, followed
from suites.archive import file_names, files, proposals
from suites.archive.file_names import displayed_path
from suites.archive.files import ReadBytes
from suites.archive.model import id_of_path
from suites.archive.model.archive import FOLDERS
from suites.archive.problems import Problem, closest
from suites.archive.proposals import Accepted, Proposal
from suites.system.atomic_write import LinkInTheWayError, clear, write_all


class Judgement(NamedTuple):
    """The archive with proposals accepted.

    `problems` are all that are left, sorted, those of `proposed` among them: the ones that the
    archive does not have without the proposals. `files` has the bytes of the records that would be
    another, by path below the content, and `before` those of the ones that are there; `records` the
    id of the record of each proposal, by its path there.
    """

    problems: tuple[Problem, ...]
    proposed: tuple[Problem, ...]
    files: Mapping[str, bytes]
    before: Mapping[str, bytes]
    records: Mapping[str, str]
    loaded: LoadedArchive


def list_proposals(content: Path) -> list[str]:
    """Return the paths below the content of all proposals, sorted."""
    found = files.list_sources(content)
    return sorted(path for path, plain in found if plain and file_names.is_proposal(path))


def added(content: Path, record: str, to: str) -> list[Any]:
    """Return what the proposals that wait would add to a list of a record, in their order."""
    listed = (proposals.read(path, files.read_bytes(content / path))[0]
              for path in list_proposals(content) if record in path)  # fmt: skip
    return [
        one.value
        for proposal in listed
        if proposal and proposal.record == record
        for one in proposal.add
        if one.to == to
    ]


def judge(
    content: Path,
    base: LoadedArchive,
    given: Mapping[str, bytes],
    today: str | None = None,
    this_day: date | None = None,
    read: ReadBytes = files.read_bytes,
) -> Judgement:
    """Return the archive in `content` as it would be with some proposals accepted.

    `base` is the archive as it is, `given` the bytes of each proposal by its path below the
    content; `today`, `this_day` and `read` are those of `loading.load_archive`.
    """
    listed = dict(files.list_sources(content))
    found = _Found()
    for path, raw in sorted(given.items()):
        proposal, front, problems = proposals.read(displayed_path(content.name, path), raw)
        found.problems += problems
        if proposal and front:
            found.records[path] = proposal.record
            found.readings.append(Reading(proposal, front, raw))
    by_path = _by_path(content, base, listed, read, found)
    before = {path: read(content / path) for path in by_path if path in listed}
    changed: dict[str, bytes] = {}
    shown: dict[str, Proposed] = {}
    for path, readings in by_path.items():
        shown_path = displayed_path(content.name, path)
        done = _accepted(path, shown_path, readings, before.get(path, b""))
        found.problems += done.problems
        if not done.problems:
            changed[path] = done.raw
            shown[shown_path] = Proposed(shown_path, done, readings)
    loaded = loading.load_archive(
        content, today, this_day, partial(_read, content, changed, read),
        listed=[*listed.items(), *((path, True) for path in changed if path not in listed)],
    )  # fmt: skip
    waiting = [one for readings in by_path.values() for one in readings]
    placed = (
        shown[one.path].placed(one, waiting) if one.path in shown else followed(one, waiting)
        for one in _without(loaded.problems, base.problems)
    )
    # Without settings no record is checked: what is wrong with them is in the way of all.
    unjudged = () if loaded.readable else loaded.problems
    proposed = tuple(sorted({*found.problems, *placed, *unjudged}))
    # Those that the archive has anyway are told where they are.
    gone = _without(base.problems, loaded.problems)
    problems = tuple(sorted(({*base.problems} - {*gone}) | {*proposed}))
    return Judgement(problems, proposed, changed, before, found.records, loaded)


def _without(problems: Iterable[Problem], others: Iterable[Problem]) -> list[Problem]:
    """Return the problems that are not among others, on whatever lines these stand."""
    known = {(one.path, one.code, one.what) for one in others}
    return [one for one in problems if (one.path, one.code, one.what) not in known]


@dataclass
class _Found:
    """The proposals that could be read, the ids of their records by their paths, and problems."""

    readings: list[Reading] = field(default_factory=list)
    records: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def _by_path(
    content: Path, base: LoadedArchive, listed: Mapping[str, bool], read: ReadBytes, found: _Found
) -> dict[str, list[Reading]]:
    """Return the proposals by the path of their record; add the problems of those without one."""
    texts = (p for p, plain in listed.items() if plain and file_names.is_placed(p.split("/")))
    paths = {id_of_path(path): path for path in sorted(texts, reverse=True)}
    aliases = base.readable.aliases if base.readable else {}
    by_path: defaultdict[str, list[Reading]] = defaultdict(list)
    for one in found.readings:
        target = _target(one.proposal, paths, aliases)
        if isinstance(target, str):
            by_path[target].append(one)
            continue
        there = paths.get(one.proposal.record)
        text = (one.proposal.text or "").encode()
        if one.proposal.is_new and there and text == read(content / there):
            target = proposals.already_there(one.proposal, displayed_path(content.name, there))
        found.problems.append(target)
    return by_path


def write(content: Path, judged: Judgement) -> None:
    """Write the records of a judgement without problems of its own, all or none.

    SystemExit with a sentence when one is not as it was judged, or lies behind a link; OSError.
    """
    for path in judged.files:
        found = content / path
        if judged.before.get(path) != (files.read_bytes(found) if found.exists() else None):
            raise SystemExit(f"{path} changed meanwhile; nothing is written: try again")
    # What a run that was killed was writing may lie anywhere.
    clear({content / path.rpartition("/")[0] for path, _ in files.list_sources(content)})
    try:
        write_all({content / path: raw for path, raw in judged.files.items()}, within=content)
    except LinkInTheWayError as link:
        raise SystemExit(f"{link}; nothing is written") from None


def _target(
    proposal: Proposal, paths: Mapping[str, str], aliases: Mapping[str, str]
) -> str | Problem:
    """Return the path below the content of the record of a proposal, or what is wrong with it."""
    path = paths.get(proposal.record)
    if proposal.is_new:
        if path is None:
            return proposals.new_path(proposal)
        what = f"the id {proposal.record} is that of {path}"
        mend = "give the new record an id of its own, or propose a change of that one"
        return proposal.problem(("record",), "id-clash", what, mend)
    if path is None:
        near = closest(proposal.record, paths)
        what = f"the archive has no record {proposal.record}"
        mend = f"did you mean {near}?" if near else "give kind: and text: for a new one"
        if renamed := aliases.get(proposal.record):
            mend = f"it is called {renamed} now: say so here, and in the name of the file"
        return proposal.problem(("record",), "reference-unresolved", what, mend)
    return path


def _accepted(path: str, shown: str, readings: list[Reading], raw: bytes) -> Accepted:
    """Return the record at a path with its proposals accepted; `raw` is its file, or empty."""
    of_path = [one.proposal for one in readings]
    if of_path[0].is_new:
        done = Accepted((of_path[0].text or "").encode())
        for other in of_path[1:]:
            what = f"the record is proposed by {of_path[0].source.path} too"
            mend = "accept one of them, and delete the other"
            done.problems.append(other.problem(("record",), "id-clash", what, mend))
        return done
    model = FOLDERS[path.partition("/")[0]]
    return proposals.accept(shown, raw, model, of_path)


def _read(content: Path, changed: Mapping[str, bytes], read: ReadBytes, path: Path) -> bytes:
    found = changed.get(path.relative_to(content).as_posix())
    return read(path) if found is None else found
