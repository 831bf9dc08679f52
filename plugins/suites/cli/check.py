"""`suites check`: all problems of the content, and nothing is built."""

import argparse

from suites.analysis import proposed
from suites.archive import problem_report
from suites.archive.files import read_bytes
from suites.build import own_templates, tracked_files
from suites.build.records import load_cached
from suites.cli import options
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which content, and the form of the report."""
    options.add_content(parser)
    parser.add_argument(
        "--format", choices=("text", "github"), default="text",
        help="github: as annotations of a workflow's run (default: %(default)s)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print the problems, with all proposals as if they were accepted; 1 if there are any."""
    content = arguments.content.resolve()
    loaded = load_cached(content)
    found, number = loaded.problems, loaded.files
    if given := {path: read_bytes(content / path) for path in proposed.list_proposals(content)}:
        found = proposed.judge(content, loaded, given, environment.today()).problems
        number += len(given)
    home = content.parent
    of_templates = own_templates.problems(home, home / "theme")
    problems = (*found, *tracked_files.tracked(home), *of_templates)
    print(problem_report.render_report(problems, number, arguments.format))
    return 1 if problems else 0
