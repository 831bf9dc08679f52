"""The composer: the page on which a reader writes a proposal, by script alone."""

from dataclasses import dataclass

from suites.site.views import reach
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Ref, View

GROUPS = ("composer.", "field.", "advice.", "note.verbatim", "note.gloss", "event.due-")
"""The parts of the catalogue whose texts its scripts show."""


@dataclass(frozen=True)
class ComposerPage(View):
    """The composer: the texts that its scripts show, and where a proposal may go.

    `texts` are keys of the catalogue with their texts, places for values included; `repository` is
    empty while none is known, and `guide` None where the archive has no page for contributors.
    """

    texts: tuple[tuple[str, str], ...]
    repository: str
    guide: Ref | None


def page(builder: ViewBuilder) -> ComposerPage:
    """Return the composer."""
    return ComposerPage(
        url=builder.urls.composer,
        title=builder.t("composer.title"),
        description=builder.t("composer.description"),
        texts=builder.catalogue.templates(GROUPS),
        repository=builder.deployment.repository,
        guide=reach.guide(builder),
    )
