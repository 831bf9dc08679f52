"""`suites new`: an article, an announcement, an entity or a theme, from answers to questions."""

import argparse
import sys
from datetime import date
from pathlib import Path

from suites.archive import file_names, problem_report
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.problems import in_order, printable, quoted
from suites.build.records import load_cached
from suites.capture.new_records import QUESTIONS, Choice, NewRecord, Question
from suites.cli import options
from suites.cli.shown_edits import can_ask
from suites.system import atomic_write, environment

KIND_WORDS = "what is to be written"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the kind of record, which content, and an option for each question."""
    options.add_content(parser)
    parser.add_argument("record", nargs="?", choices=QUESTIONS, help=f"{KIND_WORDS}: a kind")
    asked: dict[str, list[tuple[str, Question]]] = {}
    for kind, questions in QUESTIONS.items():
        for question in questions:
            asked.setdefault(question.name, []).append((kind, question))
    for name, of_kinds in asked.items():
        is_many = any(question.is_many for _, question in of_kinds)
        said = "; ".join(f"{kind}: {question.words}" for kind, question in of_kinds)
        parser.add_argument(
            f"--{name}", action="append", metavar="TEXT",
            help=f"{said}{' (again for another one)' if is_many else ''}",
        )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Write the file, and print what is left to write; 2 when an answer is wrong or missing."""
    content: Path = arguments.content.resolve()
    loaded = load_cached(content)
    linked = loaded.readable
    if linked is None:
        print(problem_report.render_report(loaded.problems, loaded.files))
        return 1
    today = environment.today() or date.today().isoformat()
    try:
        kind = arguments.record or _asked_kind()
        if kind is None:
            print(f"suites: say {KIND_WORDS}: {', '.join(QUESTIONS)}", file=sys.stderr)
            return 2
        catalogue = read_catalogue(linked.archive.settings.language)
        new = NewRecord(kind, content.name, linked, catalogue, today)
        faults = _answer(new, arguments)
    except (EOFError, KeyboardInterrupt):
        print("\nsuites: nothing was written", file=sys.stderr)
        return 130
    if faults:
        print(*(f"suites: {printable(one)}" for one in faults), sep="\n", file=sys.stderr)
        return 2
    shown = printable(file_names.displayed_path(content.name, new.path))
    try:
        atomic_write.write_new(content, new.path, new.text.encode())
    except FileExistsError:
        print(f"suites: {shown} exists already, and is left as it is", file=sys.stderr)
        return 2
    except atomic_write.LinkInTheWayError as error:
        print(f"suites: {printable(str(error))}", file=sys.stderr)
        return 2
    print(f"{shown}: written")
    _print_what_is_left(content, shown)
    return 0


def _asked_kind() -> str | None:
    if not can_ask():
        return None
    from suites.cli import prompts  # a quarter of a second, where somebody is asked

    return prompts.choose(KIND_WORDS, [Choice(kind, kind) for kind in QUESTIONS])


def _answer(new: NewRecord, arguments: argparse.Namespace) -> list[str]:
    """Give a record its answers, by the options or asked for; return what is wrong with these."""
    faults: list[str] = []
    missing: list[str] = []
    unasked = {name for name in _names() if getattr(arguments, _attribute(name)) is not None}
    for question in new.questions():
        unasked.discard(question.name)
        given = getattr(arguments, _attribute(question.name))
        if given is not None:
            values = tuple(filter(None, (new.value(question, text) for text in given)))
            fault = new.fault(question, values)
            if len(values) > 1 and not question.is_many:
                fault = "there is one answer to this"
            if fault:
                faults.append(f"--{question.name}: {fault}")
                continue
        elif can_ask() and not faults and not question.is_known:
            values = _asked(new, question)
        else:
            values = tuple(filter(None, (new.default(question),)))
            if fault := new.fault(question, values):
                faults.append(f"--{question.name}: {fault}")
                missing += [] if values else [f'--{question.name} "…"']
                continue
        new.answers[question.name] = values
    faults += [f"--{name} is not asked of this {new.kind}" for name in sorted(unasked)]
    if missing and not can_ask():
        given_options = " ".join(missing)
        faults.append(f"where nobody is asked: make new KIND={new.kind} OPTIONS='{given_options}'")
    return faults


def _names() -> set[str]:
    return {question.name for questions in QUESTIONS.values() for question in questions}


def _attribute(name: str) -> str:
    return name.replace("-", "_")


def _asked(new: NewRecord, question: Question) -> tuple[str, ...]:
    """Return the answer to a question, asked for until it is sound."""
    from suites.cli import prompts

    choices = new.choices(question)
    is_optional = question.default is not None
    if question.values and question.is_many:
        return prompts.choose_several(question.words, choices)
    if question.values:
        unknown = [Choice("", "(not known)")] if question.default == "" else []
        found = prompts.choose(question.words, [*unknown, *choices], new.default(question))
        return tuple(filter(None, (found,)))
    words = f"{question.words}{' (or nothing)' if is_optional else ''}"
    values: tuple[str, ...] = ()

    def fault(text: str) -> str:
        value = new.value(question, text)
        given = (*values, value) if value else values
        return new.fault(question, given)

    while True:
        if question.records:
            text = prompts.ask_name(words, choices, fault)
        else:
            reading = new.reading if question.is_date else None
            text = prompts.ask_text(words, new.default(question), fault, reading)
        value = new.value(question, text)
        values += (value,) if value else ()
        if not value or not question.is_many:
            return values
        words = f"{question.words} (another one, or nothing)"


def _print_what_is_left(content: Path, shown: str) -> None:
    """Print the problems that the archive has with the new file, and where to go on."""
    left = [one for one in load_cached(content).problems if one.path == shown]
    if left:
        print("left to write:")
        print(*(f"  {line}" for one in in_order(left) for line in str(one).split("\n")), sep="\n")
    print(f"write in {quoted(shown, 200)} what you know besides; make check says what is left")
