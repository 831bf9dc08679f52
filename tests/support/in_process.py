"""Archives loaded, sites built and commands run in the test's own process."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest

from suites.analysis.loading import LoadedArchive
from suites.build.builder import Builder
from suites.build.cache import Cache
from suites.build.settings import SiteSettings
from suites.cli import main
from suites.system.environment import VARIABLES
from support.compiled_templates import write_compiled_templates
from support.projects import copy_project
from support.rendered_pages import THEME


def builder(content: Path, cache: Path, *, site_url: str = "", private: bool = False) -> Builder:
    """Return a builder of the site of a content, into `output` beside it, with its templates."""
    write_compiled_templates(THEME, cache)
    return _builder(content, cache, site_url, private=private)


def _builder(content: Path, cache: Path, site_url: str = "", *, private: bool = False) -> Builder:
    settings = SiteSettings(
        content=str(content),
        theme=str(THEME),
        output=str(content.parent / "output"),
        captures=str(content.parent / "captures"),
        language="",
        site_url=site_url,
        repository="",
        base="/",
        commit="",
        private=private,
    )
    return Builder(settings, Cache(cache), lambda _what, _done, _of: None)


def load(content: Path, cache: Path) -> LoadedArchive:
    """Load and check a content as a build does, with the cache that the last one left."""
    return _builder(content, cache).load()


def begin_again(folder: Path) -> Path:
    """Lay a project where an earlier test had one, and return it; of that, output and cache stay.

    A first build is dear: the next one makes anew what the earlier test changed.
    """
    for path in folder.iterdir():
        if path.is_dir() and path.name not in ("output", ".cache"):
            shutil.rmtree(path)
    return copy_project(folder, empty_cache=(folder / ".cache").exists())


def run(project: Path, *command: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run `suites` with a command in a project, and return what a process would have come to.

    Not for `publishconf.py`: it imports the other settings, which this process would keep.
    """
    with (
        pytest.MonkeyPatch.context() as patch,
        redirect_stdout(StringIO()) as out,
        redirect_stderr(StringIO()) as err,
    ):
        patch.chdir(project)
        for name in VARIABLES:
            patch.delenv(name, raising=False)
        for name, value in variables.items():
            patch.setenv(name, value)
        try:
            status = main(command)
        except SystemExit as ended:
            status = ended.code if isinstance(ended.code, int) else 1
            print(ended.code, file=err)
    return subprocess.CompletedProcess(command, status, out.getvalue(), err.getvalue())
