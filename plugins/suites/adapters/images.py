"""Images: what a link to a page shows elsewhere, drawn and added to the edition.

A link to an image is absolute: while the site's own address is not known, no page has one, and none
is drawn. An image lies in the cache under the digest of what it was drawn from: the same words are
never drawn twice. What this run does not show goes from the cache.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from pelican import signals

from suites import exporters
from suites.adapters import edition
from suites.exporters import glyphs, share_image
from suites.files import write_if_changed

SERIF = "static/fonts/newsreader-latin-wght-normal.woff2"
SANS = "static/fonts/instrument-sans-latin-wght-normal.woff2"
TOKENS = "static/css/20-tokens.css"
GLYPHS = "templates/partials/glyphs.html"


def add_images(generators: Sequence[Any]) -> None:
    """Add the images to the edition; SystemExit when the theme lacks what they are drawn with."""
    settings = generators[0].settings
    if not settings["SITEURL"]:
        return
    this = edition.of(settings)
    theme, cache = Path(settings["THEME"]), Path(settings["CACHE_PATH"]) / "images"
    try:
        studio = share_image.Studio(
            serif=(theme / SERIF).read_bytes(),
            sans=(theme / SANS).read_bytes(),
            tokens=(theme / TOKENS).read_text("utf-8"),
            template=(theme / GLYPHS).read_text("utf-8"),
        )
        kept = {path.name for path in cache.glob("*.png")}
        shown: set[str] = set()
        program = _program()
        for address, card in share_image.cards(this.linked, this.catalogue).items():
            name = f"{studio.key(card)}-{program}.png"
            if name not in kept | shown:
                write_if_changed(cache / name, studio.png(card))
            shown.add(name)
            this.add(address, cache / name)
    except (OSError, glyphs.GlyphError) as error:
        raise SystemExit(
            f"the images cannot be drawn: {error}; the site is left as it was"
        ) from None
    for name in kept - shown:
        (cache / name).unlink(missing_ok=True)


def _program() -> str:
    """The digest of the code that draws: what it drew before may look otherwise now."""
    folder = Path(exporters.__file__).parent
    code = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(code).hexdigest()[:16]


def register() -> None:
    """Tell Pelican."""
    signals.all_generators_finalized.connect(add_images)
