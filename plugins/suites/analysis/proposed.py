"""Proposed: the archive as it would be with proposals accepted, and what would be wrong with it.

    proposals + records -> the files of the records as they would be -> loaded, linked, checked

A problem of what a proposal brings is told at its place in the proposal; any other where it is.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import NamedTuple

from suites.analysis import loading
from suites.analysis.loading import LoadedArchive
from suites.archive import file_names, files, front_matter, proposals
from suites.archive.file_names import displayed_path
from suites.archive.files import ReadBytes
from suites.archive.front_matter import FrontMatter, Keys
from suites.archive.model import id_of_path
from suites.archive.model.archive import FOLDERS
from suites.archive.problems import Problem, closest
from suites.archive.proposals import Accepted, Proposal
from suites.system.atomic_write import LinkInTheWayError, clear, write_all

Place = tuple[int, int]

MAX_SHOWN = 3
"""Proposals that are named of which one brings a problem to another record."""


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


@dataclass(frozen=True)
class _Reading:
    """A proposal with what it was read from."""

    proposal: Proposal
    front: FrontMatter
    raw: bytes


def list_proposals(content: Path) -> list[str]:
    """Return the paths below the content of all proposals, sorted."""
    found = files.list_sources(content)
    return sorted(path for path, plain in found if plain and file_names.is_proposal(path))


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
    texts = (p for p, plain in listed.items() if plain and file_names.is_placed(p.split("/")))
    paths = {id_of_path(path): path for path in sorted(texts, reverse=True)}
    aliases = base.readable.aliases if base.readable else {}
    problems: list[Problem] = []
    by_path: defaultdict[str, list[_Reading]] = defaultdict(list)
    records: dict[str, str] = {}
    for path, raw in sorted(given.items()):
        proposal, front, found = proposals.read(displayed_path(content.name, path), raw)
        problems += found
        if proposal is None or front is None:
            continue
        records[path] = proposal.record
        target, wrong = _target(proposal, paths, aliases)
        if (
            wrong
            and proposal.is_new
            and (proposal.text or "").encode() == read(content / paths[proposal.record])
        ):
            shown_path = displayed_path(content.name, paths[proposal.record])
            wrong = proposals.already_there(proposal, shown_path)
        if wrong or target is None:
            problems += [wrong] if wrong else []
            continue
        by_path[target].append(_Reading(proposal, front, raw))
    changed: dict[str, bytes] = {}
    before: dict[str, bytes] = {}
    accepted: dict[str, tuple[Accepted, list[_Reading]]] = {}
    for target, readings in by_path.items():
        if target in listed:
            before[target] = read(content / target)
        done = _accepted(content, target, readings, before.get(target, b""))
        problems += done.problems
        if not done.problems:
            changed[target] = done.raw
            accepted[target] = done, readings
    loaded = loading.load_archive(
        content, today, this_day, partial(_read, content, changed, read),
        listed=[*listed.items(), *((path, True) for path in changed if path not in listed)],
    )  # fmt: skip
    known = {(one.path, one.code, one.what) for one in base.problems}
    fresh = [one for one in loaded.problems if (one.path, one.code, one.what) not in known]
    shown = {displayed_path(content.name, path): one for path, one in accepted.items()}
    waiting = [one for readings in by_path.values() for one in readings]
    placed = [_placed(one, shown.get(one.path), waiting) for one in fresh]
    proposed = tuple(sorted({*problems, *placed}))
    # Those that the archive has anyway are told where they are.
    left = {(one.path, one.code, one.what) for one in loaded.problems}
    old = {one for one in base.problems if (one.path, one.code, one.what) in left}
    problems_left = tuple(sorted({*old, *proposed}))
    return Judgement(problems_left, proposed, changed, before, records, loaded)


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
) -> tuple[str | None, Problem | None]:
    """Return the path below the content of the record of a proposal, or what is wrong with it."""
    path = paths.get(proposal.record)
    if proposal.is_new:
        if path is None:
            return proposals.new_path(proposal), None
        what = f"the id {proposal.record} is that of {path}"
        mend = "give the new record an id of its own, or propose a change of that one"
        return None, proposal.problem(("record",), "id-clash", what, mend)
    if path is None:
        near = closest(proposal.record, paths)
        what = f"the archive has no record {proposal.record}"
        mend = f"did you mean {near}?" if near else "give kind: and text: for a new one"
        if renamed := aliases.get(proposal.record):
            mend = f"it is called {renamed} now: say so here, and in the name of the file"
        return None, proposal.problem(("record",), "reference-unresolved", what, mend)
    return path, None


def _accepted(content: Path, path: str, readings: list[_Reading], raw: bytes) -> Accepted:
    of_path = [one.proposal for one in readings]
    if of_path[0].is_new:
        done = Accepted((of_path[0].text or "").encode())
        for other in of_path[1:]:
            what = f"the record is proposed by {of_path[0].source.path} too"
            mend = "accept one of them, and delete the other"
            done.problems.append(other.problem(("record",), "id-clash", what, mend))
        return done
    model = FOLDERS[path.partition("/")[0]]
    return proposals.accept(displayed_path(content.name, path), raw, model, of_path)


def _read(content: Path, changed: Mapping[str, bytes], read: ReadBytes, path: Path) -> bytes:
    found = changed.get(path.relative_to(content).as_posix())
    return read(path) if found is None else found


def _placed(
    problem: Problem, own: tuple[Accepted, list[_Reading]] | None, waiting: Sequence[_Reading]
) -> Problem:
    """Return a problem of the archive as it would be, at its place in the proposal that brings it.

    `own` are the proposals for the record that has the problem. What those for others bring is told
    where it is, with their names.
    """
    if own is None:
        return _followed(problem, waiting)
    done, readings = own
    first = readings[0]
    if first.proposal.is_new:
        return _in_text(problem, first)
    front, _ = front_matter.parse(problem.path, done.raw)
    if front is None:
        return _at(problem, first, (1, 1))
    by_source = {one.proposal.source.path: one for one in readings}
    keys, is_key = _keys_at(front, (problem.line, problem.column))
    for place in done.places:
        depth = len(place.keys)
        if keys[:depth] == place.keys:
            reading = by_source[place.proposal.source.path]
            find = reading.front.positions.key if is_key else reading.front.positions.value
            return _at(problem, reading, find((*place.proposed, *keys[depth:])))
    for passage, proposal, keys in done.passages:
        start = front.body.find(passage)
        line = front.body_line + front.body.count("\n", 0, max(start, 0))
        is_inside = line <= problem.line <= line + passage.count("\n")
        if start >= 0 and (is_inside or problem.line == front.body_line):
            reading = by_source[proposal.source.path]
            return _at(problem, reading, reading.front.positions.value(keys))
    others = [one for one in waiting if one not in readings and _is_named(one, problem)]
    if others:
        problem = _followed(problem, others)
    changes = [("change", at) for at, _ in enumerate(first.proposal.change)]
    changes += [("add", at) for at, _ in enumerate(first.proposal.add)]
    is_clear = len(readings) == len(changes) == 1 and not others
    return _at(problem, first, first.front.positions.value(changes[0] if is_clear else ("record",)))


def _followed(problem: Problem, waiting: Sequence[_Reading]) -> Problem:
    """Return a problem with the proposals that it may follow from, in its mend."""
    named = [one for one in waiting if _is_named(one, problem)] or waiting
    paths = [one.proposal.source.path for one in named]
    shown = ", ".join(paths[:MAX_SHOWN])
    if len(paths) > MAX_SHOWN:
        shown += f" and {len(paths) - MAX_SHOWN} more"
    of = shown if len(paths) == 1 else f"one of {shown}"
    link = " It" if problem.mend.endswith("?") else "; it"
    return replace(problem, mend=f"{problem.mend}{link} follows from {of}")


def _is_named(reading: _Reading, problem: Problem) -> bool:
    return bool(re.search(rf"(?<![a-z0-9-]){reading.proposal.record}(?![a-z0-9-])", problem.what))


def _keys_at(front: FrontMatter, at: Place) -> tuple[Keys, bool]:
    """Return the keys of the value, or of the key, that is nearest before a place of a head."""
    positions = front.positions
    found = [
        (place, len(keys), keys, is_key)
        for known, is_key in ((positions.values, False), (positions.keys, True))
        for keys, place in known.items()
        if place <= at < (front.body_line, 0)
    ]
    *_, keys, is_key = max(found, key=lambda one: one[:2], default=((), False))
    return keys, is_key


def _in_text(problem: Problem, reading: _Reading) -> Problem:
    """Return a problem of a new record at its line of the proposal, where its text has lines."""
    line, _ = reading.front.positions.value(("text",))
    source = reading.raw.decode("utf-8", "replace").splitlines()
    text = (reading.proposal.text or "").split("\n")
    # A block of text begins on the line after its key, indented.
    if line < len(source) and source[line].strip() == text[0].strip():
        indent = len(source[line]) - len(source[line].lstrip())
        return _at(problem, reading, (line + problem.line, problem.column + indent))
    return _at(problem, reading, reading.front.positions.value(("text",)))


def _at(problem: Problem, reading: _Reading, place: Place) -> Problem:
    return replace(problem, path=reading.proposal.source.path, line=place[0], column=place[1])
