"""Views: the linked archive -> every page of the site, as frozen values for the templates.

    ViewBuilder -> page_plans, record_pages: page specs -> build_page: view -> template

A view holds all that its page shows, in words; a template computes nothing. Addresses are relative
to the page, so that the site works wherever it lies. What a page reads of the archive is recorded:
it is rendered again when that changes, so it reads what it shows and no more.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, partial
from importlib import import_module
from typing import Any

from suites.archive.urls import Urls
from suites.site.views.citation import completed
from suites.site.views.page_kinds import PAGE_KINDS, PageKind
from suites.site.views.site_frame import SiteFrame, frame
from suites.site.views.view_builder import Deployment, ViewBuilder
from suites.site.views.view_models import PageSpec, View

__all__ = [
    "PAGE_KINDS", "Deployment", "PageFile", "PageKind", "PageSpec", "SiteFrame", "ViewBuilder",
    "build_page", "frame", "page_plans", "record_pages", "withdrawn_pages",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page: its address in the site, its template, and what it shows."""

    url: str
    template: str
    view: View


def build_page(builder: ViewBuilder, spec: PageSpec) -> PageFile:
    """Return the page of a spec."""
    kind = PAGE_KINDS[spec.kind]
    record = getattr(builder.archive, kind.records)[spec.args[0]] if kind.records else None
    args = (record,) if record else spec.args
    view: View = _function(kind.view)(builder, *args)
    return PageFile(spec.url, kind.template, completed(builder, view, spec, record))


def page_plans(builder: ViewBuilder) -> Mapping[str, Callable[[], Iterator[PageSpec]]]:
    """Return what plans the pages that belong to no record, by name; each reads lists alone."""
    plans: dict[str, Callable[[], Iterator[PageSpec]]] = {
        "fixed": partial(_fixed, builder, needs_data_files=False),
        "data-pages": partial(_fixed, builder, needs_data_files=True),
    }
    for name, kind in PAGE_KINDS.items():
        if kind.lists:
            plans |= {one: partial(_planned, kind, builder, one) for one in kind.lists}
        elif kind.plan:
            plans[name] = partial(_planned, kind, builder)
    return plans


def record_pages(urls: Urls, kind: str, id_: str, aliases: tuple[str, ...]) -> Iterator[PageSpec]:
    """Yield the page of a record, by the kind that its link summary gives, and its redirections.

    An announcement has an embed at each of its ids.
    """
    yield PageSpec(urls.of_kind(kind, id_), kind, (id_,))
    for old in aliases:
        url = urls.of_kind(kind, old)
        yield PageSpec(url, "redirect", (url, id_))
    if kind == "announcement":
        for one in (id_, *aliases):
            url = urls.embed(one)
            yield PageSpec(url, "embedded-announcement", (url, id_))


def withdrawn_pages(
    urls: Urls, kind: str, id_: str, aliases: tuple[str, ...], comparisons: tuple[str, ...]
) -> Iterator[PageSpec]:
    """Yield the page of a withdrawn record of a kind, at each address that showed it.

    `comparisons` are those that quoted it, as `announcement/name`. Pages of others
    go on framing its embeds: they are there whether or not it had a term.
    """
    own = (urls.of_kind(kind, one) for one in (id_, *aliases))
    compared = (urls.quote_comparison(*one.split("/")) for one in comparisons)
    for url in (*own, *compared):
        yield PageSpec(url, "withdrawn", (url, id_))
    embedded = [urls.embed(one) for one in comparisons]
    if kind == "announcement":
        for one in (id_, *aliases):
            embedded += urls.embed(one), urls.embedded_deadline(one)
    for url in embedded:
        yield PageSpec(url, "embedded-withdrawal", (url, id_))


def _fixed(builder: ViewBuilder, *, needs_data_files: bool) -> Iterator[PageSpec]:
    if needs_data_files and not builder.has_data_files:
        return
    for name, kind in PAGE_KINDS.items():
        if kind.url and kind.needs_data_files == needs_data_files:
            yield PageSpec(kind.url(builder.urls), name, ())


def _planned(kind: PageKind, builder: ViewBuilder, *args: str) -> Iterator[PageSpec]:
    yield from _function(kind.plan)(builder, *args)


@cache
def _function(name: str) -> Any:
    """Return a function of a module of views, loaded when it is first asked for.

    A build after one edit needs one or two of twenty.
    """
    module, _, function = name.partition(".")
    return getattr(import_module(f"suites.site.views.{module}"), function)
