"""Files: the one door to the disk.

Content comes from strangers: only plain files in their own folders are read, links are refused, and
nothing a file says can make another file be read.
"""

from __future__ import annotations

import marshal
import os
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import cast

import yaml

from suites import checks, dates, front_matter, languages, validation
from suites.analysis.summary import summarise
from suites.body import parse
from suites.catalogue import Catalogue
from suites.freshness import Kept
from suites.front_matter import FrontMatter
from suites.holdings import plain as plain_tuples
from suites.ignored import is_ignored
from suites.languages import Spacing
from suites.linked import Linked, link
from suites.model import FOLDERS, ID, AnyRecord, Archive, Record, Settings, Vocabulary
from suites.model.plain import plain
from suites.problems import Problem, printable, quoted

SETTINGS, VOCABULARY = "archive.yaml", "vocabulary.yaml"
NO_EARLIER = date(2026, 11, 29)
"""A day on which this program was written."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What became of a content folder: the linked archive unless something is wrong with it.

    `readable` is the linked archive of what could be read, whatever is wrong with it; None only
    when the settings or the vocabulary cannot be read.
    """

    linked: Linked | None
    problems: tuple[Problem, ...]
    files: int
    readable: Linked | None = None


def read_archive(content: Path, as_of: str | None = None, today: date | None = None) -> Reading:
    """Everything in `content`, read, validated, linked and checked; all problems at once, sorted.

    `as_of` is the day on which states are computed (EDTF, day precision), else the archive's own;
    `today` the one after which nothing can have been added, else that of the clock.
    """
    archive, problems, files = load(content, today)
    if archive is None:
        return Reading(None, tuple(sorted(set(problems))), files)
    day = dates.parse(as_of).latest if as_of else archive.settings.as_of.latest
    linked, found = link(archive, day)
    problems = tuple(sorted({*problems, *found, *checks.problems(linked)}))
    return Reading(None if problems else linked, problems, files, linked)


def this_day() -> date:
    """The day that it is where it is latest on Earth (UTC+14).

    A clock that says less than `NO_EARLIER` is wrong. What may stand today may stand on every later
    day: a build that succeeds goes on to.
    """
    return max((datetime.now(UTC) + timedelta(hours=14)).date(), NO_EARLIER)


def load(
    content: Path, today: date | None = None
) -> tuple[Archive | None, tuple[Problem, ...], int]:
    """The typed archive, the problems of its files one by one, and how many files were read.

    None only when the settings or the vocabulary cannot be read.
    """
    paths, clashing, problems = sources(content)
    settings, found = _settings(content)
    problems += found
    spacing = languages.of(settings.language).spacing if settings else None
    vocabulary, found = _vocabulary(content, spacing)
    problems += found
    kinds: dict[str, dict[str, Record]] = {folder: {} for folder in FOLDERS}
    unread: set[str] = set()
    for path in paths:
        folder = path.relative_to(content).parts[0]
        record, _, found = read_record(content, path, spacing)
        problems += found
        if record is None or path.stem in clashing:
            unread.add(path.stem)
        else:
            kinds[folder][path.stem] = record
    if settings is None or vocabulary is None:
        return None, tuple(problems), len(paths) + 2
    ordered = {folder: dict(sorted(records.items())) for folder, records in kinds.items()}
    archive = Archive(
        settings,
        vocabulary,
        **ordered,  # type: ignore[arg-type]
        unread=frozenset(unread),
        today=today or this_day(),
    )
    return archive, tuple(problems), len(paths) + 2


def bare_archive(content: Path) -> Archive | None:
    """The archive without its records; None when its settings or vocabulary have problems."""
    settings, problems = _settings(content)
    if settings is None or problems:
        return None
    vocabulary, found = _vocabulary(content, languages.of(settings.language).spacing)
    if vocabulary is None or found:
        return None
    return Archive(settings, vocabulary, {}, {}, {}, {}, {}, today=this_day())


def is_rightly_placed(content: Path, path: Path) -> bool:
    """Whether a record may lie at a path: a plain file, rightly named, in its folder."""
    parts = path.relative_to(content).parts
    is_plain = path.is_file() and not path.is_symlink()
    return is_plain and _is_placed(parts) and bool(ID.fullmatch(path.stem))


def exists(content: Path, shown_: str) -> bool:
    """Whether there is something at a path as problems show it."""
    path = content.joinpath(*shown_.split("/")[1:])
    return path.exists() or path.is_symlink()


def kept(archive: Archive, content: Path, path: Path, as_of: date) -> Kept | None:
    """What is kept of the record at a path (see `freshness.Kept`); None when it has problems.

    What it says of others is still to be checked; of the archive, only what it declares is read.
    """
    record, front, problems = read_record(content, path, archive.language.spacing)
    if record is None or front is None or problems:
        return None
    body = parse(front.body, front.body_line)
    summary, rows, misfits = summarise(cast(AnyRecord, record), body, as_of, archive.language)
    if misfits or any(checks.of_one(cast(AnyRecord, record), body, archive)):
        return None
    made_of = (plain(record), front.body, front.body_line, marshal.dumps(body.plain()))
    return front.path, made_of, plain_tuples(summary), plain_tuples(rows)


def sources(content: Path) -> tuple[list[Path], frozenset[str], list[Problem]]:
    """The Markdown files that lie where they should, and the ids that more than one of them has."""
    found: list[Path] = []
    by_id: defaultdict[str, list[Path]] = defaultdict(list)
    problems: list[Problem] = []
    for path in sorted(_files(content)):
        parts = path.relative_to(content).parts
        if is_ignored(parts) or parts in ((SETTINGS,), (VOCABULARY,)):
            continue
        if not _is_placed(parts) or path.is_symlink() or not path.is_file():
            problems.append(_misplaced(shown(content, path)))
        else:
            by_id[path.stem.casefold()].append(path)
    clashing: set[str] = set()
    for same in by_id.values():
        # The one that is rightly named keeps the id: the others are to be mended.
        first, *others = sorted(same, key=lambda path: (not ID.fullmatch(path.stem), path))
        problems += [_clash(content, path, first) for path in others]
        clashing |= {path.stem for path in same if others}
        if not ID.fullmatch(first.stem):
            problems.append(_wrong_id(shown(content, first), first.stem))
        found += [path for path in same if ID.fullmatch(path.stem)]
    return found, frozenset(clashing), problems


def _files(folder: Path) -> Iterator[Path]:
    """The files in a folder and below it, and the links; OSError when a folder cannot be read."""
    for parent, folders, names in os.walk(folder, onerror=_refuse):
        here = Path(parent)
        yield from (here / name for name in names)
        yield from (here / name for name in folders if (here / name).is_symlink())


def _refuse(error: OSError) -> None:
    # What a folder holds that cannot be read must not be left out of the site.
    if not isinstance(error, FileNotFoundError):
        raise error


def _is_placed(parts: tuple[str, ...]) -> bool:
    if not parts[-1].endswith(".md"):
        return False
    if parts[0] == "articles":
        year = parts[1] if len(parts) == 3 else ""
        return year == "undated" or (len(year) == 4 and year.isascii() and year.isdigit())
    return len(parts) == 2 and parts[0] in FOLDERS


def _misplaced(shown: str) -> Problem:
    return Problem(
        shown,
        1,
        1,
        "file-misplaced",
        f"no thing of the archive lies at {quoted(shown, 120)}",
        "a thing is a plain Markdown file: articles/YYYY/<id>.md or articles/undated/<id>.md, "
        "else announcements/, entities/, themes/ or pages/<id>.md",
    )


def _clash(content: Path, path: Path, other: Path) -> Problem:
    code = "id-clash" if path.stem == other.stem else "id-clash-case"
    return Problem(
        shown(content, path),
        1,
        1,
        code,
        f"the id {quoted(path.stem)} is already that of {shown(content, other)}",
        "ids are unique across all kinds, whatever their capitals: rename the newer file",
    )


def _wrong_id(shown: str, id_: str) -> Problem:
    return Problem(
        shown,
        1,
        1,
        "id-wrong",
        f"{quoted(id_)} cannot be an id",
        "name the file with 1 to 80 signs among a-z, 0-9 and -",
    )


def shown(content: Path, path: Path) -> str:
    """A path of the content as problems show it."""
    name = "/".join((content.name, *path.relative_to(content).parts))
    return name.encode("utf-8", "replace").decode()


def _text(name: str, path: Path) -> tuple[str | None, tuple[Problem, ...]]:
    """The text of a file that problems show by a name."""
    with path.open("rb") as file:
        raw = file.read(front_matter.MAX_SIZE + 1)
    if len(raw) > front_matter.MAX_SIZE:
        return None, (
            Problem(
                name,
                1,
                1,
                "file-too-large",
                f"the file has more than {front_matter.MAX_SIZE:,} bytes",
                "a record is a description: keep the article itself out of it",
            ),
        )
    return front_matter.decode(name, raw)


def read_record(
    content: Path, path: Path, spacing: Spacing | None
) -> tuple[Record | None, FrontMatter | None, tuple[Problem, ...]]:
    """The record that lies at a path of the content, what it was made from, and its problems.

    `spacing` is that of the archive's language, None while that is not known.
    """
    name = shown(content, path)
    text, problems = _text(name, path)
    if text is None:
        return None, None, problems
    front, found = front_matter.read(name, text)
    problems += found
    if front is None:
        return None, None, problems
    record, found = validation.record(FOLDERS[name.split("/")[1]], path.stem, front, spacing)
    told = {(problem.line, problem.column) for problem in problems}
    found = tuple(problem for problem in found if (problem.line, problem.column) not in told)
    return record, front, problems + found


def _yaml(content: Path, name: str) -> tuple[front_matter.FrontMatter | None, tuple[Problem, ...]]:
    path = content / name
    if not path.is_file() or path.is_symlink():
        return None, (
            Problem(
                f"{content.name}/{name}",
                1,
                1,
                "file-missing",
                f"the archive has no {name}",
                "every archive has one; see docs/model.md",
            ),
        )
    shown_ = f"{content.name}/{name}"
    text, problems = _text(shown_, path)
    if text is None:
        return None, problems
    front, found = front_matter.read_yaml(shown_, text)
    return front, problems + found


def _settings(content: Path) -> tuple[Settings | None, tuple[Problem, ...]]:
    front, problems = _yaml(content, SETTINGS)
    if front is None:
        return None, problems
    settings, found = validation.settings(front)
    return settings, problems + found


def _vocabulary(
    content: Path, spacing: Spacing | None
) -> tuple[Vocabulary | None, tuple[Problem, ...]]:
    front, problems = _yaml(content, VOCABULARY)
    if front is None:
        return None, problems
    vocabulary, found = validation.vocabulary(front, spacing)
    return vocabulary, problems + found


def catalogue(theme: Path, language: str) -> Catalogue:
    """The interface text of a theme in a language; SystemExit when the theme has none in it."""
    path = theme / "catalogue" / f"{language}.yaml"
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        raise SystemExit(
            f'the theme has no text in the language "{language}": no {printable(str(path))}'
        ) from None
    entries = yaml.load(text, Loader=yaml.CSafeLoader)
    return Catalogue(language, languages.of(language).spacing.within(entries))
