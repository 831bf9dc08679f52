"""A theme of the archive's own, laid over a copy of the miniature: strong choices, every key given.

Its text is in a sans and its apparatus in a serif; they are the fonts of the program's theme, under
other names.
"""

from __future__ import annotations

import shutil
import struct
import zlib
from pathlib import Path

from support.miniature import ROOT

FONTS = ROOT / "theme/static/fonts"
ACCENT = "#b3005e"

SETTINGS = f"""theme:
  accent: {{light: "{ACCENT}", dark: "#ff8fc0"}}
  fonts:
    - family: Quai
      use: [text, headings]
      files: [{{file: fonts/quai.woff2, weights: [400, 700]}}]
      licence: SIL Open Font License 1.1
      licence_file: fonts/quai.txt
    - family: Phare 2
      use: [sans]
      files:
        - {{file: fonts/phare.woff2, weights: [200, 800]}}
        - {{file: fonts/phare-italic.woff2, weights: [200, 800], italic: true}}
      licence: SIL Open Font License 1.1
  favicon: icone.svg
  logo: {{file: logo.svg, dark: logo-sombre.png, alone: true}}
  share_image: {{file: partage.png, words: "Un tramway rose au bord de l'eau."}}
"""

LOGO = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 160 40">
<defs><linearGradient id="a"><stop offset="0" stop-color="#b3005e"/>
<stop offset="1" stop-color="#5a2ca0"/></linearGradient></defs>
<style>.a{fill:url(#a)}</style>
<rect class="a" width="160" height="40" rx="8"/><circle cx="28" cy="28" r="7" fill="#fff"/>
<path fill="#fff" d="M60 12h80v6H60zM60 24h50v6H60z"/></svg>
"""
ICON = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
<style>circle{fill:#b3005e}@media (prefers-color-scheme: dark){circle{fill:#ff8fc0}}</style>
<circle cx="16" cy="16" r="15"/></svg>
"""


def add_own_theme(content: Path, settings: str = SETTINGS) -> Path:
    """Add the theme's settings and all its files to a content; return it."""
    folder = content / "theme"
    (folder / "fonts").mkdir(parents=True)
    shutil.copy(FONTS / "instrument-sans-latin-wght-normal.woff2", folder / "fonts/quai.woff2")
    shutil.copy(FONTS / "newsreader-latin-wght-normal.woff2", folder / "fonts/phare.woff2")
    shutil.copy(FONTS / "newsreader-latin-wght-italic.woff2", folder / "fonts/phare-italic.woff2")
    shutil.copy(FONTS / "InstrumentSans-OFL.txt", folder / "fonts/quai.txt")
    (folder / "icone.svg").write_text(ICON, "utf-8")
    (folder / "logo.svg").write_text(LOGO, "utf-8")
    (folder / "logo-sombre.png").write_bytes(png(320, 80, (255, 143, 192)))
    (folder / "partage.png").write_bytes(png(1200, 630, (179, 0, 94)))
    with (content / "archive.yaml").open("a", encoding="utf-8") as file:
        file.write(settings)
    return content


def png(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """Return a PNG of one colour."""
    row = b"\0" + bytes(colour) * width
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(row * height)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunk(kind, data) for kind, data in parts)


def chunk(kind: bytes, data: bytes) -> bytes:
    """Return a chunk of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
