"""Faults: what pydantic finds wrong with a record -> problems, in the words of an author.

A value is told as it stands in the file: `010` is a number to YAML, and is told as 010, not as 10.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_type_hints

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from suites.archive import dates, languages
from suites.archive.front_matter import unseen
from suites.archive.languages import catalogue
from suites.archive.model import (
    FOLDERS,
    Keys,
    Part,
    Prose,
    ProseTitle,
    QuotedWords,
    Settings,
    Source,
    Text,
    Title,
    Vocabulary,
)
from suites.archive.problems import Problem, nearest, quoted

Written = Callable[[Keys], str | None]
"""What stands in the file for a value, by its keys; None for lists and mappings."""

PATTERNS = {
    r"^[a-z0-9-]{1,80}$": "an id has 1 to 80 signs among a-z, 0-9 and -",
    r"^[a-z0-9][a-z0-9-]{1,79}$": "an annotation's id has 2 to 80 signs among a-z, 0-9 and -",
    r"^[a-z0-9-]{1,80}#[a-z0-9][a-z0-9-]{1,79}$": "write article-id#annotation-id",
    r"^[0-9a-f]{64}$": "a digest is 64 signs among 0-9 and a-f, as sha256sum prints it",
    r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$": "a language is a BCP 47 tag, such as fr or en-GB",
}

TEXTS = (Text, Title, Prose, ProseTitle, QuotedWords)
"""The types of texts of any words."""

MENDS = {
    "string_type": "{name} is text",
    "string_too_short": "{name} is not empty: write it, or leave the key out",
    "string_too_long": "{name} has {max_length:,} signs at most",
    "bool_type": "{name} is true or false",
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

DATE_MEND = "write what is known and no more: 2023, 2023-09, 2023-09-19, 2024-01-09/2024-01-10"
ADDRESS_MEND = "copy the page's address as it was seen, beginning with https://"

_PLAIN = re.compile(r"[^\W\d_][\w./’ ,-]*")


def problem(fault: ErrorDetails, kind: type[Part], source: Source, written: Written) -> Problem:
    """What is wrong, at its place, and how to mend it."""
    loc: Keys = fault["loc"]
    type_, context, value = fault["type"], fault.get("ctx", {}), fault["input"]
    name, shown = _name(loc), _shown(value, loc, written)
    wrong = f"{shown} cannot be the value of {name}"
    if type_ == "extra_forbidden":
        return unknown_key(loc, kind, source)
    if type_ == "missing" and isinstance(loc[-1], str):
        what = f"the key {loc[-1]} is missing{_inside(loc[:-1])}"
        return source.problem(loc[:-1], "key-missing", what, f"add {loc[-1]}:")
    if type_ == "literal_error":
        allowed = _allowed(context["expected"])
        what = f"{shown} is not a value of {name}"
        mend = nearest(str(value), allowed) or f"see the values of {name} in docs/model.md"
        return source.problem(loc, "value-unknown", what, mend)
    if type_ == "date-wrong":
        what = _date_fault(value, loc, written) or fault["msg"]
        return source.problem(loc, "date-wrong", what, DATE_MEND)
    if type_ == "address-unsafe":
        what = f"{shown} cannot be an address here: {fault['msg']}"
        return source.problem(loc, "address-unsafe", what, ADDRESS_MEND)
    if type_ == "language-missing":
        what = f"an archive cannot be in {shown} yet"
        return source.problem(loc, "language-missing", what, _language_mend(value))
    if type_ == "id-wrong":
        return source.problem(loc, "id-wrong", wrong, fault["msg"])
    if type_ == "string_pattern_mismatch":
        code = "value-wrong" if name in ("sha256", "lang", "language") else "id-wrong"
        mend = PATTERNS.get(context["pattern"], "see docs/model.md")
        return source.problem(loc, code, wrong, mend)
    if value is None and not written(loc):
        wrong = f"{name} has no value"
    if type_ == "too_long":
        wrong = f"{name} is longer than a page can show"
    mend = _mend(type_, name, value, loc, kind, written)
    mend = mend or MENDS.get(type_, fault["msg"]).format(name=name, **context)
    return source.problem(loc, "value-wrong", wrong, mend)


def _language_mend(tag: str) -> str:
    lacking = [f"plugins/suites/archive/languages/{tag}.yaml", f"theme/catalogue/{tag}.yaml"]
    if tag not in catalogue.LANGUAGES:
        lacking.append("plurals (plugins/suites/archive/languages/catalogue.py)")
    if tag not in dates.LANGUAGES:
        lacking.append("dates (plugins/suites/archive/dates/words.py)")
    return f"write one of: {', '.join(languages.tags())}; {quoted(tag)} lacks {', '.join(lacking)}"


def _mend(
    type_: str, name: str, value: object, loc: Keys, kind: type[Part], written: Written
) -> str:
    """The mend of a value of the wrong sort, with an example; empty where the table has it."""
    is_number = isinstance(value, (bool, int, float))
    if is_number and (type_ == "string_type" or name == "quote"):
        return f'put it between quotation marks: "{written(loc)}"'
    if type_ == "missing":
        return f"{name} has {int(loc[-1]) + 1} members"
    if type_ in ("tuple_type", "list_type"):
        if isinstance(value, str):
            example = value if _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)
            return f"{name} is a list: write {name}: [{example}]"
        return f"{name} is a list: begin each member with - on a line of its own"
    if type_ == "model_type":
        whose = f"each member of {name}" if isinstance(loc[-1], int) else name
        text = "text, or " if name == "quote" else ""
        return f"{whose} is {text}keys and values: {', '.join(keys_at(kind, loc))}"
    return ""


def _date_fault(value: object, loc: Keys, written: Written) -> str:
    """Why what stands in the file is no date; empty for what YAML reads as text."""
    text = None if isinstance(value, str) else written(loc)
    if not text:
        return ""
    try:
        dates.parse(text)
    except ValueError as error:
        return str(error)
    return ""


def unknown_key(loc: Keys, kind: type[Part], source: Source) -> Problem:
    """That the data model has no such key."""
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
    """What an author sees of a key that holds signs which cannot be seen; else nothing."""
    text = unseen.UNSEEN.sub("", str(key)).strip(" -:")
    return "" if text == key else text


def cut(found: Iterable[Keys], source: Source, written: Written) -> Iterator[Problem]:
    """Texts that are cut by what YAML takes for a comment; ids, dates and numbers are whole."""
    for keys in found:
        if not texts().isdisjoint(keys):
            text = written(keys)
            what = f"the text ends before the #: YAML reads {quoted(text)}"
            if not text:
                what = f"{_name(keys)} has no value: YAML takes what follows # for a comment"
            mend = 'put the whole text between " and ", or write two spaces before a comment'
            yield source.problem(keys, "yaml-comment", what, mend)


@cache
def texts() -> frozenset[str]:
    """The keys under which a text of any words may stand."""
    found = {"quote"}
    pending: list[Any] = [*FOLDERS.values(), Settings, Vocabulary]
    for part in pending:
        for name, hint in get_type_hints(part, include_extras=True).items():
            inside = _flat(hint)
            pending += (one for one in inside if _is_part(one) and one not in pending)
            if any(text in inside for text in TEXTS):
                found.add(name)
    return frozenset(found)


def _flat(hint: Any) -> list[Any]:
    return [hint] if hint in TEXTS else [hint, *(x for one in get_args(hint) for x in _flat(one))]


def _is_part(one: Any) -> bool:
    return isinstance(one, type) and issubclass(one, Part)


def keys_at(kind: type[BaseModel], loc: Keys) -> list[str]:
    """The keys that the part of `kind` at `loc` may have."""
    for key in loc:
        if isinstance(key, int):
            continue
        field = kind.model_fields.get(key)
        if field is None:
            continue  # a key of a free mapping: its values have the class already reached
        kind = next((one for one in _flat(field.annotation) if _is_part(one)), kind)
    return sorted(
        name for name, field in kind.model_fields.items() if not (field.alias or "").startswith("@")
    )


def _name(loc: Keys) -> str:
    return next((str(key) for key in reversed(loc) if isinstance(key, str)), "the file")


def _inside(loc: Keys) -> str:
    names = [key for key in loc if isinstance(key, str)]
    return f" in {'.'.join(names)}" if names else ""


def _allowed(expected: str) -> list[str]:
    # pydantic joins the values as 'a', 'b' or 'c'.
    return [word.strip("'") for word in expected.replace(" or ", ", ").split(", ")]


def _with_unseen(text: str) -> str:
    sign = unseen.among(text)
    return quoted(text) + (f", with {sign} in it," if sign else "")


def _shown(value: object, loc: Keys, written: Written) -> str:
    if isinstance(value, (Mapping, BaseModel)):
        return quoted("keys and values")
    if isinstance(value, (list, tuple)):
        return quoted("a list")
    stands = written(loc)
    return _with_unseen(str(value) if stands is None else stands)
