"""Linked data: what a page is about, in the words of schema.org, for programs that read pages.

    view -> nodes -> script_text -> <script type="application/ld+json">

The record is ours, a `WebPage`. What it is about stands in it as a thing of its own: the press
article that it cites, which is not ours; the `Claim` of an announcement; the person who bears a
name. A date is said as far as it is known (ISO 8601 with reduced precision), else not at all. A
verdict is no `ClaimReview`: that rates whether words were true, and a promise that was not kept was
no falsehood.

Nodes name one another by absolute addresses, with a capital after the #, which no id on a page has.
A site that does not know its own address has no linked data, and nor has a private copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec
from markupsafe import Markup

from suites.archive import dates, urls
from suites.archive.enumerations import rights_url
from suites.archive.model import Announcement, AnyRecord, Article, Entity, Theme
from suites.site.views.outlet_names import outlet_name
from suites.site.views.site_frame import FOOTER, MENU
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, Row, View

# A build after one edit loads the modules of a page or two.
if TYPE_CHECKING:
    from suites.archive.dates import Date
    from suites.archive.model import Name
    from suites.site.views.announcement import AnnouncementPage
    from suites.site.views.article import ArticlePage

Node = Mapping[str, Any]
"""A thing, with its properties; those that are None or empty are left out of the script."""

ARTICLE, CLAIM, ENTITY = "#Article", "#Claim", "#Entity"
"""What follows the address of a page in that of the thing that it is about."""

ARTICLE_TYPES = {"news": "NewsArticle", "analysis": "AnalysisNewsArticle"}
"""The types of press articles by their kind; those of other kinds are an Article."""

MAX_SHOWN = 20
"""Press articles that are named in the data of a page; its list has the others."""

ENTITY_TYPES = {
    "person": "Person",
    "organisation": "Organization",
    "regulator": "Organization",
    "outlet": "NewsMediaOrganization",
    "product": "Product",
    "place": "Place",
}
"""The types of entities by their first kind; one of a kind added by the archive is a Thing."""

_ESCAPES = {sign: f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def script_text(nodes: Iterable[Node]) -> Markup:
    r"""Return nodes as a JSON text that no word in it can end before its time.

    >>> print(script_text([{"@type": "Claim", "text": "</script>", "author": None}]))
    {"@context":"https://schema.org","@graph":[{"@type":"Claim","text":"\u003c/script\u003e"}]}
    """
    graph = {"@context": "https://schema.org", "@graph": _given(list(nodes))}
    text = msgspec.json.encode(graph).decode()
    for sign, escape in _ESCAPES.items():  # ten times as fast as `translate`
        text = text.replace(sign, escape)
    return Markup(text)


def linked_data(builder: ViewBuilder, view: View, record: AnyRecord | None) -> Markup | None:
    """Return the linked data of a page that is in the sitemap; None where it has none."""
    if not has_linked_data(builder):
        return None
    found = list(_nodes(builder, view, record))
    return script_text(found) if found else None


def has_linked_data(builder: ViewBuilder) -> bool:
    """Return whether the site has linked data: a public one, at a known address."""
    return bool(builder.deployment.url) and builder.deployment.full_texts is None


def breadcrumbs(builder: ViewBuilder, view: View) -> Node:
    """Return the way to a page: the archive, the listing under which it lies, and the page."""
    crumbs = [Ref(urls.HOME, builder.archive.settings.title, "listing")]
    folder = f"{view.url.partition('/')[0]}/"
    for name, entry in (*MENU.items(), ("outlets", FOOTER["outlets"])):
        if getattr(builder.urls, name) == folder != view.url:
            crumbs.append(Ref(folder, builder.t(entry), "listing"))
    crumbs.append(Ref(view.url, view.title, "page"))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {
                "@type": "ListItem",
                "position": place,
                "name": crumb.title,
                "item": builder.deployment.absolute(crumb.url),
            }
            for place, crumb in enumerate(crumbs, start=1)
        ],
    }


def _nodes(builder: ViewBuilder, view: View, record: AnyRecord | None) -> Iterator[Node]:
    if view.url == urls.HOME:
        yield _site(builder)
        return
    yield breadcrumbs(builder, view)
    if view.url == builder.urls.data:
        from suites.site.views import dataset

        yield dataset.node(builder)
    describe = _DESCRIBED.get(type(record))
    if record is not None and describe:
        yield {**_page(builder, view, record), **describe(builder, view, record)}


def _site(builder: ViewBuilder) -> Node:
    settings, home = builder.archive.settings, builder.deployment.absolute(urls.HOME)
    return {
        "@type": "WebSite",
        "@id": home,
        "url": home,
        "name": settings.title,
        "description": settings.description,
        "inLanguage": builder.language,
        "potentialAction": {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{builder.deployment.absolute(builder.urls.search)}?q={{q}}",
            },
            "query-input": "required name=q",
        },
    }


def _page(builder: ViewBuilder, view: View, record: AnyRecord) -> Node:
    is_theirs = isinstance(record, Article) and record.rights.mode == "full"
    texts = builder.archive.settings.rights.texts
    return {
        "@type": "CollectionPage" if isinstance(record, Theme) else "WebPage",
        "@id": builder.deployment.absolute(view.url),
        "name": view.title,
        "inLanguage": builder.language,
        "isPartOf": {"@id": builder.deployment.absolute(urls.HOME)},
        "license": None if is_theirs else rights_url(texts),
    }


def _article(builder: ViewBuilder, view: ArticlePage, article: Article) -> Node:
    from suites.site.citations.items import press_item

    item = press_item(builder, article.id)
    press = {
        "@type": ARTICLE_TYPES.get(article.kind, "Article"),
        "@id": _thing(builder, view.url, ARTICLE),
        "headline": article.headline,
        "author": list(map(_author, article.authors, item.get("author", ()))),
        "publisher": _publisher(builder, article.id),
        "datePublished": _day(article.published),
        "inLanguage": article.lang,
        "url": article.url,
        "archivedAt": [copy.url for copy in article.archived],
    }
    return {"datePublished": _day(article.added), "citation": press}


def _author(byline: str, name: Mapping[str, str]) -> Node | str:
    """Return an author, whose type is known where the name can be divided."""
    return {"@type": "Person", "name": byline} if "family" in name else byline


def _publisher(builder: ViewBuilder, article: str) -> Node | None:
    """Return the outlet of an article, under the name that it bore on that day."""
    by = builder.linked.row_summaries[article].by
    return _entity_ref(builder, by[0], outlet_name(builder, article)) if by else None


def _announcement(builder: ViewBuilder, view: AnnouncementPage, record: Announcement) -> Node:
    appearances = [_appearance(builder, one.article) for one in view.mentions.shown[:MAX_SHOWN]]
    first = _first_article(builder, record.id)
    claim = {
        "@type": "Claim",
        "@id": _thing(builder, view.url, CLAIM),
        "text": record.claim,
        "author": [_entity_ref(builder, actor) for actor in record.actors],
        "datePublished": view.first.datetime if view.first else None,
        "firstAppearance": {"@id": _thing(builder, first, ARTICLE)} if first else None,
        "appearance": appearances,
    }
    return {"datePublished": _day(record.added), "mainEntity": claim}


def _first_article(builder: ViewBuilder, id_: str) -> str:
    """Return the page of the article that told of an announcement first, "" if others may have."""
    found = list(dict.fromkeys(one.order for one in builder.linked.mentions.get(id_, ())))
    if not found or any(one.undated for one in found):
        return ""
    is_first = all(found[0].latest < one.earliest for one in found[1:])
    return builder.urls.of_kind("article", found[0].id) if is_first else ""


def _appearance(builder: ViewBuilder, row: Row) -> Node:
    """Return a press article in which something was claimed, as far as its row tells."""
    return {
        "@type": "Article",
        "@id": _thing(builder, row.ref.url, ARTICLE),
        "publisher": _publisher(builder, urls.id_of(row.ref.url)),
        "datePublished": row.day.datetime if row.day else None,
    }


def _entity(builder: ViewBuilder, view: View, entity: Entity) -> Node:
    return {
        "mainEntity": {
            "@type": entity_type(entity.kind[0]),
            "@id": _thing(builder, view.url, ENTITY),
            "name": entity.title,
            "alternateName": [_name(one) for one in entity.names if one.name != entity.title],
            "sameAs": entity.same_as,
        }
    }


def _name(name: Name) -> Node | str:
    """Return another name of an entity, in a role where it was borne in a known time."""
    since, until = _day(name.since), _day(name.until)
    if not since and not until:
        return name.name
    return {"@type": "Role", "alternateName": name.name, "startDate": since, "endDate": until}


def _theme(_builder: ViewBuilder, _view: View, theme: Theme) -> Node:
    return {"about": {"@type": "DefinedTerm", "name": theme.title, "description": theme.summary}}


_DESCRIBED: Mapping[type, Any] = {
    Article: _article,
    Announcement: _announcement,
    Entity: _entity,
    Theme: _theme,
}
"""What is said of the records of a class: a function of the builder, the view and the record."""


def entity_type(kind: str) -> str:
    """Return the type of an entity of a kind."""
    return ENTITY_TYPES.get(kind, "Thing")


def _entity_ref(builder: ViewBuilder, id_: str, name: str = "") -> Node:
    """Return an entity by its name in use, or by another that it bore."""
    ref, kind = builder.ref(id_), builder.linked.link_summaries[id_].entity_kind
    address = _thing(builder, ref.url, ENTITY)
    return {"@type": entity_type(kind), "@id": address, "name": name or ref.title}


def _thing(builder: ViewBuilder, url: str, fragment: str) -> str:
    return f"{builder.deployment.absolute(url)}{fragment}"


def _day(date: Date | None) -> str | None:
    return dates.html_datetime(date) if date else None


def _given(value: Any) -> Any:
    """Return a value without the properties that say nothing."""
    if isinstance(value, dict):
        return {key: _given(one) for key, one in value.items() if one or one == 0}
    if isinstance(value, (list, tuple)):
        return [_given(one) for one in value]
    return value
