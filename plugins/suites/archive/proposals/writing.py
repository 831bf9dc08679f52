"""Writing: a change of a record -> the file of a proposal, as `read` reads it."""

from collections.abc import Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from suites.archive.file_names import PROPOSALS
from suites.archive.yaml_edits import rendering

_SIGNS = 8


class ProposalFile(NamedTuple):
    """The path of a proposal's file in the content, and its bytes."""

    path: str
    text: bytes


def proposal_file(
    record: str,
    made_from: bytes,
    today: str,
    *,
    why: str = "",
    add: Sequence[dict[str, Any]] = (),
    change: Sequence[dict[str, Any]] = (),
) -> ProposalFile:
    """Return the proposal of a change to a record whose file holds the bytes `made_from`.

    `today` is an ISO 8601 day. `add` and `change` are those of a proposal, in plain values. The
    same change of the same bytes has the same name on the same day.
    """
    values = {
        "record": record,
        "made_from": sha256(made_from).hexdigest(),
        "why": why,
        "add": list(add),
        "change": list(change),
    }
    lines = (rendering.entry(key, value, 0) for key, value in values.items() if value)
    text = "".join(f"{line}\n" for line in lines).encode()
    return ProposalFile(
        f"{PROPOSALS}/{today}-{record}-{sha256(text).hexdigest()[:_SIGNS]}.yaml", text
    )
