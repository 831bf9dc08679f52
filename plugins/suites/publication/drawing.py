"""Drawing: what a link to a page shows elsewhere, drawn and kept in the cache.

A link to an image is absolute: while the site's own address is not known, no page has one, and none
is drawn. An image lies in the cache under the digest of what it was drawn from: the same words are
never drawn twice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from suites import address, exporters
from suites.catalogue import Catalogue
from suites.laying import write_if_changed
from suites.linked import Linked
from suites.pages import Desk

SERIF = "static/fonts/newsreader-latin-wght-normal.woff2"
SANS = "static/fonts/instrument-sans-latin-wght-normal.woff2"
TOKENS = "static/css/20-tokens.css"
GLYPHS = "templates/partials/glyphs.html"


def drawer(
    linked: Linked, catalogue: Catalogue, theme: Path, cache: Path
) -> Callable[[str], Iterable[tuple[str, bytes]]]:
    """What draws the image of an announcement's id, or of the archive for an empty one.

    SystemExit with a sentence when the theme lacks what they are drawn with.
    """
    # Drawing takes libraries that nothing else needs.
    from suites.exporters import glyphs, share_image

    desk, program = Desk(linked, catalogue), _program()
    try:
        studio = share_image.Studio(
            serif=(theme / SERIF).read_bytes(),
            sans=(theme / SANS).read_bytes(),
            tokens=(theme / TOKENS).read_text("utf-8"),
            template=(theme / GLYPHS).read_text("utf-8"),
        )
    except (OSError, glyphs.GlyphError) as error:
        raise _refused(error) from None

    def draw(id_: str) -> Iterable[tuple[str, bytes]]:
        card = share_image.card(desk, linked.archive.announcements[id_] if id_ else None)
        kept = cache / "images" / f"{studio.key(card)}-{program}.png"
        try:
            if not kept.is_file():
                write_if_changed(kept, studio.png(card))
        except (OSError, glyphs.GlyphError) as error:
            raise _refused(error) from None
        yield (address.image(id_) if id_ else address.ARCHIVE_IMAGE), kept.read_bytes()

    return draw


def _refused(error: Exception) -> SystemExit:
    return SystemExit(f"the images cannot be drawn: {error}; the site is left as it was")


def _program() -> str:
    """The digest of the code that draws: what it drew before may look otherwise now."""
    folder = Path(exporters.__file__).parent
    code = b"".join(path.read_bytes() for path in sorted(folder.glob("*.py")))
    return hashlib.sha256(code).hexdigest()[:16]
