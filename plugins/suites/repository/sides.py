"""Sides: two trees -> what is compared of them, as far as it can be loaded.

Tree -> its settings laid in a folder of their own -> archive loaded, proposals as if accepted
-> Side (`analysis.changes`)
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from suites.analysis import loading, proposed
from suites.analysis.changes import Side
from suites.archive import file_names, proposals
from suites.archive.model import id_of_path
from suites.repository.trees import Tree


def sides(before: Tree, after: Tree) -> tuple[Side, Side]:
    """Return two trees as changes are told of them: what of each loads, and what does not.

    A proposal that came or changed is taken as if it were accepted; one that both have shows on
    neither side.
    """
    waiting, given = _proposals(before), _proposals(after)
    new = {path: raw for path, raw in given.items() if waiting.get(path) != raw}
    later = _side(after, new)
    if gone := sorted(waiting.keys() - given.keys()):
        note = f"proposals that are gone, accepted or not: {', '.join(gone)}"
        later = replace(later, notes=(*later.notes, note))
    return _side(before, {}), later


def _proposals(tree: Tree) -> dict[str, bytes]:
    return {path: raw for path, raw in tree.files.items() if file_names.is_proposal(path)}


def _side(tree: Tree, accepted: Mapping[str, bytes]) -> Side:
    """Return a tree as changes are told of it, with some of its proposals as if accepted."""
    notes = []
    if tree.left_out:
        left_out = "1 file" if tree.left_out == 1 else f"{tree.left_out} files"
        notes.append(f"{tree.name}: {left_out} left out, links or no plain files")
    own = {path: raw for path, raw in tree.files.items() if not file_names.is_proposal(path)}
    with TemporaryDirectory(prefix="suites-diff-") as made:
        content = Path(made) / "content"
        content.mkdir()
        # Records are read from memory, but where proposals are judged, which looks for files.
        for path, raw in own.items():
            if not accepted and file_names.is_placed(path.split("/")):
                continue
            there = content / path
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(raw)

        def read(path: Path) -> bytes:
            return own[path.relative_to(content).as_posix()]

        loaded = loading.load_archive(content, read=read, listed=[(path, True) for path in own])
        if accepted:
            judged = proposed.judge(content, loaded, accepted)
            loaded = judged.loaded
            own |= judged.files
            notes += _taken(accepted, judged)
        linked = loaded.readable
        announcements = dict(linked.archive.announcements) if linked else {}
    if linked is None:
        why = loaded.problems[0].what
        notes.append(f"{tree.name} cannot be loaded ({why}): compared as plain data, no states")
    elif count := len(loaded.problems):
        notes.append(
            f"{tree.name} has {count} problem{'s' if count > 1 else ''}, which suites check tells: "
            "a record that cannot be loaded is compared as plain data, without a state"
        )
    as_of = linked.as_of if linked else None
    return Side(tree.name, own, announcements, as_of, tuple(notes))


def _taken(accepted: Mapping[str, bytes], judged: proposed.Judgement) -> Iterator[str]:
    """Yield which proposals were taken as if they were accepted, and which cannot be."""
    records = {id_of_path(path) for path in judged.files}
    taken = sorted(path for path, record in judged.records.items() if record in records)
    for path in taken:
        proposal, *_ = proposals.read(path, accepted[path])
        by = f", by {proposal.by}" if proposal and proposal.by else ""
        why = f": {proposal.why}" if proposal and proposal.why else ""
        yield f"as if accepted: {path}{by}{why}"
    if refused := sorted(accepted.keys() - set(taken)):
        yield f"cannot be accepted, as suites check says, and left out: {', '.join(refused)}"
