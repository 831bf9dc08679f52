"""Paging: the pages of a long list, and the links from one to the others.

Of many pages the first, the last and the nearest are named, so that all links together grow no
faster than the list does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from suites.archive import urls
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref

PAGES_BESIDE = 2
"""Pages that are named on each side of the one that is shown."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class PageLink:
    """A link to a page; `after_gap` when pages before it are not named."""

    ref: Ref
    number: int
    current: bool
    after_gap: bool


@dataclass(frozen=True, slots=True)
class Paging:
    """The links from a page of a list to the others."""

    steps: tuple[PageLink, ...]
    previous: Ref | None
    next: Ref | None


def pages(
    url: str, rows: Sequence[Item], size: int
) -> Iterator[tuple[str, int, int, tuple[Item, ...]]]:
    """Yield the pages of a list that begins at `url`, one at least, of `size` rows each.

    Each is its address, its number, the number of all pages, and its rows.
    """
    count = max(1, -(-len(rows) // size))
    for number in range(1, count + 1):
        part = tuple(rows[(number - 1) * size : number * size])
        yield urls.page_of(url, number), number, count, part


def paging(builder: ViewBuilder, url: str, number: int, count: int) -> Paging | None:
    """Return the links from a page of a list that begins at `url`; None when it is the only one."""
    if count < 2:
        return None

    def page(n: int) -> Ref:
        return Ref(urls.page_of(url, n), builder.t("listing.page", n=n), "listing")

    return Paging(
        steps=tuple(
            PageLink(page(n), n, n == number, n - before > 1)
            for before, n in pairwise((0, *_named(number, count)))
        ),
        previous=page(number - 1) if number > 1 else None,
        next=page(number + 1) if number < count else None,
    )


def title(builder: ViewBuilder, whole: str, number: int) -> str:
    """Return the title of a page of a list, which is the list's own for the first."""
    if number == 1:
        return whole
    return builder.t("listing.titled", title=whole, page=builder.t("listing.page", n=number))


def _named(number: int, count: int) -> list[int]:
    """Return the pages to name; a gap of one page is filled, for it would be no shorter.

    >>> _named(1, 4), _named(50, 100), _named(5, 9)
    ([1, 2, 3, 4], [1, 48, 49, 50, 51, 52, 100], [1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    near = {1, count, *range(max(1, number - PAGES_BESIDE), min(count, number + PAGES_BESIDE) + 1)}
    return sorted(near | {n + 1 for n in near if n + 2 in near})
