"""Misquoted: a quotation mark at an end of a value that YAML takes for a letter of it.

Only " and ' in the first place make a quoted value. Curly marks around one, or a mark at one end
alone, would be shown to readers; between other words, marks belong to the text.
"""

PAIRS = {
    "“": "”", "„": "“”", "‟": "”", "‘": "’", "‚": "‘’", "‛": "’", "＂": "＂", "″": "″",
}  # fmt: skip
"""The marks that open, each with those that close it."""

_ENDS = frozenset("\"'”“’‘＂″")
_PUNCTUATION = frozenset(".,;:!?…)]")

Fault = tuple[str, str]
"""What is wrong, and its mend."""


def misquoted(value: str) -> Fault | None:
    """Return the mistake at the ends of a value without quotation marks, and its mend.

    >>> misquoted('Un essai."')[0]
    'the value ends with ", and nothing opens it'
    >>> misquoted('Il dit "oui"'), misquoted("“Oui” et “non”"), misquoted("C’est dit")
    (None, None, None)
    """
    first, last, inside = value[:1], value[-1:], value[1:-1]
    if last not in _ENDS and first not in PAIRS:
        return None
    # An apostrophe is the same sign as the mark that closes ‘.
    if last in PAIRS.get(first, "") and first not in inside and (last == "’" or last not in inside):
        what = f"YAML does not take {first} and {last} for quotation marks"
        mend = 'write " in their place; where they belong to the text, put " around them'
        return what, mend
    if first in "“„" and not any(mark in value[1:] for mark in PAIRS[first]):
        return f"the value begins with {first}, and nothing closes it", _MEND
    if (
        (last == '"' and value.count('"') % 2)
        or (last == "”" and not any(mark in value for mark in "“„‟"))
        or (last == "'" and value[-2:-1] in _PUNCTUATION and f" {last}" not in value)
    ):
        return f"the value ends with {last}, and nothing opens it", _MEND
    return None


_MEND = 'put the whole value between " and ", and write \\" for one that belongs to the text'
