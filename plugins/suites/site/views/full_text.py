"""The full text of an article, on its page in a private copy.

The text stands before our account, with the annotations that fit it, each exactly once; those that
only fit our account stay with the account. Nothing here is for the public site: `marked` has every
page of a private copy say so.
"""

import re
from dataclasses import replace

from suites.analysis.linked_archive import Anchored
from suites.archive import anchoring, markdown
from suites.archive.anchoring import Span
from suites.archive.languages import QuotationMarks
from suites.archive.markdown import Body
from suites.archive.markdown.pieces import Piece, Step
from suites.archive.model import Article
from suites.site.views import article as public
from suites.site.views.article import ArticlePage
from suites.site.views.view_builder import ViewBuilder

MARK = '<meta name="robots" content="noindex, nofollow, noarchive">'
"""Stands in every page of a private copy, and in no page of the public site."""

HEADING = re.compile(r"(</?)h([1-6])(?: id=\"[^\"]*\")?")
NOTE = re.compile(r"(id=\"|href=\"#|^#)(fn|fnref)_")
BODY_TAG = re.compile(r"<body[^>]*>")


def with_full_text(
    builder: ViewBuilder, article: Article, shown: ArticlePage, text: str
) -> ArticlePage:
    """Return the page of an article with its full text, which is Markdown."""
    parsed = markdown.parse(text)
    parsed = parsed._replace(pieces=tuple(map(_apart, parsed.pieces)))
    inside, beside = _parted(builder, article, parsed)
    account, lang = builder.linked.bodies[article.id], builder.foreign(article.lang)
    return replace(
        shown,
        full_text=public.passages(builder, article, parsed, inside, lang),
        passages=public.passages(builder, article, account, beside, shown.body_lang),
    )


def marked(html: str, banner: str) -> str:
    """Return a page of a private copy, which says so to people and to robots.

    ValueError when the page has no head or no body: it could not be marked.
    """
    body_tag = BODY_TAG.search(html)
    if not body_tag or "</head>" not in html:
        raise ValueError("a page without a head or a body cannot be marked as private")
    before, after = html[: body_tag.end()], html[body_tag.end() :]
    return f"{before.replace('</head>', f'{MARK}</head>', 1)}{banner}{after}"


def _apart(piece: Piece) -> Piece:
    """Return a piece with no id that our account may have, and no heading above the page's own."""
    if isinstance(piece, Step):
        return piece._replace(target=NOTE.sub(r"\1text_\2_", piece.target))
    if not isinstance(piece, str):
        return piece
    lower = HEADING.sub(lambda tag: f"{tag[1]}h{max(3, int(tag[2]))}", piece)
    return NOTE.sub(r"\1text_\2_", lower)


def _parted(
    builder: ViewBuilder, article: Article, text: Body
) -> tuple[list[Anchored], list[Anchored]]:
    """Return the annotations that fit the text, and those that only fit our account.

    They are numbered in this order.
    """
    folded = anchoring.fold(text.text)
    account = builder.linked.bodies[article.id].text
    inside, beside = [], []
    for one in builder.linked.anchored[article.id]:
        span = _place(one, folded, account, builder.conventions.quotation_marks)
        if span is None:
            beside.append(one)
        else:
            inside.append(replace(one, span=span, verbatim=True))
    inside.sort(key=lambda one: (one.span.end, one.span.start))
    numbered = [replace(one, number=n) for n, one in enumerate((*inside, *beside), 1)]
    return numbered[: len(inside)], numbered[len(inside) :]


def _place(
    one: Anchored, folded: anchoring.Folded, account: str, marks: QuotationMarks
) -> Span | None:
    """Return the one place of the full text that the annotation fits, if there is one."""
    quote = one.annotation.quote
    for prefix, suffix in ((quote.prefix, quote.suffix), ("", "")):
        spans = _spans(quote.exact, folded, prefix, suffix)
        if len(spans) == 1:
            return spans[0]
    # Words that stand there twice: the quotation that holds them in our account tells which.
    around = next(
        (q for q in anchoring.quotations(account, marks) if q.start <= one.span.start < q.end), None
    )
    wider = _spans(account[around.start : around.end], folded) if around and spans else ()
    if len(wider) != 1:
        return None
    within = [s for s in spans if wider[0].start <= s.start and s.end <= wider[0].end]
    return within[0] if len(within) == 1 else None


def _spans(
    exact: str, text: anchoring.Folded, prefix: str = "", suffix: str = ""
) -> tuple[Span, ...]:
    try:
        return anchoring.find(exact, text, prefix, suffix)
    except anchoring.TooCommonError:
        return ()
