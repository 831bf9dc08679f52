"""What awaits somebody's work is found in the records, and told so that no title does harm."""

from __future__ import annotations

import os
import re
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from support.changed_archive import link
from support.miniature import CONTENT
from support.rendered_pages import CATALOGUE, render_pages

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.loading import load_archive
from suites.analysis.to_do import TASKS, Work, to_do
from suites.archive import dates
from suites.cli import main
from suites.site.views import Deployment, PageSpec, ViewBuilder, build_page
from suites.site.views import to_do as view

SITE = "https://archive.example"


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    found = load_archive(CONTENT).linked
    assert found
    return found


def changed(linked: LinkedArchive, day: date | None = None, **kinds: Any) -> LinkedArchive:
    """The archive with other records in the place of some, on a day."""
    archive = linked.archive
    given = {kind: {**getattr(archive, kind), **records} for kind, records in kinds.items()}
    return link(replace(archive, **given), day or linked.as_of)[0]


def details(linked: LinkedArchive, task: str) -> Mapping[str, str]:
    return {work.id: work.detail for work in to_do(linked)[task]}


def test_terms_that_passed_without_a_verdict_are_named_the_longest_overdue_first(
    linked: LinkedArchive,
) -> None:
    found = [work.id for work in to_do(linked)["overdue"]]
    states = linked.states
    assert found == sorted(
        (id_ for id_ in linked.archive.announcements if states[id_].overdue),
        key=lambda id_: -states[id_].overdue_days,
    )
    assert found


def test_a_term_is_due_soon_from_sixty_days_before_it_to_its_own_day(linked: LinkedArchive) -> None:
    term, one = date(2022, 12, 15), linked.archive.announcements["tram-ouvert"]
    day = {"on": dates.parse("2020-01-05"), "due": dates.parse(term.isoformat())}
    events = (one.events[0].model_copy(update=day),)
    alone = one.model_copy(update={"events": events})
    for days, soon in ((61, False), (60, True), (0, True), (-1, False)):
        then = changed(linked, term - timedelta(days), announcements={one.id: alone})
        assert ("tram-ouvert" in details(then, "due-soon")) is soon, days
        assert ("tram-ouvert" in details(then, "overdue")) is (days < 0)


def test_a_verdict_that_was_read_once_awaits_another_reading(linked: LinkedArchive) -> None:
    one = linked.archive.announcements["navette-electrique"]
    (place,) = (n for n, event in enumerate(one.events) if event.read)
    for readings in range(3):
        read = one.events[place].model_copy(update={"read": one.events[place].read[:readings]})
        events = (*one.events[:place], read, *one.events[place + 1 :])
        then = changed(linked, announcements={one.id: one.model_copy(update={"events": events})})
        expected = {one.id: str(place)} if readings == 1 else {}
        assert details(then, "read-once") == expected


def test_an_announcement_rests_on_one_source_while_all_its_articles_are_of_one_outlet(
    linked: LinkedArchive,
) -> None:
    articles = linked.archive.articles
    resting = {e.partition("#")[0] for e in _evidence(linked, "tram-ouvert")}
    assert len(resting) > 1

    def of(*outlets: str | None) -> bool:
        some = {
            id_: articles[id_].model_copy(update={"outlet": outlets[n % len(outlets)]})
            for n, id_ in enumerate(sorted(resting))
        }
        return "tram-ouvert" in details(changed(linked, articles=some), "one-source")

    assert of("gazette-du-port")
    assert not of("gazette-du-port", "la-vigie")
    assert not of("gazette-du-port", None)
    assert not of(None)  # each is a source of its own


def _evidence(linked: LinkedArchive, announcement: str) -> list[str]:
    events = linked.archive.announcements[announcement].events
    return [one for event in events for one in event.evidence]


def test_an_article_is_told_what_it_lacks(linked: LinkedArchive) -> None:
    whole = linked.archive.articles["2021-03-02-gazette-tram"]
    assert whole.captures
    assert whole.archived
    for update, lacking in (
        ({}, None),
        ({"captures": ()}, "capture"),
        ({"archived": ()}, "archived"),
        ({"captures": (), "archived": ()}, "both"),
    ):
        then = changed(linked, articles={whole.id: whole.model_copy(update=update)})
        assert details(then, "no-copy").get(whole.id) == lacking


def test_an_entity_of_which_no_article_speaks_is_named(linked: LinkedArchive) -> None:
    entity = linked.archive.entities["ana-morel"]
    lone = entity.model_copy(update={"id": "sans-article"})
    outlet = linked.archive.entities["la-vigie"].model_copy(update={"id": "sans-parution"})
    then = changed(linked, entities={lone.id: lone, outlet.id: outlet})
    assert to_do(then)["no-article"] == (Work(lone.id), Work(outlet.id))
    # One announcement that names it, and about which there is an article, is enough.
    known = linked.archive.announcements["tram-ouvert"]
    named = known.model_copy(update={"products": (*known.products, lone.id)})
    then = changed(then, announcements={known.id: named})
    assert to_do(then)["no-article"] == (Work(outlet.id),)


def test_the_page_shows_fifty_of_each_task_and_counts_the_others(linked: LinkedArchive) -> None:
    one = linked.archive.articles["2022-12-01-lien-seul"]
    many = {f"lien-{n}": one.model_copy(update={"id": f"lien-{n}"}) for n in range(60)}
    then = changed(linked, articles=many)
    page = build_page(ViewBuilder(then, CATALOGUE), PageSpec(then.urls.to_do, "to-do", ()))
    lacking = next(task for task in page.view.tasks if task.name == "no-copy")  # type: ignore[attr-defined]
    total = len(to_do(then)["no-copy"])
    assert (len(lacking.rows), lacking.rows.left) == (50, total - 50)
    html = render_pages(then, [page])[then.urls.to_do]
    assert CATALOGUE.t("deadlines.left", n=total - 50) in html


def test_each_row_leads_to_where_its_work_begins(linked: LinkedArchive) -> None:
    page = view.page(ViewBuilder(linked, CATALOGUE))
    assert {task.name for task in page.tasks} <= TASKS.keys()
    for task in page.tasks:
        for one in task.rows:
            parts = urlsplit(one.begin)
            assert parts.path == linked.urls.composer
            asked = parse_qs(parts.query)
            if task.name in ("one-source", "no-article"):
                assert asked == {"new": ["article"]}
                continue
            assert asked["record"] == [one.row.ref.url.split("/")[-2]]
            assert asked["add"][0].split("/")[0] in ("events", "archived")


def test_the_guide_and_the_foot_of_every_page_lead_to_it(linked: LinkedArchive) -> None:
    builder = ViewBuilder(linked, CATALOGUE)
    specs = [PageSpec(f"{id_}/", "page", (id_,)) for id_ in ("contribuer", "methode")]
    html = render_pages(linked, [build_page(builder, spec) for spec in specs])
    assert html["contribuer/"].count('href="../contribuer/a-faire/"') == 2
    assert html["methode/"].count('href="../contribuer/a-faire/"') == 1


HOSTILE = (
    "@everyone #1 GH-2 a/b#3 <img src=x onerror=alert(1)> <!-- -->",
    "`` ` ``` @a",
    "](https://evil.example) [x](javascript:alert(1))",
    "https://github.com/a/b/issues/1 www.evil.example a@b.example",
    "- [ ] x\n# y\n\n<script>\n```\n@z",
    "\\` @a \\",
    "&lt;b&gt; ![x](y) | :tada:",
)


@given(st.text(min_size=1) | st.text("`\\[]()<>@# \n", min_size=1))
@example("`")
def test_no_sign_of_a_title_means_anything_in_markdown(title: str) -> None:
    words = re.sub(r"\s+", " ", title).strip()
    code = view.in_code(title)
    assert "\n" not in code
    for line in (f"- {code}", f"- [{code}]({SITE}/x/)"):
        tokens = MarkdownIt("commonmark").parse(line)
        (inline,) = (one for one in tokens if one.type == "inline")
        told = [one for one in inline.children or () if one.type not in ("link_open", "link_close")]
        assert [one.type for one in told] == ["code_inline"] if words else not told
        assert all(one.content.strip() in (words, f"{words[:120]}…") for one in told)


def test_hostile_titles_are_code_in_the_list_and_nothing_else(linked: LinkedArchive) -> None:
    articles = list(linked.archive.articles.values())
    then = changed(
        linked,
        articles={
            one.id: one.model_copy(update={"title": HOSTILE[n % len(HOSTILE)]})
            for n, one in enumerate(articles)
        },
    )
    text = view.as_markdown(ViewBuilder(then, CATALOGUE, Deployment(url=SITE)))
    tokens = MarkdownIt("commonmark", {"linkify": False}).parse(text)
    assert {one.type for one in tokens if one.type.endswith(("block", "_open"))} == {
        "heading_open", "paragraph_open", "bullet_list_open", "list_item_open",
    }  # fmt: skip
    inline = [child for one in tokens for child in one.children or ()]
    assert {one.type for one in inline} == {"text", "code_inline", "link_open", "link_close"}
    assert not any(
        re.search(r"[@#<`]|www|https?:", one.content) for one in inline if one.type == "text"
    )
    links = [str(one.attrs["href"]) for one in inline if one.type == "link_open"]
    assert links
    assert all(one.startswith(f"{SITE}/") for one in links)


def test_a_list_of_any_length_fits_into_an_issue(linked: LinkedArchive) -> None:
    one = linked.archive.articles["2022-12-01-lien-seul"]
    long = {"title": "é😀" * 400}
    many = {
        f"{n:03}{'x' * 76}": one.model_copy(update={**long, "id": f"{n:03}{'x' * 76}"})
        for n in range(99)
    }
    then = changed(linked, articles=many)
    text = view.as_markdown(ViewBuilder(then, CATALOGUE, Deployment(url=f"{SITE}/{'y' * 500}")))
    assert len(text.encode()) <= view.MAX_MARKDOWN


def test_the_command_prints_the_list_as_text_as_markdown_and_for_a_workflow(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(os.environ, "SITEURL", SITE)
    told = {}
    for form in ("text", "markdown", "github"):
        command = ["stats", "--to-do", "--content", str(CONTENT), "--format", form]
        assert main(command) == 0
        told[form] = capsys.readouterr().out
    assert told["text"].startswith("terms passed without a verdict (3)\n")
    assert told["markdown"].startswith(f"# {CATALOGUE.t('to-do.title')}\n")
    assert f"]({SITE}/composer/?record=" in told["markdown"]
    name, _, encoded = told["github"].strip().partition("=")
    assert (name, "\n" in encoded) == ("list", False)
    assert b64decode(encoded).decode() == told["markdown"].removesuffix("\n")


def test_an_announcement_without_evidence_rests_on_no_source_and_not_on_one(
    linked: LinkedArchive,
) -> None:
    one = linked.archive.announcements["tram-ouvert"]
    events = tuple(event.model_copy(update={"evidence": ()}) for event in one.events)
    then = changed(linked, announcements={one.id: one.model_copy(update={"events": events})})
    assert one.id not in details(then, "one-source")


def test_a_term_without_an_end_is_never_due_soon(linked: LinkedArchive) -> None:
    one = linked.archive.announcements["tram-ouvert"]
    for due, is_soon in (("2022-12-15", True), ("2022-12-15/..", False)):
        day = {"on": dates.parse("2020-01-05"), "due": dates.parse(due)}
        alone = one.model_copy(update={"events": (one.events[0].model_copy(update=day),)})
        then = changed(linked, date(2022, 12, 1), announcements={one.id: alone})
        assert (one.id in details(then, "due-soon")) is is_soon
