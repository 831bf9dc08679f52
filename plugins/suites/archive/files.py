"""Files: the one door to the disk.

Content comes from strangers: only plain files in their own folders are read, links are refused, and
nothing a file says can make another file be read.
"""

import os
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from suites.archive import (
    file_names,
    front_matter,
    languages,
    placeholders,
    theme_files,
    validation,
)
from suites.archive.file_names import SETTINGS, VOCABULARY, displayed_path
from suites.archive.front_matter import FrontMatter
from suites.archive.ignored_files import is_ignored
from suites.archive.languages import Spacing
from suites.archive.model import ID, id_of_path
from suites.archive.model.archive import FOLDERS, Archive
from suites.archive.model.settings import MODEL, Settings, Vocabulary
from suites.archive.model.values import Record
from suites.archive.problems import Problem
from suites.archive.theme_files import ThemeFile

EARLIEST_DAY = date(2026, 11, 29)
"""A day on which this program was written."""

OTHER_MODEL = frozenset({"model-outdated", "model-newer"})
"""The problems of an archive of another model: whatever else is wrong with it follows from them."""

_FROM_OUTSIDE = re.compile("(?:content/)?theme/|content/")

ReadBytes = Callable[[Path], bytes]
"""Returns the bytes of a file of the content, as `read_bytes` does."""


def latest_day() -> date:
    """Return the day that it is where it is latest on Earth (UTC+14).

    An earlier clock than `EARLIEST_DAY` is wrong. What may stand today may stand on every later
    day: a build that succeeds goes on to.
    """
    return max((datetime.now(UTC) + timedelta(hours=14)).date(), EARLIEST_DAY)


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a file, no more than show that it is too large; OSError."""
    with path.open("rb") as file:
        return file.read(front_matter.MAX_SIZE + 1)


def read_declarations(
    content: Path, today: date | None = None, read: ReadBytes = read_bytes
) -> tuple[Archive | None, Spacing | None, tuple[Problem, ...]]:
    """Return the archive without its records, the spacing of its texts, and the problems of both.

    The archive is None when its settings or its vocabulary cannot be read, the spacing when no
    language is known. `today` is the day after which nothing can have been added, else the clock's;
    `read` returns the bytes of files. Of an archive of another model, that is the only problem.
    """
    settings: Settings | None = None
    vocabulary: Vocabulary | None = None
    front, problems = _read_yaml(content, SETTINGS, read)
    if front:
        if other := _other_model(front):
            return None, None, (other,)
        tag = front.data.get("language")
        is_known = isinstance(tag, str) and not languages.missing(tag)
        spacing = languages.of(tag).spacing if is_known else None
        settings, found = validation.validate(Settings, front, spacing, {})
        problems += found
    spacing = languages.of(settings.language).spacing if settings else None
    front, found = _read_yaml(content, VOCABULARY, read)
    problems += found
    if front:
        vocabulary, found = validation.validate(Vocabulary, front, spacing, {})
        problems += found
    archive = None
    if settings:
        own, found = _read_theme_files(content, settings)
        problems += found
        if vocabulary:
            none: dict[str, Any] = {folder: {} for folder in FOLDERS}
            vocabulary = vocabulary.completed(settings.language)
            day = today or latest_day()
            archive = Archive(settings, vocabulary, **none, today=day, theme_files=own)
    return archive, spacing, problems


def _read_theme_files(
    content: Path, settings: Settings
) -> tuple[dict[str, ThemeFile], tuple[Problem, ...]]:
    """Return the files that the theme of an archive names, by path, and their problems."""
    found: dict[str, ThemeFile] = {}
    problems: list[Problem] = []
    folder = content / theme_files.FOLDER
    for path, keys, kind in theme_files.named_files(settings.theme):
        shown = f"{displayed_path(content.name, theme_files.FOLDER)}/{path}"
        name = keys[-1] if isinstance(keys[-1], str) else ""
        source = settings.source
        if not _is_plain(folder, path):
            what = f"there is no file {shown}"
            mend = f"lay it there, not as a link, or mend {name}:"
            if outside := _FROM_OUTSIDE.match(path):
                inside = path[outside.end() :]
                mend = f"write {name}: {inside}, the path below {theme_files.FOLDER}/; else {mend}"
            problems.append(source.problem(keys, "theme-file-missing", what, mend))
            continue
        limit = theme_files.LIMITS[kind]
        with (folder / path).open("rb") as file:
            raw = file.read(limit + 1)
        if len(raw) > limit:
            what = f"{shown} is larger than {limit:,} bytes, which every reader would load"
            mend = "use fewer letters of the font, or a smaller image"
            problems.append(source.problem(keys, "theme-file-large", what, mend))
            continue
        one = theme_files.parse(kind, raw)
        if isinstance(one, ThemeFile):
            found[path] = one
        elif one.line:
            mend = "save it as plain shapes: no text, script, link, image or effect"
            problems.append(Problem(shown, one.line, one.column, "svg-unsafe", one.what, mend))
        else:
            what = f"{shown} is not what its name says: {one.what}"
            mend = f"lay a file of that kind there, or mend {name}:"
            problems.append(source.problem(keys, "theme-file-wrong", what, mend))
    return found, tuple(problems)


def _is_plain(folder: Path, path: str) -> bool:
    """Return whether a plain file lies at a path of a folder, and no link leads there."""
    steps = [folder]
    for part in path.split("/"):
        steps.append(steps[-1] / part)
    return steps[-1].is_file() and not any(step.is_symlink() for step in steps)


def list_sources(content: Path) -> list[tuple[str, bool]]:
    """Return the sources below a folder: the path there, whether it is a plain file; OSError."""
    start = len(f"{content}{os.sep}")
    found = ((Path(path), path[start:].replace(os.sep, "/")) for path in _files(str(content)))
    return [
        (inside, path.is_file() and not path.is_symlink())
        for path, inside in found
        if not is_ignored(inside.split("/"))
    ]


class SelectedFiles(NamedTuple):
    """The records of a content folder that lie where they should, and what is wrong with others.

    `clashing` are the ids that several files have, `misnamed` those that files may mean that cannot
    be read for their name or their place.
    """

    paths: list[str]
    clashing: frozenset[str]
    misnamed: frozenset[str]
    problems: list[Problem]


def select_records(
    name: str, found: Iterable[tuple[str, bool]], archive: Archive | None
) -> SelectedFiles:
    """Return the records among the files of a content folder of that name.

    `found` is what `list_sources` gives; `archive` names the files of its theme, None where that is
    not known.
    """
    of_theme = f"{theme_files.FOLDER}/"
    named = (
        {f"{of_theme}{path}" for path, *_ in theme_files.named_files(archive.settings.theme)}
        if archive
        else None
    )
    by_id: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    problems: list[Problem] = []
    unread: list[str] = []
    for path, is_plain in sorted(found):
        parts = path.split("/")
        if is_plain and file_names.is_placed(parts):
            id_ = id_of_path(path)
            by_id[id_.casefold()].append((id_, path))
        elif is_plain and path.startswith(of_theme):
            if named is not None and path not in named:
                problems.append(file_names.unnamed(displayed_path(name, path)))
        elif path not in (SETTINGS, VOCABULARY) and not (is_plain and file_names.is_proposal(path)):
            problems.append(file_names.misplaced(name, path, is_plain=is_plain))
            unread.append(path)
    paths: list[str] = []
    clashing: set[str] = set()
    for same in by_id.values():
        # The one that is rightly named keeps the id: the others are to be mended.
        (first, place), *others = sorted(same, key=lambda one: (not ID.fullmatch(one[0]), one[1]))
        if others:
            problems += [
                file_names.clash(displayed_path(name, path), displayed_path(name, place))
                for _, path in others
            ]
            clashing |= {id_ for id_, _ in same}
        if not ID.fullmatch(first):
            _, taken = by_id.get(file_names.meant_id(place), [("", None)])[0]
            problems.append(file_names.misnamed(name, place, taken if taken != place else None))
            unread.append(place)
        paths += [path for id_, path in same if ID.fullmatch(id_)]
    misnamed = frozenset(filter(None, map(file_names.meant_id, unread)))
    return SelectedFiles(paths, frozenset(clashing), misnamed, problems)


def _files(folder: str) -> Iterator[str]:
    """Yield the files in a folder and below, and links; OSError when a folder cannot be read."""
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        yield from (f"{parent}{os.sep}{name}" for name in names)
        links = (f"{parent}{os.sep}{name}" for name in folders)
        yield from (path for path in links if Path(path).is_symlink())


def _refuse(error: OSError) -> None:
    # What a folder holds that cannot be read must not be left out of the site.
    if not isinstance(error, FileNotFoundError):
        raise error


def parse_record(
    name: str, raw: bytes, spacing: Spacing | None
) -> tuple[Record | None, FrontMatter | None, tuple[Problem, ...]]:
    """Return the record in the bytes of a file, what it was made from, and its problems.

    `name` is the path as problems show it; `spacing` is that of the archive's language, None while
    that is not known.
    """
    front, problems = front_matter.parse(name, raw)
    if front is None:
        return None, None, problems
    record, found = validation.record(FOLDERS[name.split("/")[1]], id_of_path(name), front, spacing)
    reported = {(problem.line, problem.column) for problem in problems}
    found = tuple(problem for problem in found if (problem.line, problem.column) not in reported)
    return record, front, problems + found


def _other_model(settings: FrontMatter) -> Problem | None:
    """Return the problem of settings of another model than the program reads; else None."""
    number = settings.data.get("model")
    if number is None:
        number, found = 0, "the content does not say its model, so it is of an older one"
    elif type(number) is not int or number < 1 or number == MODEL:
        return None  # what is no number at all is told as a wrong value
    else:
        found = f"the content is of model {number}"
    what, place = f"{found}; this program reads {MODEL}", settings.positions.value(("model",))
    if number > MODEL:
        return Problem(settings.path, *place, "model-newer", what, "upgrade the program")
    mend = f"run suites migrate; new content begins with model: {MODEL}"
    return Problem(settings.path, *place, "model-outdated", what, mend)


def find_placeholders(content: Path) -> tuple[Problem, ...]:
    """Return a problem for each example, and for each place that the author has still to fill in.

    Of an example, that is the only one: it is deleted, not filled in.
    """
    found: list[Problem] = []
    examples = _examples()
    for inside, is_plain in sorted(list_sources(content)):
        shown = displayed_path(content.name, inside)
        if prefix := examples.get(inside.rpartition("/")[2]):
            found.append(placeholders.example_left(shown, prefix))
        elif is_plain:
            text = read_bytes(content / inside).decode("utf-8", "replace")
            found += placeholders.placeholders(shown, text)
    return tuple(found)


@cache
def _examples() -> Mapping[str, str]:
    """Return the names of the examples of all languages, with the prefix of each.

    An id of an archive's own may begin so as well: whether it is published already, nobody knows.
    """
    folder = Path(languages.__file__).parent
    prefixes = {tag: placeholders.example_prefix(tag) for tag in languages.tags()}
    return {
        path.name: prefix
        for tag, prefix in prefixes.items()
        for path in (folder / tag / "archive" / "content").rglob(f"{prefix}*")
    }


def _read_yaml(
    content: Path, name: str, read: ReadBytes
) -> tuple[FrontMatter | None, tuple[Problem, ...]]:
    path, shown = content / name, f"{content.name}/{name}"
    if not path.is_file() or path.is_symlink():
        what, mend = f"the archive has no {name}", "every archive has one; see docs/model.md"
        return None, (Problem.of_file(shown, "file-missing", what, mend),)
    return front_matter.parse(shown, read(path), front_matter.read_yaml)
