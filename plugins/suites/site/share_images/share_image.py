"""Share image: what a link to a page shows elsewhere, drawn in the theme's own faces and signs.

    linked archive -> cards (what is said on each image) -> PNG

A card holds all the words of its image, and `Studio.key` names it: an image that was kept under
that name need not be drawn again. Words and signs only, in the theme's light colours; a state is
never shown without the day of which it is.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from io import BytesIO

import PIL
from PIL import Image, ImageDraw

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import urls
from suites.archive.languages.catalogue import Catalogue
from suites.archive.model import Announcement
from suites.site.share_images import glyphs
from suites.site.share_images.lettering import SHAPED, Face, Setting, set_lines
from suites.site.views import citation
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Sign, capital

WIDTH, HEIGHT = 1200, 630
EDGE = 72
MEASURE = WIDTH - 2 * EDGE
TOP, FOOT = 160, 512
"""Where the words begin, and where the rule above the state lies."""

SHADES = 16
"""Steps from the page to the full ink: enough for smooth letters, few enough for a small file."""
INKS = ("ink-1", "ink-2", "ink-3", "violet-5", "line-1", "green-5", "ochre-5", "red-5")
PAGE = "paper-0"
SHADES_OF = {
    ink: [0] * SHADES + [number * SHADES + v * SHADES // 256 for v in range(SHADES, 256)]
    for number, ink in enumerate(INKS)
}
WHERE = [0] * SHADES + [255] * (256 - SHADES)

TITLE = ((100, 104), (88, 92), (74, 79), (64, 69), (54, 59))
TEXT = ((38, 50), (34, 45))
LABEL = (30, 26, 22)
BETWEEN = 54

INK_OF = {
    "fulfilled": "green-5",
    "fulfilled-late": "green-5",
    "partly-fulfilled": "ochre-5",
    "overdue": "ochre-5",
    "contradicted": "red-5",
    "open": "ink-1",
}
"""The colours of what is judged; stages are told by their shape alone, all else is quiet."""

MARK = "sign_archive"
"""The sign of the archive: announced, then settled."""


@dataclass(frozen=True, slots=True)
class State:
    """One part of a state: its glyph, its word, and whether it is judged or a stage."""

    glyph: str
    word: str
    ink: str


@dataclass(frozen=True, slots=True)
class Card:
    """All that an image says: `day` is that of the state, empty where there is none."""

    archive: str
    title: str
    text: str
    day: str
    states: tuple[State, ...]


def cards(linked: LinkedArchive, catalogue: Catalogue) -> dict[str, Card]:
    """What each image says, by its address in the site; the archive's own comes first."""
    builder = ViewBuilder(linked, catalogue)
    found = {urls.ARCHIVE_IMAGE: card(builder, None)}
    for one in linked.archive.announcements.values():
        found[urls.image(one.id)] = card(builder, one)
    return found


def card(builder: ViewBuilder, one: Announcement | None) -> Card:
    """What the image of an announcement says; for None, that of the archive itself."""
    settings = builder.archive.settings
    if one is None:
        return Card("", settings.title, settings.description, "", ())
    day = capital(builder.t("cite.as-of", day=builder.as_of.text))
    states = tuple(_state(sign) for sign in citation.states(builder, one.id))
    return Card(settings.title, one.title, one.claim, day, states)


def _state(sign: Sign) -> State:
    ink = "ink-2" if sign.list == "stage" else INK_OF.get(sign.value, "ink-3")
    return State(f"sign_{sign.list}_{sign.value}", sign.label, ink)


class Studio:
    """Where the images are drawn: the theme's fonts, glyphs and tokens, read once for all.

    `tokens` is the stylesheet that names the colours, `template` the one that holds the glyphs.
    """

    def __init__(self, serif: bytes, sans: bytes, tokens: str, template: str) -> None:
        self._title, self._text = Face(serif, 500), Face(serif, 400)
        self._name, self._label = Face(serif, 600), Face(sans, 500)
        self._palette = _palette(tokens)
        self._symbols = glyphs.symbols(template)
        self._glyphs: dict[tuple[str, int], Image.Image] = {}
        self._frames: dict[tuple[str, str, tuple[State, ...]], Sheet] = {}
        made_of = (serif, sans, repr(self._palette).encode(), repr(self._symbols).encode())
        self._tools = [hashlib.sha256(part).hexdigest() for part in made_of]

    def key(self, card: Card) -> str:
        """The digest (SHA-256, in hexadecimal) of all that the image is made from but this code."""
        made_from = (PIL.__version__, SHAPED, self._tools, card)
        return hashlib.sha256(repr(made_from).encode("utf-8", "surrogatepass")).hexdigest()

    def png(self, card: Card) -> bytes:
        """The image of a card, 1200 by 630 pixels; the same card gives the same bytes."""
        sheet = self._frame(card)
        bottom = HEIGHT - EDGE if not card.states else FOOT - 28
        room = bottom - TOP
        title = set_lines(self._title, card.title, TITLE, MEASURE, room, 3)
        below = TOP + title.height + 24
        text = set_lines(self._text, card.text, TEXT, MEASURE, bottom - below, 3)
        sheet.write("ink-1", title, EDGE, TOP + title.leading * 4 // 5)
        sheet.write("ink-2", text, EDGE, below + text.leading * 3 // 4)
        return sheet.png(self._palette)

    def _frame(self, card: Card) -> Sheet:
        """What stands around the words: it is the same on many images, and drawn once for all."""
        key = (card.archive, card.day, card.states)
        if key not in self._frames:
            sheet = Sheet(Image.new("L", (WIDTH, HEIGHT)))
            self._head(sheet, card)
            self._foot(sheet, card.states)
            self._frames[key] = sheet
        return Sheet(self._frames[key].pixels.copy())

    def _head(self, sheet: Sheet, card: Card) -> None:
        """The sign and the name of the archive, and the day."""
        mark = self._glyph(MARK, 30)
        sheet.stamp("violet-5", mark, EDGE, 66)
        name = self._line(self._name, card.archive, 34, 560)
        sheet.write("ink-1", name, EDGE + mark.width + 24, 92)
        day = self._line(self._label, card.day, 22, 380)
        sheet.write("ink-3", day, WIDTH - EDGE - _widest(day), 91)
        sheet.rule("line-1", 124, 1)

    def _foot(self, sheet: Sheet, states: tuple[State, ...]) -> None:
        """The state under a rule of its own."""
        x, baseline = EDGE, FOOT + 50
        for state, word in zip(states, self._labels(states), strict=True):
            glyph = self._glyph(state.glyph, word.size)
            sheet.stamp(state.ink, glyph, x, baseline - word.size * 7 // 8)
            x += glyph.width + word.size // 2
            sheet.write(state.ink, word, x, baseline)
            x += _widest(word) + BETWEEN
        if states:
            sheet.rule("ink-1", FOOT, 2)

    def _labels(self, states: tuple[State, ...]) -> list[Setting]:
        """The words of a state at the largest size at which all of them stand on one line."""
        room = MEASURE - BETWEEN * (len(states) - 1) - len(states) * LABEL[0] * 3 // 2
        for size in LABEL:
            words = [self._line(self._label, state.word, size, room) for state in states]
            if sum(map(_widest, words)) <= room:
                return words
        share = room // len(states)
        return [self._line(self._label, state.word, LABEL[-1], share) for state in states]

    def _line(self, face: Face, text: str, size: int, measure: int) -> Setting:
        return set_lines(face, text, ((size, size),), measure, size, 1)

    def _glyph(self, id_: str, height: int) -> Image.Image:
        key = (id_, height)
        if key not in self._glyphs:
            self._glyphs[key] = glyphs.mask(glyphs.pick(self._symbols, id_), height)
        return self._glyphs[key]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page to draw on, of whose pixels (mode L) each is an ink in one of its shades."""

    pixels: Image.Image

    def write(self, ink: str, setting: Setting, x: int, baseline: int) -> None:
        """Write lines, the baseline of the first as given."""
        if any(setting.lines):
            mask = Image.new("L", (WIDTH - x, setting.height + setting.size // 2))
            setting.draw(ImageDraw.Draw(mask), (0, setting.size))
            self.stamp(ink, mask, x, baseline - setting.size)

    def stamp(self, ink: str, mask: Image.Image, x: int, y: int) -> None:
        """Put a mask (255 where there is ink) on the page."""
        shades = mask.point(SHADES_OF[ink])
        self.pixels.paste(shades, (x, y), mask.point(WHERE))

    def rule(self, ink: str, y: int, thick: int) -> None:
        """A line across the measure."""
        full = INKS.index(ink) * SHADES + SHADES - 1
        self.pixels.paste(full, (EDGE, y, WIDTH - EDGE, y + thick))

    def png(self, palette: list[int]) -> bytes:
        """The page in these colours, as a PNG."""
        self.pixels.putpalette(palette)
        file = BytesIO()
        self.pixels.save(file, "PNG", compress_level=3)
        return file.getvalue()


def _widest(setting: Setting) -> int:
    widths = (setting.face.width(line, setting.size) for line in setting.lines)
    return round(max(widths, default=0))


def _palette(tokens: str) -> list[int]:
    """The colours of each ink from the page's to its own, in shades, as red, green, blue.

    Raises GlyphError when the tokens lack one.
    """
    named = dict(re.findall(r"--([\w-]+):\s*#([0-9a-fA-F]{6})\b", tokens))
    if missing := {PAGE, *INKS} - named.keys():
        raise glyphs.GlyphError(f"the theme's tokens lack {', '.join(sorted(missing))}")
    page = bytes.fromhex(named[PAGE])
    found: list[int] = []
    for ink in INKS:
        full = bytes.fromhex(named[ink])
        for shade in range(SHADES):
            part = shade / (SHADES - 1)
            mixed = (round(a + (b - a) * part) for a, b in zip(page, full, strict=True))
            found += mixed
    return found
