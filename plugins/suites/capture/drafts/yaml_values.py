"""YAML values: words of a capture -> YAML that reads as the same words, whatever they are.

Free text stands between double quotation marks, on one line, with the two escapes it
needs; characters that no file of the archive may hold (controls, surrogates, those that turn the
direction of writing) are taken out before. So nothing that a page says can end its value, begin a
key or open a comment.
"""

import re

from suites.archive.front_matter.core_yaml import FORBIDDEN
from suites.archive.problems import is_visible

LONGEST_HEADLINE, LONGEST_NAME, LONGEST_WORDS = 500, 200, 80
"""Characters of a headline, of a name, and of a page's words in a comment, at the most."""

# Those of them that take no room; in their place no space may stand, or a quote would not be found.
_DIRECTIONS = re.compile("[\u202a-\u202e\u2066-\u2069]")
TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\u200b\u2060\u00ad]")


def one_line(text: str) -> str:
    r"""Return the text on one line, without forbidden characters; empty if nothing can be seen.

    >>> one_line(" a\x00\nb\u202ec ")
    'a bc'
    """
    line = re.sub("[ \t\n]+", " ", FORBIDDEN.sub(" ", TURNING.sub("", text))).strip()
    return line if is_visible(line) else ""


def many_lines(text: str) -> str:
    r"""Return the text of an article, its lines kept, without forbidden characters.

    >>> many_lines("un\u202e mot\u202c.\x00\n")
    'un mot. '
    """
    text = _DIRECTIONS.sub("", text)
    return FORBIDDEN.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")


def quoted_value(text: str) -> str:
    r"""Return a YAML scalar that reads as the text on one line.

    >>> print(quoted_value('a: "b" # c\\'))
    "a: \"b\" # c\\"
    """
    plain = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def comment(text: str) -> str:
    """Return a YAML comment that holds the text on one line."""
    return f"# {one_line(text)}"


def shortened(text: str, limit: int = LONGEST_WORDS) -> str:
    """Return a few words of a page, on one line.

    >>> shortened("un deux trois", 8)
    'un deux…'
    """
    line = one_line(text)
    if len(line) <= limit:
        return line
    return line[:limit].rpartition(" ")[0].rstrip() + "…" if " " in line[:limit] else line[:limit]
