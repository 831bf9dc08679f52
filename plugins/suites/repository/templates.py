"""Templates: the archive's own files, as a language has them, with the answers in their places.

    languages/<tag>/archive/ -> render(answers, day) -> path in the repository -> bytes

An answer is text: a filter writes it so that neither YAML nor Markdown reads anything else in it.
"""

import json
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from jinja2 import Environment, StrictUndefined

from suites.archive import languages, placeholders
from suites.archive.ignored_files import is_ignored
from suites.archive.model.settings import MODEL
from suites.repository.answers import Answers

LIMITS: Mapping[str, Any] = {
    "account_words": [30, 250],
    "account_share": 50,
    "common_run": 12,
    "quotation_words": 15,
    "quotation_total_words": 100,
    "quotation_share": 10,
    "note_words": 50,
}
"""The limits that an archive begins with; its settings and its method say them."""

_FOLDER = Path(languages.__file__).parent
_MARKDOWN = re.compile(r"[\\`*_\[\]<>{}#|~&^$:]")


def tags() -> tuple[str, ...]:
    """Return the languages in which an archive can begin, sorted."""
    return tuple(tag for tag in languages.tags() if (_FOLDER / tag / "archive").is_dir())


def render(answers: Answers, day: date, licence: str, *, examples: bool) -> dict[str, bytes]:
    """Return the archive's own files by path; `licence` is the text of the program's licence."""
    environment = Environment(
        undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )  # S701: the files are Markdown and YAML, and each answer is escaped for its place
    environment.filters |= {"yaml": yaml_text, "markdown": markdown_text}
    prefix = placeholders.example_prefix(answers.language)
    values = {
        **answers._asdict(),
        "limits": LIMITS,
        "model": MODEL,
        "examples": examples,
        "example_prefix": prefix,
        "program_licence": licence,
        "today": day.isoformat(),
        "year": day.year,
    }
    folder = _FOLDER / answers.language / "archive"
    files: dict[str, bytes] = {}
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_wanted = examples or not path.name.startswith(prefix)
        if is_wanted and path.is_file() and not is_ignored(inside.parts):
            template = environment.from_string(path.read_text("utf-8"))
            place = re.sub("^github/", ".github/", inside.as_posix())  # what is hidden is ignored
            files[place] = template.render(values).encode()
    return files


def yaml_text(text: str) -> str:
    r"""Return a text on one line as YAML.

    >>> print(yaml_text('a "b": c\\'))
    "a \"b\": c\\"
    """
    return json.dumps(text, ensure_ascii=False)


def markdown_text(text: str) -> str:
    r"""Return a text on one line as Markdown, within a line.

    >>> print(markdown_text("Les *amis* du [tram]"))
    Les \*amis\* du \[tram\]
    """
    return _MARKDOWN.sub(r"\\\g<0>", text)
