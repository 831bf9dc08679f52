"""Linked: the archive with everything that follows from it, computed once.

Bodies are parsed, quotes anchored, relations seen from both ends, states computed. Pages, exporters
and the search read this and nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from suites import anchoring, relations
from suites.anchoring import Span
from suites.body import Body, parse
from suites.history import State, state
from suites.model import Annotation, Archive, Article
from suites.problems import Problem, quoted
from suites.relations import Backlink, Citation, Evidence, Link, Mention, Related


@dataclass(frozen=True, slots=True)
class Anchored:
    """An annotation with the one place where its quote stands in the body."""

    annotation: Annotation
    number: int
    span: Span
    verbatim: bool


@dataclass(frozen=True)
class Linked:
    """The checked archive, linked; every mapping is by id, and lacks ids that have nothing."""

    archive: Archive
    as_of: date
    bodies: Mapping[str, Body]
    anchored: Mapping[str, tuple[Anchored, ...]]  # by article, in the order of the text
    verbatim: frozenset[str]  # "article#annotation" of every quote in the source's own words
    states: Mapping[str, State]
    links: Mapping[str, tuple[Link, ...]]
    mentions: Mapping[str, tuple[Mention, ...]]
    backlinks: Mapping[str, tuple[Backlink, ...]]
    citations: Mapping[str, tuple[Citation, ...]]  # by "article#annotation"
    named_by: Mapping[str, tuple[str, ...]]  # entity or theme -> announcements
    related_announcements: Mapping[str, tuple[Related, ...]]
    related_articles: Mapping[str, tuple[Related, ...]]
    outlet_articles: Mapping[str, tuple[Article, ...]]  # outlet -> articles, newest first
    aliases: Mapping[str, str]  # old id -> id

    def evidence(self, reference: str) -> Evidence:
        """The evidence that `article#annotation` names; KeyError if it has not been checked."""
        found = self.archive.annotation(reference)
        if found is None:
            raise KeyError(reference)
        return Evidence(*found, verbatim=self.is_verbatim(reference))

    def is_verbatim(self, reference: str) -> bool:
        """Whether the annotation's quote is the source's own words; False when it is unknown."""
        return reference in self.verbatim


def link(archive: Archive, as_of: date) -> tuple[Linked, tuple[Problem, ...]]:
    """The archive, linked, and the problems of quotes that do not fit their bodies.

    `as_of` is the day on which the states are computed.
    """
    bodies = {
        record.id: parse(record.body, record.source.body_line) for record in archive.records()
    }
    anchored: dict[str, tuple[Anchored, ...]] = {}
    problems: list[Problem] = []
    for article in archive.articles.values():
        anchored[article.id], found = _anchor(article, bodies[article.id])
        problems += found
    mentioned = relations.mentions(archive)
    return Linked(
        archive=archive,
        as_of=as_of,
        bodies=bodies,
        anchored=anchored,
        verbatim=frozenset(
            f"{id_}#{one.annotation.id}"
            for id_, list_ in anchored.items()
            for one in list_
            if one.verbatim
        ),
        states={id_: state(a, as_of) for id_, a in archive.announcements.items()},
        links=relations.links(archive),
        mentions=mentioned,
        backlinks=relations.backlinks(archive, bodies),
        citations=relations.citations(archive),
        named_by=relations.named_by(archive),
        related_announcements=relations.related_announcements(archive, mentioned),
        related_articles=relations.related_articles(archive),
        outlet_articles=_by_outlet(archive),
        aliases={alias: record.id for record in archive.records() for alias in record.aliases},
    ), tuple(problems)


def _anchor(article: Article, body: Body) -> tuple[tuple[Anchored, ...], list[Problem]]:
    text = anchoring.fold(body.text)
    quotations = anchoring.quotations(body.text)
    found: list[tuple[Span, Annotation, bool]] = []
    problems: list[Problem] = []
    for annotation in article.annotations:
        quote = annotation.quote
        # Signs that cannot be seen are text to YAML, and nothing to look for.
        blank = not anchoring.fold(quote.exact).text.strip()
        spans = () if blank else anchoring.find(quote.exact, text, quote.prefix, quote.suffix)
        if len(spans) == 1:
            verbatim = article.rights.mode in ("full", "excerpt") or anchoring.is_verbatim(
                spans[0], quotations
            )
            found.append((spans[0], annotation, verbatim))
        else:
            problems.append(_misfit(article, annotation, body, len(spans)))
    # Callouts stand where the spans end: so numbered, they read in order when quotes overlap.
    found.sort(key=lambda item: (item[0].end, item[0].start))
    return tuple(
        Anchored(annotation, number, span, verbatim)
        for number, (span, annotation, verbatim) in enumerate(found, start=1)
    ), problems


def _misfit(article: Article, annotation: Annotation, body: Body, count: int) -> Problem:
    keys = (*annotation.keys, "quote")
    if count:
        return article.source.problem(
            keys,
            "quote-ambiguous",
            f"the quote of {quoted(annotation.id)} stands {count} times in the body: "
            f"{quoted(annotation.quote.exact)}",
            "write quote: {exact: …, prefix: …, suffix: …} with the words just before or after",
        )
    near = anchoring.nearest(annotation.quote.exact, body.text)
    return article.source.problem(
        keys,
        "quote-orphan",
        f"the quote of {quoted(annotation.id)} is not in the body: "
        f"{quoted(annotation.quote.exact)}",
        f"the nearest words are: {near}" if near else "copy the words as they stand in the body",
    )


def _by_outlet(archive: Archive) -> dict[str, tuple[Article, ...]]:
    found: dict[str, list[Article]] = {}
    for article in reversed(relations.by_publication(archive.articles.values())):
        if article.outlet:
            found.setdefault(article.outlet, []).append(article)
    return {outlet: tuple(list_) for outlet, list_ in found.items()}
