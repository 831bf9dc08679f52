"""Embedding: what others may show of the archive in pages of their own, and the line to paste.

It is a frame around a small page of ours (`embed`), so that what they show stays as true as our
own pages. Addresses for others are absolute: while the site's own is not known, nothing is offered.
"""

from markupsafe import escape

from suites.analysis.rows import DEADLINES
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import EmbedLine

WIDTH = 640
"""Pixels: the width for which heights are computed, and which oEmbed tells."""

LINE_CHARACTERS = {"title": 46, "claim": 72, "quote": 34}
"""How many characters a line of these holds at least at that width; a quote has half of it."""


def of_announcement(builder: ViewBuilder, id_: str, old: str = "") -> tuple[EmbedLine, ...]:
    """Return the embeds of an announcement and its deadline, at an old id of it where one is given.

    There are none while the site's own address is not known.
    """
    row, urls = builder.linked.row_summaries[id_], builder.urls
    title = builder.linked.link_summaries[id_].title
    head = 30 * _lines(title, "title")
    text = head + 24 * _lines(row.text, "claim") + (20 if row.due else 0)
    found = [_embed(builder, urls.embed(old or id_), "announcement", title, 200 + text)]
    if due := builder.linked.rows(DEADLINES, id_):
        height = 245 + head + (120 + 52 * due[0].given if due[0].given > 1 else 0)
        url = urls.embedded_deadline(old or id_)
        found.append(_embed(builder, url, "deadline", title, height))
    return tuple(one for one in found if one)


def of_comparison(
    builder: ViewBuilder, announcement: str, name: str, title: str, quotes: tuple[str, str]
) -> tuple[EmbedLine, ...]:
    """Return the embed of a pair of an announcement, with its title and its quotes, as above."""
    lines = max(_lines(quote, "quote") for quote in quotes)
    height = 265 + 30 * _lines(title, "title") + 27 * lines
    url = builder.urls.embed(f"{announcement}/{name}")
    found = _embed(builder, url, "comparison", title, height)
    return (found,) if found else ()


def _embed(builder: ViewBuilder, url: str, name: str, title: str, height: int) -> EmbedLine | None:
    address = builder.deployment.absolute(url)
    if not address:
        return None
    if name == "deadline":
        title = builder.t("embed.title-deadline", title=title)
    archive = builder.archive.settings.title
    said = builder.t("frame.page-title", page=title, archive=archive)
    line = (
        f'<iframe src="{escape(address)}" title="{escape(said)}" width="100%" height="{height}"'
        ' loading="lazy" style="border: 0"></iframe>'
    )
    return EmbedLine(url, builder.t(f"embed.{name}"), title, height, line)


def _lines(text: str, kind: str) -> int:
    return -(-len(text) // LINE_CHARACTERS[kind])
