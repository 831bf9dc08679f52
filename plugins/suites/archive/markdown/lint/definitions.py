"""Definitions of footnotes and links that nothing refers to: their text would vanish."""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from suites.archive.markdown.lint.finding import Message, first_line, token

USED = "labels of links that were read"


def definitions(state: StateCore) -> Iterator[Token]:
    """The findings of definitions without a reference, or after a first one of the same name."""
    used = state.env.get(USED, ())
    for label, one in state.env.get("references", {}).items():
        if label not in used:
            yield _unused(f"[{label.lower()}]", one["map"][0], "link")
    for one in state.env.get("duplicate_refs", ()):
        yield _again(f"[{one['label'].lower()}]", one["map"][0])
    numbers = state.env.get("footnotes", {}).get("refs", {})
    seen: set[str] = set()
    for opened in state.tokens:
        if opened.type == "footnote_reference_open":
            label, line = opened.meta["label"], first_line(opened)
            if label in seen:
                yield _again(f"[^{label}]", line)
            elif numbers.get(f":{label}", -1) < 0:
                yield _unused(f"[^{label}]", line, "footnote")
            seen.add(label)


def _unused(name: str, line: int, kind: str) -> Token:
    what = f"nothing refers to the {kind} {name}, and readers do not see it"
    refer = f"[words]{name}" if kind == "link" else name
    mend = f"write {refer} where it belongs, or delete the definition"
    return token(Message("definition-unused", what, mend), line)


def _again(name: str, line: int) -> Token:
    what = f"{name} is defined a second time, and readers see one of the two"
    return token(
        Message("definition-unused", what, "give it a name of its own, or delete it"), line
    )
