"""Each address of the site belongs to one thing, and each address outside it is a safe link."""

import re
from collections.abc import Iterator
from itertools import chain

from suites.analysis.checks.check_context import AnyContext, CheckContext
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import languages
from suites.archive.languages import addresses
from suites.archive.model import Page
from suites.archive.model.archive import PLACES, kind_of
from suites.archive.model.values import address_fault
from suites.archive.model.withdrawn import WithdrawnRecord
from suites.archive.problems import Problem, quoted


def pages_leave_the_site_its_own_addresses(
    context: CheckContext[Page | WithdrawnRecord],
) -> Iterator[Problem]:
    """No page of text lies where the site has something, neither now nor at an old id."""
    page = context.record
    if kind_of(page).name != "page":
        return
    for i, id_ in enumerate((page.id, *page.aliases)):
        if id_ in context.urls.claimed:
            yield context.problem_at(
                *(page.source.value(("aliases", i - 1)) if i else (1, 1)),
                "address-taken",
                f"no page can lie at /{id_}/: the site itself has /{context.urls.claimed[id_]}",
                f"{'drop the alias' if i else 'rename the file'}; see those taken in docs/model.md",
            )


def pages_have_their_ids_in_the_language_of_the_archive(linked: LinkedArchive) -> Iterator[Problem]:
    """A page of text that the site links to by its id is not there under that of another language.

    An archive may do without such a page: then, nothing links to it.
    """
    pages, unread = linked.archive.pages, linked.archive.unread
    own = addresses.names(linked.archive.settings.language).pages
    for role, id_ in own.items():
        if id_ in pages or id_ in unread:
            continue
        # To see whether a language is complete takes as long as many pages: asked where it matters.
        tags = filter(languages.has_addresses, languages.folders())
        known = {addresses.names(tag).pages[role]: tag for tag in tags}
        for other in sorted(known.keys() - own.values()):
            if other in pages and not languages.missing(known[other]):
                what = (
                    f"the site links to this page as {quoted(id_)}, its id in the language of the "
                    f"archive; {quoted(other)} is that in {quoted(known[other])}"
                )
                mend = f"rename the file to {id_}.md, give it aliases: [{other}], and mend links"
                yield Problem.of_file(pages[other].source.path, "page-misnamed", what, mend)
                break


def old_ids_are_given_once(context: AnyContext) -> Iterator[Problem]:
    """A record names each of its old ids once."""
    first_at: dict[str, int] = {}
    for i, old in enumerate(context.record.aliases):
        first = first_at.setdefault(old, i)
        if first != i:
            line, _ = context.record.source.value(("aliases", first))
            what = f"the old id {quoted(old)} is given twice, first in line {line}"
            mend = "an address leads to one thing only: drop the second"
            yield context.problem(("aliases", i), "alias-clash", what, mend)


def every_alias_is_free(linked: LinkedArchive) -> Iterator[Problem]:
    """An old id is not the id or the old id of something else."""
    summaries, unread = linked.records.summaries, linked.archive.unread
    owners: dict[str, str] = {}
    for id_ in chain.from_iterable(map(linked.records.ids, PLACES)):
        for i, alias in enumerate(summaries[id_].check.aliases):
            owner = alias if alias in summaries else owners.setdefault(alias, id_)
            if owner == id_ != alias and alias not in unread:
                continue
            where = "another file" if alias in unread else _place(linked, owner, alias)
            yield linked.archive.record(id_).source.problem(
                ("aliases", i),
                "alias-clash",
                f"the old id {quoted(alias)} belongs to {where}",
                "an address leads to one thing only: drop the alias",
            )


def _place(linked: LinkedArchive, owner: str, id_: str) -> str:
    """Return where an id that is taken stands: in the name of a file, or among its old ids."""
    record = linked.archive.record(owner)
    if id_ not in record.aliases:
        return record.source.path
    line, column = record.source.value(("aliases", record.aliases.index(id_)))
    return f"{record.source.path}:{line}:{column}"


_OF_A_RECORD = re.compile(r"/?(?:(?:\.{1,2}|[A-Za-z0-9-]+)/)*([a-z0-9-]{1,80})(?:\.md|\.html|/)?")
"""An address as a link to a file, or to a page of the same site, would have it."""


def every_address_in_a_text_is_safe(context: AnyContext) -> Iterator[Problem]:
    """Links to other sites are http or https, and there are no images."""
    value = context.record.source.value
    links = [(link.line, link.column, link.url) for link in context.body.external]
    for keys, note in context.notes:
        links += [(*value(keys), link.url) for link in note.external]
    for line, column, url in links:
        if fault := address_fault(url):
            what = f"{quoted(url)} cannot be a link: {fault}"
            mend = "copy the page's address as it was seen, beginning with https://"
            if inside := _OF_A_RECORD.fullmatch(url):
                mend = f"write [[{inside[1]}]] for a page of the archive; for another one, {mend}"
            yield context.problem_at(line, column, "address-unsafe", what, mend)
    for image in context.body.images:
        what, mend = "a body holds no image", "describe it in words"
        yield context.problem_at(image.line, image.column, "image-forbidden", what, mend)
