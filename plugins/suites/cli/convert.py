"""`suites convert`: drafts of articles from captures of pages."""

import argparse
import os
import shlex
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from suites.analysis import loading
from suites.archive import problem_report
from suites.archive.enumerations import FREE_STATEMENTS
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model import ID
from suites.archive.problems import nearest, printable, quoted
from suites.capture import batch, drafts, formats, limits
from suites.capture.batch import typed_paths
from suites.capture.captured_article import CapturedArticle
from suites.capture.draft_import import DraftImport
from suites.capture.drafts import Drafting
from suites.capture.formats import CapturedPage
from suites.cli import options
from suites.system import environment


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the arguments: captures, and the ways to convert and write them."""
    add = parser.add_argument
    add(
        "files",
        nargs="*",
        type=Path,
        metavar="CAPTURE",
        help="plain text, HTML, MHTML, e-mail, clipped notes, exports of press databases, PDF, "
        "WARC or WACZ, or folders of them (default: as SUITES_FROM says)",
    )
    add("--stdout", action="store_true", help="print the full text, and write nothing")
    add("--force", action="store_true", help="overwrite drafts and full texts that exist")
    add("--rights", metavar="LICENCE",
        help="SPDX id or rightsstatements.org code that lets the full text stand here")  # fmt: skip
    add("--start", metavar="WORDS", help="words of the article's first line, in a text or a PDF")
    add("--end", metavar="WORDS", help="words of the article's last line, in a text or a PDF")
    add("--id", metavar="ID", help="the id of the article, when there is one capture")
    add("--processes", type=int, metavar="N", help="how many processes convert (default: all)")
    add("--dask", metavar="ADDRESS", help="the scheduler of a Dask cluster that converts")
    add("--theme", type=Path, default=Path("theme"), metavar="DIR",
        help="whose catalogue words the drafts (default: %(default)s)")  # fmt: skip
    options.add_content(parser)
    options.add_captures(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write drafts, and print the outcome of each capture; 1 when any failed or was left out."""
    named = arguments.files or typed_paths.parse(os.environ.get(typed_paths.VARIABLE, ""))
    captures = _captures(named)
    if wrong := _misuse(arguments, named, captures):
        print(f"suites: {wrong}", file=sys.stderr)
        return 2
    chosen = batch.Options(dask=arguments.dask, start=arguments.start, end=arguments.end)
    if arguments.processes is not None:
        chosen = replace(chosen, processes=arguments.processes)
    if arguments.stdout:
        return _print_texts(captures, chosen)
    draft_import = _draft_import(arguments)
    if draft_import is None:
        return 1
    summary = batch.run(captures, draft_import.write, chosen)
    print(summary)
    if summary.left_out and not arguments.files:  # make named the files
        shown = printable(os.environ.get(typed_paths.VARIABLE, ""))
        line = f'make convert {shlex.quote(f"FROM={shown}")} OPTIONS="…"'
        print(f"an option is given to make so: {line}", file=sys.stderr)
    return 130 if summary.interrupted else int(summary.failed > 0 or summary.left_out > 0)


def _captures(paths: Sequence[Path]) -> list[Path]:
    """Return the files that were named, and those in the folders; of Markdown only clips there."""
    named = {path for path in paths if not path.is_dir()}
    found = batch.list_files([path for path in paths if path.exists()])
    return [path for path in found if path in named or path.suffix != ".md" or _is_clip(path)]


def _is_clip(path: Path) -> bool:
    """Return whether a file is a clipped note, and neither a full text nor a note of one's own."""
    try:
        with path.open("rb") as stream:
            kind = formats.kind(stream.read(limits.BLOCK))
    except OSError:
        return True  # which the run tells
    return kind is not None and kind.name == "clip"


def _misuse(arguments: argparse.Namespace, named: Sequence[Path], captures: Sequence[Path]) -> str:
    """Return a sentence about wrong arguments; empty when there are none."""
    rights, id_ = arguments.rights, arguments.id
    if missing := [path for path in named if not path.exists()]:
        return typed_paths.describe_missing(printable(str(missing[0])))
    if not captures:
        return "there is no file in what was named" if named else "say which captures"
    if rights is not None and rights not in FREE_STATEMENTS:
        hint = nearest(rights, FREE_STATEMENTS) or "leave it out, for an account of our own"
        return f"under {quoted(rights)}, no full text can stand in the archive; {hint}"
    if id_ is not None and not ID.fullmatch(id_):
        return f"{quoted(id_)} cannot be an id: write 1 to 80 signs among a-z, 0-9 and -"
    return "--id is for one capture" if id_ is not None and len(captures) != 1 else ""


def _print_texts(captures: Sequence[Path], chosen: batch.Options) -> int:
    """Print the full text of each article as it would stand in `captures/`, and write nothing."""

    def write(capture: CapturedPage, page: CapturedArticle, _near: object) -> batch.WriteOutcome:
        print(drafts.full_text(page, capture.sha256), end="", flush=True)
        return batch.WriteOutcome("known")

    with TemporaryDirectory() as cache:
        summary = batch.run(captures, write, replace(chosen, cache=Path(cache), quiet=True))
    for failure in summary.failures:
        print(failure, file=sys.stderr)
    return 130 if summary.interrupted else int(summary.failed > 0)


def _draft_import(arguments: argparse.Namespace) -> DraftImport | None:
    """Load the archive for the drafts; None, with all problems printed, if it has none."""
    loaded = loading.load_archive(arguments.content, environment.today())
    if loaded.readable is None:
        print(problem_report.render_report(loaded.problems, loaded.files))
        return None
    language = loaded.readable.archive.settings.language.partition("-")[0]
    catalogue = read_catalogue(language)
    today = environment.today() or date.today().isoformat()
    return DraftImport(
        arguments.content,
        arguments.captures,
        loaded.readable,
        Drafting(loaded.readable, catalogue, today, arguments.rights),
        force=arguments.force,
        id_=arguments.id,
    )
