"""Search: the folded copies -> Pagefind's binary -> an index, added to the edition.

An index lies in the cache under the digest of what it was made from, so that the same words are never
indexed twice. It is made aside and moved there when it is whole. Pagefind's Python interface waits a
tenth of a second a page: the binary reads all the copies at once.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pagefind_bin
from pelican import signals

from suites import search
from suites.adapters import edition

UNUSED = ("pagefind-ui", "pagefind-modular-ui", "pagefind-component-ui", "pagefind-highlight")
"""Interfaces that Pagefind brings along; `search.js` is ours."""


class SearchError(RuntimeError):
    """The index could not be made; the message is one sentence."""


def index(copies: Mapping[str, str], language: str, cache: Path) -> Path:
    """The folder of the index of these copies (path -> HTML), made unless the cache has it.

    Raises SearchError when Pagefind is missing or fails.
    """
    options = ["--force-language", language, "--include-characters", search.SIGNS]
    made_from = repr((version("pagefind_bin"), options, UNUSED, sorted(copies.items())))
    kept = cache / "search" / hashlib.sha256(made_from.encode()).hexdigest()
    if not kept.is_dir():
        kept.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=kept.parent, prefix=".making-") as aside:
            for path, text in copies.items():
                copy = Path(aside, "site", path)
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_text(text, "utf-8")
            made = Path(aside, "index")
            _run(["--site", str(Path(aside, "site")), "--output-path", str(made), *options])
            for other in kept.parent.glob("[0-9a-f]*"):
                shutil.rmtree(other, ignore_errors=True)
            made.rename(kept)
    return kept


def _run(arguments: Sequence[str]) -> None:
    try:
        command = [str(pagefind_bin.get_executable()), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise SearchError(f"the search index cannot be made: {error}") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        why = said[-1] if said else f"exit code {done.returncode}"
        raise SearchError(f"the search index cannot be made: Pagefind says {why}")


def add_index(generators: Sequence[Any]) -> None:
    """Add the index to the edition; SystemExit with one sentence when it cannot be made."""
    settings = generators[0].settings
    this = edition.of(settings)
    language = this.linked.archive.settings.language.partition("-")[0]
    found = search.documents(this.linked, this.catalogue)
    copies = {document.path: search.html(document) for document in found}
    try:
        folder = index(copies, language, Path(settings["CACHE_PATH"]))
    except SearchError as error:
        raise SystemExit(f"{error}; the site is left as it was") from None
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.startswith(UNUSED):
            this.add(f"pagefind/{path.relative_to(folder).as_posix()}", path)


def register() -> None:
    """Tell Pelican."""
    signals.all_generators_finalized.connect(add_index)
