"""Extract: what all the rest of the archive sees of one record.

    record, parsed body -> where its quotes stand, its card, its entries in lists of others

It follows from the record alone, is made of plain values, and can be kept between builds: a page
that shows a few facts of a record needs neither its file nor its body. Pages, checks and lists of
the whole archive read extracts.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from suites import anchoring, relations
from suites.anchoring import Folded, Span
from suites.body import Body
from suites.dates import Date
from suites.history import State, state
from suites.holdings.registers import day_key, registered
from suites.languages import UNSPACED, Language
from suites.model import Annotation, Announcement, AnyRecord, Article, Entity, Quote
from suites.problems import Problem, quoted
from suites.relations import Entry, first_day

MOST_SOUGHT = 20
"""Misfits of one article for which the nearest words are looked for: that takes long."""

KINDS = {"Article": "article", "Announcement": "announcement", "Entity": "entity", "Theme": "theme"}


class Anchor(NamedTuple):
    """Where the quote of an annotation stands in its body, the words there, and what it is for.

    `place` is that of the annotation in its record, `number` that of its callout in the text. What
    an annotation lacks is empty; `valued` is whether it gives values that can be compared.
    """

    place: int
    number: int
    start: int
    end: int
    verbatim: bool
    words: str
    id: str
    lang: str
    role: str
    extent: str
    valued: bool
    announcement: str


class Card(NamedTuple):
    """What a link to a record shows; of an announcement its state too, a fact having no verdict."""

    kind: str
    title: str
    stage: str | None = None
    verdict: str | None = None
    overdue: bool = False
    announcement_kind: str = ""


class Brief(NamedTuple):
    """What a row shows of an article or an announcement beside its card; empty where it has none.

    `day` is, as EDTF, that of publication or of the first dated event; `by` the ids of the outlet
    or the actors; `text` our summary or the claim; `due` the term that counts, as EDTF; `added` is
    ordered as `registers.day_key` does; `themes` are those of an announcement; `first` is the id
    that the record had first, when it has another one now.
    """

    day: str = ""
    by: tuple[str, ...] = ()
    text: str = ""
    lang: str = ""
    due: str = ""
    added: str = ""
    themes: tuple[str, ...] = ()
    first: str = ""


class Face(NamedTuple):
    """What the checks of other records rest on; `first` and `last` are days, or empty."""

    kind: str
    aliases: tuple[str, ...]
    annotations: tuple[tuple[str, bool], ...]
    first: str
    last: str
    relations: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """What others see of a record, but for its entries in their lists."""

    card: Card
    brief: Brief
    face: Face
    anchors: tuple[Anchor, ...]

    def plain(self) -> Entry:
        """The extract as nothing but tuples of plain values."""
        anchors = tuple(map(tuple, self.anchors))
        return tuple(self.card), tuple(self.brief), tuple(self.face), anchors

    @classmethod
    def of_plain(cls, plain: Entry) -> Extract:
        """An extract from what `plain` gave; ValueError or TypeError when it is none."""
        card, brief, face, anchors = plain
        return cls(Card(*card), Brief(*brief), Face(*face), tuple(Anchor(*one) for one in anchors))


Told = tuple[str, str, Entry]
"""What a record tells another: a list, the id of the thing that shows it, the entry."""


def extract(
    record: AnyRecord, body: Body, as_of: date, language: Language
) -> tuple[Extract, tuple[Told, ...], tuple[Problem, ...]]:
    """The extract of a record, its entries in lists, the problems of quotes that misfit its body.

    `as_of` is the day on which states are computed, `language` that of the archive.
    """
    anchors: tuple[Anchor, ...] = ()
    problems: tuple[Problem, ...] = ()
    if isinstance(record, Article):
        anchors, problems = _anchors(record, body, language)
    known = state(record, as_of) if isinstance(record, Announcement) else None
    entries = dict.fromkeys((*relations.entries(record, body), *registered(record, known)))
    found = Extract(_card(record, known), _brief(record, known), _face(record, anchors), anchors)
    return found, tuple(entries), problems


def _card(record: AnyRecord, known: State | None) -> Card:
    kind = KINDS.get(type(record).__name__, "page")
    if isinstance(record, Entity) and record.is_outlet:
        kind = "outlet"
    if known is None:
        return Card(kind, record.title)
    assert isinstance(record, Announcement)
    verdict = None if record.kind == "fact" else known.verdict
    return Card(kind, record.title, known.stage, verdict, known.overdue, record.kind)


def _brief(record: AnyRecord, known: State | None) -> Brief:
    first = record.aliases[0] if record.aliases else ""
    if isinstance(record, Article):
        return Brief(
            _edtf(record.published),
            (record.outlet,) if record.outlet else (),
            record.summary,
            record.lang,
            added=day_key(record.added),
            first=first,
        )
    if isinstance(record, Announcement):
        return Brief(
            _edtf(first_day(record)),
            record.actors,
            record.claim,
            due=_edtf(known.due if known else None),
            added=day_key(record.added),
            themes=record.themes,
            first=first,
        )
    return Brief(first=first)


def _edtf(day: Date | None) -> str:
    return day.text if day else ""


def _face(record: AnyRecord, anchors: tuple[Anchor, ...]) -> Face:
    notes: tuple[tuple[str, bool], ...] = ()
    day = None
    ties: tuple[tuple[str, str], ...] = ()
    kind = KINDS.get(type(record).__name__, "page")
    if isinstance(record, Article):
        notes = tuple((record.annotations[one.place].id, one.verbatim) for one in anchors)
    elif isinstance(record, Announcement):
        day = first_day(record)
        ties = tuple((one.type, one.target) for one in record.relations)
    elif isinstance(record, Entity) and record.is_outlet:
        kind = "outlet"
    first, last = (day.earliest.isoformat(), day.latest.isoformat()) if day else ("", "")
    return Face(kind, record.aliases, notes, first, last, ties)


def _anchors(
    article: Article, body: Body, language: Language
) -> tuple[tuple[Anchor, ...], tuple[Problem, ...]]:
    text = anchoring.fold(body.text)
    quotations = anchoring.quotations(body.text, language.marks)
    if article.rights.mode == "full" and article.lang != language.tag:
        language = language._replace(spacing=UNSPACED)
    found: list[tuple[Span, int, bool]] = []
    problems: list[Problem] = []
    for place, annotation in enumerate(article.annotations):
        spans = _spans(annotation.quote, text)
        if spans is not None and len(spans) == 1:
            verbatim = article.rights.mode in ("full", "excerpt") or anchoring.is_verbatim(
                spans[0], quotations
            )
            found.append((spans[0], place, verbatim))
        else:
            seeks = len(problems) < MOST_SOUGHT
            problems.append(_misfit(article, annotation, body, spans, seeks=seeks))
    # Callouts stand where the spans end: so numbered, they read in order when quotes overlap.
    found.sort(key=lambda item: (item[0].end, item[0].start))
    return tuple(
        _anchor(
            article.annotations[place],
            place,
            number,
            span,
            verbatim,
            _words(body.text, span, language),
        )
        for number, (span, place, verbatim) in enumerate(found, start=1)
    ), tuple(problems)


def _spans(quote: Quote, text: Folded) -> tuple[Span, ...] | None:
    """Where a quote stands; None where it stands in too many places to look at them."""
    try:
        return anchoring.find(quote.exact, text, quote.prefix, quote.suffix)
    except anchoring.TooCommonError:
        return None
    except ValueError:
        # Signs that cannot be seen are text to YAML, and nothing to look for.
        return ()


def _anchor(
    one: Annotation, place: int, number: int, span: Span, verbatim: bool, words: str
) -> Anchor:
    lang, role, extent = one.quote.lang or "", one.role or "", one.extent or ""
    told = (one.id, lang, role, extent, bool(one.elements), one.announcement or "")
    return Anchor(place, number, span.start, span.end, verbatim, words, *told)


def _words(text: str, span: Span, conventions: Language) -> str:
    marks = conventions.marks
    without = text[span.start : span.end].strip(f"{marks.opening}{marks.closing} \u00a0")
    return conventions.spacing.set(" ".join(without.split("\n")))


def _misfit(
    article: Article,
    annotation: Annotation,
    body: Body,
    spans: tuple[Span, ...] | None,
    *,
    seeks: bool,
) -> Problem:
    keys = (*annotation.keys, "quote")
    if spans is None or spans:
        times = f"more than {anchoring.MOST_PLACES}" if spans is None else len(spans)
        return article.source.problem(
            keys,
            "quote-ambiguous",
            f"the quote of {quoted(annotation.id)} stands {times} times in the body: "
            f"{quoted(annotation.quote.exact)}",
            "write quote: {exact: …, prefix: …, suffix: …} with the words just before or after",
        )
    near = anchoring.nearest(annotation.quote.exact, body.text) if seeks else ""
    return article.source.problem(
        keys,
        "quote-orphan",
        f"the quote of {quoted(annotation.id)} is not in the body: "
        f"{quoted(annotation.quote.exact)}",
        f"the nearest words are: {near}" if near else "copy the words as they stand in the body",
    )
