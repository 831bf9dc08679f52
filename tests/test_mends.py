"""Mends that lead where the author meant to go: each slip, and the whole of what is said of it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

from support.miniature import ROOT


def test_the_tests_of_a_content_with_a_problem_stop_after_the_check(tmp_path: Path) -> None:
    shutil.copy(ROOT / "Makefile", tmp_path)
    shutil.copytree(ROOT / "tools", tmp_path / "tools")
    for folder in (".venv/bin", "requirements", "content", "examples/one/content"):
        (tmp_path / folder).mkdir(parents=True)
    for name in ("pyproject.toml", "requirements/dev.lock", ".venv/.dev"):
        (tmp_path / name).touch()
    for name, status in (("suites", '[ "$3" = content ]'), ("pytest", "true")):
        path = tmp_path / ".venv/bin" / name
        path.write_text(f'#!/bin/sh\necho {name} "$@"\n{status}\n')
        path.chmod(0o755)
    command = ["make", "test-content"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "suites check --content content",
        "suites check --content examples/one/content",
    ]
