"""Changes planted in the miniature: each with the lines in which `suites diff` tells it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

import yaml

from suites.analysis.changes import Comparison, Side, compare
from suites.analysis.changes.markup import render
from suites.repository.sides import sides
from suites.repository.trees import Tree, read_folder
from support.miniature import CONTENT, ROOT

CASES: tuple[dict[str, Any], ...] = tuple(
    yaml.load((ROOT / "tests/cases/changes.yaml").read_text("utf-8"), yaml.CSafeLoader)
)


@cache
def miniature() -> Tree:
    """The miniature, as a tree."""
    return read_folder(CONTENT, "before")


@cache
def miniature_side() -> Side:
    """The miniature, loaded once."""
    return sides(miniature(), miniature())[0]


def edited(files: Mapping[str, bytes], edits: Iterable[Mapping[str, str]]) -> dict[str, bytes]:
    """The files with edits made, each of which must fit."""
    found = dict(files)
    for one in edits:
        if "move" in one:
            found[one["to"]] = found.pop(one["move"])
        elif "delete" in one:
            del found[one["delete"]]
        elif "new" in one:
            assert one["new"] not in found
            found[one["new"]] = one["text"].encode()
        else:
            text = found[one["in"]].decode()
            assert one["was"] in text
            found[one["in"]] = text.replace(one["was"], one["now"], 1).encode()
    return found


def touched(case: Mapping[str, Any]) -> set[str]:
    """The paths that the edits of a case touch."""
    names = ("in", "new", "delete", "move", "to")
    return {edit[name] for edit in case["edits"] for name in names if name in edit}


def plain(files: Mapping[str, bytes]) -> Side:
    """Files as a side of which nothing is loaded: quick, and without states."""
    return Side("plain", files, {})


def change(files: Mapping[str, bytes]) -> Comparison:
    """What changed from the miniature to some files, states included."""
    return compare(miniature_side(), sides(miniature(), Tree("after", files))[1])


def told(comparison: Comparison) -> list[str]:
    """The lines of the sections of a comparison, as a terminal shows them."""
    lines = render(comparison, "text").split("\n")
    return [line for line in lines[1:] if line and not line.startswith("(")]
