"""Checks: a record, or the linked archive -> problems.

Each check is a small function whose name is the sentence that should hold; `CHECKS` lists them all.
What depends on a file that could not be read is not reported as well: that file's own problem is
enough.
"""

from collections.abc import Callable, Iterator
from itertools import chain, islice
from types import UnionType
from typing import Any

from suites.analysis.checks import (
    addresses,
    announcements,
    articles,
    own_theme,
    quotations,
    references,
    relations,
    texts,
    vocabulary,
    withdrawals,
)
from suites.analysis.checks.check_context import CheckContext
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.markdown import Body
from suites.archive.model import Announcement, AnyRecord, Article, Entity, Page
from suites.archive.model.archive import Archive
from suites.archive.model.values import Record
from suites.archive.model.withdrawn import WithdrawnRecord
from suites.archive.problems import MAX_REPORTED, Problem

CHECKS: tuple[tuple[type | UnionType, Callable[[Any], Iterator[Problem]]], ...] = (
    (AnyRecord, addresses.every_address_in_a_text_is_safe),
    (Record, addresses.old_ids_are_given_once),
    (AnyRecord, articles.corrections_change_something),
    (Record, quotations.quotation_marks_hold_a_sources_words),
    (AnyRecord, texts.a_page_can_hold_the_links_of_a_body),
    (AnyRecord, texts.every_sign_of_markdown_is_read),
    (Record, texts.plain_texts_hold_no_markdown),
    (Article, articles.annotation_ids_are_unique_in_their_article),
    (Article, articles.articles_are_added_after_they_are_published),
    (Article, articles.articles_lie_in_the_folder_of_their_year),
    (Article, articles.bodies_have_the_length_that_the_rights_allow),
    (Article, articles.captures_are_listed_once),
    (Article, articles.captures_lack_annotations_that_another_one_proves),
    (Article, articles.corrections_say_what_they_correct),
    (Article, articles.elements_are_declared),
    (Article, articles.full_texts_are_free),
    (Article, articles.notes_are_short),
    (Article, articles.roles_say_of_which_announcement),
    (Article, articles.uncertain_dates_say_what_they_rest_on),
    (Article, articles.articles_are_finished),
    (Article | Announcement, articles.nothing_is_added_ahead_of_its_day),
    (Announcement, announcements.every_announcement_has_an_event),
    (Announcement, announcements.every_event_says_something_and_rests_on_evidence),
    (Announcement, announcements.events_are_in_order),
    (Announcement, announcements.negative_verdicts_have_a_reason),
    (Announcement, announcements.readings_are_of_what_is_judged),
    (Announcement, announcements.states_are_possible),
    (Announcement, announcements.terms_lie_ahead),
    (Announcement, announcements.discrepancies_have_two_sources),
    (Announcement, relations.comparisons_have_two_sides),
    (Announcement, relations.relations_are_written_once),
    (Entity, vocabulary.dated_names_follow_one_another),
    (Page | WithdrawnRecord, addresses.pages_leave_the_site_its_own_addresses),
    (WithdrawnRecord, withdrawals.nothing_is_withdrawn_ahead_of_its_day),
    (LinkedArchive, addresses.every_alias_is_free),
    (LinkedArchive, addresses.pages_have_their_ids_in_the_language_of_the_archive),
    (LinkedArchive, announcements.discrepancies_are_of_one_moment),
    (LinkedArchive, own_theme.an_accent_can_be_read_wherever_it_stands),
    (LinkedArchive, own_theme.each_use_has_one_typeface),
    (LinkedArchive, own_theme.images_have_the_measures_of_their_use),
    (LinkedArchive, quotations.the_archive_quotes_nobody_in_other_marks),
    (LinkedArchive, references.every_reference_resolves),
    (LinkedArchive, relations.contradictions_show_two_quotes),
    (LinkedArchive, relations.relations_follow_the_dates),
    (LinkedArchive, relations.relations_go_in_no_circle),
    (LinkedArchive, withdrawals.withdrawn_records_have_no_comparison),
    (LinkedArchive, vocabulary.every_value_has_a_label),
    (LinkedArchive, vocabulary.lists_are_extended_where_no_rule_rests_on_them),
    (LinkedArchive, vocabulary.the_featured_announcement_exists),
)
"""Each check with its scope: the kinds of record that it checks by themselves, when they are
loaded, or the linked archive, where it rests on several of them."""


def record_problems(
    record: AnyRecord | WithdrawnRecord, body: Body, archive: Archive
) -> Iterator[Problem]:
    """Yield the problems of a record that rest on no other, by its parsed body."""
    context = CheckContext(record, body, archive)
    for scope, check in CHECKS:
        if isinstance(record, scope):
            yield from islice(check(context), MAX_REPORTED)


def archive_problems(linked: LinkedArchive) -> Iterator[Problem]:
    """Yield the problems of what records say of one another, and of the whole, in no order."""
    return chain.from_iterable(check(linked) for scope, check in CHECKS if scope is LinkedArchive)
