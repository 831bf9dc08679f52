"""How a page is cited, shared and corrected: added to every view alike, once it is built.

A reference says no more than is known: while the site's own address is not known, the permalink is
the page's place in the archive. It names the archive as the author of the page, for that is what is
cited; the publisher of an article stands in the article's record.
"""

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from suites.archive import urls
from suites.archive.model import Announcement, AnyRecord, Article
from suites.site.file_formats import OF_PAGES
from suites.site.views import reach
from suites.site.views.article import ArticlePage
from suites.site.views.citation_models import Citation, CitedWork, Metadata, Sharing
from suites.site.views.linked_data import linked_data
from suites.site.views.page_kinds import PAGE_KINDS
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, View, capital, headings

if TYPE_CHECKING:
    from suites.site.citations.items import Item

RECORDS = frozenset({"article", "announcement", "entity", "outlet", "theme"})
"""The kinds of page that show one record, cited as ours."""
IN_STYLES = frozenset({"article", "announcement", "quote-comparison"})
"""The kinds of page whose references come in each style, and as files."""
RECORD, PRESS = "record", "press"

_DIVIDED = re.compile("[,;،]")
"""Signs at which reference managers divide names."""


def completed(builder: ViewBuilder, view: View, spec: PageSpec, record: AnyRecord | None) -> View:
    """Return the view with its citation, sharing, origin, report, source, contents, linked data."""
    kind = PAGE_KINDS[spec.kind]
    citation, metadata = _citation(builder, view, spec, record) if kind.cited else (None, None)
    added: dict[str, Any] = {
        "citation": citation,
        "metadata": metadata,
        "sharing": _sharing(builder, view, record) if kind.in_sitemap else None,
        "origin": _origin(record, builder.deployment.repository),
        "correct": reach.composer(builder, view, record.id) if record is not None else None,
        "report": reach.report(builder, view),
        "source": urls.SOURCE if record is not None else None,
        "annotations": _annotations(builder, record),
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
    builder: ViewBuilder, view: View, spec: PageSpec, record: AnyRecord | None
) -> tuple[Citation, Metadata | None]:
    """Return how a page is cited, and its metadata where it is cited as our record of a thing.

    Articles, announcements and comparisons have references in styles, with their files.
    """
    from suites.site.citations import items

    if spec.kind == "quote-comparison":
        ours = items.pair_item(builder, *spec.args)
    elif spec.kind in RECORDS:
        ours = items.record_item(builder, spec.kind, *spec.args)
    else:
        return _plain(builder, view, builder.t(PAGE_KINDS[spec.kind].cited)), None
    metadata = _metadata(builder, record, ours)
    if spec.kind not in IN_STYLES:
        return _plain(builder, view, ours["genre"]), metadata
    citation = Citation(_permalink(builder, view), works=(_work(builder, RECORD, ours),))
    if isinstance(view, ArticlePage):
        press = _work(builder, PRESS, items.press_item(builder, *spec.args))
        notes = ((one.annotation.id, one.number) for part in view.passages for one in part.notes)
        citation = citation._replace(works=(*citation.works, press), notes=tuple(notes))
    return citation, metadata


def _work(builder: ViewBuilder, of: str, item: "Item") -> CitedWork:
    from suites.site.citations.references import references

    # They lie beside the page.
    files = tuple((one.name, builder.urls.reference("", of, one.ending)) for one in OF_PAGES)
    found = references(builder, item)
    others = builder.listed(builder.t(f"cite.style-{one.style}") for one in found[1:])
    return CitedWork(of, found, others, files)


def _plain(builder: ViewBuilder, view: View, what: str) -> Citation:
    """Return the citation of a page that has one reference, which begins with the page's title."""
    t, settings, address = (
        builder.t,
        builder.archive.settings,
        builder.deployment.absolute(view.url),
    )
    rest = t(
        "cite.rest",
        what=what,
        archive=settings.title,
        date=t("cite.as-of", day=builder.as_of.text),
        licence=_licence(builder),
    )
    return Citation(_permalink(builder, view), f"{rest} {address}" if address else rest)


def _metadata(builder: ViewBuilder, record: AnyRecord | None, item: "Item") -> Metadata:
    """Return the metadata of our record.

    Highwire's names are "Family, Given": a comma at the end says that the archive is no person,
    whose last word would be its family name. A title that has a comma or a semicolon itself would
    be divided there, and is left out: it is the name of the site too, which is read as it stands.
    """
    from suites.site.citations.templates import shown_date

    title = builder.archive.settings.title
    day, *more = shown_date(item["issued"])["date-parts"]
    return Metadata(
        author="" if _DIVIDED.search(title) else f"{title},",
        date="" if more else "-".join(f"{part:02}" for part in day),
        genre=item["genre"],
        rights=_licence(builder, record if isinstance(record, Article) else None),
    )


def _licence(builder: ViewBuilder, article: Article | None = None) -> str:
    """Return the words for the licence; under it are the notes alone where the text is not ours."""
    is_theirs = article is not None and article.rights.mode == "full"
    entry = "cite.licence-notes" if is_theirs else "cite.licence"
    return builder.t(entry, licence=builder.archive.settings.rights.texts)


def _permalink(builder: ViewBuilder, view: View) -> str:
    return builder.deployment.absolute(view.url) or view.url


def _annotations(builder: ViewBuilder, record: AnyRecord | None) -> str | None:
    """Return the way from a page to the annotations of its record, where it has any."""
    has_any = (isinstance(record, Article) and record.annotations) or (
        isinstance(record, Announcement) and (record.events or record.relations)
    )
    return builder.urls.annotations("") if has_any else None


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
