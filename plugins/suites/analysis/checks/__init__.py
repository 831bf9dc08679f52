"""Checks: linked archive -> problems.

Each check is a small function whose name is the sentence that should hold; the lists of them here
are whole. What rests on one record alone is checked where the record is read (`of_one`), what it
says of others when all are there. What depends on a file that could not be read is not reported as
well: that file's own problem is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain, islice

from suites.analysis.checks import (
    addresses,
    announcements,
    articles,
    discrepancies,
    quotations,
    references,
    texts,
    ties,
    unwritten,
    vocabulary,
)
from suites.analysis.checks.check_context import AnyOne, One
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.markdown import Body
from suites.archive.model import Announcement, AnyRecord, Archive, Article, Entity, Page
from suites.archive.problems import MOST_TOLD, Problem

OF_ANY = (
    references.every_address_in_a_text_is_safe,
    texts.every_sign_of_markdown_is_read,
    texts.plain_texts_hold_no_markdown,
    texts.a_page_can_hold_the_links_of_a_body,
    addresses.old_ids_are_given_once,
    quotations.quotation_marks_hold_a_sources_words,
    articles.corrections_change_something,
)

OF_ONE: Mapping[type[AnyRecord], tuple[Callable[[AnyOne], Iterator[Problem]], ...]] = {
    Article: (
        articles.annotation_ids_are_unique_in_their_article,
        articles.articles_lie_in_the_folder_of_their_year,
        articles.uncertain_dates_say_what_they_rest_on,
        articles.articles_are_added_after_they_are_published,
        articles.nothing_is_added_ahead_of_its_day,
        articles.full_texts_are_free,
        unwritten.articles_are_finished,
        articles.bodies_have_the_length_that_the_rights_allow,
        articles.notes_are_short,
        articles.corrections_say_what_they_correct,
        articles.roles_say_of_which_announcement,
        articles.elements_are_declared,
    ),
    Announcement: (
        announcements.every_announcement_has_an_event,
        announcements.every_event_says_something_and_rests_on_evidence,
        announcements.events_are_in_order,
        articles.nothing_is_added_ahead_of_its_day,
        announcements.terms_lie_ahead,
        announcements.states_are_possible,
        announcements.negative_verdicts_have_a_reason,
        announcements.relations_are_written_once,
        announcements.discrepancies_have_two_sources,
        announcements.comparisons_have_two_sides,
        announcements.readings_are_of_what_is_judged,
    ),
    Entity: (vocabulary.dated_names_follow_one_another,),
    Page: (addresses.pages_leave_the_site_its_own_addresses,),
}
"""What is about a record by itself, by its kind."""

OF_TIES: tuple[Callable[[LinkedArchive], Iterator[Problem]], ...] = (
    references.every_id_named_by_a_key_exists_and_is_of_its_kind,
    references.every_evidence_exists,
    references.every_link_in_a_text_leads_somewhere,
    references.every_alias_is_free,
    announcements.relations_follow_the_dates,
    announcements.contradictions_show_two_quotes,
    discrepancies.discrepancies_are_of_one_moment,
)
"""What is about records and what they name; see `ties`."""

OF_ALL: tuple[Callable[[LinkedArchive], Iterator[Problem]], ...] = (
    announcements.relations_go_in_no_circle,
    vocabulary.the_featured_announcement_exists,
    vocabulary.every_value_has_a_label,
    quotations.the_archive_quotes_nobody_in_other_marks,
)
"""What is about the archive as a whole."""


def of_one(record: AnyRecord, text: Body, archive: Archive) -> Iterator[Problem]:
    """Yield the problems of a record that rest on no other, by its parsed body."""
    one = One(record, text, archive)
    for check in (*OF_ANY, *OF_ONE.get(type(record), ())):
        yield from islice(check(one), MOST_TOLD)


def problems(linked: LinkedArchive) -> tuple[Problem, ...]:
    """Return the problems of what records say of one another, and of the whole, in no order."""
    some = linked.within(ties.doubtful(linked.records.summaries))
    of_ties = (check(some) for check in OF_TIES)
    return tuple(chain.from_iterable((*of_ties, *(check(linked) for check in OF_ALL))))
