"""Proposals: changes of records that somebody proposes, one file each in `content/proposals/`.

    bytes -> Proposal (`proposal`) ─╮
                                    ├─> changes by keys (`resolved`) -> edits -> its file (`accept`)
    the record as it stands ────────╯   or what differs (`outdated`)

Nothing else makes or reads changes of content: the composer writes proposals, and what finds
something out (`writing`); `make check` judges them as if they were accepted, `make accept` accepts
them, and the site does not show them.
"""

from suites.archive.proposals.accept import Accepted, accept, new_path
from suites.archive.proposals.outdated import ACCEPTED, already_there
from suites.archive.proposals.proposal import NAME, Addition, Modification, Proposal, read
from suites.archive.proposals.writing import ProposalFile, proposal_file

__all__ = [
    "ACCEPTED", "NAME", "Accepted", "Addition", "Modification", "Proposal", "ProposalFile",
    "accept", "already_there", "new_path", "proposal_file", "read",
]  # fmt: skip
