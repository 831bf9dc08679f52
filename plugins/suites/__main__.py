"""The command `suites`: builds, checks, verifies and serves the archive.

What each part needs is imported when it is asked for: `suites build` must say that nothing changed
before anything heavy is loaded.
"""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when all is well, 1 when something is wrong, 2 when asked wrongly."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file's name may hold what the terminal cannot show.
        sys.stdout.reconfigure(errors="backslashreplace")
    arguments = _parser().parse_args(argv)
    try:
        return int(arguments.run(arguments))
    except KeyboardInterrupt:
        return 130
    except OSError as error:
        if error.errno is None:  # not the system's: a template that is missing, say
            raise
        print(f"suites: {error}", file=sys.stderr)
        return 1


def _build(arguments: argparse.Namespace) -> int:
    from suites import build

    print(build.build(arguments.settings, arguments.output, full=arguments.full))
    return 0


def _check(arguments: argparse.Namespace) -> int:
    from suites import environment, files, reports

    reading = files.read_archive(arguments.content, environment.today())
    print(reports.whole(reading.problems, reading.files, arguments.format))
    return 1 if reading.problems else 0


def _verify(arguments: argparse.Namespace) -> int:
    from suites import environment, files, reports, verification
    from suites.problems import nearest, quoted, report

    reading = files.read_archive(arguments.content, environment.today())
    if reading.linked is None:
        print(reports.whole(reading.problems, reading.files))
        return 1
    articles = reading.linked.archive.articles
    for id_ in arguments.ids:
        if id_ not in articles:
            print(f"no article is called {quoted(id_)}; {nearest(id_, articles)}", file=sys.stderr)
            return 2
    captures, problems = files.captures(arguments.captures, reading.linked)
    ids = tuple(arguments.ids or articles)
    found = verification.verify(reading.linked, ids, captures)
    asked = {articles[id_].source.path for id_ in ids}
    problems = (*(one for one in problems if one.path in asked), *found.problems)
    print("\n".join(filter(None, (report(problems), str(found)))))
    return 1 if problems else 0


def _stats(arguments: argparse.Namespace) -> int:
    from suites import environment, files, inventory, reports

    reading = files.read_archive(arguments.content, environment.today())
    if reading.linked is None:
        print(reports.whole(reading.problems, reading.files))
        return 1
    print(inventory.inventory(reading.linked))
    return 0


def _serve(arguments: argparse.Namespace) -> int:
    from suites import serve

    serve.serve(arguments.settings, arguments.output, arguments.port)
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

    verify = commands.add_parser("verify", help="prove the quotations by the captures")
    verify.add_argument("ids", nargs="*", metavar="ID", help="articles (default: all)")
    _add_content(verify)
    verify.add_argument(
        "--captures", type=Path, default=Path("captures"), metavar="DIR",
        help="where the captures lie (default: %(default)s)",
    )  # fmt: skip
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
