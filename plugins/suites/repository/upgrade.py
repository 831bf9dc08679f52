"""Upgrade: the program's files in an archive's repository are replaced by those of a later version.

    manifest, digests of the files that lie here, the later program -> plan -> UpgradePlan -> apply

What was changed by hand is never overwritten without a word: as long as there is any of it that
nobody has decided on, nothing is written. The archive's own files are not looked at.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from suites.repository import manifest, transaction
from suites.repository.manifest import Manifest
from suites.repository.program import Program, digest
from suites.repository.sources import MAX_FILE, refuse_links


class UpgradePlan(NamedTuple):
    """What an upgrade does, by path, each sorted; with `conflicts`, it does nothing.

    `conflicts` are the files on which nobody has decided, with the reason; `kept` those that stay
    as they were changed by hand; `copied` those of the archive's own whose model has changed.
    """

    replaced: tuple[str, ...]
    added: tuple[str, ...]
    deleted: tuple[str, ...]
    kept: tuple[str, ...]
    conflicts: Mapping[str, str]
    copied: tuple[str, ...]


def plan(
    before: Manifest,
    here: Mapping[str, str],
    program: Program,
    overwrite: Collection[str] = (),
    keep: Collection[str] = (),
) -> UpgradePlan:
    """Return what is to be done; pure.

    `here` has the digest of each file that lies at a path of either version. `overwrite` and `keep`
    are the paths of files changed by hand that give way, or stay.
    """
    after = program.digests()
    replaced: list[str] = []
    added: list[str] = []
    deleted: list[str] = []
    kept: list[str] = []
    conflicts: dict[str, str] = {}
    for path in sorted({*before.files, *after}):
        laid, found, new = before.files.get(path), here.get(path), after.get(path)
        if found == new:
            continue
        if found == laid or path in overwrite:
            named = deleted if new is None else added if found is None else replaced
            named.append(path)
        elif path in keep or (laid == new and laid is not None):
            kept.append(path)  # in the second case, the later version has nothing new there
        else:
            conflicts[path] = _reason(laid, found, new)
    models = sorted(manifest.copied_from(program).items())
    copied = [path for path, model in models if before.copied.get(path) != model]
    return UpgradePlan(
        tuple(replaced), tuple(added), tuple(deleted), tuple(kept), conflicts, tuple(copied)
    )


def _reason(laid: str | None, found: str | None, new: str | None) -> str:
    """Return why nobody but the archive's maker can decide on a file."""
    if laid is None:
        return "it is the archive's own, and the later version has a file of its own there"
    done = "deleted" if found is None else "changed"
    return f"it was {done} by hand, and the later version has {'another one' if new else 'none'}"


def digests_here(home: Path, before: Manifest, program: Program) -> dict[str, str]:
    """Return the digests of the files that lie in a repository at paths of either version.

    ProgramError when a link stands there, or on the way.
    """
    found: dict[str, str] = {}
    after = program.digests()
    for path in {*before.files, *program.files}:
        refuse_links(home, path)
        if (home / path).is_file():
            with (home / path).open("rb") as stream:
                content = stream.read(MAX_FILE + 1)
            found[path] = _digest(content, {before.files.get(path), after.get(path)})
    return found


def _digest(content: bytes, known: Collection[str | None]) -> str:
    """Return the digest of a file; of one with the line ends of Windows, the known one without."""
    whole, plain = digest(content), digest(content.replace(b"\r\n", b"\n"))
    return plain if whole not in known and plain in known else whole


def apply(home: Path, before: Manifest, decided: UpgradePlan, program: Program) -> None:
    """Do what a plan without conflicts says, all of it or nothing; OSError."""
    if decided.conflicts:
        raise ValueError("nobody has decided on some files")
    written = {path: program.files[path] for path in (*decided.replaced, *decided.added)}
    after = Manifest.of(program)
    if not after.commit and after.files == before.files:
        after = after._replace(commit=before.commit)  # a checkout of the same does not say it
    written[manifest.NAME] = after.render()
    transaction.replace_files(home, written, decided.deleted)
