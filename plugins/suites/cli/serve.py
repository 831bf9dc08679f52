"""`suites serve`: the site at a local address, built again at each change."""

import argparse
from functools import partial

from suites.build.server import serve
from suites.cli import options


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which site, and the port."""
    options.add_site(parser)
    parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")


def run(arguments: argparse.Namespace) -> int:
    """Serve until Ctrl+C."""
    say = partial(print, flush=True)
    serve(arguments.settings, arguments.output, arguments.port, say)
    return 0
