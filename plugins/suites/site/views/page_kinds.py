"""Registry of the kinds of page.

To add a kind of page is to write its module and its template, and to add a row here.
"""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from suites.archive.urls import HOME, NOT_FOUND, Urls


class PageKind(NamedTuple):
    """A kind of page. Functions are named `module.function`, in `site.views`.

    `view` builds the view of a page from a ViewBuilder and the arguments of the page's spec.
    Pages come from one of three sources: each record of a mapping of the archive (`records`), which
    `view` is given; a fixed address (`url`); or `plan`, which yields specs for a ViewBuilder and
    for each of `lists`, where there are any. A kind without a source is planned by another's plan.
    `cited` is the entry of the catalogue that names such a page in a reference, followed by the
    mode of rights for an article; empty when such pages are not cited. Pages that are not
    `in_sitemap` ask robots not to index them. One that `needs_data_files` is there where those are.
    """

    template: str
    view: str
    records: str = ""
    url: Callable[[Urls], str] | None = None
    plan: str = ""
    lists: tuple[str, ...] = ()
    cited: str = ""
    in_sitemap: bool = True
    needs_data_files: bool = False


PAGE_KINDS: Mapping[str, PageKind] = {
    "article": PageKind("article.html", "article.page", records="articles", cited="cite.article"),
    "announcement": PageKind(
        "announcement.html",
        "announcement.page",
        records="announcements",
        cited="cite.announcement",
    ),
    "entity": PageKind("entity.html", "entity.page", records="entities", cited="cite.entity"),
    "outlet": PageKind("entity.html", "entity.page", records="entities", cited="cite.outlet"),
    "theme": PageKind("theme.html", "entity.theme", records="themes", cited="cite.theme"),
    "page": PageKind("page.html", "about.text", records="pages"),
    "home": PageKind("home.html", "home.page", url=lambda _: HOME),
    "search": PageKind("search.html", "about.search", url=lambda urls: urls.search),
    "following": PageKind("following.html", "about.following", url=lambda urls: urls.feeds),
    "data": PageKind("data.html", "data.page", url=lambda urls: urls.data),
    "data-dictionary": PageKind(
        "data-dictionary.html", "data_dictionary.page", url=lambda urls: urls.dictionary
    ),
    "composer": PageKind(
        "composer.html", "composer.page", url=lambda urls: urls.composer, in_sitemap=False
    ),
    "to-do": PageKind("to-do.html", "to_do.page", url=lambda urls: urls.to_do, in_sitemap=False),
    "not-found": PageKind("404.html", "about.not_found", url=lambda _: NOT_FOUND, in_sitemap=False),
    "redirect": PageKind(
        "redirect.html", "about.redirect", plan="about.plan_old_pairs", in_sitemap=False
    ),
    "withdrawn": PageKind("withdrawn.html", "withdrawn.page", in_sitemap=False),
    "short-listing": PageKind(
        "listing.html", "listings.short", plan="listings.plan", lists=("announcements", "articles")
    ),
    "long-listing": PageKind("listing.html", "listings.long"),
    "groups": PageKind(
        "groups.html", "groups.page", plan="groups.plan", lists=("entities", "outlets", "themes")
    ),
    "monthly-snapshot": PageKind(
        "monthly-snapshot.html",
        "monthly_snapshot.page",
        plan="monthly_snapshot.plan",
        cited="cite.monthly-snapshot",
    ),
    "monthly-snapshots": PageKind("monthly-snapshots.html", "monthly_snapshot.index"),
    "quote-comparison": PageKind(
        "quote-comparison.html",
        "quote_comparison.page",
        plan="quote_comparison.plan",
        cited="cite.quote-comparison",
    ),
    "quote-comparisons": PageKind("quote-comparisons.html", "quote_comparison.index"),
    "embedded-announcement": PageKind(
        "embedded-announcement.html", "embed.announcement", in_sitemap=False
    ),
    "embedded-deadline": PageKind(
        "embedded-deadline.html", "embed.deadline", plan="embed.plan_deadlines", in_sitemap=False
    ),
    "embedded-comparison": PageKind(
        "embedded-comparison.html",
        "embed.comparison",
        plan="embed.plan_comparisons",
        in_sitemap=False,
    ),
    "embedded-withdrawal": PageKind(
        "embedded-withdrawal.html", "embed.withdrawal", in_sitemap=False
    ),
    "chronology": PageKind("chronology.html", "chronology.page", plan="chronology.plan"),
    "chronology-part": PageKind("chronology.html", "chronology.part"),
    "query": PageKind(
        "query.html", "query.page", url=lambda urls: urls.query, needs_data_files=True
    ),
    "deadlines": PageKind("deadlines.html", "deadlines.page", plan="deadlines.plan"),
}
