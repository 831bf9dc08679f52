"""Previews: the card of a thing, shown by script beside a link to it; small pages of their own.

A card says what the page of its thing begins with, and holds no link: it is a description of the
link that the reader rests on. An article's preview holds a card for each of its notes too.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from suites import address
from suites.model import Article
from suites.pages.desk import Desk
from suites.pages.parts import Day, Signs, View, capital


class NoteCard(NamedTuple):
    """A note of an article: the words it is about, what it does there, and what it says."""

    id: str
    quote: str
    lang: str | None
    verbatim: bool
    head: str
    text: str


@dataclass(frozen=True)
class PreviewPage(View):
    """All that a preview shows: of what kind the thing is, its card, and those of its notes."""

    SHARED = False

    kind: str
    by: str
    day: Day | None
    text: str
    signs: Signs | None
    notes: tuple[NoteCard, ...]


def page(desk: Desk, id_: str) -> PreviewPage:
    """The preview of a record."""
    card = desk.linked.cards[id_]
    url = address.preview(address.of_kind(card.kind, id_))
    kind, by, day, text, signs = _told(desk, card.kind, id_)
    article = desk.archive.articles[id_] if card.kind == "article" else None
    return PreviewPage(
        root=address.root(url),
        url=url,
        title=card.title,
        description=text,
        kind=capital(kind),
        by=by,
        day=day,
        text=text,
        signs=signs,
        notes=tuple(_notes(desk, article)) if article else (),
    )


def _told(desk: Desk, kind: str, id_: str) -> tuple[str, str, Day | None, str, Signs | None]:
    """Its kind in words, who stands behind it, when, what it says, how it stands."""
    if kind == "article":
        row = desk.article_row(id_)
        return desk.t("kind.article"), row.by, row.day, row.text, None
    if kind == "announcement":
        row = desk.announcement_row(id_)
        kind_ = desk.archive.announcements[id_].kind
        word = desk.archive.label("announcement_kind", kind_)
        return word, row.by, row.day, row.text, row.signs
    if kind == "theme":
        return desk.t("kind.theme"), "", None, desk.archive.themes[id_].summary, None
    entity = desk.archive.entities[id_]
    words = ", ".join(desk.archive.label("entity_kind", one) for one in entity.kind)
    names = ", ".join(one.name for one in entity.names if one.name != entity.title)
    named = desk.linked.count_named_by(id_)
    counted = desk.t("listing.count-announcements", n=named) if named else ""
    return words, names, None, counted, None


def _notes(desk: Desk, article: Article) -> Iterator[NoteCard]:
    for one in desk.linked.anchored.get(article.id, ()):
        note = one.annotation
        lang = note.quote.lang or (article.lang if one.verbatim else None)
        said = desk.role(note) or desk.sign("annotation_kind", note.kind).label
        who = desk.linked.cards[note.speaker].title if note.speaker else ""
        yield NoteCard(
            id=note.id,
            quote=one.words,
            lang=desk.foreign(lang),
            verbatim=one.verbatim,
            head=capital(", ".join(filter(None, (said, who)))),
            text=desk.linked.words(note.note),
        )
