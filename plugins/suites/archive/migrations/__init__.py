"""Migrations: content of an older model -> content of today's, by edits of its text.

    files -> steps of each later number -> changes -> edits of the text -> files, and what is left

The model has a number (`model.settings.MODEL`), and the content says of which one it is. A step is
a function from the front matter of one file to what becomes of it: a `SetValue` or a `MakeList`,
which follow from what stands there, or a `Question`, where only the author knows. A fact is never
invented. A step leaves alone what is as it should be, so that a migration that was interrupted can
be done again. What the steps leave wrong, the checks of today's model report.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import NamedTuple

from suites.archive import front_matter
from suites.archive.file_names import SETTINGS, VOCABULARY, displayed_path
from suites.archive.front_matter import FrontMatter
from suites.archive.migrations import captures, comparisons, reasons, whole_words
from suites.archive.migrations.changes import Question
from suites.archive.model.settings import MODEL
from suites.archive.problems import Problem
from suites.archive.yaml_edits import Edit, MakeList, SetValue, rewrite
from suites.archive.yaml_edits.rendering import scalar

Step = Callable[[FrontMatter], Iterator[SetValue | MakeList | Question]]


class Migration(NamedTuple):
    """What a number of the model changed of the files in a folder, and the step that follows it."""

    number: int
    folder: str
    what: str
    step: Step


MIGRATIONS: tuple[Migration, ...] = (
    Migration(2, "articles", "a quote holds whole words and numbers", whole_words.widen),
    Migration(3, "announcements", "a relation is compared where it says so", comparisons.compare),
    Migration(3, "announcements", "a reason may be unexplained, beside silent", reasons.ask),
    Migration(4, "articles", "an article has a list of captures", captures.gather),
)
"""The steps in the order in which they are taken: from 1, the first release, to `MODEL`."""


class Migrated(NamedTuple):
    """What becomes of a content: the files that change, by path, the settings last.

    `unwritten` are changes that the form of a file does not admit: without them nothing may be
    written. `questions` are what the author has to decide, at their places in the changed files.
    """

    files: Mapping[str, bytes]
    unwritten: tuple[Problem, ...]
    questions: tuple[Problem, ...]


def starting_number(files: Mapping[str, bytes]) -> int | None:
    """Return the older number that a content is of; None where there is nothing to migrate.

    `files` are the bytes of each file by its path below the content. Content that was written
    before there were numbers says by its vocabulary of which model it is.
    """
    declared = {}
    for path in (SETTINGS, VOCABULARY):
        front, _ = front_matter.parse(path, files.get(path, b""), front_matter.read_yaml)
        declared[path] = front.data if front and files.get(path) else None
    settings, vocabulary = declared[SETTINGS], declared[VOCABULARY] or {}
    if settings is None:
        return None
    number = settings.get("model")
    if number is None:
        # Then every vocabulary had to have all lists, and this one as soon as there was model 3.
        lists = vocabulary.get("lists")
        is_first = isinstance(lists, dict) and "relation" in lists and "reader_role" not in lists
        return 1 if is_first else 3
    return number if type(number) is int and 1 <= number < MODEL else None


def migrate(name: str, files: Mapping[str, bytes], start: int) -> Migrated:
    """Return what becomes of content of the number `start`; files that cannot be read stay.

    `files` are the bytes of each file by its path below the content folder of that `name`.
    """
    changed: dict[str, bytes] = {}
    unwritten: list[Problem] = []
    questions: list[tuple[str, Question]] = []
    for path in sorted(files.keys() - {SETTINGS, VOCABULARY}):
        raw = files[path]
        for migration in MIGRATIONS:
            if migration.number <= start or path.partition("/")[0] != migration.folder:
                continue
            front, _ = front_matter.parse(displayed_path(name, path), raw)
            found = list(migration.step(front)) if front else []
            questions += [(path, one) for one in found if isinstance(one, Question)]
            shown, edits = (
                displayed_path(name, path),
                [one for one in found if not isinstance(one, Question)],
            )
            raw, failed = rewrite(shown, raw, edits)
            unwritten += [_unwritten(shown, raw, edit) for edit in failed]
        if raw != files[path]:
            changed[path] = raw
    shown, raw = displayed_path(name, SETTINGS), files[SETTINGS]
    raised, failed = rewrite(shown, raw, [SetValue(("model",), MODEL)], front_matter.read_yaml)
    # Whoever writes today's number by hand would never be offered the other changes.
    mend = f"write model: {start} on a line of its own, and migrate again"
    unwritten += [replace(_unwritten(shown, raw, edit), mend=mend) for edit in failed]
    asked = [
        one.problem(displayed_path(name, path), changed.get(path, files[path]))
        for path, one in questions
    ]
    return Migrated({**changed, SETTINGS: raised}, tuple(unwritten), tuple(asked))


def _unwritten(path: str, raw: bytes, edit: Edit) -> Problem:
    """Return the problem of an edit that the form of a file does not admit."""
    read = front_matter.read if path.endswith(".md") else front_matter.read_yaml
    front, _ = front_matter.parse(path, raw, read)
    what = f"{edit.keys[-1]} cannot be edited in the form of this YAML"
    if isinstance(edit, MakeList):
        mend = f"write {edit.name}: with a list in the place of {edit.keys[-1]}: yourself"
    else:
        assert isinstance(edit, SetValue)
        mend = f"write {edit.keys[-1]}: {scalar(edit.value)} yourself"
    mend += ", and migrate again"
    place = front.positions.value(edit.keys) if front else (1, 1)
    return Problem(path, *place, "model-outdated", what, mend)
