"""A sound change breaks nothing: what is added, and a term that moves, leave the rest as it was."""

from __future__ import annotations

import re
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from support.link_check import check_links
from support.sites import build_and_serve

from suites.analysis import loading
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.model import Announcement
from suites.cli import main

ENTITY = """---
kind: [person, outlet]
names: [{{name: "Une voix nouvelle"}}]
---
"""
ARTICLE = """---
title: "Un article de plus"
outlet: une-voix-nouvelle
published: "{day}"
lang: {language}
rights: {{statement: CC0-1.0, mode: full}}
summary: "Il rapporte une annonce de plus."
added: "{day}"
annotations:
  - id: annonce
    quote: "une annonce de plus"
    kind: claim
    announcement: une-annonce-de-plus
    role: announces
    speaker: une-voix-nouvelle
    note: "Elle est nouvelle."
---
Ceci est une annonce de plus.
"""
ANNOUNCEMENT = """---
title: "Une annonce de plus"
kind: promise
claim: "Une annonce de plus est faite."
actors: [une-voix-nouvelle]
themes: [{theme}]
events:
  - on: "{day}"
    stage: announced
    modality: promised
    due: "{soon}"
    evidence: [un-article-de-plus#annonce]
  - on: "{day}"
    due: "{later}"
    evidence: [un-article-de-plus#annonce]
relations:
  - {{type: part-of, target: {target}}}
added: "{day}"
---
Voir [[{target}]].
"""


THEME = """---
title: "Un thème de plus"
summary: "Il réunit une annonce de plus."
---
"""
EARLIER = """---
title: "Une annonce d’avant"
kind: promise
claim: "Une annonce d’avant est faite."
actors: [une-voix-nouvelle]
events:
  - on: "{day}"
    stage: announced
    evidence: [un-article-de-plus#annonce]
added: "{day}"
---
"""


@pytest.fixture(scope="module")
def changed(content: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with an entity, an article and an announcement more, and a new term.

    A content that has no theme and no announcement yet gets one of each to begin with.
    """
    linked = loading.load_archive(content).linked
    assert linked
    copy = Path(shutil.copytree(content, tmp_path_factory.mktemp("changed") / "content"))
    day = linked.as_of
    soon, later = day + timedelta(days=30), day + timedelta(days=300)
    files = {
        "entities/une-voix-nouvelle.md": ENTITY,
        f"articles/{day.year}/un-article-de-plus.md": ARTICLE,
        "announcements/une-annonce-de-plus.md": ANNOUNCEMENT,
    }
    if not linked.archive.themes:
        files["themes/un-theme-de-plus.md"] = THEME
    if not linked.archive.announcements:
        files["announcements/une-annonce-d-avant.md"] = EARLIER
    said: dict[str, Any] = {
        "day": day,
        "soon": soon,
        "later": later,
        "language": linked.archive.settings.language,
        "theme": next(iter(linked.archive.themes), "un-theme-de-plus"),
        "target": next(iter(linked.archive.announcements), "une-annonce-d-avant"),
    }
    for path, text in files.items():
        (copy / path).parent.mkdir(parents=True, exist_ok=True)
        (copy / path).write_text(text.format(**said), "utf-8")
    for one in waiting(linked)[:1]:
        move_the_term(copy / f"announcements/{one.id}.md", one, str(day), str(later))
    return copy


def waiting(linked: LinkedArchive) -> list[Announcement]:
    """The announcements that wait for a day, and of which nothing was heard after the state's."""
    return [
        one
        for one in linked.archive.announcements.values()
        for state in [linked.states[one.id]]
        if state.due and not state.judged and not state.later_events
        if all(event.on for event in one.events)
    ]


def move_the_term(path: Path, one: Announcement, day: str, due: str) -> None:
    """Write that another term was given, by the evidence of the event that gave the last one."""
    evidence = ", ".join([event for event in one.events if event.due][-1].evidence)
    event = f'- {{on: "{day}", due: "{due}", evidence: [{evidence}]}}'
    events = re.compile(r"^events:\n(?P<indent> *)- (?:.*\n)(?:(?P=indent)[ -].*\n)*", re.MULTILINE)
    text = path.read_text("utf-8")
    moved = events.sub(lambda found: f"{found[0]}{found['indent']}{event}\n", text)
    assert moved != text
    path.write_text(moved, "utf-8")


def test_a_sound_change_breaks_nothing(
    content: Path, changed: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--content", str(changed)]) == 0, capsys.readouterr().out
    with build_and_serve(changed, tmp_path) as site:
        assert site.closing_line.endswith("no problem")
        count, broken = check_links(site)
        assert not broken
        linked = loading.load_archive(changed).linked
        assert linked
        page = site.folder / linked.urls.announcements / "une-annonce-de-plus/index.html"
        assert "Une voix nouvelle" in page.read_text("utf-8")
    assert len(list(changed.rglob("*.md"))) >= len(list(content.rglob("*.md"))) + 3
    assert count
