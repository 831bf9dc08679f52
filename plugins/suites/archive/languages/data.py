"""The data of languages: a folder for each, beside this module, whose files hold all of it.

    <tag>/language.yaml    quotation marks and spacing
    <tag>/dates.yaml       how dates are said
    <tag>/interface.yaml   the text of the interface
    <tag>/addresses.yaml   the names in addresses
    <tag>/lists.yaml       labels and definitions of the closed lists
    <tag>/search.yaml      what the search knows of words
    <tag>/templates.yaml   words in the templates of an archive, which lie in <tag>/archive/

A language is complete when it has every file, and in each every key of the reference, French. One
that is not is none: a site is never made of two languages.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from suites.archive.languages import cldr
from suites.archive.yaml_resources import read_yaml_resource

REFERENCE = "fr"
FILES = ("language", "dates", "interface", "addresses", "lists", "search", "templates")
PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""Those that CLDR has; each language has some of them, and `other`."""

FOLDER = "plugins/suites/archive/languages"


@cache
def folders() -> tuple[str, ...]:
    """Return the tags of all languages that have a folder, complete or not, sorted."""
    found = resources.files(__package__).iterdir()
    return tuple(sorted(one.name for one in found if (one / "language.yaml").is_file()))


def read(tag: str, name: str) -> Any:
    """Return the data of a file of a language; KeyError when there is no such folder or file."""
    if tag not in folders():
        raise KeyError(tag)
    try:
        return read_yaml_resource(__package__, f"{tag}/{name}.yaml")
    except FileNotFoundError:
        raise KeyError(f"{tag}/{name}") from None


@cache
def missing(tag: str) -> tuple[str, ...]:
    """Return what a language lacks, by name: CLDR's data, files, or keys as `file: key.key`.

    Nothing is missing in a complete language.
    """
    if tag == REFERENCE:
        return ()
    try:
        forms = cldr.plural_forms(tag)
    except LookupError:
        return ("a tag that CLDR knows",)
    if tag not in folders():
        return (f"{FOLDER}/{tag}/",)
    lacking: list[str] = []
    for name in FILES:
        try:
            lacks = _lacking(read(REFERENCE, name), read(tag, name), forms)
        except KeyError:
            lacking.append(f"{FOLDER}/{tag}/{name}.yaml")
        else:
            lacking += (f"{FOLDER}/{tag}/{name}.yaml: {key}" for key in lacks)
    return tuple(lacking)


@cache
def tags() -> tuple[str, ...]:
    """Return the tags of all complete languages, sorted."""
    return tuple(tag for tag in folders() if not missing(tag))


def _lacking(reference: Any, found: Any, forms: frozenset[str], at: str = "") -> Iterator[str]:
    """Yield the keys of the reference that other data lacks, and the plural forms it needs."""
    if not isinstance(reference, Mapping):
        return
    if not isinstance(found, Mapping):
        yield at
    elif is_plural(reference):
        yield from (f"{at}.{form}" for form in sorted(forms - {"many"} - found.keys()))
    else:
        for key, value in reference.items():
            name = f"{at}.{key}" if at else str(key)
            if key in found:
                yield from _lacking(value, found[key], forms, name)
            else:
                yield name


def is_plural(entry: Mapping[str, object]) -> bool:
    """Return whether an entry of the interface is a plural: a text for each form.

    >>> is_plural({"one": "{n} note", "other": "{n} notes"}), is_plural({"title": "Notes"})
    (True, False)
    """
    return not entry.keys().isdisjoint(PLURAL_FORMS)
