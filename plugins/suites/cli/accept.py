"""`suites accept`: proposed changes are written into the records, and their files deleted."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from suites.analysis import proposed
from suites.analysis.proposed import Judgement
from suites.archive import file_names, files, problem_report
from suites.archive.problems import printable
from suites.archive.proposals import ACCEPTED
from suites.build.records import load_cached
from suites.cli import options, shown_edits
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which content, and which proposals."""
    options.add_content(parser)
    parser.add_argument(
        "names", nargs="*", metavar="PROPOSAL",
        help="the files, or the beginnings of their names (default: all)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print what changes and write it; 1, and nothing is written, where a proposal is wrong."""
    content = arguments.content.resolve()
    paths = _chosen(proposed.list_proposals(content), arguments.names)
    if not paths:
        print("there is no proposal")
        return 0
    before = {path: files.read_bytes(content / path) for path in paths}
    judged = proposed.judge(content, load_cached(content), before, environment.today())
    # What is accepted already, as by a run that was killed, is deleted with the others.
    if wrong := [one for one in judged.proposed if one.code != ACCEPTED]:
        report = problem_report.render_report(wrong, len(paths))
        print(f"{report}\nnothing is written")
        return 1
    print(*_diff(content, judged), sep="\n")
    proposed.write(content, judged)
    for path in paths:
        (content / path).unlink()
    number = f"{len(paths)} proposal{'' if len(paths) == 1 else 's'}"
    print(f"{number} accepted: {', '.join(sorted(set(judged.records.values())))}")
    return 0


def _chosen(paths: list[str], names: list[str]) -> list[str]:
    """Return the proposals of some names, or all; SystemExit for a name of none."""
    if not names:
        return paths
    chosen: dict[str, None] = {}
    for name in names:
        stem = Path(name).name
        found = [path for path in paths if Path(path).name.startswith(stem)]
        if not stem or not found:
            raise SystemExit(f"there is no proposal {printable(name)}")
        chosen |= dict.fromkeys(found)
    return list(chosen)


def _diff(content: Path, judged: Judgement) -> Iterator[str]:
    """Yield the lines of a unified diff of the changed records, as a terminal can show them."""
    for path, raw in sorted(judged.files.items()):
        shown, old = file_names.displayed_path(content.name, path), judged.before.get(path)
        before = None if old is None else shown_edits.lines(old)
        yield from shown_edits.diff(shown, before, shown_edits.lines(raw))
