"""The catalogue: every sentence of the interface, under a key, in one language.

    mapping (a YAML file of the theme) -> Catalogue -> t(key, **values) -> text

An entry is text with places for values, `{name}`, or a plural, `{one: …, other: …}`, chosen on the
value `n`; entries may be gathered in groups, whose names are joined by a full stop: `search.title`.
Numbers are written as the language writes them, so a year is passed as text. An unknown key or a
missing value is our own bug, and a KeyError. Plural rules: CLDR, cardinals of fr and en.
"""

import re
from collections.abc import Callable, Iterator, Mapping

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
_FORMS = frozenset({"one", "other"})

_IS_ONE: dict[str, Callable[[float], bool]] = {
    "fr": lambda n: -2 < n < 2,
    "en": lambda n: n == 1,
}
LANGUAGES = frozenset(_IS_ONE)
"""The languages that have rules here."""
_SIGNS = {"fr": ("\u202f", ","), "en": (",", ".")}
"""What parts thousands, and what begins decimals."""

Template = tuple[str, tuple[tuple[str, str], ...]]
"""How the text begins, and the name of each value in it with the text after that."""


class Catalogue:
    """The interface in one language.

    >>> c = Catalogue("fr", {"found": {"one": "{n} résultat", "other": "{n} résultats"}})
    >>> c.t("found", n=0), c.t("found", n=12)
    ('0 résultat', '12 résultats')
    """

    def __init__(self, language: str, entries: Mapping[str, object]) -> None:
        """Parse the templates, once; a ValueError names an entry of another shape."""
        if language not in _IS_ONE:
            raise ValueError(f"no rules for the language {language!r}")
        self.language = language
        self._is_one = _IS_ONE[language]
        self._entries: dict[str, Template | dict[str, Template]] = dict(_cut("", entries))

    def t(self, key: str, /, **values: object) -> str:
        """Return the text of a key with its values; numbers are grouped, all else is `str`."""
        entry = self._entries[key]
        if isinstance(entry, dict):
            n = values["n"]
            if not isinstance(n, (int, float)):
                raise TypeError(f"n of {key} is not a number: {n!r}")
            entry = entry["one" if self._is_one(n) else "other"]
        text, places = entry
        for name, after in places:
            value = values[name]
            if isinstance(value, str):
                shown = value
            elif isinstance(value, (int, float)) and not isinstance(value, bool):
                shown = self.number(value)
            else:
                shown = str(value)
            text += shown + after
        return text

    def number(self, value: float) -> str:
        r"""Return a number as the language writes it.

        >>> Catalogue("fr", {}).number(12345.5)
        '12\u202f345,5'
        """
        text = f"{value:,}"
        if text.isdecimal():  # most are small
            return text
        thousands, decimal = _SIGNS[self.language]
        return text.replace(",", "\0").replace(".", decimal).replace("\0", thousands)

    def keys(self) -> frozenset[str]:
        """Return all the keys, with those of groups written in full."""
        return frozenset(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries


def _cut(
    group: str, entries: Mapping[str, object]
) -> Iterator[tuple[str, Template | dict[str, Template]]]:
    for name, entry in entries.items():
        key = f"{group}{name}"
        if isinstance(entry, str):
            yield key, _template(key, entry)
        elif not isinstance(entry, Mapping):
            raise ValueError(f"the entry {key} is neither text nor a group: {entry!r}")
        elif _FORMS.isdisjoint(entry):
            yield from _cut(f"{key}.", entry)
        elif set(entry) == _FORMS:
            yield key, {form: _template(key, text) for form, text in entry.items()}
        else:
            raise ValueError(f"the plural {key} has other forms than one and other")


def _template(key: str, text: object) -> Template:
    if not isinstance(text, str):
        raise ValueError(f"the entry {key} is not text: {text!r}")
    first, *pieces = _PLACE.split(text)
    if any("{" in piece or "}" in piece for piece in (first, *pieces)):
        raise ValueError(f"the entry {key} has a brace that is no {{name}}: {text!r}")
    return first, tuple(zip(pieces[::2], pieces[1::2], strict=True))
