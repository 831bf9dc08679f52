"""What two builds of a made-up archive wrote, by kind of file: how many, and how many kB each.

python bench/kinds.py OUTPUT OF-HUGO        a table, as in bench/hugo/README.md
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from pathlib import Path

KINDS = (
    ("articles", r"articles/[^/]+/index\.html"),
    ("announcements", r"annonces/[^/]+/index\.html"),
    ("names", r"entites/[^/]+/index\.html"),
    ("outlets", r"medias/[^/]+/index\.html"),
    ("themes", r"themes/[^/]+/index\.html"),
    ("embeds", r"embed/.*"),
    ("feeds, Atom", r".*\.xml"),
    ("feeds, JSON", r".*/(?!noms)[^/]*\.json|fil\.json"),
    ("listings of articles", r"articles/.*index\.html"),
    ("listings of announcements", r"annonces/.*index\.html"),
    ("lists of names, outlets and themes", r"(entites|medias|themes)/.*index\.html"),
    ("chronology by year", r"chronologie/\d.*index\.html"),
    ("chronology by theme", r"chronologie/themes/.*index\.html"),
    ("months", r"au/\d.*index\.html"),
    ("deadlines", r"echeances/.*html"),
    ("calendar", r".*\.ics"),
    ("face to face", r"face-a-face/.*"),
    ("images to share", r"partage.*\.png"),
    ("index of the search", r"pagefind/.*"),
    ("styles, scripts, fonts", r"theme/.*"),
    ("others", r".*"),
)
"""What a file is, by its address: the first that fits."""


def kind(address: str) -> str:
    """Return what a file is, by its address in the site."""
    return next(name for name, pattern in KINDS if re.fullmatch(pattern, address))


def kinds(output: Path) -> dict[str, tuple[int, int]]:
    """How many files of each kind, and their bytes."""
    found: dict[str, list[int]] = defaultdict(list)
    for path in output.rglob("*"):
        if path.is_file():
            found[kind(path.relative_to(output).as_posix())].append(path.stat().st_size)
    return {name: (len(found[name]), sum(found[name])) for name, _ in KINDS}


def compared(ours: Path, theirs: Path) -> str:
    """The table of two outputs, ours and Hugo's."""
    both = kinds(ours), kinds(theirs)
    lines = ["| kind of file | ours | kB each | Hugo's | kB each |"]
    lines.append("| --- | ---: | ---: | ---: | ---: |")
    for name, _ in KINDS:
        cells = []
        for count, size in (one[name] for one in both):
            cells += [str(count), f"{size / count / 1000:.1f}"] if count else ["–", "–"]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    cells = []
    for one in both:
        count, size = (sum(numbers) for numbers in zip(*one.values(), strict=True))
        cells += [str(count), f"{size / 1e6:.0f} MB in all"]
    lines.append(f"| all | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(compared(Path(sys.argv[1]), Path(sys.argv[2])))
