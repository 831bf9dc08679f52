"""Ignored files: what editors, desktops and version control leave beside the sources.

Check, build, serve and convert share this one definition. A hidden Markdown file is none of them,
whichever folder it lies in: a record is never left out without a word.
"""

from collections.abc import Sequence

TOOL_FOLDERS = frozenset(
    "__pycache__ .git .hg .svn .idea .vs .vscode .history .obsidian .trash .stversions "
    ".ipynb_checkpoints".split()
)
"""Folders that tools keep for themselves, with copies of our files in some."""

NAMES = frozenset(("4913", "thumbs.db", "ehthumbs.db", "desktop.ini"))
"""Files of Vim (it tries whether it can write), and of Windows; in small letters."""

PREFIXES = (".#", "._", ".~", "~$")
"""Emacs and LibreOffice lock a file so, Word as well, and macOS keeps its attributes so."""

SUFFIXES = (
    *("~", ".bak", ".orig", ".rej", ".save", ".tmp", ".temp", ".swp", ".swo", ".swn"),
    *(".kate-swp", "___jb_tmp___", "___jb_old___"),
)
"""Backups, swap files, and what is left of a merge; in small letters."""


def is_ignored(inside: Sequence[str]) -> bool:
    """Return whether a file is nobody's source; `inside` is its path, below the sources, in parts.

    >>> [is_ignored(("pages", name)) for name in ("x.md", "x.md~", "#x.md#", ".#x.md", ".x.swp")]
    [False, True, True, True, True]
    >>> is_ignored((".hidden", "x.md")), is_ignored((".hidden", "x.png"))
    (False, True)
    """
    *folders, name = inside
    if not TOOL_FOLDERS.isdisjoint(folders):
        return True
    if name.endswith(".md"):
        return name.startswith(PREFIXES)
    small = name.lower()
    return (
        any(part[:1] == "." for part in inside)
        or small.endswith(SUFFIXES)
        or small.startswith(PREFIXES)
        or small in NAMES
        or (name[:1] == "#" and name[-1:] == "#")
    )
