"""Signs that cannot be seen: where one stands in the way of YAML, and what it is called.

A no-break space is no space to YAML, nor is a tab an indent; a zero-width sign is a letter to it.
Nobody sees them, so that whatever is wrong with their line must be said by their names.
"""

import re
import unicodedata

# Spaces of other kinds than the usual one (General_Category Zs), and signs without any width
# (Default_Ignorable_Code_Point; https://www.unicode.org/reports/tr44/).
SIGNS = (
    "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\u3164\ufe00-\ufe0f\ufeff\uffa0"
)
UNSEEN = re.compile(f"[{SIGNS}]")

# In an indent or after a dash; within or after a key; after its colon.
_IN_THE_WAY = re.compile(
    rf"(?:[ ]|-(?=[ \t{SIGNS}]))*(?:(?P<before>[\t{SIGNS}])"
    rf"|[\w-]*(?P<within>[\t{SIGNS}])[\w\t{SIGNS}-]*:|[\w-]+[ ]*:(?P<after>[{SIGNS}]))"
)

LONGEST = 1_000
"""Signs of a line that are looked at."""

_CALLED = {"\t": "tab", "\ufeff": "byte order mark"}


def every() -> list[str]:
    """Return all such signs, in the order of their codes."""
    return [sign for sign in map(chr, range(0x10000)) if UNSEEN.match(sign)]


def called(sign: str) -> str:
    r"""Return the name of a sign, with its article.

    >>> called("\t"), called("\u00a0"), called("\u2003")
    ('a tab', 'a no-break space (U+00A0)', 'an em space (U+2003)')
    """
    name = _CALLED.get(sign) or unicodedata.name(sign, "unnamed sign").lower()
    article = "an" if name[0] in "aeiou" else "a"
    return f"{article} {name}" if sign == "\t" else f"{article} {name} (U+{ord(sign):04X})"


def among(text: str) -> str:
    r"""Return the name of the first sign of a text that cannot be seen; empty when there is none.

    >>> among("été"), among("title\u00a0")
    ('', 'a no-break space (U+00A0)')
    """
    found = UNSEEN.search(text)
    return called(found[0]) if found else ""


def in_the_way(line: str) -> tuple[int, str, str] | None:
    r"""Return the column, from 0, of such a sign in a line of YAML, the mistake and its mend.

    >>> in_the_way("\u00a0\u00a0id: x")[1]
    'a no-break space (U+00A0) stands in the indent'
    >>> in_the_way("title:\u00a0Essai")
    (6, 'a no-break space (U+00A0) stands after title:', 'write an ordinary space in its place')
    """
    found = _IN_THE_WAY.match(line, 0, LONGEST)
    if not found:
        return None
    where = str(found.lastgroup)
    at = found.start(where)
    sign = called(line[at])
    if where == "after":
        key = line[:at].strip(" -")
        return at, f"{sign} stands after {key}", "write an ordinary space in its place"
    if where == "within":
        return at, f"{sign} stands in a key, or before its colon", "delete it"
    if "-" in line[:at]:
        return at, f"{sign} stands after a dash", "write an ordinary space in its place"
    return at, f"{sign} stands in the indent", "indent with ordinary spaces"
