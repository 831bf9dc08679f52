"""The stylesheet: two steps of tokens, nothing that no page uses, and little to load."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from suites.site.assets import APART, RANKS, punctuation, script, stylesheet

ROOT = Path(__file__).resolve().parents[1]
CSS = ROOT / "theme/static/css"
JS = ROOT / "theme/static/js"
STATIC = re.compile(r'^import .* from "\./([\w-]+\.js)"', re.MULTILINE)
TEXT = re.compile(r"\"[^\"]*\"|'[^']*'|`[^`]*`|/\S[^/]*/")
PARTS = {path.name: path.read_text("utf-8") for path in sorted(CSS.glob("*.css"))}
EVERY_PAGE = {name: text for name, text in PARTS.items() if name not in APART}
CODE = {name: re.sub(r"/\*.*?\*/", "", text, flags=re.S) for name, text in PARTS.items()}
TOKENS = CODE["20-tokens.css"]
PALETTE = set(re.findall(r"(--[a-z0-9-]+): #", TOKENS))
MARKUP = "\n".join(
    path.read_text("utf-8")
    for folder, pattern in (
        (ROOT / "theme/templates", "*.html"), (JS, "*.js"), (ROOT / "plugins/suites", "*.py"),
    )
    for path in folder.rglob(pattern)
)  # fmt: skip


def test_the_first_part_declares_the_order_of_the_layers() -> None:
    assert next(iter(PARTS)) == "00-layers.css"
    declared = re.search(r"@layer ([^;]+);", CODE["00-layers.css"])
    assert declared
    used = {name for text in CODE.values() for name in re.findall(r"@layer (\w+) \{", text)}
    assert used <= set(declared[1].split(", "))


@pytest.mark.parametrize("name", [name for name in PARTS if name != "20-tokens.css"])
def test_a_component_names_roles_and_no_colour(name: str) -> None:
    named = set(re.findall(r"var\((--[a-z0-9-]+)", CODE[name]))
    assert not named & PALETTE
    colours = re.findall(r"#[0-9a-f]{3,8}\b|\brgba?\(|\bhsla?\(", CODE[name])
    assert set(colours) <= ({"#000", "#222", "#444"} if name == "90-print.css" else set())


def test_every_property_that_is_used_is_defined_and_every_one_defined_is_used() -> None:
    whole = "\n".join((*CODE.values(), punctuation(":", ", ")))
    defined = set(re.findall(r"(--[a-z0-9-]+):", whole))
    used = set(re.findall(r"var\((--[a-z0-9-]+)", whole))
    assert used - defined == set()
    assert defined - used == set()


@pytest.mark.parametrize("name", PARTS)
def test_every_class_that_is_styled_is_written_somewhere(name: str) -> None:
    selectors = re.sub(r"\{[^{}]*\}", "{}", re.sub(r"url\([^)]*\)", "", CODE[name]))
    classes = set(re.findall(r"\.([a-z][a-z-]+)", selectors))
    unknown = {one for one in classes if not re.search(rf"(?<![\w-]){one}(?![\w-])", MARKUP)}
    assert unknown == set()


def test_the_rule_of_a_rank_is_served_for_each_rank() -> None:
    pair = '.passage:has([data-k="{0}"]:is(:hover, :focus-within, :target)) [data-k="{0}"]'
    selectors = ",\n".join(pair.format(rank) for rank in range(1, RANKS + 1))
    assert f"\n{selectors}{{\n" in stylesheet(EVERY_PAGE)
    assert '"N"' not in stylesheet(EVERY_PAGE)


def test_the_styles_are_light_to_load() -> None:
    assert len(stylesheet(EVERY_PAGE).encode()) < 60_000


def test_the_styles_of_what_others_frame_are_light_to_load() -> None:
    parts = {one: PARTS[one] for one in ("embed.css", *APART["embed.css"]) if one in PARTS}
    assert len(stylesheet(parts).encode()) < 12_000


def test_the_scripts_are_light_to_load() -> None:
    served = {path.name: script(path.read_text("utf-8")) for path in JS.glob("*.js")}
    every = {"site.js", "theme-early.js"}
    while True:
        more = {name for one in every for name in STATIC.findall(served[one])}
        if more <= every:
            break
        every |= more
    # An article loads one more.
    assert len(served.pop("annotate.js").encode()) < 4_500
    # What every page loads; the search comes when it is first used.
    assert sum(len(served[name].encode()) for name in every) < 12_000
    assert sum(len(one.encode()) for one in served.values()) < 65_000


def test_what_is_served_of_a_script_says_the_same() -> None:
    for path in JS.glob("*.js"):
        text = path.read_text("utf-8")
        # A text over several lines would lose its indents.
        assert all(line.count("`") % 2 == 0 for line in text.split("\n")), path.name
        kept = [line.strip() for line in text.split("\n") if line.strip()[:2] not in ("", "//")]
        served = script(text).split("\n")[:-1]
        for line, whole in zip(served, kept, strict=True):
            code = re.sub(r"(?<=[;{},)]) // [\w ,:();=.-]+$", "", whole)
            assert line.replace(" ", "") == code.replace(" ", ""), path.name
            assert TEXT.findall(line) == TEXT.findall(code), path.name


def test_the_fonts_are_ours_to_give_and_light() -> None:
    fonts = ROOT / "theme/static/fonts"
    sizes = {path.name: path.stat().st_size for path in fonts.glob("*.woff2")}
    assert sum(sizes.values()) < 160_000
    for path in fonts.glob("*.woff2"):
        assert path.read_bytes()[:4] == b"wOF2"
        assert path.name in TOKENS
    for family in ("Newsreader", "InstrumentSans"):
        assert "SIL OPEN FONT LICENSE" in (fonts / f"{family}-OFL.txt").read_text("utf-8")
