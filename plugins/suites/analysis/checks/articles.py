"""What an article and its annotations must respect: the rights, the limits, their own coherence."""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.checks import unwritten
from suites.analysis.checks.check_context import AnyOne, One
from suites.archive import anchoring, enumerations
from suites.archive.model import Announcement, Article, Keys
from suites.archive.problems import Problem, nearest, quoted


def annotation_ids_are_unique_in_their_article(one: One[Article]) -> Iterator[Problem]:
    """A permalink leads to one annotation."""
    article = one.record
    seen: dict[str, Keys] = {}
    for annotation in article.annotations:
        keys = (*annotation.keys, "id")
        first = seen.setdefault(annotation.id, keys)
        if first != keys:
            yield article.source.problem(
                keys,
                "annotation-duplicate",
                f"the annotation id {quoted(annotation.id)} is taken on line "
                f"{article.source.value(first)[0]}",
                "give each annotation of an article its own id",
            )


def articles_lie_in_the_folder_of_their_year(one: One[Article]) -> Iterator[Problem]:
    """The folder is the year of publication, `undated` when no single year is known."""
    article = one.record
    published = article.published
    certain = published and published.earliest.year == published.latest.year
    year = str(published.earliest.year) if published and certain else "undated"
    folder = article.source.path.split("/")[-2]
    if folder != year:
        yield article.source.problem(
            ("published",),
            "article-year",
            f"the article lies in {quoted(folder)}, and its date puts it in {quoted(year)}",
            f"move it to articles/{year}/{article.id}.md, or mend the date",
        )


def uncertain_dates_say_what_they_rest_on(one: One[Article]) -> Iterator[Problem]:
    """A date of publication that the page does not simply say has a basis."""
    article = one.record
    published = article.published
    if not published or article.published_basis:
        return
    if published.approximate or published.uncertain or "/" in published.text:
        yield article.source.problem(
            ("published",),
            "published-basis",
            f"nothing says how the date {quoted(published.text)} is known",
            "add published_basis: and say it in a few words",
        )


def articles_are_added_after_they_are_published(one: One[Article]) -> Iterator[Problem]:
    """What is not yet published cannot be described; what is vague is not judged."""
    article = one.record
    published, added = article.published, article.added
    if published and published.earliest > added.latest:
        yield article.source.problem(
            ("published",),
            "added-order",
            f"the article was published on {published.text}, after it was added ({added.text})",
            "mend published: or added:",
        )


def nothing_is_added_ahead_of_its_day(one: One[Article | Announcement]) -> Iterator[Problem]:
    """What says when it was added was added by today."""
    record = one.record
    if record.added.earliest > one.archive.today:
        yield record.source.problem(
            ("added",),
            "added-ahead",
            f"the day {record.added.text} is still to come, and nothing was added on it",
            "write the day of today in added:",
        )


def full_texts_are_free(one: One[Article]) -> Iterator[Problem]:
    """The statement exists, and allows the mode."""
    article = one.record
    statement, mode = article.rights.statement, article.rights.mode
    if statement not in enumerations.RIGHTS_STATEMENTS and statement not in enumerations.LICENCES:
        yield article.source.problem(
            ("rights", "statement"),
            "value-unknown",
            f"{quoted(statement)} is not a rights statement or licence known here",
            nearest(statement, enumerations.RIGHTS_STATEMENTS | enumerations.LICENCES)
            or "give a rightsstatements.org code such as InC, or an SPDX id",
        )
    elif mode == "full" and statement not in enumerations.FREE_STATEMENTS:
        yield article.source.problem(
            ("rights", "mode"),
            "rights-mode",
            f"under {statement}, the full text cannot stand here",
            "describe the article in our own words, in mode account",
        )


def bodies_have_the_length_that_the_rights_allow(one: One[Article]) -> Iterator[Problem]:
    """An account is neither a line nor a copy; a bare link has no body."""
    article = one.record
    shortest, longest = one.archive.settings.rights.account_words
    line = article.source.body_line
    count = anchoring.count_words(one.text.text)
    if article.rights.mode == "link" and count:
        yield Problem(
            article.source.path,
            line,
            1,
            "body-forbidden",
            "an article in mode link has no body",
            "remove the body, or choose another mode",
        )
    is_account = article.rights.mode == "account"
    if is_account and not (shortest <= count <= longest or unwritten.parts(article, one.text)):
        yield Problem(
            article.source.path,
            line,
            1,
            "body-length",
            f"the account has {count} words",
            f"write {shortest} to {longest} words (content/archive.yaml, rights)",
        )


def notes_are_short(one: One[Article]) -> Iterator[Problem]:
    """A note is read in the margin."""
    article = one.record
    limit = one.archive.settings.rights.note_words
    for annotation in article.annotations:
        count = anchoring.count_words(annotation.note)
        if count > limit:
            yield article.source.problem(
                (*annotation.keys, "note"),
                "note-too-long",
                f"the note has {count} words",
                f"keep to {limit} words, and put the rest in the announcement's page",
            )


def corrections_say_what_they_correct(one: One[Article]) -> Iterator[Problem]:
    """A correction keeps what was written before, and its day; nothing else does."""
    article = one.record
    for annotation in article.annotations:
        for key, value in (("was", annotation.was), ("on", annotation.on)):
            if (annotation.kind == "correction") != (value is not None):
                yield article.source.problem(
                    (*annotation.keys, "kind"),
                    "correction-was",
                    f"{quoted(annotation.id)} has {'no' if value is None else 'a'} {key}:",
                    "a correction, and only a correction, gives in was: what we wrote before, "
                    "and in on: the day on which we corrected it",
                )


def corrections_change_something(one: AnyOne) -> Iterator[Problem]:
    """What a record says now is not what it said before."""
    for correction in one.record.corrections:
        if correction.was == correction.now:
            yield one.record.source.problem(
                (*correction.keys, "now"),
                "correction-was",
                "the correction says now what it said before",
                "give in was: what we wrote before, and in now: what is right",
            )


def roles_say_of_which_announcement(one: One[Article]) -> Iterator[Problem]:
    """A role is played in an announcement; only what delivers can be partial."""
    article = one.record
    for annotation in article.annotations:
        if annotation.role and not annotation.announcement:
            yield article.source.problem(
                (*annotation.keys, "role"),
                "role-alone",
                f"{quoted(annotation.id)} has a role and no announcement",
                "add announcement:, or remove role:",
            )
        if annotation.extent and annotation.role != "delivers":
            yield article.source.problem(
                (*annotation.keys, "extent"),
                "extent-role",
                f"{quoted(annotation.id)} has an extent and does not deliver",
                "extent: goes with role: delivers only",
            )


def elements_are_declared(one: One[Article]) -> Iterator[Problem]:
    """Elements and their units come from the vocabulary, so that they can be compared."""
    article = one.record
    for annotation in article.annotations:
        for name in annotation.elements:
            yield from _element(one, (*annotation.keys, "elements"), name)


def _element(one: One[Article], keys: Keys, name: str) -> Iterator[Problem]:
    article, declared = one.record, one.archive.vocabulary.elements
    if name not in declared:
        yield article.source.problem_at_key(
            (*keys, name),
            "element-undeclared",
            f"the vocabulary declares no element {quoted(name)}",
            nearest(name, declared) or "declare it under elements: in content/vocabulary.yaml",
        )
        return
    element = article.annotations[int(keys[1])].elements[name]
    for key, value, allowed in (
        ("unit", element.unit, declared[name].units),
        ("per", element.per, declared[name].per),
    ):
        if value is not None and value not in allowed:
            yield article.source.problem(
                (*keys, name, key),
                "element-undeclared",
                f"{quoted(value)} is not a {key} of {quoted(name)}",
                nearest(value, allowed) or f"the element takes no {key}",
            )
