"""Paging: the pages of a long list, and the links from one to the others.

Of many pages the first, the last and the nearest are named, so that all links together grow no
faster than the list does.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from suites.archive.urls import Urls
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageLink, Paging, Ref

PAGES_BESIDE = 2
"""Pages that are named on each side of the one that is shown."""


class ListPart(NamedTuple):
    """The rows of a page (at `url`, `number`) of a list that begins at `first`, of `pages`.

    `total` counts the rows of the list on its first page, and is 0 on others, which then stay the
    same when a row is added to the list.
    """

    first: str
    url: str
    number: int
    pages: int
    total: int
    rows: tuple[Any, ...]

    def title(self, builder: ViewBuilder, whole: str) -> str:
        """Return the title of the page, which is the list's own for the first."""
        if self.number == 1:
            return whole
        page = builder.t("listing.page", n=self.number)
        return builder.t("listing.titled", title=whole, page=page)

    def paging(self, builder: ViewBuilder) -> Paging | None:
        """Return the links from the page to the others; None when it is the only one."""
        if self.pages < 2:
            return None

        def page(n: int) -> Ref:
            return Ref(
                builder.urls.page_of(self.first, n), builder.t("listing.page", n=n), "listing"
            )

        return Paging(
            steps=tuple(
                PageLink(page(n), n, n == self.number, n - before > 1)
                for before, n in pairwise((0, *_named(self.number, self.pages)))
            ),
            previous=page(self.number - 1) if self.number > 1 else None,
            next=page(self.number + 1) if self.number < self.pages else None,
        )


def parts(urls: Urls, first: str, rows: Sequence[Any], size: int) -> Iterator[ListPart]:
    """Yield the parts of a list, one at least, of `size` rows each."""
    count = max(1, -(-len(rows) // size))
    for number in range(1, count + 1):
        total, start = (len(rows) if number == 1 else 0), (number - 1) * size
        url = urls.page_of(first, number)
        yield ListPart(first, url, number, count, total, tuple(rows[start : start + size]))


def _named(number: int, count: int) -> list[int]:
    """Return the pages to name; a gap of one page is filled, for it would be no shorter.

    >>> _named(1, 4), _named(50, 100), _named(5, 9)
    ([1, 2, 3, 4], [1, 48, 49, 50, 51, 52, 100], [1, 2, 3, 4, 5, 6, 7, 8, 9])
    """
    near = {1, count, *range(max(1, number - PAGES_BESIDE), min(count, number + PAGES_BESIDE) + 1)}
    return sorted(near | {n + 1 for n in near if n + 2 in near})
