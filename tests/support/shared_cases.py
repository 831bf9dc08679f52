"""Cases that Python and JavaScript are both asked: those of `tests/cases`, and random ones."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.strategies import SearchStrategy
from markdown_it.utils import read_fixture_file

from suites.archive import markdown
from suites.archive.anchoring import Span
from support.length import is_proving

Case = dict[str, Any]
Example = TypeVar("Example")

FOLDER = Path(__file__).resolve().parents[1] / "cases"
LANGUAGES = {"fr": "dates.md", "en": "dates-en.md", "de": "dates-de.md"}

_QUOTE = re.compile(r"(?P<prefix>[^{]*)\{(?P<exact>[^}]*)\}(?P<suffix>.*)")
_DATE = re.compile(r"^(.+)\n\.\n(.+)\n\.\n(.+)\n(.+)\n(.+)\n(\S+) (\S+)\n\.$", re.MULTILINE)


def shared_cases(name: str) -> dict[str, list[Case]]:
    """Return the cases of a YAML file by what is asked.

    With `times`, a text is repeated, or what stands `before` and `after` it.
    """
    found: dict[str, list[Case]] = yaml.load(
        (FOLDER / f"{name}.yaml").read_text("utf-8"), yaml.CSafeLoader
    )
    return {kind: [_repeated(case) for case in cases] for kind, cases in found.items()}


def _repeated(case: Case) -> Case:
    text, times = case["text"], case.get("times", 1)
    if "before" in case:
        return {**case, "text": case["before"] * times + text + case["after"] * times}
    return {**case, "text": text * times}


class QuoteCase(NamedTuple):
    """A case of `anchoring.md`: its quote and its text, and how each match is shown."""

    title: str
    exact: str
    prefix: str
    suffix: str
    text: str
    fits: list[str]


def quote_cases() -> list[QuoteCase]:
    """Return the cases of `anchoring.md`."""
    found = []
    for line, title, source, shown in read_fixture_file(FOLDER / "anchoring.md"):
        first, _, rest = source.partition("\n")
        quote = _QUOTE.fullmatch(first)
        assert quote, f"anchoring.md:{line + 2}: write prefix{{exact}}suffix"
        fits = [one.replace("⏎", "\n") for one in shown.splitlines() if one != "orphan"]
        text = markdown.parse(rest).text
        found.append(QuoteCase(title, quote["exact"], quote["prefix"], quote["suffix"], text, fits))
    return found


class DateCase(NamedTuple):
    """A case of `dates.md`, or of another language: a date, its words, and its days."""

    language: str
    title: str
    text: str
    label: str
    phrase: str
    term: str
    earliest: str
    latest: str


def date_cases() -> list[DateCase]:
    """Return the cases of the files of `LANGUAGES`."""
    return [
        DateCase(language, title, text, *_filled_in(said), earliest, latest)
        for language, name in LANGUAGES.items()
        for title, text, *said, earliest, latest in _DATE.findall(
            (FOLDER / name).read_text("utf-8")
        )
    ]


def _filled_in(said: list[str]) -> list[str]:
    """Return words of which "=" repeats those before, and "~" is a no-break space."""
    for at, words in enumerate(said):
        said[at] = said[at - 1] if words == "=" else words.replace("~", "\u00a0")
    return said


def marked(text: str, spans: Iterable[Span]) -> list[str]:
    """Return a text once for each span, with ⟦ ⟧ around it."""
    return [f"{text[: s.start]}⟦{text[s.start : s.end]}⟧{text[s.end :]}" for s in spans]


def unmarked(text: str) -> tuple[str, Span]:
    """Return a text without its marks ⟦ ⟧, and the span that stood between them."""
    before, inside, after = re.split("[⟦⟧]", text)
    return before + inside + after, Span(len(before), len(before + inside))


def drawn(strategy: SearchStrategy[Example], sampled: int, proved: int) -> list[Example]:
    """Return random examples: the same in every `make test`, others in each proof.

    A browser answers all of them at once in the time in which it would be asked ten.
    """
    found: list[Example] = []

    @settings(
        max_examples=proved if is_proving() else sampled,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(strategy)
    def draw(example: Example) -> None:
        found.append(example)

    draw()
    return found
