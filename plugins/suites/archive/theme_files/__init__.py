"""Theme files: fonts and images of the archive's own, recognised by their bytes.

    settings -> the files that they name, each with its kinds and its largest size (`named_files`)
    bytes -> `ThemeFile`, or a `Fault` (`parse`)

They come from strangers, and are served from the address of the site. So an SVG holds shapes alone
(`svg`), and a PNG or a WOFF2 is one from its first byte to its last (`binary`).
"""

from collections.abc import Iterator
from typing import NamedTuple

from suites.archive.front_matter import Keys
from suites.archive.model.own_theme import OwnTheme
from suites.archive.theme_files import binary, svg
from suites.archive.theme_files.fault import Fault

__all__ = ["FOLDER", "LIMITS", "Fault", "ThemeFile", "named_files", "parse"]

FOLDER = "theme"
"""The folder of `content/` where these files lie."""

MEDIA_TYPES = {
    "woff2": "font/woff2",
    "svg": "image/svg+xml",
    "png": "image/png",
    "txt": "text/plain",
}
LIMITS = {"woff2": 300_000, "svg": 65_536, "png": 500_000, "txt": 65_536}
"""The largest size of each kind, in bytes: every reader loads them."""


class ThemeFile(NamedTuple):
    """A file of a theme: its bytes, and of an image its width and height (in its own units)."""

    content: bytes
    media_type: str
    width: float = 0
    height: float = 0


def named_files(theme: OwnTheme | None) -> Iterator[tuple[str, Keys, str]]:
    """Yield the path of each file that a theme names, the keys that name it, and its kind.

    The kind, a key of `LIMITS`, is what its name says.
    """
    named: list[tuple[str | None, Keys]] = []
    if theme:
        for place, font in enumerate(theme.fonts):
            keys: Keys = ("theme", "fonts", place)
            for number, one in enumerate(font.files):
                named.append((one.file, (*keys, "files", number, "file")))
            named.append((font.licence_file, (*keys, "licence_file")))
        named.append((theme.favicon, ("theme", "favicon")))
        if theme.logo:
            named.append((theme.logo.file, ("theme", "logo", "file")))
            named.append((theme.logo.dark, ("theme", "logo", "dark")))
        if theme.share_image:
            named.append((theme.share_image.file, ("theme", "share_image", "file")))
    yield from ((path, keys, path.rpartition(".")[2]) for path, keys in named if path)


def parse(kind: str, raw: bytes) -> ThemeFile | Fault:
    """Return the file in some bytes, of a kind of `LIMITS`; a fault where they are none."""
    width: float = 0
    height: float = 0
    fault: Fault | None = None
    if kind == "svg":
        size = svg.size(raw)
        if isinstance(size, Fault):
            return size
        width, height = size
    elif kind == "png":
        width, height = binary.png_size(raw)
        fault = None if width else Fault("it is no PNG, or has more in it than one still image")
    elif kind == "woff2":
        fault = None if binary.is_woff2(raw) else Fault("it is no WOFF2 with a single font")
    elif not _is_text(raw):
        fault = Fault("it is no plain text in UTF-8")
    return fault or ThemeFile(raw, MEDIA_TYPES[kind], width, height)


def _is_text(raw: bytes) -> bool:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not any(sign < " " and sign not in "\t\r\n" for sign in text)
