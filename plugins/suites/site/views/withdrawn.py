"""The page of a withdrawn record: when and why it was withdrawn, and its head where it is kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from suites.archive.model.archive import kind_of
from suites.archive.model.withdrawn import (
    AnnouncementHead,
    ArticleHead,
    EntityHead,
    WithdrawnRecord,
)
from suites.site.views.outgoing_link import OutgoingLink
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Ref, View

_LISTINGS = {
    "article": ("articles", "listing.articles"),
    "announcement": ("announcements", "listing.announcements"),
    "entity": ("entities", "listing.entities"),
    "outlet": ("outlets", "listing.outlets"),
    "theme": ("themes", "listing.themes"),
}
"""The listing in which records of a kind are: the name of its address, and its title."""


class HeadField(NamedTuple):
    """A field of a head: its label and its value, in `lang` where that is not the archive's.

    `ref` leads to a page of the archive, `link` out of it.
    """

    label: str
    text: str
    lang: str | None = None
    ref: Ref | None = None
    link: OutgoingLink | None = None


@dataclass(frozen=True)
class WithdrawnPage(View):
    """What is left of a record; `own` leads to its own page from its other addresses."""

    kind: str
    listing: Ref | None
    on: Day
    why: str
    head: tuple[HeadField, ...]
    own: Ref | None


def page(builder: ViewBuilder, url: str, id_: str) -> WithdrawnPage:
    """Return the page of a withdrawn record at one of its addresses; its head is on its own page.

    Others are those of its old ids, and of comparisons that quoted it.
    """
    record, t = builder.archive.withdrawn[id_], builder.t
    kind, own = kind_of(record).name, builder.urls.of(record)
    is_own, title = url == own, t(f"withdrawn.{kind}")
    has_head = record.withdrawn.keep == "head"
    listing, entry = _LISTINGS.get(kind, ("", ""))
    return WithdrawnPage(
        url=url,
        title=getattr(record, "title", title) if is_own else title,
        description=t("withdrawn.with-head" if has_head else "withdrawn.with-nothing"),
        kind=title if is_own and has_head else "",
        listing=Ref(getattr(builder.urls, listing), t(entry), "listing") if listing else None,
        on=builder.day(record.withdrawn.on),
        why=record.withdrawn.why,
        head=tuple(_head(builder, record)) if is_own else (),
        own=Ref(own, t("withdrawn.what-is-left"), kind) if has_head and not is_own else None,
    )


def _head(builder: ViewBuilder, record: WithdrawnRecord) -> Iterator[HeadField]:
    t, label = builder.t, builder.archive.label
    if isinstance(record, ArticleHead):
        if record.outlet:
            outlet = builder.ref(record.outlet)
            yield HeadField(t("article.source"), outlet.title, ref=outlet)
        if record.headline:
            lang = builder.foreign(record.lang)
            yield HeadField(t("article.headline"), record.headline, lang)
        if record.authors:
            yield HeadField(t("article.authors"), builder.listed(record.authors))
        if record.published:
            yield HeadField(t("article.published"), builder.day(record.published).text)
        if record.url:
            link = OutgoingLink(record.url)
            yield HeadField(t("article.address"), t("article.read"), link=link)
        kind = label("article_kind", record.kind)
        said = t("list.comma").join((kind, builder.language_name(record.lang)))
        yield HeadField(t("article.kind"), said)
    elif isinstance(record, AnnouncementHead):
        yield HeadField(t("announcement.nature"), label("announcement_kind", record.kind))
    elif isinstance(record, EntityHead):
        kinds = builder.listed(label("entity_kind", kind) for kind in record.kind)
        yield HeadField(t("entity.kind"), kinds)
        if len(record.names) > 1:
            names = (name.name for name in record.names)
            yield HeadField(t("entity.names"), builder.listed(names))
