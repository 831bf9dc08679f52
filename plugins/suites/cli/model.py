"""`suites model`: the data dictionary, for docs/model.md."""

import argparse

from suites.archive import data_dictionary


def add_arguments(_parser: argparse.ArgumentParser) -> None:
    """Add nothing."""


def run(_arguments: argparse.Namespace) -> int:
    """Print the dictionary as Markdown."""
    print(data_dictionary.dictionary(), end="")
    return 0
