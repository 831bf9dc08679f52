"""The proposal: a change of one record, as its file in `content/proposals/` says it."""

import re
from typing import Annotated, Any, Literal

from pydantic import Field, StringConstraints

from suites.archive import front_matter, validation
from suites.archive.file_names import PROPOSAL_NAME, PROPOSALS
from suites.archive.front_matter import FrontMatter
from suites.archive.model.values import MAX_MEMBERS, Id, Part, Source, Text, Title
from suites.archive.problems import Problem

NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}-(?P<record>[a-z0-9-]{1,80})-[a-z0-9]{4,12}\.yaml")
"""The name of a proposal's file: a day, the id of the record, and signs that make it its own."""

BODY = "body"
"""The path of the Markdown below the front matter, which is no key."""

ValuePath = Annotated[str, StringConstraints(pattern=r"^[^/\s]+(/[^/\s]+)*$", max_length=200)]
MAX_RECORD = front_matter.MAX_SIZE


class Addition(Part):
    """A new member of a list of the record.

    `to` is the path of the list, `at` the index of the member before which it comes in the list
    as it stands; without it, it comes last.
    """

    to: ValuePath
    at: Annotated[int, Field(ge=0)] | None = None
    value: Any


class Modification(Part):
    """A value that is another one: `was` is what stands there, `now` what is to stand there.

    Without `was` the key is not there yet; without `now` it is taken away, as a member of a list
    may be. Of the body, both are passages.
    """

    at: ValuePath
    was: Any = None
    now: Any = None

    @property
    def is_new(self) -> bool:
        """Return whether the key is not there yet."""
        return "was" not in self.model_fields_set

    @property
    def is_removal(self) -> bool:
        """Return whether the value is taken away."""
        return "now" not in self.model_fields_set


class Proposal(Part):
    """A change of one record that somebody proposes.

    Of a record that is there, `made_from` is the digest (SHA-256) of the bytes of its file from
    which the proposal was made, and `add` and `change` say what becomes of it. Of a new one, `kind`
    is its kind and `text` the whole file. `by` and `why` are for its reviewer.
    """

    source: Source = Field(alias="@source", exclude=True)
    record: Id
    made_from: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")] | None = None
    by: Title | None = None
    why: Text | None = None
    add: Annotated[tuple[Addition, ...], Field(max_length=MAX_MEMBERS)] = ()
    change: Annotated[tuple[Modification, ...], Field(max_length=MAX_MEMBERS)] = ()
    kind: Literal["article", "announcement", "entity", "theme", "page"] | None = None
    text: Annotated[str, StringConstraints(min_length=1, max_length=MAX_RECORD)] | None = None

    @property
    def is_new(self) -> bool:
        """Return whether the record is a new one."""
        return self.text is not None

    def problem(self, keys: front_matter.Keys, code: str, what: str, mend: str) -> Problem:
        """Return a problem at the value of some keys of the proposal."""
        return self.source.problem(keys, code, what, mend)


def read(shown: str, raw: bytes) -> tuple[Proposal | None, FrontMatter | None, tuple[Problem, ...]]:
    """Return the proposal in the bytes of a file, what it was made from, and its problems.

    `shown` is the path of the file as problems show it.
    """
    front, problems = front_matter.parse(shown, raw, front_matter.read_yaml)
    if front is None:
        return None, None, problems
    proposal, found = validation.validate(Proposal, front, None, {})
    problems = (*problems, *found)
    if proposal is not None and not problems:
        problems = tuple(_contradictions(proposal))
    return (None if problems else proposal), front, problems


def _contradictions(proposal: Proposal) -> list[Problem]:
    """Return the problems of what a proposal says of itself."""
    name = NAME.fullmatch(proposal.source.path.rpartition("/")[2])
    if not name or name["record"] != proposal.record:
        what = "the name of the file is not that of a proposal for this record"
        mend = f"name it {PROPOSALS}/{PROPOSAL_NAME.format(proposal.record)}"
        return [proposal.problem(("record",), "proposal-wrong", what, mend)]
    changes = bool(proposal.add or proposal.change)
    if proposal.is_new != (proposal.kind is not None):
        what = "a new record has a kind and a text, and only a new record has them"
        mend = "give kind: and text:, or neither"
        return [proposal.problem(("record",), "proposal-wrong", what, mend)]
    if proposal.is_new and (changes or proposal.made_from):
        what = "a new record is its text alone"
        mend = "delete add:, change: and made_from:"
        return [proposal.problem(("record",), "proposal-wrong", what, mend)]
    if not proposal.is_new and not (changes and proposal.made_from):
        what = (
            "the proposal says nothing that is to change"
            if proposal.made_from
            else ("the proposal does not say from which text of the record it was made")
        )
        mend = "give made_from:, the SHA-256 of the record's file, and add: or change:"
        return [proposal.problem(("record",), "proposal-wrong", what, mend)]
    return [
        proposal.problem(
            ("change", index),
            "proposal-wrong",
            f"nothing becomes of {one.at}",
            "give was: (what stands there), now: (what is to stand there), or both",
        )
        for index, one in enumerate(proposal.change)
        if one.is_new and one.is_removal
    ]
