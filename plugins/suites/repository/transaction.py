"""Transactions: several files of a folder are replaced and removed, all of them or none.

What was there waits in a folder beside, with a journal of what is about to change, until the last
file is in its place. An error puts everything back; after a kill, `restore` does so.
"""

import json
import os
import shutil
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from suites.repository.program import mode, refuse_path
from suites.repository.sources import refuse_links
from suites.system.atomic_write import discard

FOLDER = ".suites-upgrade"
JOURNAL = "journal.json"


def replace_files(home: Path, written: Mapping[str, bytes], removed: Iterable[str]) -> None:
    """Write and remove files by their paths in a folder; OSError, and all is as it was.

    The paths must be known to lead through no link.
    """
    restore(home)
    aside = home / FOLDER
    discard(aside)
    aside.mkdir()
    # A folder may take the place of a file that goes, or the other way.
    paths = [*sorted({*removed} - {*written}), *written]
    try:
        for n, path in enumerate(paths):
            if (home / path).is_file():
                shutil.copy2(home / path, aside / f"{n}.old")
            if path in written:
                (aside / f"{n}.new").write_bytes(written[path])
                (aside / f"{n}.new").chmod(mode(written[path]))
        _write_journal(aside, paths)
        for n, path in enumerate(paths):
            if path in written:
                (home / path).parent.mkdir(parents=True, exist_ok=True)
                (aside / f"{n}.new").replace(home / path)
            else:
                (home / path).unlink(missing_ok=True)
                _remove_empty(home, path)
    except BaseException:
        restore(home)
        raise
    (aside / JOURNAL).unlink()
    discard(aside)


def restore(home: Path) -> bool:
    """Put back what a transaction that did not end had changed; return whether there was one."""
    aside = home / FOLDER
    if aside.is_symlink() or not aside.is_dir():
        return False
    paths = _read_journal(aside)
    for n, path in reversed([*enumerate(paths)]):
        old = aside / f"{n}.old"
        if old.exists():
            (home / path).parent.mkdir(parents=True, exist_ok=True)
            copy = aside / "copy"
            _link_or_copy(old, copy)  # a second kill must find the old file still there
            copy.replace(home / path)
        else:
            if (home / path).is_file():
                (home / path).unlink()
            _remove_empty(home, path)
    (aside / JOURNAL).unlink(missing_ok=True)
    discard(aside)
    return bool(paths)


def _link_or_copy(source: Path, target: Path) -> None:
    """Make a file stand at another path too: a link needs no room, and the disk may be full."""
    target.unlink(missing_ok=True)  # one name of a file replaces another one by doing nothing
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)


def _write_journal(aside: Path, paths: list[str]) -> None:
    waiting = aside / f"{JOURNAL}.new"
    with waiting.open("w", encoding="utf-8") as stream:
        json.dump(paths, stream)
        stream.flush()
        os.fsync(stream.fileno())
    waiting.replace(aside / JOURNAL)


def _read_journal(aside: Path) -> list[str]:
    """Return the paths that were about to change; none before the journal was written.

    ProgramError for a journal that names others than those of a program: it is not ours.
    """
    try:
        paths: list[str] = json.loads((aside / JOURNAL).read_text("utf-8"))
    except FileNotFoundError:
        return []
    for path in paths:
        refuse_path(path)
        refuse_links(aside.parent, path)
    return paths


def _remove_empty(home: Path, path: str) -> None:
    """Remove the folders of a file that is gone, as far as they are empty."""
    for folder in (home / path).parents:
        if folder == home:
            break
        with suppress(OSError):
            folder.rmdir()
