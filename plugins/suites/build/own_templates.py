"""Own templates: those that an archive lays over the theme's, in `templates/` beside its content.

A template there is found before the theme's of the same name; `theme/<name>` still names the
theme's, so that one can extend what it takes the place of. They are part of the program, as the
theme is: nothing of the content is ever rendered as a template.
"""

from __future__ import annotations

import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from suites.archive.ignored_files import is_ignored
from suites.archive.problems import Problem, nearest, quoted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from jinja2 import BaseLoader, nodes

FOLDER = "templates"
"""The folder beside the content, and the one of a theme."""

THEME = "theme"
"""Before the names of the theme's own templates, where both are there."""


def names(folder: Path) -> list[str]:
    """Return the names of the templates below a folder, sorted; none where there is no folder."""
    found = (path.relative_to(folder) for path in folder.rglob("*.html"))
    return sorted(path.as_posix() for path in found if not is_ignored(path.parts))


def _other_files(folder: Path) -> list[str]:
    """Return the names of the files below a folder that are no templates, sorted."""
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return sorted(
        path.as_posix()
        for path in found
        if path.suffix != ".html"
        and not is_ignored(path.parts)
        and not any(part.startswith(".") for part in path.parts)
    )


def loader(own: Path, theme: Path) -> BaseLoader:
    """Return what finds the templates of a theme, with those in `own` before them."""
    from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader

    of_theme = FileSystemLoader(theme / FOLDER)
    if not own.is_dir():
        return of_theme
    return ChoiceLoader([FileSystemLoader(own), PrefixLoader({THEME: of_theme}), of_theme])


def problems(home: Path, theme: Path) -> tuple[Problem, ...]:
    """Return the templates beside a content that cannot be read, or that nothing uses."""
    own = home / FOLDER
    if not own.is_dir():
        return ()
    import jinja2
    from jinja2 import meta

    environment, found = jinja2.Environment(autoescape=True), []
    of_theme = names(theme / FOLDER)
    used, known = set(of_theme), {*of_theme, *names(own), *(f"{THEME}/{one}" for one in of_theme)}
    for name in names(own):
        shown = f"{FOLDER}/{name}"
        line, why = 1, ""
        if not (own / name).is_file():
            why = "it is no plain file"
        else:
            try:
                tree = environment.parse((own / name).read_text("utf-8"), name)
            except jinja2.TemplateSyntaxError as error:
                line, why = error.lineno, f"{error.message}"
            except UnicodeDecodeError:
                why = "it is no UTF-8"
            except RecursionError:
                why = "it has too many parentheses or blocks in one another"
        if why:
            what = f"the template cannot be read: {why}"
            found.append(Problem(shown, line, 1, "template-wrong", what, _mend(name)))
            used.add(name)
            continue
        used.update(one for one in meta.find_referenced_templates(tree) if one)
        for line, wanted in _required(tree):
            if wanted not in known:
                what = f"there is no template {quoted(wanted)}"
                hint = nearest(wanted, sorted(known)) or _mend(name)
                found.append(Problem(shown, line, 1, "template-wrong", what, hint))
    for name in _other_files(own):
        what = f"nothing reads {quoted(name)}: a template ends in .html"
        mend = "delete it; docs/theming.md says how colours, typefaces and images are changed"
        found.append(Problem.of_file(f"{FOLDER}/{name}", "template-unused", what, mend))
    for name in names(own):
        if name not in used:
            what = f"the theme has no template {quoted(name)}, and none includes it"
            hint = nearest(name, names(theme / FOLDER)) or "name it as the one that it replaces"
            found.append(Problem.of_file(f"{FOLDER}/{name}", "template-unused", what, hint))
    return tuple(found)


def _required(tree: nodes.Template) -> Iterator[tuple[int, str]]:
    """Yield the line and the name of each template that another one cannot do without."""
    from jinja2 import nodes

    named = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
    for node in tree.find_all(named):
        # A name that a value of the page gives is known when that page is made.
        wanted = getattr(getattr(node, "template", None), "value", None)
        if isinstance(wanted, str) and not getattr(node, "ignore_missing", False):
            yield node.lineno, wanted


def failure(error: Exception, own: Path) -> Problem | None:
    """Return the problem behind an error that a template of the archive's own raised, else None."""
    from jinja2 import TemplateNotFound

    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        path = Path(frame.filename)
        if path.is_relative_to(own):
            name = path.relative_to(own).as_posix()
            what = f"the template fails: {error}"
            if isinstance(error, TemplateNotFound):
                what = f"there is no template {quoted(error.name)}"
            return Problem(
                f"{FOLDER}/{name}", frame.lineno or 1, 1, "template-wrong", what, _mend(name)
            )
    return None


def _mend(name: str) -> str:
    return f"compare it with theme/{FOLDER}/{name}, of which the program may have another version"
