"""`suites diff`: what a change of the content means, record by record, and page by page."""

import argparse
import sys
from dataclasses import replace
from pathlib import Path

from suites.analysis.changes import Comparison, compare
from suites.analysis.changes.markup import FORMATS, render
from suites.archive.problems import printable
from suites.cli import options
from suites.repository.sides import sides
from suites.repository.trees import TreeError, read_folder, read_tree

HERE = "here"
"""What the content as it lies in its folder is called."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add what is compared, and the form of the report."""
    parser.add_argument("base", metavar="BASE", help="a revision of git, or a folder")
    parser.add_argument(
        "head", metavar="HEAD", nargs="?",
        help="another one (default: the content as it lies here)",
    )  # fmt: skip
    options.add_content(parser)
    parser.add_argument(
        "--format", choices=FORMATS, default="text",
        help="markdown: as GitHub shows it, with all that authors wrote escaped "
        "(default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--pages", type=Path, metavar="DIR",
        help="build both sites, and write here how the text of their pages differs; BASE and "
        "HEAD may be sites that are built",
    )  # fmt: skip
    parser.add_argument(
        "--settings", type=Path, default=Path("pelicanconf.py"), metavar="FILE",
        help="the settings of those sites (default: %(default)s)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print what changed; 1 when a permalink is gone without an alias, 2 for misuse."""
    content: Path = arguments.content
    if arguments.pages and arguments.head:
        from suites.build import site_pages

        built = Path(arguments.base), Path(arguments.head)
        if all(map(site_pages.is_site, built)):
            print(site_pages.counted(site_pages.compare_outputs(*built, arguments.pages)))
            return 0
    try:
        base = read_tree(arguments.base, content)
        head = read_tree(arguments.head, content) if arguments.head else read_folder(content, HERE)
        before, after = sides(base, head)
    except TreeError as error:
        print(f"suites: {printable(str(error))}", file=sys.stderr)
        return 2
    comparison = compare(before, after)
    if arguments.pages:
        # Builds need Pelican, which most comparisons do without.
        from suites.build import site_pages

        try:
            found = site_pages.compare_contents(before, after, arguments.settings, arguments.pages)
            comparison = _noted(comparison, site_pages.counted(found))
        except site_pages.UnbuiltError as error:
            comparison = _noted(comparison, f"pages are not compared: {error}")
    print(render(comparison, arguments.format))
    return 1 if comparison.gone else 0


def _noted(comparison: Comparison, note: str) -> Comparison:
    return replace(comparison, notes=(*comparison.notes, note))
