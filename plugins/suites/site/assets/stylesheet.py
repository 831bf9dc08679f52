"""The stylesheet: its parts, in the order of their file names -> one file to serve.

A page then waits for one file, and the parts stay small enough to be read. Their order decides
nothing: the layers that the first part declares do. Comments are for us, and stay behind.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

STYLESHEET = "css/site.css"
"""Where the served file lies among the theme's."""

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_INDENT = re.compile(r"\n\s*")


def stylesheet(parts: Mapping[str, str]) -> str:
    r"""The parts (file name -> CSS) as one text, without comments, indents and empty lines.

    >>> stylesheet({"30-base.css": "a {\n  b: c; /* why */\n}\n", "00-layers.css": "@layer x;"})
    '@layer x;\na {\nb: c;\n}\n'
    """
    joined = "\n".join(parts[name] for name in sorted(parts))
    lines = _INDENT.sub("\n", _COMMENT.sub("", joined)).strip()
    return "\n".join(line.rstrip() for line in lines.split("\n")) + "\n"
