"""How a page is cited, shared and corrected: added to every view alike, once it is built.

A reference says no more than is known: while the site's own address is not known, the permalink is
the page's place in the archive. It names the archive as the author of the page, for that is what is
cited; the publisher of an article stands in the article's record.
"""

from typing import Any
from urllib.parse import quote

from suites.archive import urls
from suites.archive.model import Announcement, AnyRecord, Article
from suites.site.views import reach
from suites.site.views.linked_data import linked_data
from suites.site.views.page_kinds import PageKind
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Citation, Sharing, View, capital, headings


def completed(builder: ViewBuilder, view: View, kind: PageKind, record: AnyRecord | None) -> View:
    """Return the view with its citation, sharing, origin, report, source, contents, linked data."""
    added: dict[str, Any] = {
        "citation": _citation(builder, view, kind, record) if kind.cited else None,
        "sharing": _sharing(builder, view, record) if kind.in_sitemap else None,
        "origin": _origin(record, builder.deployment.repository),
        "correct": reach.composer(builder, view, record.id) if record is not None else None,
        "report": reach.report(builder, view),
        "source": urls.SOURCE if record is not None else None,
        "annotations": _annotations(builder, view, record),
        "linked_data": view.linked_data
        or (linked_data(builder, view, record) if kind.in_sitemap else None),
        "contents": view.contents
        or headings(
            (f"s_{name}", builder.t(entry)) for name, entry, shown in view.outline if shown
        ),
    }
    # No other code has seen the view yet, and a copy of all its fields costs as much as these.
    vars(view).update(added)
    return view


def _citation(
    builder: ViewBuilder, view: View, kind: PageKind, record: AnyRecord | None
) -> Citation:
    t, settings = builder.t, builder.archive.settings
    licence = "cite.licence"
    if isinstance(record, Article):
        published, mode = builder.day(record.published), record.rights.mode
        day = published.text if published else t("day.unknown")
        what = t(f"cite.article-{mode}", source=builder.listed((builder.source(record.id), day)))
        date = t("cite.added", day=builder.day(record.added).text)
        if mode == "full":
            licence = "cite.licence-notes"  # the text is not ours
    else:
        what, date = t(kind.cited), t("cite.as-of", day=builder.as_of.text)
    rest = t(
        "cite.rest",
        what=what,
        archive=settings.title,
        date=date,
        licence=t(licence, licence=settings.rights.texts),
    )
    address = builder.deployment.absolute(view.url)
    return Citation(f"{rest} {address}" if address else rest, address or view.url)


def _annotations(builder: ViewBuilder, view: View, record: AnyRecord | None) -> str | None:
    """Return the address of the annotations of a record, where it has any."""
    has_any = (isinstance(record, Article) and record.annotations) or (
        isinstance(record, Announcement) and (record.events or record.relations)
    )
    return builder.urls.annotations(view.url) if has_any else None


def _origin(record: AnyRecord | None, repository: str) -> str | None:
    """Return the address of a record's file in the repository; None without either.

    HEAD stands for the default branch, whatever its name.
    """
    if not repository or record is None:
        return None
    return f"{repository}/blob/HEAD/{quote(record.source.path)}"


def _sharing(builder: ViewBuilder, view: View, record: AnyRecord | None) -> Sharing:
    type_ = "article" if isinstance(record, (Article, Announcement)) else "website"
    absolute, settings = builder.deployment.absolute, builder.archive.settings
    if not builder.deployment.url:
        return Sharing(type_, None, None, "")
    if isinstance(record, Announcement):
        image = builder.urls.image(record.id)
        state = builder.listed(sign.label for sign in builder.signs(record.id).given)
        day = builder.t("cite.as-of", day=builder.as_of.text)
        stop = builder.t("list.stop").rstrip()
        parts = (record.title, record.claim.rstrip(stop), capital(state), capital(day))
        words = builder.sentences((*parts, settings.title)) + stop
    else:
        own = settings.theme.share_image if settings.theme else None
        words = own.words if own else builder.sentences((settings.title, settings.description))
        image = builder.urls.archive_image
    return Sharing(type_, absolute(view.url), absolute(image), words)
