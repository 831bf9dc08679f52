"""The house as a newcomer meets it: its commands, its locks, its documents."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from suites.archive.problems import codes

ROOT = Path(__file__).resolve().parents[1]
LOCKS = {name: ROOT / "requirements" / f"{name}.lock" for name in ("run", "convert", "dev")}


def text(path: str) -> str:
    return (ROOT / path).read_text("utf-8")


def locked(name: str) -> dict[str, str]:
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", LOCKS[name].read_text("utf-8"), re.MULTILINE))


def project_names(requirements: list[str]) -> set[str]:
    names = (re.match(r"[\w.-]+", one) for one in requirements)
    return {re.sub(r"[-_.]+", "-", found[0]).lower() for found in names if found}


@pytest.mark.parametrize("path", LOCKS.values(), ids=LOCKS)
def test_a_lock_names_no_host_and_has_a_digest_for_every_package(path: Path) -> None:
    lock = path.read_text("utf-8")
    assert "://" not in lock
    assert "--index-url" not in lock
    entries = re.split(r"^(?=[a-z])", lock, flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in entry for entry in entries)


def test_the_locks_hold_all_that_the_project_asks_for_and_agree() -> None:
    project = tomllib.loads(text("pyproject.toml"))
    groups = project["dependency-groups"]
    needed = project_names(project["project"]["dependencies"] + groups["build"])
    tools = project_names(groups["test"] + groups["lint"])
    converting = project_names(project["project"]["optional-dependencies"]["conversion"])
    run, convert, dev = locked("run"), locked("convert"), locked("dev")
    assert needed <= run.keys(), "run `make lock`"
    assert needed | tools <= dev.keys(), "run `make lock`"
    assert needed | converting <= convert.keys(), "run `make lock`"
    assert run.items() <= convert.items() <= dev.items(), "run `make lock`"


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_all_that_its_packages_ask_for(name: str) -> None:
    """So that they are installed as they are locked, and nothing is resolved again."""
    lacking = set()
    for package in locked(name):
        try:
            asked = distribution(package).requires or ()
        except PackageNotFoundError:  # one of another platform
            continue
        wanted = map(Requirement, asked)
        here = (one for one in wanted if not one.marker or one.marker.evaluate({"extra": ""}))
        lacking |= project_names([one.name for one in here]) - locked(name).keys()
    assert not lacking, "run `make lock`"


def test_the_readme_tells_of_every_make_target() -> None:
    targets = set(
        re.findall(r"^(\w+):.*## ", text("Makefile") + text("tools/develop.mk"), re.MULTILINE)
    ) - {"help"}
    told = set(re.findall(r"`make (\w+)`", text("README.md")))
    assert told == targets


def test_plugins_holds_the_package_alone() -> None:
    # Pelican looks for the last part of a dotted name in this folder first.
    found = {path.name for path in (ROOT / "plugins").iterdir()} - {"__pycache__"}
    assert found == {"suites"}


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_a_document_links_to_files_that_are_there(document: str) -> None:
    targets = re.findall(r"\]\((?!https?://)([^)#]+)", text(document))
    assert [target for target in targets if not (ROOT / target).exists()] == []


def test_the_readme_shows_the_site_in_the_light_and_in_the_dark_and_is_light_to_load() -> None:
    found = re.findall(r"(?:src|srcset)=\"(docs/[^\"]+)\"", text("README.md"))
    names = sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "docs").rglob("*.webp"))
    assert sorted(found) == names
    assert len(names) == 6
    assert {name.rpartition("-")[2] for name in names} == {"light.webp", "dark.webp"}
    assert all((ROOT / name).stat().st_size < 150_000 for name in names)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md"])
def test_a_document_names_codes_of_problems_that_exist(document: str) -> None:
    named = set(re.findall(r"^content/.* \[([a-z0-9-]+)\]$", text(document), re.MULTILINE))
    assert named <= codes().keys()


def test_contributing_names_every_room() -> None:
    table = text("CONTRIBUTING.md").split("# Find the room")[1].split("# Test a change")[0]
    named = re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE)
    package = ROOT / "plugins" / "suites"
    assert sorted(named) == sorted(path.parent.name for path in package.glob("*/__init__.py"))


def test_no_test_of_the_program_reads_the_content() -> None:
    """What is written there may be added to, corrected and moved without a thought of the tests."""
    reads = re.compile(r"content_site|(?:ROOT|__file__.*) / f?\"content")
    tests = [*(ROOT / "tests").glob("test_*.py"), *(ROOT / "tests/browser").glob("*.py")]
    found = {path for path in tests if reads.search(path.read_text("utf-8"))}
    assert found == {Path(__file__)}


def test_the_program_names_nothing_of_the_archive() -> None:
    """What an archive is about is said in `content/`: examples are of the miniature's trams."""
    names = re.compile("musk|grok|xchat|yaccarino|24matins|x-payant", re.IGNORECASE)
    files = [ROOT / name for name in ("Makefile", "pelicanconf.py", "publishconf.py")]
    for folder in ("plugins", "theme", "tools", "bench", ".github"):
        files += (ROOT / folder).rglob("*.*")
    kinds = {"", ".css", ".html", ".js", ".md", ".mk", ".py", ".sh", ".toml", ".yaml", ".yml"}
    read = [path for path in files if path.suffix in kinds and path.is_file()]
    assert [path for path in read if names.search(path.read_text("utf-8"))] == []
