"""Model 4: an article has a list of captures, where it had one."""

from collections.abc import Iterator

from suites.archive.front_matter import FrontMatter
from suites.archive.yaml_edits import MakeList


def gather(front: FrontMatter) -> Iterator[MakeList]:
    """Yield the one capture of an article as the member of a list."""
    if "capture" in front.data and "captures" not in front.data:
        yield MakeList(("capture",), "captures")
