"""Markup limits: attributes that would take the parser minutes are counted before it sees them."""

from __future__ import annotations

import pytest
from support.generated_pages import page, read

from suites.capture.captured_page import Failure

MANY = "<p " + " ".join(f"a{n}=1" for n in range(1000)) + ">"


def code(before: str, after: str = "") -> str:
    found = read(page(1).replace("</article>", f"{before}{after}</article>").encode())
    return f"{found.code} {found.values['what']}" if isinstance(found, Failure) else "converted"


@pytest.mark.parametrize(
    "markup",
    [
        MANY,
        MANY.replace("=1", ""),
        MANY.replace("=1 ", '=">"'),
        MANY.replace("=1 ", "='<'/"),
        MANY.replace("a", "="),
        MANY[:-1],
        "<!-->" + MANY,
        "<title><script></title>" + MANY + "</script>",
        "<p a='<script>'>" + MANY + "</script>",
        "<!-- <script> -->" + MANY + "</script>",
    ],
)
def test_a_tag_of_very_many_attributes_is_refused(markup: str) -> None:
    assert code(markup) == "too-many attributes in one tag"


@pytest.mark.parametrize(
    "markup",
    [
        "<script>for (i = 0; i<n; i++) {" + "a = b; " * 1000 + "}</script>",
        "<!-- " + MANY[:-1] + " -->",
        "<style>" + MANY + "</style>",
        "<p title='" + "mot " * 1000 + "'>",
        "un < deux " * 1000,
    ],
)
def test_what_is_no_attribute_is_not_counted(markup: str) -> None:
    assert code(markup) == "converted"


def test_very_many_attributes_in_all_are_refused() -> None:
    tag = "<p " + " ".join(f"a{n}=1" for n in range(100)) + ">"
    assert code(tag * 4100) == "too-many attributes"
