"""What stands between quotation marks: a source's own words, short, and in no other marks.

The marks are those of the archive's language. They mean the same in a body, a title, a summary, a
claim or a note: words that a source has, which `verification` proves.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from suites.analysis.checks.check_context import AnyContext
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, markdown
from suites.archive.anchoring import Span
from suites.archive.front_matter import Keys
from suites.archive.languages import Language
from suites.archive.markdown import Body
from suites.archive.markdown.quotation_marks import any_quotation_mark, other_pairs
from suites.archive.model import AnyRecord, Article
from suites.archive.model.own_texts import BASIS, own_texts
from suites.archive.model.values import Part, Source
from suites.archive.problems import Problem, quoted


class Shown(NamedTuple):
    """A text as readers see it, of a front matter or a body; `free` spans hold any marks."""

    source: Source
    keys: Keys
    words: str  # without its Markdown
    free: tuple[Span, ...] = ()
    is_note: bool = False
    body: Body | None = None

    def problem(self, offset: int, code: str, what: str, mend: str) -> Problem:
        """Return a problem at an offset of the body; in a front matter, at the value."""
        if self.body is None:
            return self.source.problem(self.keys, code, what, mend)
        return Problem(self.source.path, *self.body.place(offset), code, what, mend)


def quotation_marks_hold_a_sources_words(context: AnyContext) -> Iterator[Problem]:
    """Each mark has its pair, no other marks hold words, and what is quoted is short."""
    record, language = context.record, context.archive.language
    limits, marks = context.archive.settings.rights, language.quotation_marks
    # A full text is its source's: it is no quotation, and is not mended.
    is_full = isinstance(record, Article) and record.rights.mode == "full"
    total = 0
    for shown in _shown(record, None if is_full else context.body, language):
        for offset in anchoring.unbalanced(shown.words, marks):
            what = f"the quotation mark {shown.words[offset]} has no pair"
            mend = f"close it, and write inner quotation marks {language.inner.format(' ')}"
            yield shown.problem(offset, "quotation-unbalanced", what, mend)
        yield from _in_other_marks(shown, language)
        if is_full or shown.keys == BASIS:
            continue
        for start, end, *_ in anchoring.quotations(shown.words, marks):
            words = shown.words[start:end]
            count = len(anchoring.words(words))
            total += count
            if count > limits.quotation_words:
                what = f"a quotation has {count} words: {quoted(words)}"
                mend = f"keep the {limits.quotation_words} words that matter, cut with [...]"
                yield shown.problem(start, "quotation-too-long", what, mend)
    if isinstance(record, Article) and total > limits.quotation_total_words:
        what = f"the quotations have {total} words in all"
        mend = f"keep to {limits.quotation_total_words} words for one article"
        yield context.problem_of_body("quotations-too-long", what, mend)


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
    """Yield the texts of the vocabulary in a language, with their keys."""
    for name, value in part.items() if isinstance(part, Mapping) else part:
        if isinstance(value, (Part, Mapping)):
            yield from (((name, *keys), text) for keys, text in _labels(value, tag))
        elif name == tag and isinstance(value, str):
            yield (name,), value


def _shown(record: AnyRecord, body: Body | None, language: Language) -> Iterator[Shown]:
    """Yield the texts of a record that quote."""
    holds_mark = any_quotation_mark(language.quotation_marks).search
    for keys, words, is_note, _ in own_texts(record):
        if not holds_mark(words):
            continue
        free: tuple[Span, ...] = ()
        if is_note:
            if not markdown.is_plain(words):
                note = markdown.parse_note(words)
                words, free = note.text, note.code()
            free += tuple(Span(*one.span()) for one in language.translation.finditer(words))
        yield Shown(record.source, keys, words, free, is_note=is_note)
    if body and holds_mark(body.text):
        free = body.code() if "`" in body.source else ()
        yield Shown(record.source, (), body.text, free, body=body)


def _in_other_marks(shown: Shown, language: Language) -> Iterator[Problem]:
    is_markdown = shown.is_note or shown.body
    pairs = other_pairs(shown.words, language.quotation_marks, shown.free)
    for opening, closing, (start, end) in pairs:
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
