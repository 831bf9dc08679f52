"""The page of an article: its record, our account with its notes, and what rests on it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from markupsafe import Markup, escape

from suites.analysis.linked_archive import Anchored
from suites.archive import enumerations, markdown, urls
from suites.archive.languages import UNSPACED
from suites.archive.markdown import Body, Highlight
from suites.archive.model import Annotation, Article
from suites.site.views import captures
from suites.site.views.captures import CaptureView
from suites.site.views.outgoing_link import OutgoingLink
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import (
    Day,
    LinkRow,
    Ref,
    Sign,
    Truncated,
    View,
    capital,
)


class NoteView(NamedTuple):
    """An annotation beside its words; `now` are those words, as the account sets them."""

    annotation: Annotation
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
    now: str
    rests: tuple[Ref, ...]


class PassageView(NamedTuple):
    """A block of the body, and the notes that stand after it."""

    html: Markup
    notes: tuple[NoteView, ...]


@dataclass(frozen=True)
class ArticlePage(View):
    """Everything that the page of an article shows.

    `original` leads to the article where it was published, `archived` to its copies in web
    archives, with their days; `rights_url` is the address that explains the statement of rights.
    `changed` says which captures lack words that another one proves; it is empty where none does.
    """

    article: Article
    legend: Markup
    body_lang: str | None
    passages: tuple[PassageView, ...]
    full_text: tuple[PassageView, ...]
    outlet: Ref | None
    language: str
    authors: str
    published: Day | None
    original: OutgoingLink | None
    archived: tuple[tuple[OutgoingLink, Day | None], ...]
    kind: str
    rights: str
    rights_url: str | None
    mode: str
    captures: tuple[CaptureView, ...]
    changed: str
    added: Day
    announcements: Truncated[LinkRow]
    backlinks: Truncated[LinkRow]
    related: Truncated[LinkRow]

    @property
    def has_notes(self) -> bool:
        """Return whether any passage has one."""
        return any(passage.notes for passage in self.passages)


def page(builder: ViewBuilder, article: Article) -> ArticlePage:
    """Return the page of an article, with its full text in a private copy."""
    # What the legend says of quotation marks it shows, as the account does.
    marks = builder.conventions.quotation_marks
    legend = str(escape(builder.t(f"article.legend-{article.rights.mode}")))
    label, statement = builder.archive.label, article.rights.statement
    lang = builder.foreign(article.lang) if article.rights.mode == "full" else None
    is_known = statement in enumerations.RIGHTS_STATEMENTS  # else it is a licence of SPDX
    anchored = builder.linked.anchored[article.id]
    announcements = _announcements(builder, anchored)
    related = builder.related(builder.linked.related_articles.get(article.id, ()))
    copies = [(copy.url, builder.day(copy.at)) for copy in article.archived]
    page = ArticlePage(
        url=builder.urls.of(article),
        title=article.title,
        description=article.summary,
        article=article,
        legend=Markup(marks.pair.sub(r"<q>\g<0></q>", legend)),
        body_lang=lang,
        passages=passages(builder, article, builder.linked.bodies[article.id], anchored, lang),
        full_text=(),
        outlet=builder.ref(article.outlet) if article.outlet else None,
        language=builder.language_name(article.lang),
        authors=builder.listed(article.authors),
        published=builder.day(article.published),
        original=OutgoingLink.to_page(article.url, copies) if article.url else None,
        archived=tuple((OutgoingLink.to_copy(*one, article.url), one[1]) for one in copies),
        kind=label("article_kind", article.kind),
        rights=builder.t(f"rights.{statement}") if is_known else statement,
        rights_url=enumerations.rights_url(statement),
        mode=label("rights_mode", article.rights.mode),
        captures=tuple(captures.views(builder, article)),
        changed=captures.changes(builder, article, anchored),
        added=builder.day(article.added),
        announcements=announcements,
        backlinks=builder.backlinks(article.id, announcements, related),
        related=related,
    )
    text = (builder.deployment.full_texts or {}).get(article.id)
    if text is None:
        return page
    from suites.site.views import full_text

    return full_text.with_full_text(builder, article, page, text)


def passages(
    builder: ViewBuilder,
    article: Article,
    text: Body,
    notes: Iterable[Anchored],
    lang: str | None = None,
) -> tuple[PassageView, ...]:
    """Return a text of an article, block by block, with the notes that are anchored in it.

    `lang` is its language, where that is not the archive's.
    """
    conventions = builder.conventions._replace(spacing=UNSPACED) if lang else builder.conventions
    anchored = {one.annotation.id: one for one in notes}
    marks = [
        Highlight(
            id=one.annotation.id,
            number=one.number,
            start=one.span.start,
            end=one.span.end,
            verbatim=one.verbatim,
            kind=one.annotation.kind,
            lang=_lang(builder, article, one),
        )
        for one in anchored.values()
    ]
    done = markdown.render(
        text,
        marks,
        builder.target,
        conventions,
        urls.root(builder.urls.of(article)),
        callout_label=builder.t("note.callout", number="{number}"),
        return_label=builder.t("note.back-to-text"),
    )
    return tuple(
        PassageView(
            Markup(passage.html),
            tuple(
                _note(builder, article, anchored[id_], rank)
                for rank, id_ in enumerate(passage.annotations, start=1)
            ),
        )
        for passage in done
    )


def _note(builder: ViewBuilder, article: Article, one: Anchored, rank: int) -> NoteView:
    annotation = one.annotation
    rests = dict.fromkeys(builder.linked.resting_on(f"{article.id}#{annotation.id}"))
    rests.pop(annotation.announcement or "", None)
    html = builder.note(annotation.note, builder.urls.of(article))
    assert html is not None
    return NoteView(
        annotation=annotation,
        number=one.number,
        rank=rank,
        kind=builder.sign("annotation_kind", annotation.kind),
        nature=builder.t("note.verbatim" if one.verbatim else "note.gloss"),
        html=html,
        speaker=builder.ref(annotation.speaker) if annotation.speaker else None,
        via=builder.ref(annotation.via) if annotation.via else None,
        said=builder.day(annotation.said, short=True),
        announcement=builder.ref(annotation.announcement) if annotation.announcement else None,
        role=capital(builder.role(annotation)),
        elements=tuple(
            (capital(builder.element_label(key)), builder.element(element))
            for key, element in annotation.elements.items()
        ),
        now=builder.conventions.spacing.typeset(annotation.quote.exact),
        rests=tuple(map(builder.ref, rests)),
    )


def _lang(builder: ViewBuilder, article: Article, one: Anchored) -> str | None:
    """Return the language of annotated words, None when it is that of the text around them."""
    around = article.lang if article.rights.mode == "full" else builder.language
    lang = one.annotation.quote.lang or (article.lang if one.verbatim else around)
    return lang if lang != around else None


def _announcements(builder: ViewBuilder, anchored: Iterable[Anchored]) -> Truncated[LinkRow]:
    """Return the announcements that an article is about, with its roles in each."""
    roles: dict[str, dict[str, None]] = {}
    for one in anchored:
        if id_ := one.annotation.announcement:
            roles.setdefault(id_, {})[builder.role(one.annotation)] = None
    return Truncated(
        tuple(
            LinkRow(builder.ref(id_), label=builder.listed(words), signs=builder.signs(id_))
            for id_, words in roles.items()
        )
    )
