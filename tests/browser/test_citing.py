"""Citing and sharing, as a reader does it."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

CITED = (
    "articles/2020-02-14-gazette-navette/",
    "annonces/navette-electrique/",
    "entites/hugo-castel/",
    "medias/gazette-du-port/",
    "themes/bateaux/",
)
REFUSE_COPIES = """Object.defineProperty(navigator, "clipboard", {
    value: { writeText: () => Promise.reject(new DOMException("refused", "NotAllowedError")) },
});"""
WATCH = """() => {
    const status = document.querySelector('.cite [role="status"]');
    const { dataset } = document.documentElement;
    dataset.told = "";
    new MutationObserver(() => { dataset.told += status.textContent || "."; })
        .observe(status, { childList: true });
}"""
NO_CLIPBOARD = 'Object.defineProperty(navigator, "clipboard", { value: undefined });'


def reference(page: Page) -> str:
    return str(page.locator('[data-part="reference"]').first.text_content()).strip()


@pytest.mark.parametrize("cited", CITED)
def test_every_thing_is_cited_with_its_own_lasting_address(
    page: Page, site_url: str, cited: str
) -> None:
    page.goto(f"{site_url}{cited}?from=elsewhere#cite")
    link = page.locator('a[rel="bookmark"]')
    assert link.inner_text() == site_url + cited
    assert reference(page).endswith(site_url + cited)
    assert reference(page).startswith(page.locator("h1").inner_text())
    link.click()
    expect(page).to_have_url(site_url + cited)


def test_the_reference_is_copied_to_the_letter(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_url + CITED[1])
    page.locator(".copy").first.click()
    expect(page.locator('.cite [role="status"]').first).to_have_text("Référence copiée.")
    assert page.evaluate("navigator.clipboard.readText()") == reference(page)


def test_a_second_copy_is_told_again(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_url + CITED[1])
    status = page.locator('.cite [role="status"]').first
    page.locator(".copy").first.click()
    expect(status).not_to_be_empty()
    page.evaluate(WATCH)
    page.locator(".copy").first.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-told", ".Référence copiée.")


@pytest.mark.parametrize("refusal", [REFUSE_COPIES, NO_CLIPBOARD], ids=["refused", "missing"])
def test_where_copying_is_refused_the_reference_is_selected(
    own_page: Page, site_url: str, refusal: str
) -> None:
    page = own_page
    page.add_init_script(refusal)
    page.goto(site_url + CITED[0])
    page.locator(".copy").first.click()
    expect(page.locator('.cite [role="status"]').first).to_contain_text("sélectionnée")
    # Firefox gives the no-break spaces of a selection as spaces.
    said = page.evaluate("getSelection().toString().trim()").replace("\xa0", " ")
    assert said == reference(page).replace("\xa0", " ")


def test_without_script_the_reference_and_the_address_are_there(plain: Page, site_url: str) -> None:
    plain.goto(site_url + CITED[1])
    expect(plain.locator('[data-part="reference"]').first).to_be_visible()
    expect(plain.locator('a[rel="bookmark"]')).to_be_visible()
    expect(plain.locator(".copy").first).to_be_hidden()


@pytest.mark.parametrize("cited", ["", *CITED])
def test_the_image_that_a_page_names_is_there_in_the_size_it_tells(
    page: Page, site_url: str, cited: str
) -> None:
    page.goto(site_url + cited)
    told = {
        name: str(page.locator(f'meta[property="og:{name}"]').get_attribute("content"))
        for name in ("image", "image:width", "image:height", "url")
    }
    assert told["url"] == site_url + cited
    assert told["image"].startswith(site_url)
    size = page.evaluate(
        """async (address) => {
            const image = new Image();
            image.src = address;
            await image.decode();
            return [image.naturalWidth, image.naturalHeight].map(String);
        }""",
        told["image"],
    )
    assert size == [told["image:width"], told["image:height"]]


def test_the_icon_of_the_site_is_there(page: Page, site_url: str) -> None:
    page.goto(site_url)
    address = str(page.locator('link[rel="icon"]').evaluate("link => link.href"))
    answer = page.request.get(address)
    assert answer.ok
    assert answer.headers["content-type"] == "image/svg+xml"
    assert urlsplit(address).netloc == urlsplit(site_url).netloc


def test_what_the_policy_does_not_allow_does_not_run(browser: Browser, site_url: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(site_url)
    page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.head.append(script);
            const odd = '<p id="odd" style="color: red" onclick="window.ran = true">x</p>';
            document.body.insertAdjacentHTML("beforeend", odd);
            document.getElementById("odd").click();
        }"""
    )
    assert page.evaluate("window.ran") is None
    assert page.locator("#odd").evaluate("one => getComputedStyle(one).color") != "rgb(255, 0, 0)"
    refused = page.evaluate(
        """() => new Promise((tell) => {
            const hear = ({ effectiveDirective }) => tell(effectiveDirective);
            document.addEventListener("securitypolicyviolation", hear);
            fetch("https://elsewhere.example/").catch(() => {});
        })"""
    )
    assert refused == "connect-src"
    context.close()
