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
    """The plans of a build: those unchanged since the last one, and those planned anew."""

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
        not be as they were left.
        """
        self.unchanged: dict[str, bytes] = {}
        self.replanned: dict[str, Plan] = {}
        self.previous: dict[str, Plan] = {}
        """The plans that changed or are gone, as they were cached."""
        sought = (
            None if len(doubtful) > MAX_SEARCHED else [address.encode() for address in doubtful]
        )
        owners = dict.fromkeys((*runner.plans, *runner.ids()))
        for owner in owners:
            plan = cached.get(owner)
            if (
                plan is not None
                and owner not in changed
                and sought is not None
                and not keys.may_touch(plan)
                and not any(address in plan for address in sought)
            ):
                self.unchanged[owner] = plan
                continue
            old = self.previous[owner] = decoded(plan)
            if plan is None or owner in changed or keys.touch(old.dependencies):
                targets, dependencies = runner.plan(owner)
            else:
                targets, dependencies = list(old.targets), old.dependencies
            self.replanned[owner] = Plan(
                dependencies,
                {one: _valid(old.targets.get(one), keys, doubtful) for one in targets},
            )
        gone = cached.keys() - owners.keys() - {SITEMAP}
        self.previous |= {owner: decoded(cached[owner]) for owner in gone}
        if runner.has_sitemap:
            self._plan_sitemap(cached.get(SITEMAP), doubtful)

    def _plan_sitemap(self, kept: bytes | None, doubtful: Set[str]) -> None:
        known = {*self.previous, *self.replanned}
        is_same = all(
            self.replanned.get(owner, NOTHING).targets.keys()
            == self.previous.get(owner, NOTHING).targets.keys()
            for owner in known
        )
        old = decoded(kept)
        if kept is not None and is_same and doubtful.isdisjoint(old.files()):
            self.unchanged[SITEMAP] = kept
            return
        others = (decoded(plan) for plan in self.unchanged.values())
        plans = (*others, *self.replanned.values())
        target = sitemap_of(target for plan in plans for target in plan.targets)
        self.previous[SITEMAP] = old
        self.replanned[SITEMAP] = Plan(b"", {target: None})

    def stale(self) -> list[tuple[Plan, Target]]:
        """Return the targets that are to be rendered, each with its plan."""
        return [
            (p, t) for p in self.replanned.values() for t, made in p.targets.items() if not made
        ]

    def addresses(self, lying: Set[str]) -> set[str]:
        """Return the addresses of all files, when all is rendered.

        `lying` are those of the last build. ValueError when two files have one address.
        """
        found = set(lying) - {
            address for plan in self.previous.values() for address in plan.files()
        }
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
