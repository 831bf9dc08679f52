"""The results of builds in this process: refusals, files, and what a clean build would make."""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr
from io import StringIO
from pathlib import Path

from suites import build
from suites.archive.problem_report import describe_os_error
from suites.build import cache, search_index
from suites.build.server.rebuild import Rebuilder
from suites.system.environment import VARIABLES
from support.compiled_templates import write_compiled_templates

SOURCES = ("content", "theme", "templates")
WAYS = ("SUITES_SPAWN", "SUITES_SHORTCUTS")
REMEMBERED = 6
_sites: dict[bytes, dict[str, bytes]] = {}


@contextmanager
def temporary_folder(disk: str | None = None) -> Iterator[Path]:
    """Give a folder on a disk; it is removed whatever its permissions were changed to."""
    name = tempfile.mkdtemp(dir=disk)
    try:
        yield Path(name)
    finally:
        shutil.rmtree(name)


def index_stand_in(copies: Iterable[tuple[str, bytes]], language: str) -> dict[str, bytes]:
    """Return files that depend on the searched copies as Pagefind's do, in no time."""
    files, entries = {}, []
    for path, content in copies:
        name = hashlib.sha256(content).hexdigest()[:16]
        files[f"fragment/{name}.pf"] = content[:99]
        entries.append(f"{language} {path} {name}\n")
    return files | {"entry.txt": "".join(entries).encode()}


def build_refusal(project: Path, output: Path | None = None, *, full: bool = False) -> str:
    """Build a project; return the sentence that refuses it, empty when the site was built."""
    with redirect_stderr(StringIO()):
        try:
            build.build(project / "pelicanconf.py", output, full=full)
        except SystemExit as refused:
            return str(refused)
        except OSError as error:
            return describe_os_error(error)
    return ""


def serve_round(project: Path) -> None:
    """Build as `suites serve` does: the pages, and not the search index."""
    request = build.BuildRequest.of(project / "pelicanconf.py")
    with redirect_stderr(StringIO()):
        try:
            Rebuilder(request, lambda _line: None)._rebuild_here()
        except (SystemExit, OSError):
            return


def read_tree(folder: Path) -> dict[str, bytes]:
    """Return the bytes of every file below a folder, and the target of each link, by path."""
    return {
        path.relative_to(folder).as_posix(): os.fsencode(path.readlink())
        if path.is_symlink()
        else path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_symlink() or not path.is_dir()
    }


def clean_build(project: Path) -> dict[str, bytes]:
    """Return the files that a build of the same sources makes without an output.

    Nor has it a cache, but for the compiled templates of the real theme. Several tests in a row
    come back to one state of the sources: the last few sites are remembered by what they rest on.
    """
    with_all = (
        tuple((name, os.environ.get(name)) for name in (*VARIABLES, *WAYS)),
        search_index.make_index,
        cache.FORM,
    )
    sources = {name: read_tree(project / name) for name in SOURCES if (project / name).is_dir()} | {
        "settings": (project / "pelicanconf.py").read_bytes()
    }
    key = hashlib.sha256(repr((with_all, sources)).encode()).digest()
    if key not in _sites:
        if len(_sites) == REMEMBERED:
            del _sites[next(iter(_sites))]
        _sites[key] = _build_clean(project)
    return dict(_sites[key])


def _build_clean(project: Path) -> dict[str, bytes]:
    with temporary_folder() as folder:
        shutil.copy(project / "pelicanconf.py", folder)
        for name in SOURCES:
            if (project / name).exists():
                (folder / name).symlink_to(project / name)
        write_compiled_templates(folder.resolve() / "theme", folder / ".cache")
        refused = build_refusal(folder)
        assert refused == "", refused
        return read_tree(folder / "output")


def differing_paths(one: dict[str, bytes], other: dict[str, bytes]) -> list[str]:
    """Return the paths of the files that are in one tree alone, or differ, sorted."""
    return sorted(path for path in one.keys() | other.keys() if one.get(path) != other.get(path))
