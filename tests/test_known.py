"""What was known at the end of a month is what an archive without all later articles would say."""

from __future__ import annotations

import json
import random
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.length import few
from support.miniature import CONTENT

from suites.analysis import history, loading, monthly_snapshot
from suites.analysis.history import PastEvent
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.monthly_snapshot import DatedEvent, Outline
from suites.analysis.rows import OUTLINES
from suites.archive import dates, front_matter
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model import Announcement
from suites.archive.urls import in_language
from suites.build.templates import renderer
from suites.site import views

URLS = in_language("fr")

ROOT = Path(__file__).parents[1]
THEME = ROOT / "theme"
CATALOGUE = read_catalogue("fr")

Front = dict[str, Any]


def split(path: Path) -> tuple[Front, str]:
    found, _ = front_matter.read(path.name, path.read_text("utf-8"))
    assert found
    return json.loads(json.dumps(found.data)), found.body


def write(path: Path, front: Front, body: str) -> None:
    text = yaml.safe_dump(front, allow_unicode=True, sort_keys=False)
    path.write_text(f"---\n{text}---\n{body}", "utf-8")


def latest(front: Front) -> str:
    """The latest day of an article's publication; without a date, it may be any."""
    said = front.get("published")
    return dates.parse(str(said)).latest.isoformat() if said else "9999"


def without_what_came_later(content: Path, end: str) -> None:
    """Remove from the files every article published later, and all that rests on one."""
    gone = set()
    for path in sorted((content / "articles").rglob("*.md")):
        if latest(split(path)[0]) > end:
            gone.add(path.stem)
            path.unlink()
    for path in sorted((content / "announcements").glob("*.md")):
        front, body = split(path)
        front["events"] = [one for event in front["events"] for one in left(event, gone)]
        for key, named in (("relations", "evidence"), ("discrepancies", "quotes")):
            found = front.get(key, [])
            front[key] = [one for one in found if not cited(one.get(named, [])) & gone]
        if front["events"]:
            write(path, front, body)
        else:
            gone.add(path.stem)
            path.unlink()
    for path in sorted(content.rglob("*.md")):
        front, body = split(path)
        front["relations"] = [r for r in front.get("relations", []) if r["target"] not in gone]
        for note in front.get("annotations", ()):
            if note.get("announcement") in gone:
                for key in ("announcement", "role", "extent"):
                    note.pop(key, None)
        if not front["relations"]:
            del front["relations"]
        write(path, front, unlinked(body, gone))
    settings = content / "archive.yaml"
    settings.write_text(
        re.sub(r"(?m)^featured: .*$", "featured: null", settings.read_text("utf-8"))
    )


def left(event: Front, gone: set[str]) -> Iterator[Front]:
    """What is left of an event: a verdict falls with any of its evidence."""
    kept = [one for one in event.get("evidence", []) if one.partition("#")[0] not in gone]
    if len(kept) < len(event.get("evidence", [])):
        event = {key: value for key, value in event.items() if key not in ("verdict", "reason")}
    if kept and any(event.get(key) for key in ("stage", "modality", "due", "verdict", "review")):
        yield {**event, "evidence": kept}


def cited(references: list[str]) -> set[str]:
    return {reference.partition("#")[0] for reference in references}


def unlinked(body: str, gone: set[str]) -> str:
    def words(found: re.Match[str]) -> str:
        target, _, label = found[1].partition("|")
        return (label or "…") if target.partition("#")[0] in gone else found[0]

    return re.sub(r"\[\[([^\]]+)\]\]", words, body)


def shuffled(content: Path, chance: random.Random) -> None:
    """Publish a few articles on other days, of other precisions, or on none."""
    for path in sorted((content / "articles").rglob("*.md")):
        if chance.random() < 0.25:
            front, body = split(path)
            year, month = chance.choice((2021, 2022, 2023, 2024)), chance.randint(1, 12)
            front["published"] = chance.choice(
                (None, f"{year}", f"{year}-{month:02}", f"{year}-{month:02}-{month:02}",
                 f"../{year}-{month:02}-02", f"{year}-{month:02}~")
            )  # fmt: skip
            write(path, front, body)


def read(content: Path) -> LinkedArchive:
    """The archive of the files, though some checks would now refuse it."""
    linked = loading.load_archive(content).readable
    assert linked
    return linked


def month_pages(linked: LinkedArchive, cache: Path) -> dict[str, str]:
    """The pages of all months, by address, as they are built; without the way to the next month."""
    builder = views.ViewBuilder(linked, CATALOGUE)
    frame = views.frame(builder)
    render = renderer(THEME, cache, builder, frame, private=False)
    found = {page.url: render(page) for page in built_months(builder)}
    return {url: re.sub(r'<a rel="next" .*</a>', "", text) for url, text in found.items()}


def built_months(builder: views.ViewBuilder) -> list[views.PageFile]:
    return [
        views.build_page(builder, spec) for spec in views.page_plans(builder)["monthly-snapshot"]()
    ]


@given(seed=st.integers(0, 1_000_000))
@settings(few(6), phases=[Phase.explicit, Phase.generate])
def test_a_month_is_that_of_an_archive_without_any_later_article(seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as name:
        content = Path(name, "content")
        shutil.copytree(CONTENT, content)
        if chance.random() < 0.7:
            shuffled(content, chance)
        linked = read(content)
        whole = month_pages(linked, Path(name))
        months = sorted({url.split("/")[1] for url in whole} - {""})
        month = chance.choice(months)
        without_what_came_later(content, monthly_snapshot.month_end(month, linked.as_of))
        then = month_pages(read(content), Path(name))
        ours = {url for url in whole if url.startswith(URLS.monthly_snapshot(month))}
        assert {url for url in then if url.startswith(URLS.monthly_snapshot(month))} == ours
        for url in ours:
            assert then[url] == whole[url]
        assert max(url.split("/")[1] for url in then) == month


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    return read(CONTENT)


def all_months(linked: LinkedArchive, shown: int = 60) -> list[monthly_snapshot.MonthlySnapshot]:
    articles = linked.archive.articles
    outlines = linked.rows(OUTLINES)
    return list(
        monthly_snapshot.monthly_snapshots(
            outlines, lambda id_: day(articles[id_]), linked.as_of, shown
        )
    )


def day(article: Any) -> str | None:
    return article.published.latest.isoformat() if article.published else None


def known_then(linked: LinkedArchive, one: Announcement, end: date) -> Announcement:
    """The announcement with what is known of its events on a day, as far as they had begun."""
    events = []
    for event in one.events:
        found = [linked.archive.articles[ref.partition("#")[0]] for ref in event.evidence]
        days = [article.published.latest if article.published else None for article in found]
        if not any(day and day <= end for day in days) or (event.on and event.on.earliest > end):
            continue
        judged = all(day and day <= end for day in days)
        begun = event.on and (event.on if event.on.latest <= end else dates.parse(end.isoformat()))
        events.append(
            event.model_copy(update={"on": begun, "verdict": event.verdict if judged else None})
        )
    return one.model_copy(update={"events": tuple(events)})


def test_the_states_are_those_of_the_history_of_what_was_known(linked: LinkedArchive) -> None:
    seen = 0
    for month in all_months(linked):
        end = date.fromisoformat(month.end)
        rows = [(one.id, one.state) for one in month.learnt]
        rows += [(id_, state) for id_, _, state in month.others]
        for id_, known in rows:
            one = linked.archive.announcements[id_]
            state = history.state(known_then(linked, one, end), end)
            verdict = "" if one.kind == "fact" else state.verdict
            assert known == (state.stage or "", verdict, state.overdue)
            seen += 1
    assert seen > 0


def test_the_balance_counts_every_announcement_that_is_known(linked: LinkedArchive) -> None:
    for month in all_months(linked, shown=10_000):
        states = [one.state for one in month.learnt] + [state for *_, state in month.others]
        assert len(states) == month.known
        counts = Counter(("verdict", one.verdict) for one in states if one.verdict)
        counts.update(("stage", one.stage) for one in states if one.stage)
        counts.update(("computed", "overdue") for one in states if one.overdue)
        assert month.balance == tuple(sorted((*key, n) for key, n in counts.items()))


def test_what_is_learnt_after_the_day_of_the_states_is_not_counted() -> None:
    event = PastEvent(0, "", "announced", "", "", "2025-12-01", "", False, "", "")
    dated = ("", "", "2025-12-01", False)
    outlines = tuple(
        Outline(id_, False, (DatedEvent(event, (f"{article}#note",), *dated),))
        for id_, article in (("soon", "early"), ("late", "later"))
    )
    days = {"early": "2025-12-05", "later": "2025-12-20"}
    (month,) = monthly_snapshot.monthly_snapshots(outlines, days.get, date(2025, 12, 15), 60)
    assert (month.known, [one.id for one in month.learnt]) == (1, ["soon"])
    assert ("stage", "announced", 1) in month.balance
    assert ("verdict", "open", 1) in month.balance


def test_what_a_page_does_not_show_is_counted(linked: LinkedArchive) -> None:
    for all_, some in zip(all_months(linked), all_months(linked, shown=1), strict=True):
        assert some.others == all_.others[:1]
        assert some.left == len(all_.others) - len(some.others)


def test_every_announcement_leads_to_the_months_that_taught_something_of_it() -> None:
    linked = read(CONTENT)
    builder = views.ViewBuilder(linked, CATALOGUE)
    taught: dict[str, list[str]] = {}
    for month in all_months(linked):
        for one in month.learnt:
            taught.setdefault(one.id, []).append(URLS.monthly_snapshot(month.month))
    for id_ in linked.archive.announcements:
        spec = views.PageSpec(f"annonces/{id_}/", "announcement", (id_,))
        view: Any = views.build_page(builder, spec).view
        assert [way.url for way in view.months] == taught.get(id_, [])


def test_what_is_written_with_hindsight_does_not_stand_on_a_month_s_page(tmp_path: Path) -> None:
    linked = read(CONTENT)
    pages_ = "".join(month_pages(linked, tmp_path).values())
    for one in linked.archive.announcements.values():
        said = [one.claim, *(e.note for e in one.events), *(e.review for e in one.events)]
        assert not [text for text in said if text and text in pages_]


def test_a_month_that_taught_much_is_paged_and_the_months_after_it_are_not(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    front, body = split(content / "announcements/tram-payant.md")
    for number in range(100):
        name = f"tram-payant-{number:03}"
        write(content / f"announcements/{name}.md", front | {"title": name}, body)
    linked = read(content)
    builder = views.ViewBuilder(linked, CATALOGUE)
    shown: dict[str, Any] = {page.url: page.view for page in built_months(builder)}
    first = [view for url, view in shown.items() if url.startswith("au/2021-03/")]
    rows = [row.ref.title for view in first for row in view.learnt]
    assert len(first) == 3
    assert len(rows) == len(set(rows)) == 102
    later = shown["au/2022-11/"]
    assert later.paging is None
    assert len(later.learnt) + len(later.others) + later.others.left == 121
    assert len(later.others) == 60


def test_an_outlet_has_the_name_that_it_bore(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(CONTENT, content)
    path = content / "entities/gazette-du-port.md"
    front, body = split(path)
    names = [{"name": "Le Vieux Port", "until": "2021-12"}, {"name": "La Gazette", "since": "2022"}]
    write(path, front | {"names": names}, body)
    then = month_pages(read(content), tmp_path)["au/2021-03/"]
    assert "Le Vieux Port" in then
    assert "La Gazette" not in then
