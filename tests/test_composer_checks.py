"""The composer checks what `make check` checks: the cases, the codes, the file that it reads."""

from __future__ import annotations

import re
from typing import Any

import msgspec
import pytest
from support.composer import CASES, CODES, archive_of_miniature
from support.edited_records import edited, found_by_check, keys_of, places
from support.fault_cases import TODAY
from support.miniature import CONTENT

from suites.analysis import loading
from suites.analysis.checks import CHECKS
from suites.analysis.dependencies import ALL
from suites.archive.languages import tags
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.problems import codes
from suites.site.exports.composer import UNCHECKED, archive_file
from suites.site.views import ViewBuilder

NOT_OF_A_RECORD = """
    encoding-not-utf8 file-too-large file-misplaced file-tracked file-missing
    front-matter-missing front-matter-unclosed front-matter-not-mapping yaml-unreadable
    yaml-alias yaml-tag yaml-depth yaml-quotation yaml-comment key-duplicate key-not-text
    model-outdated model-newer proposal-wrong proposal-accepted proposal-outdated
    proposal-unwritable language-missing to-fill-in example-left page-misnamed label-missing
    list-closed featured-unresolved theme-file-missing theme-file-large theme-file-wrong
    svg-unsafe image-size contrast-low font-use-repeated template-wrong template-unused
    withdrawn-kept
"""
"""Codes of what is wrong with bytes, with YAML, or with what is no record: a form makes none."""

PORTED = """
    old_ids_are_given_once corrections_change_something quotation_marks_hold_a_sources_words
    a_page_can_hold_the_links_of_a_body annotation_ids_are_unique_in_their_article
    captures_are_listed_once captures_lack_annotations_that_another_one_proves
    articles_are_added_after_they_are_published articles_lie_in_the_folder_of_their_year
    bodies_have_the_length_that_the_rights_allow corrections_say_what_they_correct
    elements_are_declared full_texts_are_free notes_are_short roles_say_of_which_announcement
    uncertain_dates_say_what_they_rest_on articles_are_finished nothing_is_added_ahead_of_its_day
    every_announcement_has_an_event every_event_says_something_and_rests_on_evidence
    events_are_in_order negative_verdicts_have_a_reason readings_are_of_what_is_judged
    states_are_possible terms_lie_ahead discrepancies_have_two_sources comparisons_have_two_sides
    relations_are_written_once dated_names_follow_one_another
    pages_leave_the_site_its_own_addresses every_alias_is_free every_reference_resolves
"""
LEFT = """
    every_address_in_a_text_is_safe every_sign_of_markdown_is_read plain_texts_hold_no_markdown
    discrepancies_are_of_one_moment contradictions_show_two_quotes relations_follow_the_dates
    relations_go_in_no_circle
"""
"""To `make check`: `UNCHECKED` names what they find."""

OF_THE_WHOLE = """
    pages_have_their_ids_in_the_language_of_the_archive an_accent_can_be_read_wherever_it_stands
    each_use_has_one_typeface images_have_the_measures_of_their_use
    the_archive_quotes_nobody_in_other_marks every_value_has_a_label
    lists_are_extended_where_no_rule_rests_on_them the_featured_announcement_exists
    nothing_is_withdrawn_ahead_of_its_day withdrawn_records_have_no_comparison
"""
"""Checks of settings, vocabulary, theme, the pages that every archive has, withdrawn records."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["does"])
def test_make_check_finds_what_the_case_says_where_it_says(case: dict[str, Any]) -> None:
    record = edited(case)
    found = [one for one in found_by_check(record) if one.path == f"content/{record.path}"]
    expected = sorted(case["problems"], key=lambda one: (one["code"], one["what"], one["mend"]))
    told = sorted(found, key=lambda one: (one.code, one.what, one.mend))
    assert [(one.code, one.what, one.mend) for one in told] == [
        (one["code"], one["what"], one["mend"]) for one in expected
    ]
    for problem, one in zip(told, expected, strict=True):
        assert (problem.line, problem.column) in places(record, keys_of(one))


def test_every_code_that_the_composer_knows_has_a_case_and_a_sentence_in_every_language() -> None:
    assert {one["code"] for case in CASES for one in case["problems"]} == CODES
    for tag in tags():
        keys = read_catalogue(tag).keys()
        assert {key for key in keys if key.startswith("problem.")} == {
            f"problem.{code}" for code in CODES
        }
        assert {key for key in keys if key.startswith("unchecked.")} == {
            f"unchecked.{name}" for name in UNCHECKED
        }


def test_every_code_is_checked_by_the_composer_or_left_to_make_check_and_named() -> None:
    left = {code for group in UNCHECKED.values() for code in group}
    elsewhere = set(NOT_OF_A_RECORD.split())
    assert not CODES & left
    assert not elsewhere & (CODES | left)
    # A new code is of the scripts, with a case and a sentence, or is named in one of the two lists.
    assert CODES | left | elsewhere == set(codes())


def test_every_check_is_ported_or_left_to_make_check() -> None:
    ported, left, whole = (set(names.split()) for names in (PORTED, LEFT, OF_THE_WHOLE))
    assert len(ported) + len(left) + len(whole) == len(CHECKS)
    assert ported | left | whole == {check.__name__ for _, check in CHECKS}


def test_the_file_of_the_composer_rests_on_names_and_annotations_and_on_no_record_as_a_whole() -> (
    None
):
    linked = loading.load_archive(CONTENT, today=TODAY).linked
    assert linked
    linked.reads.begin()
    archive_file(ViewBuilder(linked, read_catalogue("fr")))
    assert not linked.reads.of(ALL)
    assert not linked.reads.of("record")
    assert not linked.reads.of("body")
    assert linked.reads.of("link") == set(linked.records.summaries)


def test_it_says_where_each_record_lies_and_what_it_is_called() -> None:
    found = archive_of_miniature()
    linked = loading.load_archive(CONTENT, today=TODAY).linked
    assert linked
    assert {id_: f"content/{one['path']}" for id_, one in found["records"].items()} == {
        record.id: record.source.path for record in linked.archive.records()
    }
    for article in linked.archive.articles.values():
        own = sorted(one.id for one in article.annotations)
        assert sorted(found["records"][article.id]["annotations"]) == own
    assert found["aliases"]["navettes"] == "bateaux"
    assert found["lists"]["role"]["delays"] == linked.archive.label("role", "delays")
    assert found["elements"]["prix"]["units"] == {"EUR": "euro"}
    assert not re.search(r'"(description|default)":"', msgspec.json.encode(found).decode())
