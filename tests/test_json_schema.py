"""The JSON Schemas of the kinds of record are those of the model, for editors and the composer."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from suites.archive import json_schema
from suites.archive.data_dictionary import rows
from suites.archive.model.archive import FOLDERS
from suites.archive.model.values import all_parts

FOLDER = Path(__file__).parents[1] / "docs/schema"
DEFINITIONS = json_schema.definitions()


def test_the_files_in_docs_are_the_model_of_the_program() -> None:
    found = {path.name: path.read_text("utf-8") for path in FOLDER.iterdir()}
    assert found == json_schema.files(), "run: .venv/bin/suites model --json-schema docs/schema"


@pytest.mark.parametrize("part", all_parts(FOLDERS.values()))
def test_every_key_of_every_part_is_in_it_and_no_other(part: type) -> None:
    schema = DEFINITIONS[part.__name__]
    known = {key.strip("`"): required for key, _, required, _ in rows(part)}
    assert schema["properties"].keys() == known.keys()
    assert set(schema.get("required", ())) == {key for key, one in known.items() if one == "yes"}
    assert schema["additionalProperties"] is False
    assert all(one["description"] for one in (schema, *schema["properties"].values()))


@pytest.mark.parametrize("name", json_schema.files())
def test_whatever_a_file_refers_to_is_in_it(name: str) -> None:
    text = json_schema.files()[name]
    schema = json.loads(text)
    named = {ref for ref in text.split('"') if ref.startswith("#/$defs/")}
    assert named == {f"#/$defs/{part}" for part in schema.get("$defs", ())}


def test_every_pattern_says_what_to_write() -> None:
    def patterns(schema: object) -> list[dict[str, object]]:
        if isinstance(schema, list):
            return [one for member in schema for one in patterns(member)]
        if not isinstance(schema, dict):
            return []
        inside = [one for key in schema if key != "not" for one in patterns(schema[key])]
        return [schema, *inside] if isinstance(schema.get("pattern"), str) else inside

    found = patterns(DEFINITIONS)
    assert len(found) > 10
    assert all(one["patternErrorMessage"] for one in found)
