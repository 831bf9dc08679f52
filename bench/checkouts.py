"""Checkouts of the program, and projects that each of them builds: to compare two of them."""

from __future__ import annotations

import compileall
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
VARIABLES = ("SITEURL", "REPOSITORY_URL", "SITE_COMMIT", "SUITES_TODAY", "FULL_TEXT")


def checkout(which: str, aside: Path) -> Path:
    """Return the folder of a checkout: `which` itself when it is one, else that commit's files.

    The files of a commit are written into `aside`. SystemExit when there is no such commit.
    """
    if (Path(which) / "plugins/suites").is_dir():
        return Path(which).resolve()
    aside.mkdir(parents=True)
    archive = aside / "checkout.tar"
    command = ["git", "-C", str(ROOT), "archive", "--output", str(archive), which]
    if subprocess.run(command, check=False).returncode:
        raise SystemExit(f"{which} is neither a folder with the program nor a commit")
    shutil.unpack_archive(archive, aside, filter="data")
    archive.unlink()
    compileall.compile_dir(aside / "plugins", quiet=2)
    return aside


def project(folder: Path, program: Path, content: Path) -> Path:
    """Return `folder`, made a project: the content, with a checkout's settings and theme."""
    folder.mkdir(parents=True)
    for name in ("pelicanconf.py", "publishconf.py"):
        shutil.copy(program / name, folder)
    shutil.copytree(program / "theme", folder / "theme")
    shutil.copytree(content, folder / "content")
    settings = program / "plugins/suites/archive/model/settings.py"
    if not settings.exists() or "ModelNumber" not in settings.read_text("utf-8"):
        _as_before_the_number(folder / "content")
    return folder


def _as_before_the_number(content: Path) -> None:
    """Write what a program from before the model had a number asks for: no number, every label."""
    import yaml

    from suites.archive import files

    archive, *_ = files.read_declarations(content)
    settings = content / files.SETTINGS
    settings.write_text(re.sub(r"(?m)^model: .*\n", "", settings.read_text("utf-8")), "utf-8")
    if archive:
        excluded = {"source": True, "lists": {"__all__": {"__all__": {"plural"}}}}
        labels = archive.vocabulary.model_dump(mode="json", by_alias=True, exclude=excluded)
        (content / files.VOCABULARY).write_text(yaml.safe_dump(labels, allow_unicode=True), "utf-8")


def environment(program: Path, **more: str) -> dict[str, str]:
    """Return this process's variables without those of a site, with the checkout's modules."""
    left_out = (*VARIABLES, "PYTHONDONTWRITEBYTECODE")  # as anywhere, modules are compiled once
    own = {name: value for name, value in os.environ.items() if name not in left_out}
    return {**own, "PYTHONPATH": str(program / "plugins"), **more}


def suites(*arguments: str) -> list[str]:
    """Return the command line of `suites`, of whichever checkout the environment names."""
    return [sys.executable, "-m", "suites", *arguments]
