"""Links to the files that hold all references of a listing or a theme, where the site has them."""

from collections.abc import Iterable
from typing import NamedTuple

from suites.site.citations.lists import FORMS, ReferenceList
from suites.site.views.view_builder import ViewBuilder


class ReferenceFile(NamedTuple):
    """A file of references: its address, the name of its form and its media type."""

    url: str
    name: str
    media_type: str


class ReferenceFiles(NamedTuple):
    """The files of a list of references, one of each form, and of what they are, in words."""

    label: str
    files: tuple[ReferenceFile, ...]


def reference_files(
    builder: ViewBuilder, lists: Iterable[ReferenceList]
) -> tuple[ReferenceFiles, ...]:
    """Return the links to the files of lists; none where the site does not have such files."""
    if not builder.has_data_files:
        return ()
    return tuple(
        ReferenceFiles(
            builder.t(f"cite.{one.of}"),
            tuple(
                ReferenceFile(
                    builder.urls.reference(one.page, one.of, ending), form.name, form.media_type
                )
                for ending, form in FORMS.items()
            ),
        )
        for one in lists
    )
