"""Words can be read on what they stand on, in both themes: WCAG 2.2, 1.4.3 and 1.4.11."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from suites.archive.colours import (
    DARK,
    LIGHT,
    TEXT,
    Scheme,
    contrast,
    derived_dark,
    from_oklch,
    nearest_legible,
    shades,
    to_oklch,
    weakest,
)

TOKENS = (
    Path(__file__).resolve().parents[1] / "theme/static/css/20-tokens.css"
).read_text("utf-8")  # fmt: skip
PALETTE = dict(re.findall(r"(--[a-z0-9-]+): (#[0-9a-f]{6});", TOKENS))
ROLES = {
    role: {"light": PALETTE[light], "dark": PALETTE[dark]}
    for role, light, dark in re.findall(
        r"(--[a-z-]+): light-dark\(var\((--[a-z0-9-]+)\), var\((--[a-z0-9-]+)\)\);", TOKENS
    )
}
WORDS = (
    "--color-text", "--color-text-quiet", "--color-text-faint",
    "--color-accent", "--color-accent-strong",
    "--color-verdict-good", "--color-verdict-mixed", "--color-verdict-bad",
)  # fmt: skip


def test_the_measure_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_role_has_a_colour_in_each_theme() -> None:
    assert {
        *WORDS,
        "--color-page",
        "--color-accent-soft",
        "--color-border",
        "--color-rule",
    } <= ROLES.keys()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("ground", ["--color-page", "--color-accent-soft"])
@pytest.mark.parametrize("role", WORDS)
def test_words_stand_out_from_the_page_and_from_the_wash(
    role: str, ground: str, theme: str
) -> None:
    assert contrast(ROLES[role][theme], ROLES[ground][theme]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_bounds_a_control_stands_out_from_the_page(theme: str) -> None:
    assert contrast(ROLES["--color-border"][theme], ROLES["--color-page"][theme]) >= 3


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_page_can_be_read_on_the_accent(theme: str) -> None:
    assert contrast(ROLES["--color-page"][theme], ROLES["--color-accent"][theme]) >= 4.5


COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda scheme: scheme.name)
def test_the_colours_among_which_an_accent_is_judged_are_those_of_the_theme(scheme: Scheme) -> None:
    assert scheme.page == ROLES["--color-page"][scheme.name]
    words = {ROLES[role][scheme.name] for role in WORDS if "accent" not in role}
    assert set(scheme.words) == words


@pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=lambda scheme: scheme.name)
@given(colour=COLOURS)
def test_of_any_accent_there_is_a_shade_that_is_legible_wherever_it_stands(
    scheme: Scheme, colour: str
) -> None:
    found = shades(nearest_legible(colour, scheme), scheme)
    for word in (found.accent, found.strong, *scheme.words):
        assert contrast(word, scheme.page) >= TEXT
        assert contrast(word, found.soft) >= TEXT


@given(COLOURS)
def test_the_accent_for_the_dark_is_legible_there_and_has_the_hue_of_the_light_one(
    colour: str,
) -> None:
    dark = derived_dark(colour)
    assert weakest(dark, DARK)[1] >= TEXT
    (_, chroma, hue), (_, kept, other) = to_oklch(colour), to_oklch(dark)
    if chroma > 0.04 and kept > 0.04:
        assert abs((hue - other + 3.1416) % 6.2832 - 3.1416) < 0.1


@given(COLOURS)
def test_a_colour_that_is_legible_is_left_as_it_is(colour: str) -> None:
    found = nearest_legible(colour, LIGHT)
    if weakest(colour, LIGHT)[1] >= TEXT:
        assert found == colour
    assert nearest_legible(found, LIGHT) == found


@given(COLOURS)
def test_a_colour_comes_back_from_its_lightness_chroma_and_hue(colour: str) -> None:
    back = from_oklch(*to_oklch(colour))
    parts = [(int(colour[at : at + 2], 16), int(back[at : at + 2], 16)) for at in (1, 3, 5)]
    assert all(abs(one - other) <= 1 for one, other in parts)
