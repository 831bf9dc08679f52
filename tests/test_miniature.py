"""The miniature shows everything: a value, a key or a page that no record of it uses is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from html import unescape
from itertools import product
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from support.changed_archive import link
from support.miniature import CONTENT, add_tide_notices, copy_content
from support.own_theme import add_own_theme
from support.rendered_pages import page_specs, render_pages
from support.withdrawn_records import add_withdrawn_records

from suites.analysis import loading, quote_comparison
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.rows import DEADLINES, PAIRS
from suites.archive import enumerations, problems
from suites.archive.dates import Date
from suites.archive.dates.edtf_dates import Precision
from suites.archive.markdown import parser
from suites.archive.model import Reading
from suites.archive.model.archive import FOLDERS
from suites.archive.model.settings import Labels, Settings, Vocabulary
from suites.archive.model.values import TERMLESS, Part
from suites.archive.model.withdrawn import KEPT, WithdrawnRecord
from suites.site.views import Deployment
from suites.site.views.deadlines import SECTIONS
from suites.site.views.page_kinds import PAGE_KINDS

TOLD_BY_FILES = ("id", "source", "body", "keys")
SEEN_ONLY_IN_A_LARGE_ARCHIVE: set[str] = set()
MARKDOWN = {
    "blockquote_open", "bullet_list_open", "code_inline", "dl_open", "em_open", "fence",
    "footnote_ref", "hardbreak", "heading_open", "hr", "id_link", "id_link_open", "link_open",
    "ordered_list_open", "softbreak", "strong_open", "table_open",
}  # fmt: skip


def read(content: Path) -> LinkedArchive:
    reading = loading.load_archive(content)
    assert problems.report(reading.problems) == ""
    assert reading.linked
    return reading.linked


@pytest.fixture(scope="module")
def linked() -> LinkedArchive:
    return read(CONTENT)


def parts(value: Any) -> Iterator[Part]:
    """A part, and all that it holds."""
    if isinstance(value, Part):
        yield value
        value = [getattr(value, name) for name in type(value).model_fields]
    if isinstance(value, dict):
        value = value.values()
    if isinstance(value, (list, tuple, type({}.values()))):
        for one in value:
            yield from parts(one)


def declared(kind: type[Part]) -> Iterator[tuple[type[Part], str, Any]]:
    """Every key of a kind of thing and of its parts: where it stands, its name, what it may be."""
    for name, field in kind.model_fields.items():
        if name not in TOLD_BY_FILES:
            yield kind, name, field.annotation
            for one in within(field.annotation):
                if isinstance(one, type) and issubclass(one, Part):
                    yield from declared(one)


def within(annotation: Any) -> Iterator[Any]:
    """A type, and those that it is made of."""
    yield annotation
    for one in get_args(annotation):
        yield from within(one)


KINDS = (*FOLDERS.values(), WithdrawnRecord, Settings, Vocabulary)
DECLARED = list(dict.fromkeys(one for kind in KINDS for one in declared(kind)))


@pytest.fixture(scope="module")
def themed(tmp_path_factory: pytest.TempPathFactory) -> LinkedArchive:
    """The miniature with a theme of its own, and records that were withdrawn."""
    content = add_own_theme(copy_content(tmp_path_factory.mktemp("themed")))
    return read(add_withdrawn_records(content))


def given(linked: LinkedArchive) -> list[Part]:
    archive = linked.archive
    records = [*archive.records(), *archive.withdrawn.values()]
    return list(parts([*records, archive.settings, archive.vocabulary]))


def test_each_key_of_the_model_is_given_somewhere(themed: LinkedArchive) -> None:
    every = given(themed)
    assert [
        f"{kind.__name__}.{name}"
        for kind, name, _ in DECLARED
        if not any(isinstance(one, kind) and getattr(one, name) for one in every)
    ] == []


def test_what_may_be_left_of_a_withdrawn_record_is_left_of_one(themed: LinkedArchive) -> None:
    left = {type(record) for record in themed.archive.withdrawn.values()}
    assert left == {one for kept in KEPT.values() for one in kept.values()}


def test_each_value_of_each_list_is_that_of_a_record(themed: LinkedArchive) -> None:
    every = given(themed)
    lacking = []
    for kind, name, annotation in DECLARED:
        if (kind, name) in ((Reading, "found"), (Labels, "of_kind")):
            continue  # in the values of lists that another field has
        lists = [one for one in within(annotation) if get_origin(one) is Literal]
        allowed = [value for one in lists for value in get_args(one)]
        allowed += [
            value
            for one in within(get_type_hints(kind, include_extras=True)[name])
            if isinstance(one, enumerations.ListedIn)
            for value in themed.archive.vocabulary.values(one.name)
        ]
        found = [getattr(one, name) for one in every if isinstance(one, kind)]
        found += [value for values in found if isinstance(values, tuple) for value in values]
        lacking += [f"{kind.__name__}.{name}: {value}" for value in allowed if value not in found]
    assert lacking == []


def test_each_word_of_the_vocabulary_is_read_on_a_page(linked: LinkedArchive) -> None:
    def told(*names: str) -> dict[str, str]:
        return {"fr": f"<{'/'.join(names)}>"}

    archive = linked.archive
    lists = {
        name: {
            value: words.model_copy(
                update={"label": told(name, value), "inverse": told(name, value, "inverse")}
            )
            for value, words in of.items()
        }
        for name, of in archive.vocabulary.lists.items()
    }
    elements = {
        name: one.model_copy(update={"label": told("elements", name)})
        for name, one in archive.vocabulary.elements.items()
    }
    units = {name: told("units", name) for name in archive.vocabulary.units}
    spelt = {"lists": lists, "elements": elements, "units": units}
    vocabulary = archive.vocabulary.model_copy(update=spelt)
    marked, _ = link(replace(archive, vocabulary=vocabulary), archive.settings.as_of.latest)
    text = unescape("".join(render_pages(marked).values()))
    wanted = [f"{name}/{value}" for name in lists for value in vocabulary.values(name)]
    wanted += [f"relation/{value}/inverse" for value in enumerations.LISTS["relation"]]
    wanted += [f"elements/{name}" for name in elements] + [f"units/{name}" for name in units]
    assert [one for one in wanted if f"<{one}>" not in text] == []


def test_each_precision_of_a_date_and_each_doubt_is_there(linked: LinkedArchive) -> None:
    every = [value for one in given(linked) for _, value in one]
    found = [value for value in every if isinstance(value, Date)]
    assert {one.precision for one in found} == set(get_args(Precision))
    assert {(one.approximate, one.uncertain) for one in found} == set(
        product((False, True), repeat=2)
    )
    assert {one.zone for one in found} >= {None, "Z", "+01:00"}
    assert any(one.earliest == date.min for one in found)
    assert any(one.latest == date.max for one in found)
    assert {value for value in every if isinstance(value, str)} >= TERMLESS


def test_each_thing_that_markdown_can_say_stands_in_a_body(linked: LinkedArchive) -> None:
    found = set()
    for record in linked.archive.records():
        for token in parser.tokens(record.body):
            found |= {token.type, *(child.type for child in token.children or ())}
    assert MARKDOWN - found == set()


def test_each_kind_of_page_is_made(themed: LinkedArchive, tmp_path: Path) -> None:
    made = {
        spec.kind
        for one in (themed, read(add_tide_notices(copy_content(tmp_path))))
        for spec in page_specs(one, Deployment(data_files=True))
    }
    assert PAGE_KINDS.keys() - made == SEEN_ONLY_IN_A_LARGE_ARCHIVE


def test_lengthened_it_lists_its_articles_on_several_pages(tmp_path: Path) -> None:
    urls = {spec.url for spec in page_specs(read(add_tide_notices(copy_content(tmp_path))))}
    assert {"articles/page/3/", "articles/media/agence-brume/page/2/"} <= urls
    assert "annonces/page/2/" not in urls


def test_quotes_meet_in_each_sort_of_pair(linked: LinkedArchive) -> None:
    assert {row.sort for row in linked.rows(PAIRS)} == set(quote_comparison.SORTS)


def test_a_term_stands_in_each_way(linked: LinkedArchive) -> None:
    assert {row.status for row in linked.rows(DEADLINES)} == set(SECTIONS)


def test_it_spans_three_years(linked: LinkedArchive) -> None:
    folders = {Path(one.source.path).parent.name for one in linked.archive.articles.values()}
    assert folders == {"2020", "2021", "2022", "undated"}
