"""Glyphs: the signs of the theme, drawn as pictures from the very symbols that the pages show.

It knows as much of SVG as those symbols use: circles, rectangles and paths of lines, arcs and
curves, filled or stroked in the one current colour. Of anything else it says so (GlyphError).
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from xml.etree import ElementTree as ET

from PIL import Image, ImageChops, ImageDraw

Point = tuple[float, float]
Line = list[Point]

FINER = 8
"""How many times larger a glyph is drawn than it is shown: that smooths its edges."""

_SYMBOL = re.compile(r'<symbol id="([\w-]+)" viewBox="0 0 ([\d.]+) ([\d.]+)">(.*?)</symbol>', re.S)
_STEP = re.compile(r"([A-Za-z])|([-+]?(?:\d+\.?\d*|\.\d+))")
_TAKES = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "A": 7, "Z": 0}


class GlyphError(ValueError):
    """A symbol holds what cannot be drawn; the message names it."""


def symbols(template: str) -> dict[str, tuple[float, float, str]]:
    """The symbols of a template, by id: width, height and content."""
    return {
        id_: (float(width), float(height), content)
        for id_, width, height, content in _SYMBOL.findall(template)
    }


def mask(symbol: tuple[float, float, str], height: int) -> Image.Image:
    """A symbol as a mask (mode L: 255 where there is ink) of that many pixels' height."""
    wide, high, content = symbol
    scale = height * FINER / high
    size = (round(wide * scale), height * FINER)
    drawn = Image.new("L", size)
    for shape in ET.fromstring(f"<g>{content}</g>"):
        drawn = ImageChops.lighter(drawn, _shape(shape, size, scale))
    return drawn.resize((round(size[0] / FINER), height), Image.Resampling.BOX)


def _shape(shape: ET.Element, size: tuple[int, int], scale: float) -> Image.Image:
    given = shape.attrib
    lines = [[(x * scale, y * scale) for x, y in line] for line in _lines(shape)]
    drawn = Image.new("L", size)
    if given.get("fill") != "none" and (given.get("fill") or not given.get("stroke")):
        for line in lines:  # even-odd: what is inside twice is outside
            one = Image.new("L", size)
            ImageDraw.Draw(one).polygon(line, fill=255)
            drawn = ImageChops.difference(drawn, one)
    if given.get("stroke"):
        width = float(given.get("stroke-width", "1")) * scale
        dashes = [float(part) * scale for part in given.get("stroke-dasharray", "").split()]
        pen = ImageDraw.Draw(drawn)
        for line in lines:
            for part in _dashed(line, dashes) if dashes else [line]:
                _stroke(pen, part, width)
    return drawn


def _lines(shape: ET.Element) -> list[Line]:
    number = {key: float(value) for key, value in shape.attrib.items() if _is_number(value)}
    if shape.tag == "circle":
        x, y, r = number["cx"], number["cy"], number["r"]
        return [
            _arc((x - r, y), (x + r, y), r, False, True)
            + _arc((x + r, y), (x - r, y), r, False, True)
        ]
    if shape.tag == "rect":
        x, y, wide, high = (number[key] for key in ("x", "y", "width", "height"))
        return [[(x, y), (x + wide, y), (x + wide, y + high), (x, y + high), (x, y)]]
    if shape.tag == "path":
        return list(_path(shape.attrib["d"]))
    raise GlyphError(f"a glyph holds a <{shape.tag}>, which cannot be drawn")


def _is_number(text: str) -> bool:
    return re.fullmatch(r"-?[\d.]+", text) is not None


def _steps(path: str) -> Iterator[tuple[str, list[float]]]:
    """The commands of a path, each with its numbers; those that are repeated are spelled out."""
    command, numbers = "", list[float]()
    for letter, number in [*_STEP.findall(path), ("Z", "")][:-1]:
        if letter:
            command, numbers = letter, []
            if command.upper() not in _TAKES:
                raise GlyphError(f"a glyph has the path command {command}, which cannot be drawn")
        else:
            numbers.append(float(number))
        if command and len(numbers) == _TAKES[command.upper()]:
            yield command, numbers
            numbers = []
            command = {"M": "L", "m": "l"}.get(command, command)


def _path(path: str) -> Iterator[Line]:
    line: Line = []
    here: Point = (0.0, 0.0)
    for command, given in _steps(path):
        kind = command.upper()
        x0, y0 = here if command.islower() else (0.0, 0.0)
        if kind == "Z":
            line.append(line[0])
            here = line[0]
            continue
        if kind == "M" and line:
            yield line
        to = (
            x0 + given[0] if kind == "H" else here[0] if kind == "V" else x0 + given[-2],
            y0 + given[0] if kind == "V" else here[1] if kind == "H" else y0 + given[-1],
        )
        if kind == "M":
            line = [to]
        elif kind == "A":
            line += _arc(here, to, given[0], bool(given[3]), bool(given[4]))
        elif kind == "C":
            line += _curve(here, (x0 + given[0], y0 + given[1]), (x0 + given[2], y0 + given[3]), to)
        else:
            line.append(to)
        here = to
    if line:
        yield line


def _curve(start: Point, one: Point, two: Point, end: Point) -> Line:
    """A cubic Bézier curve, without its start."""
    points: Line = []
    for step in range(1, 25):
        t = step / 24
        weights = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3)
        four = (start, one, two, end)
        points.append(
            (
                sum(w * p[0] for w, p in zip(weights, four, strict=True)),
                sum(w * p[1] for w, p in zip(weights, four, strict=True)),
            )
        )
    return points


def _arc(start: Point, end: Point, r: float, large: bool, clockwise: bool) -> Line:
    """An arc of a circle, without its start (SVG 2, implementation notes, B.2.4)."""
    (x1, y1), (x2, y2) = start, end
    apart = math.hypot(x2 - x1, y2 - y1)
    r = max(r, apart / 2)
    off = math.sqrt(max(r * r - apart * apart / 4, 0.0)) * (1 if large != clockwise else -1)
    cx = (x1 + x2) / 2 - off * (y2 - y1) / apart
    cy = (y1 + y2) / 2 + off * (x2 - x1) / apart
    first, last = math.atan2(y1 - cy, x1 - cx), math.atan2(y2 - cy, x2 - cx)
    turn = (last - first) % math.tau if clockwise else -((first - last) % math.tau)
    turned = (first + turn * step / 48 for step in range(1, 49))
    return [(cx + r * math.cos(angle), cy + r * math.sin(angle)) for angle in turned]


def _stroke(pen: ImageDraw.ImageDraw, line: Line, width: float) -> None:
    """A line of that width: flat at its ends, square where it turns."""
    half = width / 2
    closed = math.dist(line[0], line[-1]) < 1e-6
    pairs = [pair for pair in pairwise(line) if math.dist(*pair) > 1e-6]
    for number, ((x1, y1), (x2, y2)) in enumerate(pairs):
        long = math.dist((x1, y1), (x2, y2))
        dx, dy = (x2 - x1) / long * half, (y2 - y1) / long * half
        before = 1 if number or closed else 0
        after = 1 if number < len(pairs) - 1 or closed else 0
        xa, ya, xb, yb = x1 - before * dx, y1 - before * dy, x2 + after * dx, y2 + after * dy
        pen.polygon(
            [(xa - dy, ya + dx), (xb - dy, yb + dx), (xb + dy, yb - dx), (xa + dy, ya - dx)],
            fill=255,
        )


def _dashed(line: Line, dashes: list[float]) -> Iterator[Line]:
    """The drawn parts of a line whose dashes and gaps have these lengths in turn."""
    turn, left = 0, dashes[0]
    part: Line = [line[0]]
    for start, end in pairwise(line):
        done, long = 0.0, math.dist(start, end)
        while long - done > left:
            done += left
            there = (
                start[0] + (end[0] - start[0]) * done / long,
                start[1] + (end[1] - start[1]) * done / long,
            )
            if turn % 2 == 0:
                yield [*part, there]
            turn, part = turn + 1, [there]
            left = dashes[turn % len(dashes)]
        left -= long - done
        part.append(end)
    if turn % 2 == 0:
        yield part


def pick(found: Mapping[str, tuple[float, float, str]], id_: str) -> tuple[float, float, str]:
    """The symbol with that id; GlyphError when there is none."""
    if id_ not in found:
        raise GlyphError(f"the theme has no glyph {id_}")
    return found[id_]
