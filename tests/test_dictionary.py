from __future__ import annotations

from pathlib import Path

from suites.archive import dates, enumerations
from suites.archive.data_dictionary import DATE_FORMS, dictionary
from suites.archive.model.archive import FOLDERS
from suites.archive.problems import codes

PAGE = Path(__file__).parents[1] / "docs" / "model.md"


def test_the_page_in_docs_is_the_model_of_the_program() -> None:
    assert PAGE.read_text("utf-8") == dictionary(), "run: .venv/bin/suites model > docs/model.md"


def test_every_kind_of_file_and_every_code_is_in_it() -> None:
    text = dictionary()
    for record in FOLDERS.values():
        assert f"### {record.__name__}\n" in text
    for code in codes():
        assert f"| `{code}` |" in text


def test_parts_of_parts_are_in_it() -> None:
    assert "### Quote\n" in dictionary()


def test_a_key_that_the_reader_adds_is_not_in_it() -> None:
    assert "`source`" not in dictionary()
    assert "`keys`" not in dictionary()


def test_what_is_required_has_no_default() -> None:
    assert "| `headline` | short text or null | no | `null` |" in dictionary()
    assert "| `claim` | text | yes |  |" in dictionary()


def test_every_form_of_a_date_that_it_shows_is_read_and_each_value_has_its_meaning() -> None:
    for form, _ in DATE_FORMS:
        assert dates.parse(form).text == form
    text = dictionary()
    for name, allowed in enumerations.LISTS.items():
        for value in allowed:
            row = next(
                line for line in text.splitlines() if line.startswith(f"| `{name}` | `{value}` | ")
            )
            assert len(row.split(" | ")[2]) > 1
