"""Proposals: changes of records that somebody proposes, one file each in `content/proposals/`.

    bytes -> `proposal.read` -> Proposal -> `accept` -> the record's file as it would be

Nothing else makes or reads changes of content: the composer writes proposals, `make check` judges
them as if they were accepted, `make accept` accepts them, and the site does not show them.
"""

from suites.archive.proposals.accept import ACCEPTED, Accepted, accept, already_there, new_path
from suites.archive.proposals.proposal import NAME, Addition, Modification, Proposal, read

__all__ = [
    "ACCEPTED", "NAME", "Accepted", "Addition", "Modification", "Proposal", "accept",
    "already_there", "new_path", "read",
]  # fmt: skip
