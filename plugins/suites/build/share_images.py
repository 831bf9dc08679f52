"""Draw the images that links to pages show elsewhere, and keep them in the cache.

A link to an image is absolute: while the site's own address is not known, no page has one, and none
is drawn. An image is kept under the digest of what it is drawn from, and is drawn again only when
the kept file is missing or damaged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import urls
from suites.archive.languages.catalogue import Catalogue
from suites.build import LEFT, guarded
from suites.build.inputs import digest_files
from suites.site import share_images
from suites.site.views import ViewBuilder

SERIF = "static/fonts/newsreader-latin-wght-normal.woff2"
SANS = "static/fonts/instrument-sans-latin-wght-normal.woff2"
TOKENS = "static/css/20-tokens.css"
GLYPHS = "templates/partials/glyphs.html"


def drawer(
    linked: LinkedArchive, catalogue: Catalogue, theme: Path, cache: Path
) -> Callable[[str], Iterable[tuple[str, bytes]]]:
    """Return what draws the image of an announcement's id, or of the archive for an empty id.

    Raises SystemExit with a sentence when the theme lacks a font, a colour or a glyph.
    """
    # Drawing takes libraries that nothing else needs.
    from suites.site.share_images import glyphs, share_image

    builder = ViewBuilder(linked, catalogue)
    # Other code may draw the same words otherwise.
    program = digest_files(sorted(Path(share_images.__file__).parent.glob("*.py")))[:16]

    def refused(error: Exception) -> SystemExit:
        return SystemExit(f"the images cannot be drawn: {error}; {LEFT}")

    try:
        studio = share_image.Studio(
            serif=(theme / SERIF).read_bytes(),
            sans=(theme / SANS).read_bytes(),
            tokens=(theme / TOKENS).read_text("utf-8"),
            template=(theme / GLYPHS).read_text("utf-8"),
        )
    except (OSError, glyphs.GlyphError) as error:
        raise refused(error) from None

    def draw(id_: str) -> Iterable[tuple[str, bytes]]:
        card = share_image.card(builder, linked.archive.announcements[id_] if id_ else None)
        path = cache / "images" / f"{studio.key(card)}-{program}"
        image = guarded.read(path)
        if image is None:
            try:
                image = studio.png(card)
            except (OSError, glyphs.GlyphError) as error:
                raise refused(error) from None
            with suppress(OSError):  # a cache that cannot be written costs time, not the site
                guarded.write(path, image)
        yield (urls.image(id_) if id_ else urls.ARCHIVE_IMAGE), image

    return draw
