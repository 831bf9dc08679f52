"""`suites release`: the whole archive in one file, which is read without a server."""

import argparse
from pathlib import Path

from suites.cli import options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which site, and where its release is written."""
    options.add_settings(parser)
    parser.add_argument(
        "--output", type=Path, metavar="DIR",
        help="where to write (default: releases, beside the settings)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Write the release and print the closing line."""
    from suites.build.release import release

    print(release(arguments.settings, arguments.output))
    return 0
