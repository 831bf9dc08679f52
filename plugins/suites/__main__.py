"""The command `suites`: converts captures; builds, checks, verifies and serves the archive.

What each part needs is imported when it is asked for: `suites build` must say that nothing changed
before anything heavy is loaded.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suites import environment
from suites.reports import refusal

if TYPE_CHECKING:
    from suites.accession import Accession

CONVERSION = frozenset(
    "brotli charset_normalizer htmldate lingua lxml pebble rich trafilatura warcio".split()
)
"""What the extra `conversion` brings, as it is imported; the site is built without it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all is well, 1 when something is wrong, 2 when asked wrongly."""
    environment.open_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file's name may hold what the terminal cannot show.
        sys.stdout.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        done = int(arguments.run(arguments))
        sys.stdout.flush()
        return done
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # Who reads our output has heard enough; Python would say so once more when it ends.
        sys.stdout = None
        return 0
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in CONVERSION:
            raise
        print(
            f"suites: {error.name} is not installed, and captures cannot be read without it.\n"
            "`make convert` and `make verify` set it up; so does the extra `conversion`.",
            file=sys.stderr,
        )
        return 1
    except OSError as error:
        if error.errno is None:  # not the system's: a template that is missing, say
            raise
        print(f"suites: {refusal(error)}", file=sys.stderr)
        return 1


def _build(arguments: argparse.Namespace) -> int:
    from suites import build

    if line := build.build(arguments.settings, arguments.output, full=arguments.full):
        print(line)
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from suites import reports, repository
    from suites.build.records import read_kept

    reading = read_kept(arguments.content.resolve())
    problems = (*reading.problems, *repository.tracked(arguments.content.resolve().parent))
    print(reports.whole(problems, reading.files, arguments.format))
    return 1 if problems else 0


def _verify(arguments: argparse.Namespace) -> int:
    from suites import captures, loading, reports, verification
    from suites.problems import nearest, quoted, report

    reading = loading.read_archive(arguments.content, environment.today())
    if reading.readable is None:
        print(reports.whole(reading.problems, reading.files))
        return 1
    # A draft has problems until it is written, and its quotations can be proven before.
    linked = reading.readable
    articles, unread = linked.archive.articles, linked.archive.unread
    for id_ in arguments.ids:
        if id_ not in articles and id_ not in unread:
            print(f"no article is called {quoted(id_)}; {nearest(id_, articles)}", file=sys.stderr)
            return 2
    ids = tuple(id_ for id_ in arguments.ids or articles if id_ in articles)
    texts, mismatched, faults = captures.texts(arguments.captures, linked, frozenset(ids))
    found = verification.verify(linked, ids, texts)
    left_out = {*unread} & {*arguments.ids} if arguments.ids else unread
    unreadable = [one for one in reading.problems if Path(one.path).stem in left_out]
    problems = (*unreadable, *mismatched, *found.problems)
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    print("\n".join(filter(None, (report(problems), str(found)))))
    return 1 if problems else 0


def _convert(arguments: argparse.Namespace) -> int:
    from suites import conversion
    from suites.conversion import naming
    from suites.converters import Converted, alike

    arguments.files = arguments.files or naming.named(os.environ.get(naming.VARIABLE, ""))
    files = _captures(arguments.files)
    wrong = _misuse(arguments, files)
    if wrong:
        print(f"suites: {wrong}", file=sys.stderr)
        return 2
    options = {name: getattr(arguments, name) for name in ("dask", "start", "end")}
    if arguments.processes is not None:
        options["processes"] = arguments.processes
    if arguments.stdout:
        return _print_texts(files, options)
    accession = _accession(arguments)
    if accession is None:
        return 1

    def write(found: Converted, near: alike.Alike | None) -> conversion.Told:
        # A run that goes on meets again what it was in the midst of.
        is_other = near is not None and near.of != found.source
        said = f"{near.of} ({near.share:.0%})" if near and is_other else None
        outcome = accession.take(found, said)
        return conversion.Told(outcome.became == "written", str(outcome))

    summary = conversion.run(files, write, conversion.Options(**options))
    print(summary)
    if summary.interrupted:
        return 130
    return int(summary.failed > 0 or accession.left_out > 0)


def _captures(paths: Sequence[Path]) -> list[Path]:
    """The files that were named, and those in the folders that were; full texts are no captures."""
    from suites import conversion

    named = {path for path in paths if not path.is_dir()}
    there = [path for path in paths if path.exists()]
    found = conversion.captures(there)
    return [path for path in found if path in named or path.suffix != ".md"]


def _misuse(arguments: argparse.Namespace, files: Sequence[Path]) -> str:
    """What is wrong with what was asked for; empty when nothing is."""
    from suites.conversion import naming
    from suites.model import ID
    from suites.problems import nearest, printable, quoted
    from suites.terms import FREE_STATEMENTS

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


def _print_texts(files: Sequence[Path], options: dict[str, Any]) -> int:
    """Print the full text of each article as it would stand in `captures/`, and write nothing."""
    from tempfile import TemporaryDirectory

    from suites import conversion, drafts
    from suites.converters import Converted

    def write(found: Converted, _near: object) -> conversion.Told:
        print(drafts.full_text(found.page, found.sha256), end="", flush=True)
        return conversion.Told(written=False)

    with TemporaryDirectory() as cache:
        asked = conversion.Options(**options, cache=Path(cache), quiet=True)
        summary = conversion.run(files, write, asked)
    for fault in summary.faults:
        print(fault, file=sys.stderr)
    return 130 if summary.interrupted else int(summary.failed > 0)


def _accession(arguments: argparse.Namespace) -> Accession | None:
    """The way into the two folders; None, with all problems told, if the archive has none."""
    from datetime import date

    from suites import files, loading, reports
    from suites.accession import Accession
    from suites.drafts import Drafting

    reading = loading.read_archive(arguments.content, environment.today())
    if reading.readable is None:
        print(reports.whole(reading.problems, reading.files))
        return None
    language = reading.readable.archive.settings.language.partition("-")[0]
    catalogue = files.catalogue(arguments.theme, language)
    today = environment.today() or date.today().isoformat()
    return Accession(
        arguments.content,
        arguments.captures,
        reading.readable,
        Drafting(reading.readable, catalogue, today, arguments.rights),
        force=arguments.force,
        id_=arguments.id,
    )


def _stats(arguments: argparse.Namespace) -> int:
    from suites import inventory, loading, reports

    reading = loading.read_archive(arguments.content, environment.today())
    if reading.linked is None:
        print(reports.whole(reading.problems, reading.files))
        return 1
    print(inventory.inventory(reading.linked))
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from suites.build.server import serve

    say = partial(print, flush=True)
    serve(arguments.settings, arguments.output, arguments.port, say)
    return 0


def _model(_arguments: argparse.Namespace) -> int:
    from suites import dictionary

    print(dictionary.dictionary(), end="")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="suites", description="An annotated archive of public announcements, as a static site."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    build = commands.add_parser("build", help="build the site, or say that nothing changed")
    _add_site(build)
    build.add_argument("--full", action="store_true", help="build even when nothing changed")
    build.set_defaults(run=_build)

    check = commands.add_parser("check", help="say all that is wrong with the content")
    _add_content(check)
    check.add_argument(
        "--format", choices=("text", "github"), default="text",
        help="github: as annotations of a workflow's run (default: %(default)s)",
    )  # fmt: skip
    check.set_defaults(run=_check)

    _add_convert(commands.add_parser("convert", help="draft articles from captures of pages"))

    verify = commands.add_parser("verify", help="prove the quotations by the captures")
    verify.add_argument("ids", nargs="*", metavar="ID", help="articles (default: all)")
    _add_content(verify)
    _add_captures(verify)
    verify.set_defaults(run=_verify)

    stats = commands.add_parser("stats", help="count what the archive holds, and where it is thin")
    _add_content(stats)
    stats.set_defaults(run=_stats)

    serve = commands.add_parser("serve", help="serve the site here, and build it at each change")
    _add_site(serve)
    serve.add_argument("--port", type=int, default=8000, help="default: %(default)s")
    serve.set_defaults(run=_serve)

    model = commands.add_parser("model", help="print the data dictionary (docs/model.md)")
    model.set_defaults(run=_model)
    return parser


def _add_convert(parser: argparse.ArgumentParser) -> None:
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
    _add_content(parser)
    _add_captures(parser)
    parser.set_defaults(run=_convert)


def _add_captures(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--captures", type=Path, default=Path("captures"), metavar="DIR",
        help="where the captures lie (default: %(default)s)",
    )  # fmt: skip


def _add_site(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--settings", type=Path, default=Path("pelicanconf.py"), metavar="FILE",
        help="Pelican's settings; content and theme lie beside them (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to write (default: as the settings say)"
    )


def _add_content(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR",
        help="the archive (default: %(default)s)",
    )  # fmt: skip


if __name__ == "__main__":
    sys.exit(main())
