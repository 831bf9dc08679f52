"""To a proposal that `make check` accepts: by mouse, by keyboard alone, wide and on a phone."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from support.composer_page import ARTICLE
from support.length import sample
from support.miniature import CONTENT

from suites.analysis import proposed
from suites.analysis.loading import LoadedArchive
from suites.archive import front_matter

WAYS = ((False, 360), (True, 1280), (True, 360), (False, 1280))
"""Whether the reader has a mouse, and how wide the page is."""

BOXES = """(words) => {
    const account = document.querySelector(".account");
    const walker = document.createTreeWalker(account, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.includes(words));
    const { currentNode: text } = walker;
    const range = document.createRange();
    range.setStart(text, text.data.indexOf(words));
    range.setEnd(text, text.data.indexOf(words) + words.length);
    const boxes = [...range.getClientRects()];
    return [boxes[0].left, boxes[0].top, boxes.at(-1).right, boxes.at(-1).bottom];
}"""
CARET = """(words) => {
    const account = document.querySelector(".account");
    const walker = document.createTreeWalker(account, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.includes(words));
    getSelection().collapse(walker.currentNode, walker.currentNode.data.indexOf(words));
    getSelection().modify("extend", "forward", "character");
}"""
"""The caret that a browser has in its caret mode, which no page can turn on."""


class Hand:
    """A reader who has either a mouse or a keyboard alone, and writes with the keys."""

    def __init__(self, page: Page, has_mouse: bool) -> None:
        self.page = page
        self.has_mouse = has_mouse

    def select(self, words: str) -> None:
        """Select words of an article."""
        if not self.has_mouse:
            self.page.evaluate(CARET, words)
            for _ in words[1:]:
                self.page.keyboard.press("Shift+ArrowRight")
            return
        left, top, right, bottom = self.page.evaluate(BOXES, words)
        self.page.mouse.move(left + 1, top + 6)
        self.page.mouse.down()
        self.page.mouse.move((left + right) / 2, bottom - 6)
        self.page.mouse.move(right - 1, bottom - 6)
        self.page.mouse.up()

    def go(self, control: Locator, key: str = "Tab") -> None:
        """Give a control the focus: with a key, step by step, where there is no mouse."""
        expect(control).to_be_visible()
        if self.has_mouse:
            control.click()
            return
        for _ in range(150):
            if control.evaluate("one => one === document.activeElement"):
                expect(control).to_be_in_viewport()
                return
            self.page.keyboard.press(key)
        raise AssertionError(f"no key leads to {control}")

    def press(self, control: Locator) -> None:
        """Do what a button, a link, a summary or a choice does."""
        self.go(control)
        if not self.has_mouse:
            is_choice = control.evaluate("one => one.type === 'radio'")
            self.page.keyboard.press("Space" if is_choice else "Enter")

    def write(self, label: str, words: str, key: str = "Tab") -> None:
        """Write into the last field of a label, in the place of what it holds."""
        self.go(self.field(label), key)
        self.page.keyboard.press("ControlOrMeta+a")
        self.page.keyboard.insert_text(words)

    def choose(self, label: str, value: str) -> None:
        """Choose a value of the last list of a label."""
        field = self.field(label)
        self.go(field)
        if self.has_mouse:
            self.page.keyboard.press("Escape")  # the list is the browser's own, not of the page
            field.select_option(value)
            return
        for _ in range(field.locator("option").count()):
            if field.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        assert field.input_value() == value

    def field(self, label: str) -> Locator:
        return self.page.get_by_label(label, exact=True).locator("visible=true").last

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True).locator("visible=true").last


def by(first: int) -> pytest.MarkDecorator:
    """Mark a journey that is made in every way; in `make test` in one of them."""
    ways = sample((*WAYS[first:], *WAYS[:first]), len(WAYS))
    return pytest.mark.parametrize(("has_mouse", "width"), ways)


@pytest.fixture
def hand(page: Page, has_mouse: bool, width: int) -> Hand:
    page.set_viewport_size({"width": width, "height": 800})
    return Hand(page, has_mouse)


def proposal(hand: Hand, opened: list[str], archive: LoadedArchive) -> dict[str, Any]:
    """What is proposed, as the address that opens says it: what the page shows, and sound."""
    page = hand.page
    expect(page.locator(".problems li")).to_have_count(0)
    with page.context.expect_page() as tab:
        hand.press(page.get_by_role("link", name="Proposer sur GitHub"))
    tab.value.wait_for_load_state()
    assert (
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        <= 0
    )
    (address,) = opened
    asked = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    assert asked["value"] == page.locator(".composer pre").text_content()
    path = asked["filename"].removeprefix("content/")
    found, problems = front_matter.read_yaml(path, asked["value"])
    assert found, problems
    judged = proposed.judge(CONTENT, archive, {path: asked["value"].encode()}, "2099-12-31")
    assert judged.proposed == ()
    return dict(found.data) | {"files": judged.files}


@pytest.mark.prove
@by(0)
def test_an_ambiguous_quote_is_refused_completed_and_proposed(
    hand: Hand, page: Page, site_url: str, archive: LoadedArchive, opened: list[str]
) -> None:
    page.goto(f"{site_url}articles/{ARTICLE}/")
    hand.select("bateau partira")
    hand.press(page.get_by_role("link", name="Annoter ces mots"))
    note = hand.field("Note")
    expect(note).to_be_focused()
    expect(page.locator(".composer .mark")).to_have_text("bateau partira")
    page.keyboard.insert_text("Lequel ?")
    hand.write("Mots annotés", "bateau", "Shift+Tab")
    expect(page.locator(".problems")).to_contain_text("stands 2 times in the body")
    hand.press(page.get_by_role("link", name="Proposer sur GitHub"))
    expect(page.get_by_role("heading", name="À mettre au point")).to_be_focused()
    assert opened == []
    hand.press(page.locator(".problems a").first)
    expect(hand.field("Mots annotés")).to_be_focused()
    hand.press(page.get_by_role("radio").first)
    expect(page.get_by_role("radio")).to_have_count(0)
    (added,) = proposal(hand, opened, archive)["add"]
    assert added["value"]["quote"] == {"exact": "bateau", "prefix": "« le"}
    assert added["value"]["note"] == "Lequel ?"


@pytest.mark.prove
@by(1)
def test_a_note_that_stands_is_corrected_with_its_was(
    hand: Hand, page: Page, site_url: str, archive: LoadedArchive, opened: list[str]
) -> None:
    page.goto(f"{site_url}composer/?record={ARTICLE}")
    hand.press(page.locator("summary", has_text="Changer ce qui est déjà là"))
    hand.press(page.locator("summary", has_text="trois euros la traversée"))
    hand.write("Note", "Le prix est au futur.")
    found = proposal(hand, opened, archive)
    was, now = "Le prix est au conditionnel.", "Le prix est au futur."
    assert found["change"] == [{"at": "annotations/billet/note", "was": was, "now": now}]
    path = f"articles/2020/{ARTICLE}.md"
    before = (CONTENT / path).read_text("utf-8")
    assert found["files"][path].decode() == before.replace(was, now)


@pytest.mark.prove
@by(2)
def test_a_new_article_with_two_annotations_is_proposed(
    hand: Hand, page: Page, site_url: str, archive: LoadedArchive, opened: list[str]
) -> None:
    page.goto(f"{site_url}composer/?new=article")
    expect(hand.field("Titre")).to_be_focused()
    page.keyboard.insert_text("Le pont rouvre")
    hand.write("Média", "La Gazette du port")
    hand.write("Parution", "2022-12-20")
    hand.write("Résumé", "Une réouverture est annoncée pour deux jours.")
    hand.write("Texte, en Markdown", "Le pont rouvre pour deux jours.\n\nElle dit « on verra ».\n")
    for words, note in (("deux jours", "Un essai."), ("on verra", "Rien de sûr.")):
        hand.press(hand.button("Une note"))
        hand.write("Mots annotés", words)
        hand.write("Note", note)
    found = proposal(hand, opened, archive)
    assert found["kind"] == "article"
    (path,) = found["files"]
    assert path == "articles/2022/2022-12-20-gazette-du-port-le-pont-rouvre.md"
    made, _ = front_matter.parse(path, found["files"][path])
    assert made
    data: Any = made.data
    said = [(one["quote"], one["note"]) for one in data["annotations"]]
    assert said == [("deux jours", "Un essai."), ("on verra", "Rien de sûr.")]


@pytest.mark.prove
@by(1)
def test_a_new_announcement_with_an_event_is_proposed(
    hand: Hand, page: Page, site_url: str, archive: LoadedArchive, opened: list[str]
) -> None:
    page.goto(f"{site_url}composer/?new=announcement")
    expect(hand.field("Titre")).to_be_focused()
    page.keyboard.insert_text("Un ponton neuf")
    hand.write("Énoncé", "Un ponton neuf est construit à Port-Brume.")
    hand.press(hand.button("Un événement"))
    hand.write("Jour", "2020-02-13")
    hand.choose("Étape", "announced")
    hand.press(hand.button("Ajouter (Preuves)"))
    hand.go(page.get_by_role("combobox", name="Preuves"))
    page.keyboard.insert_text("Un bateau électrique est promis")
    hand.choose("Note de cet article", "ponton")
    hand.press(page.locator(".item summary", has_text="Autres champs"))
    hand.choose("Modalité", "considered")
    found = proposal(hand, opened, archive)
    assert found["kind"] == "announcement"
    (path,) = found["files"]
    made, _ = front_matter.parse(path, found["files"][path])
    assert made
    data: Any = made.data
    (event,) = data["events"]
    said = {key: event[key] for key in ("on", "stage", "modality", "evidence")}
    assert said == {
        "on": "2020-02-13",
        "stage": "announced",
        "modality": "considered",
        "evidence": [f"{ARTICLE}#ponton"],
    }
