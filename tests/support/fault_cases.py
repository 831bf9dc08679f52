"""The miniature archive with one fault of `tests/faults`.

A folder holds files to copy over `tests/site`, and, where files alone cannot make the fault,
`remove.txt` (paths to remove), a `*.without` file (lines to take out of the file of that name), a
`*.repeat` file (a number and a word, written so many times) or `tracked.txt` (paths of files to be
tracked by git).
"""

from __future__ import annotations

import shutil
import subprocess
from datetime import date
from pathlib import Path

from suites.analysis import loading, proposed
from suites.archive import files, problems
from suites.build import own_templates, tracked_files
from suites.capture import captures_folder
from suites.capture.verification import verify
from support.miniature import ROOT, copy_content

FAULTS = ROOT / "tests/faults"
TODAY = date(2026, 1, 31)


def copy_with_fault(fault: Path, folder: Path) -> Path:
    """Copy the miniature's content and a fault into `folder`; return the content folder.

    A content that is there already gets the fault as well.
    """
    if not (folder / "content").exists():
        copy_content(folder)
    for path in sorted(fault.rglob("*")):
        target = folder / path.relative_to(fault)
        if path.is_dir() or path.name == "expected.txt":
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.name == "remove.txt":
            for line in path.read_text("utf-8").split():
                (folder / line).unlink()
        elif path.name == "tracked.txt":
            track_files(folder, path.read_text("utf-8").split())
        elif path.suffix == ".without":
            text = target.with_suffix("").read_text("utf-8")
            for line in path.read_text("utf-8").splitlines(keepends=True):
                assert line in text, line
                text = text.replace(line, "")
            target.with_suffix("").write_text(text, "utf-8")
        elif path.suffix == ".repeat":
            times, word = path.read_text("utf-8").split()
            target.with_suffix("").write_text(f"{word} " * int(times), "utf-8")
        else:
            shutil.copy(path, target)
    return folder / "content"


def track_files(folder: Path, paths: list[str]) -> None:
    """Make a folder a repository that tracks these files, which are empty."""
    subprocess.run(["git", "init", "--quiet", str(folder)], check=True)
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()
    subprocess.run(["git", "-C", str(folder), "add", "--force", "--", *paths], check=True)


def problem_report(content: Path) -> str:
    """Return the problems of a content that is to be published, and of its captures, as printed."""
    reading = loading.load_archive(content, today=TODAY)
    of_templates = own_templates.problems(content.parent, ROOT / "theme")
    given = {path: (content / path).read_bytes() for path in proposed.list_proposals(content)}
    of_content = reading.problems
    if given:
        of_content = proposed.judge(content, reading, given, this_day=TODAY).problems
    found = [*of_content, *tracked_files.tracked(content.parent), *of_templates]
    found += files.find_placeholders(content)
    folder = content.parent / "captures"
    if reading.linked and folder.exists():
        texts, mismatched, _ = captures_folder.load_capture_texts(folder, reading.linked)
        ids = tuple(reading.linked.archive.articles)
        found += [*mismatched, *verify(reading.linked, ids, texts).problems]
    return problems.report(found) + "\n" if found else ""
