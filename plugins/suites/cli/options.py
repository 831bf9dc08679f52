"""Options that several commands share."""

import argparse
from pathlib import Path

import suites

PAUSE = 2.0  # seconds
MOST_PAUSE = 3600.0


def add_captures(parser: argparse.ArgumentParser) -> None:
    """Add `--captures`, the folder of captures."""
    parser.add_argument(
        "--captures", type=Path, default=Path("captures"), metavar="DIR",
        help="where the captures lie (default: %(default)s)",
    )  # fmt: skip


def add_web(parser: argparse.ArgumentParser) -> None:
    """Add `--pause` and `--private-hosts`: how other people's servers are asked."""
    parser.add_argument(
        "--pause", type=_pause, default=PAUSE, metavar="SECONDS",
        help="between two requests to one host (default: %(default)s)",
    )  # fmt: skip
    parser.add_argument(
        "--private-hosts", action="store_true",
        help="speak to hosts of this network too, such as a web archive of one's own",
    )  # fmt: skip


def _pause(text: str) -> float:
    if not 0 <= (pause := float(text)) <= MOST_PAUSE:
        raise ValueError(text)
    return pause


def user_agent(contact: str | None) -> str:
    """Return how we name ourselves to servers: with the archive's contact, where it has one."""
    shown = "".join(c for c in contact or "" if c.isascii() and c.isprintable() and c not in "()")
    return f"suites/{suites.__version__}" + (f" (+{shown[:200]})" if shown else "")


def add_settings(parser: argparse.ArgumentParser) -> None:
    """Add `--settings`: which site."""
    parser.add_argument(
        "--settings", type=Path, default=Path("pelicanconf.py"), metavar="FILE",
        help="Pelican's settings; content and theme lie beside them (default: %(default)s)",
    )  # fmt: skip


def add_site(parser: argparse.ArgumentParser) -> None:
    """Add `--settings` and `--output`: which site, and where it is written."""
    add_settings(parser)
    parser.add_argument(
        "--output", type=Path, metavar="DIR", help="where to write (default: as the settings say)"
    )


def add_content(parser: argparse.ArgumentParser) -> None:
    """Add `--content`, the folder of the archive."""
    parser.add_argument(
        "--content", type=Path, default=Path("content"), metavar="DIR",
        help="the archive (default: %(default)s)",
    )  # fmt: skip
