"""`suites convert`: drafts of articles from captures of pages."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from suites.analysis import loading
from suites.archive import files as content_files
from suites.archive import problem_report
from suites.archive.enumerations import FREE_STATEMENTS
from suites.archive.model import ID
from suites.archive.problems import nearest, printable, quoted
from suites.capture import batch, drafts, near_duplicates
from suites.capture.batch import naming
from suites.capture.draft_import import Accession
from suites.capture.drafts import Drafting
from suites.capture.formats import Converted
from suites.cli import options
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which captures, and how they are converted and written."""
    add = parser.add_argument
    add(
        "files",
        nargs="*",
        type=Path,
        metavar="CAPTURE",
        help="plain text, HTML, WARC or WACZ, or folders of them (default: as SUITES_FROM says)",
    )
    add("--stdout", action="store_true", help="print the full text, and write nothing")
    add("--force", action="store_true", help="overwrite drafts and full texts that exist")
    add("--rights", metavar="LICENCE",
        help="SPDX id or rightsstatements.org code that lets the full text stand here")  # fmt: skip
    add("--start", metavar="WORDS", help="words of the article's first line, in a plain text")
    add("--end", metavar="WORDS", help="words of the article's last line, in a plain text")
    add("--id", metavar="ID", help="the id of the article, when there is one capture")
    add("--processes", type=int, metavar="N", help="how many processes convert (default: all)")
    add("--dask", metavar="ADDRESS", help="the scheduler of a Dask cluster that converts")
    add("--theme", type=Path, default=Path("theme"), metavar="DIR",
        help="whose catalogue words the drafts (default: %(default)s)")  # fmt: skip
    options.add_content(parser)
    options.add_captures(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write drafts, and print the outcome of each capture; 1 when any failed or was left out."""
    arguments.files = arguments.files or naming.named(os.environ.get(naming.VARIABLE, ""))
    files = _captures(arguments.files)
    wrong = _misuse(arguments, files)
    if wrong:
        print(f"suites: {wrong}", file=sys.stderr)
        return 2
    chosen = {name: getattr(arguments, name) for name in ("dask", "start", "end")}
    if arguments.processes is not None:
        chosen["processes"] = arguments.processes
    if arguments.stdout:
        return _print_texts(files, chosen)
    accession = _accession(arguments)
    if accession is None:
        return 1

    def write(found: Converted, near: near_duplicates.Alike | None) -> batch.Told:
        # A run that goes on meets again what it was in the midst of.
        is_other = near is not None and near.of != found.source
        said = f"{near.of} ({near.share:.0%})" if near and is_other else None
        outcome = accession.take(found, said)
        return batch.Told(outcome.became == "written", str(outcome))

    summary = batch.run(files, write, batch.Options(**chosen))
    print(summary)
    if summary.interrupted:
        return 130
    return int(summary.failed > 0 or accession.left_out > 0)


def _captures(paths: Sequence[Path]) -> list[Path]:
    """The files that were named, and those in the folders that were; full texts are no captures."""
    named = {path for path in paths if not path.is_dir()}
    there = [path for path in paths if path.exists()]
    found = batch.captures(there)
    return [path for path in found if path in named or path.suffix != ".md"]


def _misuse(arguments: argparse.Namespace, files: Sequence[Path]) -> str:
    """What is wrong with what was asked for; empty when nothing is."""
    rights, id_ = arguments.rights, arguments.id
    if missing := [path for path in arguments.files if not path.exists()]:
        return naming.absent(printable(str(missing[0])))
    if not files:
        return "there is no file in what was named" if arguments.files else "say which captures"
    if rights is not None and rights not in FREE_STATEMENTS:
        hint = nearest(rights, FREE_STATEMENTS) or "leave it out, for an account of our own"
        return f"under {quoted(rights)}, no full text can stand in the archive; {hint}"
    if id_ is not None and not ID.fullmatch(id_):
        return f"{quoted(id_)} cannot be an id: write 1 to 80 signs among a-z, 0-9 and -"
    return "--id is for one capture" if id_ is not None and len(files) != 1 else ""


def _print_texts(files: Sequence[Path], chosen: dict[str, Any]) -> int:
    """Print the full text of each article as it would stand in `captures/`, and write nothing."""

    def write(found: Converted, _near: object) -> batch.Told:
        print(drafts.full_text(found.page, found.sha256), end="", flush=True)
        return batch.Told(written=False)

    with TemporaryDirectory() as cache:
        asked = batch.Options(**chosen, cache=Path(cache), quiet=True)
        summary = batch.run(files, write, asked)
    for fault in summary.faults:
        print(fault, file=sys.stderr)
    return 130 if summary.interrupted else int(summary.failed > 0)


def _accession(arguments: argparse.Namespace) -> Accession | None:
    """The way into the two folders; None, with all problems told, if the archive has none."""
    reading = loading.load_archive(arguments.content, environment.today())
    if reading.partial is None:
        print(problem_report.whole(reading.problems, reading.files))
        return None
    language = reading.partial.archive.settings.language.partition("-")[0]
    catalogue = content_files.catalogue(arguments.theme, language)
    today = environment.today() or date.today().isoformat()
    return Accession(
        arguments.content,
        arguments.captures,
        reading.partial,
        Drafting(reading.partial, catalogue, today, arguments.rights),
        force=arguments.force,
        id_=arguments.id,
    )
