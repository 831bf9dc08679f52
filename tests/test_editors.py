"""What editors are told: snippets that the model reads, schemas that are there, forms of files."""

from __future__ import annotations

import json
import re
from typing import Any, cast

import pytest
from support.miniature import ROOT

from suites.archive import front_matter
from suites.archive.enumerations import LISTS, OPEN
from suites.archive.model import Annotation, Capture, Event, Relation
from suites.archive.model.values import Part

VSCODE = ROOT / ".vscode"
SNIPPETS = json.loads((VSCODE / "suites.code-snippets").read_text("utf-8"))
PARTS: dict[str, type[Part]] = {
    "Annotation": Annotation, "Capture": Capture, "Event": Event, "Verdict": Event,
    "Relation": Relation,
}  # fmt: skip
CHOICES = {
    ("Annotation", "kind"): "annotation_kind", ("Annotation", "role"): "role",
    ("Capture", "origin"): "capture_origin",
    ("Event", "stage"): "stage", ("Event", "modality"): "modality",
    ("Verdict", "verdict"): "verdict", ("Verdict", "reason"): "reason",
    ("Verdict", "role"): "reader_role", ("Relation", "type"): "relation",
}  # fmt: skip
_CHOICE = re.compile(r"(\w+): \$\{\d+\|([^|]*)\|\}")


def expanded(body: str, place: int) -> str:
    """Return the text of a snippet with its own words, and the choice at a place of each."""

    def chosen(found: re.Match[str]) -> str:
        values = found[2].split(",")
        return f"{found[1]}: {values[min(place, len(values) - 1)]}"

    return re.sub(r"\$\{\d+:([^}]*)\}|\$0", lambda one: one[1] or "", _CHOICE.sub(chosen, body))


@pytest.mark.parametrize("name", SNIPPETS)
def test_the_model_reads_a_snippet_with_each_of_its_choices(name: str) -> None:
    body = "\n".join(SNIPPETS[name]["body"])
    for place in range(max(len(found[2].split(",")) for found in _CHOICE.finditer(body))):
        front, problems = front_matter.read_yaml("x", f"members:\n{expanded(body, place)}\n")
        assert front
        assert not problems
        (member,) = cast(list[object], front.data["members"])
        PARTS[name].model_validate(member)


def test_snippets_offer_the_values_of_the_lists() -> None:
    assert SNIPPETS.keys() == PARTS.keys()
    offered: dict[Any, list[str]] = {
        (name, found[1]): found[2].split(",")
        for name, snippet in SNIPPETS.items()
        for found in _CHOICE.finditer("\n".join(snippet["body"]))
    }
    assert offered == {
        key: [value for value in LISTS[list_] if value != OPEN] for key, list_ in CHOICES.items()
    }


def test_tab_stops_are_numbered_in_the_order_of_the_text() -> None:
    for snippet in SNIPPETS.values():
        numbers = [int(one) for one in re.findall(r"\$\{?(\d+)", "\n".join(snippet["body"]))]
        assert numbers == [*range(1, len(numbers)), 0]


def test_schemas_that_editors_are_given_are_there() -> None:
    settings = json.loads((VSCODE / "settings.json").read_text("utf-8"))
    for schema in settings["yaml.schemas"]:
        assert json.loads((ROOT / schema).read_text("utf-8"))["$schema"]


def test_files_have_the_form_that_editors_are_told() -> None:
    for pattern, indent in (("*.py", "    "), ("*.js", "  "), ("*.css", "  ")):
        folder = ROOT / ("plugins" if pattern == "*.py" else "theme")
        for path in folder.rglob(pattern):
            text = path.read_bytes().decode()
            assert "\r" not in text
            assert "\t" not in text, path
            assert not re.search(r"[ \t]+$", text, re.MULTILINE), path
            assert not text or text.endswith("\n"), path
            first = re.search(r"^ +", text, re.MULTILINE)
            assert first is None or first[0].startswith(indent), path
