"""Own theme: what an archive changes of the theme -> style, and the files that pages name.

    Settings.theme, its files -> stylesheet part, addresses of faces, icon and logo

An archive without a theme of its own has the faces and the icon of the program's.
"""

from collections.abc import Iterator
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import colours, urls
from suites.archive.model.own_theme import FontUse, OwnTheme, Typeface

FOLDER = "own/"
"""Where the archive's own files lie among the theme's."""

STYLE_PART, TOKENS_PART = "own-theme.css", "21-own-theme.css"
"""The theme's part for what only such an archive shows; the name of the one that is written."""

FACES = {
    "text": "fonts/newsreader-latin-wght-normal.woff2",
    "sans": "fonts/instrument-sans-latin-wght-normal.woff2",
}
"""The faces of the program's theme with which every page begins, by their use."""

TOKENS: dict[FontUse, str] = {
    "text": "--font-serif",
    "headings": "--font-head",
    "sans": "--font-sans",
}
FALLBACKS: dict[FontUse, str] = {
    "text": '"Iowan Old Style", "Palatino Linotype", Georgia, serif',
    "headings": '"Iowan Old Style", "Palatino Linotype", Georgia, serif',
    "sans": '"Segoe UI", system-ui, sans-serif',
}

LOGO_HEIGHT = 40
"""Pixels of a logo in the masthead, at most."""


class Icon(NamedTuple):
    """The icon of the site: its address, and its media type."""

    url: str
    media_type: str


class LogoImage(NamedTuple):
    """An image of the logo: its address, and its measures on a page in pixels."""

    url: str
    width: int
    height: int


class LogoView(NamedTuple):
    """The logo of the masthead; `dark` is None where one image is for both schemes."""

    light: LogoImage
    dark: LogoImage | None
    alone: bool


def address(path: str) -> str:
    """Return the address of a theme file of the archive's own."""
    return f"{urls.STATIC}{FOLDER}{path}"


def icon(linked: LinkedArchive) -> Icon:
    """Return the icon of a site."""
    theme = linked.archive.settings.theme
    if not theme or not theme.favicon:
        return Icon(f"{urls.STATIC}favicon.svg", "image/svg+xml")
    media_type = linked.archive.theme_files[theme.favicon].media_type
    return Icon(address(theme.favicon), media_type)


def faces(theme: OwnTheme | None) -> tuple[str, ...]:
    """Return the addresses of the fonts with which every page begins, each once."""
    found = {use: f"{urls.STATIC}{path}" for use, path in FACES.items()}
    for font in theme.fonts if theme else ():
        upright = next((one.file for one in font.files if not one.italic), None)
        found |= {use: address(upright) for use in font.use if upright}
    return tuple(dict.fromkeys(found[use] for use in TOKENS if use in found))


def logo(linked: LinkedArchive) -> LogoView | None:
    """Return the logo of a site, None where it has the program's sign."""
    theme = linked.archive.settings.theme
    if not theme or not theme.logo:
        return None
    light, dark = (
        _image(linked, path) if path else None for path in (theme.logo.file, theme.logo.dark)
    )
    return LogoView(light, dark, theme.logo.alone) if light else None


def _image(linked: LinkedArchive, path: str) -> LogoImage:
    one = linked.archive.theme_files[path]
    return LogoImage(
        address(path), max(1, round(LOGO_HEIGHT * one.width / one.height)), LOGO_HEIGHT
    )


def files(linked: LinkedArchive) -> Iterator[tuple[str, bytes]]:
    """Yield the address and the bytes of each file that a theme of the archive's own serves."""
    for path in sorted(linked.archive.theme_files):
        yield address(path), linked.theme_file(path).content


def style(theme: OwnTheme) -> str:
    """Return the part of the stylesheet in which a theme sets the roles of the program's."""
    rules = [rule for font in theme.fonts for rule in _font_faces(font)]
    tokens = list(_accent_tokens(theme))
    for font in theme.fonts:
        tokens += [f'{TOKENS[use]}: "{font.family}", {FALLBACKS[use]};' for use in font.use]
    rules += [":root {", *tokens, "}"]
    return "\n".join(("@layer tokens {", *rules, "}")) + "\n"


def _accent_tokens(theme: OwnTheme) -> Iterator[str]:
    if theme.accent:
        light = colours.shades(theme.accent.light, colours.LIGHT)
        dark = colours.shades(theme.accent.dark or colours.derived_dark(light.accent), colours.DARK)
        names = ("--color-accent", "--color-accent-strong", "--color-accent-soft")
        for name, one, other in zip(names, light, dark, strict=True):
            yield f"{name}: light-dark({one}, {other});"


def _font_faces(font: Typeface) -> Iterator[str]:
    """Yield the rules of the files of a typeface: all their texts are free of signs of CSS."""
    for one in font.files:
        lightest, boldest = sorted(one.weights)
        weight = f"{lightest}" if lightest == boldest else f"{lightest} {boldest}"
        yield (
            f'@font-face {{ font-family: "{font.family}"; '
            f'src: url("../{FOLDER}{one.file}") format("woff2"); font-weight: {weight}; '
            f"font-style: {'italic' if one.italic else 'normal'}; font-display: swap; }}"
        )
