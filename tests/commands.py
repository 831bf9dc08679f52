"""A project in a folder of its own, and commands that are run in it as users run them."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
SETTINGS = ("SITEURL", "REPOSITORY_URL", "SUITES_TODAY", "FULL_TEXT", "SITE_COMMIT")


posix = pytest.mark.skipif(os.name != "posix", reason="permissions are others there")
linux = pytest.mark.skipif(sys.platform != "linux", reason="as Linux has it")


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


def bound_by_permissions() -> None:
    """Take from this process, which may be root's, the right to pass over permissions."""
    if os.geteuid() == 0:
        drop, override, search = 24, 1, 2
        for capability in (override, search):
            ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)
