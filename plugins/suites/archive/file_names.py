"""File names: where the files of a content lie, and what is wrong with a name or a place.

The name is the id: until it is mended, whatever refers to the file cannot be told from a mistake.
"""

import re
from collections.abc import Sequence

from suites.archive import theme_files
from suites.archive.dates import Date
from suites.archive.model import id_of_path
from suites.archive.model.archive import FOLDERS, RECORD_KINDS
from suites.archive.problems import Problem, quoted
from suites.archive.slugs import proposed_id

SETTINGS, VOCABULARY = "archive.yaml", "vocabulary.yaml"
UNDATED = "undated"
"""The folder of the articles of which no single year is known."""
PROPOSALS = "proposals"
"""The folder of what is proposed: the site shows nothing of it."""
PROPOSAL_NAME = "YYYY-MM-DD-{}-<4 to 12 signs of a-z0-9>.yaml"
"""How the file of a proposal for a record is named, as a mend says it."""

_TEXTS = frozenset({"md", "markdown", "mdown", "mkd", "txt"})
_DATED = re.compile(r"[12][0-9]{3}-")


def displayed_path(name: str, path: str) -> str:
    """Return a path below the content folder of that name as problems show it."""
    return f"{name}/{path}".encode("utf-8", "replace").decode()


def is_placed(parts: Sequence[str]) -> bool:
    """Return whether a record may lie at a path below the content, given in its parts."""
    if not parts[-1].endswith(".md"):
        return False
    if parts[0] == "articles":
        return len(parts) == 3 and _is_year(parts[1])
    return len(parts) == 2 and parts[0] in FOLDERS


def year_folder(published: Date | None) -> str:
    """Return the folder of an article: its one year of publication, or `undated`.

    >>> from suites.archive import dates
    >>> [year_folder(dates.parse(text)) for text in ("2023-09", "2023/2024")], year_folder(None)
    (['2023', 'undated'], 'undated')
    """
    if published is None:
        return UNDATED
    return folder_of_years(published.earliest.year, published.latest.year)


def folder_of_years(first: int, last: int) -> str:
    """Return the folder of an article that was published between two years."""
    return f"{first:04}" if first == last else UNDATED


def record_path(kind: str, id_: str, published: Date | None = None) -> str:
    """Return the path below the content of the file of a record.

    >>> from suites.archive import dates
    >>> record_path("article", "un-tram", dates.parse("2023-09")), record_path("outlet", "la-vigie")
    ('articles/2023/un-tram.md', 'entities/la-vigie.md')
    """
    folder = RECORD_KINDS[kind].folder
    year = f"/{year_folder(published)}" if kind == "article" else ""
    return f"{folder}{year}/{id_}.md"


def is_proposal(path: str) -> bool:
    """Return whether a proposal may lie at a path below the content."""
    folder, _, name = path.partition("/")
    return folder == PROPOSALS and "/" not in name and name.endswith(".yaml")


def _is_year(folder: str) -> bool:
    return folder == UNDATED or (len(folder) == 4 and folder.isascii() and folder.isdigit())


def meant_id(path: str) -> str:
    """Return the id that the name of a misplaced or misnamed text may mean; empty for other files.

    >>> meant_id("articles/2024-10-02 Dépêche.txt"), meant_id("photo.svg")
    ('2024-10-02-depeche', '')
    """
    stem, _, ending = path.rpartition("/")[2].rpartition(".")
    return proposed_id(stem) if ending.lower() in _TEXTS else ""


def misnamed(name: str, path: str, taken: str | None) -> Problem:
    """Return the problem of a record whose name cannot be an id.

    `taken` is the path of the record that has the id that it may mean, None where there is none.
    """
    id_, what = meant_id(path), f"{quoted(id_of_path(path))} cannot be an id"
    mend = "name the file with 1 to 80 signs among a-z, 0-9 and -"
    if id_ and taken is None:
        mend = f"rename it {id_}.md: an id has 1 to 80 signs among a-z, 0-9 and -"
    elif id_:
        mend += f"; {id_} is the id of {displayed_path(name, taken or '')}"
    return Problem.of_file(displayed_path(name, path), "id-wrong", what, mend)


def misplaced(name: str, path: str, *, is_plain: bool) -> Problem:
    """Return the problem of a file where no record lies; `is_plain` unless it is a link."""
    shown = displayed_path(name, path)
    what = f"no thing of the archive lies at {quoted(shown, 120)}"
    *others, last = (folder for folder in FOLDERS if folder != "articles")
    if path.startswith(f"{PROPOSALS}/"):
        mend = f"a proposal is a plain file {PROPOSALS}/{PROPOSAL_NAME.format('<record>')}"
        return Problem.of_file(shown, "file-misplaced", what, mend)
    mend = (is_plain and _right_place(name, path)) or (
        "a thing is a plain Markdown file: articles/YYYY/<id>.md or articles/undated/<id>.md, "
        f"else {'/, '.join(others)}/ or {last}/<id>.md"
    )
    return Problem.of_file(shown, "file-misplaced", what, mend)


def _right_place(name: str, path: str) -> str:
    """Return where a misplaced file may be meant to lie, as a mend; empty when unknown."""
    parts = path.split("/")
    ending = parts[-1].rpartition(".")[2]
    if any(part.startswith(".") for part in parts):
        return ""
    if parts[0] == "templates":
        return (
            f"templates/ lies beside {name}/: move it to {displayed_path('templates', path[10:])}"
        )
    if ending in theme_files.LIMITS and ending != "txt":
        place = displayed_path(name, f"{theme_files.FOLDER}/{parts[-1]}")
        return f"move it to {place}, and name it under theme: in {SETTINGS}; see docs/theming.md"
    id_, folder = meant_id(path), parts[0].casefold()
    if not id_ or folder not in FOLDERS or len(parts) == 1:
        return ""
    if folder != "articles":
        return f"move it to {displayed_path(name, f'{folder}/{id_}.md')}"
    year = next((part for part in parts[1:-1] if _is_year(part)), "")
    if year or _DATED.match(id_):
        return f"move it to {displayed_path(name, f'articles/{year or id_[:4]}/{id_}.md')}"
    dated = displayed_path(name, f"articles/YYYY/{id_}.md")
    return f"move it to {dated}, YYYY the year of publication, or to articles/undated/"


def unnamed(shown: str) -> Problem:
    """Return the problem of a theme file that no setting names."""
    what = f"no setting names {quoted(shown, 120)}"
    mend = f"name it under theme: in {SETTINGS}, or delete it; see docs/theming.md"
    return Problem.of_file(shown, "file-misplaced", what, mend)


def clash(shown: str, other: str) -> Problem:
    """Return the problem of a file whose id is that of another one."""
    code = "id-clash" if id_of_path(shown) == id_of_path(other) else "id-clash-case"
    what = f"the id {quoted(id_of_path(shown))} is already that of {other}"
    mend = "ids are unique across all kinds, whatever their capitals: rename the newer file"
    return Problem.of_file(shown, code, what, mend)
