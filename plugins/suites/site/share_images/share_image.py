"""Share image: the title, the claim and the state of an announcement, drawn as a PNG.

    linked archive -> ShareImage (all its words) -> ShareImageRenderer -> PNG

Words and signs only, in the theme's light colours; a state is never shown without its day. Pillow
sets the words, for it reads the theme's compressed fonts; resvg draws the theme's SVG glyphs.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from io import BytesIO

import resvg_py
from PIL import Image, ImageColor, ImageDraw

from suites.archive.model import Announcement
from suites.archive.theme_files import ThemeFile
from suites.site.share_images import HEIGHT, WIDTH
from suites.site.share_images.lettering import SHAPED, Face, TextBlock, line_of_text, text_block
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Sign, capital

EDGE = 72
MEASURE = WIDTH - 2 * EDGE
TITLE_TOP, STATE_RULE = 160, 512

LOGO_MIDDLE = 81
LOGO_ROOM = (420, 56)
LOGO_COLOURS = 128

PAGE, ACCENT = "paper-0", "violet-5"
INKS = ("ink-1", "ink-2", "ink-3", "violet-5", "line-1", "green-5", "ochre-5", "red-5")
SHADES = 16
"""Steps from the page to the full ink: enough for smooth letters, few enough for a small file."""

TITLE_SIZES = ((100, 104), (88, 92), (74, 79), (64, 69), (54, 59))
TEXT_SIZES = ((38, 50), (34, 45))
LABEL_SIZES = (30, 26, 22)
LABEL_GAP = 54

VERDICT_INKS = {
    "fulfilled": "green-5",
    "fulfilled-late": "green-5",
    "partly-fulfilled": "ochre-5",
    "overdue": "ochre-5",
    "contradicted": "red-5",
    "open": "ink-1",
}
"""Colours of what is judged; a stage is known by its shape alone, all else is quiet."""

ARCHIVE_GLYPH = "sign_archive"

SYMBOL = re.compile(r'<symbol id="([\w-]+)" (viewBox="[^"]*")>(.*?)</symbol>', re.DOTALL)
"""Id, view box and content of a glyph in the theme's template."""

_COLOUR = re.compile(r"--([\w-]+):\s*(#[0-9a-fA-F]{6})\b")


class ThemeError(ValueError):
    """The theme lacks a colour or a glyph that images need; the message names it."""


@dataclass(frozen=True, slots=True)
class OwnDrawing:
    """What an archive changes of its images: the accent (#rrggbb), and the logo for the glyph.

    A logo that `is_name` says the name of the archive, which is then not written beside it.
    """

    accent: str | None = None
    logo: ThemeFile | None = None
    is_name: bool = False


@dataclass(frozen=True, slots=True)
class ShareImage:
    """All words of an image; `day` is that of the state, empty where there is none."""

    archive: str
    title: str
    text: str
    day: str
    states: tuple[Sign, ...]


def share_image(builder: ViewBuilder, announcement: Announcement | None) -> ShareImage:
    """Return the image of an announcement; for None, that of the archive itself."""
    settings = builder.archive.settings
    if announcement is None:
        return ShareImage("", settings.title, settings.description, "", ())
    day = capital(builder.t("cite.as-of", day=builder.as_of.text))
    states = builder.signs(announcement.id).given
    return ShareImage(settings.title, announcement.title, announcement.claim, day, states)


class ShareImageRenderer:
    """Draws images with a theme's two fonts, its glyphs and its colours.

    `tokens` is the stylesheet that names the colours, `template` the one that holds the glyphs.
    Raises ThemeError when a colour or a glyph is missing.
    """

    def __init__(
        self, serif: bytes, sans: bytes, tokens: str, template: str, own: OwnDrawing | None = None
    ) -> None:
        self._title, self._text = Face(serif, 500), Face(serif, 400)
        self._name, self._label = Face(serif, 600), Face(sans, 500)
        self._colours = dict(_COLOUR.findall(tokens))
        if missing := {PAGE, *INKS} - self._colours.keys():
            raise ThemeError(f"the theme's tokens lack {', '.join(sorted(missing))}")
        self._own = own or OwnDrawing()
        if self._own.accent:
            self._colours[ACCENT] = self._own.accent
        self._symbols = {id_: (box, content) for id_, box, content in SYMBOL.findall(template)}
        fonts = [hashlib.sha256(font).hexdigest() for font in (serif, sans)]
        versions = (version("pillow"), version("resvg_py"), SHAPED)
        self._source: tuple[object, ...] = (versions, fonts, self._colours, self._symbols)
        if self._own.logo:
            self._source = (*self._source, self._own.logo, self._own.is_name)

    def key(self, image: ShareImage) -> str:
        """Return the digest (SHA-256, in hexadecimal) of all but this code that makes the PNG."""
        source = repr((self._source, image))
        return hashlib.sha256(source.encode("utf-8", "surrogatepass")).hexdigest()

    def png(self, image: ShareImage) -> bytes:
        """Return the PNG of an image, 1200 by 630 pixels; equal images give equal bytes."""
        sheet = Image.new("L", (WIDTH, HEIGHT))
        self._draw_head(sheet, image)
        if image.states:
            self._draw_states(sheet, image.states)
        bottom = STATE_RULE - 28 if image.states else HEIGHT - EDGE
        title = text_block(self._title, image.title, TITLE_SIZES, MEASURE, bottom - TITLE_TOP)
        _write(sheet, "ink-1", title, EDGE, TITLE_TOP + title.leading * 4 // 5)
        below = TITLE_TOP + title.height + 24
        text = text_block(self._text, image.text, TEXT_SIZES, MEASURE, bottom - below)
        _write(sheet, "ink-2", text, EDGE, below + text.leading * 3 // 4)
        sheet.putpalette(_palette(self._colours) + (self._logo[1] if self._logo else []))
        file = BytesIO()
        sheet.save(file, "PNG", compress_level=3)
        return file.getvalue()

    def _draw_head(self, sheet: Image.Image, image: ShareImage) -> None:
        """Draw the glyph and the name of the archive, and the day."""
        if self._logo:
            mark = self._logo[0]
            sheet.paste(mark, (EDGE, LOGO_MIDDLE - mark.height // 2))
        else:
            mark = self._glyph(ARCHIVE_GLYPH, 30)
            _stamp(sheet, ACCENT, mark, EDGE, 66)
        if not (self._logo and self._own.is_name):
            name = line_of_text(self._name, image.archive, 34, 560 - max(0, mark.width - 90))
            _write(sheet, "ink-1", name, EDGE + mark.width + 24, 92)
        day = line_of_text(self._label, image.day, 22, 380)
        _write(sheet, "ink-3", day, WIDTH - EDGE - day.width, 91)
        _stamp(sheet, "line-1", Image.new("L", (MEASURE, 1), 255), EDGE, 124)

    def _draw_states(self, sheet: Image.Image, states: tuple[Sign, ...]) -> None:
        """Draw the state under a rule of its own."""
        x, baseline = EDGE, STATE_RULE + 50
        for state, word in zip(states, self._labels(states), strict=True):
            ink = "ink-2" if state.list == "stage" else VERDICT_INKS.get(state.value, "ink-3")
            glyph = self._glyph(f"sign_{state.list}_{state.value}", word.size)
            _stamp(sheet, ink, glyph, x, baseline - word.size * 7 // 8)
            x += glyph.width + word.size // 2
            _write(sheet, ink, word, x, baseline)
            x += word.width + LABEL_GAP
        _stamp(sheet, "ink-1", Image.new("L", (MEASURE, 2), 255), EDGE, STATE_RULE)

    def _labels(self, states: tuple[Sign, ...]) -> list[TextBlock]:
        """Return the words of a state at the largest size at which they stand on one line."""
        room = MEASURE - LABEL_GAP * (len(states) - 1) - len(states) * LABEL_SIZES[0] * 3 // 2
        for size in LABEL_SIZES:
            words = [line_of_text(self._label, state.label, size, room) for state in states]
            if sum(word.width for word in words) <= room:
                return words
        share = room // len(states)
        return [line_of_text(self._label, one.label, LABEL_SIZES[-1], share) for one in states]

    @cached_property
    def _logo(self) -> tuple[Image.Image, list[int]] | None:
        """The logo as numbers of colours behind those of the inks, and those colours."""
        if not self._own.logo:
            return None
        page = Image.new("RGBA", (1, 1), self._colours[PAGE])
        drawn = logo_image(self._own.logo, *LOGO_ROOM)
        drawn = Image.alpha_composite(page.resize(drawn.size), drawn)
        found = drawn.convert("RGB").quantize(LOGO_COLOURS, dither=Image.Dither.NONE)
        first = len(INKS) * SHADES
        colours = (found.getpalette() or [])[: 3 * LOGO_COLOURS]
        numbers = Image.frombytes("L", found.size, bytes(first + one for one in found.tobytes()))
        return numbers, colours

    def _glyph(self, id_: str, height: int) -> Image.Image:
        if id_ not in self._symbols:
            raise ThemeError(f"the theme has no glyph {id_}")
        return glyph_mask(*self._symbols[id_], height)


def _write(sheet: Image.Image, ink: str, block: TextBlock, x: int, baseline: int) -> None:
    """Write lines, the baseline of the first as given."""
    if any(block.lines):
        mask = Image.new("L", (WIDTH - x, block.height + block.size // 2))
        block.draw(ImageDraw.Draw(mask))
        _stamp(sheet, ink, mask, x, baseline - block.size)


def _stamp(sheet: Image.Image, ink: str, mask: Image.Image, x: int, y: int) -> None:
    """Put a mask (255 where there is ink) on the sheet, whose pixels are numbers of colours."""
    first = INKS.index(ink) * SHADES
    shades = mask.point([first + value * SHADES // 256 for value in range(256)])
    sheet.paste(shades, (x, y), mask.point([255 * (value >= SHADES) for value in range(256)]))


def logo_image(logo: ThemeFile, width: int, height: int) -> Image.Image:
    """Return a logo (mode RGBA) as large as there is room, in pixels."""
    scale = min(width / logo.width, height / logo.height)
    size = max(1, round(logo.width * scale)), max(1, round(logo.height * scale))
    content = logo.content
    try:
        if logo.media_type == "image/svg+xml":
            content = resvg_py.svg_to_bytes(
                svg_string=content.decode(), width=size[0], height=size[1], skip_system_fonts=True
            )
        with Image.open(BytesIO(content), formats=("PNG",)) as image:
            return image.convert("RGBA").resize(size, Image.Resampling.LANCZOS)
    except (ValueError, SyntaxError, OSError) as error:
        raise ThemeError(f"the logo cannot be drawn: {error}") from None


@lru_cache(maxsize=128)
def glyph_mask(view_box: str, content: str, height: int) -> Image.Image:
    """Return an SVG symbol as a mask (mode L: 255 where there is ink), so many pixels high."""
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" {view_box}>{content}</svg>'
    try:
        png = resvg_py.svg_to_bytes(svg_string=svg, height=height, skip_system_fonts=True)
    except ValueError as error:
        raise ThemeError(f"a glyph cannot be drawn: {error}") from None
    mask = Image.open(BytesIO(png)).getchannel("A")
    if not mask.getbbox():
        raise ThemeError(f"a glyph cannot be drawn: {content[:60]}")
    return mask


def _palette(colours: dict[str, str]) -> list[int]:
    """Return the colours from the page's to each ink, in shades, as red, green, blue."""
    page = ImageColor.getrgb(colours[PAGE])
    return [
        round(a + (b - a) * shade / (SHADES - 1))
        for ink in INKS
        for shade in range(SHADES)
        for a, b in zip(page, ImageColor.getrgb(colours[ink]), strict=True)
    ]
