"""The listings of entities, outlets and themes, each with the number of things that it gathers."""

from collections.abc import Iterator
from dataclasses import dataclass

from suites.analysis.rows import ENTITIES, OUTLETS, THEMES
from suites.archive import urls
from suites.site.views.paging import Paging, pages, paging, title
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Group, PageSpec, Ref, View, grouped

ENTRIES_PER_PAGE = 300

GROUPS = {ENTITIES: urls.ENTITIES, OUTLETS: urls.OUTLETS, THEMES: urls.THEMES}
"""The address of each listing, by its list of the index."""


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """A record with a few words, and the number of things it gathers, in words too."""

    ref: Ref
    text: str
    count: int
    counted: str


@dataclass(frozen=True)
class GroupsPage(View):
    """A listing of entities, outlets or themes, or a page of one."""

    groups: tuple[Group[GroupEntry], ...]
    paging: Paging | None


def plan(builder: ViewBuilder, name: str) -> Iterator[PageSpec]:
    """Yield the pages of a listing, a key of GROUPS."""
    rows = [(row.kind, row.id) for row in builder.linked.rows(name)]
    for url, number, count, part in pages(GROUPS[name], rows, ENTRIES_PER_PAGE):
        yield PageSpec(url, "groups", (name, number, count, len(rows), part))


def page(
    builder: ViewBuilder,
    name: str,
    number: int,
    count: int,
    total: int,
    rows: tuple[tuple[str, str], ...],
) -> GroupsPage:
    """Return a page of a listing; `rows` are (kind, id)."""
    return GroupsPage(
        url=urls.page_of(GROUPS[name], number),
        title=title(builder, builder.t(f"listing.{name}"), number),
        description=builder.t(f"listing.{name}-intro", n=total),
        groups=grouped(
            (
                builder.t(f"listing.kind-{kind}") if name == ENTITIES else "",
                entry(builder, name, id_),
            )
            for kind, id_ in rows
        ),
        paging=paging(builder, GROUPS[name], number, count),
    )


def entry(builder: ViewBuilder, name: str, id_: str) -> GroupEntry:
    """Return the entry of a record of a listing."""
    if name == OUTLETS:
        text, count, counts = "", len(builder.linked.outlet_articles(id_)), "articles"
    else:
        count, counts = len(builder.linked.named_by(id_)), "announcements"
        if name == THEMES:
            text = builder.archive.themes[id_].summary
        else:
            entity = builder.archive.entities[id_]
            text = ", ".join(one.name for one in entity.names if one.name != entity.title)
    is_counted = count or name == THEMES
    counted = builder.t(f"listing.count-{counts}", n=count) if is_counted else ""
    return GroupEntry(builder.ref(id_), text, count, counted)
