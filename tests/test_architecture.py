"""The form of the program: its layers, and what neither ruff nor mypy checks."""

from __future__ import annotations

import ast
import os
import re
import runpy
import subprocess
import sys
import tomllib
from itertools import pairwise
from pathlib import Path
from typing import get_args

import pytest

PACKAGE = Path(__file__).parent.parent / "plugins" / "suites"


def test_imports_go_one_way_between_the_rooms() -> None:
    # The contracts stand in pyproject.toml; `lint-imports` says more of a broken one.
    run = "from importlinter.cli import lint_imports_command as run; run(['--no-cache'])"
    environment = {**os.environ, "PYTHONPATH": str(PACKAGE.parent)}
    done = subprocess.run(
        [sys.executable, "-c", run], cwd=PACKAGE.parents[1], env=environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_local_name_hides_an_import() -> None:
    hiding = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        nodes = [*ast.walk(ast.parse(path.read_text("utf-8")))]
        imported = {
            (alias.asname or alias.name).partition(".")[0]
            for node in nodes
            if isinstance(node, ast.Import | ast.ImportFrom) and node.col_offset == 0
            if getattr(node, "module", "") != "__future__"
            for alias in node.names
        }
        functions = [node for node in nodes if isinstance(node, ast.FunctionDef | ast.Lambda)]
        local = {
            node.arg if isinstance(node, ast.arg) else node.id
            for function in functions
            for node in ast.walk(function)
            if isinstance(node, ast.arg)
            or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
        }
        hiding[path] = imported & local
    assert {path: names for path, names in hiding.items() if names} == {}


def test_lists_that_are_kept_equal_by_hand_are_equal() -> None:
    from suites.archive import enumerations, languages, urls
    from suites.archive.model.archive import RECORD_KINDS
    from suites.site.search import document
    from suites.site.views import PAGE_KINDS, facets

    of_records = {name: kind.records for name, kind in PAGE_KINDS.items() if kind.records}
    assert of_records == {name: kind.folder for name, kind in RECORD_KINDS.items()}
    assert set(enumerations.RELATIONS) == set(get_args(enumerations.RelationType))
    for addresses in map(urls.in_language, languages.tags()):
        assert set(addresses.facets) == set(facets.VALUES)
        assert set(addresses.searched) == set(document.FILTERS)
        names = sorted(addresses.names.pairs.values())
        assert not [a for a, b in pairwise(names) if f"{b}-".startswith(f"{a}-")]


def test_the_settings_say_the_same_as_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    from suites import build
    from suites.system import environment

    root = PACKAGE.parents[1]
    asked = {
        name
        for path in (root / "pelicanconf.py", root / "publishconf.py")
        for name in re.findall(r'environ\.get\("(\w+)"', path.read_text("utf-8"))
    }
    # A variable that is not among them could change without a new build.
    assert asked < set(environment.VARIABLES)
    for full_text in ("", "1"):
        monkeypatch.setenv("FULL_TEXT", full_text)
        settings = runpy.run_path(str(root / "pelicanconf.py"))
        request = build.BuildRequest.of(root / "pelicanconf.py")
        assert request.cache == root / settings["CACHE_PATH"]
        assert request.output == root / settings["OUTPUT_PATH"]


def test_libraries_whose_inner_parts_are_used_have_an_upper_bound() -> None:
    project = tomllib.loads((PACKAGE.parents[1] / "pyproject.toml").read_text("utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["conversion"]]
    bounds = {re.split(r"[^\w-]", one)[0]: one for one in named}
    # A subclass of the code generator, signals and loaders, the queue of a pool, the files of an
    # index, records made without validation, rules and tokens.
    inner = {"jinja2", "pelican", "pebble", "pagefind_bin", "pydantic", "markdown-it-py", "warcio"}
    assert [
        one for name, one in bounds.items() if name in inner and not re.search("<|==", one)
    ] == []
    assert inner <= bounds.keys()


def test_the_package_is_one_module_object() -> None:
    import suites

    assert "plugins.suites" not in sys.modules
    assert Path(suites.__file__ or "").parent == PACKAGE
