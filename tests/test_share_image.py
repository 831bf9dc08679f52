"""What a link to an announcement shows elsewhere: drawn in the theme's faces, within its edges."""

from __future__ import annotations

import re
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, features
from support.miniature import SITE

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.languages.catalogue import read_catalogue
from suites.build.share_images import ShareImages
from suites.site.share_images import share_image
from suites.site.share_images.lettering import OMISSION, Face, text_block
from suites.site.share_images.share_image import (
    SYMBOL,
    ShareImage,
    ShareImageRenderer,
    ThemeError,
    glyph_mask,
)
from suites.site.views import ViewBuilder
from suites.site.views.view_models import Sign

THEME = Path(__file__).parent.parent / "theme"
CATALOGUE = read_catalogue("fr")
SERIF = THEME / "static/fonts/newsreader-latin-wght-normal.woff2"
SANS = THEME / "static/fonts/instrument-sans-latin-wght-normal.woff2"
TOKENS = (THEME / "static/css/20-tokens.css").read_text("utf-8")
GLYPHS = (THEME / "templates/partials/glyphs.html").read_text("utf-8")

STATES = (Sign("stage", "announced", "annoncé"),)
IMAGE = ShareImage(
    "Suites données", "Tram gratuit", "Le tram sera gratuit.", "État au 1er mai", STATES
)
PAGE = (252, 252, 253)
LONG = "anticonstitutionnellement" * 3 + "aband"


@pytest.fixture(scope="module")
def renderer() -> ShareImageRenderer:
    return ShareImageRenderer(SERIF.read_bytes(), SANS.read_bytes(), TOKENS, GLYPHS)


@pytest.fixture(scope="module")
def face() -> Face:
    return Face(SERIF.read_bytes(), 500)


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    linked = loading.load_archive(SITE / "content").linked
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


def test_an_image_says_title_claim_state_and_the_day_of_the_state(linked: LinkedArchive) -> None:
    announcement = linked.archive.announcements["tram-ouvert"]
    image = share_image.share_image(ViewBuilder(linked, CATALOGUE), announcement)
    assert (image.title, image.text) == (announcement.title, announcement.claim)
    assert image.archive == linked.archive.settings.title
    assert str(linked.as_of.year) in image.day
    state = linked.states["tram-ouvert"]
    assert linked.archive.label("stage", state.stage or "") in {one.label for one in image.states}


def test_every_announcement_and_the_archive_have_a_small_png_of_the_size_that_pages_tell(
    linked: LinkedArchive, tmp_path: Path
) -> None:
    told = (THEME / "templates/partials/head.html").read_text("utf-8")
    size = re.findall(r'og:image:(?:width|height)" content="(\d+)"', told)
    images = ShareImages(ViewBuilder(linked, CATALOGUE), THEME, tmp_path)
    for id_ in ("", *linked.archive.announcements):
        ((url, png),) = images.draw(id_)
        assert url == (f"partage/{id_}.png" if id_ else "partage.png")
        assert png.startswith(b"\x89PNG")
        assert len(png) < 40_000
        assert list(map(str, drawn(png).size)) == size


def test_the_same_image_gives_the_same_bytes_and_the_same_key(renderer: ShareImageRenderer) -> None:
    other = ShareImageRenderer(SERIF.read_bytes(), SANS.read_bytes(), TOKENS, GLYPHS)
    assert renderer.png(IMAGE) == renderer.png(IMAGE) == other.png(IMAGE)
    assert renderer.key(IMAGE) == other.key(IMAGE)


def test_the_key_changes_with_every_word_colour_and_glyph(renderer: ShareImageRenderer) -> None:
    fonts = (SERIF.read_bytes(), SANS.read_bytes())
    keys = {
        renderer.key(IMAGE),
        *(
            renderer.key(ShareImage(*(*values[:n], "autre", *values[n + 1 :])))  # type: ignore[arg-type]
            for values in [(IMAGE.archive, IMAGE.title, IMAGE.text, IMAGE.day, IMAGE.states)]
            for n in range(4)
        ),
        renderer.key(ShareImage(IMAGE.archive, IMAGE.title, IMAGE.text, IMAGE.day, ())),
        ShareImageRenderer(*fonts, TOKENS.replace("#1b1822", "#1b1823"), GLYPHS).key(IMAGE),
        ShareImageRenderer(*fonts, TOKENS, GLYPHS.replace('r="6.75"', 'r="6.5"')).key(IMAGE),
        ShareImageRenderer(fonts[1], fonts[1], TOKENS, GLYPHS).key(IMAGE),
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
def test_no_text_leaves_the_measure_or_meets_the_state(
    renderer: ShareImageRenderer, title: str
) -> None:
    image = ShareImage("Archive " * 20, title, title, "État au " * 20, STATES * 3)
    left, top, right, bottom = inked(drawn(renderer.png(image)))
    edge = share_image.EDGE
    assert left >= edge - 4
    assert right <= share_image.WIDTH - edge + 4
    assert top >= 40
    assert bottom <= share_image.HEIGHT - 40
    between = drawn(renderer.png(image)).crop((0, 490, share_image.WIDTH, share_image.STATE_RULE))
    assert between.getcolors() == [(between.width * between.height, PAGE)]


def test_states_whose_words_are_too_long_stay_on_their_line(renderer: ShareImageRenderer) -> None:
    states = tuple(Sign("verdict", "open", "mot très long " * 9) for _ in range(3))
    image = ShareImage(IMAGE.archive, IMAGE.title, IMAGE.text, IMAGE.day, states)
    assert inked(drawn(renderer.png(image)))[2] <= share_image.WIDTH - share_image.EDGE


def test_a_text_that_is_cut_says_so_and_one_that_fits_does_not(face: Face) -> None:
    fits = text_block(face, "Un titre assez court", ((40, 44),), 1000, 200, 3)
    assert fits.lines == ("Un titre assez court",)
    cut = text_block(face, "mot " * 200, ((40, 44),), 1000, 200, 3)
    assert len(cut.lines) == 3
    assert cut.lines[-1].endswith(f"mot\u00a0{OMISSION}")
    assert all(face.width(line, 40) <= 1000 for line in cut.lines)


def test_a_smaller_size_is_tried_before_anything_is_cut(face: Face) -> None:
    text = "Une annonce au titre bien trop long pour tenir en grand sur deux lignes"
    setting = text_block(face, text, ((90, 94), (60, 64), (40, 44)), 700, 200, 2)
    assert setting.size == 40
    assert " ".join(setting.lines) == text


def test_lines_are_even_so_that_no_word_stands_alone(face: Face) -> None:
    text = "Le paiement entre les utilisateurs de la messagerie viendra"
    first, last = text_block(face, text, ((60, 64),), 1060, 400, 3).lines
    assert face.width(last, 60) > face.width(first, 60) / 2


def test_words_that_belong_together_stay_on_one_line(face: Face) -> None:
    for measure in range(340, 700, 20):
        lines = text_block(
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
    renderer = RENDERERS.setdefault(
        "one", ShareImageRenderer(SERIF.read_bytes(), SANS.read_bytes(), TOKENS, GLYPHS)
    )
    image = ShareImage(title, title, text, text, (Sign("verdict", "open", title),))
    assert drawn(renderer.png(image)).size == (share_image.WIDTH, share_image.HEIGHT)
    assert renderer.key(image)


RENDERERS: dict[str, ShareImageRenderer] = {}
"""One for all examples: what a face knows it learns once."""


def masks(height: int) -> dict[str, Image.Image]:
    found = SYMBOL.findall(GLYPHS)
    return {id_: glyph_mask(view_box, content, height) for id_, view_box, content in found}


def test_every_glyph_of_the_theme_is_drawn_and_differs_from_all_others() -> None:
    found = masks(32)
    assert len(found) > 15
    assert all(image.height == 32 and image.getbbox() for image in found.values())
    assert len({zlib.crc32(image.tobytes()) for image in found.values()}) == len(found)


def test_glyphs_are_the_shapes_that_they_say() -> None:
    found = masks(64)
    full, empty = found["sign_stage_launched"], found["sign_stage_announced"]
    half, tick = found["sign_stage_testing"], found["sign_verdict_fulfilled"]
    assert (full.getpixel((32, 32)), empty.getpixel((32, 32))) == (255, 0)
    assert (half.getpixel((16, 32)), half.getpixel((48, 32))) == (255, 0)
    assert empty.getpixel((5, 32)) == 255
    assert (tick.getpixel((10, 50)), tick.getpixel((27, 42))) == (255, 0)


@pytest.mark.parametrize("content", ["<text>a</text>", '<path d="', "<unknown/>"])
def test_a_glyph_that_cannot_be_drawn_says_so(content: str) -> None:
    with pytest.raises(ThemeError, match="cannot be drawn"):
        glyph_mask('viewBox="0 0 16 16"', content, 32)


def test_a_theme_that_lacks_a_colour_or_a_glyph_says_so(renderer: ShareImageRenderer) -> None:
    with pytest.raises(ThemeError, match="violet-5"):
        ShareImageRenderer(b"", b"", TOKENS.replace("violet-5", "violet"), GLYPHS)
    unknown = ShareImage("", "a", "", "", (Sign("verdict", "none", "a"),))
    with pytest.raises(ThemeError, match="sign_verdict_none"):
        renderer.png(unknown)
