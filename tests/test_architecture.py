"""The house holds: imports go one way, nothing is hidden."""

from __future__ import annotations

import ast
import re
import runpy
import sys
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "plugins" / "suites"

FLOORS: tuple[tuple[str, ...], ...] = (
    ("problems", "catalogue", "dates", "languages", "terms", "drawing", "ignored"),
    ("front_matter", "body", "model", "reports"),
    ("anchoring", "address"),
    ("validation", "relations", "history", "pairs", "full_text", "converters", "knowledge"),
    ("analysis",),
    ("linked",),
    ("checks", "verification", "inventory", "dictionary", "drafts"),
    ("pages",),
    ("exporters", "search"),
    ("files", "laying", "environment", "captures", "progress", "repository"),
    ("lock",),
    ("loading",),
    ("build", "adapters"),
    ("accession", "conversion"),
    ("__main__",),
)
"""From the ground up: a module imports only from the floors below its own."""
TOGETHER = {"build", "adapters"}
"""The build asks Pelican for the settings, and Pelican's generator asks the build for the site."""

FLOOR_OF = {name: number for number, floor in enumerate(FLOORS) for name in floor}
PURE = [name for floor in FLOORS[: FLOOR_OF["files"]] for name in floor]
OUTSIDE = {
    "pelican",
    "os",
    "pathlib.Path",
    "subprocess",
    "socket",
    "urllib.request",
    "time",
    "shutil",
}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def rooms_imported(path: Path) -> set[str]:
    names = {name.split(".")[1] for name in imports(path) if name.startswith("suites.")}
    known = {name for floor in FLOORS for name in floor}
    return (names & known) - {room(path)} - (TOGETHER if room(path) in TOGETHER else set())


def test_every_module_has_a_floor() -> None:
    rooms = {room(path) for path in modules()} - {"__init__"}
    assert rooms == set(FLOOR_OF), "put the new module on its floor in FLOORS, and in CONTRIBUTING"


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down_only(path: Path) -> None:
    if room(path) == "__init__":
        return
    above = {name for name in rooms_imported(path) if FLOOR_OF[name] >= FLOOR_OF[room(path)]}
    assert not above, f"{path.name} imports {above}, which stand on its floor or above it"


@pytest.mark.parametrize("name", PURE)
def test_the_core_is_pure(name: str) -> None:
    for path in modules():
        if room(path) == name:
            touched = {module for module in imports(path) if module in OUTSIDE}
            touched |= {module for module in imports(path) if module.startswith("pelican")}
            assert not touched, f"{path.name} imports {touched}: move that to files or an adapter"


def test_only_adapters_and_the_build_know_pelican() -> None:
    knowing = {
        room(path)
        for path in modules()
        if any(module.split(".")[0] == "pelican" for module in imports(path))
    }
    assert knowing <= {"adapters", "build"}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_local_name_hides_an_import(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    imported = {
        (alias.asname or alias.name).partition(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import | ast.ImportFrom) and node.col_offset == 0
        if getattr(node, "module", "") != "__future__"
        for alias in node.names
    }
    local = {
        node.arg if isinstance(node, ast.arg) else node.id
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.Lambda)
        for node in ast.walk(function)
        if isinstance(node, ast.arg)
        or (isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store))
    }
    assert not imported & local


def test_lists_that_are_kept_equal_by_hand_are_equal() -> None:
    from suites import pairs, terms
    from suites.checks import ties
    from suites.model import FOLDERS
    from suites.pages import address, citation, facets, makers
    from suites.search import document

    kinds = set(address.KINDS)
    assert set(ties.FITTING) == set(citation.RECORDS) == kinds
    assert kinds <= set(makers.MAKERS)
    assert set(citation.RECORDS.values()) == set(FOLDERS)
    assert set(address.FACETS) == set(facets.WAYS)
    assert set(address.SEARCHED) == set(document.FILTERS)
    assert set(pairs.WAYS) == set(terms.LISTS["relation"])
    slugs = sorted(pairs.WAYS.values())
    assert not [a for a, b in pairwise(slugs) if f"{b}-".startswith(f"{a}-")]


def test_the_settings_say_the_same_as_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    from suites import build, environment

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
