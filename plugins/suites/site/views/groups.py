"""The listings of entities, outlets and themes, each with the number of things that it gathers."""

from collections.abc import Iterator
from dataclasses import dataclass

from suites.analysis.rows import ENTITIES, OUTLETS, THEMES
from suites.site.views.paging import ListPart, parts
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import CountedLink, Group, PageSpec, View, capital, grouped

ENTRIES_PER_PAGE = 300


@dataclass(frozen=True)
class GroupsPage(View):
    """A listing of entities, outlets, themes or months, or a page of one."""

    groups: tuple[Group[CountedLink], ...]


def plan(builder: ViewBuilder, name: str) -> Iterator[PageSpec]:
    """Yield the pages of a listing, ENTITIES, OUTLETS or THEMES."""
    added = builder.archive.vocabulary.added("entity_kind")
    places = {kind: place for place, kind in enumerate(added, 1)}  # after the program's own
    rows = [(row.kind, row.id) for row in builder.linked.rows(name)]
    rows.sort(key=lambda row: places.get(row[0], 0))
    for part in parts(builder.urls, getattr(builder.urls, name), rows, ENTRIES_PER_PAGE):
        yield PageSpec(part.url, "groups", (name, len(rows), part))


def page(builder: ViewBuilder, name: str, total: int, part: ListPart) -> GroupsPage:
    """Return a page of a listing; its rows are (kind, id)."""
    part = ListPart(*part)
    return GroupsPage(
        url=part.url,
        title=part.title(builder, builder.t(f"listing.{name}")),
        description=builder.t(f"listing.{name}-intro", n=total),
        groups=grouped(
            (
                capital(builder.archive.plural("entity_kind", kind)) if name == ENTITIES else "",
                entry(builder, name, id_),
            )
            for kind, id_ in part.rows
        ),
        paging=part.paging(builder),
    )


def entry(builder: ViewBuilder, name: str, id_: str) -> CountedLink:
    """Return the entry of a record of a listing."""
    if name == OUTLETS:
        text, count, counts = "", len(builder.linked.outlet_articles(id_)), "articles"
    else:
        count, counts = len(builder.linked.named_by(id_)), "announcements"
        if name == THEMES:
            text = builder.archive.themes[id_].summary
        else:
            entity = builder.archive.entities[id_]
            text = builder.listed(one.name for one in entity.names if one.name != entity.title)
    is_counted = count or name == THEMES
    counted = builder.t(f"listing.count-{counts}", n=count) if is_counted else ""
    return CountedLink(builder.ref(id_), count, counted, text)
