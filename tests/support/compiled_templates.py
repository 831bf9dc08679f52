"""The templates of the real theme, compiled once for all the projects that a test run copies.

Compiling them takes half of the time of a first build of the miniature. Jinja compares the source
of a template with that of its code, so that a template that a test changes is compiled anew.
"""

from __future__ import annotations

import inspect
import tempfile
from functools import cache
from pathlib import Path
from types import CodeType, SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader

from suites.build.templates import CompiledTemplates, renderer
from support.reference_templates import write_reference_templates
from support.rendered_pages import CATALOGUE, THEME


def write_compiled_templates(theme: Path, build_cache: Path) -> None:
    """Write the compiled templates of a copy of the theme into the cache of a build."""
    environment, compiled = _compiled()
    kept = CompiledTemplates(build_cache / "templates", type(environment).__name__)
    (build_cache / "templates").mkdir(parents=True, exist_ok=True)
    for name, (source, code) in compiled.items():
        path = str(theme / "templates" / name)
        bucket = kept.get_bucket(environment, name, path, source)
        bucket.code = _at(code, path)
        kept.set_bucket(bucket)
    write_reference_templates(build_cache)


@cache
def _compiled() -> tuple[Environment, dict[str, tuple[str, CodeType]]]:
    """Return the environment of a build, and the source and the code of each template by name."""
    frame: Any = None
    with tempfile.TemporaryDirectory() as folder:
        words: Any = SimpleNamespace(t=CATALOGUE.t, urls={})
        render = renderer(THEME, Path(folder), words, frame, private=False)
        environment = inspect.getclosurevars(render).nonlocals["templates"]
    loader: FileSystemLoader = environment.loader
    environment.bytecode_cache = None
    compiled = {}
    for name in loader.list_templates():
        source, path, _ = loader.get_source(environment, name)
        compiled[name] = (source, environment.compile(source, name, path))
    return environment, compiled


def _at(code: CodeType, path: str) -> CodeType:
    """Return the same code as if it had been compiled from another file."""
    constants = (_at(one, path) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=path, co_consts=tuple(constants))
