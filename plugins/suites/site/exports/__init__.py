"""Exports: the files beside the pages, most of them for other programs.

In: a `ViewBuilder`, which holds the linked archive. Out: addresses and contents of files. To add an
export is to write its function, and a row in `EXPORTS`.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

from suites.archive import urls
from suites.archive.model.archive import RECORD_KINDS
from suites.site import feeds, own_theme, search
from suites.site.exports import sitemap
from suites.site.feeds.formats import xml_document
from suites.site.file_formats import CSV, JSON, OF_LISTS, OF_PAGES, SQLITE, FileFormat
from suites.site.views import ViewBuilder
from suites.system.environment import PRIVATE_COPY

# A build that changes nothing here imports neither icalendar nor the modules of pages.

Item = dict[str, Any]
Files = Iterable[tuple[str, bytes]]

OPENSEARCH = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST = {"ShortName": 16, "LongName": 48, "Description": 1024}
"""How many signs OpenSearch (1.1 Draft 6, https://github.com/dewitt/opensearch) allows a text."""


PAIR = "pair"
"""The kind of exports of two quotes that are compared, which are no record."""


class Export(NamedTuple):
    """A row of the registry: the function that yields files, and their media types.

    The function takes a ViewBuilder and, where each record of some `kinds` has such files, the id
    of the record and its aliases; of a `PAIR`, its announcement and its name. Without `kinds` the
    export is of the whole archive. One that grows with the archive is a data file, made by
    `make publish` and `make data` alone; what links to it asks `ViewBuilder.has_data_files`.
    """

    files: Callable[..., Files]
    media_types: tuple[str, ...]
    kinds: Collection[str] = ()
    is_data_file: bool = False


def _matrix(builder: ViewBuilder, id_: str, aliases: tuple[str, ...]) -> Files:
    from suites.site.views import matrix

    table = matrix.values(builder, builder.archive.announcements[id_])
    if table is not None:
        yield from ((builder.urls.matrix(one), table) for one in (id_, *aliases))


def _source(builder: ViewBuilder, id_: str, aliases: tuple[str, ...]) -> Files:
    """Yield the file of a record: as it stands at its old addresses too, as JSON at its own."""
    from suites.site.exports import sources

    kind = builder.linked.link_summaries[id_].kind
    page, *old = (builder.urls.of_kind(kind, one) for one in (id_, *aliases))
    text = sources.markdown(builder, id_)
    # Programs do not follow the page that tells a reader of a new address.
    yield from ((builder.urls.source(one), text) for one in (page, *old))
    yield builder.urls.source_data(page), sources.as_json(builder, id_)


def _oembed(builder: ViewBuilder, id_: str, aliases: tuple[str, ...]) -> Files:
    """Yield what programs ask to embed an announcement and its deadline, at each of its ids."""
    from suites.site.exports import oembed
    from suites.site.views import embedding

    for one in (id_, *aliases):
        for embed in embedding.of_announcement(builder, id_, one):
            yield embed.oembed, oembed.answer(builder, embed, builder.urls.image(id_))


def _pair_oembed(builder: ViewBuilder, announcement: str, name: str) -> Files:
    from suites.site.exports import oembed
    from suites.site.views import quote_comparison

    pair = quote_comparison.pair_of(builder, announcement, name)
    for embed in quote_comparison.embeds(builder, pair):
        yield embed.oembed, oembed.answer(builder, embed, builder.urls.archive_image)


def _annotations(builder: ViewBuilder, id_: str, _: tuple[str, ...]) -> Files:
    from suites.site.exports.annotations import annotation_page

    found = annotation_page(builder, id_)
    if found is not None:
        page = builder.urls.of_kind(builder.linked.link_summaries[id_].kind, id_)
        yield builder.urls.annotations(page), found


def _body_text(builder: ViewBuilder, id_: str, _: tuple[str, ...]) -> Files:
    """Yield the text of an article that has annotations: their positions count in it."""
    if builder.linked.anchors[id_]:
        page = builder.urls.of_kind("article", id_)
        yield builder.urls.body_text(page), builder.linked.bodies[id_].text.encode()


def _annotation_collection(builder: ViewBuilder) -> Files:
    from suites.site.exports.annotations import collection

    found = collection(builder)
    if found is not None:
        yield builder.urls.annotation_collection, found


def _search_document(builder: ViewBuilder, id_: str, _: tuple[str, ...]) -> Files:
    document = search.build_document(builder, builder.archive.by_id[id_])
    yield urls.COPIES + document.path, search.render_copy(document).encode()


def _search_names(builder: ViewBuilder) -> Files:
    yield builder.urls.search_names, search.names_file(builder)


def _composer_archive(builder: ViewBuilder) -> Files:
    from suites.site.exports.composer import archive_file

    yield builder.urls.composer_archive, archive_file(builder)


def _opensearch(builder: ViewBuilder) -> Files:
    """Yield what a browser needs to know to ask this archive from its own address bar."""
    # It holds absolute addresses, and a private copy has none at which a browser could ask it.
    if not builder.deployment.url or builder.deployment.full_texts is not None:
        return
    settings, absolute = builder.archive.settings, builder.deployment.absolute
    about = builder.t("search.about", subject=settings.subject)
    root = ET.Element("OpenSearchDescription", xmlns=OPENSEARCH)
    texts = {"ShortName": settings.title, "LongName": settings.title, "Description": about}
    for name, text in texts.items():
        ET.SubElement(root, name).text = text[: LONGEST[name]].strip()
    ET.SubElement(root, "Language").text = settings.language
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    icon = own_theme.icon(builder.linked)
    image = ET.SubElement(root, "Image", width="16", height="16", type=icon.media_type)
    image.text = absolute(icon.url)
    template = f"{absolute(builder.urls.search)}?q={{searchTerms}}"
    ET.SubElement(root, "Url", type="text/html", method="get", template=template)
    yield builder.urls.opensearch, xml_document(root)


def _references(builder: ViewBuilder, id_: str, _: tuple[str, ...]) -> Files:
    """Yield the references to a record, and to the press article that it describes."""
    from suites.site.citations import items

    kind = builder.linked.link_summaries[id_].kind
    page = builder.urls.of_kind(kind, id_)
    yield from _reference_files(builder, page, "record", items.record_item(builder, kind, id_))
    if kind == "article":
        yield from _reference_files(builder, page, "press", items.press_item(builder, id_))


def _pair_references(builder: ViewBuilder, announcement: str, name: str) -> Files:
    from suites.site.citations import items

    page = builder.urls.quote_comparison(announcement, name)
    item = items.pair_item(builder, announcement, name)
    yield from _reference_files(builder, page, "record", item)


def _dataset_references(builder: ViewBuilder) -> Files:
    from suites.site.views import dataset

    yield from _reference_files(
        builder, builder.urls.data, "record", dataset.item(builder), OF_LISTS
    )


def _reference_files(
    builder: ViewBuilder, page: str, of: str, item: Item, formats: Iterable[FileFormat] = OF_PAGES
) -> Files:
    from suites.site.citations import lists

    for one in formats:
        yield builder.urls.reference(page, of, one.ending), lists.as_file(one, [item])


def _reference_lists(builder: ViewBuilder) -> Files:
    from suites.site.citations import lists

    yield from lists.files(builder)


def _calendar(builder: ViewBuilder) -> Files:
    from suites.site.exports.calendar import calendar

    yield builder.urls.calendar, calendar(builder)


def _filters(builder: ViewBuilder) -> Files:
    from suites.site.assets import filters
    from suites.site.views import chronology, listings

    offered = listings.filters(builder) | {
        builder.urls.filter_styles(builder.urls.chronology): chronology.offered(builder)
    }
    for url, facets in offered.items():
        if facets:
            yield url, filters(facets, builder.t("filters.none")).encode()


def _data(builder: ViewBuilder) -> Files:
    from suites.site.exports import data

    yield from data.files(builder)


def _robots(builder: ViewBuilder) -> Files:
    if builder.deployment.full_texts is not None:
        yield sitemap.ROBOTS, b"User-agent: *\nDisallow: /\n"
        yield PRIVATE_COPY, f"{builder.t('private.banner')}\n".encode()
    elif address := builder.deployment.absolute(sitemap.SITEMAP):
        yield sitemap.ROBOTS, f"User-agent: *\nDisallow:\nSitemap: {address}\n".encode()


def _commit(builder: ViewBuilder) -> Files:
    if builder.deployment.commit:
        yield urls.COMMIT, f"{builder.deployment.commit}\n".encode()


REFERENCES, LISTS = (tuple(one.media_type for one in each) for each in (OF_PAGES, OF_LISTS))
TABLES = tuple(one.media_type for one in (CSV, JSON, SQLITE))
FEED = ("application/atom+xml", "application/feed+json")

EXPORTS: Mapping[str, Export] = {
    "robots": Export(_robots, ("text/plain",)),
    "commit": Export(_commit, ("text/plain",)),
    "opensearch": Export(_opensearch, ("application/opensearchdescription+xml",)),
    "calendar": Export(_calendar, ("text/calendar",)),
    "filters": Export(_filters, ("text/css",)),
    "data": Export(_data, TABLES, is_data_file=True),
    "search-names": Export(_search_names, (JSON.media_type,)),
    "composer-archive": Export(_composer_archive, (JSON.media_type,)),
    **{
        f"{name}-feed": Export(partial(feeds.archive_feed, name=name), FEED)
        for name in feeds.ARCHIVE_FEEDS
    },
    "feed": Export(feeds.record_feed, FEED, feeds.FOLLOWED),
    "matrix": Export(_matrix, (CSV.media_type,), ("announcement",)),
    "dataset-references": Export(_dataset_references, LISTS),
    "references": Export(_references, REFERENCES, ("article", "announcement")),
    "reference-lists": Export(_reference_lists, LISTS, is_data_file=True),
    "pair-references": Export(_pair_references, REFERENCES, (PAIR,)),
    "annotations": Export(_annotations, ("application/ld+json",), ("article", "announcement")),
    "body-text": Export(_body_text, ("text/plain",), ("article",)),
    "annotation-collection": Export(_annotation_collection, ("application/ld+json",)),
    "source": Export(_source, ("text/markdown", JSON.media_type), RECORD_KINDS),
    "oembed": Export(_oembed, (JSON.media_type,), ("announcement",)),
    "pair-oembed": Export(_pair_oembed, (JSON.media_type,), (PAIR,)),
    "search-document": Export(_search_document, ("text/html",), RECORD_KINDS),
}
"""All files beside the pages but the sitemap, which needs the addresses of all pages."""
