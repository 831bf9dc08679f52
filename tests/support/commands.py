"""Commands, run in a project as users run them: `python -m`, in a process of their own."""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from suites.system.environment import VARIABLES
from support.miniature import ROOT

posix = pytest.mark.skipif(os.name != "posix", reason="permissions are others there")
linux = pytest.mark.skipif(sys.platform != "linux", reason="as Linux has it")


def environment(**more: str) -> dict[str, str]:
    """Return the variables of this process without those of a site, and more."""
    own = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    return {**own, "PYTHONPATH": str(ROOT / "plugins"), **more}


def run_python(
    project: Path, *arguments: str, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run this Python in a project, and return the result."""
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=project,
        env=environment() if env is None else env,
        capture_output=True,
        encoding="utf-8",
        errors="surrogateescape",
        check=False,
        **options,
    )


def run_module(
    project: Path, *command: str, env: dict[str, str] | None = None, **options: Any
) -> subprocess.CompletedProcess[str]:
    """Run `python -m` with a command in a project, and return the result."""
    return run_python(project, "-m", *command, env=env, **options)


def replace_once(path: Path, old: str, new: str) -> None:
    """Replace the first occurrence of some words in a file, which must be there."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def obey_permissions() -> None:
    """Take from this process, which may be root's, the right to pass over permissions."""
    if os.geteuid() == 0:
        drop, override, search = 24, 1, 2
        for capability in (override, search):
            ctypes.CDLL(None).prctl(drop, capability, 0, 0, 0)
