"""Files of a theme come from strangers: what they are, their bytes say, and no more is let in."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from support.miniature import ROOT, copy_content
from support.own_theme import ICON, LOGO, add_own_theme, chunk, png

from suites.analysis import loading
from suites.archive import theme_files
from suites.archive.theme_files import Fault, ThemeFile, binary, svg

FONTS = ROOT / "theme/static/fonts"
XMLNS = 'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"'


def drawing(inside: str, attributes: str = "", before: str = "") -> bytes:
    return f"{before}<svg {XMLNS} {attributes}>{inside}</svg>".encode()


SOUND = {
    "the icon of the theme": (ROOT / "theme/static/favicon.svg").read_bytes(),
    "a logo with a gradient": LOGO.encode(),
    "an icon for both schemes": ICON.encode(),
    "declared": drawing("", before='<?xml version="1.0" encoding="UTF-8"?>\n'),
    "as design programs clip": drawing(
        '<g clip-path="url(#c)"><path fill="#123" style="fill: url( #g )" d="M0 0h1"/></g>'
        '<defs><clipPath id="c"><rect width="8" height="8" transform="rotate(45 4 4)"/></clipPath>'
        '<linearGradient id="g" href="#h"/></defs>'
    ),
    "with lengths": drawing("", 'width="100%" height="12.5mm"'),
    "spaces kept": drawing("<title>Un titre</title>", 'xml:space="preserve"'),
    "styled in CDATA": drawing("<style><![CDATA[.a{fill:rgb(1 2 3)}]]></style>"),
}


@pytest.mark.parametrize("raw", SOUND.values(), ids=SOUND)
def test_a_drawing_of_shapes_is_let_in(raw: bytes) -> None:
    assert isinstance(theme_files.parse("svg", raw), ThemeFile)


HOSTILE = {
    "script": drawing("<script>alert(1)</script>"),
    "script of another prefix": drawing(
        '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>'
    ),
    "script of HTML": drawing('<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>'),
    "HTML": drawing("<foreignObject/>"),
    "event": drawing("", 'onload="alert(1)"'),
    "event in capitals": drawing("", 'ONLOAD="alert(1)"'),
    "event of a shape": drawing('<path d="" onclick="alert(1)"/>'),
    "link": drawing('<a href="https://example.org/"><path d=""/></a>'),
    "image": drawing('<image href="https://example.org/a.png"/>'),
    "image of data": drawing('<image href="data:image/png;base64,AA=="/>'),
    "use": drawing('<use href="#a"/>'),
    "gradient elsewhere": drawing('<linearGradient href="https://example.org/#a"/>'),
    "gradient elsewhere, as it was": drawing(
        '<linearGradient xmlns:x="http://www.w3.org/1999/xlink" x:href="//example.org/#a"/>'
    ),
    "base": drawing("", 'xml:base="https://example.org/"'),
    "animation": drawing('<animate attributeName="href" to="javascript:alert(1)"/>'),
    "set": drawing('<set attributeName="onload" to="alert(1)"/>'),
    "text": drawing("<text>a</text>"),
    "filter": drawing("<filter/>"),
    "pattern": drawing("<pattern/>"),
    "fill elsewhere": drawing('<path fill="url(https://example.org/#a)" d=""/>'),
    "fill elsewhere in capitals": drawing('<path fill="URL(//example.org/#a)" d=""/>'),
    "cursor": drawing('<path cursor="url(#a)" d=""/>'),
    "clip in a clip": drawing('<clipPath><path clip-path="url(#a)" d=""/></clipPath>'),
    "clip of a clip": drawing('<clipPath clip-path="url(#a)"/>'),
    "clip by style": drawing('<path style="clip-path: url(#a)" d=""/>'),
    "style that imports": drawing('<style>@import "https://example.org/a.css";</style>'),
    "style with a font": drawing("<style>@font-face{src:url(#a)}</style>"),
    "style with an address": drawing("<style>a{fill:url('//example.org')}</style>"),
    "style with an image": drawing("<style>a{background:image-set('//example.org' 1x)}</style>"),
    "style that hides": drawing(r"<style>a{fill:\75rl(//example.org)}</style>"),
    "style that hides in a comment": drawing("<style>@/**/import '//example.org'</style>"),
    "style that moves": drawing("<style>a{animation:b 1s infinite}</style>"),
    "style in two parts": drawing("<style>@im<![CDATA[port '//example.org']]></style>"),
    "attribute of a style": drawing("", 'style="background:url(//example.org)"'),
    "attribute of another program": drawing("", 'xmlns:i="https://example.org/i" i:path="a"'),
    "document type": drawing("", before="<!DOCTYPE svg>"),
    "entities": drawing(
        "&b;", before='<!DOCTYPE svg [<!ENTITY a "aa"><!ENTITY b "&a;&a;&a;&a;">]>'
    ),
    "stylesheet": drawing("", before='<?xml-stylesheet href="https://example.org/a.css"?>'),
    "other encoding": drawing("", before='<?xml version="1.0" encoding="UTF-7"?>'),
    "bytes of another encoding": drawing("").decode().encode("utf-16"),
    "svg in svg": drawing(f"<svg {XMLNS}/>"),
    "no namespace": b'<svg viewBox="0 0 8 8"/>',
    "no size": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "endless": b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 inf 1"/>',
    **{
        f"sides of {box}": f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"/>'.encode()
        for box in ("0 0 1e308 1e308", "0 0 1e-320 1e-320", "nan nan 8 8", "0 0 8_0 8", "0 0 ٨ ٨")
    },
    **{f"width {one}": drawing("", f'width="{one}"') for one in ("0", "-5%", "1e9", "wide", "")},
    "deep": drawing("<g>" * svg.MAX_DEPTH + "</g>" * svg.MAX_DEPTH),
    "many": drawing("<g/>" * svg.MAX_ELEMENTS),
    "unclosed": drawing("<g>"),
    "two": drawing("") + drawing(""),
    "a page": b"<!doctype html><title>a</title>",
    "nothing": b"",
    "a PNG": png(1, 1, (0, 0, 0)),
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_a_drawing_that_runs_loads_or_refers_is_refused(raw: bytes) -> None:
    assert isinstance(theme_files.parse("svg", raw), Fault)


def test_a_fault_of_a_drawing_has_the_place_where_its_element_begins() -> None:
    found = svg.size(drawing('\n  <g>\n    <path\n d="" onclick="a"/></g>'))
    assert isinstance(found, Fault)
    assert (found.line, found.column) == (3, 5)


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_no_bytes_at_all_make_the_reading_fail(raw: bytes) -> None:
    for kind in theme_files.LIMITS:
        assert isinstance(theme_files.parse(kind, raw), (Fault, ThemeFile))


def test_an_image_has_its_size() -> None:
    assert svg.size(LOGO.encode()) == (160, 40)
    assert binary.png_size(png(30, 20, (1, 2, 3))) == (30, 20)


PIXEL = png(1, 1, (0, 0, 0))


def image(
    *, depth: int = 8, colour: int = 2, interlaced: int = 0, before: bytes = b"",
    data: bytes | None = None,
) -> bytes:  # fmt: skip
    """A PNG of 4 by 2 pixels."""
    head = struct.pack(">IIBBBBB", 4, 2, depth, colour, 0, 0, interlaced)
    packed = zlib.compress(b"\0" * 26) if data is None else data
    return b"".join(
        (PIXEL[:8], chunk(b"IHDR", head), before, chunk(b"IDAT", packed), chunk(b"IEND", b""))
    )


NO_PNG = {
    "cut": PIXEL[:-1],
    "longer": PIXEL + b"<script>",
    "a byte changed": PIXEL.replace(b"IDAT", b"IDaT"),
    "too wide": png(binary.MAX_SIDE + 1, 1, (0, 0, 0)),
    "animated": PIXEL[:33] + chunk(b"acTL", b"\0" * 8) + PIXEL[33:],
    "empty": PIXEL[:8] + chunk(b"IEND", b""),
    "pixels that do not unpack": image(data=b"pixels"),
    "fewer pixels than it says": image(data=zlib.compress(b"\0")),
    "more pixels than it says": image(data=zlib.compress(b"\0" * 50)),
    "pixels cut": image(data=zlib.compress(b"\0" * 26)[:-1]),
    "no such depth": image(depth=7),
    "no such colour": image(colour=5),
    "no palette": image(colour=3, data=zlib.compress(b"\0" * 10)),
    "no such order": image(interlaced=2),
    "a head too short": PIXEL[:8] + chunk(b"IHDR", b"\0\0\0\1" * 2) + PIXEL[33:],
    "a profile that unpacks to much": image(
        before=chunk(b"iCCP", b"a\0\0" + zlib.compress(b"\0" * 2_000_000))
    ),
    "a text that unpacks to much": image(
        before=chunk(b"iTXt", b"a\0\1\0\0\0" + zlib.compress(b"\0" * 2_000_000))
    ),
    "a text that does not unpack": image(before=chunk(b"zTXt", b"a\0\0words")),
    "a JPEG": b"\xff\xd8\xff\xe0",
}


def test_what_programs_write_is_a_png() -> None:
    for mode in ("1", "L", "LA", "P", "RGB", "RGBA", "I;16"):
        stream = io.BytesIO()
        Image.new(mode, (13, 7)).save(stream, "png", icc_profile=b"profile", dpi=(72, 72))
        assert binary.png_size(stream.getvalue()) == (13, 7), mode
    # Adam7: 4 by 2 pixels have four passes with pixels in them.
    rows = zlib.compress(b"\0" * (1 + 3 + 1 + 3 + 1 + 6 + 1 + 12))
    assert binary.png_size(image(interlaced=1, data=rows)) == (4, 2)
    with Image.open(io.BytesIO(image(interlaced=1, data=rows))) as drawn:
        drawn.load()


@pytest.mark.parametrize("raw", NO_PNG.values(), ids=NO_PNG)
def test_what_is_not_one_still_png_is_refused(raw: bytes) -> None:
    assert isinstance(theme_files.parse("png", raw), Fault)


def test_a_font_is_a_woff2_with_one_face() -> None:
    for path in FONTS.glob("*.woff2"):
        raw = path.read_bytes()
        assert isinstance(theme_files.parse("woff2", raw), ThemeFile)
        collection = raw[:4] + b"ttcf" + raw[8:]
        for other in (raw[:-1], raw + b"a", b"wOFF" + raw[4:], collection, raw[:40]):
            assert isinstance(theme_files.parse("woff2", other), Fault)


def test_a_licence_is_plain_text() -> None:
    raw = (FONTS / "Newsreader-OFL.txt").read_bytes()
    assert theme_files.parse("txt", raw) == ThemeFile(raw, "text/plain")
    assert isinstance(theme_files.parse("txt", b"a\0"), Fault)
    assert isinstance(theme_files.parse("txt", b"\xff"), Fault)


def codes(content: Path) -> list[tuple[str, str]]:
    found = loading.load_archive(content).problems
    return [(problem.path, problem.code) for problem in found]


def test_a_link_in_the_folder_of_the_theme_is_never_followed(tmp_path: Path) -> None:
    content = add_own_theme(copy_content(tmp_path))
    (tmp_path / "secret.svg").write_text(ICON, "utf-8")
    (content / "theme/icone.svg").unlink()
    (content / "theme/icone.svg").symlink_to(tmp_path / "secret.svg")
    assert codes(content) == [
        ("content/archive.yaml", "theme-file-missing"),
        ("content/theme/icone.svg", "file-misplaced"),
    ]
    (content / "theme/icone.svg").unlink()
    (content / "theme/icone.svg").write_text(ICON, "utf-8")
    (content / "theme/fonts").rename(tmp_path / "fonts")
    (content / "theme/fonts").symlink_to(tmp_path / "fonts")
    assert {code for _, code in codes(content)} == {"theme-file-missing", "file-misplaced"}


@pytest.mark.parametrize(
    "path",
    ["../secret.svg", "/etc/secret.svg", "a/../../secret.svg", ".secret.svg", "a//b.svg",
     "a\\b.svg",
     "https://example.org/a.svg", "a b.svg", "a.html", "é.svg", "a.svg?b", "a/b/c/d/e.svg"],
)  # fmt: skip
def test_no_setting_names_a_file_elsewhere(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.svg").write_text(ICON, "utf-8")
    content = copy_content(tmp_path)
    with (content / "archive.yaml").open("a", encoding="utf-8") as file:
        file.write(f"theme:\n  favicon: '{path}'\n")
    assert codes(content) == [("content/archive.yaml", "value-wrong")]


def test_a_file_that_no_setting_names_is_told(tmp_path: Path) -> None:
    content = add_own_theme(copy_content(tmp_path))
    (content / "theme/brouillon.svg").write_text(ICON, "utf-8")
    assert codes(content) == [("content/theme/brouillon.svg", "file-misplaced")]


def test_while_the_settings_cannot_be_read_no_file_of_the_theme_is_told(tmp_path: Path) -> None:
    content = add_own_theme(copy_content(tmp_path))
    (content / "archive.yaml").write_text("- nothing\n", "utf-8")
    assert codes(content) == [("content/archive.yaml", "front-matter-not-mapping")]


def test_a_colour_that_yaml_takes_for_a_comment_is_told_as_one(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    text = (content / "archive.yaml").read_text("utf-8")
    (content / "archive.yaml").write_text(f"{text}theme:\n  accent: #0b5d7a\n", "utf-8")
    (problem,) = loading.load_archive(content).problems
    assert (problem.code, problem.line) == ("yaml-comment", len(text.splitlines()) + 2)
