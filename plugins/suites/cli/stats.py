"""`suites stats`: what the archive holds, counted, and what is to be done."""

import argparse
import os
from base64 import b64encode

from suites.analysis import inventory, loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import problem_report
from suites.archive.languages.catalogue import read_catalogue
from suites.cli import options
from suites.site.views import Deployment, ViewBuilder, to_do
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which content, what of it, and in which form."""
    options.add_content(parser)
    option = parser.add_argument
    option("--to-do", action="store_true", help="what is to be done, and nothing else")
    option(
        "--format", choices=("text", "markdown", "github"), default="text",
        help="of what is to be done: markdown in the archive's language, with links when SITEURL "
        "is given; github sets it as the output `list` of a step, in base64",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Print the inventory; 1, with the problems, when the archive has any."""
    loaded = loading.load_archive(arguments.content, environment.today())
    if loaded.linked is None:
        print(problem_report.render_report(loaded.problems, loaded.files))
        return 1
    linked = loaded.linked
    if not arguments.to_do:
        print(inventory.inventory(linked))
    elif arguments.format == "text":
        print(inventory.work(linked))
    else:
        text = _as_markdown(linked)
        print(f"list={b64encode(text.encode()).decode()}" if arguments.format == "github" else text)
    return 0


def _as_markdown(linked: LinkedArchive) -> str:
    catalogue = read_catalogue(linked.archive.settings.language)
    deployment = Deployment(url=os.environ.get("SITEURL", ""))
    return to_do.as_markdown(ViewBuilder(linked, catalogue, deployment))
