"""The search, typed as a reader types it, on a site under a sub-path."""

from __future__ import annotations

import json
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from support.browser import wait_until
from support.length import sample
from support.search_documents import build_documents
from support.sites import write_index

from suites.analysis import loading
from suites.archive.languages.catalogue import read_catalogue
from suites.site import search
from suites.site.search import folding

ROOT = Path(__file__).parents[2]

HERE = (None, "127.0.0.1")

FIND = """async (questions) => {
    const { find, open } = await import("../theme/js/search-engine.js");
    const engine = await open();
    const found = {};
    for (const question of questions) {
        const { results } = await find(engine, question);
        const pages = await Promise.all(results.map((result) => result.load()));
        found[question] = pages.map(({ url }) => url);
    }
    return found;
}"""


READ_FIRST = """async (questions) => {
    const { clustered, find, loaded, open } = await import("../theme/js/search-engine.js");
    const engine = await open();
    const found = {};
    for (const question of questions) {
        const [first] = clustered(await loaded(await find(engine, question), 0, 10));
        found[question] = first?.url;
    }
    return found;
}"""


@pytest.fixture(scope="module")
def documents(built_site: Path) -> list[search.SearchDocument]:
    """What is indexed of each page."""
    linked = loading.load_archive(built_site.parent / "content").linked
    assert linked
    return list(build_documents(linked, read_catalogue("fr")))


@pytest.fixture(scope="module")
def texts(documents: list[search.SearchDocument]) -> dict[str, str]:
    """The text of each document as its page shows it, by address."""
    return {
        document.url: " ".join(
            (
                document.title,
                document.facts,
                *document.names,
                *document.named,
                *(f"{section.heading} {section.text}" for section in document.sections),
            )
        )
        for document in documents
    }


def status(page: Page) -> Any:
    return page.locator('main [data-part="status"]')


def unfold(page: Page) -> None:
    """Show every result."""
    while (more := page.locator('[data-part="more"]:visible')).count():
        shown = page.locator(".search-results > li").count()
        more.click()
        wait_until(
            page,
            "shown => document.querySelectorAll('.search-results > li').length > shown",
            shown,
        )


def ask(page: Page, site_url: str, question: str) -> list[str]:
    """Ask by typing; the addresses of the results below the site's root."""
    page.goto(f"{site_url}recherche/")
    field = page.get_by_role("searchbox")
    field.fill(question)
    field.press("Enter")
    expect(status(page)).not_to_be_empty()
    unfold(page)
    links = page.locator(".search-results :is(h3, .search-reports) a")
    found: list[str] = links.evaluate_all("links => links.map((link) => link.href)")
    return [re.split(r"[?#]", one.removeprefix(site_url))[0] for one in found]


def box(page: Page, name: str, value: str) -> Any:
    """The box of a value of a facet, by the name that the facet has in addresses."""
    return page.locator(f'main input[name="{name}"][value="{value}"]')


def holding(texts: dict[str, str], *patterns: str) -> set[str]:
    return {
        url
        for url, text in texts.items()
        if all(re.search(rf"(?<!\w){pattern}(?!\w)", text, re.IGNORECASE) for pattern in patterns)
    }


@pytest.mark.prove
@pytest.mark.parametrize(
    ("question", "patterns"),
    sample(
        [
            ("l'application", ["applications?"]),
            ("l’application", ["applications?"]),
            ("application", ["applications?"]),
            ("carte", ["cartes?"]),
            ("qu'Hugo", ["hugo"]),
            ("hugo", ["hugo"]),
            ("ligne annoncee", ["lignes?", "annoncée?s?"]),
            ("Régie", ["régies?"]),
            ("regie", ["régies?"]),
            ("tarif reduit", ["tarifs?", "réduite?s?"]),
        ],
        2,
    ),
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
        ("carte", "cartes?"),
        ("navette", "navettes?"),
        ("hugo", "hugo"),
        ("KM", "km"),
    ],
)
def test_no_page_without_the_word_is_a_result(
    page: Page, site_url: str, texts: dict[str, str], question: str, pattern: str
) -> None:
    page.goto(f"{site_url}recherche/")
    found = page.evaluate(FIND, [question])[question]
    below = {url.removeprefix(urlsplit(site_url).path) for url in found}
    assert below == holding(texts, pattern)


@pytest.mark.prove
@pytest.mark.parametrize(
    "question",
    sample(["girafe", "mammouth", "« réduit tarif »", "application girafe", "l’", "+ *"], 2),
)
def test_what_is_nowhere_finds_nothing(page: Page, site_url: str, question: str) -> None:
    assert ask(page, site_url, question) == []
    expect(status(page)).to_contain_text("Aucun résultat")


def test_guillemets_ask_for_the_very_words(
    page: Page, site_url: str, texts: dict[str, str]
) -> None:
    found = ask(page, site_url, "«\u00a0trois euros la traversée\u00a0»")
    assert set(found) == holding(texts, "trois euros la traversée")


def test_every_word_of_every_page_finds_its_page(
    page: Page, site_url: str, texts: dict[str, str]
) -> None:
    # Neither a comma nor a space parts the digits of a number.
    apart = re.compile(r"(?:(?<!\d)\s|\s(?!\d{3}(?!\d))|[«»()\[\]:;!?…–—/]|,(?!\d)|\.(?=\s|$))+")
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


def test_the_title_of_every_page_finds_it_first(
    page: Page, site_url: str, documents: list[search.SearchDocument]
) -> None:
    # The notices that lengthen the miniature differ by a number alone.
    titles = {one.url: one.title for one in documents if not one.url.endswith("-maree/")}
    assert len(titles) > 60
    page.goto(f"{site_url}recherche/")
    found = cast(dict[str, str], page.evaluate(READ_FIRST, sorted(titles.values())))
    root = urlsplit(site_url).path
    assert {title: found[title] for title in titles.values()} == {
        title: root + url for url, title in titles.items()
    }


def test_a_result_leads_to_the_note_that_holds_the_words_and_marks_them(
    page: Page, site_url: str
) -> None:
    ask(page, site_url, "« trois euros la traversée »")
    page.locator('.search-places a[href$="#billet"]').first.click()
    expect(page.locator("#billet")).to_be_visible()
    assert page.url.startswith(f"{site_url}articles/")
    wait_until(page, "() => CSS.highlights.get('sought')?.size > 2")
    words = page.evaluate(
        "() => [...CSS.highlights.get('sought')].map((range) => "
        "range.startContainer.data.slice(range.startOffset, range.endOffset).toLowerCase())"
    )
    assert {"trois", "euros", "traversée"} <= set(words)


def test_a_question_in_the_address_is_asked_on_arrival(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/?q={quote('l’application')}&nature=Article&tri=date")
    expect(status(page)).to_contain_text("l’application")
    expect(page.get_by_role("searchbox")).to_have_value("l’application")
    expect(box(page, "nature", "Article")).to_be_checked()
    expect(box(page, "tri", "date")).to_be_checked()
    kinds = page.locator(".search-results > li > .search-kind span:first-child").all_inner_texts()
    assert kinds
    assert set(kinds) == {"Article"}


def test_an_announcement_leads_what_reports_it_and_shows_its_state(
    page: Page, site_url: str
) -> None:
    ask(page, site_url, "navette électrique")
    first = page.locator(".search-results > li").first
    expect(first.locator(".search-kind")).to_contain_text("Annonce")
    expect(first.locator(".state use").first).to_have_attribute("href", re.compile("^#sign_"))
    report = first.locator(".search-reports li").first
    expect(report.locator("a")).to_have_attribute("href", re.compile("/articles/"))
    expect(report).to_contain_text(re.compile(r"20\d\d"))


def test_where_nothing_is_found_the_listings_are_a_way_on(page: Page, site_url: str) -> None:
    ask(page, site_url, "girafe")
    expect(page.locator(".search-ways a").first).to_be_visible()
    ask(page, site_url, "carte")
    expect(page.locator(".search-ways")).to_be_hidden()


def test_the_address_keeps_step_with_the_question(page: Page, site_url: str) -> None:
    ask(page, site_url, "carte")
    assert page.url.endswith("/recherche/?q=carte")
    before = status(page).inner_text()
    box(page, "nature", "Article").check()
    expect(page).to_have_url(re.compile(r"\?q=carte&nature=Article$"))
    expect(status(page)).not_to_have_text(before)
    page.locator('[data-part="sort"]').check()
    expect(page).to_have_url(re.compile(r"\?q=carte&tri=date&nature=Article$"))
    page.go_back()
    page.go_back()
    expect(box(page, "nature", "Article")).not_to_be_checked()
    expect(page.get_by_role("searchbox")).to_have_value("carte")
    expect(status(page)).to_have_text(before)


def test_what_is_chosen_can_be_cleared_at_once(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/?q=carte&nature=Article")
    expect(box(page, "nature", "Article")).to_be_checked()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page).to_have_url(re.compile(r"\?q=carte$"))
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_results_by_date_begin_with_the_newest(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/?q=navette&tri=date&nature=Article")
    expect(status(page)).not_to_be_empty()
    years = [
        int(re.findall(r"20\d\d", text)[-1])
        for text in page.locator(".search-results > li > .search-kind").all_inner_texts()
        if re.search(r"20\d\d", text)
    ]
    assert len(set(years)) > 2
    assert years == sorted(years, reverse=True)


def test_values_of_one_facet_widen_and_facets_narrow(page: Page, site_url: str) -> None:
    def count() -> int:
        return int(re.findall(r"\d+", status(page).inner_text())[0])

    def number(name: str, value: str) -> int:
        label = page.locator(f'main label:has([name="{name}"][value="{value}"])')
        return int(label.locator(".number").inner_text())

    page.goto(f"{site_url}recherche/?q=navette")
    expect(box(page, "nature", "Article")).to_be_visible()
    articles, announcements = number("nature", "Article"), number("nature", "Annonce")
    box(page, "nature", "Article").check()
    expect(status(page)).to_contain_text(str(articles))
    assert number("nature", "Annonce") == announcements
    box(page, "nature", "Annonce").check()
    expect(status(page)).to_contain_text(str(articles + announcements))
    year = page.locator('main input[name="annee"]').first
    value = str(year.get_attribute("value"))
    both = number("annee", value)
    year.check()
    expect(status(page)).to_contain_text(str(both))
    assert count() == both < articles + announcements


def test_what_is_typed_is_sought_without_the_button(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/")
    page.get_by_role("searchbox").press_sequentially("halv")
    expect(page.locator(".search-results")).to_contain_text("Halvørsen")
    expect(page).to_have_url(re.compile(r"\?q=halv$"))


def test_facets_alone_list_pages_and_their_counts_are_true(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/")
    page.get_by_role("searchbox").focus()
    theme = page.locator('main input[name="theme"]').first
    number = page.locator('main label:has([name="theme"]) .number').first.inner_text()
    theme.check()
    expect(status(page)).to_contain_text(number)
    found = ask_nothing(page)
    assert len(found) == int(number)


def ask_nothing(page: Page) -> list[str]:
    """The addresses that are shown, all of them."""
    unfold(page)
    links = page.locator(".search-results :is(h3, .search-reports) a")
    return cast(list[str], links.evaluate_all("links => links.map((link) => link.href)"))


def test_the_count_is_told_and_the_field_keeps_the_focus(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}recherche/")
    field = page.get_by_role("searchbox")
    field.press_sequentially("navette")
    told = page.get_by_role("status")
    expect(told).to_have_text(re.compile(r"^\d+ pages répondent à «\snavette\s»"))
    expect(field).to_be_focused()
    field.fill("girafe")
    expect(told).to_contain_text("Aucun résultat")


@pytest.mark.parametrize(
    ("question", "proposed"), [("hugo castrel", "hugo Castel"), ("navtte", "navette")]
)
def test_a_misspelled_word_is_answered_with_the_nearest(
    page: Page, site_url: str, question: str, proposed: str
) -> None:
    ask(page, site_url, question)
    meant = page.locator('main [data-part="meant"]')
    expect(meant).to_contain_text("Vouliez-vous dire")
    expect(meant.get_by_role("link")).to_have_text(re.compile(proposed, re.IGNORECASE))
    meant.get_by_role("link").click()
    expect(page.get_by_role("searchbox")).to_have_value(re.compile(proposed, re.IGNORECASE))
    expect(page.locator(".search-results > li").first).to_be_visible()
    expect(meant).to_be_hidden()


def test_an_old_name_finds_the_thing_and_says_so(page: Page, site_url: str) -> None:
    assert ask(page, site_url, "Inès Carmin")[0] == "entites/ines-dorval/"
    expect(page.locator('[data-part="said"]')).to_have_text("Inès Carmin, devenu Inès Dorval")


def test_nothing_of_the_search_is_loaded_before_its_first_use(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for address in ("", "articles/2020-02-14-gazette-navette/", "recherche/"):
        page.goto(f"{site_url}{address}", wait_until="networkidle")
    assert asked
    assert [one for one in asked if "/pagefind/" in one or "noms.json" in one] == []


def test_browsers_can_add_the_search(page: Page, site_url: str) -> None:
    page.goto(site_url)
    link = page.locator('link[type="application/opensearchdescription+xml"]')
    answer = page.request.get(str(link.evaluate("link => link.href")))
    assert answer.ok
    template = re.findall(r'template="([^"]+)"', answer.text())[0]
    page.goto(template.replace("{searchTerms}", quote("l’application")))
    expect(status(page)).to_contain_text("l’application")


def test_without_javascript_the_page_says_so_and_links_to_the_listings(
    plain: Page, site_url: str
) -> None:
    page = plain
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


TEXTS = {
    "fr": {
        "coeur": "Le cœur de l’œuvre.",
        "price": "Premium+ coûte 16\u202f$ ou 9,60\u00a0€, soit 8$ de moins.",
        "names": "Le choix d’X, jusqu’à présent. Aujourd’hui, Navette-Blue n’est plus.",
        "accents": "L’État à payer, a dit l’abonné, là où la loi l’exige.",
        "money": "D’argent, point ; l’argenterie et l’Argentine.",
    },
    "en": {
        "possessives": "The PEP’s schedule, X’s price and the users’ rights: it’s what’s asked.",
        "negation": "“It doesn’t work”, they said; we won’t, and don’t.",
        "quotation": "A “provisional” term—‘soft’ in their words—was never met.",
        "dates": "Said on 9 January 2024, and gone by Monday, 1 April 2024.",
        "money": "It costs $8, £1,500 or 5% of 2,500 users’ budgets; then $3.50.",
        "numbers": "Twenty-one modules, eight dollars, 33,000 classes and policies.",
        "hyphens": "An opt-in, back-ported and re-enabled e-mail.",
        "strokes": "Łukasz Brøndby",
        "plurals": "An index, the analysis, one box; removals were removed.",
    },
    "de": {
        "umlauts": "Frau Müller wohnt in der Straße am Größten See.",
        "plurals": "Die App hat ein Konto, viele Änderungen und Häuser.",
        "money": "Es kostet 8 Euro, 33 Milliarden Dollar oder 5\u00a0% von 2.500 Fahrten.",
        "dates": "Am 9. Januar 2024 gesagt, „vorläufig“, seit dem 1. März.",
        "possessives": "Wie geht’s weiter mit X’s Dienst?",
    },
}


@contextmanager
def words_site(folder: Path, language: str = "fr") -> Iterator[str]:
    """Serve a site that is only an index of the `TEXTS` of a language, beside the script."""
    documents = [
        search.SearchDocument(
            url=f"{name}/",
            language=language,
            title=name,
            facts="",
            day="2023-09-19",
            sections=(search.Section("", "", text),),
        )
        for name, text in TEXTS[language].items()
    ]
    copies = sorted(
        (document.path, search.render_copy(document).encode()) for document in documents
    )
    write_index(copies, language, folder / "site/pagefind")
    shutil.copytree(ROOT / "theme/static/js", folder / "site/theme/js")
    (folder / "site/search").mkdir()
    known = {"language": search.language_of_scripts(language), "kinds": [], "names": []}
    (folder / "site/search/names.json").write_bytes(json.dumps(known).encode())
    link = '<a class="open-search" href="./" data-names="names.json" data-found="words"></a>'
    page = f'<!doctype html><html lang="{language}"><link rel="icon" href="data:,">{link}'
    (folder / "site/search/index.html").write_text(page)
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


ASKED: dict[str, list[tuple[str, set[str]]]] = {
    "fr": [
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
        ("Navette-Blue", {"names"}),
        ("blue", {"names"}),
        ("navette-bleu", set()),
        ("« à payer »", {"accents"}),
        ("« a payer »", {"accents"}),
        ("« payer l’État »", set()),
        ("abonne", {"accents"}),
        ("ABONNÉS", {"accents"}),
        ("argent", {"money"}),
        ("argen", {"money"}),
        ("argentan", set()),
        # No page has both: the rarer word counts, and that is said.
        ("payer argent", {"money"}),
        ("$", {"price"}),
    ],
    "en": [
        ("PEP", {"possessives"}),
        ("PEP's", {"possessives"}),
        ("peps schedule", {"possessives"}),
        ("X", {"possessives"}),
        ("the price of X", {"possessives"}),
        ("X’s", {"possessives"}),
        ("users' rights", {"possessives"}),
        ("users", {"possessives", "money"}),
        ("“PEP’s schedule”", {"possessives"}),
        ("doesn't", {"negation"}),
        ("doesn’t", {"negation"}),
        ("doesnt work", {"negation"}),
        ("does it work", {"negation"}),
        ("“doesn't work”", {"negation"}),
        ('"work doesn\'t"', set()),
        ("provisional", {"quotation"}),
        ("“provisional term”", {"quotation"}),
        ("soft", {"quotation"}),
        ("9 January 2024", {"dates"}),
        ("2024-01-09", {"dates"}),
        ("January 9, 2024", {"dates"}),
        ("09/01/2024", {"dates"}),
        ("01.04.2024", {"dates"}),
        ("8 dollars", {"money", "numbers"}),
        ("$8", {"money", "numbers"}),
        ("8$", {"money", "numbers"}),
        ("eight dollars", {"money", "numbers"}),
        ("£1500", {"money"}),
        ("1,500 pounds", {"money"}),
        ("1.5k pounds", set()),
        ("5 per cent", {"money"}),
        ("5 %", {"money"}),
        ("5%", {"money"}),
        ("2500 users", {"money"}),
        ("33k", {"numbers"}),
        ("21 modules", {"numbers"}),
        ("class", {"numbers"}),
        ("policy", {"numbers"}),
        ("optin", {"hyphens"}),
        ("opt in", {"hyphens"}),
        ("opt-in", {"hyphens"}),
        ("backported", {"hyphens"}),
        ("reenabled", {"hyphens"}),
        ("email", {"hyphens"}),
        ("lukasz", {"strokes"}),
        ("Łukasz Brondby", {"strokes"}),
        ("indices", {"plurals"}),
        ("indexes", {"plurals"}),
        ("analyses", {"plurals"}),
        ("boxes", {"plurals"}),
        ("removal", {"plurals"}),
        ("removing", {"plurals"}),
    ],
    "de": [
        ("Mueller", {"umlauts"}),
        ("Muller", {"umlauts"}),
        ("MÜLLER", {"umlauts"}),
        ("Strasse", {"umlauts"}),
        ("Groesster See", {"umlauts"}),
        ("Apps", {"plurals"}),
        ("Konto", {"plurals"}),
        ("Kontos", {"plurals"}),
        ("Änderung", {"plurals"}),
        ("Aenderung", {"plurals"}),
        ("Haus", {"plurals"}),
        ("acht Euro", {"money"}),
        ("8€", {"money"}),
        ("33 Mrd. $", {"money"}),
        ("5%", {"money"}),
        ("2500 Fahrten", {"money"}),
        ("9.1.2024", {"dates"}),
        ("2024-01-09", {"dates"}),
        ("9. Januar 2024", {"dates"}),
        ("01.03.2024", {"dates"}),
        ("„vorläufig“", {"dates"}),
        ("Wie geht's mit X weiter?", {"possessives"}),
        ("X", {"possessives"}),
    ],
}


@pytest.fixture(scope="module")
def answers(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, dict[str, set[str]]]:
    """The names of the texts that each question of `ASKED` finds, by language."""
    context = browser.new_context()
    page = context.new_page()
    found = {}
    for language, asked in ASKED.items():
        with words_site(tmp_path_factory.mktemp(language), language) as url:
            page.goto(f"{url}search/")
            own = page.evaluate(FIND, [question for question, _ in asked])
        found[language] = {
            question: {address.strip("/") for address in one} for question, one in own.items()
        }
    context.close()
    return found


@pytest.mark.parametrize(
    ("language", "question", "names"),
    [(language, *case) for language, cases in ASKED.items() for case in cases],
)
def test_the_words_that_are_asked_for_are_those_that_are_found(
    answers: dict[str, dict[str, set[str]]], language: str, question: str, names: set[str]
) -> None:
    assert answers[language][question] == names


SHOWN = """async ([data, texts, titles]) => {
    const { languageOf } = await import("../theme/js/question.js");
    const { quoted, titleNodes } = await import("../theme/js/search-results.js");
    const language = languageOf(data);
    const said = (node) => node.textContent ?? node;
    return {
        titles: titles.map((title, i) => (
            titleNodes({ language, title, text: texts[i], marks: [0] }).map(said).join(""))),
        quoted: quoted(language, `"a" b's`),
    };
}"""

TITLES = {
    "fr": [
        "L’accès d’X\u00a0: 2\u202f500\u00a0$\u202f?",
        "«\u00a0Oui\u00a0»\u202f! dit-il, 10\u00a0%",
    ],
    "en": ["The PEP’s “5%”: $8 of 2,500?", "It’s X’s; don’t"],
    "de": ["Wie geht’s, „X“? 2.500\u00a0€", "8\u00a0% in X’s Dienst"],
}


@pytest.mark.parametrize(
    ("language", "quoted"),
    [("fr", "“a” b’s"), ("en", "‘a’ b’s"), ("de", "‚a‘ b’s")],
)
def test_results_are_shown_as_their_pages_are(
    browser: Browser, tmp_path: Path, language: str, quoted: str
) -> None:
    titles = TITLES[language]
    texts = [one.split() for one in folding.of(language).fold_all(titles)]
    context = browser.new_context()
    page = context.new_page()
    with words_site(tmp_path, language) as url:
        page.goto(f"{url}search/")
        data = search.language_of_scripts(language)
        shown = page.evaluate(SHOWN, [data, texts, titles])
    context.close()
    assert shown == {"titles": titles, "quoted": quoted}


def test_an_index_of_another_form_is_searched_all_the_same(
    browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unknown(_: bytes) -> None:
        raise ValueError("of another form")

    monkeypatch.setattr(search, "read_texts", unknown)
    context = browser.new_context()
    page = context.new_page()
    with words_site(tmp_path) as url:
        assert not (tmp_path / "site/pagefind/columns").exists()
        # What `search-facets.js` asks for; Pagefind asks with the time.
        page.route("**/pagefind-entry.json", lambda route: route.abort())
        page.goto(f"{url}search/")
        found = page.evaluate(FIND, [question for question, _ in ASKED["fr"]])
    context.close()
    names = {
        question: {urlsplit(address).path.strip("/") for address in own}
        for question, own in found.items()
    }
    assert names == dict(ASKED["fr"])
