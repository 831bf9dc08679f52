"""Releases of the miniature, made in the test's own process."""

from __future__ import annotations

from pathlib import Path
from zipfile import ZipFile

from support import in_process
from support.compiled_templates import write_compiled_templates
from support.projects import copy_project

SITE_URL = "https://example.org/archive"


def begin(folder: Path) -> Path:
    """Lay a project with the miniature, of which releases are made quickly; return its folder."""
    copy_project(folder, empty_cache=True)
    write_compiled_templates(folder.resolve() / "theme", folder / ".cache/release")
    return folder


def unpacked(project: Path, folder: Path) -> Path:
    """Make the release of a project, and return the folder into which it is unpacked."""
    done = in_process.run(project, "release", "--output", str(folder), SITEURL=SITE_URL)
    assert done.returncode == 0, done.stderr
    (file,) = folder.glob("*.zip")
    ZipFile(file).extractall(folder)
    return folder / file.stem
