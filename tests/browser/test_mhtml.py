"""A page that Chromium saves as one file gives the article of the page that was saved."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from support.generated_pages import page as html_page
from support.generated_pages import read

from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import Failure

pytestmark = pytest.mark.usefixtures("in_chromium")

FRAME = "<p>Achetez vos rideaux chez nous, dès lundi, et des vélos.</p>"


def shown(article: CapturedArticle) -> tuple[object, ...]:
    headline = article.headline.value if article.headline else None
    return article.text, headline, [one.value for one in article.authors]


@pytest.mark.parametrize("number", [1, 2])
def test_a_page_that_chromium_saved_is_read_as_its_html(own_page: Page, number: int) -> None:
    html = html_page(number, extra=f"<iframe srcdoc='{FRAME}'></iframe>")
    own_page.set_content(html)
    session = own_page.context.new_cdp_session(own_page)
    raw = session.send("Page.captureSnapshot", {"format": "mhtml"})["data"].encode()
    found, expected = read(raw), read(own_page.content().encode())
    assert not isinstance(found, Failure)
    assert not isinstance(expected, Failure)
    assert found[0].kind == "mhtml"
    # Chromium leaves scripts out, and with them what JSON-LD says.
    assert shown(found[1]) == shown(expected[1])
    assert "rideaux" not in found[1].text
