"""The keyboard, and what a reader may choose: keys, theme, focus."""

from __future__ import annotations

import re
from itertools import product

import pytest
from playwright.sync_api import Page, expect
from support.length import sample

ARTICLE = "articles/2020-02-14-gazette-navette/"

FOCUSED = "document.activeElement.getAttribute('href') ?? document.activeElement.id"
THEME = "document.documentElement.dataset.theme ?? ''"
SCHEME = "getComputedStyle(document.documentElement).colorScheme"
REFUSE_STORAGE = """Object.defineProperty(window, "localStorage", {
    get() { throw new DOMException("refused", "SecurityError"); },
});"""
WATCH_FIRST_PAINT = """
    new MutationObserver((_, watch) => {
        if (!document.body) return;
        watch.disconnect();
        window.themeAtBody = document.documentElement.dataset.theme;
    }).observe(document, { childList: true, subtree: true });
"""


def letters(page: Page) -> None:
    """Open the list of keys, where they may be turned off."""
    page.locator(".shortcuts summary").click()


# --- the search ------------------------------------------------------------------------------


def test_slash_on_the_page_of_the_search_selects_what_was_asked(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/?q=carte")
    field = page.get_by_role("searchbox")
    expect(field).to_have_value("carte")
    page.locator("h1").click()
    page.keyboard.press("/")
    expect(field).to_be_focused()
    page.keyboard.type("ligne/8")
    expect(field).to_have_value("ligne/8")


def test_escape_leaves_an_empty_field(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/")
    page.keyboard.press("/")
    field = page.get_by_role("searchbox")
    page.keyboard.type("x")
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    expect(field).to_have_value("")
    page.keyboard.press("Escape")
    expect(field).not_to_be_focused()


def test_with_a_modifier_the_keys_are_the_browsers(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    for key in ("Alt+n", "Control+/", "Meta+p"):
        page.keyboard.press(key)
    assert page.url == site_url + ARTICLE
    assert page.evaluate(FOCUSED) == ""


# --- the notes -------------------------------------------------------------------------------


def test_n_and_p_walk_the_notes_and_stop_at_the_ends(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    callouts = [str(one.get_attribute("href")) for one in page.locator("main a.callout").all()]
    assert len(callouts) == 4
    walked = []
    for _ in range(len(callouts) + 2):
        page.keyboard.press("n")
        walked.append(page.evaluate(FOCUSED))
        expect(page.locator(f'a.callout[href="{walked[-1]}"]')).to_be_in_viewport()
    assert walked == [*callouts, callouts[-1], callouts[-1]]
    back = []
    for _ in range(len(callouts) + 1):
        page.keyboard.press("p")
        back.append(page.evaluate(FOCUSED))
    assert back == [*reversed(callouts[:-1]), callouts[0], callouts[0]]


def test_n_goes_on_from_the_note_that_is_read_and_p_goes_back_to_its_number(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + ARTICLE)
    callouts = page.locator("main a.callout")
    third = str(callouts.nth(2).get_attribute("href"))
    page.locator(f"{third} a").first.focus()
    page.keyboard.press("n")
    expect(callouts.nth(3)).to_be_focused()
    page.keyboard.press("Escape")
    expect(callouts.nth(3)).not_to_be_focused()
    page.keyboard.press("p")
    expect(callouts.nth(2)).to_be_focused()


def test_n_begins_with_what_is_seen(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    last = page.locator("main a.callout").last
    last.evaluate("one => one.scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.evaluate("scrollBy({ top: 15, behavior: 'instant' })")  # the line above is out of sight
    page.keyboard.press("n")
    expect(last).to_be_focused()


def test_where_there_is_no_note_the_letters_do_nothing(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}annonces/")
    page.keyboard.press("n")
    page.keyboard.press("p")
    assert page.evaluate("document.activeElement === document.body")


def test_no_key_acts_while_a_reader_writes(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/")
    field = page.get_by_role("searchbox")
    field.focus()
    page.keyboard.type("n/p")
    expect(field).to_have_value("n/p")
    expect(field).to_be_focused()
    page.locator('[data-part="sort"]').focus()
    page.keyboard.press("/")
    expect(field).to_be_focused()


def test_the_keys_can_be_turned_off_for_good(page: Page, site_url: str) -> None:
    page.goto(site_url + ARTICLE)
    letters(page)
    page.locator(".shortcuts input").uncheck()
    page.reload()
    page.keyboard.press("n")
    page.keyboard.press("/")
    assert page.url == site_url + ARTICLE
    assert page.evaluate("document.activeElement === document.body")
    letters(page)
    expect(page.locator(".shortcuts input")).not_to_be_checked()
    page.locator(".shortcuts input").check()
    page.keyboard.press("n")
    expect(page.locator("main a.callout").last).to_be_focused()  # the nearest above


# --- the focus -------------------------------------------------------------------------------


@pytest.mark.parametrize("start", ["", ARTICLE, "annonces/", "recherche/"])
def test_the_first_tab_is_the_way_past_the_masthead(page: Page, site_url: str, start: str) -> None:
    page.goto(site_url + start)
    page.keyboard.press("Tab")
    skip = page.locator("a.skip")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "main_content"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.prove
@pytest.mark.parametrize(
    ("start", "scheme"),
    sample(
        [
            *product(
                ("", ARTICLE, "annonces/navette-electrique/", "recherche/"), ("light", "dark")
            ),
            (ARTICLE, "dark"),
        ],
        2,
    ),
)
def test_the_focus_is_seen_wherever_it_goes(
    page: Page, site_url: str, start: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.goto(site_url + start)
    unseen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const one = document.activeElement;
                if (one === document.body) return null;
                const rings = [one, one.closest("li, label, p")].filter(Boolean).map((node) => {
                    const { outlineStyle, outlineWidth } = getComputedStyle(node);
                    return outlineStyle !== "none" && parseFloat(outlineWidth) >= 2;
                });
                const ruled = parseFloat(getComputedStyle(one).borderBlockEndWidth) >= 2;
                const { width, height } = one.getBoundingClientRect();
                const seen = width * height > 0 && (rings.some(Boolean) || ruled);
                return { what: one.outerHTML.slice(0, 120), seen };
            }"""
        )
        if found is None:
            break
        if not found["seen"]:
            unseen.append(found["what"])
    assert unseen == []


# --- the theme -------------------------------------------------------------------------------


def choose(page: Page, theme: str) -> None:
    page.locator(f'.theme-switch button[value="{theme}"]').click()


@pytest.mark.prove
@pytest.mark.parametrize("theme", sample(["dark", "light"], 2))
def test_a_theme_that_was_chosen_holds_on_every_page_before_it_is_painted(
    own_page: Page, site_url: str, theme: str
) -> None:
    page = own_page
    page.goto(site_url)
    choose(page, theme)
    assert page.evaluate(SCHEME) == theme
    page.add_init_script(WATCH_FIRST_PAINT)
    for other in ("annonces/", ARTICLE):
        page.goto(site_url + other)
        assert page.evaluate("window.themeAtBody") == theme
        assert page.evaluate(SCHEME) == theme
        expect(page.locator('.theme-switch [aria-pressed="true"]')).to_have_attribute(
            "value", theme
        )


def test_the_systems_theme_comes_back(page: Page, site_url: str) -> None:
    page.goto(site_url)
    choose(page, "dark")
    choose(page, "")
    page.reload()
    assert page.evaluate(THEME) == ""
    assert page.evaluate(SCHEME) == "light dark"
    assert page.evaluate("localStorage.length") == 0


def test_a_choice_reaches_the_other_tabs(page: Page, site_url: str) -> None:
    page.goto(site_url)
    other = page.context.new_page()
    other.goto(f"{site_url}annonces/")
    choose(page, "dark")
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_theme_that_nobody_offers_is_not_applied(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.evaluate("localStorage.setItem('theme', 'purple')")
    page.reload()
    assert page.evaluate(THEME) == ""


def test_where_storage_is_refused_a_choice_lasts_as_long_as_the_page(
    own_page: Page, site_url: str
) -> None:
    page = own_page
    page.add_init_script(REFUSE_STORAGE)
    page.goto(site_url)
    choose(page, "dark")
    assert page.evaluate(SCHEME) == "dark"
    letters(page)
    page.locator(".shortcuts input").uncheck()
    page.locator("body").press("/")
    assert page.url == site_url
    page.reload()
    assert page.evaluate(THEME) == ""


# --- without script --------------------------------------------------------------------------


def test_without_script_nothing_is_offered_that_would_not_work(plain: Page, site_url: str) -> None:
    for start in ("", ARTICLE, "recherche/"):
        plain.goto(site_url + start)
        for part in (".theme-switch", ".shortcuts", ".copy"):
            assert not any(one.is_visible() for one in plain.locator(part).all()), part


def test_no_page_leaves_anything_with_its_reader_unless_asked(page: Page, site_url: str) -> None:
    for start in ("", ARTICLE, "recherche/?q=carte"):
        page.goto(site_url + start)
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_scripts_of_every_page_are_small(own_page: Page, site_url: str) -> None:
    page = own_page  # one that has none of them yet
    sizes = {}
    page.on("response", lambda answer: sizes.update({answer.url: len(answer.body())}))
    page.goto(site_url + ARTICLE)
    page.wait_for_load_state("networkidle")
    scripts = {url: size for url, size in sizes.items() if re.search(r"\.js$", url)}
    annotate = scripts.pop(f"{site_url}theme/js/annotate.js")  # articles alone load it
    assert annotate < 4_000
    assert len(scripts) >= 6
    assert sum(scripts.values()) < 12_000
