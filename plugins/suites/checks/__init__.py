"""Checks: linked archive -> problems.

Each check is a small function whose name is the sentence that should hold, and `CHECKS` is the
whole list. What depends on a file that could not be read is not reported as well: that file's own
problem is enough.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from suites.checks import announcements, articles, references, unwritten, vocabulary
from suites.linked import Linked
from suites.problems import Problem

Check = Callable[[Linked], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    references.every_id_named_by_a_key_exists_and_is_of_its_kind,
    references.every_evidence_exists,
    references.every_link_in_a_text_leads_somewhere,
    references.every_address_in_a_text_is_safe,
    references.every_alias_is_free,
    articles.annotation_ids_are_unique_in_their_article,
    articles.articles_lie_in_the_folder_of_their_year,
    articles.uncertain_dates_say_what_they_rest_on,
    articles.full_texts_are_free,
    unwritten.articles_are_finished,
    articles.bodies_have_the_length_that_the_rights_allow,
    articles.quotation_marks_go_in_pairs,
    articles.quotations_are_short,
    articles.notes_are_short,
    articles.corrections_say_what_they_correct,
    articles.roles_say_of_which_announcement,
    articles.elements_are_declared,
    announcements.every_announcement_has_an_event,
    announcements.every_event_says_something_and_rests_on_evidence,
    announcements.events_are_in_order,
    announcements.states_are_possible,
    announcements.negative_verdicts_have_a_reason,
    announcements.relations_are_written_once,
    announcements.relations_go_in_no_circle,
    announcements.relations_follow_the_dates,
    announcements.contradictions_show_two_quotes,
    announcements.discrepancies_have_two_sources,
    vocabulary.every_value_has_a_label,
    vocabulary.the_featured_announcement_exists,
    vocabulary.dated_names_follow_one_another,
)


OF_ALL: tuple[Check, ...] = (
    announcements.relations_go_in_no_circle,
    vocabulary.the_featured_announcement_exists,
    vocabulary.every_value_has_a_label,
)
"""Those that are not about one record and what it names."""


def of_some(linked: Linked, ids: Iterable[str]) -> tuple[Problem, ...]:
    """What does not hold of some records and what they name, in no order."""
    some = linked.within(ids)
    return tuple(problem for check in CHECKS if check not in OF_ALL for problem in check(some))


def of_all(linked: Linked, *, ties: bool = True) -> tuple[Problem, ...]:
    """What does not hold of the archive as a whole; without `ties`, but for its relations."""
    left_out = () if ties else (announcements.relations_go_in_no_circle,)
    return tuple(p for check in OF_ALL if check not in left_out for p in check(linked))


def problems(linked: Linked) -> tuple[Problem, ...]:
    """Everything that does not hold, in no order."""
    return tuple(problem for check in CHECKS for problem in check(linked))
