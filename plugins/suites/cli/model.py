"""`suites model`: the data dictionary, the schema of the migrations, the JSON Schemas."""

import argparse
from pathlib import Path

from suites.archive import data_dictionary, json_schema


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which of them."""
    which = parser.add_mutually_exclusive_group()
    which.add_argument(
        "--schema", action="store_true",
        help="print what the model asks of content, for archive/migrations/schema.txt",
    )  # fmt: skip
    which.add_argument(
        "--json-schema", type=Path, metavar="FOLDER",
        help="write the JSON Schema of each kind of record into a folder: docs/schema",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print the dictionary as Markdown, or the schema; or write the JSON Schemas."""
    if folder := arguments.json_schema:
        folder.mkdir(parents=True, exist_ok=True)
        for name, text in json_schema.files().items():
            (folder / name).write_text(text, "utf-8", newline="\n")
        return 0
    print(data_dictionary.schema() if arguments.schema else data_dictionary.dictionary(), end="")
    return 0
