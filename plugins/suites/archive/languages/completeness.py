"""Whether a language is complete: what its data lacks, and what is wrong there.

A language is complete when it has every file, and in each every key of the reference, with a text
where that has one, and the same places for values in it; when its plurals have the forms that it
needs; and when no two things have one address. One that is not is none: a site is never made of two
languages.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from suites.archive.languages import addresses, cldr, data, table_texts, words
from suites.archive.yaml_resources import TWICE

FOLDER = "plugins/suites/archive/languages"
PLACE = "…"
"""What stands in the data where words will."""

_OPTIONAL = re.compile(
    r"cases\.[\w-]+\.(?:about_alone|deadline|alone)|(?:search\.)?language[.-][\w-]+"
    r"|entity\.(?:since|until)-decade"
)
"""Keys that a language may have besides the reference's: of dates, and of other languages."""

_PLACES = {"cases": "{}", "entity": "{day}"}
"""The places for values in those, by the group in which they stand."""

_VALUE = re.compile(r"\{[a-z_][a-z0-9_]*\}|\{\}")


@cache
def tags() -> tuple[str, ...]:
    """Return the tags of all complete languages, sorted."""
    return tuple(tag for tag in data.folders() if not missing(tag))


@cache
def missing(tag: str) -> tuple[str, ...]:
    """Return what a language lacks, in words: CLDR's data, files, keys, and what is wrong in them.

    Nothing is missing in a complete language.
    """
    try:
        forms = cldr.common_plural_forms(tag), cldr.plural_forms(tag)
    except LookupError:
        return ("CLDR has no such language",)
    if (written := cldr.written(tag)) != tag:
        return (f"no archive can name it: the tag is written {written}",)
    if tag not in data.folders():
        return (f"no folder {FOLDER}/{tag}/",)
    if tag != data.REFERENCE and (faults := missing(data.REFERENCE)):
        return faults
    return tuple(fault for name in data.FILES for fault in _of_file(tag, name, forms))


@cache
def has_addresses(tag: str) -> bool:
    """Return whether the addresses of a language are complete: of its files, one is read."""
    return not any(_of_file(tag, "addresses", (frozenset(), frozenset())))


def _of_file(tag: str, name: str, forms: tuple[frozenset[str], frozenset[str]]) -> Iterator[str]:
    import yaml  # see `yaml_resources`

    path = f"{FOLDER}/{tag}/{name}.yaml"
    try:
        found = data.read(tag, name)
    except KeyError:
        yield f"no {path}"
        return
    except (yaml.YAMLError, ValueError) as error:  # no UTF-8, or a day that no month has
        place = getattr(error, "problem_mark", None)
        where = f":{place.line + 1}:{place.column + 1}" if place else ""
        why = f"{getattr(error, 'problem', '')}"
        yield f"{path}{where}: {why if why.endswith(TWICE) else 'no YAML'}"
        return
    comparison = _Comparison(
        *forms,
        has_values=name in ("interface", "dates"),
        has_words=name in ("interface", "dates", "lists", "data"),
    )
    faults = tuple(comparison.faults(data.read(data.REFERENCE, name), found))
    if not faults and name in _FURTHER:
        # What follows rests on every key being there, and what it should be.
        faults = tuple(_FURTHER[name](found))
    yield from (f"{path}: {fault}" for fault in faults)


class _Comparison:
    """Compares data with those of the reference.

    `needed` and `known` are plural forms; in texts that have values, braces are places for them;
    those that have words are shown, and none is empty that is not so in the reference.
    """

    def __init__(
        self, needed: frozenset[str], known: frozenset[str], *, has_values: bool, has_words: bool
    ) -> None:
        self._needed, self._known = needed, known
        self._has_values, self._has_words = has_values, has_words

    def faults(self, reference: Any, found: Any, at: str = "") -> Iterator[str]:
        """Yield what other data lacks, and what is not as in the reference."""
        if isinstance(reference, Mapping):
            if not isinstance(found, Mapping):
                yield f"no keys below {at}" if at else "no keys"
            elif data.is_plural(reference):
                yield from self._plural(reference, found, at)
            else:
                yield from self._keys(reference, found, f"{at}." if at else "")
        elif isinstance(reference, str):
            yield from self._text(reference, found, at)
        elif not isinstance(found, type(reference)):
            yield f"{at} is no {type(reference).__name__}"

    def _keys(
        self, reference: Mapping[Any, Any], found: Mapping[Any, Any], at: str
    ) -> Iterator[str]:
        yield from (f"no {at}{key}" for key in reference if key not in found)
        for key, value in found.items():
            if key in reference:
                yield from self.faults(reference[key], value, f"{at}{key}")
            elif _OPTIONAL.fullmatch(f"{at}{key}"):
                place = _PLACES.get(at.partition(".")[0], "-")
                yield from self.faults(place, value, f"{at}{key}")
            else:
                yield f"unknown {at}{key}"

    def _plural(
        self, reference: Mapping[str, str], found: Mapping[str, Any], at: str
    ) -> Iterator[str]:
        yield from (f"no {at}.{form}" for form in sorted(self._needed - found.keys()))
        for form, text in found.items():
            if form not in self._known:
                yield f"unknown {at}.{form}"
            elif form == "other":
                yield from self._text(reference["other"], text, f"{at}.other")
            else:
                # "One day" needs no number.
                every = "".join(reference.values())
                yield from self._text(every, text, f"{at}.{form}", or_fewer=True)

    def _text(
        self, reference: str, found: Any, at: str, *, or_fewer: bool = False
    ) -> Iterator[str]:
        """Yield whether something is no text, and the places for values by which it differs."""
        if not isinstance(found, str) or (self._has_words and reference and not found.strip()):
            yield f"{at} is no text"
        elif self._has_values and re.search("[{}]", _VALUE.sub("", found)):
            yield f"{at} has a brace that is no {{name}}"
        elif self._has_values:
            wanted, has = Counter(_VALUE.findall(reference)), Counter(_VALUE.findall(found))
            if not or_fewer:
                yield from (f"{at} has no {place}" for place in sorted(wanted.keys() - has.keys()))
            yield from (
                f"{at} has an unknown {place}" for place in sorted(has.keys() - wanted.keys())
            )
            if "{}" in has and 0 < wanted["{}"] != has["{}"]:
                yield f"{at} has not {wanted['{}']} times {{}}"


def _of_language(found: Mapping[str, Any]) -> Iterator[str]:
    for key in ("quotation", "inner", "translation"):
        before, place, after = found[key].partition(PLACE)
        if not place or PLACE in after or not (before.strip() and after.strip()):
            yield f"{key} has not one {PLACE} between two marks"
    for name, style in found["references"].items():
        if len(style.split()) != 2:
            yield f"references.{name} is not a style and its locale"
    try:
        re.compile("|".join(found["spacing"]["units"].split()))
    except re.error as error:
        yield f"spacing.units is no pattern: {error}"


def _of_dates(found: Mapping[str, Any]) -> Iterator[str]:
    if not all(one in list(found["seasons"]) for one in found["bare_seasons"]):
        yield "bare_seasons are not among seasons"
    for pair in found["elisions"]:
        if not (isinstance(pair, list) and [type(one) for one in pair] == [str, str]):
            yield "elisions are no pairs of texts"


def _of_addresses(found: Mapping[str, Any]) -> Iterator[str]:
    return addresses.faults(msgspec.convert(found, addresses.Names))


def _of_templates(found: Mapping[str, Any]) -> Iterator[str]:
    if not found["to_fill_in"].partition(PLACE)[0].strip(" {"):
        yield f"to_fill_in has no words before {PLACE}"
    if not re.fullmatch("[a-z0-9-]+", found["examples"]):
        yield "examples does not begin an id: write small letters, digits and hyphens"


_FURTHER = {
    "language": _of_language,
    "dates": _of_dates,
    "addresses": _of_addresses,
    "search": words.faults,
    "templates": _of_templates,
    "data": table_texts.faults,
}
"""What else may be wrong in a file."""
