"""The command `suites`: one module for each of its commands.

    arguments -> COMMANDS -> module of a command: add_arguments(parser), run(arguments) -> status

A module is imported when its command is asked for: `suites build` must say that nothing changed
before anything heavy is loaded. To add a command is to write its module and its row.
"""

import argparse
import io
import sys
from collections.abc import Sequence
from importlib import import_module

from suites.archive.problem_report import describe_os_error
from suites.system import environment

COMMANDS = {
    "init": "lay the repository of a new archive",
    "upgrade": "replace the program in an archive's repository by a later version",
    "new": "write an article, an announcement, an entity or a theme, from answers",
    "build": "build the site, or say that nothing changed",
    "release": "write the whole archive into one file, read without a server",
    "check": "say all that is wrong with the content",
    "accept": "write what is proposed in content/proposals/ into the records",
    "migrate": "bring content of an older model to today's",
    "reanchor": "suggest new words for quotes that an edit of a body left without a place",
    "convert": "draft articles from captures of pages",
    "verify": "prove the quotations by the captures",
    "revisit": "compare a new capture of an article with its record, and propose what it adds",
    "archived": "find copies of the articles' pages in web archives, and pages that are gone",
    "diff": "say what a change of the content means, record by record",
    "stats": "count what the archive holds, and where it is thin",
    "rebuild": "write a content again from the records.json of its data",
    "languages": "say which languages an archive may be in, and what the others lack",
    "serve": "serve the site here, and build it at each change",
    "model": "print the data dictionary (docs/model.md)",
}
"""The commands, each with its help; a name is that of its module in this folder."""

CONVERSION = frozenset(
    "brotli charset_normalizer htmldate lingua lxml pebble pypdfium2 rich trafilatura urllib3"
    " warcio zstandard".split()
)
"""The modules of the extra `conversion`; the site is built without it."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its status: 0, or 1 for problems, 2 for misuse, 130 for Ctrl+C."""
    environment.open_streams()
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A file's name may hold what the terminal cannot show.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        arguments = _parser(sys.argv[1:] if argv is None else argv).parse_args(argv)
        done: int = arguments.run(arguments)
        sys.stdout.flush()
        return done
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader of our output is gone; Python would say so once more when it ends.
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
        print(f"suites: {describe_os_error(error)}", file=sys.stderr)
        try:
            sys.stdout.flush()
        except OSError:
            sys.stdout = None  # it was the output: Python would fail once more when it ends
        return 1


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """Return a parser that knows all commands, and the arguments of the one that is asked for."""
    parser = argparse.ArgumentParser(
        prog="suites", description="An annotated archive of public announcements, as a static site."
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for name, help_ in COMMANDS.items():
        command = commands.add_parser(name, help=help_)
        if name in argv[:1]:
            module = import_module(f"suites.cli.{name}")
            module.add_arguments(command)
            command.set_defaults(run=module.run)
    return parser
