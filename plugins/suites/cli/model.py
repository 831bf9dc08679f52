"""`suites model`: the data dictionary, for docs/model.md; the schema, for the migrations."""

import argparse

from suites.archive import data_dictionary


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which of the two."""
    parser.add_argument(
        "--schema", action="store_true",
        help="print what the model asks of content, for archive/migrations/schema.txt",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print the dictionary as Markdown, or the schema."""
    print(data_dictionary.schema() if arguments.schema else data_dictionary.dictionary(), end="")
    return 0
