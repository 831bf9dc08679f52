"""The index of the pages that changed beside the whole one: read as one, they are that of all."""

from __future__ import annotations

import gzip
import json
import random
import shutil
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from suites import files, search
from suites.adapters import pagefind
from suites.address import INDEX
from suites.search import beside, order
from suites.serve import searching
from suites.serve.searching import Searching

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "tests/site/content"
Documents = dict[str, search.SearchDocument]


@pytest.fixture
def documents() -> Documents:
    linked = files.read_archive(CONTENT).linked
    assert linked
    catalogue = files.catalogue(ROOT / "theme", "fr")
    return {document.path: document for document in search.documents(linked, catalogue)}


def lay(documents: Documents, copies: Path) -> None:
    """Write the copies that are not there yet as they are, and remove those of no document."""
    there = {path.relative_to(copies).as_posix() for path in copies.rglob("*.html")}
    for path in there - documents.keys():
        (copies / path).unlink()
    for path, document in documents.items():
        copy, text = copies / path, search.html(document)
        if path not in there or copy.read_text("utf-8") != text:
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_text(text, "utf-8")


@pytest.fixture
def served(documents: Documents, tmp_path: Path) -> Searching:
    lay(documents, tmp_path / "cache/copies")
    (tmp_path / "site").mkdir()
    pagefind.index(tmp_path / "cache/copies", "fr", tmp_path / "site" / INDEX)
    found = Searching(CONTENT, tmp_path / "cache", tmp_path / "site")
    found.renew(behind=False)
    return found


def told(served: Searching) -> dict[str, dict[str, list[str]]]:
    """What the columns tell of each address, as `columns.js` reads them."""
    (language,) = json.loads(served.find(order.ENTRY).read_bytes())["languages"].values()
    head = order._read(served.find(f"pagefind.{language['hash']}.pf_meta").read_bytes())
    names = sorted(name for name, _ in head[order.PAGES_OF_META])
    found: dict[str, dict[str, list[str]]] = {}
    for name in names:
        fragment = served.find(f"fragment/{name}.pf_fragment").read_bytes()
        found[beside.address(fragment)] = {}
    for column in (*search.FILTERS, "day"):
        content = served.find(f"columns/{column}.json").read_bytes()
        values = json.loads(content).get("values")
        cells = json.loads(content)["pages"].split(";")
        for address, cell in zip(found, cells, strict=True):
            numbers = cell.split(",") if cell else []
            found[address][column] = [values[int(n)] for n in numbers] if values else numbers
    return found


def agrees(served: Searching, documents: Documents) -> None:
    """The pages are those of the documents, with their values, and in the order of their days."""
    found = told(served)
    assert found.keys() == {f"/{document.url}" for document in documents.values()}
    for document in documents.values():
        own = found[f"/{document.url}"]
        for name in search.FILTERS:
            assert sorted(own[name]) == sorted({*document.filters.get(name, ())})
    days = {f"/{document.url}": document.day for document in documents.values()}
    ranks = {address: float((own["day"] or ["0"])[0]) for address, own in found.items()}
    ordered = [days[address] for address in sorted(days, key=ranks.__getitem__)]
    assert ordered == sorted(ordered)
    assert len(set(ranks.values())) == len(ranks)


def edited(documents: Documents, chance: random.Random) -> Documents:
    """The documents of an archive in which a few came, went, or are about something else."""
    now = dict(documents)
    for path in chance.sample(sorted(now), 3):
        one = now[path]
        day = chance.choice((one.day, "", "2021-05", "2030-01-01", now[sorted(now)[0]].day))
        filters = {**one.filters, "year": (day[:4],) if day else (), "kind": ("Autre sorte",)}
        now[path] = replace(one, title=f"{one.title} autrement", day=day, filters=filters)
    del now[chance.choice(sorted(now))]
    copied = now[chance.choice(sorted(now))]
    new = replace(copied, url=f"nouveau/{chance.randint(1, 9)}/")
    return now | {new.path: new}


@pytest.fixture
def states(documents: Documents) -> Iterator[Documents]:
    chance = random.Random(6)

    def all_states() -> Iterator[Documents]:
        now = documents
        for _ in range(6):
            now = edited(now, chance)
            yield now

    return all_states()


def test_the_two_indexes_are_read_as_the_one_of_all_pages(
    served: Searching, documents: Documents, states: Iterator[Documents], tmp_path: Path
) -> None:
    agrees(served, documents)
    for now in states:
        lay(now, tmp_path / "cache/copies")
        served.renew(behind=True)
        agrees(served, now)
        left = json.loads(served.find("beside.json").read_bytes())["left"]
        assert left
        assert all(served.find(f"whole/fragment/{name}.pf_fragment").is_file() for name in left)
    assert served.find("pagefind.js").read_bytes() == searching.SCRIPT.read_bytes()
    assert served.find("whole/pagefind.js").read_bytes() != searching.SCRIPT.read_bytes()


def test_when_many_changed_all_are_indexed_again(
    served: Searching,
    states: Iterator[Documents],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(searching, "MANY", 0)
    now = next(states)
    lay(now, tmp_path / "cache/copies")
    served.renew(behind=True)
    before = tmp_path / "site" / INDEX / "pagefind.js"
    end = time.monotonic() + 60
    while served.find("pagefind.js") == before:
        assert time.monotonic() < end
        time.sleep(0.01)
    agrees(served, now)
    monkeypatch.undo()
    now = next(states)
    lay(now, tmp_path / "cache/copies")
    served.renew(behind=True)
    agrees(served, now)


def test_a_whole_index_of_the_site_takes_the_place_of_both(
    served: Searching, states: Iterator[Documents], tmp_path: Path
) -> None:
    now = next(states)
    lay(now, tmp_path / "cache/copies")
    served.renew(behind=True)
    agrees(served, now)
    pagefind.index(tmp_path / "cache/copies", "fr", tmp_path / "site" / INDEX)
    served.renew(behind=False)
    assert served.find("pagefind.js") == tmp_path / "site" / INDEX / "pagefind.js"
    agrees(served, now)


def test_pages_that_only_went_are_left_out(
    served: Searching, documents: Documents, tmp_path: Path
) -> None:
    now = dict(documents)
    del now[sorted(now)[0]]
    lay(now, tmp_path / "cache/copies")
    served.renew(behind=True)
    agrees(served, now)
    assert not json.loads(served.find("beside.json").read_bytes())["few"]
    lay(documents, tmp_path / "cache/copies")
    served.renew(behind=True)
    agrees(served, documents)


def test_an_index_that_is_damaged_is_shown_as_it_is(
    served: Searching,
    states: Iterator[Documents],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    shutil.rmtree(tmp_path / "site" / INDEX / "columns")
    (tmp_path / "site" / INDEX / "columns").mkdir()
    (tmp_path / "site" / INDEX / "columns/day.json").write_text('{"pages": "1;2"}')
    lay(next(states), tmp_path / "cache/copies")
    served.renew(behind=False)
    lay(next(states), tmp_path / "cache/copies")
    served.renew(behind=True)
    assert served.find("pagefind.js") == tmp_path / "site" / INDEX / "pagefind.js"
    assert "the search is as it was: a column is of other pages" in capsys.readouterr().err


def test_what_is_no_file_about_a_page_is_no_address() -> None:
    for content in (b"", b"nothing", gzip.compress(b"pagefind_dcd{}")):
        with pytest.raises(ValueError, match=r"."):
            beside.address(content)
