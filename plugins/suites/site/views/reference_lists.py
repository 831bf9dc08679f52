"""Links to the files that hold all references of a listing or a theme, where the site has them."""

from collections.abc import Iterable
from typing import NamedTuple

from suites.site.citations.lists import ReferenceList
from suites.site.file_formats import OF_LISTS, FileFormat
from suites.site.views.view_builder import ViewBuilder


class FileLink(NamedTuple):
    """A link to a file: its address in the site, and its format."""

    url: str
    format: FileFormat


class ReferenceFiles(NamedTuple):
    """The files of a list of references, one in each format, and of what they are, in words."""

    label: str
    files: tuple[FileLink, ...]


def reference_files(
    builder: ViewBuilder, lists: Iterable[ReferenceList]
) -> tuple[ReferenceFiles, ...]:
    """Return the links to the files of lists; none where the site does not have such files."""
    if not builder.has_data_files:
        return ()
    return tuple(
        ReferenceFiles(builder.t(f"cite.{one.of}"), reference_links(builder, one.page, one.of))
        for one in lists
    )


def reference_links(builder: ViewBuilder, page: str, of: str) -> tuple[FileLink, ...]:
    """Return the links to the references of a page, in each format of a list (`Urls.reference`)."""
    return tuple(FileLink(builder.urls.reference(page, of, one.ending), one) for one in OF_LISTS)
