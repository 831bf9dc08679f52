"""Permalinks: which record is which, before and after, and which addresses lead nowhere now."""

from collections.abc import Iterator, Mapping

from suites.analysis.changes.change import GonePermalink
from suites.analysis.changes.matching import likeness
from suites.analysis.changes.plain_content import PlainContent, PlainRecord
from suites.archive.model.withdrawn import WITHDRAWN

LIKE = 0.6
"""The likeness from which a record that is gone and a new one are taken for the same."""

MAX_COMPARED = 200
"""Records gone, or new, of a folder that are compared each with each."""


def renamed_records(before: PlainContent, after: PlainContent) -> dict[str, str]:
    """Return the records that have another id now: the older id, then the newer one.

    By an alias, in either direction; else by their likeness.
    """
    gone = [id_ for id_ in before.records if id_ not in after.records]
    new = [id_ for id_ in after.records if id_ not in before.records]
    by_alias, was_alias = after.by_alias, before.by_alias
    found = {id_: by_alias[id_] for id_ in gone if by_alias.get(id_) in new}
    for id_ in new:
        older = was_alias.get(id_)
        if older in gone and older not in found and id_ not in found.values():
            found[older] = id_
    left = [before.records[id_] for id_ in gone if id_ not in found]
    waiting = [after.records[id_] for id_ in new if id_ not in found.values()]
    if len(left) > MAX_COMPARED or len(waiting) > MAX_COMPARED:
        return found
    scores = sorted(
        (-_likeness(one, other), one.id, other.id)
        for one in left
        for other in waiting
        if one.folder == other.folder
    )
    for score, older, newer in scores:
        if -score >= LIKE and older not in found and newer not in found.values():
            found[older] = newer
    return found


def gone_permalinks(
    before: PlainContent, after: PlainContent, renamed: Mapping[str, str]
) -> Iterator[GonePermalink]:
    """Yield the addresses of records and annotations that were there, and lead nowhere now.

    Of a record that is gone, its annotations are counted, not yielded. A record that was withdrawn
    says so at its address: its annotations may go. Nothing is known of a file that cannot be read.
    """
    for id_, one in sorted(before.records.items()):
        for alias in one.aliases:
            if after.resolve(alias) is None:
                yield GonePermalink(
                    alias, "alias", renamed.get(id_, id_) if after.resolve(id_) else ""
                )
        now = after.resolve(id_)
        if now is None:
            likely = renamed.get(id_, "")
            yield GonePermalink(id_, "record", likely, len(one.annotations))
            continue
        record = after.records[now]
        if not record.is_readable or WITHDRAWN in record.data:
            continue
        left = set(record.annotations)
        for name in one.annotations:
            if name not in left:
                yield GonePermalink(f"{now}#{name}", "annotation")


def _likeness(one: PlainRecord, other: PlainRecord) -> float:
    weights = {"@body": 3, "title": 2, "headline": 2, "claim": 2, "names": 3, "url": 2}
    return likeness({**one.data, "@body": one.body}, {**other.data, "@body": other.body}, weights)
