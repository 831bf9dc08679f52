"""Draw the images that links to pages show elsewhere, and cache them.

A link to an image is absolute: while the site's own address is not known, no page has one, and none
is drawn. An image is cached under the digest of all that it is drawn from.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from suites.archive.theme_files import ThemeFile
from suites.build import checksummed
from suites.build.inputs import digest_files
from suites.build.refusals import UNCHANGED
from suites.site import share_images
from suites.site.views import ViewBuilder

if TYPE_CHECKING:
    from suites.site.share_images.share_image import ShareImageRenderer

SERIF = "static/fonts/newsreader-latin-wght-normal.woff2"
SANS = "static/fonts/instrument-sans-latin-wght-normal.woff2"
TOKENS = "static/css/20-tokens.css"
GLYPHS = "templates/partials/glyphs.html"


class ShareImages:
    """The share images of a theme, of which the folder `cache` holds those that were drawn."""

    def __init__(self, views: ViewBuilder, theme: Path, cache: Path) -> None:
        self._views, self._theme, self._folder = views, theme, cache / "images"
        self._renderer = lru_cache(1)(self._load)

    def draw(self, id_: str) -> Iterator[tuple[str, bytes]]:
        """Yield the address and the PNG of the image of an announcement, or of the archive for "".

        Raises SystemExit with a sentence when the theme lacks a font, a colour or a glyph.
        """
        # Few builds draw, and Pillow takes long to import.
        from suites.site.share_images.share_image import ThemeError, share_image

        linked = self._views.linked
        theme = linked.archive.settings.theme
        if not id_ and theme and theme.share_image:
            yield self._views.urls.archive_image, linked.theme_file(theme.share_image.file).content
            return
        logo = linked.theme_file(theme.logo.file) if theme and theme.logo else None
        announcement = self._views.archive.announcements[id_] if id_ else None
        image = share_image(self._views, announcement)
        try:
            renderer = self._renderer(logo)
            path = self._folder / f"{renderer.key(image)}-{self._program}"
            png = checksummed.read(path)
            if png is None:
                png = renderer.png(image)
                with suppress(OSError):  # a cache that cannot be written costs time, not the site
                    checksummed.write(path, png)
        except (OSError, ThemeError) as error:
            raise SystemExit(f"the images cannot be drawn: {error}; {UNCHANGED}") from None
        urls = self._views.urls
        yield (urls.image(id_) if id_ else urls.archive_image), png

    def _load(self, logo: ThemeFile | None) -> ShareImageRenderer:
        from suites.site.share_images.share_image import OwnDrawing, ShareImageRenderer

        theme = self._views.archive.settings.theme
        return ShareImageRenderer(
            serif=(self._theme / SERIF).read_bytes(),
            sans=(self._theme / SANS).read_bytes(),
            tokens=(self._theme / TOKENS).read_text("utf-8"),
            template=(self._theme / GLYPHS).read_text("utf-8"),
            own=OwnDrawing(
                accent=theme.accent.light if theme and theme.accent else None,
                logo=logo,
                is_name=bool(theme and theme.logo and theme.logo.alone),
            ),
        )

    @cached_property
    def _program(self) -> str:
        """Return a digest of the code: other code may draw the same words otherwise."""
        return digest_files(sorted(Path(share_images.__file__).parent.glob("*.py")))[:16]
