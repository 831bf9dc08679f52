"""Scripts: a module as it is written -> as it is served, without what is only for us.

Whole-line comments and indents stay behind; nothing is renamed or joined, so that what a browser
reports is what we wrote. A text over several lines would lose its indents: our scripts have none.
"""

from __future__ import annotations


def script(text: str) -> str:
    r"""The script without its whole-line comments, indents and empty lines.

    >>> script("// why\nexport function f() {\n  // so\n  return 1; // kept\n}\n")
    'export function f() {\nreturn 1; // kept\n}\n'
    """
    lines = (line.strip() for line in text.split("\n"))
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))
