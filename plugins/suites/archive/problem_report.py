"""Problem reports: problems -> text for a terminal or for the log of a GitHub workflow."""

from collections.abc import Sequence
from errno import EDQUOT, ENOSPC

from suites.archive.problems import Problem, in_order, printable, report

FORMATS = ("text", "github")


def count_problems(problems: Sequence[Problem], files: int) -> str:
    """Return the number of problems and of their files, as a sentence.

    >>> count_problems((), 26)
    'no problem in 26 files'
    """
    found = set(problems)
    if not found:
        return f"no problem in {_files(files)}"
    problem = "problem" if len(found) == 1 else "problems"
    return f"{len(found)} {problem} in {len({one.path for one in found})} of {_files(files)}"


def render_report(problems: Sequence[Problem], files: int, form: str = "text") -> str:
    """Return every problem in one of the FORMATS, in order, then a line with their count."""
    lines = github(problems) if form == "github" else report(problems)
    return "\n".join(filter(None, (lines, count_problems(problems, files))))


def github(problems: Sequence[Problem]) -> str:
    r"""Return the problems as workflow commands, which GitHub shows beside their lines.

    The words of a file stay text: it cannot end a command or begin another.
    Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions

    >>> print(github([Problem("a,b.md", 2, 1, "key-unknown", "100 %\n::stop", "mend it")]))
    ::error file=a%2Cb.md,line=2,col=1,title=key-unknown::100 %25\n::stop%0Amend: mend it
    """
    return "\n".join(
        f"::error file={_property(printable(one.path))},line={one.line},col={one.column},"
        f"title={_property(one.code)}::{_escaped(printable(one.what))}%0A"
        f"mend: {_escaped(printable(one.mend))}"
        for one in in_order(problems)
    )


def describe_os_error(error: OSError) -> str:
    r"""Return in one sentence what the system refused, and of which file.

    >>> describe_os_error(PermissionError(13, "Permission denied", "a\nb"))
    'a\\nb: permission denied'
    >>> describe_os_error(OSError(ENOSPC, "No space left on device", "output/index.html"))
    'the disk is full: output/index.html cannot be written'
    """
    what = str(error.strerror or error)
    # Of a file that cannot be moved, where to is more to be looked at than where from.
    path = error.filename if error.filename2 is None else error.filename2
    where = "" if path is None else printable(str(path))
    if error.errno in (ENOSPC, EDQUOT):
        return f"the disk is full{where and f': {where} cannot be written'}"
    if not where:
        return printable(what)
    return f"{where}: {printable(what[:1].lower() + what[1:])}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"
