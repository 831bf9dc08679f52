"""Plans: the targets of each owner, and which of them are stale.

    owners (a plan of pages, a record) -> targets, each with what the last build made of it, or None

Plans are cached encoded, one value an owner. The bytes of most show that they are valid: neither a
changed dependency key nor the address of a doubtful file stands in them.
"""

import marshal
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from suites.analysis.dependencies import ChangedKeys
from suites.build.targets import PLAN, Target, TargetRunner, sitemap_of

SITEMAP = f"{PLAN}sitemap"
"""The owner of the sitemap, which follows from the pages of all others."""

MAX_SEARCHED = 50
"""Doubtful files that are searched for in the encoded plans; with more, all plans are decoded."""


class RenderedTarget(NamedTuple):
    """The addresses of the files of a rendered target, and the dependency keys that it read."""

    files: tuple[str, ...]
    dependencies: bytes


class Plan(NamedTuple):
    """The dependency keys that a plan read, and its targets; None for those to be rendered."""

    dependencies: bytes
    targets: dict[Target, RenderedTarget | None]

    def encoded(self) -> bytes:
        """Return the plan as it is cached, when all of its targets are rendered."""
        rendered = {tuple(target): tuple(one) for target, one in self.targets.items() if one}
        return marshal.dumps((self.dependencies, rendered))

    def files(self) -> Iterator[str]:
        """Yield the addresses of all rendered files."""
        for made in self.targets.values():
            yield from made.files if made else ()


NOTHING = Plan(b"", {})


def decoded(plan: bytes | None) -> Plan:
    """Return a plan from the cache, an empty one for None."""
    if plan is None:
        return NOTHING
    dependencies, targets = marshal.loads(plan)
    return Plan(
        dependencies, {Target(*one): RenderedTarget(*made) for one, made in targets.items()}
    )


class Plans:
    """The plans of a build: those unchanged since the last one, and those planned anew.

    | an owner, by its plan in the cache | becomes |
    | its bytes name no changed key and no doubtful file | unchanged, still encoded |
    | a key that its plan read changed, or its record, or it has no plan | planned anew |
    | any other | its targets stand, and the invalid are rendered |
    """

    def __init__(
        self,
        runner: TargetRunner,
        cached: Mapping[str, bytes],
        changed: Set[str],
        keys: ChangedKeys,
        doubtful: Set[str],
    ) -> None:
        """Compare all owners with their plans in the cache.

        `changed` are the ids of records that changed, `doubtful` the addresses of files that may
        not be as the last build left them.
        """
        self._runner, self._changed, self._keys, self._doubtful = runner, changed, keys, doubtful
        self._searched = [address.encode() for address in doubtful]
        self.unchanged: dict[str, bytes] = {}
        self.replanned: dict[str, Plan] = {}
        self.replaced: dict[str, Plan] = {}
        """The plans in the cache of which `replanned` takes the place, or nothing does."""
        owners = dict.fromkeys((*runner.plans, *runner.ids()))
        for owner in owners:
            self._compare(owner, cached.get(owner))
        gone = cached.keys() - owners.keys() - {SITEMAP}
        self.replaced |= {owner: decoded(cached[owner]) for owner in gone}
        if runner.has_sitemap:
            self._plan_sitemap(cached.get(SITEMAP), doubtful)

    def _compare(self, owner: str, cached: bytes | None) -> None:
        is_new = cached is None or owner in self._changed
        if cached is not None and not is_new and not self._may_be_stale(cached):
            self.unchanged[owner] = cached
            return
        old = self.replaced[owner] = decoded(cached)
        targets, dependencies = list(old.targets), old.dependencies
        if is_new or self._keys.touch(dependencies):
            targets, dependencies = self._runner.plan(owner)
        valid = {one: _valid(old.targets.get(one), self._keys, self._doubtful) for one in targets}
        self.replanned[owner] = Plan(dependencies, valid)

    def _may_be_stale(self, plan: bytes) -> bool:
        """Return whether an encoded plan names a changed key or a doubtful file."""
        return (
            len(self._searched) > MAX_SEARCHED
            or self._keys.may_touch(plan)
            or any(address in plan for address in self._searched)
        )

    def _plan_sitemap(self, kept: bytes | None, doubtful: Set[str]) -> None:
        known = {*self.replaced, *self.replanned}
        is_same = all(
            self.replanned.get(owner, NOTHING).targets.keys()
            == self.replaced.get(owner, NOTHING).targets.keys()
            for owner in known
        )
        old = decoded(kept)
        if kept is not None and is_same and doubtful.isdisjoint(old.files()):
            self.unchanged[SITEMAP] = kept
            return
        others = (decoded(plan) for plan in self.unchanged.values())
        plans = (*others, *self.replanned.values())
        target = sitemap_of(target for plan in plans for target in plan.targets)
        self.replaced[SITEMAP] = old
        self.replanned[SITEMAP] = Plan(b"", {target: None})

    def stale(self) -> list[tuple[Plan, Target]]:
        """Return the targets that are to be rendered, each with its plan."""
        return [
            (p, t) for p in self.replanned.values() for t, made in p.targets.items() if not made
        ]

    def addresses(self, last: Set[str]) -> set[str]:
        """Return the addresses of all files, when all is rendered.

        They are those of the `last` build without those of replaced plans, and those of plans made
        anew. ValueError when two files have one address.
        """
        found = set(last) - {address for plan in self.replaced.values() for address in plan.files()}
        for address in (address for plan in self.replanned.values() for address in plan.files()):
            if address in found:
                raise ValueError(f"two files at one address: {address}")
            found.add(address)
        return found

    def encoded(self) -> dict[str, bytes]:
        """Return the plans for the cache."""
        return self.unchanged | {owner: plan.encoded() for owner, plan in self.replanned.items()}


def _valid(
    made: RenderedTarget | None, keys: ChangedKeys, doubtful: Set[str]
) -> RenderedTarget | None:
    """Return the rendered target, None when it is to be rendered again."""
    if made and doubtful.isdisjoint(made.files) and not keys.touch(made.dependencies):
        return made
    return None
