"""Release: the whole archive in one file, which is read, kept and checked without the program.

    settings -> the site, with all its data files -> pages for a disk -> BagFile
    content, as git has it -> sources, and of which revision they are -> releases/<name>.zip

`pages` makes a page one that is read without a server, `sources` says of which revision the content
is, `contents` what else lies in a release, `bag` writes it. The site is built as it is published,
in a folder and with a cache of its own.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path

from suites.archive import files
from suites.archive.problems import printable
from suites.build import infrequent_gc, own_templates, refusals
from suites.build.builder import Builder, BuildResult
from suites.build.cache import CACHE, Cache
from suites.build.release import contents
from suites.build.release.bag import BagFile
from suites.build.release.pages import local_page
from suites.build.release.sources import Revision, revision_of
from suites.build.settings import BuildRequest
from suites.build.tracked_files import tracked
from suites.system import environment
from suites.system.atomic_write import stream_whole
from suites.system.lock import BusyError, locked
from suites.system.progress import Progress

FOLDER = "releases"
"""Where releases lie, beside the settings; git ignores it."""
RELEASE_CACHE = f"{CACHE}/release"
SITE, SOURCES = "data/site/", "data/sources/content/"
NOTHING = "no release is written"


def release(settings: Path, folder: Path | None = None) -> str:
    """Write the release of an archive, and return the closing line; `folder` is where it is to lie.

    SystemExit with the whole report when the content has problems, or no release can be made.
    """
    started = time.perf_counter()
    if environment.full_text():
        raise SystemExit(f"a private copy is not released: unset FULL_TEXT; {NOTHING}")
    cache = settings.resolve().parent / RELEASE_CACHE
    request = BuildRequest(settings.resolve(), cache / "output", cache)
    if not request.settings.is_file():
        raise SystemExit(
            f"no settings at {printable(str(settings))}; --settings says where they are"
        )
    try:
        with (
            infrequent_gc(),
            locked(request.cache),
            Progress() as progress,
            _built(request, progress) as (builder, revision, result),
        ):
            title = builder.linked.archive.settings.title
            name = contents.release_name(title, revision.version)
            path = (folder or request.settings.parent / FOLDER) / f"{name}.zip"
            line = _write(path, builder, revision, result, progress)
    except BusyError as error:
        raise SystemExit(f"{printable(str(error))}; {NOTHING}") from None
    return f"{line}, {time.perf_counter() - started:.1f} s"


@contextmanager
def _built(
    request: BuildRequest, progress: Progress
) -> Iterator[tuple[Builder, Revision, BuildResult]]:
    """Build the site of a release, without its search; give its builder and the revision."""
    cache = Cache(request.cache)
    basis = request.basis()
    read = request.cached(cache, basis) or request.resolved(full=False)
    if read is None:
        raise SystemExit(f"a release is made by the program alone: PLUGINS has others; {NOTHING}")
    # No script is in a release: it is the same without the database of the browser, and with it.
    site = replace(read, published=True, data_files=True, sqlite_wasm="")
    cache.save({"settings": (basis, asdict(read))})
    content = Path(site.content)
    beside = own_templates.problems(site.templates.parent, Path(site.theme))
    others = (*tracked(content.parent), *beside, *files.find_placeholders(content))
    with closing(Builder(site, cache, progress.at)) as builder:
        refusals.refuse_problems(builder.load(), others)
        found = [path for path, is_plain in files.list_sources(content) if is_plain]
        revision = revision_of(content, found, builder.linked.as_of)
        if revision.warning:
            sys.stderr.write(f"{revision.warning}\n")
        builder.settings = replace(site, commit=site.commit or revision.commit)
        yield builder, revision, builder.build(search=False)


def _write(
    path: Path, builder: Builder, revision: Revision, result: BuildResult, progress: Progress
) -> str:
    """Write the file of a release; return in a line where it is, and what it holds."""
    site = builder.settings
    addresses = contents.kept(result.stamps, builder.linked.urls)
    payload = {
        **{f"{SITE}{address}": Path(site.output, address) for address in addresses},
        **{f"{SOURCES}{inside}": Path(site.content, inside) for inside in revision.files},
    }
    contents.refuse_names(payload)
    words = contents.Words.of(builder, revision, path.stem)
    local = words.local_pages(addresses)
    with stream_whole(path) as stream, BagFile(stream, path.stem, revision.moment) as bag:
        bag.add_tag_file(contents.README, words.readme(addresses))
        for done, (name, file) in enumerate(sorted(payload.items()), 1):
            if name.startswith(SITE) and name.endswith(".html"):
                page = local_page(file.read_text("utf-8"), name.removeprefix(SITE), local)
                bag.add(name, page.encode())
            else:
                with file.open("rb") as opened:
                    bag.add(name, opened)
            progress.at("packing", done, len(payload))
        bag.close(words.info())
    longest = max(len(f"{path.stem}/{name}") for name in payload)
    return (
        f"{printable(str(path))}: {len(payload)} files, {path.stat().st_size / 1e6:.1f} MB, "
        f"paths of up to {longest} signs"
    )
