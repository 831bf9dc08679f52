"""`suites init`: the repository of a new archive, which builds at once."""

import argparse
import sys
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from suites.archive import problem_report
from suites.archive.languages import cldr
from suites.archive.problems import printable
from suites.cli.shown_edits import can_ask
from suites.repository import answers, git, init, templates
from suites.repository.answers import QUESTIONS, Answers, Question
from suites.system import environment

SPELLINGS = {"licence": ("--license",)}
"""Other spellings of options."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the folder, an option for each question, and whether there are examples."""
    parser.add_argument("folder", type=Path, metavar="FOLDER", help="a new folder, or an empty one")
    for question in QUESTIONS:
        spellings = SPELLINGS.get(question.name, ())
        parser.add_argument(f"--{question.name}", *spellings, metavar="TEXT", help=question.words)
    parser.add_argument(
        "--without-examples", action="store_true", help="leave the example records out"
    )


def run(arguments: argparse.Namespace) -> int:
    """Lay the repository; 2 when an answer is wrong or missing, 1 when together they are."""
    ask = input if can_ask() else None
    try:
        given = _answers(arguments, templates.tags(), ask)
    except EOFError:
        print("\nsuites: nothing was written", file=sys.stderr)
        return 2
    if isinstance(given, list):
        print("\n".join(f"suites: {one}" for one in given), file=sys.stderr)
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
    print(f"{shown}: {printable(git.begin(folder))}")
    return 0


def _answers(
    arguments: argparse.Namespace, languages: Collection[str], ask: Callable[[str], str] | None
) -> Answers | list[str]:
    """Return all answers, the others asked for; else what is wrong with those that are given."""
    found: dict[str, str] = {}
    faults: list[str] = []
    missing: list[str] = []
    for question in QUESTIONS:
        option = getattr(arguments, question.name)
        if option is None and ask:
            continue
        text = answers.one_line((question.default or "") if option is None else option)
        if fault := _fault(question, text, languages, found.get("language")):
            faults.append(fault)
            missing += [] if text else [f'--{question.name} "…"']
        else:
            found[question.name] = text or question.default or ""
    if missing:
        options = " ".join(missing)
        faults.append(f"where nobody is asked: make init FOLDER=… OPTIONS='{options}'")
    if faults:
        return faults
    for question in QUESTIONS:
        if ask and question.name not in found:
            found[question.name] = _asked(question, languages, ask, found.get("language"))
    return Answers(**found)


def _fault(question: Question, text: str, languages: Collection[str], language: str | None) -> str:
    """Return what is wrong with an answer; a text is read as the archive's own, in its language."""
    fault = answers.fault(question, text, languages)
    if fault or not text or not language or question.name not in answers.TEXTS:
        return fault
    return init.text_fault(question.name, text, language)


def _asked(
    question: Question,
    languages: Collection[str],
    ask: Callable[[str], str],
    language: str | None,
) -> str:
    """Return the answer to a question, which is asked until there is one."""
    named = (f"{tag}: {cldr.locale(tag).get_display_name()}" for tag in languages)
    choices = f" ({', '.join(named)})" if question.name == "language" else ""
    default = f" [{question.default}]" if question.default else ""
    while True:
        text = answers.one_line(ask(f"{question.words}{choices}{default}: "))
        fault = _fault(question, text, languages, language)
        if not fault:
            return text or question.default or ""
        if text:
            print(printable(fault))
