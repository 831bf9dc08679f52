"""SVG: shapes alone. Whatever could run, load or refer to anything else is refused.

Pages show an SVG as an image, where no script runs; but its own address opens it as a document of
the site. So only listed elements are allowed, and no attribute or style that acts or leads outside.
Source: https://www.w3.org/TR/SVG2/
"""

import re
from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from suites.archive.theme_files.fault import Fault

MAX_ELEMENTS, MAX_DEPTH = 2_000, 40
MIN_SIDE, MAX_SIDE = 0.001, 1_000_000
"""Units of a viewBox: beyond them, browsers and programs do not agree on what a drawing shows."""

SVG = "http://www.w3.org/2000/svg"
XML = "http://www.w3.org/XML/1998/namespace"
XLINK = "http://www.w3.org/1999/xlink"

_SHAPES = "path rect circle ellipse line polyline polygon"
_GRADIENTS = ("linearGradient", "radialGradient")
ELEMENTS = frozenset((*f"svg g defs title desc stop clipPath style {_SHAPES}".split(), *_GRADIENTS))
"""No text (a page's fonts are not there), no use (a few can be millions of shapes), no image."""

_FUNCTION = re.compile(r"([\w-]*)\(")
_FUNCTIONS = frozenset(
    "rgb rgba hsl hsla oklch oklab color-mix light-dark var calc matrix translate translatex "
    "translatey scale scalex scaley rotate skewx skewy url and not media".split()
)
"""Of styles and attributes; `and (` and the like have a space before."""

_LOCAL = re.compile(r"url\(\s*(['\"]?)#[\w-]+\1\s*\)")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LENGTH = re.compile(rf"({_NUMBER.pattern})(?:px|mm|cm|in|pt|pc|em|ex|%)?")
_BOX = re.compile(r"[\s,]+")
_ACTIVE = re.compile(r"on|formaction|src|base|ping|target", re.IGNORECASE)


class _Refusal(Exception):  # noqa: N818 - it never leaves this module
    """Ends the parsing; the message says what is refused, `place` where (line and column)."""

    place = (1, 1)


def size(raw: bytes) -> tuple[float, float] | Fault:
    """Return the width and height of an SVG in its own units; a fault when it is not allowed."""
    reader = _Reader()
    try:
        raw.decode("utf-8")
        reader.parser.Parse(raw, True)
    except UnicodeDecodeError:
        return Fault("it is no text in UTF-8")
    except _Refusal as refusal:
        return Fault(str(refusal), *refusal.place)
    except expat.ExpatError as error:
        return Fault(
            f"it is no XML: {expat.ErrorString(error.code)}", error.lineno, error.offset + 1
        )
    return reader.box


class _Reader:
    """A parser that refuses what is not allowed; `box` is the size of the drawing."""

    def __init__(self) -> None:
        self.box = (0.0, 0.0)
        self._open: list[str] = []
        self._count = 0
        self._style = ""
        parser = self.parser = expat.ParserCreate("utf-8", " ")
        parser.XmlDeclHandler = self._placed(self._declaration)
        parser.StartDoctypeDeclHandler = self._placed(self._doctype)
        parser.ProcessingInstructionHandler = self._placed(self._instruction)
        parser.StartElementHandler = self._placed(self._start)
        parser.EndElementHandler = self._placed(self._end)
        parser.CharacterDataHandler = self._text

    def _placed(self, handle: Callable[..., None]) -> Callable[..., None]:
        """Return a handler whose refusals say where what it handles begins."""

        def handled(*found: Any) -> None:
            place = self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1
            try:
                handle(*found)
            except _Refusal as refusal:
                refusal.place = place
                raise

        return handled

    def _declaration(self, _version: str, encoding: str | None, _standalone: int) -> None:
        # A browser reads it in the encoding that it names.
        if (encoding or "utf-8").lower() != "utf-8":
            raise _Refusal("it is not declared as UTF-8")

    def _doctype(self, *_: object) -> None:
        raise _Refusal("it has a document type (<!DOCTYPE>)")

    def _instruction(self, target: str, _data: str) -> None:
        raise _Refusal(f"it has a processing instruction (<?{target}>)")

    def _start(self, qualified: str, attributes: dict[str, str]) -> None:
        namespace, _, name = qualified.rpartition(" ")
        self._count += 1
        if namespace != SVG or name not in ELEMENTS:
            raise _Refusal(f"the element {name} is not among those that a drawing may have")
        if (name == "svg") != (not self._open):
            raise _Refusal("an svg element is the first, and no other")
        if self._count > MAX_ELEMENTS or len(self._open) >= MAX_DEPTH:
            raise _Refusal(
                f"it has more than {MAX_ELEMENTS:,} elements, or {MAX_DEPTH} in one another"
            )
        for key, value in attributes.items():
            self._attribute(name, key, value)
        if not self._open:
            self.box = _box(attributes)
        self._open.append(name)

    def _attribute(self, element: str, qualified: str, value: str) -> None:
        namespace, _, name = qualified.rpartition(" ")
        shown = f"the attribute {name} of {element}"
        if name == "href" and namespace in ("", XLINK):
            if element not in _GRADIENTS or not re.fullmatch(r"#[\w-]+", value):
                raise _Refusal(f"{shown} leads to something else")
            return
        if namespace not in ("", XML) or _ACTIVE.match(name) or (namespace and name == "base"):
            raise _Refusal(f"{shown} is not among those that a drawing may have")
        in_clip = element == "clipPath" or "clipPath" in self._open
        if name == "style":
            _check_style(value)
        else:
            _check_value(value)
            # Clips within clips would be drawn as often as there are paths through them.
            if "url(" in value.lower() and name not in (
                ("fill", "stroke") if in_clip else ("fill", "stroke", "clip-path")
            ):
                raise _Refusal(f"{shown} refers to another element")

    def _text(self, text: str) -> None:
        if self._open[-1] == "style":
            self._style += text

    def _end(self, qualified: str) -> None:
        self._open.pop()
        if qualified == f"{SVG} style":
            _check_style(self._style)
            self._style = ""


def _check_style(text: str) -> None:
    """Refuse a style that loads anything, or refers to more than a gradient."""
    _check_value(text)
    for at in re.findall(r"@([\w-]*)", text):
        if at.lower() != "media":
            raise _Refusal(f"the rule @{at} of a style loads or moves something")
    small = text.lower()
    if small.count("url(") != len(re.findall(r"(?:fill|stroke)\s*:\s*url\(", small)):
        raise _Refusal("a style refers to something other than a gradient")
    if re.search(r"animation|transition|behavior|binding", small):
        raise _Refusal("a style moves something")


def _check_value(text: str) -> None:
    """Refuse signs that could hide an address, unknown functions, and addresses elsewhere."""
    if "\\" in text or "/*" in text:
        raise _Refusal("a backslash or a comment in a value can hide something")
    small = text.lower()
    for name in _FUNCTION.findall(small):
        if name and name not in _FUNCTIONS:
            raise _Refusal(f"the function {name}() is not among those that a drawing may have")
    if small.count("url(") != len(_LOCAL.findall(small)):
        raise _Refusal("url() leads to something else than a part of the drawing")


def _box(attributes: dict[str, str]) -> tuple[float, float]:
    """Return the size that a viewBox says."""
    parts = _BOX.split(attributes.get("viewBox", "").strip())
    if len(parts) != 4 or not all(map(_NUMBER.fullmatch, parts)):
        raise _Refusal("it has no viewBox, which says its proportions")
    width, height = map(float, parts[2:])
    if not (MIN_SIDE <= width <= MAX_SIDE and MIN_SIDE <= height <= MAX_SIDE):
        raise _Refusal(f"its viewBox has no size from {MIN_SIDE} to {MAX_SIDE:,}")
    for name in ("width", "height"):
        # Without them it is as large as the page wants; none is drawn that has no room.
        length = _LENGTH.fullmatch(attributes.get(name, "100%").strip())
        if not (length and MIN_SIDE <= float(length[1]) <= MAX_SIDE):
            raise _Refusal(f"its {name} is no length: delete it")
    return width, height
