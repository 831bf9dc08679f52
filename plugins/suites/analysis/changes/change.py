"""Change: one thing that means something else than before; plain values, as JSON shows them."""

from collections.abc import Mapping
from typing import Literal, NamedTuple

KINDS: Mapping[str, str] = {
    "announcement": "Announcements",
    "article": "Articles",
    "entity": "Entities",
    "theme": "Themes",
    "page": "Pages",
    "settings": "Settings",
    "vocabulary": "Vocabulary",
    "file": "Other files",
}
"""The kinds of what changes, in the order of a review, each with the heading over its changes."""

Action = Literal[
    "added", "removed", "changed", "renamed", "reordered", "corrected", "uncorrected",
    "withdrawn",
]  # fmt: skip
"""What became of a thing. A note is `corrected` when it became a correction that says what it
was, and `uncorrected` the other way round."""

Cause = Literal["content", "day"]
"""Whether a state differs for what was written, or for the day on which it is computed alone."""

Part = tuple[str, str]
"""A part of a record: its sort, and a name that tells it from the others."""


class Change(NamedTuple):
    """One change of a record, or of the settings or the vocabulary, which are named by their file.

    `parts` lead from the record to what changed, `key` names the value there, its steps parted by a
    dot; both are empty of a whole record. `before` and `after` are plain values, None where there
    is none. `gained` and `lost` are the members of a list of plain values, in the place of both.
    """

    kind: str  # one of `KINDS`
    record: str
    action: Action
    parts: tuple[Part, ...] = ()
    key: str = ""
    before: object = None
    after: object = None
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()


class StateChange(NamedTuple):
    """A part of the state of an announcement, before and after; `-` where it has none.

    `evidence` is that of the event on which it rests now, each with whether nothing of the
    announcement rested on it before.
    """

    record: str
    key: str  # stage, verdict, modality, term or overdue
    before: str
    after: str
    cause: Cause = "content"
    evidence: tuple[tuple[str, bool], ...] = ()


class GonePermalink(NamedTuple):
    """An address that was published, and leads nowhere now: a record's, or an annotation's."""

    permalink: str  # an id, or `article#annotation`
    what: str  # record, alias or annotation
    likely: str = ""  # the id that it may have now; empty where nothing is like it
    annotations: int = 0  # of a record that is gone, with their own addresses
