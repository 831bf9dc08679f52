"""`suites stats`: what the archive holds, counted."""

import argparse

from suites.analysis import inventory, loading
from suites.archive import problem_report
from suites.cli import options
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which content."""
    options.add_content(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print the inventory; 1, with the problems, when the archive has any."""
    loaded = loading.load_archive(arguments.content, environment.today())
    if loaded.linked is None:
        print(problem_report.render_report(loaded.problems, loaded.files))
        return 1
    print(inventory.inventory(loaded.linked))
    return 0
