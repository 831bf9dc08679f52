"""Messages: what pydantic finds wrong with a record -> problems, in the words of an author.

A value is shown as it stands in the file: `010` is a number to YAML, but is not shown as 10.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from typing import get_type_hints

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from suites.archive import dates, languages
from suites.archive.front_matter import Keys, unseen
from suites.archive.model.archive import FOLDERS
from suites.archive.model.own_theme import PATHS
from suites.archive.model.settings import Settings, Vocabulary
from suites.archive.model.values import (
    FREE_TEXTS,
    Part,
    Source,
    all_parts,
    author_fields,
    parts_in,
    types_in,
)
from suites.archive.model.withdrawn import WithdrawnRecord
from suites.archive.problems import Problem, nearest, quoted

MAX_WANTED = 200
"""The signs of a text that are compared with names of records."""

MAX_SHOWN = 3
"""How many faults of a language are named."""

ID_PATTERNS = {
    r"^[a-z0-9-]{1,80}$": "an id has 1 to 80 signs among a-z, 0-9 and -",
    r"^[a-z0-9][a-z0-9-]{1,79}$": "an annotation's id has 2 to 80 signs among a-z, 0-9 and -",
    r"^[a-z0-9-]{1,80}#[a-z0-9][a-z0-9-]{1,79}$": "write article-id#annotation-id",
    r"^[a-z0-9-]{1,80}/[a-z][a-z0-9-]{0,119}$": "write the last two parts of the address of the "
    "comparison, announcement-id/name",
}
_REFERENCES = frozenset(
    pattern for pattern in ID_PATTERNS if "{1,80}" in pattern and "/" not in pattern
)
_FILES = (
    ("a WOFF2", "fonts/text.woff2"),
    ("an SVG or a PNG", "logo.svg"),
    ("a PNG", "share.png"),
    ("a plain text", "fonts/licence.txt"),
)
"""The kind of file that each of `PATHS` is, and an example."""

_LANGUAGE = r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
_COLOUR = r"^#[0-9a-fA-F]{6}$"
_DOI = r"^10\.[0-9]{4,9}/[-._;()/:A-Za-z0-9]{1,200}$"
PATTERNS = {
    **ID_PATTERNS,
    r"^[^/\s]+(/[^/\s]+)*$": "write keys parted by /, as in annotations/<id>/note or events/0/note",
    r"^[0-9a-f]{64}$": "write 64 signs among 0-9 and a-f, as sha256sum prints them",
    _LANGUAGE: "a language is a BCP 47 tag, such as fr or en-GB",
    _COLOUR: 'a colour is # and six signs among 0-9 and a-f: "#0b5d7a"',
    _DOI: "a DOI begins with 10. and has no address before it: 10.5281/zenodo.1234567",
    r"^[A-Za-z0-9][A-Za-z0-9 -]{0,59}$": "a family has 1 to 60 letters, digits, spaces and hyphens",
    **{
        pattern: f"write the path of {kind} below content/theme/, such as {example}"
        for pattern, (kind, example) in zip(PATHS, _FILES, strict=True)
    },
}

MENDS = {
    "string_type": "{name} is text",
    "string_too_short": "{name} is not empty: write it, or leave the key out",
    "string_too_long": "{name} has {max_length:,} signs at most",
    "bool_type": "{name} is true or false",
    "bool_parsing": "{name} is true or false",
    "int_type": "{name} is a whole number",
    "int_parsing": "{name} is a whole number",
    "int_from_float": "{name} is a whole number",
    "greater_than_equal": "{name} is at least {ge}",
    "less_than_equal": "{name} is at most {le}",
    "dict_type": "{name} is keys and values, key: value on lines of their own",
    "too_short": "{name} has one member at least",
    "too_long": "{name} has {max_length} members at most",
}
"""What is expected, by the type of pydantic's error; other errors bring their own words."""

DATE_MEND = (
    "write what is known and no more: 2023, 2023-09, 2023-09-19, 2024-01-09/2024-01-10, or "
    "../2024-01-10 for no later than that day"
)
ADDRESS_MEND = "copy the page's address as it was seen, beginning with https://"

_EVIDENCE = frozenset({"evidence", "quotes"})
_BY_LANGUAGE = frozenset({"label", "plural", "definition", "inverse"})
_SHORT_COLOUR = re.compile("#[0-9a-fA-F]{3}")
_PLAIN = re.compile(r"[^\W\d_][\w./’ ,-]*")


def problem(error: ErrorDetails, kind: type[Part], source: Source) -> Problem:
    """Return what is wrong, at its place, and how to mend it."""
    loc: Keys = error["loc"]
    if error["type"] == "extra_forbidden":
        return unknown_key(loc, kind, source)
    if error["type"] == "missing" and isinstance(loc[-1], str):
        what = f"the key {loc[-1]} is missing{_inside(loc[:-1])}"
        return source.problem(loc[:-1], "key-missing", what, f"add {loc[-1]}:")
    found = source.problem(loc, *_wrong_value(error, kind, source))
    if isinstance(value := error["input"], str) and _is_reference(error):
        return replace(found, wanted=f"{_name(loc)} {value[:MAX_WANTED]}")
    return found


def _is_reference(error: ErrorDetails) -> bool:
    """Return whether a text stands in the place of the id of a record, or of an annotation."""
    if error["type"] == "string_pattern_mismatch":
        return error.get("ctx", {}).get("pattern") in _REFERENCES
    return error["type"] in ("tuple_type", "list_type") and error["loc"][-1] in _EVIDENCE


def _wrong_value(error: ErrorDetails, kind: type[Part], source: Source) -> tuple[str, str, str]:
    """Return the code of what is wrong with a value, what it is, and its mend."""
    loc, type_, context, value = error["loc"], error["type"], error.get("ctx", {}), error["input"]
    loc = _written_at(loc, source)
    written = source.positions.written(loc)
    name, told = _name(loc), shown(value, written)
    wrong = f"{told} cannot be the value of {name}"
    match type_:
        case "literal_error":
            # pydantic joins the values as 'a', 'b' or 'c'.
            allowed = context["expected"].replace(" or ", ", ").split(", ")
            mend = nearest(str(value), (word.strip("'") for word in allowed))
            mend = mend or f"see the values of {name} in docs/model.md"
            return "value-unknown", f"{told} is not a value of {name}", mend
        case "date-wrong":
            return type_, _date_error(value, written) or error["msg"], _date_mend(value, written)
        case "address-unsafe":
            return type_, f"{told} cannot be an address here: {error['msg']}", ADDRESS_MEND
        case "language-missing":
            return type_, f"an archive cannot be in {told} yet", _language_mend(value)
        case "id-wrong":
            return type_, wrong, error["msg"]
        case "string_pattern_mismatch":
            pattern = context["pattern"]
            if pattern == _LANGUAGE and kind is Settings:
                return "value-wrong", wrong, _language_hint(str(value))
            if pattern == _COLOUR and _SHORT_COLOUR.fullmatch(str(value)):
                doubled = "".join(sign * 2 for sign in str(value)[1:])
                return "value-wrong", wrong, f'write "#{doubled}"'
            code = "id-wrong" if pattern in ID_PATTERNS else "value-wrong"
            return code, wrong, PATTERNS.get(pattern, "see docs/model.md")
    if value is None and not written:
        wrong = f"{name} has no value"
    if type_ == "too_long":
        wrong = f"{name} is longer than a page can show"
    mend = _mend(error, name, kind, written)
    return "value-wrong", wrong, mend or MENDS.get(type_, error["msg"]).format(name=name, **context)


def _written_at(loc: Keys, source: Source) -> Keys:
    """Return the keys of the value that an author wrote: a text may stand for keys and values."""
    while len(loc) > 1 and source.positions.written(loc) is None:
        if source.positions.written(loc[:-1]) is None:
            break
        loc = loc[:-1]
    return loc


def _date_mend(value: object, written: str | None) -> str:
    meant = dates.meant(written or str(value))
    return "write " + " or ".join(f'"{one}"' for one in meant) if meant else DATE_MEND


def _language_hint(tag: str) -> str:
    """Return the languages that an archive can be in, the one of the tag first where it is one."""
    known, base = languages.tags(), tag.lower().partition("-")[0]
    listed = f"write one of: {', '.join(known)}"
    return f"did you mean {base}? Else {listed}" if base in known else listed


def _language_mend(tag: str) -> str:
    lacking = languages.missing(tag)
    told = ", ".join(lacking[:MAX_SHOWN])
    left = len(lacking) - MAX_SHOWN
    more = f" and {left} more, which `suites languages` tells" if left > 0 else ""
    return f"{_language_hint(tag)}; {quoted(tag)} is not complete: {told}{more}"


def _mend(error: ErrorDetails, name: str, kind: type[Part], written: str | None) -> str:
    """Return the mend of a value of the wrong sort, with an example; empty where `MENDS` has it."""
    type_, value, loc = error["type"], error["input"], error["loc"]
    is_number = isinstance(value, (bool, int, float))
    if is_number and (type_ == "string_type" or name == "quote"):
        return f'put it between quotation marks: "{written}"'
    if type_ == "missing":
        return f"{name} has {int(loc[-1]) + 1} members"
    if type_ in ("tuple_type", "list_type"):
        if isinstance(value, str):
            if name in _EVIDENCE and "#" not in value:
                value += "#annotation-id"
            example = value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
            return f"{name} is a list: write {name}: [{example}]"
        return f"{name} is a list: begin each member with - on a line of its own"
    if type_ == "dict_type" and name in _BY_LANGUAGE and isinstance(value, str):
        example = value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
        return f"write {name}: {{fr: {example}}}, with the language of the archive for fr"
    if type_ == "model_type":
        whose = f"each member of {name}" if isinstance(loc[-1], int) else name
        text = {"quote": "text, or ", "accent": "a colour, or "}.get(name, "")
        return f"{whose} is {text}keys and values: {', '.join(keys_at(kind, loc))}"
    return ""


def _date_error(value: object, written: str | None) -> str:
    """Return why a text is no date that YAML does not read as text; else nothing."""
    if isinstance(value, str) or not written:
        return ""
    try:
        dates.parse(written)
    except ValueError as error:
        return str(error)
    return ""


def unknown_key(loc: Keys, kind: type[Part], source: Source) -> Problem:
    """Return the problem of a key that the data model does not have."""
    key, allowed = str(loc[-1]), keys_at(kind, loc[:-1])
    what = f"the data model has no key {quoted(key)}{_inside(loc[:-1])}"
    if sign := unseen.among(key):
        what += f": {sign} stands in it"
        hint = f"write {seen(key)}: and ordinary spaces"
    else:
        hint = nearest(key, allowed) if len(allowed) > 7 else ""
    return source.problem_at_key(
        loc, "key-unknown", what, hint or "known keys: " + ", ".join(allowed)
    )


def seen(key: str | int) -> str:
    """Return the visible part of a key with invisible signs; nothing for a key without."""
    text = unseen.UNSEEN.sub("", str(key)).strip(" -:")
    return "" if text == key else text


def cut_texts(cut: Iterable[Keys], source: Source) -> Iterator[Problem]:
    """Yield texts that are cut by what YAML takes for a comment; ids, dates, numbers are whole."""
    for keys in cut:
        if not _text_keys().isdisjoint(keys):
            text = source.positions.written(keys)
            what = f"the text ends before the #: YAML reads {quoted(text)}"
            if not text:
                what = f"{_name(keys)} has no value: YAML takes what follows # for a comment"
            mend = 'put the whole text between " and ", or write two spaces before a comment'
            yield source.problem(keys, "yaml-comment", what, mend)


@cache
def _text_keys() -> frozenset[str]:
    """Return the keys under which a text of any words may stand."""
    found = {"quote", "accent"}
    for part in all_parts((*FOLDERS.values(), WithdrawnRecord, Settings, Vocabulary)):
        for name, hint in get_type_hints(part, include_extras=True).items():
            if any(one in FREE_TEXTS for one in types_in(hint)):
                found.add(name)
    return frozenset(found)


def keys_at(kind: type[BaseModel], loc: Keys) -> list[str]:
    """Return the keys that the part of `kind` at `loc` may have."""
    for key in loc:
        if isinstance(key, int):
            continue
        field = kind.model_fields.get(key)
        if field is None:
            continue  # a key of a free mapping: its values have the class already reached
        kind = next(iter(parts_in(field.annotation)), kind)
    return sorted(author_fields(kind))


def _name(loc: Keys) -> str:
    if loc[-1:] == ("[key]",):  # of a mapping whose keys are a list: pydantic's word
        loc = loc[:-2]
    return next((str(key) for key in reversed(loc) if isinstance(key, str)), "the file")


def _inside(loc: Keys) -> str:
    names = [key for key in loc if isinstance(key, str)]
    return f" in {'.'.join(names)}" if names else ""


def shown(value: object, written: str | None) -> str:
    """Return a value as it is written in a file, and the first sign in it that cannot be seen."""
    if isinstance(value, (Mapping, BaseModel)):
        return quoted("keys and values")
    if isinstance(value, (list, tuple)):
        return quoted("a list")
    text = str(value) if written is None else written
    sign = unseen.among(text)
    return quoted(text) + (f", with {sign} in it," if sign else "")
