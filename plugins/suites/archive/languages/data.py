"""The data of languages: a folder for each, beside this module, whose files hold all of it.

    <tag>/language.yaml    quotation marks and spacing
    <tag>/dates.yaml       how dates are said
    <tag>/interface.yaml   the text of the interface
    <tag>/addresses.yaml   the names in addresses
    <tag>/lists.yaml       labels and definitions of the lists of the model
    <tag>/search.yaml      what the search knows of words
    <tag>/data.yaml        what the tables of the data and their columns mean
    <tag>/templates.yaml   words in the templates of an archive, which lie in <tag>/archive/
    <tag>/pictures/        what the guide for contributors shows of the site, if it is there

French is the reference: `completeness` holds the others to its files and keys.
"""

from collections.abc import Mapping
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from suites.archive.yaml_resources import read_yaml

REFERENCE = "fr"
FILES = ("language", "dates", "interface", "addresses", "lists", "search", "templates", "data")
PLURAL_FORMS = frozenset({"zero", "one", "two", "few", "many", "other"})
"""Those that CLDR has; each language has some of them, and `other`."""

ROOT: Traversable = resources.files(__package__)
"""Where the folders of languages lie."""


@cache
def folders() -> tuple[str, ...]:
    """Return the tags of all languages that have a folder, complete or not, sorted."""
    return tuple(sorted(one.name for one in ROOT.iterdir() if (one / "language.yaml").is_file()))


@cache
def read(tag: str, name: str) -> Any:
    """Return the data of a file of a language, read once; KeyError when it is not there.

    A YAMLError says where a file is no YAML, a UnicodeDecodeError that it is no UTF-8.
    """
    if tag not in folders():
        raise KeyError(tag)
    try:
        return read_yaml(ROOT / tag / f"{name}.yaml")
    except FileNotFoundError:
        raise KeyError(f"{tag}/{name}") from None


@cache
def pictures(tag: str) -> Mapping[str, bytes]:
    """Return the pictures of a language, PNG files by their names without ending; may be none."""
    folder = ROOT / tag / "pictures"
    names = sorted(one.name for one in folder.iterdir()) if folder.is_dir() else []
    return {
        name.removesuffix(".png"): (folder / name).read_bytes()
        for name in names
        if name.endswith(".png")
    }


def is_plural(entry: Mapping[str, object]) -> bool:
    """Return whether an entry of the interface is a plural: a text for each form.

    >>> is_plural({"one": "{n} note", "other": "{n} notes"}), is_plural({"title": "Notes"})
    (True, False)
    """
    return not entry.keys().isdisjoint(PLURAL_FORMS)
