"""The page on the data: what can be taken out of the archive, under which licence, how it is cited.

In: a `ViewBuilder`. Out: `DataPage`. It reads no whole record. The files of the whole archive are
named where the site has them; `dataset` describes all of it as one data set.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from suites.analysis.rows import ANNOTATED
from suites.analysis.tables.counts import row_counts
from suites.archive import urls
from suites.archive.enumerations import rights_url
from suites.archive.languages.table_texts import table_texts
from suites.site.citations.references import Reference, references
from suites.site.views.data_examples import Example, examples
from suites.site.views.data_files import files, reference_files, table_files
from suites.site.views.dataset import Dataset, dataset, doi_url, item
from suites.site.views.reference_lists import FileLink
from suites.site.views.table_groups import GROUPS
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import View, headings

COMMAND = "make data"
"""What makes the files of the whole archive in a copy that has none."""

_CODE = re.compile("`([^`]+)`")

SECTIONS = ("whole", "tables", "pages", "examples", "rights", "cite")
"""The sections of the page, each with its entry of the catalogue."""
OF_FILES = frozenset({"tables", "examples"})
"""Those of a site that has the files of the whole archive."""


class Offer(NamedTuple):
    """What can be taken out: what it is called, a sentence about it, and its files."""

    label: str
    text: Markup
    files: tuple[FileLink, ...] = ()


class TableOffer(NamedTuple):
    """A table: its name and title, what a row is, how many there are in words, and its files."""

    name: str
    title: str
    text: Markup
    rows: str
    files: tuple[FileLink, ...]


class TableGroup(NamedTuple):
    """Tables that stand together: what they are called, empty of those that stand first."""

    label: str
    tables: tuple[TableOffer, ...]


@dataclass(frozen=True)
class DataPage(View):
    """The page on the data.

    `missing` is the sentence of a site that has no files of the whole archive, else None; then
    there are no `files`, no `tables` and no `examples`. `pages` are the files beside pages,
    `rights` sentences about who may do what with which words; `references` cite the data set in
    words, `reference_files` are files that do.
    """

    missing: Markup | None
    dictionary: Markup
    files: tuple[Offer, ...]
    tables: tuple[TableGroup, ...]
    pages: tuple[Offer, ...]
    examples: tuple[Example, ...]
    spreadsheet: Markup
    rights: tuple[Markup, ...]
    dataset: Dataset
    references: tuple[Reference, ...]
    reference_files: tuple[FileLink, ...]


def page(builder: ViewBuilder) -> DataPage:
    """Return the page on the data."""
    t, url, has_files = builder.t, builder.urls.data, builder.has_data_files
    sections = [name for name in SECTIONS if has_files or name not in OF_FILES]
    return DataPage(
        url=url,
        title=t("data.title"),
        description=t("data.description"),
        contents=headings((f"s_{name}", t(f"data.{name}")) for name in sections),
        missing=None if has_files else text(builder, "none", command=code(COMMAND)),
        dictionary=_dictionary(builder, urls.root(url)),
        files=tuple(_files(builder)) if has_files else (),
        tables=tuple(_tables(builder)) if has_files else (),
        pages=tuple(_offers(builder, urls.root(url))),
        examples=examples(builder) if has_files else (),
        spreadsheet=text(builder, "spreadsheet-text", month=code("2023-09")),
        rights=tuple(_rights(builder)),
        dataset=dataset(builder),
        references=_references(builder),
        reference_files=reference_files(builder),
    )


def _references(builder: ViewBuilder) -> tuple[Reference, ...]:
    shown = item(builder)
    # The style that is first in French forgets both DOI and address where a data set has a DOI.
    if doi := shown.pop("DOI", None):
        shown["URL"] = doi_url(doi)
    return references(builder, shown)


def _files(builder: ViewBuilder) -> Iterator[Offer]:
    for name, several in files(builder).items():
        yield Offer(builder.t(f"data.file-{name}"), text(builder, f"file-{name}-text"), several)
    if repository := builder.deployment.repository:
        place = link(f"{repository}/releases", builder.t("data.file-release-place"))
        words = text(builder, "file-release-text", page=place)
        yield Offer(builder.t("data.file-release"), words)


def _tables(builder: ViewBuilder) -> Iterator[TableGroup]:
    t, texts = builder.t, table_texts(builder.language)
    counts, found = row_counts(builder.linked), table_files(builder)

    def offer(name: str) -> TableOffer:
        rows = t("data.rows", n=counts[name]) if name in counts else ""
        description = marked(texts.description(name))
        return TableOffer(name, texts.title(name), description, rows, found[name])

    for group, tables in GROUPS.items():
        label = "" if group == "main" else t(f"data.tables-{group}", n=len(tables))
        yield TableGroup(label, tuple(offer(one.name) for one in tables))


def _dictionary(builder: ViewBuilder, root: str) -> Markup:
    shown = link(root + builder.urls.dictionary, builder.t("data.dictionary"))
    return text(builder, "dictionary-link", page=shown)


def _offers(builder: ViewBuilder, root: str) -> Iterator[Offer]:
    """Yield the files beside pages; those of which there is one are linked."""
    own, comma = builder.urls, escape(builder.t("list.comma"))

    def codes(*names: str) -> Markup:
        return comma.join(map(code, names))

    def references(of: str) -> Markup:
        return codes(*(own.reference("", of, ending) for ending in ("bib", "ris")))

    given = {
        "source": {"files": codes(urls.SOURCE, own.source_data(""))},
        "references": {"files": references("record"), "press": references("press")},
        "annotations": {"files": codes(own.annotations("")), "text": code(own.body_text(""))},
        "matrix": {"files": code(_name(own.matrix("")))},
        "feeds": {"page": link(root + own.feeds, builder.t("following.title"))},
        "calendar": {"files": link(root + own.calendar, _name(own.calendar))},
    }
    for name, values in given.items():
        words = text(builder, f"page-{name}-text", **values)
        if name == "annotations" and builder.linked.has_rows(ANNOTATED):
            every = link(root + own.annotation_collection, _name(own.annotation_collection))
            words += " " + text(builder, "page-annotations-all", files=every)
        yield Offer(builder.t(f"data.page-{name}"), words)


def _rights(builder: ViewBuilder) -> list[Markup]:
    licence = builder.archive.settings.rights.texts
    url = rights_url(licence)
    shown = Markup('<a href="{}" rel="license">{}</a>').format(url, licence) if url else licence
    return [
        text(builder, "rights-ours", licence=shown),
        text(builder, "rights-quotes", marks=builder.t("data.rights-marks")),
        text(builder, "rights-full"),
    ]


def text(builder: ViewBuilder, entry: str, **values: str) -> Markup:
    """Return an entry of the page as HTML; a value that is markup stands in it as it is."""
    return Markup(escape(builder.catalogue.template(f"data.{entry}"))).format(**values)


def marked(words: str) -> Markup:
    """Return a text of the dictionary as HTML: what stands between backticks is code."""
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(words))))


def code(name: str) -> Markup:
    """Return a name as code."""
    return Markup("<code>{}</code>").format(name)


def link(url: str, words: str) -> Markup:
    """Return a link."""
    return Markup('<a href="{}">{}</a>').format(url, words)


def _name(url: str) -> str:
    return url.rpartition("/")[2]
