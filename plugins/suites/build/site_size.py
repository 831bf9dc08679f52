"""Site size: what weighs in a site that its host may soon refuse.

    stamps of the files of an output -> describe_weight -> a sentence, or an empty text

The sizes are those that the build knows already: no file is looked at.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from suites.build.inputs import Stamp

LARGE = 800_000_000
"""Bytes from which on it is said: GitHub Pages holds 1 GB."""
NAMED = 4
"""Folders, and kinds of file, that are named."""


def describe_weight(outputs: Mapping[str, Stamp | None]) -> str:
    """Return in a sentence what weighs in a large site; an empty text of any other.

    >>> describe_weight({"a/x.html": (700_000_000, 0, 0), "a.css": (200_000_000, 0, 0)})
    'the site holds 900 MB, and GitHub Pages 1 GB at the most; folders: a/ 700 MB, the root 200 MB;
    kinds: .html 700 MB, .css 200 MB'
    >>> describe_weight({"a/x.html": (9, 0, 0), "b": None})
    ''
    """
    folders, kinds = Counter[str](), Counter[str]()
    for address, stamp in outputs.items():
        size = stamp[0] if stamp else 0
        folder, stroke, name = address.rpartition("/")
        folders[f"{folder.partition('/')[0]}{stroke}" if stroke else "the root"] += size
        _, dot, ending = name.rpartition(".")
        kinds[f"{dot}{ending}" if dot else "no ending"] += size
    total = folders.total()
    if total < LARGE:
        return ""
    return (
        f"the site holds {_megabytes(total)}, and GitHub Pages 1 GB at the most; "
        f"folders: {_listed(folders.most_common(NAMED))}; "
        f"kinds: {_listed(kinds.most_common(NAMED))}"
    )


def _listed(found: Iterable[tuple[str, int]]) -> str:
    return ", ".join(f"{name} {_megabytes(size)}" for name, size in found)


def _megabytes(size: int) -> str:
    return f"{size / 1e6:.0f} MB"
