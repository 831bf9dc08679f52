"""What stands between quotation marks: a source's own words, short, and in no other marks.

The marks are those of the archive's language. They mean the same in a body, a title, a summary, a
claim or a note: words that a source has, which `verification` proves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from suites.analysis.checks.check_context import AnyContext
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, markdown
from suites.archive.anchoring import Quotation, Span
from suites.archive.front_matter import Keys
from suites.archive.languages import Language
from suites.archive.markdown import Body
from suites.archive.markdown.quotation_marks import any_quotation_mark, other_pairs
from suites.archive.model import AnyRecord, Article
from suites.archive.model.own_texts import BASIS, own_texts
from suites.archive.model.values import Part, Source
from suites.archive.problems import Problem, quoted


class Shown(NamedTuple):
    """A text as readers see it: the body where there are no keys, else that of a front matter.

    In the `free` spans any marks may stand.
    """

    source: Source
    keys: Keys
    text: Body | str
    free: tuple[Span, ...] = ()
    is_note: bool = False

    @property
    def words(self) -> str:
        """The text without its Markdown."""
        return self.text if isinstance(self.text, str) else self.text.text

    def problem(self, offset: int, code: str, what: str, mend: str) -> Problem:
        """A problem at an offset of the words; in a front matter, at their value."""
        if self.keys or isinstance(self.text, str):
            return self.source.problem(self.keys, code, what, mend)
        return Problem(self.source.path, *self.text.place(offset), code, what, mend)


def quotation_marks_hold_a_sources_words(context: AnyContext) -> Iterator[Problem]:
    """Each mark has its pair, no other marks hold words, and what is quoted is short."""
    record, language = context.record, context.archive.language
    limits = context.archive.settings.rights
    total = 0
    for shown in _shown(record, context.body, language):
        yield from _alone(shown, language)
        yield from _in_other_marks(shown, language)
        if _is_free(record) or shown.keys == BASIS:
            continue
        for found in anchoring.quotations(shown.words, language.quotation_marks):
            count = len(anchoring.words(shown.words[found.start : found.end]))
            total += count
            if count > limits.quotation_words:
                yield _too_long(shown, found, count, limits.quotation_words)
    if isinstance(record, Article) and total > limits.quotation_total_words:
        yield context.problem_at(
            record.source.body_line,
            1,
            "quotations-too-long",
            f"the quotations have {total} words in all",
            f"keep to {limits.quotation_total_words} words for one article",
        )


def the_archive_quotes_nobody_in_other_marks(linked: LinkedArchive) -> Iterator[Problem]:
    """What the settings and the vocabulary say is shown as well."""
    settings, vocabulary = linked.archive.settings, linked.archive.vocabulary
    language = linked.archive.language
    for key in ("title", "subject", "description", "contact"):
        shown = Shown(settings.source, (key,), getattr(settings, key) or "")
        yield from _in_other_marks(shown, language)
    for keys, text in _labels(vocabulary, language.tag):
        yield from _in_other_marks(Shown(vocabulary.source, keys, text), language)


def _labels(part: Part | Mapping[str, object], tag: str) -> Iterator[tuple[Keys, str]]:
    """The texts of the vocabulary in a language, with their keys."""
    for name, value in part.items() if isinstance(part, Mapping) else part:
        if isinstance(value, (Part, Mapping)):
            yield from (((name, *keys), text) for keys, text in _labels(value, tag))
        elif name == tag and isinstance(value, str):
            yield (name,), value


def _is_free(record: AnyRecord) -> bool:
    """Whether the whole text of a source may stand in the record: it is then no quotation."""
    return isinstance(record, Article) and record.rights.mode == "full"


def _shown(record: AnyRecord, text: Body, language: Language) -> Iterator[Shown]:
    """Yield the texts of a record that quote; a full text is its source's, and is not mended."""
    holds_mark = any_quotation_mark(language.quotation_marks).search
    for keys, words, is_note, _ in own_texts(record):
        if not holds_mark(words):
            continue
        if not is_note or markdown.is_plain(words):
            yield Shown(record.source, keys, words, is_note=is_note)
        else:
            note = markdown.parse_note(words)
            translations = language.translation.finditer(note.text)
            free = (*note.code(), *(Span(*found.span()) for found in translations))
            yield Shown(record.source, keys, note, free, is_note=True)
    if not _is_free(record) and holds_mark(text.text):
        yield Shown(record.source, (), text, text.code() if "`" in text.source else ())


def _alone(shown: Shown, language: Language) -> Iterator[Problem]:
    for offset in anchoring.unbalanced(shown.words, language.quotation_marks):
        yield shown.problem(
            offset,
            "quotation-unbalanced",
            f"the quotation mark {shown.words[offset]} has no pair",
            f"close it, and write inner quotation marks {language.inner.format(' ')}",
        )


def _in_other_marks(shown: Shown, language: Language) -> Iterator[Problem]:
    is_markdown = shown.is_note or not shown.keys
    for opening, closing, (start, end) in other_pairs(
        shown.words, language.quotation_marks, shown.free
    ):
        held = shown.words[start + len(opening) : end - len(closing)].strip()
        yield shown.problem(
            start,
            "quotation-marks",
            f"words stand between {opening} and {closing}, where nothing proves them: "
            f"{quoted(held, 120)}",
            f"write a source's words as {language.quotation.format('…')}, and all else without "
            f"quotation marks{', a title or a name in *italics*' if is_markdown else ''}"
            f"{f'; a translation is {language.translation_form}' if shown.is_note else ''}",
        )


def _too_long(shown: Shown, found: Quotation, count: int, limit: int) -> Problem:
    return shown.problem(
        found.start,
        "quotation-too-long",
        f"a quotation has {count} words: {quoted(shown.words[found.start : found.end])}",
        f"keep the {limit} words that matter, cut with [...]",
    )
