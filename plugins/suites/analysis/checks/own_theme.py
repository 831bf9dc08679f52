"""What a theme of the archive's own must respect: legible colours, one typeface a use, images."""

from collections.abc import Iterator

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import colours
from suites.archive.colours import DARK, LIGHT, Scheme
from suites.archive.front_matter import Keys
from suites.archive.problems import Problem, quoted

SHARED = (1200, 630)
"""Width and height in pixels of an image that links show elsewhere; pages say so."""

MAX_RATIO = 8
"""How many times its height a logo may be wide: beside it stands the way to the search."""

_SURFACES = {"page": "the page", "soft": "the ground of quoted words"}
_IN = {"light": "in the light", "dark": "in the dark"}


def an_accent_can_be_read_wherever_it_stands(linked: LinkedArchive) -> Iterator[Problem]:
    """An accent has the contrast that text needs, in the light and in the dark."""
    theme = linked.archive.settings.theme
    if not theme or not theme.accent:
        return
    light, dark = theme.accent.light, theme.accent.dark
    for scheme, accent in ((LIGHT, light), (DARK, dark)):
        if accent and (found := _illegible(accent, scheme)):
            what, nearest = found
            mend = f'write "{nearest}", the nearest shade that can be read {_IN[scheme.name]}'
            if dark is None and colours.weakest(accent, DARK)[1] >= colours.TEXT:
                mend = (
                    f'write {{light: "{nearest}", dark: "{accent}"}}: each can be read where it is'
                )
            keys: Keys = ("theme", "accent", scheme.name)
            yield linked.archive.settings.source.problem(keys, "contrast-low", what, mend)


def _illegible(accent: str, scheme: Scheme) -> tuple[str, str] | None:
    """Return what an accent lacks in a scheme, and the nearest shade that does not; else None."""
    surface, contrast = colours.weakest(accent, scheme)
    if contrast >= colours.TEXT:
        return None
    # Cut, and not rounded: 4.499 is less than 4.5.
    shown = f"{int(contrast * 100) / 100:.2f}"
    what = (
        f"{quoted(accent)} has a contrast of {shown} with {_SURFACES[surface]} "
        f"{_IN[scheme.name]}; text needs {colours.TEXT}"
    )
    return what, colours.nearest_legible(accent, scheme)


def each_use_has_one_typeface(linked: LinkedArchive) -> Iterator[Problem]:
    """No two typefaces are for the same use."""
    settings = linked.archive.settings
    seen: dict[str, str] = {}
    for place, font in enumerate(settings.theme.fonts if settings.theme else ()):
        for number, use in enumerate(font.use):
            if use in seen:
                keys: Keys = ("theme", "fonts", place, "use", number)
                what = f"{quoted(seen[use])} is already the typeface for {use}"
                mend = f"leave {use} to one of both"
                yield settings.source.problem(keys, "font-use-repeated", what, mend)
            seen.setdefault(use, font.family)


def images_have_the_measures_of_their_use(linked: LinkedArchive) -> Iterator[Problem]:
    """A favicon is square, a logo is not too wide, and a share image has the size pages tell."""
    settings, files = linked.archive.settings, linked.archive.theme_files
    theme = settings.theme
    if not theme:
        return
    named: list[tuple[str | None, Keys]] = [(theme.favicon, ("theme", "favicon"))]
    if theme.logo:
        named.append((theme.logo.file, ("theme", "logo", "file")))
        named.append((theme.logo.dark, ("theme", "logo", "dark")))
    if theme.share_image:
        named.append((theme.share_image.file, ("theme", "share_image", "file")))
    for path, keys in named:
        image = files.get(path or "")
        if image and (wanted := _wanted(str(keys[1]), image.width, image.height)):
            what = f"{quoted(path)} measures {image.width:g} by {image.height:g}"
            yield settings.source.problem(keys, "image-size", what, wanted)


def _wanted(use: str, width: float, height: float) -> str:
    """Return what the measures of an image should be, empty where they are so."""
    if use == "favicon" and width != height:
        return "a favicon is square"
    if use == "logo" and width > MAX_RATIO * height:
        return f"a logo is at most {MAX_RATIO} times as wide as high"
    if use == "share_image" and (width, height) != SHARED:
        return f"a share image has {SHARED[0]} by {SHARED[1]} pixels"
    return ""
