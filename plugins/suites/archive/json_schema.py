"""JSON Schema: the data model -> docs/schema/, for editors and for the composer.

    pydantic classes -> one schema for each kind of record, and of proposals (draft 2020-12)

Two keywords are ours. `x-list` names the list whose values a text may have, with those that the
vocabulary adds: `examples` are the program's. `x-code` is the code of the problem of a text that
does not fit its `pattern`. An editor passes over both.
"""

import json
import re
from collections.abc import Iterable
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, models_json_schema
from pydantic_core import core_schema

from suites.archive import data_dictionary
from suites.archive.model.archive import FILE_KINDS, FOLDERS
from suites.archive.model.values import Part, all_parts
from suites.archive.model.withdrawn import KEPT, WITHDRAWN
from suites.archive.proposals import Proposal
from suites.archive.validation.messages import ID_PATTERNS, PATTERNS

Schema = dict[str, Any]

_MARKDOWN = re.compile(r"`|\[|\]\(#\w+\)")


class _Generator(GenerateJsonSchema):
    """Leaves out titles, and what no file may set: the place that a record was read from."""

    def field_is_present(self, field: Any) -> bool:
        return not str(field.get("validation_alias", "")).startswith("@")

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        return False

    def model_schema(self, schema: core_schema.ModelSchema) -> Schema:
        found = super().model_schema(schema)
        part = schema["cls"]
        found.pop("title", None)
        found["description"] = (part.__doc__ or "").partition("\n")[0]
        documented = part in all_parts(data_dictionary.FILES)
        for key, words, *_ in data_dictionary.rows(part) if documented else ():
            about = _plain(words)
            found["properties"][_plain(key)]["description"] = about
        return found


def definitions() -> Schema:
    """Return the schemas of all classes that the kinds are made of, by their names."""
    return _definitions(FOLDERS.values())


def _definitions(parts: Iterable[type[Part]]) -> Schema:
    models = [(part, "validation") for part in parts]
    _, found = models_json_schema(models, schema_generator=_Generator)  # type: ignore[arg-type]
    # pydantic describes classes of values too, to which nothing refers.
    defs = {part.__name__: found["$defs"][part.__name__] for part in all_parts(parts)}
    _explain(defs)
    return defs


def files() -> dict[str, str]:
    """Return the schemas as the files of `docs/schema/`, by their names."""
    records = {
        f"{FILE_KINDS[folder]}.json": _file(part, **KEPT[part]) for folder, part in FOLDERS.items()
    }
    return {**records, "proposal.json": _file(Proposal)}


def _file(part: type[Part], **kept: type[Part]) -> str:
    """Return the schema of a class as a file; `kept` are those of what is left when withdrawn."""
    defs = _definitions((part, *kept.values()))
    schema: Schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Written by `suites model --json-schema`; a test holds it equal. Do not edit.",
    }
    if kept:
        has_head = {"properties": {WITHDRAWN: {"properties": {"keep": {"const": "head"}}}}}
        left = {"if": has_head, "then": _named(kept["head"]), "else": _named(kept["nothing"])}
        schema |= {"if": {"required": [WITHDRAWN]}, "then": left, "else": _named(part)}
    else:
        schema |= defs.pop(part.__name__)
    return json.dumps({**schema, "$defs": defs}, indent=2, ensure_ascii=False) + "\n"


def _named(part: type[Part]) -> Schema:
    return {"$ref": f"#/$defs/{part.__name__}"}


def _explain(schema: Any) -> None:
    """Add to each pattern of a schema, and of those in it, what an author should write."""
    for one in schema.values() if isinstance(schema, dict) else schema:
        if isinstance(one, (dict, list)):
            _explain(one)
    pattern = schema.get("pattern") if isinstance(schema, dict) else None
    if isinstance(pattern, str) and pattern in PATTERNS:
        schema["patternErrorMessage"] = PATTERNS[pattern]
        if pattern in ID_PATTERNS:
            schema["x-code"] = "id-wrong"


def _plain(words: str) -> str:
    """Return words of the data dictionary without their Markdown."""
    return _MARKDOWN.sub("", words)
