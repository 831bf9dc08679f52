"""`suites init`: the repository of a new archive, which builds at once."""

import argparse
import sys
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from suites.archive import problem_report
from suites.archive.problems import printable
from suites.repository import answers, init, templates
from suites.repository.answers import QUESTIONS, Answers, Question
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, an option for each question, and whether there are examples."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder, or an empty one")
    for question in QUESTIONS:
        parser.add_argument(f"--{question.name}", metavar="TEXT", help=question.words)
    parser.add_argument(
        "--without-examples", action="store_true", help="leave the example records out"
    )


def run(arguments: argparse.Namespace) -> int:
    """Lay the repository; 1 when the answers make no sound archive, 2 when one is missing."""
    ask = input if sys.stdin.isatty() and sys.stdout.isatty() else None
    try:
        given = _answers(arguments, templates.tags(), ask)
    except EOFError:
        print("\nsuites: nothing was written", file=sys.stderr)
        return 2
    if isinstance(given, str):
        print(f"suites: {given}", file=sys.stderr)
        return 2
    day = date.fromisoformat(environment.today() or date.today().isoformat())
    folder: Path = arguments.folder.expanduser()  # make does not do it
    try:
        count = init.init(folder, given, day, examples=not arguments.without_examples)
    except init.UnsoundError as error:
        print(problem_report.render_report(error.problems, error.files), file=sys.stderr)
        print(f"suites: {error}", file=sys.stderr)
        return 1
    except init.InitError as error:
        print(f"suites: {error}", file=sys.stderr)
        return 2
    shown = printable(str(folder))
    print(
        f"{count} files in {shown}; there, `make html` builds the site, and `make publish` "
        "names what is still to be written"
    )
    return 0


def _answers(
    arguments: argparse.Namespace, languages: Collection[str], ask: Callable[[str], str] | None
) -> Answers | str:
    """Return all answers, those that are not given asked for; else what is wrong with one."""
    found: dict[str, str] = {}
    for question in QUESTIONS:
        option = getattr(arguments, question.name)
        if option is None and ask:
            found[question.name] = _asked(question, languages, ask)
            continue
        text = answers.one_line((question.default or "") if option is None else option)
        if fault := answers.fault(question, text, languages):
            return f"{fault}; give it as an option where nobody is asked" if not text else fault
        found[question.name] = text or question.default or ""
    return Answers(**found)


def _asked(question: Question, languages: Collection[str], ask: Callable[[str], str]) -> str:
    """Return the answer to a question, which is asked until there is one."""
    choices = f" ({', '.join(languages)})" if question.name == "language" else ""
    default = f" [{question.default}]" if question.default else ""
    while True:
        text = answers.one_line(ask(f"{question.words}{choices}{default}: "))
        fault = answers.fault(question, text, languages)
        if not fault:
            return text or question.default or ""
        if text:
            print(fault)
