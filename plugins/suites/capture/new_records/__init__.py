"""New records: answers to a few questions -> the draft of a record, written as authors write it.

    Question, answer -> judged as the file with it would be -> answers -> path and text of the file

What the archive knows is proposed: names by what is typed, the id, the day. What only an author can
write is an ellipsis, as in the drafts of captures.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from suites.analysis.checks.known_names import KnownNames
from suites.analysis.checks.references import unresolved
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.loading import load_record
from suites.archive import dates, file_names, files, markdown
from suites.archive.languages.catalogue import Catalogue
from suites.archive.model import ID
from suites.archive.model.archive import RECORD_KINDS
from suites.archive.problems import Problem, quoted
from suites.archive.slugs import MAX_ID, proposed_id
from suites.capture.drafts.identifiers import identifier
from suites.capture.new_records import texts
from suites.capture.new_records.questions import QUESTIONS, Answers, Question

__all__ = ["QUESTIONS", "Choice", "NewRecord", "Question"]

UNWRITTEN = "draft"
"""The code of the problem of what an author has still to write, which is told at the end."""


class Choice(NamedTuple):
    """An answer to choose: the value that is written, its words, and what tells it from others."""

    value: str
    words: str
    remark: str = ""


@dataclass
class NewRecord:
    """A record of a kind that is being asked for; `today` is an ISO 8601 date.

    `content` is the name of the folder; answers are judged as they are given.
    """

    kind: str
    content: str
    linked: LinkedArchive
    catalogue: Catalogue
    today: str
    answers: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with what is known unasked."""
        self._names = KnownNames(self.linked)
        known = (one for one in QUESTIONS[self.kind] if one.is_known)
        self.answers |= {one.name: (self.default(one),) for one in known}

    def questions(self) -> Iterator[Question]:
        """Yield the questions that are to be answered, each by the answers before it."""
        for question in QUESTIONS[self.kind]:
            day = texts.date(self.answers, "published")
            if question.name == "published-basis" and not texts.is_vague(day):
                continue
            if question.name in ("modality", "due") and self._answer("kind") == "fact":
                continue
            yield question

    def default(self, question: Question) -> str:
        """Return the answer that is proposed; empty when there is none."""
        match question.name:
            case "lang":
                return self.linked.archive.settings.language
            case "added":
                return self.today
            case "id":
                return self._free_id()
        return question.default or ""

    def choices(self, question: Question) -> list[Choice]:
        """Return what may be chosen; empty when an answer is any text."""
        archive = self.linked.archive
        if question.values:
            labels = archive.vocabulary.values(question.values)
            return [Choice(one, archive.label(question.values, one)) for one in labels]
        if question.records == "evidence":
            return [
                Choice(f"{id_}#{name}", f"{id_}#{name}", one.link.title)
                for id_, one in self.linked.records.summaries.items()
                if id_ in archive.articles
                for name in one.check.annotations
            ]
        if not question.records:
            return []
        found = self.linked.records.summaries
        kinds = {question.records, "outlet"}  # outlets are entities
        titles = (
            (id_, one.link.title)
            for id_, one in found.items()
            if one.link.kind in kinds and id_ not in archive.withdrawn
        )
        return sorted((Choice(*row, row[0]) for row in titles), key=lambda one: one.words)

    def value(self, question: Question, text: str) -> str:
        """Return the value that an answer means: it may be the words of a choice, or a name."""
        line = " ".join(text.split())
        wanted = proposed_id(line)
        if question.values:
            return next(
                (c.value for c in self.choices(question) if proposed_id(c.words) == wanted), line
            )
        if question.records in ("", "evidence"):
            return line
        return self._names.in_folder(RECORD_KINDS[question.records].folder).get(
            wanted, wanted or line
        )

    def reading(self, text: str) -> str:
        """Return a date in the words that pages have for it, or why it is none; empty for none."""
        try:
            return (
                dates.label(dates.parse(text), self.linked.archive.settings.language)
                if text
                else ""
            )
        except ValueError as error:
            return str(error)

    def fault(self, question: Question, values: tuple[str, ...]) -> str:
        """Return what is wrong with an answer, in the words of `suites check`; else nothing."""
        if not values:
            return question.words if question.default is None else ""
        if question.name == "id":
            found = list(self._faults_of_id(values[0]))
        else:
            known = {(one.code, one.what) for one in self._problems(self.answers)}
            given = self._problems({**self.answers, question.name: values})
            found = [one for one in given if (one.code, one.what) not in known]
        return f"{found[0].what}; {found[0].mend}" if found else ""

    @property
    def path(self) -> str:
        """The path of its file below the content."""
        return texts.path(self.kind, self.answers)

    @property
    def text(self) -> str:
        """The text of its file."""
        return texts.text(self.kind, self.answers, self.catalogue)

    def _answer(self, name: str) -> str:
        return texts.first(self.answers, name)

    def _free_id(self) -> str:
        """Return an id that nothing has, of what the record is called; empty if that gives none."""
        called = self._answer("headline") or self._answer("title") or self._answer("name")
        proposed = proposed_id(called)
        if self.kind == "article":
            day = texts.date(self.answers, "published")
            proposed = identifier(day, self._answer("outlet"), called, "")
        numbered = (f"{proposed[: MAX_ID - 4]}-{number}" for number in count(2))
        free = (one for one in chain((proposed,), numbered) if not self._is_taken(one))
        return next(free) if proposed else ""

    def _is_taken(self, id_: str) -> bool:
        archive = self.linked.archive
        ids = (archive.by_id, archive.withdrawn, archive.unread, self.linked.aliases)
        return any(id_ in one for one in ids)

    def _faults_of_id(self, id_: str) -> Iterator[Problem]:
        path = texts.path(self.kind, {**self.answers, "id": (id_,)})
        shown, archive = file_names.displayed_path(self.content, path), self.linked.archive
        if not file_names.is_placed(path.split("/")):
            yield file_names.misplaced(self.content, path, is_plain=True)
        elif not ID.fullmatch(id_):
            yield file_names.misnamed(self.content, path, None)
        elif id_ in archive.by_id or id_ in archive.withdrawn:
            yield file_names.clash(shown, archive.record(id_).source.path)
        elif self._is_taken(id_):
            other = self.linked.aliases.get(id_, "a file that cannot be read yet")
            what = f"{quoted(id_)} is the id, or an old one, of {other}"
            yield Problem.of_file(shown, "id-clash", what, "choose another one")

    def _problems(self, answers: Answers) -> list[Problem]:
        """Return the problems that the file would have, but that of what is still to be written."""
        path, text = texts.path(self.kind, answers), texts.text(self.kind, answers, self.catalogue)
        raw = text.encode("utf-8", "surrogateescape")
        archive = self.linked.archive
        loaded = load_record(
            Path(self.content), path, archive, self.linked.as_of, read=lambda _: raw
        )
        found = [Problem(*values) for values in loaded.problems]
        shown = file_names.displayed_path(self.content, path)
        record, front, _ = files.parse_record(shown, raw, archive.language.spacing)
        if record and front:
            body = markdown.parse(front.body, front.body_line)
            found += map(self._names.with_hint, unresolved(self._names, record, body))
        return sorted(one for one in found if one.code != UNWRITTEN)
