"""The page of an article: its record, our account with its notes, and what rests on it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from suites.analysis.linked_archive import Anchored
from suites.archive import enumerations, markdown, urls
from suites.archive.languages import UNSPACED
from suites.archive.markdown import Body, Mark
from suites.archive.model import Article, Element
from suites.site.views.view_builder import Desk
from suites.site.views.view_models import Day, Ref, Sign, Some, Tie, View, capital


class NoteView(NamedTuple):
    """An annotation beside its words."""

    id: str
    number: int
    rank: int
    kind: Sign
    nature: str
    html: Markup
    speaker: Ref | None
    via: Ref | None
    said: Day | None
    announcement: Ref | None
    role: str
    elements: tuple[tuple[str, str], ...]
    was: str | None
    now: str
    by: str | None
    rests: tuple[Ref, ...]


class PassageView(NamedTuple):
    """A block of the body, and the notes that stand after it."""

    html: Markup
    notes: tuple[NoteView, ...]


class Copy(NamedTuple):
    """A copy in a web archive."""

    url: str
    day: Day | None


@dataclass(frozen=True)
class ArticlePage(View):
    """Everything that the page of an article shows."""

    summary: str
    legend: Markup
    body_lang: str | None
    passages: tuple[PassageView, ...]
    full_text: tuple[PassageView, ...]
    outlet: Ref | None
    headline: str | None
    lang: str
    language: str
    authors: str
    published: Day | None
    published_basis: str | None
    address: str | None
    archived: tuple[Copy, ...]
    kind: str
    rights: str
    rights_url: str
    mode: str
    digest: str | None
    added: Day
    announcements: Some[Tie]
    backlinks: Some[Tie]
    related: Some[Tie]

    @property
    def has_notes(self) -> bool:
        """Whether any passage has one."""
        return any(passage.notes for passage in self.passages)


def page(desk: Desk, article: Article) -> ArticlePage:
    """The page of the article."""
    url = urls.of(article)
    root = urls.root(url)
    lang = desk.foreign(article.lang) if article.rights.mode == "full" else None
    anchored = desk.linked.anchored[article.id]
    announcements = _announcements(desk, anchored)
    related = desk.related(desk.linked.related_articles.get(article.id, ()))
    return ArticlePage(
        root=root,
        url=url,
        title=article.title,
        description=article.summary,
        summary=article.summary,
        legend=_legend(
            desk.t(f"article.legend-{article.rights.mode}"), desk.conventions.marks.pair
        ),
        body_lang=lang,
        passages=passages(desk, article, root, desk.linked.bodies[article.id], anchored, lang),
        full_text=(),
        outlet=desk.ref(article.outlet) if article.outlet else None,
        headline=article.headline,
        lang=article.lang,
        language=desk.language_name(article.lang),
        authors=", ".join(article.authors),
        published=desk.day(article.published),
        published_basis=article.published_basis,
        address=article.url,
        archived=tuple(Copy(copy.url, desk.day(copy.at)) for copy in article.archived),
        kind=desk.archive.label("article_kind", article.kind),
        rights=_statement(desk, article.rights.statement),
        rights_url=_statement_url(article.rights.statement),
        mode=desk.archive.label("rights_mode", article.rights.mode),
        digest=article.capture.sha256[:12] if article.capture else None,
        added=desk.known_day(article.added),
        announcements=announcements,
        backlinks=desk.backlinks(article.id, announcements, related),
        related=related,
    )


@lru_cache(maxsize=16)  # one for each mode of rights
def _legend(text: str, quotation: re.Pattern[str]) -> Markup:
    """Return the legend; what it says of quotation marks it shows, as the account does."""
    return Markup(quotation.sub(r"<q>\g<0></q>", str(escape(text))))


def passages(
    desk: Desk,
    article: Article,
    root: str,
    text: Body,
    notes: Iterable[Anchored],
    lang: str | None = None,
) -> tuple[PassageView, ...]:
    """A text of the article, block by block, with the notes that are anchored in it.

    `lang` is its language, where that is not the archive's.
    """
    conventions = desk.conventions._replace(spacing=UNSPACED) if lang else desk.conventions
    anchored = {one.annotation.id: one for one in notes}
    marks = [
        Mark(
            id=one.annotation.id,
            number=one.number,
            start=one.span.start,
            end=one.span.end,
            verbatim=one.verbatim,
            kind=one.annotation.kind,
            lang=_lang(desk, article, one),
        )
        for one in anchored.values()
    ]
    done = markdown.render(
        text,
        marks,
        desk.target,
        conventions,
        root,
        callout_label=desk.t("note.callout", number="{number}"),
        return_label=desk.t("note.back-to-text"),
    )
    return tuple(
        PassageView(
            Markup(passage.html),
            tuple(
                _note(desk, article, anchored[id_], rank, root)
                for rank, id_ in enumerate(passage.marks, start=1)
            ),
        )
        for passage in done
    )


def _note(desk: Desk, article: Article, one: Anchored, rank: int, root: str) -> NoteView:
    annotation = one.annotation
    rests = dict.fromkeys(desk.linked.resting_on(f"{article.id}#{annotation.id}"))
    rests.pop(annotation.announcement or "", None)
    html = desk.note(annotation.note, root)
    assert html is not None
    return NoteView(
        id=annotation.id,
        number=one.number,
        rank=rank,
        kind=desk.sign("annotation_kind", annotation.kind),
        nature=desk.t("note.verbatim" if one.verbatim else "note.gloss"),
        html=html,
        speaker=desk.ref(annotation.speaker) if annotation.speaker else None,
        via=desk.ref(annotation.via) if annotation.via else None,
        said=desk.day(annotation.said, short=True),
        announcement=desk.ref(annotation.announcement) if annotation.announcement else None,
        role=capital(desk.role(annotation)),
        elements=tuple(_element(desk, key, e) for key, e in annotation.elements.items()),
        was=annotation.was,
        now=desk.conventions.spacing.set(annotation.quote.exact),
        by=annotation.by,
        rests=desk.refs(rests),
    )


def _lang(desk: Desk, article: Article, one: Anchored) -> str | None:
    """The language of marked words, when it is not that of the text around them."""
    around = article.lang if article.rights.mode == "full" else desk.language
    lang = one.annotation.quote.lang or (article.lang if one.verbatim else around)
    return lang if lang != around else None


def _statement(desk: Desk, code: str) -> str:
    return desk.t(f"rights.{code}") if code in enumerations.RIGHTS_STATEMENTS else code


def _statement_url(code: str) -> str:
    """Where the statement explains itself: rightsstatements.org, or the list of SPDX."""
    if code in enumerations.RIGHTS_STATEMENTS:
        return f"https://rightsstatements.org/vocab/{code}/1.0/"
    return f"https://spdx.org/licenses/{code}.html"


def _element(desk: Desk, key: str, element: Element) -> tuple[str, str]:
    """The label of an element, and its value."""
    label = desk.archive.vocabulary.elements[key].label[desk.language]
    return capital(label), desk.element(element)


def _announcements(desk: Desk, anchored: Iterable[Anchored]) -> Some[Tie]:
    """The announcements that an article is about, with its roles in each."""
    roles: dict[str, dict[str, None]] = {}
    for one in anchored:
        if id_ := one.annotation.announcement:
            roles.setdefault(id_, {})[desk.role(one.annotation)] = None
    return Some(
        tuple(
            Tie(", ".join(filter(None, words)), None, desk.ref(id_), "", None, desk.signs(id_), ())
            for id_, words in roles.items()
        )
    )
