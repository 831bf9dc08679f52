"""What a link to an announcement shows elsewhere: drawn in the theme's faces, within its edges."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from miniature import SITE
from PIL import Image, ImageChops, features

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import files
from suites.site.share_images import glyphs, share_image
from suites.site.share_images.lettering import OMISSION, Face, set_lines
from suites.site.share_images.share_image import Card, State, Studio, cards

THEME = Path(__file__).parent.parent / "theme"
CATALOGUE = files.catalogue(THEME, "fr")
SERIF = THEME / "static/fonts/newsreader-latin-wght-normal.woff2"
SANS = THEME / "static/fonts/instrument-sans-latin-wght-normal.woff2"
TOKENS = (THEME / "static/css/20-tokens.css").read_text("utf-8")
GLYPHS = (THEME / "templates/partials/glyphs.html").read_text("utf-8")

STATES = (State("sign_stage_announced", "annoncé", "ink-2"),)
CARD = Card("Suites données", "Tram gratuit", "Le tram sera gratuit.", "État au 1er mai", STATES)
PAGE = (252, 252, 253)
LONG = "anticonstitutionnellement" * 3 + "aband"


@pytest.fixture(scope="module")
def studio() -> Studio:
    return Studio(SERIF.read_bytes(), SANS.read_bytes(), TOKENS, GLYPHS)


@pytest.fixture(scope="module")
def face() -> Face:
    return Face(SERIF.read_bytes(), 500)


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.read_archive(SITE / "content").linked
    assert linked
    return linked


def drawn(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png)).convert("RGB")


def inked(image: Image.Image) -> tuple[int, int, int, int]:
    """The box of all that is not the page."""
    box = Image.new("RGB", image.size, PAGE)
    found = ImageChops.difference(image, box).getbbox()
    assert found
    return found


def test_freetype_reads_the_fonts_as_the_pages_get_them() -> None:
    assert features.check("freetype2")
    assert Face(SERIF.read_bytes(), 500).width("Suites", 40) > 0


def test_every_announcement_and_the_archive_have_a_card(linked: LinkedArchive) -> None:
    found = cards(linked, CATALOGUE)
    ids = {f"partage/{id_}.png" for id_ in linked.archive.announcements}
    assert found.keys() == ids | {"partage.png"}


def test_a_card_says_title_claim_state_and_the_day_of_the_state(linked: LinkedArchive) -> None:
    card = cards(linked, CATALOGUE)["partage/tram-ouvert.png"]
    announcement = linked.archive.announcements["tram-ouvert"]
    assert (card.title, card.text) == (announcement.title, announcement.claim)
    assert card.archive == linked.archive.settings.title
    assert str(linked.as_of.year) in card.day
    state = linked.states["tram-ouvert"]
    assert linked.archive.label("stage", state.stage or "") in {one.word for one in card.states}


def test_every_image_is_a_small_png_of_the_size_that_pages_tell(
    studio: Studio, linked: LinkedArchive
) -> None:
    told = (THEME / "templates/partials/head.html").read_text("utf-8")
    size = re.findall(r'og:image:(?:width|height)" content="(\d+)"', told)
    for card in cards(linked, CATALOGUE).values():
        png = studio.png(card)
        assert png.startswith(b"\x89PNG")
        assert len(png) < 40_000
        assert list(map(str, drawn(png).size)) == size


def test_the_same_card_gives_the_same_bytes_and_the_same_key(studio: Studio) -> None:
    other = Studio(SERIF.read_bytes(), SANS.read_bytes(), TOKENS, GLYPHS)
    assert studio.png(CARD) == studio.png(CARD) == other.png(CARD)
    assert studio.key(CARD) == other.key(CARD)


def test_the_key_changes_with_every_word_colour_and_glyph(studio: Studio) -> None:
    fonts = (SERIF.read_bytes(), SANS.read_bytes())
    keys = {
        studio.key(CARD),
        *(
            studio.key(Card(*(*values[:n], "autre", *values[n + 1 :])))  # type: ignore[arg-type]
            for values in [(CARD.archive, CARD.title, CARD.text, CARD.day, CARD.states)]
            for n in range(4)
        ),
        studio.key(Card(CARD.archive, CARD.title, CARD.text, CARD.day, ())),
        Studio(*fonts, TOKENS.replace("#1b1822", "#1b1823"), GLYPHS).key(CARD),
        Studio(*fonts, TOKENS, GLYPHS.replace('r="6.75"', 'r="6.5"')).key(CARD),
        Studio(fonts[1], fonts[1], TOKENS, GLYPHS).key(CARD),
    }
    assert len(keys) == 9


@pytest.mark.parametrize(
    "title",
    [
        "A",
        "Tram",
        LONG,
        f"{LONG} {LONG} {LONG} {LONG}",
        "« Un titre dont la fin n’est pas pour demain » ; " * 30,
        "mot " * 500,
        "\u00a0".join(["insécable"] * 40),
    ],
)
def test_no_text_leaves_the_measure_or_meets_the_state(studio: Studio, title: str) -> None:
    card = Card("Archive " * 20, title, title, "État au " * 20, STATES * 3)
    left, top, right, bottom = inked(drawn(studio.png(card)))
    edge = share_image.EDGE
    assert left >= edge - 4
    assert right <= share_image.WIDTH - edge + 4
    assert top >= 40
    assert bottom <= share_image.HEIGHT - 40
    between = drawn(studio.png(card)).crop((0, 490, share_image.WIDTH, share_image.FOOT))
    assert between.getcolors() == [(between.width * between.height, PAGE)]


def test_states_whose_words_are_too_long_stay_on_their_line(studio: Studio) -> None:
    states = tuple(State("sign_verdict_open", "mot très long " * 9, "ink-1") for _ in range(3))
    card = Card(CARD.archive, CARD.title, CARD.text, CARD.day, states)
    assert inked(drawn(studio.png(card)))[2] <= share_image.WIDTH - share_image.EDGE


def test_a_text_that_is_cut_says_so_and_one_that_fits_does_not(face: Face) -> None:
    fits = set_lines(face, "Un titre assez court", ((40, 44),), 1000, 200, 3)
    assert fits.lines == ("Un titre assez court",)
    cut = set_lines(face, "mot " * 200, ((40, 44),), 1000, 200, 3)
    assert len(cut.lines) == 3
    assert cut.lines[-1].endswith(f"mot\u00a0{OMISSION}")
    assert all(face.width(line, 40) <= 1000 for line in cut.lines)


def test_a_smaller_size_is_tried_before_anything_is_cut(face: Face) -> None:
    text = "Une annonce au titre bien trop long pour tenir en grand sur deux lignes"
    setting = set_lines(face, text, ((90, 94), (60, 64), (40, 44)), 700, 200, 2)
    assert setting.size == 40
    assert " ".join(setting.lines) == text


def test_lines_are_even_so_that_no_word_stands_alone(face: Face) -> None:
    text = "Le paiement entre les utilisateurs de la messagerie viendra"
    first, last = set_lines(face, text, ((60, 64),), 1060, 400, 3).lines
    assert face.width(last, 60) > face.width(first, 60) / 2


def test_words_that_belong_together_stay_on_one_line(face: Face) -> None:
    for measure in range(340, 700, 20):
        lines = set_lines(
            face, "Il a dit : « huit\u00a0dollars\u202f»\u202f!", ((40, 44),), measure, 400, 9
        )
        assert any("huit\u00a0dollars" in line for line in lines.lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Été à l’œuvre : 8\u00a0€, « oui »…", "Été à l’œuvre : 8\u00a0€, « oui »…"),
        ("Lancé 🚀🚀", f"Lancé {OMISSION}"),
        ("👨‍👩‍👧 famille", f"{OMISSION} famille"),
        ("日本語 の 題名", OMISSION),
        ("dit \u202eעברית\u202c, puis", f"dit {OMISSION}, puis"),
        ("Łódź, Škoda, Brașov", "Lódz, Skoda, Brasov"),
        ("ﬁn № 1‑2", "fin No 1-2"),
        ("a\u200bb\u0000c\u00add", "abcd"),
        ("deux\nlignes\tet  plus", "deux lignes et plus"),
        ("e\u0301te\u0301", "été"),
        ("q\u0331", "q"),
    ],
)
def test_what_a_face_lacks_is_never_an_empty_box_nor_left_out_in_silence(
    face: Face, text: str, expected: str
) -> None:
    found = face.drawable(text)
    assert found == expected or found.replace("-", "") == expected


@given(st.text(max_size=60), st.text(max_size=200))
def test_no_text_at_all_makes_the_drawing_fail(title: str, text: str) -> None:
    studio = STUDIOS.setdefault(
        "one", Studio(SERIF.read_bytes(), SANS.read_bytes(), TOKENS, GLYPHS)
    )
    card = Card(title, title, text, text, (State("sign_verdict_open", title, "ink-1"),))
    assert drawn(studio.png(card)).size == (share_image.WIDTH, share_image.HEIGHT)
    assert studio.key(card)


STUDIOS: dict[str, Studio] = {}
"""One for all examples: what a face knows it learns once."""


def test_every_glyph_of_the_theme_is_drawn_and_differs_from_all_others() -> None:
    masks = {id_: glyphs.mask(one, 32) for id_, one in glyphs.symbols(GLYPHS).items()}
    assert len(masks) > 15
    assert all(image.height == 32 and image.getbbox() for image in masks.values())
    assert len({zlib.crc32(image.tobytes()) for image in masks.values()}) == len(masks)


def test_glyphs_are_the_shapes_that_they_say() -> None:
    found = glyphs.symbols(GLYPHS)
    full = glyphs.mask(found["sign_stage_launched"], 64)
    empty = glyphs.mask(found["sign_stage_announced"], 64)
    half = glyphs.mask(found["sign_stage_testing"], 64)
    assert (full.getpixel((32, 32)), empty.getpixel((32, 32))) == (255, 0)
    assert (half.getpixel((16, 32)), half.getpixel((48, 32))) == (255, 0)
    assert empty.getpixel((5, 32)) == 255
    tick = glyphs.mask(found["sign_verdict_fulfilled"], 64)
    assert (tick.getpixel((10, 50)), tick.getpixel((27, 42))) == (255, 0)


@pytest.mark.parametrize("content", ["<text>a</text>", '<path d="M0 0Q1 1 2 2"/>'])
def test_a_glyph_that_cannot_be_drawn_says_so(content: str) -> None:
    with pytest.raises(glyphs.GlyphError, match="cannot be drawn"):
        glyphs.mask((16, 16, content), 32)


def test_a_theme_that_lacks_a_colour_or_a_glyph_says_so(studio: Studio) -> None:
    with pytest.raises(glyphs.GlyphError, match="violet-5"):
        Studio(b"", b"", TOKENS.replace("violet-5", "violet"), GLYPHS)
    unknown = Card("", "a", "", "", (State("sign_none", "a", "ink-1"),))
    with pytest.raises(glyphs.GlyphError, match="sign_none"):
        studio.png(unknown)
