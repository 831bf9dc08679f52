"""Colours: contrast as WCAG measures it, and the shades that follow from an accent.

    an accent -> `Shades` in a scheme (light or dark), each legible where the theme shows it

A shade is found in OKLCH, where equal steps of lightness look equal and a hue stays the same hue.
Sources: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio, https://bottosson.github.io/posts/oklab/
"""

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

TEXT = 4.5
"""The contrast that text needs (WCAG 2.2, 1.4.3); large text and graphics need 3 (1.4.11)."""

_STEP = 0.005
"""Of lightness between neighbouring shades, from 0 to 1: less than can be seen."""


class Scheme(NamedTuple):
    """The colours of the theme among which an accent stands; a test holds them equal to its own.

    `words` are written on the page and on the soft ground; `sign` is the direction in which
    lightness leaves the page.
    """

    name: str
    page: str
    words: tuple[str, ...]
    sign: int
    strong_step: float
    soft: tuple[float, float]


LIGHT = Scheme(
    "light",
    page="#fcfcfd",
    words=("#1b1822", "#494453", "#635d6e", "#17643c", "#835200", "#a3211b"),
    sign=-1,
    strong_step=0.08,
    soft=(0.92, 0.03),
)
DARK = Scheme(
    "dark",
    page="#15131a",
    words=("#ebe8f0", "#bdb7c8", "#9f98ac", "#7fcaa0", "#e3b662", "#f29a92"),
    sign=1,
    strong_step=0.09,
    soft=(0.3, 0.06),
)

DARK_ACCENT = (0.79, 0.13)
"""The lightness of an accent that was derived for the dark, and the most chroma that it keeps."""


class Shades(NamedTuple):
    """An accent in a scheme, the same under the pointer, and the ground behind quoted words."""

    accent: str
    strong: str
    soft: str


def luminance(colour: str) -> float:
    """Return the relative luminance of #rrggbb, from 0 to 1.

    >>> luminance("#ffffff")
    1.0
    """
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, from 1 to 21.

    >>> round(contrast("#777777", "#ffffff"), 2)
    4.48
    """
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def shades(accent: str, scheme: Scheme) -> Shades:
    """Return the shades of an accent; the soft one lets every word of the theme be read on it."""
    lightness, chroma, hue = to_oklch(accent)
    start, most = scheme.soft
    grounds = _towards(start, min(chroma / 2, most), hue, -scheme.sign)
    soft = next(one for one in grounds if _least(scheme.words, one) >= TEXT)
    strong = from_oklch(lightness + scheme.sign * scheme.strong_step, chroma, hue)
    return Shades(accent.lower(), strong, soft)


def weakest(accent: str, scheme: Scheme) -> tuple[str, float]:
    """Return the surface on which an accent is least legible, "page" or "soft", and the contrast.

    The page is also what is written on an accent; both colours change places.
    """
    soft = shades(accent, scheme).soft
    found = {"page": contrast(accent, scheme.page), "soft": contrast(accent, soft)}
    surface = min(found, key=lambda name: found[name])
    return surface, found[surface]


def nearest_legible(accent: str, scheme: Scheme) -> str:
    """Return the nearest shade of the hue that is legible on every surface of a scheme."""
    lightness, chroma, hue = to_oklch(accent)
    found = _towards(lightness, chroma, hue, scheme.sign)
    return next(one for one in found if weakest(one, scheme)[1] >= TEXT)


def derived_dark(light: str) -> str:
    """Return the accent for the dark that goes with one for the light: the same hue."""
    _, chroma, hue = to_oklch(light)
    lightness, most = DARK_ACCENT
    return nearest_legible(from_oklch(lightness, min(chroma, most), hue), DARK)


def _least(words: Iterable[str], ground: str) -> float:
    return min(contrast(word, ground) for word in words)


def _towards(lightness: float, chroma: float, hue: float, sign: int) -> Iterator[str]:
    """Yield the shades from a lightness to black or white, which is the last."""
    while 0 < lightness < 1:
        yield from_oklch(lightness, chroma, hue)
        lightness += sign * _STEP
    yield "#ffffff" if sign > 0 else "#000000"


def to_oklch(colour: str) -> tuple[float, float, float]:
    """Return the lightness (0 to 1), the chroma and the hue (radians) of #rrggbb."""
    red, green, blue = _linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """Return #rrggbb, with less chroma where the screen has not so much at that lightness."""
    lightness = min(max(lightness, 0.0), 1.0)
    low, high = 0.0, chroma
    if _is_shown(_from_oklab(lightness, high, hue)):
        low = high
    while high - low > 1e-4:
        middle = (low + high) / 2
        low, high = (
            (middle, high)
            if _is_shown(_from_oklab(lightness, middle, hue))
            else (low, middle)
        )  # fmt: skip
    parts = (round(255 * _encoded(min(max(one, 0), 1))) for one in _from_oklab(lightness, low, hue))
    return "#" + "".join(f"{part:02x}" for part in parts)


def _from_oklab(lightness: float, chroma: float, hue: float) -> tuple[float, float, float]:
    """Return red, green and blue, linear; outside of 0 to 1 where no screen shows the colour."""
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _is_shown(colour: Iterable[float]) -> bool:
    return all(-1e-6 <= part <= 1 + 1e-6 for part in colour)


def _linear(colour: str) -> tuple[float, float, float]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return red, green, blue


def _encoded(part: float) -> float:
    return 12.92 * part if part <= 0.0031308 else 1.055 * part ** (1 / 2.4) - 0.055
