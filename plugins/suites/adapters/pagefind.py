"""Pagefind: the folded copies of the pages -> an index, in a folder of the cache.

An index lies in the cache under the digest of what it was made from: the same words are never
indexed twice. It is made aside and moved there when it is whole. Pagefind's Python interface waits
a tenth of a second a page: the binary reads all the copies at once.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tempfile
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

import pagefind_bin

from suites import search

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
            _keep_what_is_used(made, language)
            _order(made)
            for other in kept.parent.glob("[0-9a-f]*"):
                shutil.rmtree(other, ignore_errors=True)
            made.rename(kept)
    return kept


def _keep_what_is_used(made: Path, language: str) -> None:
    for path in made.iterdir():
        if path.name.startswith(UNUSED):
            path.unlink()
    if (made / f"wasm.{language}.pagefind").exists():
        (made / "wasm.unknown.pagefind").unlink(missing_ok=True)


def _order(made: Path) -> None:
    paths = {path.relative_to(made).as_posix(): path for path in made.rglob("*") if path.is_file()}
    before = {name: paths[name] for name in paths if search.is_ordered_here(name)}
    try:
        after = search.in_order({name: path.read_bytes() for name, path in before.items()})
    except (KeyError, ValueError) as error:
        raise SearchError(f"the search index is not of a form that is known: {error}") from None
    for path in before.values():
        path.unlink()
    for name, content in after.items():
        (made / name).write_bytes(content)


def _run(arguments: Sequence[str]) -> None:
    try:
        command = [str(pagefind_bin.get_executable()), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except OSError as error:
        raise SearchError(f"the search index cannot be made: {error}") from None
    if done.returncode:
        said = done.stderr.strip().splitlines() or [f"it ended with {done.returncode}"]
        why = said[0].removeprefix("Error: ").strip()
        raise SearchError(f"the search index cannot be made: Pagefind says: {why}")
