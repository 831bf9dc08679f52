"""The manifest: which files of an archive's repository are the program's, and of which version.

It lies at the root of the repository and is committed with it. A file whose digest is another one
than it says was changed by hand.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from suites.repository.program import Program, digest, refuse_path
from suites.repository.sources import MAX_FILE, ProgramError

NAME = ".suites-manifest.json"

_VERSION, _COMMIT = re.compile(r"[\w.+-]{1,40}", re.ASCII), re.compile(r"[0-9a-f]{0,64}")


class ManifestError(Exception):
    """A repository has no manifest that can be read; the message is one sentence."""


class Manifest(NamedTuple):
    """The version of the program, and the SHA-256 of each of its files by path.

    `copied` has the digests of the files from which the archive's own were made.
    """

    version: str
    commit: str
    model: int
    files: Mapping[str, str]
    copied: Mapping[str, str]

    @classmethod
    def of(cls, program: Program) -> "Manifest":
        """Return the manifest of an archive that has just these files of the program."""
        return cls(
            program.version, program.commit, program.model, program.digests(), copied_from(program)
        )

    def named(self) -> str:
        """Return the version with its commit; where that is unknown, with a digest of its files."""
        if self.commit:
            return f"{self.version} (commit {self.commit[:12]})"
        every = json.dumps(sorted(self.files.items())).encode()
        return f"{self.version} (files {digest(every)[:12]})"

    def render(self) -> bytes:
        """Return the file: JSON, a line for each file of the program, sorted."""
        entries = self._asdict() | {"files": dict(sorted(self.files.items()))}
        return f"{json.dumps(entries, indent=1, ensure_ascii=False)}\n".encode()


def copied_from(program: Program) -> dict[str, str]:
    """Return the digests of the files that an archive copies once."""
    return {path: digest(content) for path, content in program.copied.items()}


def read(home: Path) -> Manifest:
    """Return the manifest of a repository; ManifestError when there is none, or a damaged one."""
    path = home / NAME
    if path.is_symlink() or not path.is_file():
        raise ManifestError(
            f"there is no {NAME} here: run this in the repository that `suites init` laid"
        )
    try:
        with path.open("rb") as stream:
            found: dict[str, Any] = json.loads(stream.read(MAX_FILE))
        manifest = Manifest(**found)
        texts = [manifest.version, manifest.commit, *manifest.files.values()]
        texts += [*manifest.copied.values(), *manifest.files]
        if not all(isinstance(one, str) for one in texts) or not isinstance(manifest.model, int):
            raise TypeError
        if not (_VERSION.fullmatch(manifest.version) and _COMMIT.fullmatch(manifest.commit)):
            raise ValueError  # both are printed: neither may command a terminal
        for name in manifest.files:
            refuse_path(name)
    except (ValueError, TypeError, AttributeError, RecursionError, ProgramError):
        raise ManifestError(
            f"{NAME} is damaged: take it back from an earlier commit (git checkout -- {NAME})"
        ) from None
    return manifest
