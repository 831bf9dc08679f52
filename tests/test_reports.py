from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from suites.problems import Problem
from suites.reports import counted, github, whole


def problem(path: str = "content/a.md", what: str = "wrong", mend: str = "mend") -> Problem:
    return Problem(path, 3, 5, "key-unknown", what, mend)


def test_problems_and_their_files_are_counted_once() -> None:
    found = [problem(), problem(), problem(what="other"), problem("content/b.md")]
    assert counted(found, 26) == "3 problems in 2 of 26 files"
    assert counted(found[:1], 1) == "1 problem in 1 of 1 file"


def test_the_count_is_the_last_line() -> None:
    for form in ("text", "github"):
        assert whole([problem()], 4, form).splitlines()[-1] == "1 problem in 1 of 4 files"
        assert whole([], 4, form) == "no problem in 4 files"


@given(st.text(), st.text(), st.text())
def test_hostile_text_is_one_workflow_command(path: str, what: str, mend: str) -> None:
    text = github([problem(path, what, mend)])
    assert re.fullmatch(
        r"::error file=[^\r\n,:]*,line=3,col=5,title=key-unknown::[^\r\n]*%0Amend: [^\r\n]*", text
    )
