"""Rendering: the theme's templates, as Jinja is set here for every page, and the theme's files.

Templates compute nothing, escape everything, and a name that is missing is an error. Each is
compiled once for as long as it stays the same (`compiling`), and its bytecode kept in the cache.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from errno import ENOENT
from functools import lru_cache
from pathlib import Path
from typing import cast

import jinja2
from jinja2 import (
    FileSystemBytecodeCache,
    FileSystemLoader,
    StrictUndefined,
    TemplateNotFound,
    UndefinedError,
)
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from suites.address import STATIC
from suites.catalogue import Catalogue
from suites.exporters.script import script
from suites.exporters.stylesheet import STYLESHEET, stylesheet
from suites.ignored import is_ignored
from suites.pages import PageFile
from suites.pages.parts import SiteFrame
from suites.publication import compiling
from suites.publication.compiling import Plainly

PIECES = 1_000
"""How many pieces of pages `once` keeps of a macro."""

_CALL = ["t", "lparen", "string", "rparen"]
"""The tokens of `t("…")`."""


def renderer(
    theme: Path, cache: Path, catalogue: Catalogue, frame: SiteFrame, *, private: bool
) -> Callable[[PageFile], str]:
    """What makes the HTML of a page; pages of a private copy are marked as such."""
    environment = Plainly(
        loader=FileSystemLoader(theme / "templates"),
        bytecode_cache=_bytecode(cache, catalogue),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    # No more than templates need: whatever one imports goes through all of them. `once` wraps a
    # macro whose pieces many pages show; equal values are taken for the same ones, so a text may
    # not be markup here and none there.
    once = lru_cache(PIECES)
    environment.globals = {"t": catalogue.t, "site": frame, "once": once, "range": range}
    environment.add_extension(Worded)

    def render(page: PageFile) -> str:
        try:
            text = environment.get_template(page.template).render(page=page.view)
        except AttributeError as error:
            raise UndefinedError(str(error)) from error
        except TemplateNotFound as error:
            missing = theme / "templates" / str(error.name)
            raise FileNotFoundError(ENOENT, "the theme lacks this template", missing) from None
        if not private:
            return text
        from suites.pages import full_text

        banner = environment.get_template("partials/private-copy.html").render(page=page.view)
        return full_text.marked(text, banner)

    return render


class Worded(Extension):
    """`t("…")` without values becomes its text when a template is compiled: no page asks for it.

    What the catalogue does not know stays a call, and is told when it is needed.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """The tokens of a template, each such call replaced by its text."""
        t = cast("Callable[[str], str]", self.environment.globals["t"])
        tokens = list(stream)
        called = [one.value if one.type in ("name", "dot") else one.type for one in tokens]
        place = 0
        while place < len(tokens):
            one = tokens[place]
            place += 1
            if called[place - 1 : place + 3] == _CALL and called[place - 2 : place - 1] != ["."]:
                with suppress(KeyError):
                    one = Token(one.lineno, "string", t(tokens[place + 1].value))
                    place += 3
            yield one


def _bytecode(cache: Path, catalogue: Catalogue) -> FileSystemBytecodeCache:
    """Return where bytecode is kept; Jinja compares each template and the Python with its own.

    A loader of compiled modules would leave weak proxies in `sys.modules`, which whoever walks
    through all modules stumbles over.
    """
    made_by = hashlib.sha256(f"{jinja2.__version__} {catalogue.digest}".encode())
    made_by.update(Path(compiling.__file__).read_bytes())
    folder = cache / "templates" / made_by.hexdigest()[:32]
    if not folder.is_dir():
        shutil.rmtree(folder.parent, ignore_errors=True)
        folder.mkdir(parents=True)
    return FileSystemBytecodeCache(str(folder))


def theme_files(theme: Path) -> Iterator[tuple[str, bytes]]:
    """The parts of the stylesheet as one file, scripts without comments, all else as it is."""
    parts: dict[str, str] = {}
    static = theme / "static"
    for path in sorted(static.rglob("*")):
        inside = path.relative_to(static)
        if is_ignored(inside.parts) or not path.is_file():
            continue
        if inside.suffix == ".css":
            parts[inside.name] = path.read_text("utf-8")
        elif inside.suffix == ".js":
            yield f"{STATIC}{inside.as_posix()}", script(path.read_text("utf-8")).encode()
        else:
            yield f"{STATIC}{inside.as_posix()}", path.read_bytes()
    yield f"{STATIC}{STYLESHEET}", stylesheet(parts).encode()
