"""`suites upgrade`: the program in an archive's repository is replaced by a later version of it."""

import argparse
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from suites.archive.problems import printable
from suites.build.cache import CACHE
from suites.repository import manifest, transaction, upgrade
from suites.repository.manifest import Manifest, ManifestError
from suites.repository.program import read_program
from suites.repository.sources import ProgramError, checked_out
from suites.repository.upgrade import UpgradePlan
from suites.system.lock import BusyError, locked


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add where the later version lies, and what becomes of files that were changed by hand."""
    parser.add_argument(
        "source", type=Path, metavar="FROM", help="a checkout of it, or a .zip or .tar.gz of one"
    )
    parser.add_argument(
        "--overwrite", nargs="+", default=[], metavar="PATH",
        help="files changed by hand that give way to the later version",
    )  # fmt: skip
    parser.add_argument(
        "--keep", nargs="+", default=[], metavar="PATH",
        help="files changed by hand that stay as they are",
    )  # fmt: skip
    parser.add_argument(
        "--archive", type=Path, default=Path(), metavar="DIR",
        help="the repository of the archive (default: this folder)",
    )  # fmt: skip


def run(arguments: argparse.Namespace) -> int:
    """Replace the program's files; 1 when a hand's change stands in the way, 2 for misuse."""
    home: Path = arguments.archive
    try:
        manifest.read(home)  # where there is none, nothing is made
        with locked(home / CACHE):
            return _upgrade(home, arguments)
    except (BusyError, ManifestError, ProgramError) as error:
        print(f"suites: {printable(str(error))}; nothing was changed", file=sys.stderr)
        return 2


def _upgrade(home: Path, arguments: argparse.Namespace) -> int:
    if arguments.source.resolve() == home.resolve():
        raise ProgramError("the later version cannot be this folder itself")
    if transaction.restore(home):
        print("an upgrade that was interrupted has been taken back")
    before = manifest.read(home)
    program = read_program(arguments.source)
    named = {*arguments.overwrite, *arguments.keep}
    if strange := sorted(named - {*before.files, *program.files}):
        raise ProgramError(f"no file of the program is {strange[0]}")
    if program.model < before.model:
        raise ProgramError(
            f"that version reads model {program.model}, and this archive has model "
            f"{before.model}: it is an earlier one"
        )
    here = upgrade.digests_here(home, before, program)
    decided = upgrade.plan(before, here, program, arguments.overwrite, arguments.keep)
    if decided.conflicts:
        print(_conflicts(decided, arguments), file=sys.stderr)
        return 1
    upgrade.apply(home, before, decided, program)
    after = manifest.read(home)
    print("\n".join(_report(before, after, decided, checked_out(arguments.source))))
    return 0


def _conflicts(decided: UpgradePlan, arguments: argparse.Namespace) -> str:
    """Return which files nobody has decided on, and the lines that decide on all of them."""
    lines = [f"{printable(path)}: {why}" for path, why in decided.conflicts.items()]
    count = f"{len(lines)} files are" if len(lines) > 1 else "a file is"
    open_ = [*decided.conflicts]
    overwrite, keep = arguments.overwrite, arguments.keep
    return "\n".join(
        (
            *lines,
            f"{count} in the way, and nothing was changed. For each, take the later version's, or "
            "keep yours; both options may stand in one line:",
            f"  {_command(arguments.source, [*overwrite, *open_], keep)}",
            f"  {_command(arguments.source, overwrite, [*keep, *open_])}",
            "What you add to the Makefile is safe in local.mk, and a template of your own in "
            "templates/.",
        )
    )


def _command(source: Path, overwrite: Sequence[str], keep: Sequence[str]) -> str:
    """Return the line that upgrades with these options; paths of the program need no marks."""
    named = (("--overwrite", overwrite), ("--keep", keep))
    options = " ".join(" ".join((option, *paths)) for option, paths in named if paths)
    return f'make upgrade {shlex.quote(f"FROM={printable(str(source))}")} OPTIONS="{options}"'


def _report(
    before: Manifest, after: Manifest, decided: UpgradePlan, checkout: str
) -> Sequence[str]:
    """Return what was done, line by line, and what comes next; `checkout` is a commit, or empty."""
    lines = [
        f"{verb} {printable(path)}"
        for verb, paths in (
            ("replaced", decided.replaced),
            ("added", decided.added),
            ("deleted", decided.deleted),
            ("kept", decided.kept),
        )
        for path in paths
    ]
    lines += [
        f"{path} is yours, and the program's own has changed: compare it with {path} there"
        for path in decided.copied
    ]
    counts = (len(decided.replaced), len(decided.added), len(decided.deleted), len(decided.kept))
    source = f", from a checkout of {checkout[:12]}" if checkout and not after.commit else ""
    lines.append(
        f"{before.named()} -> {after.named()}{source}: "
        "{} replaced, {} added, {} deleted, {} kept".format(*counts)
    )
    if after.model > before.model:
        lines.append(
            f"the model of the content rose from {before.model} to {after.model}: "
            "`suites migrate` (`make migrate`) brings the content there"
        )
    if any(counts[:3]):
        lines.append(
            "next: CHANGELOG.md of that version says what is new, `git diff` shows it here; once "
            "`make test-content` passes, commit it"
        )
    return lines
