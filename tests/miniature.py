"""The miniature: an archive about the trams of an imagined bay, which shows what the model allows.

`tests/site` is frozen: a test may name its records and say in full what they give. What every
archive of some size has besides, listings of several pages, `lengthen` adds to a copy of it.
"""

from __future__ import annotations

import shutil
from datetime import date, timedelta
from pathlib import Path

SITE = Path(__file__).parent / "site"
CONTENT = SITE / "content"
TIDES = 190
"""With them the listing of articles has three pages; that of announcements is still one."""

TIDE = """---
title: Avis de marée n° {number}
outlet: agence-brume
published: "{day}"
lang: fr
rights: {{statement: CC0-1.0, mode: full}}
kind: official
summary: "Basse mer à {hour} h."
added: "2026-01-09"
---
La marée est basse à {hour} h.
"""


def laid(folder: Path) -> Path:
    """A copy of the miniature's content, in `folder`."""
    return Path(shutil.copytree(CONTENT, folder / "content"))


def lengthen(content: Path) -> Path:
    """The content folder, with so many articles more that they are listed on several pages."""
    for number in range(1, TIDES + 1):
        day = date(2020, 3, 1) + timedelta(days=5 * number)
        path = content / f"articles/{day.year}/{day}-maree.md"
        path.write_text(TIDE.format(number=number, day=day, hour=number % 24), "utf-8")
    return content
