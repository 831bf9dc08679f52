"""Typed paths: the files that are meant by names as they are typed, or as browsers save them.

`make` hands over one text, as it was written: names may hold spaces, apostrophes, dollars and
whatever else a headline does. The files that exist decide where a name ends: the longest one does.
"""

import re
from collections.abc import Iterator
from pathlib import Path

VARIABLE = "SUITES_FROM"  # the variable in which `make convert` hands over the value of FROM
MOST_WORDS = 60  # in one name
_ADDRESS = (
    r"(?P<shown>(?:view-source:)?)(?:(?:https?|ftp):/|www\."
    r"|(?:[a-z0-9-]{1,60}\.){1,5}(?:com|org|net|info|eu|fr|de|be|ch|uk|ca|lu|it|es|at)(?:/|$))"
)


def parse(text: str) -> list[Path]:
    """Return the files and folders of a text, in order; each line, if several, by itself.

    A name may stand between quotation marks, begin with ~, hold backslashes before spaces as a
    terminal completes it, or be a pattern, such as saved/*.html. What is not there is one path.
    """
    return [path for line in text.splitlines() for path in _parse_line(line.strip())]


def _parse_line(line: str) -> Iterator[Path]:
    words = list(re.finditer(r"\S+", line))
    place = 0
    while place < len(words):
        begin, missing = words[place].start(), place
        for last in reversed(range(place, min(len(words), place + MOST_WORDS))):
            if found := _existing(line[begin : words[last].end()]):
                yield from found
                place = last + 1
                break
        else:
            # The rest may be one name, of which nothing is there.
            while place < len(words) and not _existing(words[place][0]):
                place += 1
            yield Path(line[words[missing].start() : words[place - 1].end()])


def _existing(written: str) -> list[Path]:
    """Return the path of a name, in one of the ways to write it, or those of a pattern."""
    bare = written[1:-1] if written[:1] in "\"'" and written[-1:] == written[:1] else written
    for name in dict.fromkeys((written, bare, re.sub(r"\\(.)", r"\1", bare))):
        path = Path(name).expanduser() if name.startswith("~/") else Path(name)
        try:
            if path.exists():
                return [path]
            if set("*?[") & set(name):
                pattern = str(path.relative_to(path.anchor))
                if found := sorted(Path(path.anchor or ".").glob(pattern)):
                    return found
        except (OSError, ValueError, NotImplementedError):  # too long for a name, or with a NUL
            continue
    return []


def describe_missing(path: str) -> str:
    """Return a sentence about a path that is not there: an address is no file."""
    # A path has lost one of the two slashes of an address.
    if found := re.match(_ADDRESS, path, re.IGNORECASE):
        address = re.sub(r":/+", "://", path[len(found["shown"]) :], count=1)
        return (
            f"{address} is an address, and nothing is fetched from the web: open the page in a "
            "browser, save it complete, as HTML, or as one file (MHTML, SingleFile), and give that "
            "file; a copy of it in a web archive can be saved in the same way"
        )
    if path.startswith("file:/"):
        return f"{path} is an address: give the path of the file, without file://"
    return f"there is no {path}"
