"""Render pages with the theme's templates, and collect the theme's static files.

Templates compute nothing, escape everything, and a name that is missing is an error. Each is
compiled once for as long as it stays the same: its code is kept in the cache, behind digests.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from errno import ENOENT
from importlib.util import MAGIC_NUMBER
from pathlib import Path

import jinja2
from jinja2 import FileSystemLoader, StrictUndefined, TemplateNotFound
from jinja2.bccache import Bucket, BytecodeCache

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import urls
from suites.archive.ignored_files import is_ignored
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.languages.data import pictures
from suites.build import checksummed, jinja_compiler, own_templates
from suites.build.refusals import UNCHANGED
from suites.site import own_theme
from suites.site.assets import APART, PUNCTUATION, STYLESHEET, punctuation, script, stylesheet
from suites.site.views import PageFile, SiteFrame, ViewBuilder
from suites.system import environment


def renderer(
    theme: Path,
    cache: Path,
    builder: ViewBuilder,
    frame: SiteFrame,
    *,
    private: bool,
    own: Path | None = None,
) -> Callable[[PageFile], str]:
    """Return what renders a page to HTML; pages of a private copy get its banner.

    Templates in the folder `own` take the place of the theme's. SystemExit when one of them fails.
    """
    shortcuts = environment.shortcuts()
    kind = jinja_compiler.FastEnvironment if shortcuts else jinja2.Environment
    templates = kind(
        loader=own_templates.loader(own, theme) if own else FileSystemLoader(theme / "templates"),
        bytecode_cache=CompiledTemplates(cache / "templates", kind.__name__),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    # No more than templates need: all of it is copied into each that is imported. `once` wraps a
    # macro that many pages call alike.
    templates.globals = {
        "t": builder.t,
        "site": frame,
        "urls": builder.urls,
        "once": jinja_compiler.once() if shortcuts else lambda macro: macro,
        "range": range,
    }

    def render(page: PageFile) -> str:
        try:
            text = templates.get_template(page.template).render(page=page.view)
        except Exception as error:  # of a template of the archive's own, which is a program
            if own and (problem := own_templates.failure(error, own)):
                raise SystemExit(f"{problem}\n{UNCHANGED}") from None
            if isinstance(error, TemplateNotFound):
                missing = theme / "templates" / str(error.name)
                what = "the theme lacks this template"
                raise FileNotFoundError(ENOENT, what, missing) from None
            raise
        if not private:
            return text
        from suites.site.views import full_text

        banner = templates.get_template("partials/private-copy.html").render(page=page.view)
        return full_text.marked(text, banner)

    return render


class CompiledTemplates(BytecodeCache):
    """Compiled templates in a folder, one file each, made by an environment of that name.

    A file is run only if it holds what this compiler wrote for this template under this Python;
    any other file is compiled anew. Jinja itself compares the template's source.
    """

    def __init__(self, folder: Path, environment_name: str) -> None:
        self._folder = folder
        versions = (jinja2.__version__, sys.implementation.cache_tag, MAGIC_NUMBER)
        code = [Path(file).read_bytes() for file in (__file__, jinja_compiler.__file__)]
        made_by = repr((environment_name, versions, code))
        self._made_by = hashlib.sha256(made_by.encode()).digest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the bucket its code, if it is kept."""
        kept, head = checksummed.read(self._path(bucket)), self._head(bucket)
        if kept is not None and kept.startswith(head):
            bucket.bytecode_from_string(kept[len(head) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a bucket; a cache that cannot be written is left as it is."""
        with suppress(OSError):
            checksummed.write(self._path(bucket), self._head(bucket) + bucket.bytecode_to_string())

    def _path(self, bucket: Bucket) -> Path:
        return self._folder / f"{bucket.key}.cache"

    def _head(self, bucket: Bucket) -> bytes:
        return self._made_by + bucket.key.encode()


def theme_files(theme: Path, linked: LinkedArchive) -> Iterator[tuple[str, bytes]]:
    """Yield the stylesheet's parts as one file, scripts without comments, all else as it is.

    The files of the archive's own theme lie among them, and its style is a part of the stylesheet;
    so is the punctuation of its language, whose pictures lie beside them.
    """
    language = linked.archive.language
    colon = language.spacing.typeset(language.colon).rstrip()
    comma = read_catalogue(language.tag).t("list.comma")
    parts = {PUNCTUATION: punctuation(colon, comma)}
    if own := linked.archive.settings.theme:
        parts[own_theme.STYLE_PART] = (theme / own_theme.STYLE_PART).read_text("utf-8")
        parts[own_theme.TOKENS_PART] = own_theme.style(own)
    yield from own_theme.files(linked)
    static = theme / "static"
    for path in sorted(static.rglob("*")):
        inside = path.relative_to(static)
        if is_ignored(inside.parts) or not path.is_file():
            continue
        if inside.suffix == ".css":
            parts[inside.name] = path.read_text("utf-8")
        elif inside.suffix == ".js":
            yield f"{urls.STATIC}{inside.as_posix()}", script(path.read_text("utf-8")).encode()
        else:
            yield f"{urls.STATIC}{inside.as_posix()}", path.read_bytes()
    for name, raw in pictures(language.tag).items():
        yield f"{urls.STATIC}pictures/{name}.png", raw
    for name, repeated in APART.items():
        alone = {name: parts.pop(name), **{one: parts[one] for one in repeated if one in parts}}
        yield f"{urls.STATIC}css/{name}", stylesheet(alone).encode()
    yield f"{urls.STATIC}{STYLESHEET}", stylesheet(parts).encode()
