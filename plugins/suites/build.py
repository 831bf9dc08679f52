"""Build: the archive -> the site, unless nothing changed since.

"Nothing changed" is answered from the manifest alone, before Pelican or anything else that is heavy
is imported: the sources, the settings, the environment and the program are what they were, and the
output still holds what was written. Otherwise Pelican runs in this process, exactly as its own
command would, and every warning of its is fatal.
"""

from __future__ import annotations

import time
from pathlib import Path

from suites import environment, freshness, manifest

CACHE, LOCAL_CACHE = ".cache", ".cache/local"
"""Beside the settings, the second for private copies; `pelicanconf.py` says the same to Pelican."""


def build(settings: Path, output: Path | None = None, *, full: bool = False) -> str:
    """Build the site, and say so in one line; with `full`, even when nothing changed.

    `output` takes the place of the settings' own. Raises SystemExit with the whole report when the
    content has problems: the output is then as it was. RuntimeError after a warning of Pelican's.
    """
    started = time.perf_counter()
    settings = settings.resolve()
    if not settings.is_file():
        raise SystemExit(f"no settings at {settings}; --settings says where they are")
    output = output.resolve() if output else None
    cache = _cache(settings)
    key = _key(settings, output)
    last = manifest.run(cache, key)
    if last and not full:
        sources = _sources(settings, last.folders, last)
        if freshness.digest(sources, environment.values()) == last.digest:
            if sources != last.sources:
                manifest.record(cache, key, _run(last.output, last.folders, sources, last.pages))
            _refuse_private_pages(Path(last.output))
            return f"nothing changed: {last.pages} pages, {_seconds(started)}"
    return _publish(settings, output, cache, key, last, started)


def place(settings: Path, output: Path | None = None) -> Path:
    """Where a build with these settings put the site last, else where it will by default."""
    settings = settings.resolve()
    last = manifest.run(_cache(settings), _key(settings, output and output.resolve()))
    name = environment.LOCAL_OUTPUT if environment.full_text() else "output"
    return output or (Path(last.output) if last else settings.parent / name)


def _cache(settings: Path) -> Path:
    return settings.parent / (LOCAL_CACHE if environment.full_text() else CACHE)


def _key(settings: Path, output: Path | None) -> str:
    return f"{settings} -> {output or 'its own output'}"


def _publish(
    settings: Path,
    output: Path | None,
    cache: Path,
    key: str,
    last: manifest.Run | None,
    started: float,
) -> str:
    import pelican

    from suites.adapters import edition

    _fatal_warnings()
    asked = ["--output", str(output)] if output else []
    arguments = ["--settings", str(settings), "--cache-path", str(cache), *asked]
    site, read = pelican.get_instance(pelican.parse_arguments(arguments))
    folders: tuple[str, ...] = (read["PATH"], read["THEME"])
    _refuse_to_overwrite(Path(read["OUTPUT_PATH"]), (*folders, str(settings.parent)))
    if environment.full_text():
        folders = (*folders, str(settings.parent / read["CAPTURES_PATH"]))
    sources = _sources(settings, folders, last)
    pelican.console.quiet = True  # it would say that no article was processed
    try:
        site.run()
    finally:
        pelican.console.quiet = False
    done: edition.Edition = edition.of(site.settings)
    _refuse_private_pages(Path(read["OUTPUT_PATH"]))
    manifest.record(cache, key, _run(read["OUTPUT_PATH"], folders, sources, done.pages))
    return f"{done}, {_seconds(started)}, no problem"


def _fatal_warnings() -> None:
    import logging

    from pelican import log

    handler = logging.StreamHandler()
    log.init(level=logging.WARNING, fatal="warnings", handler=handler, name="pelican")


def _refuse_private_pages(output: Path) -> None:
    """SystemExit when a site that is about to be published holds a page of a private copy."""
    if environment.full_text() or not environment.values()["SITEURL"]:
        return
    from suites.pages.full_text import MARK

    for page in sorted(output.rglob("*.html")):
        if MARK in page.read_text("utf-8", errors="replace"):
            raise SystemExit(f"{page} belongs to a private copy: delete it before publishing")


def _refuse_to_overwrite(output: Path, folders: tuple[str, ...]) -> None:
    *sources, home = map(Path, folders)
    if output == home or output in home.parents:
        raise SystemExit(f"the site cannot be written over the archive: {output}")
    for source in sources:
        if output == source or output in source.parents or source in output.parents:
            raise SystemExit(f"the site cannot be written into its own sources: {output}")


def _sources(
    settings: Path, folders: tuple[str, ...], last: manifest.Run | None
) -> dict[str, freshness.Source]:
    # Settings import one another: every module beside them counts.
    beside = sorted(settings.parent.glob("*.py"))
    program = Path(__file__).parent
    content, theme, *captures = map(Path, folders)
    # Of the captures the full texts alone: a web archive may have gigabytes, and changes no page.
    texts = [text for folder in captures for text in sorted(folder.glob("*.md"))]
    return manifest.sources(
        [content, theme, program, settings, *beside, *texts], last.sources if last else {}
    )


def _run(
    output: str, folders: tuple[str, ...], sources: dict[str, freshness.Source], pages: int
) -> manifest.Run:
    digest = freshness.digest(sources, environment.values())
    return manifest.Run(output, folders, digest, sources, pages)


def _seconds(started: float) -> str:
    return f"{time.perf_counter() - started:.1f} s"
