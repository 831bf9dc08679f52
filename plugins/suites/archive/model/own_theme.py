"""A theme of one's own: the accent, typefaces, logo and images that an archive chooses."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, StringConstraints

from suites.archive.model.values import Colour, ListOf, NonEmptyListOf, Part, Text, Title

MAX_PATH = 120


def _ending(endings: str) -> str:
    # Whatever such a path says, it leads nowhere but below `content/theme/`.
    return rf"^(?:[A-Za-z0-9][A-Za-z0-9_-]*/){{0,3}}[A-Za-z0-9][A-Za-z0-9._-]*\.(?:{endings})$"


PATHS = tuple(map(_ending, ("woff2", "svg|png", "png", "txt")))
FontPath = Annotated[str, StringConstraints(pattern=PATHS[0], max_length=MAX_PATH)]
ImagePath = Annotated[str, StringConstraints(pattern=PATHS[1], max_length=MAX_PATH)]
PngPath = Annotated[str, StringConstraints(pattern=PATHS[2], max_length=MAX_PATH)]
LicencePath = Annotated[str, StringConstraints(pattern=PATHS[3], max_length=MAX_PATH)]
PATH_WORDS = {
    FontPath: "path of a WOFF2 in `content/theme/`",
    ImagePath: "path of an SVG or a PNG in `content/theme/`",
    PngPath: "path of a PNG in `content/theme/`",
    LicencePath: "path of a plain text in `content/theme/`",
}
Family = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9 -]{0,59}$")]
Weight = Annotated[int, Field(ge=1, le=1000)]
FontUse = Literal["text", "headings", "sans"]


def _accent(value: object) -> object:
    return {"light": value} if isinstance(value, str) else value


class Accent(Part):
    """The colour of links, notes and marks; without `dark`, a shade of its hue is there."""

    light: Colour
    dark: Colour | None = None


class FontFile(Part):
    """A file of a typeface; `weights` are the lightest and the boldest that it has."""

    file: FontPath
    weights: tuple[Weight, Weight] = (400, 400)
    italic: bool = False


class Typeface(Part):
    """A typeface that is served with the site, and its uses there."""

    family: Family
    use: NonEmptyListOf[FontUse]
    files: NonEmptyListOf[FontFile]
    licence: Title
    licence_file: LicencePath | None = None


class Logo(Part):
    """The logo in the masthead; `alone`, it says the archive's name itself."""

    file: ImagePath
    dark: ImagePath | None = None
    alone: bool = False


class OwnImage(Part):
    """The image that links to the archive show elsewhere, 1200 by 630 pixels, and its words."""

    file: PngPath
    words: Text


class OwnTheme(Part):
    """What an archive changes of the theme; its files lie in `content/theme/`."""

    accent: Annotated[Accent, BeforeValidator(_accent)] | None = None
    fonts: ListOf[Typeface] = ()
    favicon: ImagePath | None = None
    logo: Logo | None = None
    share_image: OwnImage | None = None
