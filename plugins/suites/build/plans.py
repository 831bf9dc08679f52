"""Plans: the targets of each owner, and which of them are stale.

    owners (a plan of pages, a record) -> targets, each with what the last build made of it, or None

Plans are kept encoded, one value an owner. Most are good, and told so by their bytes alone: neither
a changed dependency key nor the address of a doubtful file stands in them.
"""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Set
from typing import NamedTuple

from suites.analysis.dependencies import ChangedKeys
from suites.build.targets import PLAN, Target, TargetRunner, sitemap_of

SITEMAP = f"{PLAN}sitemap"
"""The owner of the sitemap, which follows from the pages of all others."""

MANY = 50
"""Doubtful files that are not sought one by one."""


class RenderedTarget(NamedTuple):
    """A target that was rendered: the addresses of its files, and the dependency keys it read."""

    files: tuple[str, ...]
    dependencies: bytes


class Plan(NamedTuple):
    """The dependency keys that a plan read, and its targets; None are still to be made."""

    dependencies: bytes
    targets: dict[Target, RenderedTarget | None]

    def encoded(self) -> bytes:
        """Return the plan as it is kept, when all of it is made."""
        made = {tuple(target): tuple(one) for target, one in self.targets.items() if one}
        return marshal.dumps((self.dependencies, made))

    def files(self) -> Iterator[str]:
        """Yield the addresses of all files that are made."""
        for made in self.targets.values():
            yield from made.files if made else ()


NOTHING = Plan(b"", {})


def decoded(plan: bytes | None) -> Plan:
    """Return a plan that was kept, an empty one for None."""
    if plan is None:
        return NOTHING
    dependencies, targets = marshal.loads(plan)
    return Plan(
        dependencies, {Target(*one): RenderedTarget(*made) for one, made in targets.items()}
    )


class Plans:
    """The plans of a build: those that are as the last one left them, and those that are not."""

    def __init__(
        self,
        runner: TargetRunner,
        kept: Mapping[str, bytes],
        changed: Set[str],
        keys: ChangedKeys,
        doubtful: Set[str],
    ) -> None:
        """Compare all owners with the plans that were kept.

        `changed` are the ids of records that changed, `doubtful` the addresses of files that may
        not be as they were left.
        """
        self.same: dict[str, bytes] = {}
        self.anew: dict[str, Plan] = {}
        self.before: dict[str, Plan] = {}
        """The plans that are not the same, as they were kept; those that are gone too."""
        sought = None if len(doubtful) > MANY else [address.encode() for address in doubtful]
        owners = dict.fromkeys((*runner.plans, *runner.ids()))
        for owner in owners:
            plan = kept.get(owner)
            if (
                plan is not None
                and owner not in changed
                and sought is not None
                and not keys.may_touch(plan)
                and not any(address in plan for address in sought)
            ):
                self.same[owner] = plan
                continue
            old = self.before[owner] = decoded(plan)
            if plan is None or owner in changed or keys.touch(old.dependencies):
                targets, dependencies = runner.plan(owner)
            else:
                targets, dependencies = list(old.targets), old.dependencies
            self.anew[owner] = Plan(
                dependencies,
                {one: _good(old.targets.get(one), keys, doubtful) for one in targets},
            )
        gone = kept.keys() - owners.keys() - {SITEMAP}
        self.before |= {owner: decoded(kept[owner]) for owner in gone}
        if runner.has_sitemap:
            self._plan_sitemap(kept.get(SITEMAP), doubtful)

    def _plan_sitemap(self, kept: bytes | None, doubtful: Set[str]) -> None:
        known = {*self.before, *self.anew}
        is_same = all(
            self.anew.get(owner, NOTHING).targets.keys()
            == self.before.get(owner, NOTHING).targets.keys()
            for owner in known
        )
        old = decoded(kept)
        if kept is not None and is_same and doubtful.isdisjoint(old.files()):
            self.same[SITEMAP] = kept
            return
        others = (decoded(plan) for plan in self.same.values())
        plans = (*others, *self.anew.values())
        target = sitemap_of(target for plan in plans for target in plan.targets)
        self.before[SITEMAP] = old
        self.anew[SITEMAP] = Plan(b"", {target: None})

    def stale(self) -> list[tuple[Plan, Target]]:
        """Return the targets that are to be rendered, each with its plan."""
        return [(p, t) for p in self.anew.values() for t, made in p.targets.items() if not made]

    def addresses(self, lying: Set[str]) -> set[str]:
        """Return the addresses of all files, when all is made.

        `lying` are those of the last build. ValueError when two files have one address.
        """
        found = set(lying) - {address for plan in self.before.values() for address in plan.files()}
        for address in (address for plan in self.anew.values() for address in plan.files()):
            if address in found:
                raise ValueError(f"two files at one address: {address}")
            found.add(address)
        return found

    def encoded(self) -> dict[str, bytes]:
        """Return the plans as they are to be kept."""
        return self.same | {owner: plan.encoded() for owner, plan in self.anew.items()}


def _good(
    made: RenderedTarget | None, keys: ChangedKeys, doubtful: Set[str]
) -> RenderedTarget | None:
    """Return what was made of a target, None when it is to be rendered again."""
    if made and doubtful.isdisjoint(made.files) and not keys.touch(made.dependencies):
        return made
    return None
