"""Citation: how a page is cited, and what it tells those who link to it.

    ViewBuilder, view -> the same view with its reference (French style) and its Open Graph metadata

A reference never says more than is known: while the site's own address is not known there is none
in it, and the permalink is the page's place in the archive. It names the archive as the author of
the page, for that is what is cited; who published the article stands in the article's record.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import quote

from suites.archive import urls
from suites.archive.model import Announcement, AnyRecord, Article, Entity, Page, Record, Theme
from suites.site.views import reach
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Citation, Sharing, Sign, View, capital

CITED = (Article, Announcement, Entity, Theme)
"""What is cited by its page; pages of text are the archive's own, and have no state."""

RECORDS = {
    "article": "articles",
    "announcement": "announcements",
    "entity": "entities",
    "outlet": "entities",
    "theme": "themes",
    "page": "pages",
}
"""Where the archive has the records of a kind, as their cards give it."""


def completer(builder: ViewBuilder, site_url: str, repository: str = "") -> Callable[[View], View]:
    """A function that adds its citation, its sharing, its origin and its contents to a view.

    `site_url` is the site's own address, and `repository` that of its public repository, both
    without a final slash; empty while it is not known.
    """

    def complete(view: View) -> View:
        record = _record(builder, view.url)
        cited = record if isinstance(record, CITED) else None
        # Nobody has seen the view yet, and a copy of all its fields would take as long as these.
        vars(view).update(
            citation=cite(builder, cited, site_url) if cited else _of_view(builder, view, site_url),
            sharing=_sharing(builder, view, record, site_url),
            origin=origin(record, repository),
            report=reach.report(
                builder, view, _absolute(view.url, site_url) or view.url, repository
            ),
            contents=view.contents or builder.contents(view.outline),
        )
        if isinstance(record, Page) and record.id in reach.PAGES:
            vars(view).update(reach=reach.ways(builder, record.id, repository))
        return view

    return complete


def _record(builder: ViewBuilder, url: str) -> AnyRecord | None:
    """The record whose page lies at an address."""
    id_ = urls.id_of(url)
    card = builder.linked.cards.get(id_)
    if card is None or urls.of_kind(card.kind, id_) != url:
        return None
    found: AnyRecord = getattr(builder.archive, RECORDS[card.kind])[id_]
    return found


def cite(
    builder: ViewBuilder, record: Article | Announcement | Entity | Theme, site_url: str
) -> Citation:
    """The reference of a record's page, and its permalink."""
    place = urls.of(record)
    known = _absolute(place, site_url)
    rest = builder.t(
        "cite.rest",
        what=_what(builder, record),
        archive=builder.archive.settings.title,
        date=_date(builder, record),
        licence=_licence(builder, record),
    )
    return Citation(record.title, f"{rest} {known}" if known else rest, known or place)


def _of_view(builder: ViewBuilder, view: View, site_url: str) -> Citation | None:
    """The reference of a page of no record, if it is one that is cited."""
    if not view.CITED:
        return None
    known = _absolute(view.url, site_url)
    rest = builder.t(
        "cite.rest",
        what=builder.t(view.CITED),
        archive=builder.archive.settings.title,
        date=builder.t("cite.as-of", day=builder.as_of.text),
        licence=builder.t("cite.licence", licence=builder.archive.settings.rights.texts),
    )
    return Citation(view.title, f"{rest} {known}" if known else rest, known or view.url)


def origin(record: Record | None, repository: str) -> str | None:
    """Where the file of a page lies in the public repository; of a page without one, that itself.

    HEAD stands for the default branch, whatever its name.
    """
    if not repository or record is None:
        return repository or None
    return f"{repository}/blob/HEAD/{quote(record.source.path)}"


def states(builder: ViewBuilder, id_: str) -> tuple[Sign, ...]:
    """The state of an announcement: its stage, its verdict, and that it is overdue."""
    found = builder.signs(id_)
    return tuple(sign for sign in (found.stage, found.verdict, found.overdue) if sign)


def _what(builder: ViewBuilder, record: Record) -> str:
    """What the page is; of an article's, who published the article and when."""
    if not isinstance(record, Article):
        return builder.t(f"cite.{builder.ref(record.id).kind}")
    day = builder.day(record.published)
    facts = (builder.source(record.id), day.text if day else builder.t("day.unknown"))
    return builder.t(f"cite.article-{record.rights.mode}", source=", ".join(facts))


def _date(builder: ViewBuilder, record: Record) -> str:
    """The day of what does not change is that of its entry; of all else, that of the state."""
    if isinstance(record, Article):
        return builder.t("cite.added", day=builder.day(record.added).text)
    return builder.t("cite.as-of", day=builder.as_of.text)


def _licence(builder: ViewBuilder, record: Record) -> str:
    """Under what our words stand; of an article that is given in full, only the notes are ours."""
    whole = isinstance(record, Article) and record.rights.mode == "full"
    licence = builder.archive.settings.rights.texts
    return builder.t("cite.licence-notes" if whole else "cite.licence", licence=licence)


def _sharing(
    builder: ViewBuilder, view: View, record: Record | None, site_url: str
) -> Sharing | None:
    if not view.FOUND:
        return None
    type_ = "article" if isinstance(record, (Article, Announcement)) else "website"
    if not site_url:
        return Sharing(type_, None, None, "")
    drawn = record if isinstance(record, Announcement) else None
    return Sharing(
        type=type_,
        url=_absolute(view.url, site_url),
        image=_absolute(urls.image(drawn.id) if drawn else urls.ARCHIVE_IMAGE, site_url),
        image_alt=_alt(builder, drawn) if drawn else _archive_alt(builder),
    )


def _alt(builder: ViewBuilder, record: Announcement) -> str:
    """All that the image of an announcement says."""
    words = ", ".join(sign.label for sign in states(builder, record.id))
    day = builder.t("cite.as-of", day=builder.as_of.text)
    title = builder.archive.settings.title
    parts = (record.title, record.claim.rstrip("."), capital(words), capital(day), title)
    return ". ".join(filter(None, parts)) + "."


def _archive_alt(builder: ViewBuilder) -> str:
    settings = builder.archive.settings
    return f"{settings.title}. {settings.description}"


def _absolute(place: str, site_url: str) -> str | None:
    return f"{site_url.rstrip('/')}/{place}" if site_url else None
