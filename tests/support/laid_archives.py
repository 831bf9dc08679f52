"""Archives laid by `suites init`, and later versions of the program for them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from suites.repository.program import HOME, LIST, MODEL, PACKAGE, Program, mode, read_program
from suites.repository.templates import tags

LANGUAGES = tags()
ANSWERS = {
    "fr": {
        "title": "Les trams d’Exempleville",
        "subject": "les trams d’une ville imaginaire",
        "publisher": "Les usagers d’Exempleville",
        "contact": "archive@example.org",
    },
    "de": {
        "title": "Die Trams von Beispielstadt",
        "subject": "die Trams einer erdachten Stadt",
        "publisher": "Die Fahrgäste von Beispielstadt",
        "contact": "archive@example.org",
    },
    "en": {
        "title": "The trams of Exampleton",
        "subject": "the trams of an imaginary town",
        "publisher": "The passengers of Exampleton",
        "contact": "archive@example.org",
    },
}
"""Answers to the questions of `suites init`, by language."""

STYLE, SCOPE = "theme/static/css/site.css", "tools/scope.sh"
PROGRAM = {
    PACKAGE: b'__version__ = "1.0"\n',
    MODEL: b"MODEL = 1\n",
    LIST: f"program:\n- Makefile\n- plugins/suites/\n- theme/\n- {SCOPE}\n"
    "copied: [pelicanconf.py]\n".encode(),
    STYLE: b"a {}\n",
    SCOPE: b"#!/bin/sh\n",
    "Makefile": b"html:\n",
    "pelicanconf.py": b'PATH = "content"\n',
}
"""The first version of a small program, which is laid in no time."""


def init_command(folder: Path, language: str, **more: str) -> list[str]:
    """Return the arguments that lay an archive in a folder."""
    answers = {**ANSWERS.get(language, ANSWERS["en"]), "language": language, **more}
    options = [f"--{name}={answer}" for name, answer in answers.items()]
    return ["init", *options, "--", str(folder)]


@cache
def program_files() -> Mapping[str, bytes]:
    """Return the files of this program by path, those that an archive copies once included."""
    program: Program = read_program(HOME)
    return {**program.files, **program.copied}


def write_folder(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write files into a folder, and return it."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
        (folder / path).chmod(mode(content))
    return folder


def write_zip(path: Path, files: Mapping[str, bytes], root: str = "suites-main/") -> Path:
    """Write files into a .zip as GitHub makes them, and return it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as opened:
        opened.comment = b"1" * 40
        for name, content in files.items():
            opened.writestr(f"{root}{name}", content)
    return path


def write_tar(path: Path, files: Mapping[str, bytes], root: str = "suites-main/") -> Path:
    """Write files into a .tar.gz as git makes them, and return it."""
    with tarfile.open(path, "w:gz", pax_headers={"comment": "2" * 40}) as opened:
        for name, content in files.items():
            member = tarfile.TarInfo(f"{root}{name}")
            member.size = len(content)
            opened.addfile(member, io.BytesIO(content))
    return path
