"""Mentions: the articles that are about a thing, each with its passages and what they do for it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from suites.analysis.rows import MentionRow
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Proof, Row, Truncated


class MentionView(NamedTuple):
    """An article that is about a thing, and each of its passages with what that does for it."""

    article: Row
    passages: tuple[tuple[str, Proof], ...]


def mention_views(builder: ViewBuilder, mentions: Iterable[MentionRow]) -> Truncated[MentionView]:
    """The articles of annotations about a thing, each once, with all of its passages."""
    found: dict[str, list[str]] = {}
    for mention in mentions:
        found.setdefault(mention.article, []).append(mention.annotation)
    shown = Truncated.of(tuple(found.items()))
    return Truncated(
        tuple(_mention(builder, article, notes) for article, notes in shown), shown.left
    )


def _mention(builder: ViewBuilder, id_: str, notes: Iterable[str]) -> MentionView:
    anchors = {one.id: one for one in builder.linked.anchors[id_]}
    return MentionView(
        article=builder.row(id_),
        passages=tuple(
            (builder.role(anchors[note]), builder.proof(f"{id_}#{note}")) for note in notes
        ),
    )
