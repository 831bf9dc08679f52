"""Texts: what of a record a reader sees as our words, beside its body.

Names, headlines and identifiers are not ours, and are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from suites.archive.model.announcement import Announcement
from suites.archive.model.article import Article
from suites.archive.model.entity import Page, Theme
from suites.archive.model.values import Keys, Record

BASIS: Keys = ("published_basis",)
"""What a date rests on may be read in what a page says to machines: it is no part of the text."""


class Text(NamedTuple):
    """A text of a front matter: the keys that lead to it, and whether it is Markdown, as notes are.

    `evidence` is what it rests on, as `article#annotation`: nothing where that is all the record.
    """

    keys: Keys
    text: str
    is_note: bool = False
    evidence: tuple[str, ...] = ()


def texts(record: Record) -> Iterator[Text]:
    """The texts of a record, in the order of the model."""
    if isinstance(record, (Article, Announcement, Theme, Page)):
        yield Text(("title",), record.title)
    if isinstance(record, (Article, Theme, Page)):
        yield Text(("summary",), record.summary)
    if isinstance(record, Article):
        yield from _of_article(record)
    if isinstance(record, Announcement):
        yield Text(("claim",), record.claim)
        yield from _of_announcement(record)


def _of_article(article: Article) -> Iterator[Text]:
    if article.published_basis:
        yield Text(BASIS, article.published_basis)
    for one in article.annotations:
        yield Text((*one.keys, "note"), one.note, is_note=True)
        if one.was:
            yield Text((*one.keys, "was"), one.was)
        for name, element in one.elements.items():
            if element.text:
                yield Text((*one.keys, "elements", name, "text"), element.text)


def _of_announcement(announcement: Announcement) -> Iterator[Text]:
    for event in announcement.events:
        if event.review:
            yield Text((*event.keys, "review"), event.review, True, event.evidence)
        if event.occasion:
            yield Text((*event.keys, "occasion"), event.occasion, False, event.evidence)
        if event.note:
            yield Text((*event.keys, "note"), event.note, True, event.evidence)
    for relation in announcement.relations:
        if relation.note:
            yield Text((*relation.keys, "note"), relation.note, True, relation.evidence)
    for one in announcement.discrepancies:
        yield Text((*one.keys, "note"), one.note, True, one.quotes)
