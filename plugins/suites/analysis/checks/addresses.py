"""Each address of the site belongs to one thing; see `address` for those of the site itself."""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.checks.check_context import AnyOne, One
from suites.archive import urls
from suites.archive.model import Page
from suites.archive.problems import Problem, quoted


def pages_leave_the_site_its_own_addresses(one: One[Page]) -> Iterator[Problem]:
    """No page of text lies where the site has something, neither now nor at an old id."""
    page = one.record
    taken = ", ".join(sorted(urls.CLAIMED))
    for i, id_ in enumerate((page.id, *page.aliases)):
        if id_ in urls.CLAIMED:
            yield Problem(
                page.source.path,
                *(page.source.value(("aliases", i - 1)) if i else (1, 1)),
                "address-taken",
                f"no page can lie at /{id_}/: the site itself has /{urls.CLAIMED[id_]}",
                f"{'drop the alias' if i else 'rename the file'}; the site's own are: {taken}",
            )


def old_ids_are_given_once(one: AnyOne) -> Iterator[Problem]:
    """A record names each of its old ids once."""
    source, first_at = one.record.source, dict[str, int]()
    for i, old in enumerate(one.record.aliases):
        first = first_at.setdefault(old, i)
        if first != i:
            yield source.problem(
                ("aliases", i),
                "alias-clash",
                f"the old id {quoted(old)} is given twice, first in line "
                f"{source.value(('aliases', first))[0]}",
                "an address leads to one thing only: drop the second",
            )
