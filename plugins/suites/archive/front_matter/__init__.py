"""Front matter: text -> (data, where each key and value stands, body, problems).

    bytes -> decode -> text -> read | read_yaml -> FrontMatter(data, positions, body) + problems

What the text says in YAML is the business of `core_yaml`; here a file is decoded, and its head
parted from its body. Lines and columns are always those of the file, from 1.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from suites.archive.front_matter.core_yaml import (
    FORBIDDEN,
    NOWHERE,
    Keys,
    LazyPositions,
    Positions,
    UnreadableError,
    forbidden,
    place,
    read_document,
)
from suites.archive.front_matter.unseen import UNSEEN, among, in_the_way
from suites.archive.problems import Problem, quoted

__all__ = [
    "MAX_BODY", "MAX_SIZE", "NOWHERE", "FrontMatter", "Keys", "LazyPositions", "Positions",
    "Result", "decode", "parse", "read", "read_yaml",
]  # fmt: skip

Result = tuple["FrontMatter | None", tuple[Problem, ...]]

MAX_SIZE = 300_000
"""The bytes that a file may have."""

MAX_BODY = 100_000
"""The characters that a body may have: some 16,000 words."""

_HEAD = re.compile(r"---[ \t]*\n")
_CLOSE = re.compile(r"\n---[ \t]*(?:\n|\Z)")


@dataclass(frozen=True)
class FrontMatter:
    """A file that could be read: its data, their places, its body and the line the body begins on.

    `data` holds dict, list, str, int, float, bool and None; of a key given twice, the first value.
    `cut`: the keys of values that a `#` may have cut short. `yaml`: where the YAML begins and ends
    in the text of the file, in characters.
    """

    path: str
    data: dict[str, object]
    positions: Positions
    body: str
    body_line: int
    cut: Sequence[Keys] = ()
    yaml: tuple[int, int] = (0, 0)


def decode(path: str, raw: bytes) -> tuple[str | None, tuple[Problem, ...]]:
    r"""Return the text of a file in strict UTF-8, without byte order mark, its lines ending in LF.

    The text is None when there is a problem: bytes that are not UTF-8, characters that no text has
    (controls, NUL, surrogates, U+2028), or a file over `MAX_SIZE`.

    >>> decode("a.md", b"\xef\xbb\xbfun\r\ndeux")
    ('un\ndeux', ())
    >>> decode("a.md", b"caf\xe9")[1][0].column
    4
    """
    if len(raw) > MAX_SIZE:
        return None, (_too_large(path),)
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = _plain_lines(raw[: error.start].decode("utf-8"))
        what = f"the byte 0x{raw[error.start]:02x} is not UTF-8"
        mend = "save the file as UTF-8"
        return None, (Problem(path, *place(before), "encoding-not-utf8", what, mend),)
    text = _plain_lines(text)
    if found := FORBIDDEN.search(text):
        return None, (forbidden(path, found[0], *place(text[: found.start()])),)
    return text, ()


def _plain_lines(text: str) -> str:
    return text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")


def read(path: str, text: str, max_body: int = MAX_BODY) -> Result:
    """Return the front matter at the top of a Markdown file, between two lines of `---`."""
    head = _HEAD.match(text)
    if not head:
        what, mend = "the file does not begin with a front matter", "write --- on the first line"
        if sign := _unseen_beside_dashes(text.partition("\n")[0]):
            what, mend = f"{what}: its first line holds {sign}", "write --- alone on the first line"
        return None, (Problem(path, 1, 1, "front-matter-missing", what, mend),)
    close = _CLOSE.search(text, head.end() - 1)
    if not close:
        what = "the front matter that opens here is not closed"
        mend = "write --- on a line of its own after the last key"
        for number, line in enumerate(text.split("\n")[1:], 2):
            if sign := _unseen_beside_dashes(line):
                what = f"{what}: line {number} holds {sign}"
                break
        return None, (Problem(path, 1, 1, "front-matter-unclosed", what, mend),)
    body_line = text.count("\n", 0, close.end()) + (1 if close[0].endswith("\n") else 2)
    if (size := len(text) - close.end()) > max_body:
        what = f"the body has {size:,} signs, more than a page can show"
        mend = f"keep to {max_body:,} signs: split it, or sum it up"
        return None, (Problem(path, body_line, 1, "text-too-large", what, mend),)
    yaml = (head.end(), close.start() + 1)
    return _front_matter(path, text, yaml, 2, text[close.end() :], body_line)


def _unseen_beside_dashes(line: str) -> str:
    """Return the sign that makes a line another one than ---; empty when none does."""
    sign = among(line)
    return sign if sign and UNSEEN.sub("", line).strip() == "---" else ""


def read_yaml(path: str, text: str) -> Result:
    """Return a whole YAML file, as a front matter without a body."""
    return _front_matter(path, text, (0, len(text)), 1, "", text.count("\n") + 1)


def parse(path: str, raw: bytes, read_text: Callable[[str, str], Result] = read) -> Result:
    """Return the front matter in the bytes of a file, as `read` or `read_yaml` reads its text."""
    text, problems = decode(path, raw)
    return (None, problems) if text is None else read_text(path, text)


def _front_matter(
    path: str, text: str, span: tuple[int, int], line: int, body: str, body_line: int
) -> Result:
    yaml = text[slice(*span)]
    if len(yaml) > MAX_SIZE:
        return None, (_too_large(path),)
    try:
        document = read_document(path, yaml, line)
    except UnreadableError as error:
        return None, (error.problem,)
    root = {} if document.value is None else document.value
    if isinstance(root, dict):
        front = FrontMatter(path, root, document.positions, body, body_line, document.cut, span)
        return front, tuple(document.problems)
    named = "a list" if isinstance(root, list) else quoted(root)
    what, mend = f"the front matter is not keys and values but {named}", "write key: value"
    column = 1
    if found := in_the_way(yaml.partition("\n")[0]):
        at, unseen, mend = found
        what, column = f"{what}: {unseen}", at + 1
    return None, (Problem(path, line, column, "front-matter-not-mapping", what, mend),)


def _too_large(path: str) -> Problem:
    what = f"the file has more than {MAX_SIZE:,} bytes"
    mend = "a record is a description: keep the article itself out of it"
    return Problem.of_file(path, "file-too-large", what, mend)
