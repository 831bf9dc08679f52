"""The catalogue: every sentence of the interface, under a key, in one language.

    <tag>/interface.yaml -> Catalogue -> t(key, **values) -> text

An entry is text with places for values, `{name}`, or a plural, `{one: …, other: …}`, chosen on the
value `n`; entries may be gathered in groups, whose names are joined by a full stop: `search.title`.
Numbers are written as the language writes them, so a year is passed as text. An unknown key or a
missing value is our own bug, and a KeyError. A plural has the forms that CLDR knows of its
language; `other` stands for one that is not there.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from suites.archive import languages
from suites.archive.languages import cldr, data

_PLACE = re.compile(r"\{([a-z_][a-z0-9_]*)\}")
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
        self.language = language
        self._plural_form = cldr.plural_rule(language)
        self._entries: dict[str, Template | dict[str, Template]] = dict(
            _cut("", entries, cldr.plural_forms(language))
        )

    def t(self, key: str, /, **values: object) -> str:
        """Return the text of a key with its values; numbers are grouped, all else is `str`."""
        entry = self._entries[key]
        if isinstance(entry, dict):
            n = values["n"]
            if not isinstance(n, (int, float)):
                raise TypeError(f"n of {key} is not a number: {n!r}")
            entry = entry.get(self._plural_form(n)) or entry["other"]
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

    def template(self, key: str) -> str:
        """Return the text of a key with its places, for a script to fill; a plural has none.

        >>> Catalogue("fr", {"by": "d’après {outlet}"}).template("by")
        'd’après {outlet}'
        """
        entry = self._entries[key]
        if isinstance(entry, dict):
            raise TypeError(f"{key} is a plural")
        text, places = entry
        return text + "".join(f"{{{name}}}{after}" for name, after in places)

    def templates(self, beginnings: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
        """Return the keys that begin so, in order, each with its text as `template` gives it."""
        found = sorted(key for key in self._entries if key.startswith(beginnings))
        return tuple((key, self.template(key)) for key in found)

    def number(self, value: float) -> str:
        r"""Return a number as the language writes it.

        >>> Catalogue("fr", {}).number(12345.5)
        '12\u202f345,5'
        """
        return cldr.number(value, self.language)

    def keys(self) -> frozenset[str]:
        """Return all the keys, with those of groups written in full."""
        return frozenset(self._entries)

    def __contains__(self, key: object) -> bool:
        return key in self._entries


@cache
def read_catalogue(tag: str) -> Catalogue:
    """Return the interface in a language; KeyError when it is not there."""
    spacing = languages.of(tag).spacing
    return Catalogue(tag, spacing.typeset_all(data.read(tag, "interface")))


def _cut(
    group: str, entries: Mapping[str, object], forms: frozenset[str]
) -> Iterator[tuple[str, Template | dict[str, Template]]]:
    for name, entry in entries.items():
        key = f"{group}{name}"
        if isinstance(entry, str):
            yield key, _template(key, entry)
        elif not isinstance(entry, Mapping):
            raise ValueError(f"the entry {key} is neither text nor a group: {entry!r}")
        elif data.is_plural(entry):
            if "other" not in entry or not entry.keys() <= forms:
                known = ", ".join(sorted(forms))
                raise ValueError(f"the plural {key} has other forms than {known}")
            yield key, {form: _template(key, text) for form, text in entry.items()}
        else:
            yield from _cut(f"{key}.", entry, forms)


def _template(key: str, text: object) -> Template:
    if not isinstance(text, str):
        raise ValueError(f"the entry {key} is not text: {text!r}")
    first, *pieces = _PLACE.split(text)
    if any("{" in piece or "}" in piece for piece in (first, *pieces)):
        raise ValueError(f"the entry {key} has a brace that is no {{name}}: {text!r}")
    return first, tuple(zip(pieces[::2], pieces[1::2], strict=True))
