"""Publication day: when an HTML page was published, and the ground on which that is known.

    what programs are told, datelines that readers see -> one of them -> else htmldate's deduction

The day that a page shows beside its headline is that of its readers; what it tells programs makes
it more precise, or is a doubt. Dates of change are none of publication. A day that is deduced is
not `stated`.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from suites.capture.captured_article import Doubt, Guess
from suites.capture.extraction.linked_data import LinkedData
from suites.capture.extraction.publication_day.datelines import datelines, relative_day
from suites.capture.extraction.publication_day.decision import Candidates
from suites.capture.extraction.publication_day.deduced import deduced_day
from suites.capture.extraction.publication_day.locales import page_locale
from suites.capture.extraction.publication_day.page_lines import page_lines
from suites.capture.extraction.publication_day.statements import (
    in_addresses,
    in_microformats,
    in_scripts,
    statements,
)


def find_publication_day(
    tree: HtmlElement,
    metas: Mapping[str, Sequence[str]],
    linked: LinkedData,
    language: str,
    address: str,
) -> tuple[Guess | None, list[Doubt]]:
    """Return the day of publication, as precise as stated, and the doubts about it.

    `metas` are the contents of the page's `meta` elements by their names, in lower case; `language`
    is the first part of a BCP 47 tag, `address` that of the page: either may be empty.
    """
    locale = page_locale(tree, metas, language, urlsplit(address).hostname or "")
    every = list(statements(tree, metas, linked, locale))
    told = [one for one in every if one.label != "updated"]
    page = page_lines(tree)
    dated = list(datelines(page, locale, told))
    found, doubts = Candidates(
        told=told,
        dated=dated,
        changes=[one for one in (*every, *dated) if one.label == "updated"],
        signs=[
            *in_microformats(tree),
            *in_scripts(tree, locale),
            *in_addresses([address]),
        ],
        language=locale.language,
    ).decide()
    if found is None or not found.stated:
        doubts += relative_day(page)
    return found or deduced_day(tree, [*dated, *every]), doubts
