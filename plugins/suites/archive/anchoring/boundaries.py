"""Boundaries: where words and numbers begin and end in a folded text.

A quote holds whole words and whole numbers: "épargne" of "l'épargne" and never "pargne", "10 000"
and never "000". Letters and emoji join as Unicode says (UAX #29): of a family, a flag or a skin's
colour there is no part. An apostrophe and a hyphen part two words, and the dots of an ellipsis are
one sign.
"""

import re
from unicodedata import category

from suites.archive.anchoring.folding import JOINER, Folded

# Letters that UAX #29 leaves apart, for their scripts have no spaces: those of Thai, Lao, Burmese,
# Khmer and the Tai scripts, Hiragana, ideographs; with the marks and later blocks of each.
_APART = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\u3005-\u3007\u3021-\u3029"
    "\u3038-\u303b\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\ua9e0-\ua9ff\uaa60-\uaadf\uf900-\ufaff"
    "\U00011700-\U0001174f\U00017000-\U00018dff\U0001b001-\U0001b11f\U0001b150-\U0001b152"
    "\U0001b170-\U0001b2ff\U00020000-\U0003fffd]"
)
# The colours of skins, and the tags of the flags of countries within countries.
_MODIFIER = re.compile("[\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]")
_FLAG = "".join(map(chr, range(0x1F1E6, 0x1F200)))  # two letters are a flag
_MOST_FLAGS = 256
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d]")
_JOINTS = frozenset(".,':/\u2044")  # between two digits
_SIGNS = frozenset("-+±")
# A sign belongs to the number after it where one of these stands before: "(-5", but not "2022-23".
_BEFORE_SIGN = frozenset(" \n\"'([{/=<>~≈")
_CURRENCIES = frozenset("$€£¥")
_GROUP_BEFORE = re.compile(r"(?<!\d)(?<!\d[.,:/'])\d{1,3}\Z")
_GROUP_AFTER = re.compile(r"\d{3}(?!\d)")


def is_inside(folded: Folded, at: int) -> bool:
    """Return whether a place in a folded text lies inside a word, a number, an emoji, an ellipsis.

    >>> from suites.archive.anchoring.folding import fold
    >>> [is_inside(fold("l'épargne: 7,8 %..."), at) for at in (2, 3, 12, 13, 16, 17)]
    [False, True, True, True, False, True]
    """
    text = folded.text
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    if before == " " or after == " ":
        space = at - 1 if before == " " else at
        return _parts_thousands(folded, space)
    if before == after == "." or JOINER in (before, after) or _MODIFIER.match(after):
        return True
    if before in _FLAG and after in _FLAG:
        letters = text[max(0, at - 2 * _MOST_FLAGS) : at]
        return (len(letters) - len(letters.rstrip(_FLAG))) % 2 == 1
    if after.isdecimal() or after in _CURRENCIES:
        return _is_in_number(text, at) or _are_joined(before, after)
    if after in _JOINTS and before.isdecimal():
        return text[at + 1 : at + 2].isdecimal()
    return _are_joined(before, after)


def _is_in_number(text: str, at: int) -> bool:
    """Return whether a digit, or a currency, has more of its number before it."""
    before, earlier = text[at - 1], text[at - 2] if at > 1 else " "
    if before in _SIGNS:
        return earlier in _BEFORE_SIGN and text[at : at + 2].strip("$€£¥")[:1].isdecimal()
    if before in _JOINTS and text[at].isdecimal():
        return earlier.isdecimal() or (
            before == "." and (earlier in _BEFORE_SIGN or earlier in _SIGNS)
        )
    return False


def _parts_thousands(folded: Folded, space: int) -> bool:
    """Return whether a space stands between two groups of digits of one number."""
    text = folded.text
    if not _GROUP_AFTER.match(text, space + 1):
        return False
    if not _GROUP_BEFORE.search(text[max(0, space - 5) : space]):
        return False
    # A line feed parts two blocks, such as two cells of a table.
    start, end = folded.span(space, space + 1)
    return "\n" not in folded.original[start:end]


def _are_joined(before: str, after: str) -> bool:
    return category(after)[0] == "M" or _kind(before) + _kind(after) in _JOINED


# Two kinds: a letter, a decimal digit, another numeral, Katakana.
_JOINED = frozenset(("ll", "ld", "dl", "dd", "nd", "dn", "nn", "kk"))


def _kind(char: str) -> str:
    """Return the kind of a character, as in `_JOINED`; empty when it joins nothing."""
    if char.isdecimal():
        return "d"
    if _APART.match(char):
        return ""
    if _KATAKANA.match(char):
        return "k"
    sort = category(char)
    if char.isalpha() or sort[0] == "M" or sort == "Nl":
        return "l"
    return "n" if sort == "No" else ""
