"""Changes: what others see of a record that is not what the last build saw."""

import marshal
from typing import Any, NamedTuple

from suites.analysis.anchors import decode
from suites.analysis.dependencies import ALL, key
from suites.analysis.records import Summarised


class RecordState(NamedTuple):
    """A record as it was loaded: its path, `LoadedFile.record`, its summary and rows."""

    path: str
    record: bytes
    summarised: Summarised


def changed_keys(id_: str, before: RecordState | None, after: RecordState | None) -> set[bytes]:
    """Return the dependency keys of what changed; None where there is no record."""
    old, new = _facets(before), _facets(after)
    found = {key(sort, id_) for sort in old if old[sort] != new[sort]}
    rows_before = set(before.summarised.rows) if before else set()
    rows_after = set(after.summarised.rows) if after else set()
    found |= {key(list_, of) for list_, of, _ in rows_before ^ rows_after}
    return found | {key(ALL, "")} if found else found


def _facets(known: RecordState | None) -> dict[str, Any]:
    """Return what is read of a record under its own id, by the sort of its dependency key."""
    if known is None:
        return dict.fromkeys(("record", "body", "link", "row", "anchors"))
    data, body, *_ = marshal.loads(known.record)
    summary = known.summarised.summary
    # Where the words stand in the body is of use to who has the body alone, and reads it.
    anchors = [one._replace(start=0, end=0) for one in decode(summary.anchors)]
    return {
        # As they are written: 1 and 1.0 are equal, and are not shown alike.
        "record": (known.path, repr(marshal.loads(data))),
        "body": body,
        "link": summary.link,
        "row": summary.row,
        "anchors": anchors,
    }
