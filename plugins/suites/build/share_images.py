"""Draw the images that links to pages show elsewhere, and cache them.

A link to an image is absolute: while the site's own address is not known, no page has one, and none
is drawn. An image is cached under the digest of all that it is drawn from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import urls
from suites.archive.languages.catalogue import Catalogue
from suites.build import checksummed
from suites.build.inputs import digest_files
from suites.build.refusals import UNCHANGED
from suites.site import share_images
from suites.site.views import ViewBuilder

SERIF = "static/fonts/newsreader-latin-wght-normal.woff2"
SANS = "static/fonts/instrument-sans-latin-wght-normal.woff2"
TOKENS = "static/css/20-tokens.css"
GLYPHS = "templates/partials/glyphs.html"


def share_image_source(
    linked: LinkedArchive, catalogue: Catalogue, theme: Path, cache: Path
) -> Callable[[str], Iterable[tuple[str, bytes]]]:
    """Return the function that draws the image of an announcement, or of the archive for no id.

    Raises SystemExit with a sentence when the theme lacks a font, a colour or a glyph.
    """
    # Few builds draw, and Pillow takes long to import.
    from suites.site.share_images.share_image import ShareImageRenderer, ThemeError, share_image

    builder = ViewBuilder(linked, catalogue)
    # Other code may draw the same words otherwise.
    program = digest_files(sorted(Path(share_images.__file__).parent.glob("*.py")))[:16]

    def refused(error: Exception) -> SystemExit:
        return SystemExit(f"the images cannot be drawn: {error}; {UNCHANGED}")

    try:
        renderer = ShareImageRenderer(
            serif=(theme / SERIF).read_bytes(),
            sans=(theme / SANS).read_bytes(),
            tokens=(theme / TOKENS).read_text("utf-8"),
            template=(theme / GLYPHS).read_text("utf-8"),
        )
    except (OSError, ThemeError) as error:
        raise refused(error) from None

    def draw(id_: str) -> Iterable[tuple[str, bytes]]:
        image = share_image(builder, linked.archive.announcements[id_] if id_ else None)
        path = cache / "images" / f"{renderer.key(image)}-{program}"
        png = checksummed.read(path)
        if png is None:
            try:
                png = renderer.png(image)
            except (OSError, ThemeError) as error:
                raise refused(error) from None
            with suppress(OSError):  # a cache that cannot be written costs time, not the site
                checksummed.write(path, png)
        yield (urls.image(id_) if id_ else urls.ARCHIVE_IMAGE), png

    return draw
