"""`suites migrate`: content of an older model is brought to today's, by edits of its text."""

import argparse
import difflib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from suites.analysis import loading
from suites.archive import file_names, files, migrations, problem_report
from suites.archive.model.settings import MODEL
from suites.archive.problems import Problem, printable, report
from suites.cli import options, shown_edits
from suites.system import environment
from suites.system.atomic_write import write_all


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which content, and whether it is written without a question."""
    options.add_content(parser)
    parser.add_argument(
        "--write", action="store_true",
        help="write without asking (default: ask in a terminal, elsewhere write nothing)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print what changes, and write it if so asked; 0 when the content is of today's model.

    The status is also 1 when a problem is left, which only an author can mend.
    """
    content = arguments.content.resolve()
    found = files.list_sources(content)
    before = {path: files.read_bytes(content / path) for path, is_plain in found if is_plain}
    start = migrations.starting_number(before)
    if start is None:
        return _nothing_to_migrate(content)
    migrated = migrations.migrate(content.name, before, start)
    if migrated.unwritten:
        print(f"{report(migrated.unwritten)}\nnothing is written")
        return 1
    problems = _problems_after(content, {**before, **migrated.files}, migrated.questions)
    changes = {
        file_names.displayed_path(content.name, path): (
            shown_edits.lines(before[path]),
            shown_edits.lines(raw),
        )
        for path, raw in migrated.files.items()
    }
    for migration in migrations.MIGRATIONS:
        if migration.number > start:
            print(f"model {migration.number}: {migration.what}")
    for name, (old, new) in changes.items():
        print(*shown_edits.diff(name, old, new), sep="\n")
    outcome = f"model {start} to {MODEL}: {_count(len(changes), 'file')} changed"
    outcome += f", {_count(len(problems), 'problem')} left" if problems else ""
    if is_written := arguments.write or _is_agreed(outcome):
        _write(content, before, migrated.files)
    else:
        problems = {_as_the_file_stands(one, changes) for one in problems}
    ending = "written" if is_written else "nothing is written (--write does)"
    print(*filter(None, (report([*problems]), f"{outcome}; {ending}")), sep="\n")
    return 0 if is_written and not problems else 1


def _nothing_to_migrate(content: Path) -> int:
    """Print that the content is of today's model; 1, with the problems, when it is not."""
    archive, _, problems = files.read_declarations(content)
    if archive is None:
        print(
            problem_report.render_report(
                problems, len((file_names.SETTINGS, file_names.VOCABULARY))
            )
        )
        return 1
    print(f"the content is of model {MODEL}: nothing to migrate")
    return 0


def _problems_after(
    content: Path, after: Mapping[str, bytes], questions: tuple[Problem, ...]
) -> set[Problem]:
    """Return the problems of a content as it would be, in memory, with the steps' questions."""

    def read(path: Path) -> bytes:
        # A file may have come meanwhile.
        return after.get(path.relative_to(content).as_posix()) or files.read_bytes(path)

    loaded = loading.load_archive(content, environment.today(), read=read)
    return {*questions, *loaded.problems}


def _write(content: Path, before: Mapping[str, bytes], changed: Mapping[str, bytes]) -> None:
    """Write the changed files, all or none; SystemExit when one is no longer as it was read."""
    for path in changed:
        if files.read_bytes(content / path) != before[path]:
            raise SystemExit(
                f"{printable(path)} changed meanwhile; nothing is written: run suites migrate again"
            )
    write_all({content / path: raw for path, raw in changed.items()})


def _as_the_file_stands(
    problem: Problem, changes: Mapping[str, tuple[list[str], list[str]]]
) -> Problem:
    """Return a problem of a changed file at its place in the file before the change."""
    old, new = changes.get(problem.path, ([], []))
    matcher = difflib.SequenceMatcher(None, new, old)
    for _, start, end, old_start, old_end in matcher.get_opcodes():
        if start < problem.line <= end:
            line = min(old_start + problem.line - start, max(old_end, old_start + 1))
            return replace(problem, line=line)
    return problem


def _is_agreed(outcome: str) -> bool:
    """Ask in a terminal whether the files are to be written; nowhere else."""
    if not shown_edits.can_ask():
        return False
    try:
        return input(f"{outcome}. Write? [y/N] ").strip().lower() in ("y", "yes")
    except EOFError:
        return False


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
