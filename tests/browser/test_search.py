"""The search, typed as a reader types it, on the real site under a sub-path."""

from __future__ import annotations

import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from suites import files, search
from suites.adapters import pagefind

ROOT = Path(__file__).parents[2]

HERE = (None, "127.0.0.1")

FIND = """async (questions) => {
    const { find, read } = await import("../theme/js/seek.js");
    const pagefind = await import("../pagefind/pagefind.js");
    const found = {};
    for (const question of questions) {
        const { results } = await find(pagefind, read(question), {});
        const pages = await Promise.all(results.map((result) => result.load()));
        found[question] = pages.map(({ url }) => url);
    }
    return found;
}"""


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The text of each document as its page shows it, by address."""
    linked = files.read_archive(ROOT / "content").linked
    assert linked
    return {
        document.url: " ".join(
            (
                document.title,
                document.facts,
                *(f"{section.heading} {section.text}" for section in document.sections),
            )
        )
        for document in search.documents(linked, files.catalogue(ROOT / "theme", "fr"))
    }


def status(page: Page) -> Any:
    return page.locator('[data-part="status"]')


def unfold(page: Page) -> None:
    """Show every result of every kind."""
    while (more := page.locator('[data-part="more"]:visible')).count():
        shown = page.locator(".search-results h3").count()
        more.first.click()
        page.wait_for_function(
            "shown => document.querySelectorAll('.search-results h3').length > shown", arg=shown
        )


def ask(page: Page, site_url: str, question: str) -> list[str]:
    """Ask by typing; the addresses of the results below the site's root."""
    page.goto(f"{site_url}recherche/")
    field = page.get_by_role("searchbox")
    field.fill(question)
    field.press("Enter")
    expect(status(page)).not_to_be_empty()
    unfold(page)
    links = page.locator(".search-results h3 a")
    return [str(link.evaluate("a => a.href")).removeprefix(site_url) for link in links.all()]


def holding(texts: dict[str, str], *patterns: str) -> set[str]:
    return {
        url
        for url, text in texts.items()
        if all(re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) for pattern in patterns)
    }


@pytest.mark.parametrize(
    ("question", "patterns"),
    [
        ("l'application", ["applications?"]),
        ("l’application", ["applications?"]),
        ("application", ["applications?"]),
        ("argent", ["argents?"]),
        ("qu'Elon", ["elon"]),
        ("elon", ["elon"]),
        ("reseau social", ["réseaux?", "social(?:e|es)?|sociaux"]),
        ("États", ["états?"]),
        ("etats", ["états?"]),
        ("paiement mensuel", ["paiements?", "mensuel(?:le)?s?"]),
    ],
)
def test_words_are_found_however_they_are_typed(
    page: Page, site_url: str, texts: dict[str, str], question: str, patterns: list[str]
) -> None:
    expected = holding(texts, *patterns)
    assert expected, "the content no longer holds these words"
    assert expected <= set(ask(page, site_url, question))


@pytest.mark.parametrize(
    ("question", "pattern"),
    [
        ("argent", "argents?"),
        ("application", "applications?"),
        ("elon", "elon"),
        ("X", r"x(?![-.]\w)"),
        ("IA", "ia"),
    ],
)
def test_no_page_without_the_word_is_a_result(
    page: Page, site_url: str, texts: dict[str, str], question: str, pattern: str
) -> None:
    page.goto(f"{site_url}recherche/")
    found = page.evaluate(FIND, [question])[question]
    below = {url.removeprefix(urlsplit(site_url).path) for url in found}
    assert below == holding(texts, pattern)


@pytest.mark.parametrize(
    "question", ["atelier", "zèbre", "application zèbre", "« mensuel paiement »", "l’", "+ *"]
)
def test_what_is_nowhere_finds_nothing(page: Page, site_url: str, question: str) -> None:
    assert ask(page, site_url, question) == []
    expect(status(page)).to_contain_text("Aucune page")


def test_guillemets_ask_for_the_very_words(
    page: Page, site_url: str, texts: dict[str, str]
) -> None:
    found = ask(page, site_url, "«\u00a0petit paiement mensuel\u00a0»")
    assert set(found) == holding(texts, "petit paiement mensuel")


def test_every_word_of_every_page_finds_its_page(
    page: Page, site_url: str, texts: dict[str, str]
) -> None:
    # A comma parts words, but not the digits of a number.
    apart = re.compile(r"(?:[\s«»()\[\]:;!?…–—]|,(?!\d)|\.(?=\s|$))+")
    words = {
        url: {word for word in apart.split(text) if re.search(r"\w", word)}
        for url, text in texts.items()
    }
    page.goto(f"{site_url}recherche/")
    found = cast(dict[str, list[str]], page.evaluate(FIND, sorted(set().union(*words.values()))))
    root = urlsplit(site_url).path
    missed = [
        f"{word} of {url}"
        for url, own in words.items()
        for word in sorted(own)
        if root + url not in found[word] and not re.fullmatch(r"\W*\w{1,6}['’]\W*", word)
    ]
    assert not missed


def test_a_result_leads_to_the_note_that_holds_the_word(page: Page, site_url: str) -> None:
    ask(page, site_url, "« petit paiement mensuel »")
    place = page.locator('.search-places a[href$="#petit-paiement"]').first
    place.click()
    expect(page.locator("#petit-paiement")).to_be_visible()
    assert page.url.startswith(f"{site_url}articles/")


def test_a_question_in_the_address_is_asked_on_arrival(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/?q={quote('l’application')}&kind=Article")
    expect(status(page)).to_contain_text("l’application")
    expect(page.get_by_role("searchbox")).to_have_value("l’application")
    expect(page.locator('select[name="kind"]')).to_have_value("Article")
    groups = page.locator(".search-results section:visible").all()
    assert [group.get_attribute("data-kind") for group in groups] == ["Article"]
    expect(groups[0].locator("h3")).not_to_have_count(0)


def test_results_stand_under_their_kind_with_its_count(page: Page, site_url: str) -> None:
    found = ask(page, site_url, "paiement")
    groups = page.locator(".search-results section:visible").all()
    assert len(groups) > 1
    counts = [int(group.locator(".n").inner_text()) for group in groups]
    assert counts == [group.locator("h3").count() for group in groups]
    assert sum(counts) == len(found)
    states = page.locator('[data-kind="Annonce"] .search-kind .state')
    expect(states.first.locator("use")).to_have_attribute("href", re.compile("^#sign_"))


def test_where_nothing_is_found_the_listings_are_a_way_on(page: Page, site_url: str) -> None:
    ask(page, site_url, "zèbre")
    expect(page.locator(".search-ways a").first).to_be_visible()
    ask(page, site_url, "argent")
    expect(page.locator(".search-ways")).to_be_hidden()


def test_the_address_keeps_step_with_the_question(page: Page, site_url: str) -> None:
    ask(page, site_url, "argent")
    assert page.url.endswith("/recherche/?q=argent")
    page.locator('select[name="kind"]').select_option("Article")
    expect(page).to_have_url(re.compile(r"\?q=argent&kind=Article$"))
    page.go_back()
    expect(page.locator('select[name="kind"]')).to_have_value("")
    expect(page.get_by_role("searchbox")).to_have_value("argent")


def test_what_is_typed_is_sought_without_the_button(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/")
    page.get_by_role("searchbox").press_sequentially("netan")
    expect(page.locator(".search-results")).to_contain_text("Netanyahou")
    expect(page).to_have_url(re.compile(r"\?q=netan$"))


def test_filters_alone_list_pages_and_their_counts_are_true(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/")
    option = page.locator('select[name="theme"] option').nth(1)
    expect(option).to_have_text(re.compile(r".+ \(\d+\)"))
    name, count = re.fullmatch(r"(.+) \((\d+)\)", option.inner_text().strip()).groups()  # type: ignore[union-attr]
    page.locator('select[name="theme"]').select_option(name)
    expect(status(page)).to_contain_text(count)
    unfold(page)
    expect(page.locator(".search-results h3")).to_have_count(int(count))


def test_without_javascript_the_page_says_so_and_links_to_the_listings(
    browser: Browser, site_url: str
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site_url}recherche/")
    # Playwright's own text matching passes over <noscript>.
    assert "JavaScript" in page.locator("main").inner_text()
    expect(page.get_by_role("searchbox")).to_be_hidden()
    for listing in ("annonces", "articles", "entites", "themes"):
        link = page.locator(f'main a[href$="{listing}/"]').first
        expect(link).to_be_visible()
        address = str(link.evaluate("a => a.href"))
        assert address == f"{site_url}{listing}/"
        answer = page.request.get(address)
        assert answer.ok
    context.close()


TEXTS = {
    "coeur": "Le cœur de l’œuvre.",
    "price": "Premium+ coûte 16\u202f$ ou 9,60\u00a0€, soit 8$ de moins.",
    "names": "Le choix d’X, jusqu’à présent. Aujourd’hui, Twitter-Blue n’est plus.",
    "accents": "L’État à payer, a dit l’abonné, là où la loi l’exige.",
    "money": "D’argent, point ; l’argenterie et l’Argentine.",
}


@pytest.fixture(scope="module")
def words_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that is only an index of `TEXTS`, beside the script."""
    folder = tmp_path_factory.mktemp("words")
    documents = [
        search.SearchDocument(
            url=f"{name}/",
            language="fr",
            title=name,
            facts="",
            day="2023-09-19",
            sections=(search.Section("", "", text),),
        )
        for name, text in TEXTS.items()
    ]
    for document in documents:
        copy = folder / "copies" / document.path
        copy.parent.mkdir(parents=True)
        copy.write_text(search.html(document), "utf-8")
    (folder / "site").mkdir()
    pagefind.index(folder / "copies", "fr", folder / "site/pagefind")
    shutil.copytree(ROOT / "theme/static/js", folder / "site/theme/js")
    (folder / "site/recherche").mkdir()
    empty = '<!doctype html><html lang="fr"><link rel="icon" href="data:,"><title>x</title>'
    (folder / "site/recherche/index.html").write_text(empty)
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(Quiet, directory=str(folder / "site"))
    ) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing."""


ASKED: list[tuple[str, set[str]]] = [
    ("cœur", {"coeur"}),
    ("COEUR", {"coeur"}),
    ("l'oeuvre", {"coeur"}),
    ("8 $", {"price"}),
    ("8$", {"price"}),
    ("9,60 €", {"price"}),
    ("Premium+", {"price"}),
    ("premium", {"price"}),
    ("X", {"names"}),
    ("d’X", {"names"}),
    ("aujourd'hui", {"names"}),
    ("« jusqu’à présent »", {"names"}),
    ("“d’X jusqu’à”", {"names"}),
    ("Twitter-Blue", {"names"}),
    ("blue", {"names"}),
    ("twitter-bleu", set()),
    ("« à payer »", {"accents"}),
    ("« a payer »", {"accents"}),
    ("« payer l’État »", set()),
    ("abonne", {"accents"}),
    ("ABONNÉS", {"accents"}),
    ("argent", {"money"}),
    ("argen", {"money"}),
    ("argentan", set()),
    ("payer argent", set()),
    ("$", {"price"}),
]


@pytest.fixture(scope="module")
def answers(browser: Browser, words_url: str) -> Iterator[dict[str, list[str]]]:
    """The addresses that each question of `ASKED` finds."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{words_url}recherche/")
    yield page.evaluate(FIND, [question for question, _ in ASKED])
    context.close()


@pytest.mark.parametrize(("question", "names"), ASKED)
def test_the_words_that_are_asked_for_are_those_that_are_found(
    answers: dict[str, list[str]], question: str, names: set[str]
) -> None:
    assert {url.strip("/") for url in answers[question]} == names
