"""Report: a comparison -> sections of lines, made of pieces of which each knows whose words it is.

How a piece is shown is the business of `markup`: whatever an author wrote is a piece of its own,
and none of it is taken for ours.
"""

from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from suites.analysis.changes import Comparison, word_diff
from suites.analysis.changes.change import KINDS, Change, StateChange
from suites.analysis.changes.counts import counted_as, headline
from suites.analysis.changes.matching import Mapped
from suites.analysis.changes.plain_content import members
from suites.analysis.changes.record_changes import PART_LISTS

Style = Literal["ours", "name", "words", "context", "removed", "inserted"]

LABELS: Mapping[str, str] = {
    "aliases": "aliases",
    "due": "term",
    "on": "date",
    "quote.exact": "quotation",
    "quote.prefix": "words before the quotation",
    "quote.suffix": "words after the quotation",
    "quote.lang": "language of the quotation",
    "was": "what had been written",
    "sha256": "digest",
    "as_of": "day of the states",
}
"""What keys are called; any other by its own name."""

TITLE_KEYS: Mapping[str, tuple[str, ...]] = {
    **{one.sort: one.title for one in PART_LISTS.values()},
    "event": ("on", "stage", "verdict"),
}
"""The keys of a part that its title shows, by its sort."""

MAX_WORDS = 40
"""Words that are shown of a text that came or went as a whole."""

MAX_SHORT = 60
"""Characters of a value that is shown in full, and not word by word."""


class Piece(NamedTuple):
    """A run of text: our words, a name (an id, a key, a value), or words of an author."""

    style: Style
    text: str


class Line(NamedTuple):
    """A line of the report; those of depth 1 belong to the line of depth 0 before them."""

    depth: int
    pieces: tuple[Piece, ...]


class Section(NamedTuple):
    """A heading, and the lines under it."""

    title: str
    lines: tuple[Line, ...]


class Report(NamedTuple):
    """What is told of a comparison: a headline, notes on how it was made, and sections."""

    headline: str
    notes: tuple[str, ...]
    sections: tuple[Section, ...]


def report(comparison: Comparison) -> Report:
    """Return the report of a comparison, what is wrong first."""
    sections = [
        Section("Permalinks gone without an alias", tuple(_gone(comparison))),
        *(Section(title, tuple(_of_kind(comparison, kind))) for kind, title in KINDS.items()),
        Section("States that differ by the day alone", tuple(_by_the_day(comparison))),
    ]
    kept = tuple(section for section in sections if section.lines)
    return Report(headline(comparison), comparison.notes, kept)


def _gone(comparison: Comparison) -> Iterator[Line]:
    for one in comparison.gone:
        pieces = [Piece("ours", f"{one.what} "), Piece("name", one.permalink)]
        if one.annotations:
            pieces.append(
                Piece("ours", f", with the {counted_as(one.annotations, 'annotation')} on it")
            )
        if one.likely:
            pieces += [Piece("ours", ": it is probably "), Piece("name", one.likely)]
            pieces += [Piece("ours", " now, whose aliases lack it")]
        yield Line(0, tuple(pieces))


def _of_kind(comparison: Comparison, kind: str) -> Iterator[Line]:
    """Yield the lines of the records of a kind, each under its name; its state first."""
    by_record: dict[str, list[Change]] = {}
    states: dict[str, list[StateChange]] = {}
    for one in comparison.changes:
        if one.kind == kind:
            by_record.setdefault(one.record, []).append(one)
    for state in comparison.states:
        if kind == "announcement" and state.cause == "content":
            states.setdefault(state.record, []).append(state)
    for id_ in sorted(by_record.keys() | states.keys()):
        changes = by_record.get(id_, [])
        whole = [one for one in changes if not one.parts and not one.key]
        yield Line(0, (*_record(id_, comparison.titles.get(id_, "")), *_of_whole(whole)))
        for state in states.get(id_, []):
            yield Line(1, tuple(_state(state)))
        for one in changes:
            if one not in whole:
                yield Line(1, tuple(_sentence(one)))


def _by_the_day(comparison: Comparison) -> Iterator[Line]:
    for state in comparison.states:
        if state.cause == "day":
            yield Line(0, (Piece("name", state.record), Piece("ours", ": "), *_state(state)))


def _record(id_: str, title: str) -> Iterator[Piece]:
    yield Piece("name", id_)
    if title:
        yield Piece("ours", " ")
        yield Piece("words", _shortened(title))


def _of_whole(changes: list[Change]) -> Iterator[Piece]:
    for one in changes:
        if one.action == "renamed":
            yield Piece("ours", ": renamed, it was ")
            yield Piece("name", str(one.before))
            continue
        if one.action == "withdrawn":
            yield from (Piece("ours", ": withdrawn, "), *_value(one.after))
            continue
        yield Piece("ours", f": {one.action}")
        whole = one.after or one.before
        if isinstance(whole, dict):
            counts = [
                counted_as(n, k.removesuffix("s")) for k, n in whole.items() if isinstance(n, int)
            ]
            yield Piece("ours", f", with {', '.join(counts)}" if counts else "")
            state = whole.get("state")
            for key, value in state.items() if isinstance(state, dict) else ():
                yield from (Piece("ours", f"; {key} "), Piece("name", str(value)))


def _state(state: StateChange) -> Iterator[Piece]:
    yield Piece("ours", f"{state.key}: ")
    yield from (Piece("name", state.before), Piece("ours", " → "), Piece("name", state.after))
    for index, (reference, is_new) in enumerate(state.evidence):
        yield Piece("ours", "; " if index else " (evidence: ")
        yield from (Piece("name", reference), Piece("ours", ", new" if is_new else ""))
    yield Piece("ours", ")" if state.evidence else "")


def _sentence(one: Change) -> Iterator[Piece]:
    for index, (sort, title) in enumerate(one.parts):
        yield Piece("ours", f"{' › ' if index else ''}{sort} ")
        yield Piece("name", _shortened(title))
    if one.parts:
        yield Piece("ours", ": " if one.key else " ")
    if one.action == "corrected":
        yield Piece("ours", "note corrected (was: ")
        yield from (*_value(one.before), Piece("ours", "); now: "), *_value(one.after))
        return
    if one.action == "uncorrected":
        yield Piece("ours", "no correction any more; its note: ")
        yield from _value(one.after)
        return
    if one.key:
        yield from _label(one)
        yield Piece("ours", " ")
    if one.gained or one.lost:
        yield from _members(one)
    elif one.action == "reordered":
        yield Piece("ours", "in another order")
    elif one.action == "renamed":
        yield from (Piece("ours", "renamed "), Piece("name", str(one.after)))
    elif one.action in ("added", "removed"):
        pieces = tuple(_value(one.after if one.action == "added" else one.before, one.parts))
        yield Piece("ours", f"{one.action}: " if pieces else one.action)
        yield from pieces
    elif _is_short(one.before) and _is_short(one.after):
        yield from (*_value(one.before), Piece("ours", " → "), *_value(one.after))
    elif one.before is not None:
        yield Piece("ours", "changed: ")
        yield from _words(_text(one.before), _text(one.after))
    else:
        yield Piece("ours", "changed")


def _label(one: Change) -> Iterator[Piece]:
    if one.key in LABELS:
        yield Piece("ours", LABELS[one.key])
    else:
        yield Piece("name", one.key)


def _members(one: Change) -> Iterator[Piece]:
    for sign, found in (("+", one.gained), ("−", one.lost)):
        for index, member in enumerate(found):
            separator = " " if index or (sign == "−" and one.gained) else ""
            yield Piece("ours", f"{separator}{sign}")
            yield Piece("name", _shortened(member))


def _value(value: object, parts: tuple[tuple[str, str], ...] = ()) -> Iterator[Piece]:
    """Yield a value; of a part, its values that its title does not show."""
    if not isinstance(value, dict):
        text = _text(value)
        yield _named_or_words(text)
        return
    shown = TITLE_KEYS[parts[-1][0]] if parts else ()
    flat = [(key, text) for key, text in _flat(value) if key not in shown]
    for index, (key, text) in enumerate(flat):
        yield Piece("ours", "; " if index else "")
        if key in LABELS:
            yield Piece("ours", f"{LABELS[key]} ")
        else:
            yield from (Piece("name", key), Piece("ours", " "))
        yield _named_or_words(text)


def _named_or_words(text: str) -> Piece:
    """Return a value as a name, or several of them, where no part of it is a text of words."""
    is_name = " " not in text.replace(", ", ",")
    return Piece("name" if is_name else "words", _shortened(text))


def _flat(value: Mapped, above: str = "") -> Iterator[tuple[str, str]]:
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from _flat(inner, f"{above}{key}.")
        elif not (isinstance(inner, list) and any(isinstance(one, dict) for one in inner)):
            yield f"{above}{key}", _text(inner)
        else:
            for one in inner:
                named = ", ".join(text for _, text in _flat(one)) if isinstance(one, dict) else one
                yield f"{above}{key}", str(named)


def _words(before: str, after: str) -> Iterator[Piece]:
    styles: Mapping[str, Style] = {" ": "context", "-": "removed", "+": "inserted"}
    for index, segment in enumerate(word_diff.diff(before, after)):
        yield Piece("ours", " " if index else "")
        yield (
            Piece("ours", "…") if segment.sign == "…" else Piece(styles[segment.sign], segment.text)
        )


def _is_short(value: object) -> bool:
    text = _text(value)
    return len(text) <= MAX_SHORT and text.count(" ") < 4


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(members(value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)


def _shortened(text: str) -> str:
    words = text.split()
    short = " ".join(words[:MAX_WORDS]) + (" …" if len(words) > MAX_WORDS else "")
    limit = 12 * MAX_WORDS
    return short if len(short) <= limit else f"{short[:limit]}…"
