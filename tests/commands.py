"""A project in a folder of its own, and commands that are run in it as users run them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
SETTINGS = ("SITEURL", "REPOSITORY_URL", "SUITES_TODAY", "FULL_TEXT", "SITE_COMMIT")


def lay(project: Path) -> Path:
    """The miniature archive with the real settings and the real theme."""
    project.mkdir(parents=True, exist_ok=True)
    for name in ("pelicanconf.py", "publishconf.py", "Makefile"):
        shutil.copy(ROOT / name, project)
    shutil.copytree(ROOT / "theme", project / "theme")
    shutil.copytree(ROOT / "tests/site/content", project / "content")
    return project


def environment(**more: str) -> dict[str, str]:
    """The variables of this process without those of a site, and more."""
    own = {name: value for name, value in os.environ.items() if name not in SETTINGS}
    return {**own, "PYTHONPATH": str(ROOT / "plugins"), **more}


def ran(
    project: Path, *command: str, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """What `python -m` with a command came to."""
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env=environment() if env is None else env,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        **options,
    )


def edit(path: Path, old: str, new: str) -> None:
    """Replace the first of some words in a file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
