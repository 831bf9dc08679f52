"""Words can be read on what they stand on, in both themes: WCAG 2.2, 1.4.3 and 1.4.11."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

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


def luminance(colour: str) -> float:
    """The relative luminance of #rrggbb (WCAG 2.2, glossary)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return sum(share * part for share, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours (WCAG 2.2, glossary)."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


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
