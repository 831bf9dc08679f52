"""What an article and its annotations must respect: the rights, the limits, their own coherence.

A draft says `…` wherever its author has to write. All of that is one problem of the article; that
its account is short is no other one.
"""

from collections.abc import Iterator

from suites.analysis.checks.check_context import AnyContext, CheckContext
from suites.archive import anchoring, enumerations
from suites.archive.enumerations import TO_WRITE
from suites.archive.file_names import year_folder
from suites.archive.front_matter import Keys
from suites.archive.markdown import Body
from suites.archive.model import Announcement, Article
from suites.archive.problems import Problem, nearest, quoted

Context = CheckContext[Article]


def annotation_ids_are_unique_in_their_article(context: Context) -> Iterator[Problem]:
    """A permalink leads to one annotation."""
    seen: dict[str, Keys] = {}
    for annotation in context.record.annotations:
        keys = (*annotation.keys, "id")
        first = seen.setdefault(annotation.id, keys)
        if first != keys:
            line, _ = context.record.source.value(first)
            what = f"the annotation id {quoted(annotation.id)} is taken on line {line}"
            mend = "give each annotation of an article its own id"
            yield context.problem(keys, "annotation-duplicate", what, mend)


def captures_are_listed_once(context: Context) -> Iterator[Problem]:
    """A copy is one however often it was kept."""
    seen: set[str] = set()
    for at, capture in enumerate(context.record.captures):
        if capture.sha256 in seen:
            what = f"the digest {quoted(capture.sha256, 14)} stands here twice"
            mend = "list each capture of the article once"
            yield context.problem(("captures", at, "sha256"), "capture-duplicate", what, mend)
        seen.add(capture.sha256)


def captures_lack_annotations_that_another_one_proves(context: Context) -> Iterator[Problem]:
    """What no copy has is no quotation."""
    captures = context.record.captures
    for at, capture in enumerate(captures):
        for place, id_ in enumerate(capture.lacks):
            keys = ("captures", at, "lacks", place)
            if id_ not in context.record.annotations_by_id:
                what = f"the article has no annotation {quoted(id_)}"
                mend = nearest(id_, context.record.annotations_by_id) or "take it out of lacks:"
                yield context.problem(keys, "capture-lacks", what, mend)
            elif all(id_ in one.lacks for one in captures):
                what = f"no capture has the words of {quoted(id_)}"
                mend = "list the capture that has them too, or quote no more than stands in one"
                yield context.problem(keys, "capture-lacks", what, mend)


def articles_lie_in_the_folder_of_their_year(context: Context) -> Iterator[Problem]:
    """The folder is the year of publication, `undated` when no single year is known."""
    article, published = context.record, context.record.published
    year = year_folder(published)
    folder = article.source.path.split("/")[-2]
    if folder != year:
        what = f"the article lies in {quoted(folder)}, and its date puts it in {quoted(year)}"
        mend = f"move it to articles/{year}/{article.id}.md, or mend the date"
        yield context.problem(("published",), "article-year", what, mend)


def uncertain_dates_say_what_they_rest_on(context: Context) -> Iterator[Problem]:
    """A date of publication that the page does not simply say has a basis."""
    published = context.record.published
    if not published or context.record.published_basis:
        return
    if published.approximate or published.uncertain or "/" in published.text:
        what = f"nothing says how the date {quoted(published.text)} is known"
        mend = "add published_basis: and say it in a few words"
        yield context.problem(("published",), "published-basis", what, mend)


def articles_are_added_after_they_are_published(context: Context) -> Iterator[Problem]:
    """What is not yet published cannot be described; what is vague is not judged."""
    published, added = context.record.published, context.record.added
    if published and published.earliest > added.latest:
        what = f"the article was published on {published.text}, after it was added ({added.text})"
        yield context.problem(("published",), "added-order", what, "mend published: or added:")


def nothing_is_added_ahead_of_its_day(
    context: CheckContext[Article | Announcement],
) -> Iterator[Problem]:
    """What says when it was added was added by today."""
    added = context.record.added
    if added.earliest > context.archive.today:
        what = f"the day {added.text} is still to come, and nothing was added on it"
        yield context.problem(("added",), "added-ahead", what, "write the day of today in added:")


def full_texts_are_free(context: Context) -> Iterator[Problem]:
    """The statement exists, and allows the mode."""
    statement, mode = context.record.rights.statement, context.record.rights.mode
    known = enumerations.RIGHTS_STATEMENTS | enumerations.LICENCES
    if statement not in known:
        yield context.problem(
            ("rights", "statement"),
            "value-unknown",
            f"{quoted(statement)} is not a rights statement or licence known here",
            nearest(statement, known)
            or "give a rightsstatements.org code such as InC, or an SPDX id",
        )
    elif mode == "full" and statement not in enumerations.FREE_STATEMENTS:
        what = f"under {statement}, the full text cannot stand here"
        mend = "describe the article in our own words, in mode account"
        yield context.problem(("rights", "mode"), "rights-mode", what, mend)


def bodies_have_the_length_that_the_rights_allow(context: Context) -> Iterator[Problem]:
    """An account is neither a line nor a copy; a bare link has no body."""
    article = context.record
    shortest, longest = context.archive.settings.rights.account_words
    count = len(anchoring.words(context.body.text))
    if article.rights.mode == "link" and count:
        what = "an article in mode link has no body"
        mend = "remove the body, or choose another mode"
        yield context.problem_of_body("body-forbidden", what, mend)
    is_account = article.rights.mode == "account"
    if is_account and not (shortest <= count <= longest or unwritten_parts(article, context.body)):
        what = f"the account has {count} words"
        mend = f"write {shortest} to {longest} words (content/archive.yaml, rights)"
        yield context.problem_of_body("body-length", what, mend)


def notes_are_short(context: Context) -> Iterator[Problem]:
    """A note is read in the margin."""
    limit = context.archive.settings.rights.note_words
    for annotation in context.record.annotations:
        count = len(anchoring.words(annotation.note))
        if count > limit:
            what = f"the note has {count} words"
            mend = f"keep to {limit} words, and put the rest in the announcement's page"
            yield context.problem((*annotation.keys, "note"), "note-too-long", what, mend)


def corrections_say_what_they_correct(context: Context) -> Iterator[Problem]:
    """A correction keeps what was written before, and its day; nothing else does."""
    for annotation in context.record.annotations:
        for key, value in (("was", annotation.was), ("on", annotation.on)):
            if (annotation.kind == "correction") != (value is not None):
                yield context.problem(
                    (*annotation.keys, "kind"),
                    "correction-was",
                    f"{quoted(annotation.id)} has {'no' if value is None else 'a'} {key}:",
                    "a correction, and only a correction, gives in was: what we wrote before, "
                    "and in on: the day on which we corrected it",
                )


def corrections_change_something(context: AnyContext) -> Iterator[Problem]:
    """What a record says now is not what it said before."""
    for correction in context.record.corrections:
        if correction.was == correction.now:
            what = "the correction says now what it said before"
            mend = "give in was: what we wrote before, and in now: what is right"
            yield context.problem((*correction.keys, "now"), "correction-was", what, mend)


def roles_say_of_which_announcement(context: Context) -> Iterator[Problem]:
    """A role is played in an announcement; only what delivers can be partial."""
    for annotation in context.record.annotations:
        if annotation.role and not annotation.announcement:
            what = f"{quoted(annotation.id)} has a role and no announcement"
            mend = "add announcement:, or remove role:"
            yield context.problem((*annotation.keys, "role"), "role-alone", what, mend)
        if annotation.extent and annotation.role != "delivers":
            what = f"{quoted(annotation.id)} has an extent and does not deliver"
            mend = "extent: goes with role: delivers only"
            yield context.problem((*annotation.keys, "extent"), "extent-role", what, mend)


def elements_are_declared(context: Context) -> Iterator[Problem]:
    """Elements and their units come from the vocabulary, so that they can be compared."""
    declared = context.archive.vocabulary.elements
    elements = (
        ((*annotation.keys, "elements", name), name, element)
        for annotation in context.record.annotations
        for name, element in annotation.elements.items()
    )
    for keys, name, element in elements:
        if name not in declared:
            yield context.record.source.problem_at_key(
                keys,
                "element-undeclared",
                f"the vocabulary declares no element {quoted(name)}",
                nearest(name, declared) or "declare it under elements: in content/vocabulary.yaml",
            )
            continue
        units, per = declared[name].units, declared[name].per
        for key, value, allowed in (("unit", element.unit, units), ("per", element.per, per)):
            if value is not None and value not in allowed:
                what = f"{quoted(value)} is not a {key} of {quoted(name)}"
                mend = nearest(value, allowed) or f"the element takes no {key}"
                yield context.problem((*keys, key), "element-undeclared", what, mend)


def articles_are_finished(context: Context) -> Iterator[Problem]:
    """No part of an article is still to be written."""
    missing = unwritten_parts(context.record, context.body)
    if missing:
        keys = ("summary",) if missing[0] == "the summary" else ("title",)
        *others, last = missing
        listed = f"{', '.join(others)} and {last}" if others else last
        verb = "are" if others or last.endswith("notes") else "is"
        what = f"the article is a draft: {listed} {verb} still to be written"
        mend = (
            f"write your own words in the place of each {TO_WRITE}; until then, make html "
            "FULL_TEXT=1 shows it to you alone"
        )
        yield context.problem(keys, "draft", what, mend)


def unwritten_parts(article: Article, body: Body) -> list[str]:
    """Return the parts of an article that are still to be written, in words."""
    notes = sum(is_to_write(annotation.note) for annotation in article.annotations)
    ours = article.rights.mode in ("account", "excerpt")
    found = {
        "the title": is_to_write(article.title),
        "the summary": is_to_write(article.summary),
        "a note" if notes == 1 else f"{notes} notes": notes > 0,
        "the account": ours and any(map(is_to_write, body.text.split("\n"))),
    }
    return [name for name, missing in found.items() if missing]


def under_its_headline(article: Article) -> Article:
    """Return a draft named by the headline of its article, as a private copy shows it."""
    if not is_to_write(article.title):
        return article
    return article.model_copy(update={"title": article.headline or article.id})


def is_to_write(text: str) -> bool:
    """Return whether a text says of itself that it is to be written.

    >>> is_to_write("…"), is_to_write("… [[x]]"), is_to_write("Il dit « … »")
    (True, True, False)
    """
    return text.lstrip().startswith(TO_WRITE)
