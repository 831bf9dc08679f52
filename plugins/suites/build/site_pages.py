"""Site pages: the sites of two contents, made by this program, and the pages in which they differ.

    files of each content -> a project of its own, with these settings and this theme -> output
        -> pages that differ (`analysis.changes.pages`) -> a folder of diffs

The settings, the templates and the program are those of this repository: of a content that is
anybody's, nothing is run.
"""

import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from suites import build
from suites.analysis.changes import Side
from suites.analysis.changes.pages import PageChange, page_changes
from suites.archive.problems import printable
from suites.build import own_templates
from suites.build.cache import CACHE
from suites.build.staging import MANIFEST

LIST = "pages.txt"
"""The file that lists the pages, in the folder of their diffs."""

_SETTINGS = """import os, runpy, sys
sys.path.insert(0, {home!r})
_read = runpy.run_path({settings!r})
globals().update({{name: value for name, value in _read.items() if name.isupper()}})
PATH, OUTPUT_PATH, CACHE_PATH = "content", "output", {cache!r}
THEME = os.path.join({home!r}, THEME)
PLUGIN_PATHS = [os.path.join({home!r}, path) for path in PLUGIN_PATHS]
"""


class UnbuiltError(Exception):
    """A site could not be made; the message says which, and why."""


def compare_contents(before: Side, after: Side, settings: Path, folder: Path) -> list[PageChange]:
    """Build the sites of two contents, and write to a folder how their pages differ; return them.

    `settings` are those of both sites. UnbuiltError when a content has problems.
    """
    with TemporaryDirectory(prefix="suites-pages-") as made:
        project = Path(made)
        home = settings.resolve().parent
        text = _SETTINGS.format(home=str(home), settings=str(settings.resolve()), cache=CACHE)
        (project / "pelicanconf.py").write_text(text, "utf-8")
        if (own := home / own_templates.FOLDER).is_dir():
            shutil.copytree(own, project / own_templates.FOLDER)
        outputs: list[Path] = []
        for index, side in enumerate((before, after)):
            _write(project / "content", side.files)
            try:
                build.build(project / "pelicanconf.py")
            except SystemExit as error:
                why = str(error).strip().split("\n")[-1]
                raise UnbuiltError(
                    f"the site of {printable(side.name)} is not built: {why}"
                ) from None
            # The second build goes on from the first one, in the same place.
            outputs.append(project / f"output-{index}")
            shutil.copytree(project / "output", outputs[-1])
        return compare_outputs(outputs[0], outputs[1], folder)


def compare_outputs(before: Path, after: Path, folder: Path) -> list[PageChange]:
    """Write to a folder, which is made, how the pages of two built sites differ; return them."""
    found = list(
        page_changes(
            _pages(before),
            _pages(after),
            lambda path: (before / path).read_bytes(),
            lambda path: (after / path).read_bytes(),
        )
    )
    folder.mkdir(parents=True, exist_ok=True)
    signs = {"added": "+", "removed": "-", "changed": "~"}
    lines = [f"{signs[one.action]} {printable(one.path)}\n" for one in found]
    (folder / LIST).write_text("".join(lines), "utf-8")
    for one in found:
        there = folder / Path(one.path).with_suffix(".diff")
        there.parent.mkdir(parents=True, exist_ok=True)
        there.write_text("".join(f"{line}\n" for line in one.diff), "utf-8")
    return found


def is_site(folder: Path) -> bool:
    """Return whether a folder is a site that was built."""
    return (folder / MANIFEST).is_file()


def counted(found: list[PageChange]) -> str:
    """Return how many pages differ, in a few words."""
    counts = {
        sign: sum(one.action == action for one in found)
        for sign, action in (("+", "added"), ("−", "removed"), ("", "changed"))
    }
    told = [f"{sign}{n}{'' if sign else ' changed'}" for sign, n in counts.items() if n]
    return f"pages: {', '.join(told)}" if told else "pages: none differs in what it says"


def _pages(output: Path) -> list[str]:
    return [
        path.relative_to(output).as_posix() for path in output.rglob("*.html") if path.is_file()
    ]


def _write(content: Path, files: Mapping[str, bytes]) -> None:
    """Make a folder hold some files and no others; what did not change keeps its times."""
    for path in [one for one in content.rglob("*") if one.is_file()]:
        if path.relative_to(content).as_posix() not in files:
            path.unlink()
    for name, raw in files.items():
        there = content / name
        if not there.is_file() or there.read_bytes() != raw:
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(raw)
