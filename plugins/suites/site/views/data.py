"""The page on the data: what can be taken out of the archive, under which licence, how it is cited.

In: a `ViewBuilder`. Out: `DataPage`. It reads no whole record. The files of the whole archive are
named where the site has them; `dataset` describes all of it as one data set.
"""

from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from suites.archive import urls
from suites.site.views.dataset import Dataset, dataset, licence_url
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import View, headings

COMMAND = "make data"
"""What makes the files of the whole archive in a copy that has none."""

SECTIONS = ("whole", "pages", "rights", "cite")
"""The sections of the page, each with its entry of the catalogue."""


class Offer(NamedTuple):
    """What can be taken out: what it is called, and a sentence about it, with its links."""

    label: str
    text: Markup


@dataclass(frozen=True)
class DataPage(View):
    """The page on the data.

    `missing` is the sentence of a site that has no files of the whole archive, else None. `pages`
    are the files beside pages, `rights` sentences about who may do what with which words.
    """

    missing: Markup | None
    dictionary: Markup
    pages: tuple[Offer, ...]
    rights: tuple[Markup, ...]
    dataset: Dataset


def page(builder: ViewBuilder) -> DataPage:
    """Return the page on the data."""
    t, url = builder.t, builder.urls.data
    return DataPage(
        url=url,
        title=t("data.title"),
        description=t("data.description"),
        contents=headings((f"s_{name}", t(f"data.{name}")) for name in SECTIONS),
        missing=None if builder.has_data_files else text(builder, "none", command=code(COMMAND)),
        dictionary=_dictionary(builder, urls.root(url)),
        pages=tuple(_offers(builder, urls.root(url))),
        rights=tuple(_rights(builder)),
        dataset=dataset(builder),
    )


def _dictionary(builder: ViewBuilder, root: str) -> Markup:
    shown = link(root + builder.urls.dictionary, builder.t("data.dictionary"))
    return text(builder, "dictionary-link", page=shown)


def _offers(builder: ViewBuilder, root: str) -> list[Offer]:
    """Return the files beside pages; those of which there is one are linked."""
    own, calendar = builder.urls, builder.urls.calendar
    codes = [code(name) for name in (urls.SOURCE, own.source_data(""))]
    given = {
        "source": {"files": escape(builder.t("list.comma")).join(codes)},
        "matrix": {"files": code(_name(own.matrix("")))},
        "feeds": {"page": link(root + own.feeds, builder.t("following.title"))},
        "calendar": {"files": link(root + calendar, _name(calendar))},
    }
    return [
        Offer(builder.t(f"data.page-{name}"), text(builder, f"page-{name}-text", **values))
        for name, values in given.items()
    ]


def _rights(builder: ViewBuilder) -> list[Markup]:
    licence = builder.archive.settings.rights.texts
    url = licence_url(licence)
    shown = Markup('<a href="{}" rel="license">{}</a>').format(url, licence) if url else licence
    return [
        text(builder, "rights-ours", licence=shown),
        text(builder, "rights-quotes", marks=builder.t("data.rights-marks")),
        text(builder, "rights-full"),
    ]


def text(builder: ViewBuilder, entry: str, **values: str) -> Markup:
    """Return an entry of the page as HTML; a value that is markup stands in it as it is."""
    return Markup(escape(builder.catalogue.template(f"data.{entry}"))).format(**values)


def code(name: str) -> Markup:
    """Return a name as code."""
    return Markup("<code>{}</code>").format(name)


def link(url: str, words: str) -> Markup:
    """Return a link."""
    return Markup('<a href="{}">{}</a>').format(url, words)


def _name(url: str) -> str:
    return url.rpartition("/")[2]
