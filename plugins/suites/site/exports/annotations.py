"""Annotations: the notes of articles, and what announcements rest on, for tools that speak W3C.

    a record -> AnnotationPage beside its page; all of them -> one AnnotationCollection

The Web Annotation Data Model (W3C Recommendation, 2017). An annotation of an article has our note
as its body and words of our account as its target: those of `index.txt`, the text in which quotes
are sought. Words that are the source's own have the press article as another target. An event of
an announcement, with its evidence, is an annotation of the page of the announcement: it assesses it
where it gives a verdict, and else links it to what it rests on, as a relation does to another one.

What is not known is not said: of an annotation alone neither the hour nor the hand is known. Pages
have no `startIndex`, since each annotation would then change the pages of all later records.
Addresses are absolute, or relative to the file while the site does not know its own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from suites.analysis.linked_archive import Anchored
from suites.analysis.rows import ANNOTATED
from suites.archive import markdown, urls
from suites.archive.enumerations import AnnotationKind, rights_url
from suites.archive.model import Announcement, Article, Event, Relation
from suites.site.exports.selectors import selectors
from suites.site.views import ViewBuilder, events

CONTEXT = "http://www.w3.org/ns/anno.jsonld"

MOTIVATIONS: Mapping[AnnotationKind, str] = {
    "claim": "describing",
    "context": "commenting",
    "figure": "describing",
    "caveat": "assessing",
    "correction": "editing",
    "question": "questioning",
}
"""Why a passage is annotated, by the kind of the annotation: motivations of the Vocabulary, 3.1.

A reserve assesses what the passage can carry; a correction is an edit of ours.
"""

Node = dict[str, Any]


def annotation_page(builder: ViewBuilder, id_: str) -> bytes | None:
    """Return the page of annotations of an article or an announcement; None when there are none."""
    kind = builder.linked.link_summaries[id_].kind
    writer = _Writer(builder, builder.urls.of_kind(kind, id_))
    if kind == "article":
        items = list(writer.of_article(builder.archive.articles[id_]))
    else:
        items = list(writer.of_announcement(builder.archive.announcements[id_]))
    if not items:
        return None
    before, after = builder.linked.annotated_beside(id_)
    beside = {"prev": before, "next": after}
    return _encoded(
        {
            "id": writer.address(builder.urls.annotations(writer.page)),
            "type": "AnnotationPage",
            "partOf": writer.collection(),
            **{name: writer.page_of(row.kind, row.id) for name, row in beside.items() if row},
            "items": items,
        }
    )


def collection(builder: ViewBuilder) -> bytes | None:
    """Return the collection of all annotations; None when there are none."""
    records = builder.linked.rows(ANNOTATED)
    if not records:
        return None
    first, last = records[0], records[-1]
    writer = _Writer(builder, builder.urls.data)
    home = writer.address(urls.HOME)
    archive = {"id": home, "name": builder.archive.settings.title, "homepage": home}
    found = writer.collection() | {
        "creator": archive,
        **writer.rights,
        "total": sum(row.annotations for row in records),
        "first": writer.page_of(first.kind, first.id),
        "last": writer.page_of(last.kind, last.id),
    }
    return _encoded(found)


class _Writer:
    """Writes annotations into a file in the folder of a page."""

    def __init__(self, builder: ViewBuilder, page: str) -> None:
        self.builder, self.page = builder, page
        site = builder.deployment.url
        self.root = f"{site}/" if site else urls.root(page)
        address = rights_url(builder.archive.settings.rights.texts)
        self.rights = {"rights": address} if address else {}

    def address(self, url: str) -> str:
        """Return the address of something in the site."""
        return f"{self.root}{url}"

    def collection(self) -> Node:
        """Return what the collection is called."""
        return {
            "id": self.address(self.builder.urls.annotation_collection),
            "type": "AnnotationCollection",
            "label": self.builder.t("annotations.all", archive=self.builder.archive.settings.title),
        }

    def page_of(self, kind: str, id_: str) -> str:
        """Return the address of the annotations of a record."""
        page = self.builder.urls.of_kind(kind, id_)
        return self.address(self.builder.urls.annotations(page))

    def of_article(self, article: Article) -> Iterator[Node]:
        """Yield the annotations of an article, in the order of its text."""
        text = self.builder.linked.bodies[article.id].text
        source = {
            "id": self.address(self.builder.urls.body_text(self.page)),
            "type": "Text",
            "format": "text/plain",
            "language": article.lang if article.rights.mode == "full" else self.builder.language,
        }
        for one in self.builder.linked.anchored[article.id]:
            found = selectors(text, *one.span)
            target = {
                "type": "SpecificResource",
                "source": source,
                "scope": self.address(self.page),
                "selector": found,
            }
            press = self._in_press(article, one, found[0])
            yield self._annotation(
                f"{self.page}#{one.annotation.id}",
                MOTIVATIONS[one.annotation.kind],
                self._note_bodies(one),
                [target, press] if press else target,
            )

    def of_announcement(self, announcement: Announcement) -> Iterator[Node]:
        """Yield the annotations of an announcement: its events, then its relations."""
        target = self.address(self.page)
        for place, event in enumerate(announcement.events):
            yield self._annotation(
                f"{self.page}#{events.event_id(place)}",
                "assessing" if event.verdict else "linking",
                self._event_bodies(announcement, event),
                target,
            )
        file = self.builder.urls.annotations(self.page)
        for place, relation in enumerate(announcement.relations, start=1):
            yield self._annotation(
                f"{file}#relation_{place}", "linking", self._relation_bodies(relation), target
            )

    def _annotation(
        self, url: str, motivation: str, bodies: Iterable[Node], target: object
    ) -> Node:
        return {
            "id": self.address(url),
            "type": "Annotation",
            "motivation": motivation,
            "creator": self.address(urls.HOME),
            **self.rights,
            "body": list(bodies),
            "target": target,
        }

    def _in_press(self, article: Article, one: Anchored, ours: Node) -> Node | None:
        """Return the words as the press article has them, where they are its own."""
        if not one.verbatim or not article.url:
            return None
        marks = self.builder.conventions.quotation_marks
        exact = ours["exact"].strip(f"{marks.opening}{marks.closing} \u00a0\u202f")
        # What stands around them in an account is ours.
        quote = ours if article.rights.mode == "full" else {"type": ours["type"], "exact": exact}
        found = {"type": "SpecificResource", "source": article.url, "selector": quote}
        if article.archived:
            found["state"] = {"type": "TimeState", "cached": article.archived[-1].url}
        return found

    def _note_bodies(self, one: Anchored) -> Iterator[Node]:
        builder, annotation = self.builder, one.annotation
        yield self._html(annotation.note)
        yield self._words(builder.archive.label("annotation_kind", annotation.kind), "classifying")
        if annotation.announcement:
            yield self._announcement(annotation.announcement, "identifying")
        if annotation.role:
            yield self._words(builder.role(annotation), "tagging")
        if annotation.speaker:
            kind = builder.linked.link_summaries[annotation.speaker].kind
            page = builder.urls.of_kind(kind, annotation.speaker)
            yield _linked(self.address(page), "tagging")
        for key, element in annotation.elements.items():
            label, value = builder.element_label(key), builder.element(element)
            colon = builder.conventions.spacing.typeset(builder.conventions.colon)
            yield self._words(f"{label}{colon}{value}", "tagging")

    def _event_bodies(self, announcement: Announcement, event: Event) -> Iterator[Node]:
        builder = self.builder
        for sign in builder.state_signs(announcement.id, event.stage, event.verdict).given:
            yield self._words(sign.label, "classifying")
        for change in (*events.changes(builder, event), *_day(builder, event)):
            yield self._words(change, "describing")
        for note in filter(None, (event.note, event.review)):
            yield self._html(note)
        yield from map(self._evidence, event.evidence)
        for source in event.outside:
            if source.url:
                yield _linked(source.url)

    def _relation_bodies(self, relation: Relation) -> Iterator[Node]:
        yield self._announcement(relation.target, "linking")
        yield self._words(self.builder.archive.label("relation", relation.type), "classifying")
        if relation.note:
            yield self._html(relation.note)
        yield from map(self._evidence, relation.evidence)

    def _evidence(self, reference: str) -> Node:
        """Return the annotation that `article#annotation` names."""
        article, _, annotation = reference.partition("#")
        page = self.builder.urls.of_kind("article", article)
        return _linked(self.address(f"{page}#{annotation}"))

    def _announcement(self, id_: str, purpose: str) -> Node:
        return _linked(self.address(self.builder.urls.of_kind("announcement", id_)), purpose)

    def _html(self, note: str) -> Node:
        builder = self.builder
        html = markdown.render_note(note, builder.target, builder.conventions, self.root)
        return self._textual(html.strip(), "text/html", "commenting")

    def _words(self, words: str, purpose: str) -> Node:
        return self._textual(words, "text/plain", purpose)

    def _textual(self, value: str, format_: str, purpose: str) -> Node:
        return {
            "type": "TextualBody",
            "value": value,
            "format": format_,
            "language": self.builder.language,
            "purpose": purpose,
        }


def _day(builder: ViewBuilder, event: Event) -> Iterator[str]:
    if event.on:
        yield builder.day(event.on).text


def _linked(address: str, purpose: str = "linking") -> Node:
    return {"type": "SpecificResource", "source": address, "purpose": purpose}


def _encoded(document: Node) -> bytes:
    return msgspec.json.encode({"@context": CONTEXT, **document})
