"""`suites reanchor`: new words for quotes that an edit of a body left without one place."""

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from suites.analysis import reanchoring
from suites.analysis.reanchoring import Misfit, Suggestion
from suites.archive import file_names, files, front_matter, markdown, problem_report
from suites.archive.anchoring import Selector
from suites.archive.front_matter import FrontMatter
from suites.archive.languages import QuotationMarks
from suites.archive.model import id_of_path
from suites.archive.problems import printable, quoted
from suites.archive.yaml_edits import Edit, Remove, SetValue, rewrite
from suites.cli import options, shown_edits
from suites.repository import git
from suites.system.atomic_write import write_all

WRITTEN, LEFT, UNKNOWN = "written", "suggested and not written", "without a suggestion"
"""What may become of a quote."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which content, and which suggestions are accepted without a question."""
    options.add_content(parser)
    parser.add_argument(
        "--yes", nargs="+", default=[], metavar="ID#ANNOTATION",
        help="write the suggestions for these (default: ask of each in a terminal, elsewhere none)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print a suggestion for each such quote, and write what is accepted; 1 when any quote is left.

    2 when a quote was named for which there is no suggestion.
    """
    content = arguments.content.resolve()
    archive, _, problems = files.read_declarations(content)
    if archive is None:
        print(problem_report.render_report(problems, len(problems)))
        return 1
    session = _Session(content, archive.language.quotation_marks, frozenset(arguments.yes))
    try:
        for path in _articles(content):
            session.reanchor(path)
    except _QuitError:
        print("the others are left as they are")
    counts = ", ".join(f"{count} {outcome}" for outcome, count in session.outcomes.items())
    print(f"quotes that do not stand once in their body: {counts or 'none'}")
    if not_suggested := sorted(session.accepted - session.suggested):
        print(f"suites: there is no suggestion for {printable(', '.join(not_suggested))}")
        return 2
    return 0 if session.outcomes.keys() <= {WRITTEN} else 1


class _QuitError(Exception):
    """The author wants to be asked no more."""


@dataclass
class _Session:
    """One run over a content; `accepted` are the quotes whose suggestions are written unasked."""

    content: Path
    marks: QuotationMarks
    accepted: frozenset[str]
    outcomes: Counter[str] = field(default_factory=Counter)
    suggested: set[str] = field(default_factory=set)

    def reanchor(self, path: str) -> None:
        """Suggest words for the quotes of one article, and write those that are accepted."""
        raw = files.read_bytes(self.content / path)
        shown = file_names.displayed_path(self.content.name, path)
        front, _ = front_matter.parse(shown, raw)
        if front is None:  # `suites check` says why
            return
        text = markdown.parse(front.body, front.body_line).text
        marks = None if _is_theirs(front) else self.marks
        for misfit in reanchoring.misfits(front, text):
            found = reanchoring.suggest(
                misfit.quote, text, _earlier_texts(self.content, path), marks
            )
            place = ":".join(map(str, front.positions.value(misfit.keys)))
            after = raw
            if isinstance(found, Suggestion):
                after, unwritten = rewrite(shown, raw, _edits(misfit, found.selector))
                found = _by_hand(found.selector) if unwritten else found
            id_ = f"{id_of_path(path)}#{misfit.id}"
            print(printable(f"{shown}:{place}: {id_} stood on {quoted(misfit.quote.exact, 120)}"))
            if isinstance(found, str):
                print(f"  no suggestion: {printable(found)}")
                self.outcomes[UNKNOWN] += 1
                continue
            self.suggested.add(id_)
            if found.remark:
                print(f"  {found.remark}")
            print(*shown_edits.diff(shown, *map(shown_edits.lines, (raw, after))), sep="\n")
            is_accepted = self._is_accepted(id_)
            self.outcomes[WRITTEN if is_accepted else LEFT] += 1
            if is_accepted:
                _write(self.content / path, raw, after)
                raw = after

    def _is_accepted(self, id_: str) -> bool:
        """Return whether to write a suggestion; ask in a terminal, unless some were named."""
        if self.accepted or not shown_edits.can_ask():
            return id_ in self.accepted
        try:
            answer = input("Write this? [y/N/q] ").strip().lower()
        except EOFError:
            answer = "q"
        if answer in ("q", "quit"):
            self.outcomes[LEFT] += 1
            raise _QuitError
        return answer in ("y", "yes")


def _articles(content: Path) -> Iterator[str]:
    """Yield the paths of the articles below the content, in order."""
    for path, is_plain in sorted(files.list_sources(content)):
        parts = path.split("/")
        if is_plain and parts[0] == "articles" and file_names.is_placed(parts):
            yield path


def _is_theirs(front: FrontMatter) -> bool:
    """Return whether all words of the body are the source's, or may be."""
    rights = front.data.get("rights")
    return isinstance(rights, dict) and rights.get("mode") in ("full", "excerpt")


def _earlier_texts(content: Path, path: str) -> Iterator[str]:
    for raw in git.earlier_states(content, path):
        front, _ = front_matter.parse(path, raw)
        if front:
            yield markdown.parse(front.body, front.body_line).text


def _edits(misfit: Misfit, selector: Selector) -> Iterator[Edit]:
    """Yield the edits that give an annotation its new quote, and leave its language."""
    parts = {key: part for key, part in selector._asdict().items() if part}
    if not misfit.is_mapping:
        yield SetValue(misfit.keys, parts if len(parts) > 1 else selector.exact)
        return
    for key, part in zip(Selector._fields, misfit.quote, strict=True):
        if key in parts:
            yield SetValue((*misfit.keys, key), parts[key], -1)
        elif part:
            yield Remove((*misfit.keys, key))


def _by_hand(selector: Selector) -> str:
    parts = ", ".join(
        f"{key}: {quoted(part, 200)}" for key, part in selector._asdict().items() if part
    )
    return f"the form of this YAML cannot be edited; write quote: {{{parts}}} yourself"


def _write(path: Path, before: bytes, after: bytes) -> None:
    """Write a changed file; SystemExit when it is no longer as it was read."""
    if files.read_bytes(path) != before:
        raise SystemExit(f"{printable(path.name)} changed meanwhile: run suites reanchor again")
    write_all({path: after})
