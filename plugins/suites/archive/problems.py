"""Problems: an author's mistakes, as values.

A mistake in the content is never an exception: it is a `Problem` with its place, a description and
the mend. Every module returns its problems beside its result; they are sorted, counted and printed
once, by the command or by the build. A code that is not in `problem_codes.yaml` is our own bug.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from unicodedata import category

from suites.archive.yaml_resources import read_yaml_resource

MAX_REPORTED = 100
"""Problems of one sort that are reported of one file: the others come when these are mended."""


def codes() -> Mapping[str, str]:
    """Return the mistake that each code of a problem stands for."""
    known: Mapping[str, str] = read_yaml_resource(__package__, "problem_codes.yaml")
    return known


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One mistake: its place (line and column from 1), its code, what, and the mend.

    `wanted` is a key and the text that stands there for an id, with a space between, where the
    records of the archive may give a better mend.

    >>> print(Problem("content/themes/a.md", 2, 1, "key-unknown", 'no key "tilte"', "write title"))
    content/themes/a.md:2:1: no key "tilte" [key-unknown]
      mend: write title
    """

    path: str
    line: int
    column: int
    code: str
    what: str
    mend: str
    wanted: str = ""

    def __post_init__(self) -> None:
        if self.code not in codes():
            raise ValueError(f"no such code of problem: {self.code}")

    @classmethod
    def of_file(cls, path: str, code: str, what: str, mend: str) -> Problem:
        """Return a problem of a whole file."""
        return cls(path, 1, 1, code, what, mend)

    def __str__(self) -> str:
        place = f"{printable(self.path)}:{self.line}:{self.column}"
        return f"{place}: {printable(self.what)} [{self.code}]\n  mend: {printable(self.mend)}"


def printable(text: str) -> str:
    r"""Return the text on one line, without control characters of a hostile file.

    Spaces of every width, such as those of French punctuation, are shown as a space. In the log of
    a workflow, GitHub takes `##[` for the beginning of a command, wherever in a line it stands.
    Source: https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs

    >>> printable("a\x1b[31m\nb")
    'a\\x1b[31m\\nb'
    >>> printable("##[stop-commands]x")
    '#\\x23[stop-commands]x'
    """
    shown = "".join(
        c if c.isprintable() else " " if category(c) == "Zs" else ascii(c)[1:-1] for c in text
    )
    return shown.replace("##[", "#\\x23[")


_WORD = re.compile("[^\\W\u115f\u1160\u3164\uffa0]")
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_UNSEEN = frozenset({"Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Mn", "Mc", "Me"})


def is_visible(text: str) -> bool:
    r"""Return whether a text has a sign that can be seen: a letter, a digit, a mark or a symbol.

    >>> is_visible("8 $"), is_visible("\u200b\u00ad\u3164"), is_visible("…")
    (True, False, True)
    """
    return bool(_WORD.search(text)) or any(
        category(sign) not in _UNSEEN and sign not in _BLANK for sign in text
    )


def quoted(value: object, limit: int = 60) -> str:
    """Return the value between straight quotation marks, shortened to `limit` characters.

    >>> quoted("x" * 80, limit=5)
    '"xxxx…"'
    """
    text = str(value)
    return f'"{text if len(text) <= limit else text[: limit - 1] + "…"}"'


def nearest(word: str, allowed: Iterable[str]) -> str:
    """Return a hint at the allowed values: all when they are few, else the nearest one.

    >>> nearest("launchd", ["launched", "announced"])
    'use one of: announced, launched'
    >>> nearest("prixx", [f"cle-{n}" for n in range(9)] + ["prix"])
    'did you mean prix?'
    """
    known = sorted(set(allowed))
    if not known:
        return ""
    if len(known) <= 7:
        return "use one of: " + ", ".join(known)
    found = closest(word, known)
    return f"did you mean {found}?" if found else ""


def closest(word: str, known: Iterable[str]) -> str:
    """Return the known word that is most like another one; empty when none is.

    >>> closest("trvaux", ["prix", "travaux"]), closest("trvaux", ["prix"])
    ('travaux', '')
    """
    from rapidfuzz import fuzz, process  # only mistakes need it: most builds do without

    found = process.extractOne(word[:200], list(known), scorer=fuzz.ratio, score_cutoff=60)
    return found[0] if found else ""


def is_near(id_: str, others: Collection[str]) -> bool:
    """Return whether an id may be one of others that was mistyped, or cut short.

    >>> is_near("2024-10-02-depeche-ouverture", {"2024-10-02-depeche"}), is_near("prix", {"trams"})
    (True, False)
    """
    if id_.startswith(tuple(one for one in others if len(one) >= _TELLING)):
        return True
    if len(id_) >= _TELLING and any(one.startswith(id_) for one in others):
        return True
    return bool(closest(id_, others))


_TELLING = 5  # signs at which a beginning says something
_OF_NAMES = frozenset({"file-misplaced", "id-clash", "id-clash-case"})


def _is_of_a_name(problem: Problem) -> bool:
    """Return whether a problem is one of the name of a file; ids in a file have another place."""
    is_of_file = (problem.line, problem.column) == (1, 1)
    return problem.code in _OF_NAMES or (problem.code == "id-wrong" and is_of_file)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repeats: those of names of files, then all others, by place."""
    return sorted(set(problems), key=lambda one: (not _is_of_a_name(one), one))


def report(problems: Sequence[Problem]) -> str:
    """Return all the problems, in order and without repeats, each with its mend."""
    return "\n".join(map(str, in_order(problems)))
