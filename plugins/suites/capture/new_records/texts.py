"""Texts: answers -> the text of a record's file, its keys in the order of the archive's files."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from suites.archive import dates
from suites.archive.dates import Date
from suites.archive.enumerations import FREE_STATEMENTS, RIGHTS_STATEMENTS, TO_WRITE
from suites.archive.file_names import record_path
from suites.archive.languages.catalogue import Catalogue
from suites.archive.yaml_edits import rendering
from suites.capture.drafts.yaml_values import comment
from suites.capture.new_records.questions import Answers


def path(kind: str, answers: Answers) -> str:
    """Return the path of the file of a record below the content."""
    return record_path(kind, first(answers, "id") or "x", date(answers, "published"))


def text(kind: str, answers: Answers, catalogue: Catalogue) -> str:
    """Return the text of the file; what has no answer yet stands there as if it were unknown."""
    lines = [_line(key, value, catalogue) for key, value in _VALUES[kind](answers)]
    body = f"{TO_WRITE}\n" if kind == "article" else ""
    return "\n".join(("---", *lines, "---", body))


def _line(key: str, value: Any, catalogue: Catalogue) -> str:
    if key == "rights" and value["statement"] in FREE_STATEMENTS | RIGHTS_STATEMENTS:
        return f"rights: {{statement: {value['statement']}, mode: {value['mode']}}}"
    line = rendering.entry(key, value, 0)
    if value == TO_WRITE and key in ("title", "summary"):
        return f"{line}  {comment(catalogue.t(f'draft.{key}'))}"
    return line


def first(answers: Answers, name: str, unknown: str = "") -> str:
    """Return the only answer to a question, or the first one; `unknown` when there is none."""
    return next(iter(answers.get(name, ())), unknown)


def date(answers: Answers, name: str) -> Date | None:
    """Return the date that an answer means; None when it means none."""
    try:
        return dates.parse(first(answers, name))
    except ValueError:
        return None


def is_vague(day: Date | None) -> bool:
    """Return whether a date of publication is one that says what it rests on."""
    return day is not None and (day.approximate or day.uncertain or "/" in day.text)


def _article(answers: Answers) -> Iterator[tuple[str, Any]]:
    yield "title", first(answers, "title", TO_WRITE)
    yield "headline", first(answers, "headline") or None
    yield "outlet", first(answers, "outlet") or None
    yield "authors", list(answers.get("authors", ()))
    yield "published", first(answers, "published") or None
    if is_vague(date(answers, "published")):
        yield "published_basis", first(answers, "published-basis", TO_WRITE)
    yield "lang", first(answers, "lang", "und")
    yield "url", first(answers, "url") or None
    yield "rights", {"statement": first(answers, "rights", "InC"), "mode": "account"}
    yield "kind", first(answers, "kind", "news")
    yield "summary", first(answers, "summary", TO_WRITE)
    yield "added", first(answers, "added", "1000")
    yield "annotations", []


def _announcement(answers: Answers) -> Iterator[tuple[str, Any]]:
    yield "title", first(answers, "title", TO_WRITE)
    yield "kind", first(answers, "kind", "promise")
    yield "claim", first(answers, "claim", TO_WRITE)
    for name in ("actors", "products", "themes"):
        if name != "products" or answers.get(name):
            yield name, list(answers.get(name, ()))
    event = {
        "on": first(answers, "on"),
        "stage": "announced",
        "modality": first(answers, "modality"),
        "due": first(answers, "due"),
    }
    evidence = {"evidence": list(answers.get("evidence", ()))}
    yield "events", [{key: one for key, one in event.items() if one} | evidence]
    yield "added", first(answers, "added", "1000")


def _entity(answers: Answers) -> Iterator[tuple[str, Any]]:
    yield "kind", list(answers.get("kind", ("person",)))
    name = {"name": first(answers, "name", TO_WRITE), "since": first(answers, "since")}
    yield "names", [{key: one for key, one in name.items() if one}]


def _theme(answers: Answers) -> Iterator[tuple[str, Any]]:
    yield "title", first(answers, "title", TO_WRITE)
    yield "summary", first(answers, "summary", TO_WRITE)


_VALUES: Mapping[str, Callable[[Answers], Iterator[tuple[str, Any]]]] = {
    "article": _article,
    "announcement": _announcement,
    "entity": _entity,
    "theme": _theme,
}
