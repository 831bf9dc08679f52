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


NOTE = CITED[0] + "#depart"
STATUS = '.cite [role="status"]'


def reference(page: Page, at: int = 0) -> str:
    return str(page.locator('.cite [data-part="reference"]').nth(at).text_content()).strip()


@pytest.mark.parametrize("cited", CITED)
def test_every_thing_is_cited_with_its_own_lasting_address(
    page: Page, site_url: str, cited: str
) -> None:
    page.goto(f"{site_url}{cited}?from=elsewhere#cite")
    link = page.locator('a[rel="bookmark"]')
    assert link.inner_text() == site_url + cited
    assert site_url + cited in reference(page)
    assert page.locator("h1").inner_text().replace("\xa0", " ") in reference(page).replace(
        "\xa0", " "
    )
    link.click()
    expect(page).to_have_url(site_url + cited)


def test_each_reference_is_copied_to_the_letter(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_url + CITED[0])
    page.locator(".cite summary").first.click()
    for at in (0, 1):
        page.locator(".cite .copy").nth(at).click()
        expect(page.locator(STATUS).nth(at)).to_have_text("Référence copiée.")
        assert page.evaluate("navigator.clipboard.readText()") == reference(page, at)
    assert reference(page, 0) != reference(page, 1)


def test_a_second_copy_is_told_again(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_url + CITED[1])
    status = page.locator(STATUS).first
    page.locator(".cite .copy").first.click()
    expect(status).not_to_be_empty()
    page.evaluate(WATCH)
    page.locator(".cite .copy").first.press("Enter")
    expect(page.locator("html")).to_have_attribute("data-told", ".Référence copiée.")


def test_the_permalink_of_a_note_is_cited_there(page: Page, site_url: str) -> None:
    page.goto(site_url + NOTE)
    said = page.locator('[data-part="cite-note"] [data-part="reference"]')
    expect(said).to_contain_text(f"{site_url}{NOTE}")
    expect(said).to_contain_text("note 1")
    words = str(page.locator("#depart").text_content()).strip("«» \xa0\u202f")
    assert words in str(said.text_content())
    page.locator('.cite .files a[href^="#"]').last.click()
    expect(said).not_to_contain_text(words)


def test_a_note_copies_its_own_reference(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site_url + CITED[0])
    hidden = page.locator('[data-part="cite-note"]')
    expect(hidden).to_be_hidden()
    note = page.locator("#note-depart")
    note.get_by_role("button", name="Citer la note 1").click()
    expect(note.get_by_role("status")).to_have_text("Référence copiée.")
    assert f"{site_url}{NOTE}" in page.evaluate("navigator.clipboard.readText()")
    expect(hidden).to_be_visible()


@pytest.mark.parametrize("refusal", [REFUSE_COPIES, NO_CLIPBOARD], ids=["refused", "missing"])
def test_where_copying_is_refused_the_reference_is_selected(
    own_page: Page, site_url: str, refusal: str
) -> None:
    page = own_page
    page.add_init_script(refusal)
    page.goto(site_url + CITED[0])
    page.locator(".cite .copy").first.click()
    expect(page.locator(STATUS).first).to_contain_text("sélectionnée")
    # Firefox gives the no-break spaces of a selection as spaces.
    said = page.evaluate("getSelection().toString().trim()").replace("\xa0", " ")
    assert said == reference(page).replace("\xa0", " ")


def test_without_script_the_reference_and_the_address_are_there(plain: Page, site_url: str) -> None:
    plain.goto(site_url + CITED[0])
    expect(plain.locator('[data-part="reference"]').first).to_be_visible()
    expect(plain.locator('a[rel="bookmark"]')).to_be_visible()
    plain.locator(".cite summary").first.click()
    expect(plain.locator('[data-part="reference"]').nth(1)).to_be_visible()
    assert not any(one.is_visible() for one in plain.locator(".copy").all())
    for file in plain.locator(".cite .files a:not([href^='#'])").all():
        answer = plain.request.get(str(file.evaluate("link => link.href")))
        assert answer.ok


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
