"""Relations: links written once -> both directions, backlinks with their sentence, related items.

Each function goes through the archive once and groups what it finds under the id of the thing that
will show it. Related items are found by what they share (a theme, an announcement, an actor), never
by comparing all pairs; what is shared by very many items says little, and is left out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from suites.body import Body
from suites.model import Annotation, Announcement, Archive, Article, Discrepancy, Event, Relation

MOST_SHARED = 200
"""What more items than this share does not relate them."""

MOST_RELATED = 6
"""How many related items a page shows."""


@dataclass(frozen=True, slots=True)
class Link:
    """A relation seen from one of its ends; `inverse` when seen from the target."""

    relation: Relation
    other: str
    inverse: bool


@dataclass(frozen=True, slots=True)
class Mention:
    """An annotation that is about an announcement, or said or relayed by an entity."""

    article: Article
    annotation: Annotation


@dataclass(frozen=True, slots=True)
class Backlink:
    """A link in a body, seen from what it points to, with the sentence that it stands in."""

    origin: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Reason:
    """Why two things are related: `kind` names an entry of the catalogue, `ids` what is shared."""

    kind: str
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Related:
    """Another thing of the same kind, and why."""

    other: str
    reasons: tuple[Reason, ...]


def links(archive: Archive) -> Mapping[str, tuple[Link, ...]]:
    """Announcement id -> its relations in both directions, its own first."""
    own: defaultdict[str, list[Link]] = defaultdict(list)
    inverse: defaultdict[str, list[Link]] = defaultdict(list)
    for announcement in archive.announcements.values():
        for relation in announcement.relations:
            if relation.target in archive.announcements:
                own[announcement.id].append(Link(relation, relation.target, inverse=False))
                inverse[relation.target].append(Link(relation, announcement.id, inverse=True))
    return {id_: tuple(own[id_] + inverse[id_]) for id_ in {**own, **inverse}}


def mentions(archive: Archive) -> Mapping[str, tuple[Mention, ...]]:
    """Announcement or entity id -> the annotations about it, in the order of publication.

    An entity is mentioned where it speaks, or where an article relays it.
    """
    found: defaultdict[str, list[Mention]] = defaultdict(list)
    for article in by_publication(archive.articles.values()):
        for annotation in article.annotations:
            about = (annotation.announcement, annotation.speaker, annotation.via)
            for id_ in dict.fromkeys(filter(None, about)):
                found[id_].append(Mention(article, annotation))
    return {id_: tuple(list_) for id_, list_ in found.items()}


def by_publication(articles: Iterable[Article]) -> list[Article]:
    """The articles from the oldest to the newest, by latest possible day; undated ones last."""
    return sorted(
        articles,
        key=lambda article: (
            (0, article.published.latest, article.published.earliest, article.id)
            if article.published
            else (1, article.added.latest, article.added.earliest, article.id)
        ),
    )


def backlinks(archive: Archive, bodies: Mapping[str, Body]) -> Mapping[str, tuple[Backlink, ...]]:
    """Id -> the sentences of other records' bodies that link to it, one for each origin."""
    found: defaultdict[str, dict[str, Backlink]] = defaultdict(dict)

    def title(target: str) -> str:
        record = archive.by_id.get(target.partition("#")[0])
        return record.title if record else target

    for origin, body in bodies.items():
        for link in body.links:
            target = link.target.partition("#")[0]
            if target != origin:
                found[target].setdefault(origin, Backlink(origin, body.sentence(link, title)))
    return {id_: tuple(links_.values()) for id_, links_ in found.items()}


def named_by(archive: Archive) -> Mapping[str, tuple[str, ...]]:
    """Entity or theme id -> the announcements that name it as actor, product or theme."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for announcement in archive.announcements.values():
        for id_ in dict.fromkeys(
            (*announcement.actors, *announcement.products, *announcement.themes)
        ):
            found[id_].append(announcement.id)
    return {id_: tuple(list_) for id_, list_ in found.items()}


def related_announcements(
    archive: Archive, mentioned: Mapping[str, tuple[Mention, ...]]
) -> Mapping[str, tuple[Related, ...]]:
    """Announcement id -> others that share themes, articles or products, with the reasons.

    What is already tied by a relation is not said twice.
    """
    shared: dict[str, dict[str, list[str]]] = {
        "theme": _grouped(
            (a.id, theme) for a in archive.announcements.values() for theme in a.themes
        ),
        "article": _grouped(
            (id_, mention.article.id)
            for id_, list_ in mentioned.items()
            if id_ in archive.announcements
            for mention in list_
        ),
    }
    tied = {(a.id, r.target) for a in archive.announcements.values() for r in a.relations}
    tied |= {(target, origin) for origin, target in tied}
    return _related(shared, tied)


def related_articles(archive: Archive) -> Mapping[str, tuple[Related, ...]]:
    """Article id -> others that report the same announcements, or the same themes."""
    pairs = [
        (article.id, annotation.announcement)
        for article in archive.articles.values()
        for annotation in article.annotations
        if annotation.announcement in archive.announcements
    ]
    shared = {
        "announcement": _grouped(
            (id_, announcement) for id_, announcement in pairs if announcement
        ),
        "theme": _grouped(
            (id_, theme)
            for id_, announcement in pairs
            if announcement
            for theme in archive.announcements[announcement].themes
        ),
    }
    return _related(shared, set())


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """What is shared -> the ids that share it, each once, in order."""
    groups: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for id_, shared in pairs:
        groups[shared][id_] = None
    return {shared: list(ids) for shared, ids in groups.items()}


def _related(
    shared: Mapping[str, Mapping[str, list[str]]], tied: set[tuple[str, str]]
) -> dict[str, tuple[Related, ...]]:
    common: defaultdict[str, defaultdict[str, defaultdict[str, list[str]]]]
    common = defaultdict(lambda: defaultdict(lambda: defaultdict(list)))
    for kind, groups in shared.items():
        for thing, ids in groups.items():
            if len(ids) > MOST_SHARED:
                continue
            for one in ids:
                for other in ids:
                    if one != other and (one, other) not in tied:
                        common[one][other][kind].append(thing)
    return {one: _nearest(others) for one, others in common.items()}


def _nearest(others: Mapping[str, Mapping[str, list[str]]]) -> tuple[Related, ...]:
    def weight(other: str) -> tuple[int, str]:
        return -sum(len(things) for things in others[other].values()), other

    return tuple(
        Related(
            other,
            tuple(Reason(kind, tuple(things)) for kind, things in others[other].items()),
        )
        for other in sorted(others, key=weight)[:MOST_RELATED]
    )


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence resolved: the article, the annotation, and whether its words are the source's."""

    article: Article
    annotation: Annotation
    verbatim: bool


@dataclass(frozen=True, slots=True)
class Citation:
    """Where an annotation serves as evidence."""

    announcement: Announcement
    part: Event | Relation | Discrepancy


def citations(archive: Archive) -> Mapping[str, tuple[Citation, ...]]:
    """`article#annotation` -> the events, relations and discrepancies that rest on it."""
    found: defaultdict[str, list[Citation]] = defaultdict(list)
    for announcement in archive.announcements.values():
        parts: list[tuple[Event | Relation | Discrepancy, tuple[str, ...]]] = [
            *((event, event.evidence) for event in announcement.events),
            *((relation, relation.evidence) for relation in announcement.relations),
            *((discrepancy, discrepancy.quotes) for discrepancy in announcement.discrepancies),
        ]
        for part, evidence in parts:
            for id_ in evidence:
                found[id_].append(Citation(announcement, part))
    return {id_: tuple(list_) for id_, list_ in found.items()}
