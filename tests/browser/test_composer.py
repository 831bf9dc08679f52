"""The composer: from words that are selected on a page to a proposal that `make check` accepts."""

from __future__ import annotations

import gzip
import random
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Route, expect
from support.accessibility import violations
from support.composer_page import ARTICLE, REPOSITORY
from support.length import sample
from support.miniature import CONTENT

from suites.analysis import proposed
from suites.analysis.loading import LoadedArchive
from suites.archive import front_matter
from suites.archive.problems import Problem

SELECT = """([start, end]) => {
    const account = document.querySelector(".account"), nodes = [];
    const walker = document.createTreeWalker(account, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) nodes.push(walker.currentNode);
    const place = (words, after) => {
        const node = nodes.find((one) => one.data.includes(words));
        return [node, node.data.indexOf(words) + (after ? words.length : 0)];
    };
    const range = document.createRange();
    range.setStart(...place(start, false));
    range.setEnd(...place(end, true));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""
WORD = """(word) => {
    const account = document.querySelector(".account");
    const walker = document.createTreeWalker(account, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.includes(word));
    const range = document.createRange();
    range.setStart(walker.currentNode, walker.currentNode.data.indexOf(word));
    range.setEnd(walker.currentNode, walker.currentNode.data.indexOf(word) + word.length);
    const { left, top, width, height } = range.getBoundingClientRect();
    return [left + width / 2, top + height / 2];
}"""
FOCUSED = "document.activeElement.textContent || document.activeElement.id"


def compose(page: Page, site_url: str, asked: str) -> Locator:
    """Open the composer with a query; return its root once it is ready."""
    page.goto(f"{site_url}composer/{asked}")
    root = page.locator(".composer")
    expect(root.locator("h2").first).to_be_visible()
    return root


def write_note(page: Page, words: str) -> None:
    """Write the note on which the composer opened."""
    note = page.get_by_label("Note", exact=True).last
    expect(note).to_be_focused()
    page.keyboard.insert_text(words)


def text_of(page: Page, holds: str) -> str:
    """The text of the proposal's file, once it holds something."""
    shown = page.locator(".composer pre")
    expect(shown).to_contain_text(holds)
    return str(shown.text_content())


def read(text: str) -> dict[str, Any]:
    found, problems = front_matter.read_yaml("proposal.yaml", text)
    assert found, problems
    return found.data


def judged(archive: LoadedArchive, text: str) -> tuple[tuple[Problem, ...], dict[str, bytes]]:
    """The problems of a proposal as `make check` finds them, and the records as they would be."""
    path = f"proposals/2026-01-30-{read(text)['record']}-a1b2.yaml"
    found = proposed.judge(CONTENT, archive, {path: text.encode()}, "2026-12-31")
    return found.proposed, dict(found.files)


def added(text: str) -> list[Any]:
    return [one["value"] for one in read(text)["add"]]


# --- from an article -------------------------------------------------------------------------


def test_words_are_selected_a_note_is_written_and_the_address_holds_the_proposal(
    page: Page, site_url: str, archive: LoadedArchive, opened: list[str]
) -> None:
    page.goto(f"{site_url}articles/{ARTICLE}/")
    page.mouse.dblclick(*page.evaluate(WORD, "promet"))
    page.get_by_role("link", name="Annoter ces mots").click()
    write_note(page, "Le verbe : fort, # {dit} *sans* [[tram-gratuit]].")
    root = page.locator(".composer")
    expect(root.locator(".mark")).to_have_text("promet")
    expect(root.locator(".note a")).to_have_text("Le tram gratuit")
    text = text_of(page, "fort")
    with page.context.expect_page() as tab:
        root.get_by_role("link", name="Proposer sur GitHub").click()
    tab.value.wait_for_load_state()
    address = urlsplit(opened[0])
    asked = {name: values[0] for name, values in parse_qs(address.query).items()}
    assert f"https://{address.netloc}{address.path}" == f"{REPOSITORY}/new/HEAD"
    assert asked["value"] == text
    assert asked["filename"].startswith("content/proposals/20")
    assert f"-{ARTICLE}-" in asked["filename"]
    (note,) = added(text)
    assert note["quote"] == "promet"
    assert note["note"] == "Le verbe : fort, # {dit} *sans* [[tram-gratuit]]."
    problems, files = judged(archive, text)
    assert problems == ()
    assert "Le verbe : fort, # {dit}" in files[f"articles/2020/{ARTICLE}.md"].decode()


def test_all_of_it_can_be_done_by_keyboard(
    page: Page, site_url: str, archive: LoadedArchive
) -> None:
    page.goto(f"{site_url}articles/{ARTICLE}/")
    page.evaluate(SELECT, ["Le billet", "coûterait"])
    expect(page.locator("a.annotate")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.locator("a.annotate")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(page.locator("a.annotate")).not_to_be_focused()  # which is no trap
    page.locator("a.annotate").focus()
    page.keyboard.press("Enter")
    write_note(page, "Un prix au conditionnel.")
    for _ in range(40):
        if "Télécharger" in str(page.evaluate(FOCUSED)):
            break
        page.keyboard.press("Tab")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    text = Path(download.value.path()).read_text("utf-8")
    assert download.value.suggested_filename.endswith(".yaml")
    assert added(text)[0]["quote"] == "Le billet coûterait"
    assert judged(archive, text)[0] == ()


def test_words_are_selected_in_the_composer_too(page: Page, site_url: str) -> None:
    root = compose(page, site_url, f"?record={ARTICLE}&add=annotations")
    expect(root.get_by_label("Mots annotés")).to_be_focused()
    page.evaluate(
        """() => {
            const lines = [...document.querySelectorAll(".whole p")];
            const line = lines.find((one) => one.textContent.includes("dernier"));
            const [node, at] = [line.firstChild, line.textContent.indexOf("bateau")];
            getSelection().setBaseAndExtent(node, at, node, at + "bateau".length);
        }"""
    )
    root.get_by_role("button", name="Prendre les mots sélectionnés").click()
    expect(root.locator(".mark")).to_have_text("bateau")
    assert added(text_of(page, "prefix"))[0]["quote"] == {"exact": "bateau", "prefix": "dernier"}


def test_a_callout_is_no_word_and_before_and_after_tell_the_place(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}articles/{ARTICLE}/")
    page.evaluate(SELECT, ["le bateau partira", "dit"])
    link = page.locator("a.annotate")
    expect(link).to_be_visible()
    asked = parse_qs(urlsplit(str(link.get_attribute("href"))).query)
    assert asked["quote"][0].replace("\u00a0", " ") == "le bateau partira en juin 2021 », dit"
    # Nor is the link itself, which stands among the words by now.
    page.evaluate(
        """() => {
            const all = [...document.querySelectorAll(".account .words")];
            getSelection().setBaseAndExtent(all[0], 0, all.at(-1), all.at(-1).childNodes.length);
        }"""
    )
    expect(link).not_to_have_attribute("href", re.compile("quote=le"))
    assert "Annoter" not in str(link.get_attribute("href"))
    page.evaluate("getSelection().removeAllRanges()")
    expect(link).to_be_hidden()
    page.keyboard.press("a")
    assert page.url.endswith(f"{ARTICLE}/")
    page.evaluate(SELECT, ["Régie de la baie", "promet"])
    expect(link).to_be_visible()
    page.keyboard.press("a")
    # The link has no words of its own: the text has its id.
    expect(page.get_by_label("Mots annotés")).to_have_value("regie-de-la-baie promet")
    expect(page.locator(".composer .mark")).to_have_text("Régie de la baie promet")


# --- the quote -------------------------------------------------------------------------------


def test_an_ambiguous_quote_is_told_apart_by_itself_or_by_choosing_a_place(
    page: Page, site_url: str, archive: LoadedArchive
) -> None:
    compose(page, site_url, f"?record={ARTICLE}&quote=bateau&before=L’heure du dernier&after= :")
    write_note(page, "Lequel ?")
    first = added(text_of(page, "Lequel"))[0]["quote"]
    assert first["exact"] == "bateau"
    assert (first.get("prefix"), first.get("suffix")) == ("dernier", None)
    root = compose(page, site_url, f"?record={ARTICLE}&quote=bateau")
    words = root.get_by_label("Mots annotés").last
    places = root.get_by_role("radio")
    write_note(page, "Celui-ci.")
    expect(places).to_have_count(2)
    expect(root.locator(".ask [role=status]").last).to_contain_text("2 fois")
    expect(root.locator(".problems")).to_contain_text("stands 2 times in the body")
    places.first.focus()
    page.keyboard.press("Space")
    expect(words).to_be_focused()
    expect(places).to_have_count(0)
    text = text_of(page, "« le")
    assert added(text)[-1]["quote"] == {"exact": "bateau", "prefix": "« le"}
    assert judged(archive, text)[0] == ()


def test_half_a_word_is_refused_and_the_whole_one_offered(page: Page, site_url: str) -> None:
    root = compose(page, site_url, f"?record={ARTICLE}&quote=électriq")
    expect(root.locator(".problems li")).not_to_have_count(0)
    expect(root.locator(".composer .mark")).to_have_count(0)
    root.get_by_role("button", name="Prendre les mots entiers").click()
    expect(root.locator(".mark")).to_have_text("électrique")
    root.get_by_label("Note", exact=True).fill("Entier.")
    assert added(text_of(page, "Entier"))[0]["quote"] == "électrique"


def test_with_a_problem_nothing_is_proposed_and_the_problem_is_at_its_field(
    page: Page, site_url: str, opened: list[str]
) -> None:
    root = compose(page, site_url, f"?record={ARTICLE}&quote=promet")
    note = root.get_by_label("Note", exact=True)
    note.fill("mot " * 60)
    expect(root.locator(".problems li")).to_have_count(1)
    root.get_by_role("link", name="Proposer sur GitHub").click()
    expect(root.get_by_role("heading", name="À mettre au point")).to_be_focused()
    expect(note).to_have_attribute("aria-invalid", "true")
    described = str(note.get_attribute("aria-describedby")).split()
    assert "60 words" in str(page.locator(f"#{described[-1]}").text_content())
    root.locator(".problems a").click()
    expect(note).to_be_focused()
    assert opened == []


def test_what_is_said_of_a_proposal_goes_when_it_changes(
    page: Page, site_url: str, opened: list[str]
) -> None:
    root = compose(page, site_url, f"?record={ARTICLE}&quote=promet")
    nothing = "Rien n’est changé encore."
    expect(root.locator(".problems li")).to_have_count(1)
    expect(root.get_by_text("À revoir : 1.").first).to_be_visible()
    root.get_by_role("button", name="Retirer").click()
    # Whoever looks need not wait until it is read out.
    expect(root.get_by_text("Rien à reprendre ici.").first).to_be_visible(timeout=700)
    root.get_by_role("link", name="Proposer sur GitHub").click()
    expect(root.get_by_text(nothing)).to_be_visible()
    root.get_by_role("button", name="Une note").click()
    root.get_by_label("Mots annotés").fill("promet")
    root.get_by_label("Note", exact=True).fill("Une promesse.")
    expect(root.get_by_text(nothing)).to_have_count(0)
    steps = root.get_by_role("link", name="Que presser sur GitHub")
    assert str(steps.get_attribute("href")).endswith("contribuer/#s_send")
    assert opened == []


# --- other changes, and new records ----------------------------------------------------------


def test_a_note_is_changed_with_its_was_and_the_correction_is_noted(
    page: Page, site_url: str, archive: LoadedArchive
) -> None:
    root = compose(page, site_url, f"?record={ARTICLE}")
    root.locator("summary", has_text="Changer ce qui est déjà là").click()
    root.locator("summary", has_text="trois euros la traversée").click()
    member = root.locator('[data-item="annotations:1"]')
    # What is taken away can be put back, and the keyboard is not lost.
    member.get_by_role("button", name="Retirer").press("Enter")
    expect(root.get_by_role("button", name="Remettre")).to_be_focused()
    page.keyboard.press("Enter")
    expect(member.locator("summary").first).to_be_focused()
    page.keyboard.press("Enter")
    member.get_by_label("Note", exact=True).fill("Le prix est au futur.")
    member.get_by_role("button", name="Noter la rectification").click()
    text = text_of(page, "corrections")
    (change,) = read(text)["change"]
    assert change == {
        "at": "annotations/billet/note",
        "was": "Le prix est au conditionnel.",
        "now": "Le prix est au futur.",
    }
    (correction,) = added(text)
    assert (correction["was"], correction["now"]) == (change["was"], change["now"])
    problems, files = judged(archive, text)
    assert problems == ()
    before = (CONTENT / f"articles/2020/{ARTICLE}.md").read_text("utf-8")
    after = files[f"articles/2020/{ARTICLE}.md"].decode()
    kept = [line for line in after.split("\n") if "correction" not in line and "was:" not in line]
    wanted = before.replace(change["was"], change["now"])
    assert kept == wanted.split("\n")


def test_a_new_article_has_two_annotations(
    page: Page, site_url: str, archive: LoadedArchive
) -> None:
    root = compose(page, site_url, "?new=article")
    root.get_by_label("Titre", exact=True).fill("Le pont rouvre : un essai")
    root.get_by_label("Média").fill("La Gazette du porc")
    root.get_by_label("Parution").fill("2022-12-20")
    expect(root.locator(".problems li", has_text="L’archive n’a rien de ce nom")).to_be_visible()
    root.get_by_label("Média").fill("La Gazette du port")
    expect(root.get_by_text("20 décembre 2022")).to_be_visible()
    root.get_by_label("Résumé").fill("Une réouverture est annoncée pour deux jours.")
    root.get_by_label("Texte, en Markdown").fill(
        "La régie annonce que le pont rouvre pour deux jours, le samedi et le dimanche.\n\n"
        "Le *pont* sera fermé ensuite ; « on verra », dit-elle. Voir [[ligne-b]].\n"
    )
    for words, note in (("rouvre pour deux jours", "Un essai."), ("on verra", "Rien de sûr.")):
        root.get_by_role("button", name="Une note").click()
        root.get_by_label("Mots annotés").last.fill(words)
        root.get_by_label("Note", exact=True).last.fill(note)
    text = text_of(page, "Rien de sûr.")
    made, _ = front_matter.parse("", read(text)["text"].encode())
    assert made
    assert made.data["outlet"] == "gazette-du-port"
    assert [one["quote"] for one in made.data["annotations"]] == [  # type: ignore[attr-defined]
        "rouvre pour deux jours", "on verra",
    ]  # fmt: skip
    problems, files = judged(archive, text)
    assert problems == ()
    (path,) = files
    assert path == "articles/2022/2022-12-20-gazette-du-port-le-pont-rouvre-un-essai.md"
    expect(root.locator(".problems li")).to_have_count(0)


def test_a_new_announcement_has_an_event_with_its_evidence(
    page: Page, site_url: str, archive: LoadedArchive
) -> None:
    root = compose(page, site_url, "?new=announcement")
    root.get_by_label("Titre", exact=True).fill("Un ponton neuf")
    root.get_by_label("Énoncé").fill("Un ponton neuf est construit à Port-Brume.")
    root.get_by_role("button", name="Un événement").click()
    root.get_by_label("Jour").fill("2020-02-13")
    root.get_by_label("Étape").select_option("announced")
    lacking = root.locator(".problems a", has_text="Preuves : Rien ne prouve cet événement")
    lacking.click()
    expect(root.get_by_role("button", name="Ajouter (Preuves)")).to_be_focused()
    page.keyboard.press("Enter")
    expect(root.locator(".list .hint", has_text="celle de ses notes")).to_be_visible()
    # The problem is told of the new field once the draft was checked again.
    field = root.get_by_role("combobox", name="Preuves").get_attribute("id")
    expect(lacking).to_have_attribute("href", f"#{field}")
    lacking.click()
    expect(root.get_by_role("combobox", name="Preuves")).to_be_focused()
    root.get_by_role("combobox", name="Preuves").fill("Un bateau électrique est promis")
    root.get_by_label("Note de cet article").select_option("ponton")
    root.locator(".item summary", has_text="Autres champs").click()
    root.get_by_label("Modalité").select_option("considered")
    text = text_of(page, f"{ARTICLE}#ponton")
    assert judged(archive, text)[0] == ()


def test_a_new_entity_has_a_name(page: Page, site_url: str, archive: LoadedArchive) -> None:
    root = compose(page, site_url, "?new=entity")
    root.get_by_label("Nom", exact=True).fill("L’Étoile du sud")
    root.get_by_label("Texte, en Markdown").fill("Un bateau.")
    text = text_of(page, "Étoile")
    problems, files = judged(archive, text)
    assert problems == ()
    assert list(files) == ["entities/l-etoile-du-sud.md"]


@pytest.mark.usefixtures("in_chromium")
def test_under_the_development_server_it_is_saved(scripted: BrowserContext, site_url: str) -> None:
    page = scripted.new_page()  # one that is not watched: a proposal that is refused is logged
    sent: list[tuple[str | None, str | None]] = []
    answers = iter(
        [(422, {"problems": [{"what": "a fault", "mend": "mend it"}]}), (200, {"url": "/archive/"})]
    )

    def with_token(route: Route) -> None:
        head = '<meta name="suites-save" content="secret"></head>'
        body = route.fetch().text().replace("</head>", head)
        route.fulfill(body=body, content_type="text/html")

    def answer(route: Route) -> None:
        sent.append((route.request.header_value("X-Suites-Token"), route.request.post_data))
        status, value = next(answers)
        route.fulfill(status=status, json=value)

    page.route(lambda url: urlsplit(url).path.endswith("/composer/"), with_token)
    page.route("**/.serve/proposals", answer)
    root = compose(page, site_url, f"?record={ARTICLE}")
    save = root.get_by_role("button", name="Enregistrer")
    save.click()
    expect(root.get_by_text("Rien n’est changé encore.")).to_be_visible()
    root.get_by_role("button", name="Une copie archivée").click()
    root.get_by_label("Adresse").fill("https://archive.example/3")
    text = text_of(page, "example/3")
    save.click()
    expect(root.get_by_text("a fault; mend it")).to_be_visible()
    save.click()
    page.wait_for_url(site_url)
    assert sent == [("secret", text), ("secret", text)]
    assert page.evaluate("localStorage.length") == 0
    page.close()


# --- drafts, and the page itself -------------------------------------------------------------


def test_a_draft_is_kept_until_it_is_thrown_away_and_says_when_its_record_changed(
    page: Page, site_url: str
) -> None:
    compose(page, site_url, f"?record={ARTICLE}&quote=promet")
    write_note(page, "À finir.")
    text_of(page, "À finir.")
    page.reload()
    expect(page.get_by_label("Note", exact=True)).to_have_value("À finir.")
    page.evaluate(
        "localStorage.setItem(localStorage.key(0), localStorage.getItem(localStorage.key(0))"
        '.replace(/"made_from":"..../, \'"made_from":"0000\'))'
    )
    root = compose(page, site_url, "")
    root.get_by_role("button", name="Reprendre").click()
    expect(root.get_by_role("alert")).to_contain_text("a changé")
    root.get_by_role("button", name="Reprendre sur le texte d’aujourd’hui").click()
    expect(root.get_by_role("alert")).to_have_count(0)
    expect(page.get_by_label("Note", exact=True)).to_have_value("À finir.")
    root = compose(page, site_url, "")
    root.get_by_role("button", name="Jeter").click()
    expect(root.get_by_role("button", name="Jeter")).to_have_count(0)
    assert page.evaluate("localStorage.length") == 0


def test_a_new_record_is_gone_on_with_and_another_tab_is_told(page: Page, site_url: str) -> None:
    root = compose(page, site_url, "?new=theme")
    root.get_by_label("Titre", exact=True).fill("Un thème")
    text_of(page, "Un thème")
    page.reload()
    expect(root.get_by_label("Titre", exact=True)).to_have_value("Un thème")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_label("Titre", exact=True)).to_have_value("Un thème")
    root.get_by_label("Titre", exact=True).fill("Un autre thème")
    expect(other.get_by_role("alert")).to_contain_text("dans un autre onglet")
    expect(root.get_by_role("alert")).to_have_count(0)
    other.close()
    root = compose(page, site_url, "")
    expect(root.get_by_role("button", name="Reprendre")).to_have_count(1)


def test_what_is_kept_and_is_no_draft_does_no_harm(page: Page, site_url: str) -> None:
    compose(page, site_url, f"?record={ARTICLE}&quote=promet")
    write_note(page, "À finir.")
    text_of(page, "À finir.")
    name, kept = page.evaluate("Object.entries(localStorage)[0]")
    for rubbish in ("null", "[1]", '{"a": null}', '{"a": {"key": "a"}}', "{", '"x"'):
        page.evaluate("(all) => localStorage.setItem(...all)", [name, rubbish])
        root = compose(page, site_url, "")
        expect(root.get_by_label("Titre d’un article")).to_be_visible()
        expect(root.get_by_role("button", name="Jeter")).to_have_count(0)
    # One of another program cannot be drawn, but thrown away.
    page.evaluate(
        "(all) => localStorage.setItem(...all)", [name, kept.replace('"article"', '"former"')]
    )
    root = compose(page, site_url, "")
    page.evaluate("window.reportError = () => {}")
    root.get_by_role("button", name="Reprendre").click()
    expect(root.get_by_text("Ce brouillon ne peut plus être ouvert.")).to_be_visible()
    root.get_by_role("button", name="Jeter").click()
    expect(root.get_by_role("button", name="Jeter")).to_have_count(0)


def test_a_record_that_cannot_be_read_is_neither_gone_nor_changed(
    scripted: BrowserContext, site_url: str
) -> None:
    page = scripted.new_page()  # one that is not watched: what cannot be read is logged
    compose(page, site_url, f"?record={ARTICLE}&quote=promet")
    write_note(page, "À finir.")
    text_of(page, "À finir.")
    root = compose(page, site_url, "")
    page.route("**/index.json", lambda route: route.abort())
    root.get_by_role("button", name="Reprendre").click()
    expect(root.get_by_text("n’a pas pu être lu")).to_be_visible()
    expect(root.get_by_role("heading", name="Vos brouillons")).to_be_focused()
    page.unroute_all()
    page.route("**/index.json", lambda route: route.fulfill(status=404))
    root.get_by_label("Titre d’un article").fill("La navette électrique")
    root.get_by_role("button", name="Ouvrir").click()
    expect(root.get_by_text("n’est plus, dans l’archive")).to_be_visible()
    page.unroute_all()
    root.get_by_role("button", name="Reprendre").click()
    expect(root.get_by_label("Mots annotés")).to_be_focused()
    expect(page.get_by_label("Note", exact=True)).to_have_value("À finir.")
    expect(root.get_by_role("alert")).to_have_count(0)
    page.close()


def test_a_record_is_chosen_by_its_title_or_by_words_that_it_alone_has(
    page: Page, site_url: str
) -> None:
    root = compose(page, site_url, "")
    field = root.get_by_label("Titre d’un article")
    for several in ("marée", "rien de tel"):
        field.fill(several)
        field.press("Enter")
        expect(field).to_be_focused()
        expect(root.get_by_text("Aucune page n’a ce titre")).to_be_visible()
        expect(field).to_have_attribute("aria-invalid", "true")
    field.fill("navette électr")
    field.press("Enter")
    expect(root.get_by_role("heading", name="La navette électrique")).to_be_focused()


@pytest.mark.prove
@pytest.mark.parametrize(
    ("scheme", "width"), sample([("dark", 360), ("light", 360), ("light", 1280), ("dark", 1280)], 2)
)
def test_the_form_is_accessible_and_fits_a_phone(
    page: Page, site_url: str, scheme: str, width: int
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    page.set_viewport_size({"width": width, "height": 900})
    root = compose(page, site_url, f"?record={ARTICLE}&quote=bateau")
    root.locator("summary", has_text="Changer ce qui est déjà là").click()
    root.locator("summary", has_text="trois euros la traversée").click()
    # A second of its kind, and a word that no line holds.
    root.get_by_role("button", name="Une note", exact=True).click()
    root.get_by_label("Mots annotés").locator("visible=true").first.fill("promet")
    root.get_by_label("Note", exact=True).locator("visible=true").first.fill("o" * 200)
    expect(root.locator(".problems li")).not_to_have_count(0)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_without_script_it_says_what_to_do_instead(plain: Page, site_url: str) -> None:
    plain.goto(f"{site_url}composer/")
    expect(plain.locator("noscript a").first).to_be_visible()
    expect(plain.locator(".composer")).to_be_hidden()


def test_its_scripts_are_light_and_no_other_page_loads_them(built_site: Path) -> None:
    scripts = built_site / "theme/js/composer"
    assert sum(len(gzip.compress(path.read_bytes())) for path in scripts.glob("*.js")) < 60_000
    loading_them = [
        path.relative_to(built_site).as_posix()
        for path in built_site.rglob("*.html")
        if "js/composer/" in path.read_text("utf-8") or "css/composer" in path.read_text("utf-8")
    ]
    assert loading_them == ["composer/index.html"]
    for path in (built_site / "theme/js").glob("*.js"):
        assert "composer/" not in path.read_text("utf-8")


def test_a_number_is_what_it_is_in_the_language_or_the_text_that_it_was(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}composer/")
    cases: dict[str, dict[str, float | None]] = {
        "fr": {"9,60": 9.6, "9.6": 9.6, "44\u202f000\u202f000\u202f000": 44_000_000_000, "-5": -5},
        "en": {"1,000": 1000, "1,000.5": 1000.5, "9,60": 9.6, "1,00,000": None},
        "de": {"1.000": 1000, "1.000,5": 1000.5, "9.6": 9.6},
    }
    for text in ("1e3", "", "12345678901234567890", "8 $", "+5", ".5", "1 000,5,5"):
        cases["fr"][text] = None
    for language, numbers in cases.items():
        found = page.evaluate(
            "async ([module, texts, language]) => { const { numberIn } = await import(module);"
            "return texts.map((text) => numberIn(text, language)) }",
            [f"{site_url}theme/js/composer/fields.js", list(numbers), language],
        )
        assert found == list(numbers.values())


SIGNS = "a é  \t: #-'\"\\{}[],&*!|>%@`\u00a0\u202f😀«»’?<=~\n"
SCALARS: tuple[Any, ...] = (
    "true", "null", "on", "1", "1e3", "0x1f", ".5", "---", "...", "2023-01-02", "2023", "a-b#c-d",
    "- a", "a: b", "a #b", "ligne\nligne\n", "\n", "|", "fin ", "", 0, -2, 9.6, 44000000000, True,
    None, [], {},
)  # fmt: skip


def random_value(chance: random.Random, depth: int) -> Any:
    kind = chance.randrange(4 if depth else 2)
    if kind == 0:
        return "".join(chance.choices(SIGNS, k=chance.randrange(9)))
    if kind == 1:
        return chance.choice(SCALARS)
    inside = [random_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    if kind == 2:
        return inside
    keys = chance.sample(["id", "note", "on", "null", "1", "é à", "x", "quote"], len(inside))
    return dict(zip(keys, inside, strict=True))


def test_any_values_that_are_written_are_read_back_as_they_were(page: Page, site_url: str) -> None:
    chance = random.Random(23)
    values = [{"a": random_value(chance, 3), "b": random_value(chance, 3)} for _ in range(300)]
    page.goto(f"{site_url}404.html")
    texts = page.evaluate(
        """async ([module, values]) => values.map((await import(module)).yaml)""",
        [f"{site_url}theme/js/composer/proposal.js", values],
    )
    for value, text in zip(values, texts, strict=True):
        assert read(text) == value, text


def test_a_body_that_is_being_written_has_the_words_that_its_page_will_have(
    page: Page, site_url: str, archive: LoadedArchive
) -> None:
    assert archive.linked
    bodies = [archive.linked.bodies[id_] for id_ in archive.linked.archive.by_id]
    page.goto(f"{site_url}composer/")
    found = page.evaluate(
        """async ([scripts, bodies]) => {
            const { plain } = await import(`${scripts}markup.js`);
            const { fold } = await import(`${scripts}anchoring.js`);
            const words = (text) => fold(text).text.trim();
            return bodies.map(([source, text]) => [words(plain(source)), words(text)]);
        }""",
        [f"{site_url}theme/js/composer/", [(body.source, body.text) for body in bodies]],
    )
    # A table is cells there, and a line here.
    differing = [(ours, theirs) for ours, theirs in found if ours.replace(" |", "") != theirs]
    assert differing == []


def test_what_no_address_can_hold_is_no_address(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}404.html")
    ask = """async ([module, n]) =>
        (await import(module)).newFileAddress("https://forge.example/a", "x.yaml", "é".repeat(n))
    """
    module = f"{site_url}theme/js/composer/proposal.js"
    longest = max(n for n in range(600, 900, 5) if page.evaluate(ask, [module, n]))
    address = page.evaluate(ask, [module, longest])
    signed_in = f"https://github.com/login?return_to={quote(address, safe='')}"
    assert 7_900 < len(signed_in) <= 8_000
    assert parse_qs(urlsplit(address).query)["value"] == ["é" * longest]


def test_what_a_draft_changes_is_said_at_its_place_and_no_more_of_it(
    page: Page, site_url: str
) -> None:
    compose(page, site_url, "?new=theme")
    found = page.evaluate(
        """async (scripts) => {
            const { changeOf, changes, passage, rebased } = await import(`${scripts}draft.js`);
            const { meant } = await import(`${scripts}quote.js`);
            const { blocks } = await import(`${scripts}markup.js`);
            const data = { url: null, events: [{ on: "2020" }, { on: "2021" }, { on: "2022" }] };
            const body = "Un tram.\\n\\nUn tram.\\n\\nFin.\\n";
            const source = { id: "a", kind: "announcement", digest: "1", data, body };
            const draft = changeOf(source, "key", "A");
            draft.added.push({ to: "events", value: { on: "2021", note: "x" } });
            draft.body = body.replace("Fin.", "Suite.");
            const twice = { ...source, body: "Fin. Fin." };
            const text = "le mot ; le mot";
            const spans = [{ start: 0, end: 6 }, { start: 9, end: 15 }];
            const shown = blocks("[a](javascript:1) [b](https://b.example)", () => null)[0];
            return {
                ...changes(draft),
                second: passage("a\\na\\n", "a\\nb\\n"),
                first: passage("", "a"),
                lost: rebased(draft, twice)[1],
                equal: meant("x mot x mot x", [{ start: 2, end: 5 }, { start: 8, end: 11 }],
                    { before: "x", after: "x" }) ?? null,
                told: meant(text, spans, { before: "le mot ;", after: "" }),
                links: [...shown.querySelectorAll("a")].map((one) => one.href),
            };
        }""",
        f"{site_url}theme/js/composer/",
    )
    assert found["add"] == [{"to": "events", "at": 2, "value": {"on": "2021", "note": "x"}}]
    assert found["change"] == [{"at": "body", "was": "Fin.", "now": "Suite."}]
    assert found["second"] == {"at": "body", "was": "a\na\n", "now": "a\nb\n"}
    assert found["first"] == {"at": "body", "was": "", "now": "a"}
    assert found["lost"] == ["body"]
    assert found["equal"] is None
    assert found["told"] == {"start": 9, "end": 15}
    assert found["links"] == ["https://b.example/"]
