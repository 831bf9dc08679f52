"""Accessibility: the rules of WCAG that axe-core checks, on a page that is open in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
RUN = """() => axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
    violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, failureSummary }) => `${id}: ${help}: ${target}: ${failureSummary}`)))
"""


def violations(page: Page) -> list[str]:
    """Return what axe-core finds wrong with a page as it is shown now: a rule and a place each."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE)  # not as an element: the policy of our pages allows no inline script
    return cast(list[str], page.evaluate(RUN))
