"""Options that several commands share."""

import argparse
from pathlib import Path


def add_captures(parser: argparse.ArgumentParser) -> None:
    """Add `--captures`, the folder of captures."""
    parser.add_argument(
        "--captures", type=Path, default=Path("captures"), metavar="DIR",
        help="where the captures lie (default: %(default)s)",
    )  # fmt: skip


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
