"""Makers: what makes a page of each sort, and the template that it takes.

    maker's name -> module and function of `pages`: (builder, what the spec says) -> view

A module is loaded when the first of its pages is made: after an edit that is one or two of twenty.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple

from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import PageSpec, View


class PageKind(NamedTuple):
    """A template, and a function of a module, which is given the builder and the spec's arguments.

    With `records`, the name of a mapping of the archive, it is given the record instead of its id.
    """

    template: str
    module: str
    function: str = "page"
    records: str = ""

    def view(
        self, builder: ViewBuilder, spec: PageSpec, base: str, full_texts: Mapping[str, str]
    ) -> View:
        """The view of a spec; `base` is the site's path, `full_texts` those of a private copy."""
        given: tuple[Any, ...] = spec.args
        if self.records:
            given = (getattr(builder.archive, self.records)[given[0]],)
        module = self.module
        if spec.kind == "not-found":
            given = (base,)
        elif spec.kind == "article" and spec.args[0] in full_texts:
            module, given = "full_text", (*given, full_texts[spec.args[0]])
        found: View = _function(module, self.function)(builder, *given)
        return found


@cache
def _function(module: str, name: str) -> Any:
    return getattr(import_module(f"suites.site.views.{module}"), name)


PAGE_KINDS: Mapping[str, PageKind] = {
    "article": PageKind("article.html", "article", records="articles"),
    "announcement": PageKind("announcement.html", "announcement", records="announcements"),
    "entity": PageKind("entity.html", "entity", records="entities"),
    "outlet": PageKind("entity.html", "entity", records="entities"),
    "theme": PageKind("theme.html", "entity", "theme", records="themes"),
    "page": PageKind("page.html", "about", "text", records="pages"),
    "redirect": PageKind("redirect.html", "about", "redirect"),
    "home": PageKind("home.html", "home"),
    "short-listing": PageKind("listing.html", "listings", "short"),
    "long-listing": PageKind("listing.html", "listings", "long"),
    "groups": PageKind("groups.html", "groups"),
    "search": PageKind("search.html", "about", "search"),
    "following": PageKind("following.html", "following"),
    "not-found": PageKind("404.html", "about", "not_found"),
    "known": PageKind("known.html", "monthly_snapshot"),
    "known-index": PageKind("known-index.html", "monthly_snapshot", "index"),
    "facing": PageKind("facing.html", "quote_comparison"),
    "facings": PageKind("facings.html", "quote_comparisons", "listing"),
    "chronology": PageKind("chronology.html", "chronology", "whole"),
    "chronology-sums": PageKind("chronology.html", "chronology", "sums"),
    "chronology-part": PageKind("chronology.html", "chronology", "part"),
    "deadlines": PageKind("deadlines.html", "deadlines"),
}
