"""`suites languages`: which languages an archive may be in, and what the others lack."""

import argparse

from suites.archive import languages


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which languages."""
    parser.add_argument(
        "tags",
        nargs="*",
        metavar="TAG",
        help="a BCP 47 tag (default: all that have a folder)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print each language with what it lacks, one thing a line; 1 when one is not complete."""
    lacking = {tag: languages.missing(tag) for tag in arguments.tags or languages.folders()}
    for tag, faults in lacking.items():
        print(f"{tag}: {f'not complete, {len(faults)} to mend' if faults else 'complete'}")
        for fault in faults:
            print(f"  {fault}")
    return 1 if any(lacking.values()) else 0
