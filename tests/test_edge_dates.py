"""Whatever a date may say, in every field that holds one: it is told, or the site is built."""

from __future__ import annotations

import json
import re
import tempfile
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from support.in_process import builder
from support.length import at_length, few
from support.miniature import copy_content

from suites.analysis import loading
from suites.analysis.inventory import inventory
from suites.archive import dates
from suites.archive.dates import Date

EDGES = (
    *("1000", "2999", "2999-12-31", "1000-01-01", "../1000", "2999/..", "/2022", "2025/"),
    *("2022/..", "../2022", "2022~", "2022?", "2022%", "2022-02~/..", "../2022-06?", "2022-09-19"),
    *("2022-21", "2022-22", "2022-23", "2022-24", "2022-33", "2022-37", "2022-41", "2022-21~"),
    *("2022-24/..", "../2022-24", "202X", "20XX", "2XXX", "1XXX", "2022-XX", "2022-XX-XX"),
    *("2022-1X", "[2021,2022]", "{2021,2022-05}", "[..2022]", "[2022..]", "{1000,2999}"),
    *("[2021-24..2022]", "2022-09-19T13:00Z", "2022-09-19T13:00+14:00", "2024-02-29", "2021/2022"),
    *("1000/2999", "2022?-21", "2022-?09", "202X-21", "2998-24", "2999-41", "1000-21"),
    "1000-01-01T00:00",
)  # fmt: skip
"""Open, uncertain and coarse dates, and those at the ends of what is read."""

WRONG = (
    *("0000", "0001", "9999", "-0044", "Y20230", "Y-17E7", "2999-24", "2022-25", "2022-32", "XXXX"),
    *("../..", "/", "2022/2021", "[]", "{}", "[..]", "2022-13", "2022-02-30", "2022-02-3X", "0XXX"),
    *("2022-09-19T24:00", "2022-09-19T13:00/..", "9999/..", "../0001", "[0999,2022]", "3000-01-01"),
)  # fmt: skip

TODAY = date(2026, 1, 1)
ID = re.compile(rb"urn:uuid:[0-9a-f-]+")
DATES = st.sampled_from(EDGES)
EVENTS = st.lists(st.tuples(DATES | st.none(), DATES | st.none()), min_size=1, max_size=4)


@pytest.fixture(scope="module")
def cache() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def parsed(text: str | None) -> Date | None:
    try:
        return dates.parse(text) if text else None
    except ValueError:
        return None


def article(number: int, published: str, other: str) -> tuple[str, str]:
    d = dates.parse(published)
    folder = str(d.latest.year) if d.earliest.year == d.latest.year else "undated"
    return f"articles/{folder}/essai-{number}.md", (
        f'---\ntitle: Essai {number}\noutlet: gazette-du-port\npublished: "{published}"\n'
        f'published_basis: "Un essai."\nlang: fr\nurl: https://e.example/{number}\n'
        f'archived: [{{url: "https://archive.example/{number}", at: "{other}"}}]\n'
        f'rights: {{statement: UND, mode: excerpt}}\nsummary: "Un essai."\n'
        f'added: "{past(other, published)}"\n'
        "annotations:\n"
        f'  - {{id: mot, quote: Essai, kind: claim, said: "{other}", role: announces,'
        f' announcement: annonce-{number}, note: "Un essai."}}\n'
        '  - {id: deux, quote: deux, kind: correction, was: "un", note: "Un essai."}\n'
        "---\n« Essai deux »\n"
    )


def past(*texts: str | None) -> str:
    """The first of them on which something may have been added."""
    return next((one for one in texts if one and dates.parse(one).earliest < TODAY), "2026")


CHANGES = (
    "stage: announced", "stage: launched", "modality: intended", "verdict: fulfilled",
    'review: "Rien de neuf."', "verdict: abandoned\n    reason: silent",
)  # fmt: skip


def announcement(number: int, events: Sequence[tuple[str | None, str | None]]) -> tuple[str, str]:
    ordered = sorted(events, key=lambda event: dates.sort_key(parsed(event[0])))
    told = "".join(
        f"  - on: {json.dumps(on)}\n    {CHANGES[(number + place) % len(CHANGES)]}\n"
        + (f'    due: "{due}"\n' if due else "")
        + f"    evidence: [2021-03-02-gazette-tram#ouvrira, essai-{number}#mot]\n"
        for place, (on, due) in enumerate(ordered)
    )
    return f"announcements/annonce-{number}.md", (
        f'---\ntitle: Annonce {number}\nkind: promise\nclaim: "Un essai."\nactors: [ana-morel]\n'
        f"products: [tram]\nthemes: [transports]\nevents:\n{told}relations:\n"
        "  - {type: part-of, target: tram-ouvert}\n"
        f"  - {{type: follows, target: tram-payant, evidence: [essai-{number}#mot,"
        " 2021-03-02-gazette-tram#longueur]}\n"
        f'added: "{past(*events[0])}"\n---\n'
    )


def entity(since: str, until: str) -> tuple[str, str]:
    names = f'[{{name: Essai, until: "{until}"}}, {{name: Essais, since: "{since}"}}]'
    return "entities/essai.md", f"---\nkind: [product]\nnames: {names}\n---\n"


def dated(settings: str, as_of: str, period: str) -> str:
    """The settings with other dates."""
    for key, text in (("as_of", as_of), ("period", period)):
        settings = re.sub(f"(?m)^{key}: .*$", f'{key}: "{text}"', settings)
    return settings


def lay(content: Path, records: Sequence[tuple[str, str]], as_of: str, period: str) -> None:
    """The miniature archive with these records, but for those that have a problem."""
    copy_content(content.parent)
    path_of_settings = content / "archive.yaml"
    usual = path_of_settings.read_text("utf-8")
    written = dated(usual, as_of, period)
    path_of_settings.write_text(written, "utf-8")
    for name, text in records:
        path = content / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    while problems := loading.load_archive(content).problems:
        for name in {problem.path for problem in problems}:
            path = content.parent / name
            if path == path_of_settings:
                assert written != usual
                written = usual
                path_of_settings.write_text(usual, "utf-8")
            else:
                path.unlink(missing_ok=True)


def build(content: Path, cache: Path) -> dict[str, bytes]:
    """Every file that a build makes of a content without a problem, but for the search index."""
    building = builder(content, cache, site_url="https://archive.example")
    linked = building.load().linked
    assert linked
    assert str(inventory(linked))
    done = building.build(search=False)
    return {url: Path(building.settings.output, url).read_bytes() for url in done.written}


ARTICLE = """---
title: Essai
outlet: gazette-du-port
published: "{0}"
lang: fr
archived: [{{url: "https://archive.example/1", at: "{0}"}}]
rights: {{statement: InC, mode: link}}
summary: "Un essai."
added: "{0}"
annotations:
  - {{id: mot, quote: mot, kind: claim, note: "Un essai.", said: "{0}"}}
---
"""
ANNOUNCEMENT = """---
title: Essai
kind: promise
claim: "Un essai."
events:
  - on: "{0}"
    stage: announced
    due: "{0}"
    evidence: [essai#mot]
added: "{0}"
---
"""
ENTITY = """---
kind: [place]
names: [{{name: Essai, since: "{0}", until: "{0}"}}]
---
"""


@pytest.mark.parametrize("wrong", WRONG)
def test_what_is_no_date_is_told_in_every_field(wrong: str, tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    settings = content / "archive.yaml"
    settings.write_text(dated(settings.read_text("utf-8"), wrong, wrong), "utf-8")
    for name, text in (
        ("articles/undated/essai.md", ARTICLE),
        ("announcements/annonce.md", ANNOUNCEMENT),
        ("entities/lieu.md", ENTITY),
    ):
        (content / name).write_text(text.format(wrong), "utf-8")
    found = loading.load_archive(content).problems
    assert [problem.code for problem in found] == ["date-wrong"] * (4 + 3 + 2 + 2)


def test_the_day_of_the_states_has_to_end(tmp_path: Path) -> None:
    content = copy_content(tmp_path)
    settings = content / "archive.yaml"
    settings.write_text(dated(settings.read_text("utf-8"), "2022/..", "2021/.."), "utf-8")
    (problem,) = loading.load_archive(content).problems
    assert problem.code == "date-wrong"
    assert problem.what.startswith('"2022/.." has no last day')


# Each example is a site of its own, with a score of records.
@at_length
@few(2)
@given(
    articles=st.lists(st.tuples(DATES, DATES), min_size=4, max_size=8),
    announcements=st.lists(EVENTS, min_size=4, max_size=8),
    names=st.tuples(DATES, DATES),
    days=st.tuples(DATES, DATES),
)
@example(
    [("2022", "2022")] * 3, [[("2021", "2022"), ("2022", "2025/..")]] * 2, ("2022", "2022"),
    ("2022-12-31", "2021/2022"),
)  # fmt: skip
@example([("2022", "2022")] * 2, [[("2021", None)]], ("2022", "2022"), ("2999-24", "2022/.."))
@example([("2022", "2022")] * 2, [[("2021", None)]], ("2022", "2022"), ("2023/..", "2022/.."))
def test_dates_without_a_problem_make_a_site(
    cache: Path,
    articles: list[tuple[str, str]],
    announcements: list[list[tuple[str | None, str | None]]],
    names: tuple[str, str],
    days: tuple[str, str],
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        records = [article(number, *one) for number, one in enumerate(articles)]
        records += [announcement(number, one) for number, one in enumerate(announcements)]
        lay(content, [*records, entity(*names)], *days)
        made = build(content, cache)
        assert len(made) > 50
        # What is open stays open: the ends of our own calendar are shown to nobody.
        pages = {url: file for url, file in made.items() if not url.endswith((".png", ".js"))}
        shown = {url: ID.sub(b"", file) for url, file in pages.items()}
        assert not [url for url, file in shown.items() if re.search(rb"\b(9999|0001)\b", file)]
