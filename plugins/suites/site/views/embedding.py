"""Embedding: what others may show of the archive in pages of their own, and the line to paste.

It is a frame around a small page of ours (`embed`), so that what they show stays as true as our
own pages. Addresses for others are absolute: while the site's own is not known, nothing is offered.

A frame has the height that its line says: it is estimated, and what does not fit is scrolled to.
"""

from markupsafe import escape

from suites.analysis.rows import DEADLINES
from suites.site.views.deadline_chart import STEP
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import EmbedLine

WIDTH = 640
"""Pixels: the width at which what is shown fits, and which oEmbed tells; most fits at 480 too."""

BASE = {"announcement": 206, "deadline": 262, "comparison": 265}
"""Pixels of a page without its texts; measured with the theme's stylesheet."""

SIGN, CHART = 24, 120
"""Pixels of a further line of the state, and of a chart without its lines."""

TEXTS = {"title": (46, 30), "claim": (72, 24), "quote": (34, 27)}
"""How many characters at least a line of each text holds, and its pixels; half a line of quotes."""


def of_announcement(builder: ViewBuilder, id_: str, old: str = "") -> tuple[EmbedLine, ...]:
    """Return the embeds of an announcement and of its deadline, where it has one.

    They are at its id, or at an old one that is given.
    """
    if not builder.deployment.url:
        return ()
    link, row = builder.linked.link_summaries[id_], builder.linked.row_summaries[id_]
    sign = SIGN * (bool(row.due) + link.overdue)
    head, shown = _pixels(link.title, "title"), old or id_
    height = head + _pixels(row.text, "claim") + sign
    found = [_embed(builder, builder.urls.embed(shown), "announcement", link.title, height)]
    for due in builder.linked.rows(DEADLINES, id_):
        title = builder.t("embed.title-deadline", title=link.title)
        height = head + SIGN * link.overdue + (CHART + STEP * due.given if due.given > 1 else 0)
        url = builder.urls.embedded_deadline(shown)
        found.append(_embed(builder, url, "deadline", title, height))
    return tuple(found)


def of_comparison(
    builder: ViewBuilder, announcement: str, name: str, title: str, quotes: tuple[str, str]
) -> tuple[EmbedLine, ...]:
    """Return the embed of a pair of an announcement, which has this title and these quotes."""
    if not builder.deployment.url:
        return ()
    height = _pixels(title, "title") + max(_pixels(quote, "quote") for quote in quotes)
    url = builder.urls.embed(f"{announcement}/{name}")
    return (_embed(builder, url, "comparison", title, height),)


def _embed(builder: ViewBuilder, url: str, name: str, title: str, pixels: int) -> EmbedLine:
    """Return an embed, whose texts take so many pixels."""
    archive, height = builder.archive.settings.title, BASE[name] + pixels
    said = builder.t("frame.page-title", page=title, archive=archive)
    address = builder.deployment.absolute(url)
    line = (
        f'<iframe src="{escape(address)}" title="{escape(said)}" width="100%" height="{height}"'
        ' loading="lazy" style="border: 0"></iframe>'
    )
    return EmbedLine(url, builder.t(f"embed.{name}"), title, height, line)


def _pixels(text: str, kind: str) -> int:
    characters, line = TEXTS[kind]
    return -(-len(text) // characters) * line
