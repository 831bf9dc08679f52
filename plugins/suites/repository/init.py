"""Init: a folder becomes the repository of an archive that builds at once.

    answers, day -> templates of the language + the program's files + manifest -> FOLDER

All is laid aside and read as an archive before the first file stands in the folder.
"""

import re
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from suites.analysis import loading
from suites.archive.problems import Problem, printable
from suites.repository import git, manifest, templates
from suites.repository.answers import Answers
from suites.repository.manifest import Manifest, ManifestError
from suites.repository.program import HOME, Program, mode, read_program
from suites.repository.sources import ProgramError

SITE_SETTINGS = "pelicanconf.py"
QUERIES = "tests/content/queries.yaml"
NO_QUERIES = b"""\
# What readers of this archive type, and the pages that they should find; `make test-content` tells
# which of them disappoint.
# - {ask: some words, first: [the address of a page, without the strokes around it]}
[]
"""
_RULE = re.compile("^-{70,}\n", re.MULTILINE)


class InitError(Exception):
    """No archive can be laid; the message is one sentence."""


class UnsoundError(InitError):
    """The answers make an archive that has problems, which are given."""

    def __init__(self, problems: Sequence[Problem], files: int) -> None:
        """Take the problems, and the number of files that were read."""
        super().__init__("these answers make no sound archive: nothing was written")
        self.problems, self.files = problems, files


def init(folder: Path, answers: Answers, day: date, *, examples: bool) -> int:
    """Lay the repository of an archive, and return the number of its files.

    InitError when the folder holds anything but a `.git`, or the answers cannot be used; OSError.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise InitError(f"{printable(str(folder))} is no folder")
    if folder.is_dir() and {path.name for path in folder.iterdir()} - {".git"}:
        raise InitError(f"{printable(str(folder))} is not empty: name a new folder")
    try:
        program = read_program(HOME)
    except ProgramError as error:
        raise InitError(f"this program is in no repository of its own: {error}") from None
    program = program._replace(commit=_commit(HOME, program))
    files = _files(program, answers, day, examples=examples)
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".writing-") as aside:
        laid = Path(aside) / "archive"
        _write(files, laid)
        loaded = loading.load_archive(laid / "content")
        if loaded.problems:
            raise UnsoundError(loaded.problems, loaded.files)
        folder.mkdir(exist_ok=True)
        _move(sorted(laid.iterdir()), folder)
    return len(files)


def text_fault(name: str, text: str, language: str) -> str:
    """Return what the checks of content find in one answer, as a sentence; empty for nothing.

    The answer is read where the archive would have it, beside others in which nothing is wrong.
    """
    plain = Answers(title="A", subject="a", language=language, publisher="A", contact="",
                    licence="CC-BY-4.0")  # fmt: skip
    given = plain._replace(**{name: text})
    with tempfile.TemporaryDirectory() as aside:
        _write(templates.render(given, date.today(), "", examples=False), Path(aside))
        problems = loading.load_archive(Path(aside) / "content").problems
    return f"--{name}: {problems[0].what}; {problems[0].mend}" if problems else ""


def _write(files: Mapping[str, bytes], folder: Path) -> None:
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        (folder / path).chmod(mode(content))


def _move(paths: Sequence[Path], folder: Path) -> None:
    """Move files and folders into a folder, all of them or none."""
    moved: list[Path] = []
    try:
        for path in paths:
            path.rename(folder / path.name)
            moved.append(path)
    except BaseException:
        for path in moved:
            (folder / path.name).rename(path)
        raise


def _files(program: Program, answers: Answers, day: date, *, examples: bool) -> dict[str, bytes]:
    """Return all files of the repository by path."""
    own = templates.render(answers, day, _program_licence(HOME), examples=examples)
    copied = dict(program.copied)
    if SITE_SETTINGS not in copied:
        raise InitError(f"there is no {SITE_SETTINGS} beside this program")
    record = {manifest.NAME: Manifest.of(program).render()}
    return {**own, **copied, QUERIES: NO_QUERIES, **program.files, **record}


def _program_licence(home: Path) -> str:
    """Return the text of the licence of the program, which every copy of it has to hold."""
    parts = _RULE.split((home / "LICENSE").read_text("utf-8"))
    if len(parts) < 2:
        raise InitError("LICENSE here does not hold that of the program, below a line of dashes")
    return parts[1].strip()


def _commit(home: Path, program: Program) -> str:
    """Return the commit of this program; empty where it is not known, or its files are others."""
    try:
        laid = manifest.read(home)
    except ManifestError:
        return git.commit(home, program.files)
    return laid.commit if laid.files == program.digests() else ""
