"""A language that nobody speaks, made of data alone: the French one, each text of it between marks.

    ⟦annonces⟧ of ⟦{n} résultats⟧ and ⟦, ⟧

An archive in it shows marks around all that comes from the data of languages. Its records are
written in other letters, so that a Latin letter outside of marks is a word that the program says
by itself. It has the tag, the plural forms and the months of Polish.
"""

from __future__ import annotations

import re
import shutil
import sys
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml

from suites.archive.front_matter.core_yaml import read_document
from suites.archive.languages import cldr, data

TAG = "pl"
OPEN, CLOSE = "⟦", "⟧"
OPENING, CLOSING = "⟪", "⟫"
"""The quotation marks of the language."""
TRANSLATION = "(пл: ⟨…⟩)"
PREFIX = "zz-"
"""How each name in an address begins."""
FRENCH = Path(str(resources.files("suites.archive.languages"))) / data.REFERENCE

_MESSAGES = ("interface", "lists", "data")
_IN_LATIN = re.compile(r"\[\[[^\]|]+|\]\([^)]*\)|https?://[^\s)>\]]+")
"""What keeps its letters in a text: targets of links."""
_PROSE = frozenset(
    """title headline summary claim was now quote exact prefix suffix note by review occasion name
    text description subject published_basis authors value words""".split()
)
"""Keys of records under which there are words."""
_LATIN = "abcdefghijklmnopqrstuvwxyzœæø"
_OTHER = {
    ord(case(one)): case(chr(0x430 + place))
    for place, one in enumerate(_LATIN)
    for case in (str.lower, str.upper)
}


_NOT_WORDS = {
    *(month for width in ("wide", "abbreviated") for month in cldr.months(TAG, width)),  # type: ignore[arg-type]
    *cldr.listed("ab", TAG, "or").split(),
    cldr.language_name(TAG, TAG),
    "UTC",
}  # fmt: skip
"""What CLDR says, and what is the same in all languages."""
_NAMES = re.compile(r"\S*[/@]\S*|\b(?:CC|etalab)[\w.-]*|\b(?:BibTeX|RIS|CSL-JSON)\b")
"""Addresses, and the names of licences and of formats."""


def marked(text: str) -> str:
    """Return a text between marks, with the quotation marks of the language in it.

    >>> marked("Voir «\u00a0{title}\u00a0»")
    '⟦Voir ⟪{title}⟫⟧'
    """
    return f"{OPEN}{_requoted(text)}{CLOSE}" if text else text


def in_other_letters(text: str) -> str:
    """Return a text with a Cyrillic letter in the place of each Latin one; links lead on.

    >>> in_other_letters("Été : [[tram|le tram]]")
    'Дуд : [[tram|лд усам]]'
    """
    whole = unicodedata.normalize("NFD", _requoted(text))
    plain = "".join(one for one in whole if not unicodedata.combining(one))
    kept = _IN_LATIN.findall(plain)
    pieces = [piece.translate(_OTHER) for piece in _IN_LATIN.split(plain)]
    return "".join(piece + link for piece, link in zip(pieces, [*kept, ""], strict=True))


def write_language(root: Path) -> Path:
    """Write the folder of the language under `root`, beside French, and return it."""
    shutil.copytree(FRENCH, root / data.REFERENCE, dirs_exist_ok=True)
    folder = root / TAG
    folder.mkdir()
    for name, text in _files().items():
        (folder / name).write_text(text, "utf-8")
    return folder


@cache
def _files() -> Mapping[str, str]:
    """Return the files of the language by name."""
    files = {}
    for name in data.FILES:
        found = read(FRENCH / f"{name}.yaml")
        if name in _MESSAGES:
            found = _in_texts(found, marked)
        files[f"{name}.yaml"] = _dumped(_CHANGES.get(name, lambda same: same)(found))
    return files


def write_content(source: Path, content: Path) -> Path:
    """Copy a content, and write its records in the language; return the copy."""
    shutil.copytree(source, content)
    settings = _in_prose(read(content / "archive.yaml")) | {"language": TAG}
    write(content / "archive.yaml", settings)
    vocabulary = read(content / "vocabulary.yaml")
    known = read(FRENCH / "lists.yaml")
    vocabulary["lists"] = {
        name: {value: one for value, one in values.items() if value not in known[name]}
        for name, values in vocabulary["lists"].items()
    }
    write(content / "vocabulary.yaml", _relabelled(vocabulary))
    for path in content.rglob("*.md"):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        front = _in_prose(dict(read_document(path.name, head, 1).value or {}))
        if front.get("lang") == data.REFERENCE:
            front["lang"] = TAG
        path.write_text(f"---\n{_dumped(front)}---\n{in_other_letters(body)}", "utf-8")
    for name in read(FRENCH / "addresses.yaml")["pages"].values():
        page = content / f"pages/{name}.md"
        if page.exists():
            page.rename(content / f"pages/{PREFIX}{name}.md")
    return content


@contextmanager
def spoken(root: Path) -> Iterator[None]:
    """Have the program find its languages under `root` for a while."""
    before = data.ROOT
    data.ROOT = root
    forget()
    try:
        yield
    finally:
        data.ROOT = before
        forget()


def unmarked(text: str) -> str:
    """Return what of a text comes from no data of a language; ValueError for a mark alone.

    >>> unmarked("⟦Voir ⟦la⟧ ⟧le⟦ tram⟧")
    ' le '
    """
    pieces, depth = [], 0
    for piece in re.split(f"([{OPEN}{CLOSE}])", text):
        if piece in (OPEN, CLOSE):
            depth += 1 if piece == OPEN else -1
            pieces.append(" ")
        elif not depth:
            pieces.append(piece)
        if depth < 0:
            break
    if depth:
        raise ValueError(f"a mark stands alone: {text}")
    return re.sub(" +", " ", "".join(pieces))


def strange(text: str) -> list[str]:
    """Return the words of a text that come from no data of a language, and from no record."""
    left = _NAMES.sub("", unmarked(text))
    words = re.findall(r"(?:(?![\u0400-\u04ff])[^\W\d_])+", left)
    marks = re.findall("[«»“”„]", left)
    return [word for word in words if word.lower() not in _NOT_WORDS | {"utc"}] + marks


def forget() -> None:
    """Forget all that the program has read of languages."""
    for name, module in list(sys.modules.items()):
        if name.startswith("suites."):
            for one in list(vars(module).values()):
                if clear := getattr(one, "cache_clear", None):
                    clear()


def read(path: Path) -> Any:
    """Return what a file of YAML holds."""
    return yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)


def write(path: Path, found: object) -> None:
    """Write a file of YAML."""
    path.write_text(_dumped(found), "utf-8")


def _dumped(found: object) -> str:
    return str(
        yaml.dump(found, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=10_000)
    )


def _requoted(text: str) -> str:
    text = re.sub(r"\(en français\s: “([^”]*)”\)", TRANSLATION.replace("…", r"\1"), text)
    text = re.sub(r"«\s?", OPENING, text)
    return re.sub(r"\s?»", CLOSING, text)


def _in_texts(found: Any, change: Callable[[str], str]) -> Any:
    """Return data with each text changed, and each plural in the forms of the language."""
    if isinstance(found, dict):
        texts = {key: _in_texts(value, change) for key, value in found.items()}
        if found and data.is_plural(found):
            return {
                form: texts["one" if form == "one" else "other"].replace(CLOSE, f" {form}{CLOSE}")
                for form in sorted(cldr.plural_forms(TAG))
            }
        return texts
    if isinstance(found, list):
        return [_in_texts(one, change) for one in found]
    return change(found) if isinstance(found, str) else found


def _in_prose(found: dict[str, Any]) -> dict[str, Any]:
    """Return a front matter with its words in other letters."""

    def changed(key: str, value: Any) -> Any:
        if isinstance(value, dict):
            return {name: changed(name, one) for name, one in value.items()}
        if isinstance(value, list):
            return [changed(key, one) for one in value]
        return in_other_letters(value) if key in _PROSE and isinstance(value, str) else value

    return {key: changed(key, value) for key, value in found.items()}


def _relabelled(found: Any) -> Any:
    """Return labels of the vocabulary in the language, in other letters."""
    if not isinstance(found, dict):
        return found
    return {
        TAG if key == data.REFERENCE else key: in_other_letters(value)
        if key == data.REFERENCE
        else _relabelled(value)
        for key, value in found.items()
    }


def _language(found: dict[str, Any]) -> dict[str, Any]:
    spacing = {"narrow": "", "wide": "", "units": "", "ordinal": ""}
    marks = {"quotation": f"{OPENING}…{CLOSING}", "inner": "⟨…⟩", "translation": TRANSLATION}
    return {**found, **marks, "spacing": spacing}


def _dates(found: dict[str, Any]) -> dict[str, Any]:
    return {**_in_texts(found, marked), "elisions": []}


def _addresses(found: dict[str, Any]) -> dict[str, Any]:
    return dict(_in_texts(found, lambda name: f"{PREFIX}{name}"))


_CHANGES = {"language": _language, "dates": _dates, "addresses": _addresses}
