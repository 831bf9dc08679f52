"""Usual YAML -> plain values, line by line: the few forms that nearly every head is written in.

    key: words      key: "text"       key: [words, "text"]      key: {key: words, key: "text"}
    key:            - key: …          - words                   …

Each line is one of these, and stands below the last one that is indented less. A text that has
anything else, or anything wrong, is left to `core_yaml`, which reads all of YAML: what is read here
is what would be read there, in a third of the time.
"""

from __future__ import annotations

import re
from typing import Any

from suites.front_matter.core_yaml import CONSTANTS, FORBIDDEN, MAX_DEPTH, typed

KEY = "[a-z_][a-z0-9_-]{0,60}"
# Words begin with a letter or a digit. A number sign after a space would begin a comment, and a
# colon before one would end a key; within brackets there are no colons and no commas. An apostrophe
# at the end may be a quotation mark, of which `misquoted` judges.
SIGNS = r"\w./'’()%$€\u00a0\u202f\-"
WORDS = rf"[^\W_][{SIGNS}#]*(?: [{SIGNS}][{SIGNS}#]*)*(?<!')"
MORE = rf"{SIGNS},;!?«»…=&+~@"
LONG_WORDS = rf"[^\W_][{MORE}#]*(?:[ :][{MORE}][{MORE}#]*)*(?<!')"
TEXT = rf'[^"\\\t\n{FORBIDDEN.pattern[1:-1]}]*'
LIST = rf'\[(?:(?:"{TEXT}"|{WORDS})(?:, (?:"{TEXT}"|{WORDS}))*)?\]'
ENTRY = rf'{KEY}: (?:"{TEXT}"|{WORDS}|{LIST})'

MEMBERS = re.compile(rf'"({TEXT})"|({WORDS})')
ENTRIES = re.compile(rf'({KEY}): (?:"({TEXT})"|({WORDS})|({LIST}))')
LINE = re.compile(
    rf"( *)(- )?(?:({KEY}):(?: |$))?"
    rf'(?:"({TEXT})"|({LONG_WORDS})|({LIST})|\{{({ENTRY}(?:, {ENTRY})*)\}})?'
)
KEY_ALONE = 3
"""The last group of such a line: its value stands below it, or is null."""


class UnusualError(Exception):
    """The YAML has other forms, or something wrong."""


def usual_value(yaml: str) -> dict[str, Any]:
    r"""The value of a YAML text; UnusualError when not all of its lines are usual.

    >>> usual_value('a: [1, x]\nb:\n  - c: "d"\n')
    {'a': [1, 'x'], 'b': [{'c': 'd'}]}
    """
    root: dict[str, Any] = {}
    node: Any = root  # the innermost list or mapping, whose lines begin at `column`
    column = 0
    above: list[tuple[Any, int]] = []
    waiting = ""  # the key in `node` whose value may stand on the lines below it
    for line in yaml.split("\n"):
        found = LINE.fullmatch(line)
        if not found:
            raise UnusualError
        indent, dash, key, text, word, members, entries = found.groups()
        begin = len(indent)
        if begin > column and waiting:
            above.append((node, column))
            node[waiting] = [] if dash else {}
            node, column = node[waiting], begin
        while begin < column:
            node, column = above.pop()
        # Two more lie within brackets, and one in a list.
        if begin > column or len(above) > MAX_DEPTH - 4 or (type(node) is list) is not bool(dash):
            raise UnusualError
        if word:
            value = typed(word)
        elif text is not None:
            value = text
        else:
            value = _members(members) if members else _entries(entries) if entries else None
        waiting = key if found.lastindex == KEY_ALONE else ""
        if key:
            if dash:
                above.append((node, column))
                node.append({})
                node, column = node[-1], begin + len(dash)
            if key in node or key in CONSTANTS:
                raise UnusualError
            node[key] = value
        elif dash and value is not None:
            node.append(value)
        elif line:
            raise UnusualError
    return root


def _members(written: str) -> list[object]:
    return [typed(word) if word else text for text, word in MEMBERS.findall(written)]


def _entries(written: str) -> dict[str, Any]:
    node: dict[str, Any] = {}
    for key, text, word, members in ENTRIES.findall(written):
        if key in node or key in CONSTANTS:
            raise UnusualError
        node[key] = typed(word) if word else _members(members) if members else text
    return node
