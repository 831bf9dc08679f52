"""Manifest: what each build read and wrote, kept in `.cache/build.json`.

Two tables: `outputs` (output folder -> the files that we wrote there, and the run they are of) and
`runs` (settings and output asked for -> what the run rested on). Only what is listed is ever
removed from an output: the rest of it is not ours. Nothing here imports more than the standard
library, for "nothing changed" must be said before anything heavy is loaded.

A manifest that cannot be read counts as none: it spares work, and proves nothing.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from itertools import chain
from pathlib import Path, PurePosixPath
from typing import Any

from suites import freshness
from suites.freshness import Source, Stamp

NAME = "build.json"
FORM = 1
"""Goes up when the shape of the file changes."""


@dataclass(frozen=True)
class Run:
    """A build that succeeded: where to, what it rested on, and how many pages it published."""

    output: str
    folders: tuple[str, ...]
    digest: str
    sources: Mapping[str, Source]
    pages: int


def run(cache: Path, key: str) -> Run | None:
    """The last successful run under that key, if it is still what its output holds."""
    kept = _load(cache)
    try:
        found = kept["runs"][key]
        written = kept["outputs"][found["output"]]
        if written["by"] != key or not _is_intact(found["output"], written["files"]):
            return None
        return Run(
            output=found["output"],
            folders=tuple(found["folders"]),
            digest=found["digest"],
            sources={
                path: Source((size, content, entry), seen, digest)
                for path, (size, content, entry, seen, digest) in found["sources"].items()
            },
            pages=found["pages"],
        )
    except (KeyError, TypeError, ValueError):
        return None


def record(cache: Path, key: str, done: Run) -> None:
    """Keep a run that succeeded, with the stamps of all that its output holds of ours."""
    kept = _load(cache)
    output = done.output
    files = kept["outputs"].get(output, {}).get("files", {})
    kept["outputs"][output] = {
        "by": key,
        "files": {address: stamp(f"{output}{os.sep}{address}") for address in files},
    }
    sources = {
        path: [*source.stamp, source.seen, source.digest] for path, source in done.sources.items()
    }
    kept["runs"][key] = {**asdict(done), "sources": sources}
    _save(cache, kept)


@contextmanager
def writing(cache: Path, output: Path, addresses: Iterable[str]) -> Iterator[None]:
    """While the files at `addresses` are written; what earlier runs wrote beside them then goes.

    What is about to be written is listed first: an interrupted build leaves no file unlisted.
    """
    kept = _load(cache)
    before = kept["outputs"].get(str(output), {}).get("files", {})
    after = list(addresses)
    kept["outputs"][str(output)] = {"by": None, "files": dict.fromkeys([*before, *after])}
    _save(cache, kept)
    yield
    for address in freshness.gone(before, after):
        if is_inside(address):
            _remove(output, address)
    kept["outputs"][str(output)] = {"by": None, "files": dict.fromkeys(after)}
    _save(cache, kept)


def is_inside(address: str) -> bool:
    """Whether a relative address stays in the folder that it is relative to.

    >>> is_inside("articles/x/index.html"), is_inside("../x"), is_inside("/x"), is_inside("")
    (True, False, False, False)
    """
    path = PurePosixPath(address)
    return bool(path.parts) and not path.is_absolute() and ".." not in path.parts


def sources(paths: Iterable[Path], known: Mapping[str, Source]) -> dict[str, Source]:
    """The files at the paths, and all those under them; what `known` still holds is not read again.

    Hidden files and compiled modules are nobody's source.
    """
    found: dict[str, Source] = {}
    for path in chain.from_iterable(map(_walk, paths)):
        # Before the content: a file that changes in between is then looked at again next time.
        seen, now = time.time_ns(), stamp(path)
        before = known.get(path)
        if before and now and before.is_still(now):
            found[path] = before
        else:
            found[path] = Source(now or (0, 0, 0), seen, _digest(Path(path)))
    return found


def stamp(path: str) -> Stamp | None:
    """The stamp of a file; None when there is none, or when it is a link to nothing."""
    try:
        status = os.stat(path)  # noqa: PTH116 - of 20,000 files; a Path of each takes longer
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def _walk(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for parent, folders, names in os.walk(path):
        folders[:] = [name for name in folders if name[0] != "." and name != "__pycache__"]
        yield from (f"{parent}{os.sep}{name}" for name in names if name[0] != ".")
        linked = (f"{parent}{os.sep}{name}" for name in folders)
        yield from (folder for folder in linked if Path(folder).is_symlink())


def _digest(path: Path) -> str:
    if not path.is_file():
        return f"link to {path.readlink()}" if path.is_symlink() else "neither file nor link"
    link = f"{path.readlink()} " if path.is_symlink() else ""
    return link + hashlib.sha256(path.read_bytes()).hexdigest()


def _is_intact(output: str, files: Mapping[str, Any]) -> bool:
    return bool(files) and all(
        kept is not None and stamp(f"{output}{os.sep}{address}") == tuple(kept)
        for address, kept in files.items()
    )


def _remove(output: Path, address: str) -> None:
    path = output / address
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == output or not folder.is_dir() or any(folder.iterdir()):
            return
        folder.rmdir()


def _load(cache: Path) -> dict[str, Any]:
    try:
        kept = json.loads((cache / NAME).read_bytes())
        tables = [kept["outputs"], kept["runs"]]
        if kept["form"] == FORM and all(isinstance(table, dict) for table in tables):
            return dict(kept)
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        pass
    return {"form": FORM, "outputs": {}, "runs": {}}


def _save(cache: Path, kept: Mapping[str, Any]) -> None:
    cache.mkdir(parents=True, exist_ok=True)
    new = cache / f".{NAME}.{os.getpid()}"
    new.write_text(json.dumps(kept), "utf-8")
    new.replace(cache / NAME)
