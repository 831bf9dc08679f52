"""`suites rebuild`: the content of an archive is written again from its records.json."""

import argparse
import json
from pathlib import Path

from suites.archive.problems import printable
from suites.site.exports.data import whole_records


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which records, and where to."""
    parser.add_argument("records", type=Path, metavar="records.json", help="the file of the data")
    parser.add_argument("folder", type=Path, help="the new content, a folder that is not there yet")


def run(arguments: argparse.Namespace) -> int:
    """Write the files; SystemExit, and nothing is written, for a file that is another."""
    folder = arguments.folder
    if folder.exists():
        raise SystemExit(f"{printable(str(folder))} is there already: name a new folder")
    try:
        found = list(whole_records.sources(json.loads(arguments.records.read_bytes())))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        shown = printable(str(arguments.records))
        raise SystemExit(f"{shown} is not the records.json of an archive") from None
    for path, content in found:
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    shown = printable(str(folder))
    print(f"{len(found)} files in {shown}; suites check --content {shown} reads them")
    return 0
