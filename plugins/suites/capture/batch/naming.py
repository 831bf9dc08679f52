"""Naming: which files are meant by names as they are typed, or as browsers save them.

`make` hands over one text, as it was written: names may hold spaces, apostrophes, dollars and
whatever else a headline does. What is there decides where one ends: the longest name that exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "SUITES_FROM"
"""The variable in which `make convert` hands over what FROM says."""

MOST_SPACES = 60
"""In one name."""


def named(text: str) -> list[Path]:
    """The files and folders of a text, in order; each line, if there are several, by itself.

    A name may stand between quotation marks, begin with ~, hold backslashes before spaces as a
    terminal completes it, or be a pattern, such as saved/*.html. What is not there is one path.
    """
    return [path for line in text.splitlines() for path in _on_one_line(line.strip())]


def _on_one_line(line: str) -> Iterator[Path]:
    words = list(re.finditer(r"\S+", line))
    place = 0
    while place < len(words):
        begin, missing = words[place].start(), place
        for last in reversed(range(place, min(len(words), place + MOST_SPACES))):
            if found := _there(line[begin : words[last].end()]):
                yield from found
                place = last + 1
                break
        else:
            # The rest may be one name, of which nothing is there.
            while place < len(words) and not _there(words[place][0]):
                place += 1
            yield Path(line[words[missing].start() : words[place - 1].end()])


def _there(written: str) -> list[Path]:
    """What is there under a name, in one of the ways to write it; nothing if it is not there."""
    bare = written[1:-1] if written[:1] in "\"'" and written[-1:] == written[:1] else written
    for name in dict.fromkeys((written, bare, re.sub(r"\\(.)", r"\1", bare))):
        path = Path(name).expanduser() if name.startswith("~/") else Path(name)
        if _exists(path):
            return [path]
        if found := _matching(path):
            return found
    return []


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or with a NUL in it
        return False


def _matching(pattern: Path) -> list[Path]:
    if not set("*?[") & set(str(pattern)):
        return []
    try:
        return sorted(Path(pattern.anchor or ".").glob(str(pattern.relative_to(pattern.anchor))))
    except (OSError, ValueError, NotImplementedError):
        return []


def absent(path: str) -> str:
    """What to say of a path that is not there: an address is no file."""
    # A path has lost one of the two slashes of an address.
    if re.match(r"(?:https?|ftp):/|www\.", path):
        address = re.sub(r":/+", "://", path, count=1)
        return (
            f"{address} is an address, and nothing is fetched from the web: "
            "open the page in a browser, save it as HTML, and give that file"
        )
    if path.startswith("file:/"):
        return f"{path} is an address: give the path of the file, without file://"
    return f"there is no {path}"
