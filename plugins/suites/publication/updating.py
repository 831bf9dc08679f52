"""Updating: an archive of which little changed -> the site, by what is kept and `freshness` says.

    changed files -> records, lists -> facts -> checks -> tasks to make again -> the output

Whatever is out of the ordinary (a problem, a file that is misplaced, an id that two files have) is
not judged here: None is returned, and a whole build says what is wrong, of everything at once.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import convert

from suites import checks, files, freshness
from suites.address import INDEX
from suites.analysis import rows
from suites.analysis.summary import Summary
from suites.freshness import Kept
from suites.holdings import Holdings
from suites.linked import Linked
from suites.model import ID, Archive
from suites.publication import tasks
from suites.publication.indexing import Indexer
from suites.publication.making import Made, Told
from suites.publication.stored import Stored
from suites.publication.tasks import Task
from suites.publication.whole import (
    OTHERS,
    Done,
    Publishing,
    Setting,
)
from suites.store import Store

NOT_MADE = ("plan", "sitemap", "index")
"""Kinds of task that are kept for what they read or wrote, and made in ways of their own."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What is not as the last build left it: records' files, the theme, files of the output."""

    records: frozenset[Path]
    theme: bool
    altered: frozenset[str]


@dataclass(frozen=True, slots=True)
class Records:
    """The records that changed: what was kept of each, and what is to be; None for none."""

    before: Mapping[str, Kept | None]
    after: Mapping[str, Kept | None]


class Strange(Exception):  # noqa: N818 - no error: a reason for a whole build
    """Something that a whole build must look at."""


def updated(
    store: Store, changes: Changes, indexer: Indexer, told: Told, *, search: bool = True
) -> Done | None:
    """The site brought up to date; None when something is strange, and nothing was done.

    Without `search` the index is left to a later build.
    """
    setting = Setting(**store.meta["setting"])
    content = Path(setting.content)
    as_of = date.fromisoformat(store.meta["as_of"])
    archive = files.bare_archive(content)
    try:
        if archive is None:
            raise Strange
        changed = records(archive, content, store, changes.records, as_of)
        facts = keep(store, changed)
        linked = Linked(archive, as_of, Stored(store.records))
        check(linked, changed)
    except Strange:
        return None
    publishing = Publishing(setting, linked, indexer, told)
    return update(store, publishing, changes, facts, changed.after, search=search)


def records(
    archive: Archive, content: Path, store: Store, paths: Iterable[Path], as_of: date
) -> Records:
    """What became of the records of some files, read again; the store then keeps it.

    Strange when a file has a problem, or is not where one should be.
    """
    before: dict[str, Kept | None] = {}
    after: dict[str, Kept | None] = {}
    for path in sorted(paths):
        id_ = path.stem
        if not ID.fullmatch(id_):
            raise Strange
        kept = before.setdefault(id_, store.records.record(id_))
        shown = files.shown(content, path)
        if not path.exists() and not path.is_symlink():
            if kept and kept[0] == shown:
                after.setdefault(id_, None)
            continue
        if after.get(id_) or not files.is_rightly_placed(content, path):
            raise Strange
        after[id_] = files.kept(archive, content, path, as_of)
        if after[id_] is None:
            raise Strange
    for id_, kept in before.items():
        # A file that took an id which another one has still.
        new = after.get(id_)
        if kept and new and kept[0] != new[0] and files.exists(content, kept[0]):
            raise Strange
    return Records({id_: before[id_] for id_ in after}, after)


def keep(store: Store, changed: Records) -> frozenset[str]:
    """Keep the records and their entries in lists; the facts that changed."""
    found: set[str] = set()
    gone: dict[tuple[str, str], list[object]] = {}
    come: dict[tuple[str, str], list[object]] = {}
    for id_, after in changed.after.items():
        before = changed.before[id_]
        found |= freshness.facts(id_, before, after)
        for lists, kept in ((gone, before), (come, after)):
            for list_, key, entry in kept[3] if kept else ():
                lists.setdefault((list_, key), []).append(entry)
        if after is None:
            store.records.forget(id_)
        else:
            store.records.keep(id_, after)
    for key in gone.keys() | come.keys():
        out, in_ = gone.get(key, []), come.get(key, [])
        if set(out) != set(in_):
            store.records.keep_list(*key, freshness.patched(store.records.entries(*key), out, in_))
    return frozenset(found)


def check(linked: Linked, changed: Records) -> None:
    """Strange when anything is wrong with what changed, or with what rests on it."""
    scope: set[str] = set()
    ties = False
    for id_, after in changed.after.items():
        old, new = _summary(changed.before[id_]), _summary(after)
        if after:
            scope.add(id_)
        for alias in new.check.aliases if new else ():
            if len(linked.entries(rows.ALIASES, alias)) > 1 or alias in linked.cards:
                raise Strange
        if new and linked.entries(rows.ALIASES, id_):
            raise Strange
        if _seen(old) != _seen(new):
            names = {id_, *(alias for one in (old, new) if one for alias in one.check.aliases)}
            for name in names:
                scope |= {row.origin for row in linked.entries(rows.REFERRERS, name)}
        ties = ties or _relations(old) != _relations(new)
    if checks.of_some(linked, scope) or checks.of_all(linked, relations=ties):
        raise Strange


def _summary(kept: Kept | None) -> Summary | None:
    return convert(kept[2], Summary) if kept else None


def _seen(one: Summary | None) -> tuple[Any, ...]:
    """What the checks of other records rest on."""
    if one is None:
        return ()
    quotes = [(anchor.id, anchor.verbatim) for anchor in one.anchors]
    return one.link.kind, one.check._replace(references=()), quotes


def _relations(one: Summary | None) -> tuple[tuple[str, str], ...]:
    return one.check.relations if one else ()


def update(
    store: Store,
    publishing: Publishing,
    changes: Changes,
    facts: frozenset[str],
    ids: Iterable[str],
    *,
    search: bool,
) -> Done:
    """Make again what must be, and publish it; the store then keeps it, not yet committed."""
    output = publishing.setting.output
    stale: dict[str, tuple[str, Task]] = {}
    gone: set[int] = set()
    every = changes.theme or store.meta["frame"] != publishing.frame
    _plan(store, publishing, facts, ids, stale, gone)
    for number in _stale(store, facts, changes.altered, every=every):
        owner, plain = store.tasks.task(number)
        task = tasks.of_plain(plain)
        if number not in gone and task.kind not in NOT_MADE:
            stale.setdefault(task.name, (owner, task))
    # A child may read the store as well: as long as tasks are made nobody writes there.
    done = publishing.make([task for _, task in stale.values()])
    before = {one for name in stale for one in store.tasks.files_by_name(name)}
    before |= {one for number in gone for one in store.tasks.files(number)}
    # What an interrupted build was about to write, and is of no task, was never ours to keep.
    if changes.altered:
        before |= changes.altered - store.written().keys()
    now = {one for m in done for one in m.files}
    if twice := store.holds(now - before):
        raise ValueError(f"two files at one address: {min(twice)}")
    lost = before - now
    come_or_gone = bool(gone) or now != before
    for number in gone:
        store.tasks.forget(number)
    for (owner, _), one in zip(stale.values(), done, strict=True):
        store.tasks.keep(*publishing.kept(owner, one))
    others: list[Made] = []
    if come_or_gone or changes.altered:
        addresses = tasks.worth_finding(tasks.of_plain(one) for one in store.tasks.all())
        others += publishing.sitemap(addresses)
    publishing.doubt(store, done, lost)
    laid = any(one.startswith(INDEX) for one in changes.altered)
    indexed: list[Made] = []
    seconds = 0.0
    if search or laid:
        indexed, seconds = publishing.index(done, lost, again=laid)
        store.meta["behind"] = False
    else:
        publishing.put_off(done, lost)
        store.meta["behind"] = True
    for one in (*others, *indexed):
        # An interrupted build may have been about to write what this one does: that is not lost.
        lost = (lost | set(store.tasks.files_by_name(one.task.name))) - set(one.files)
        store.tasks.keep(*publishing.kept(OTHERS, one))
    written = publishing.publish(store, [*done, *others, *indexed], lost)
    store.keep_files(publishing.stamps({*written, *changes.altered} - lost), lost)
    if come_or_gone or indexed:
        store.keep_ours(output)
    store.meta |= {"frame": publishing.frame, "pages": store.tasks.count("page")}
    return Done(store.meta["pages"], written, seconds)


def _plan(
    store: Store,
    publishing: Publishing,
    facts: frozenset[str],
    ids: Iterable[str],
    stale: dict[str, tuple[str, Task]],
    gone: set[int],
) -> None:
    """Compare what is planned now with what was: what is new or made otherwise, what is gone."""
    readers = {number for fact in facts for number in store.tasks.readers(fact)}
    # The plans are those that were kept: another program begins with a whole build.
    for number, owner, plain in store.tasks.of_kind("plan"):
        if number not in readers:
            continue
        task = tasks.of_plain(plain)
        known = store.tasks.of(owner)
        wanted, read = publishing.workshop.planned(task.args[0])
        store.tasks.keep(task.name, owner, tuple(task), (), marshal.dumps(read))
        _compare(owner, known, wanted, stale, gone)
    holdings: Holdings = publishing.linked.holdings
    for id_ in ids:
        summary = holdings.summary(id_)
        wanted = []
        if summary:
            wanted = list(tasks.of_record(summary.link.kind, id_, summary.check.aliases))
        _compare(id_, store.tasks.of(id_), wanted, stale, gone)


def _compare(
    owner: str,
    known: Iterable[tuple[int, Any]],
    wanted: Iterable[Task],
    stale: dict[str, tuple[str, Task]],
    gone: set[int],
) -> None:
    before = {tasks.of_plain(plain): number for number, plain in known}
    now = {task.name: task for task in wanted}
    for name, task in now.items():
        if task not in before:
            stale[name] = (owner, task)
    gone |= {n for task, n in before.items() if task.kind != "plan" and task.name not in now}


def _stale(
    store: Store, facts: Iterable[str], altered: frozenset[str], *, every: bool
) -> Iterable[int]:
    if every:
        return store.tasks.numbers()
    found = {number for fact in facts for number in store.tasks.readers(fact)}
    if altered:
        found |= store.tasks.makers(altered)
    return sorted(found)
