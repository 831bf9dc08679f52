"""Projects: a content with the real settings and the real theme, in a folder of a test's own."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.compiled_templates import write_compiled_templates
from support.drawn_images import write_share_images
from support.miniature import CONTENT, ROOT


def copy_project(folder: Path, content: Path = CONTENT, *, empty_cache: bool = False) -> Path:
    """Copy a project into `folder`, and return it; by default with the miniature's content.

    Its cache holds the compiled templates and the images of the miniature, which saves half of a
    first build, or is not there.
    """
    shutil.copytree(content, folder / "content", dirs_exist_ok=True)
    shutil.copytree(ROOT / "theme", folder / "theme", dirs_exist_ok=True)
    for name in ("pelicanconf.py", "publishconf.py", "Makefile"):
        shutil.copy(ROOT / name, folder)
    if not empty_cache:
        write_compiled_templates(folder.resolve() / "theme", folder / ".cache")
        write_share_images(folder / ".cache")
    return folder
