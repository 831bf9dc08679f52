"""Trees: the files of a content, out of a folder or a revision of git, as bytes by their path.

    a folder -> read_folder ─╮
                             ├─> Tree -> loaded in a folder of its own -> Side (analysis.changes)
    a revision -> read_git ──╯

A tree may be anybody's. It is only read: links and what is no plain file are left out and counted,
sizes are limited, no path leads out of the folder, and git is asked for objects alone, which runs
no hook, filter or other program that the tree names.
"""

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from suites.analysis import loading, proposed
from suites.analysis.changes import Side
from suites.archive import file_names, files, front_matter, proposals
from suites.archive.model import id_of_path
from suites.archive.problems import printable

MAX_FILES = 200_000
MAX_FILE = front_matter.MAX_SIZE + 1
"""Bytes that are read of a file: so many show that it is too large."""
MAX_TOTAL = 2_000_000_000
"""Bytes of all files of a tree."""

PLAIN = frozenset({"100644", "100755"})
"""The modes of plain files in a tree of git's."""


class TreeError(Exception):
    """What was named is no content that can be read; the message is one sentence."""


class Tree(NamedTuple):
    """The plain files of a content by their path below it, and how many others were left out."""

    name: str
    files: Mapping[str, bytes]
    left_out: int = 0


def read_tree(named: str, content: Path) -> Tree:
    """Return the content that a folder or a revision holds; TreeError.

    A folder is the content, or has it in `content/`; a revision is one of the repository in which
    the folder `content` lies, and holds the content there.
    """
    folder = Path(named)
    if folder.is_dir():
        inside = folder / "content"
        return read_folder(inside if inside.is_dir() and not inside.is_symlink() else folder, named)
    return read_git(named, content)


def read_folder(folder: Path, name: str) -> Tree:
    """Return the plain files of a folder; TreeError when there are no settings of an archive."""
    if folder.is_symlink() or not (folder / file_names.SETTINGS).is_file():
        raise TreeError(f"{printable(name)} holds no {file_names.SETTINGS} of an archive")
    found: dict[str, bytes] = {}
    left_out = total = 0
    for path, is_plain in files.list_sources(folder):
        if not is_plain:
            left_out += 1
            continue
        found[path] = files.read_bytes(folder / path)
        total += len(found[path])
        _limit(len(found), total)
    return Tree(name, found, left_out)


def read_git(revision: str, content: Path) -> Tree:
    """Return the plain files of a content as a revision has them; TreeError."""
    home = content.absolute().parent  # were the content a link, it would lead elsewhere
    tree = _git(
        home, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{tree}}"
    )
    if not tree:
        raise TreeError(f"{printable(revision)} is neither a folder nor a revision of git")
    prefix = (_git(home, "rev-parse", "--show-prefix") or b"").strip()
    prefix += os.fsencode(content.name) + b"/"
    listed = _git(home, "ls-tree", "-r", "-z", "--full-tree", tree.strip().decode(), "--", prefix)
    if not listed:
        raise TreeError(f"{printable(revision)} holds no {printable(os.fsdecode(prefix))}")
    blobs: dict[str, str] = {}
    left_out = 0
    for entry in listed.split(b"\0")[:-1]:
        head, _, raw = entry.partition(b"\t")
        mode, sort, digest = head.decode().split()
        path = raw.removeprefix(prefix).decode("utf-8", "replace")
        if sort == "blob" and mode in PLAIN and is_inside(path):
            blobs[path] = digest
        else:
            left_out += 1
    _limit(len(blobs), 0)
    return Tree(revision, dict(_contents(home, blobs)), left_out)


def is_inside(path: str) -> bool:
    r"""Return whether a path of anybody's names a file below a folder.

    >>> is_inside("themes/a.md"), is_inside("../a.md"), is_inside("a//b"), is_inside("c:\\x")
    (True, False, False, False)
    """
    parts = path.split("/")
    return not any(one in ("", ".", "..") or "\0" in one or "\\" in one for one in parts)


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


def _contents(home: Path, blobs: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Yield the path and the bytes of each blob, asked of one process of git's, one by one."""
    total = 0
    command = _command(home, "cat-file", "--batch")
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=_environment()
    ) as git:
        assert git.stdin
        assert git.stdout
        for path, digest in blobs.items():
            git.stdin.write(f"{digest}\n".encode())
            git.stdin.flush()
            head = git.stdout.readline().split()
            if len(head) != 3:
                raise TreeError(
                    f"git has not all files of that revision: {printable(path)} is missing"
                )
            size = int(head[2])
            raw = git.stdout.read(min(size, MAX_FILE))
            left = size - len(raw) + 1  # and the line feed that ends it
            while left > 0 and (skipped := git.stdout.read(min(left, 1_000_000))):
                left -= len(skipped)
            total += len(raw)
            _limit(0, total)
            yield path, raw
        git.stdin.close()


def _limit(count: int, total: int) -> None:
    if count > MAX_FILES or total > MAX_TOTAL:
        raise TreeError(f"a content has at most {MAX_FILES:,} files and {MAX_TOTAL:,} bytes")


def _command(home: Path, *command: str | bytes) -> list[str | bytes]:
    # A replaced object would show what the revision does not hold.
    return ["git", "--no-replace-objects", "-C", str(home), *command]


def _environment() -> dict[str, str]:
    # A hook of git's has these, and they name another repository.
    other = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX")
    own = {name: text for name, text in os.environ.items() if name not in other}
    # Nothing is fetched that a partial clone lacks.
    return {**own, "GIT_NO_LAZY_FETCH": "1", "GIT_TERMINAL_PROMPT": "0"}


def _git(home: Path, *command: str | bytes) -> bytes | None:
    """Return what git prints; None where it fails, TreeError where it is not there."""
    try:
        done = subprocess.run(
            _command(home, *command), capture_output=True, check=False, env=_environment()
        )
    except OSError:
        raise TreeError("git is not there to read a revision: name a folder") from None
    return done.stdout if done.returncode == 0 else None
