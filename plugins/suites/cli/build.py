"""`suites build`: the site is built, or nothing has changed."""

import argparse

from suites import build
from suites.cli import options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which site, and whether all of it is built anew."""
    options.add_site(parser)
    parser.add_argument("--full", action="store_true", help="build even when nothing changed")


def run(arguments: argparse.Namespace) -> int:
    """Build the site and print the closing line."""
    if line := build.build(arguments.settings, arguments.output, full=arguments.full):
        print(line)
    return 0
