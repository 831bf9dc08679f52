"""The workflows: what they may do, whose code they run, and what a problem is shown as."""

from __future__ import annotations

import os
import re
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from suites.archive.problem_report import github
from suites.archive.problems import Problem, printable
from suites.cli import main

ROOT = Path(__file__).resolve().parents[1]
SETUP = ROOT / "tools" / "setup.sh"
FOLDER = ROOT / ".github" / "workflows"
PATHS = {path.stem: path for path in sorted(FOLDER.glob("*.y*ml"))}
PINNED = re.compile(r"actions/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")

MAKEFILES = "".join((ROOT / name).read_text("utf-8") for name in ("Makefile", "tools/develop.mk"))

READS = {"contents": "read"}
PERMISSIONS = {
    ("archived", "look"): READS,
    ("archived", "propose"): {"actions": "read", "contents": "write", "pull-requests": "write"},
    ("prove", "prove"): READS,
    ("pull-request", "meaning"): READS,
    ("pull-request", "content"): READS,
    ("program", "scope"): READS,
    ("program", "program"): READS,
    ("to-do", "list"): READS | {"pages": "read"},
    ("to-do", "issue"): {"issues": "write"},
    ("publish", "build"): READS | {"pages": "read"},
    ("publish", "deploy"): {"pages": "write", "id-token": "write"},
    ("release", "build"): READS | {"pages": "read"},
    ("release", "attach"): {"actions": "read", "contents": "write"},
}


def loaded(name: str) -> dict[str, Any]:
    # YAML 1.1 takes the key `on` for a truth.
    read: dict[Any, Any] = yaml.safe_load(PATHS[name].read_text("utf-8"))
    return {{True: "on"}.get(key, key): value for key, value in read.items()}


def jobs() -> Iterator[tuple[str, str, dict[str, Any]]]:
    for name in PATHS:
        for job, what in loaded(name)["jobs"].items():
            yield name, job, what


def steps(name: str) -> list[dict[str, Any]]:
    return [step for job in loaded(name)["jobs"].values() for step in job["steps"]]


def all_steps() -> list[dict[str, Any]]:
    return [step for name in PATHS for step in steps(name)]


(ISSUE,) = loaded("to-do")["jobs"]["issue"]["steps"]
(ATTACH,) = loaded("release")["jobs"]["attach"]["steps"]
(PROPOSE,) = loaded("archived")["jobs"]["propose"]["steps"]
BY_GH = (ISSUE, ATTACH, PROPOSE)
"""The steps that hand a list or files over, which `gh` does, and no code of the repository."""


def targets(name: str) -> list[str]:
    """What a workflow calls make for, in order."""
    return [step["run"].split()[1] for step in steps(name) if "run" in step and step not in BY_GH]


def test_there_are_seven_workflows() -> None:
    asked = {"archived", "program", "prove", "publish", "pull-request", "release", "to-do"}
    assert PATHS.keys() == asked


@pytest.mark.parametrize("name", PATHS)
def test_every_action_is_githubs_own_and_pinned_by_its_commit_with_its_version(name: str) -> None:
    text = PATHS[name].read_text("utf-8")
    used = re.findall(r"^\s*(?:- )?uses: (.*)$", text, re.MULTILINE)
    assert len(used) == len([step for step in steps(name) if "uses" in step])
    assert [line for line in used if not PINNED.fullmatch(line)] == []


def test_an_action_has_one_version_in_all_workflows() -> None:
    used = {step["uses"] for step in all_steps() if "uses" in step}
    assert len({action.partition("@")[0] for action in used}) == len(used)


def test_a_workflow_may_do_nothing_and_each_job_only_what_it_needs() -> None:
    assert all(loaded(name)["permissions"] == {} for name in PATHS)
    assert {(name, job): what["permissions"] for name, job, what in jobs()} == PERMISSIONS


def test_what_may_write_runs_no_code_of_the_repository() -> None:
    for _, _, job in jobs():
        if "write" in job["permissions"].values():
            used = [step.get("uses", "gh").partition("@")[0] for step in job["steps"]]
            assert used in (["actions/deploy-pages"], ["gh"])


def test_no_checkout_leaves_its_token_behind() -> None:
    checkouts = [step for step in all_steps() if "actions/checkout@" in step.get("uses", "")]
    assert checkouts
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("name", PATHS)
def test_no_script_holds_an_expression(name: str) -> None:
    assert [step["run"] for step in steps(name) if "${{" in step.get("run", "")] == []


@pytest.mark.parametrize("name", PATHS)
def test_a_script_only_calls_make_for_a_target_that_exists(name: str) -> None:
    known = set(re.findall(r"^([\w-]+):.*## ", MAKEFILES, re.MULTILINE))
    assert targets(name)
    assert set(targets(name)) <= known
    scripts = [step["run"] for step in steps(name) if "run" in step and step not in BY_GH]
    meaning = r" ARCHIVE=change BASE=HEAD\^ HEAD=HEAD FORMAT=markdown PAGES=changes"
    allowed = re.compile(rf"make [\w-]+( FORMAT=github| SINCE=HEAD\^|{meaning})?")
    assert [run for run in scripts if not allowed.fullmatch(run)] == []


@pytest.mark.parametrize(
    ("known", "last"), [("", "issue create --label to-do"), ("7", "issue edit 7")]
)
def test_one_issue_is_kept_and_what_the_list_says_is_run_by_nobody(
    tmp_path: Path, known: str, last: str
) -> None:
    """The script is run beside a `gh` of ours, which notes what it is asked."""
    text = '# À faire\n\nUn `$(touch pwned)` "; touch pwned; @x\n\n## $(touch pwned)\n'
    fake, asked = tmp_path / "gh", tmp_path / "asked"
    said = f'#!/bin/sh\necho "$@" >> "{asked}"\nif [ "$2" = list ]; then echo "{known}"; fi\n'
    fake.write_text(said, "utf-8")
    fake.chmod(0o755)
    variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "LIST": b64encode(text.encode())}
    command = ["bash", "-e", "-c", ISSUE["run"]]
    subprocess.run(command, cwd=tmp_path, env=variables, check=True)  # type: ignore[arg-type]
    told = asked.read_text("utf-8").splitlines()
    assert [line.split()[1] for line in told] == ["create", "list", last.split()[1]]
    assert told[-1] == f"{last} --title À faire --body-file body.md"
    assert (tmp_path / "body.md").read_text("utf-8") == text.partition("\n\n")[2]
    assert not (tmp_path / "pwned").exists()


@pytest.mark.parametrize("known", [True, False])
def test_a_tag_gives_its_release_the_file_and_a_release_that_is_there_is_kept(
    tmp_path: Path, *, known: bool
) -> None:
    """The script is run beside a `gh` of ours, which notes what it is asked."""
    tag = "v1-$(touch pwned)`touch pwned`"
    fake, asked = tmp_path / "gh", tmp_path / "asked"
    viewed = f'if [ "$2" = view ]; then exit {0 if known else 1}; fi'
    got = 'if [ "$2" = download ]; then mkdir release; touch "release/a b.zip"; fi'
    fake.write_text(f'#!/bin/sh\necho "$@" >> "{asked}"\n{got}\n{viewed}\n', "utf-8")
    fake.chmod(0o755)
    variables = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "TAG": tag, "RUN": "7"}
    command = ["bash", "-e", "-c", ATTACH["run"]]
    subprocess.run(command, cwd=tmp_path, env=variables, check=True)
    told = asked.read_text("utf-8").splitlines()
    made = f"release create {tag} --verify-tag --title {tag} --generate-notes"
    assert told == [
        "run download 7 --name release --dir release",
        f"release view {tag}",
        *([] if known else [made]),
        f"release upload {tag} release/a b.zip --clobber",
    ]
    assert not (tmp_path / "pwned").exists()


TWO = ["2026-01-30-a-b1b2.yaml", "2026-01-30-$(touch pwned).yaml"]


@pytest.mark.parametrize(("found", "waiting"), [(TWO, 0), ([], 0), (TWO, 1)])
def test_proposals_of_copies_are_a_pull_request_and_those_that_are_there_are_none(
    tmp_path: Path, found: list[str], waiting: int
) -> None:
    """The script is run beside a `gh` of ours, which notes what it is asked."""
    fake, asked = tmp_path / "gh", tmp_path / "asked"
    laid = "".join(
        f"printf x > 'proposals/{name}'; " for name in [*found, "2025-01-30-old-b1b2.yaml"]
    )
    got = f"case $2 in download) mkdir proposals; {laid};; list) echo {waiting} ;; esac"
    made = [] if waiting else found
    there = 'case $2 in *old*ref=*) exit 0 ;; *"?ref="*) exit 1 ;; esac'
    fake.write_text(f'#!/bin/sh\necho "$@" >> "{asked}"\n{got}\n{there}\n', "utf-8")
    fake.chmod(0o755)
    variables = {"GH_REPO": "a/b", "RUN": "7", "SHA": "c0", "BASE": "main"}
    variables["GITHUB_STEP_SUMMARY"] = str(tmp_path / "summary")
    path = f"{tmp_path}:{os.environ['PATH']}"
    command = ["bash", "-e", "-c", PROPOSE["run"]]
    subprocess.run(command, cwd=tmp_path, env={"PATH": path, **variables}, check=True)
    told = asked.read_text("utf-8").splitlines()
    puts = [line for line in told if "--method PUT" in line]
    assert len(puts) == len(made)
    assert not any("old" in line for line in puts)
    assert sum("git/refs" in line for line in told) == bool(made)
    assert any(line.startswith("pr create --head archived-copies-7") for line in told) == bool(made)
    assert not (tmp_path / "pwned").exists()


def test_web_archives_are_asked_only_where_a_variable_says_so() -> None:
    assert loaded("archived")["jobs"]["look"]["if"] == "vars.ARCHIVED_COPIES == '1'"
    assert targets("archived") == ["distclean", "archived"]


def test_a_release_is_made_of_a_tag_alone_and_from_content_that_was_tested() -> None:
    workflow = loaded("release")
    assert workflow["on"] == {"push": {"tags": ["v*"]}}
    assert targets("release") == ["distclean", "check", "test-content", "release"]
    assert workflow["jobs"]["attach"]["needs"] == "build"
    (made,) = (step for step in steps("release") if step.get("run") == "make release")
    assert made["env"].keys() == {"SITEURL", "REPOSITORY_URL"}


def test_no_target_is_taken_for_a_file() -> None:
    known = re.findall(r"^([\w-]+):.*## ", MAKEFILES, re.MULTILINE)
    phony = re.findall(r"^\.PHONY: (.*)$", MAKEFILES, re.MULTILINE)
    assert sorted(" ".join(phony).split()) == sorted(known)


@pytest.mark.parametrize("name", PATHS)
def test_no_workflow_names_a_secret(name: str) -> None:
    found = re.findall(r"\bsecrets\b|github\.token|GITHUB_TOKEN", PATHS[name].read_text("utf-8"))
    # `gh` takes the token of its job from a variable: that job runs nothing else.
    assert found == (["github.token"] if name in ("archived", "to-do", "release") else [])


@pytest.mark.parametrize("name", PATHS)
def test_nothing_is_taken_from_a_cache(name: str) -> None:
    assert "cache" not in PATHS[name].read_text("utf-8")


def test_every_job_ends_in_time_and_every_workflow_runs_once_at_a_time() -> None:
    # A proof takes hours: it is for this that nothing waits for it.
    limits = {name: 330 if name == "prove" else 30 for name in PATHS}
    assert all(job["timeout-minutes"] <= limits[name] for name, _, job in jobs())
    assert all(loaded(name)["concurrency"]["group"] for name in PATHS)
    # What has begun to publish is let finish.
    for name in ("publish", "release"):
        assert loaded(name)["concurrency"]["cancel-in-progress"] is False


def test_a_proposed_change_is_run_with_no_more_than_it_may_have() -> None:
    assert loaded("pull-request")["on"] == {"pull_request": None}
    assert loaded("program")["on"] == {"pull_request": None}


def test_only_the_default_branch_is_published() -> None:
    workflow = loaded("publish")
    assert workflow["on"] == {"push": {"branches": ["main"]}, "workflow_dispatch": None}
    build, deploy = workflow["jobs"]["build"], workflow["jobs"]["deploy"]
    assert build["if"] == "github.ref_name == github.event.repository.default_branch"
    assert deploy["needs"] == "build"


def test_what_is_published_was_checked_and_tested_first_by_what_differs() -> None:
    named = ["distclean", "scope", "check", "test-content", "sure", "publish"]
    assert sorted(targets("publish"), key=named.index) == named
    order = targets("publish").index
    assert order("distclean") < order("check") < order("publish")
    assert order("scope") < order("test-content")
    assert max(order("test-content"), order("sure")) < order("publish")
    conditions = {step["run"]: step["if"] for step in steps("publish") if "if" in step}
    assert conditions == {
        "make test-content": "steps.scope.outputs.scope == 'content'",
        "make sure": "steps.scope.outputs.scope != 'content'",
    }


def test_the_scope_of_what_is_published_is_asked_of_the_site_that_is_online() -> None:
    (asked,) = (step for step in steps("publish") if step.get("run") == "make scope")
    assert asked["id"] == "scope"
    assert asked["env"] == {"SITEURL": "${{ steps.pages.outputs.base_url }}"}
    # The commit that is online may be any of the history.
    (checkout,) = (step for step in steps("publish") if "checkout@" in step.get("uses", ""))
    assert checkout["with"]["fetch-depth"] == 0


def test_a_proposed_change_of_the_content_alone_is_checked_built_and_tested_once() -> None:
    found = loaded("pull-request")["jobs"] | loaded("program")["jobs"]
    run = {name: [s["run"] for s in job["steps"] if "run" in s] for name, job in found.items()}
    assert run == {
        "scope": ["make scope SINCE=HEAD^"],
        "meaning": [
            "make distclean",
            "make diff ARCHIVE=change BASE=HEAD^ HEAD=HEAD FORMAT=markdown PAGES=changes",
        ],
        "content": ["make distclean", "make check FORMAT=github", "make html", "make test-content"],
        "program": ["make distclean", "make sure"],
    }
    assert "if" not in found["content"]
    assert found["program"]["needs"] == "scope"
    assert found["program"]["if"] == "needs.scope.outputs.scope != 'content'"
    assert found["scope"]["outputs"] == {"scope": "${{ steps.scope.outputs.scope }}"}
    # What is merged, and both that it is merged from.
    assert found["scope"]["steps"][0]["with"]["fetch-depth"] == 2


def test_a_proposed_change_of_the_program_is_tested_on_two_systems_and_all_pythons() -> None:
    program = loaded("program")["jobs"]["program"]
    assert program["strategy"]["fail-fast"] is False
    assert program["strategy"]["matrix"] == {
        "system": ["ubuntu-latest", "macos-latest"],
        "python": ["3.11", "3.12", "3.13", "3.14"],
    }
    (named,) = re.findall(r'"\$\{PYTHON:-python3\}"(.*); do', SETUP.read_text("utf-8"))
    pythons = program["strategy"]["matrix"]["python"]
    assert sorted(named.split()) == [f"python{version}" for version in pythons]


def test_the_public_addresses_are_filled_in_from_the_environment() -> None:
    (publish,) = (step for step in steps("publish") if step.get("run") == "make publish")
    assert publish["env"] == {
        "SITEURL": "${{ steps.pages.outputs.base_url }}",
        "REPOSITORY_URL": "${{ github.server_url }}/${{ github.repository }}",
        "SITE_COMMIT": "${{ github.sha }}",
    }
    (asked,) = (step for step in steps("publish") if step.get("id") == "pages")
    assert asked["uses"].startswith("actions/configure-pages@")
    for step in (*steps("pull-request"), *steps("program")):
        assert "env" not in step


def test_a_proposed_site_is_kept_a_few_days() -> None:
    kept = [one for one in steps("pull-request") if "upload-artifact" in one.get("uses", "")]
    assert [step["with"]["path"] for step in kept] == ["changes", "output"]
    assert all(step["with"]["retention-days"] <= 7 for step in kept)


def test_what_a_proposed_change_means_is_told_by_the_code_of_its_base_alone() -> None:
    meaning = loaded("pull-request")["jobs"]["meaning"]
    base, change = (
        step["with"] for step in meaning["steps"] if "checkout@" in step.get("uses", "")
    )
    assert base["ref"] == "${{ github.event.pull_request.base.sha }}"
    assert "path" not in base
    # What is merged, and what it is merged into: a folder beside the base's code, where none runs.
    assert (change["path"], change["fetch-depth"]) == ("change", 2)
    assert all("working-directory" not in step for step in meaning["steps"])
    assert "needs" not in meaning
    recipe = MAKEFILES.partition("\ndiff:")[2].partition("\n\n")[0]
    assert "$(CONTENT)" in recipe
    assert "$(SETTINGS)" not in recipe


def as_the_runner_reads(line: str) -> tuple[str, dict[str, str], str]:
    """The name, the properties and the message of a workflow command, as GitHub's runner reads it.

    Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
    """
    head, _, message = line.removeprefix("::").partition("::")
    name, _, properties = head.partition(" ")
    pairs = (pair.split("=", 1) for pair in properties.strip().split(",") if pair)
    return name, {key: plain(value) for key, value in pairs}, plain(message)


def plain(text: str) -> str:
    for sign, escaped in (("\r", "%0D"), ("\n", "%0A"), (":", "%3A"), (",", "%2C"), ("%", "%25")):
        text = text.replace(escaped, sign)
    return text


def problem(path: str, what: str = "wrong", mend: str = "mend") -> Problem:
    return Problem(path, 3, 5, "key-unknown", what, mend)


def test_percent_colon_and_comma_are_escaped_as_github_asks() -> None:
    line = github([problem("a%b:c,d\re\nf.md", "100 %: a, b", "50 %0A")])
    assert line == (
        "::error file=a%25b%3Ac%2Cd\\re\\nf.md,line=3,col=5,title=key-unknown::"
        "100 %25: a, b%0Amend: 50 %250A"
    )


@given(st.text(st.characters(codec="utf-8"), min_size=1))
def test_github_reads_the_path_of_a_problem_as_it_is_shown(path: str) -> None:
    name, properties, _ = as_the_runner_reads(github([problem(path)]))
    assert name == "error"
    assert properties == {"file": printable(path), "line": "3", "col": "5", "title": "key-unknown"}


HOSTILE = (
    "::error::no",
    "x\n::stop-commands::all",
    "x\r::add-mask::e",
    "x%0A::warning::no",
    "##[add-mask]e",
    "x\n##[error]no",
    "::set-output name=a::b",
)


@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_file_says_begins_no_command_of_its_own(text: str) -> None:
    lines = re.split(r"\r\n|\r|\n", github([problem(text, text, text)]))
    # The runner looks for the older `##[` only where a line is no command of the newer form.
    assert [line.partition(" ")[0] for line in lines] == ["::error"]
    name, _, message = as_the_runner_reads(lines[0])
    assert name == "error"
    assert message.count("\nmend: ") == 1


def test_the_command_shows_the_problems_of_a_hostile_file_on_its_own_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    themes = tmp_path / "content" / "themes"
    themes.mkdir(parents=True)
    (themes / "a.md").write_text('---\ntitle: A\n"x,y\\n::stop-commands::z": 1\n---\n', "utf-8")
    assert main(["check", "--content", str(tmp_path / "content"), "--format", "github"]) == 1
    *told, count = capsys.readouterr().out.splitlines()
    assert all(line.startswith("::error file=content/") for line in told)
    assert any("stop-commands" in line for line in told)
    assert not count.startswith("::")
