from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from suites.archive.problem_report import count_problems, github, render_report
from suites.archive.problems import Problem


def problem(path: str = "content/a.md", what: str = "wrong", mend: str = "mend") -> Problem:
    return Problem(path, 3, 5, "key-unknown", what, mend)


def test_problems_and_their_files_are_counted_once() -> None:
    found = [problem(), problem(), problem(what="other"), problem("content/b.md")]
    assert count_problems(found, 26) == "3 problems in 2 of 26 files"
    assert count_problems(found[:1], 1) == "1 problem in 1 of 1 file"


def test_the_count_is_the_last_line() -> None:
    for form in ("text", "github"):
        assert render_report([problem()], 4, form).splitlines()[-1] == "1 problem in 1 of 4 files"
        assert render_report([], 4, form) == "no problem in 4 files"


COMMANDS = st.sampled_from(("##", "[", "##[error]", "::", "\n", "\r", " "))
HOSTILE = st.lists(st.text(max_size=3) | COMMANDS, max_size=9).map("".join)
"""Text in which the beginnings of workflow commands are frequent."""


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_is_no_workflow_command(path: str, what: str, mend: str) -> None:
    text = render_report([problem(f"content/{path}", what, mend)], 1)
    first, second, _ = text.split("\n")
    assert first.startswith("content/")
    assert second.startswith("  mend: ")
    # Anywhere in a line, it would begin one.
    assert "##[" not in text
    assert text.replace("\n", "").isprintable()


def test_the_name_of_a_file_is_shown_escaped() -> None:
    found = [problem("content/a\n\x1b[31m.md")]
    assert render_report(found, 1).startswith("content/a\\n\\x1b[31m.md:3:5: ")
    assert github(found).startswith("::error file=content/a\\n\\x1b[31m.md,line=3,")


@given(HOSTILE, HOSTILE, HOSTILE)
def test_hostile_text_is_one_workflow_command(path: str, what: str, mend: str) -> None:
    text = github([problem(path, what, mend)])
    assert re.fullmatch(
        r"::error file=[^\r\n,:]*,line=3,col=5,title=key-unknown::[^\r\n]*%0Amend: [^\r\n]*", text
    )
