"""Prompts: questions in a terminal, with what may be chosen as it is typed (questionary).

Each returns an answer that is sound. KeyboardInterrupt for Ctrl+C, EOFError for Ctrl+D.
"""

from collections.abc import Callable, Iterable, Iterator

import questionary
from prompt_toolkit.application import get_app
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from suites.archive.problems import printable
from suites.archive.slugs import unaccented
from suites.capture.new_records import Choice

Fault = Callable[[str], str]
"""Returns what is wrong with a text; empty when nothing is."""

MAX_SHOWN = 50
"""Choices that are shown at once, of those that have what is typed."""


def ask_text(
    words: str, default: str, fault: Fault, reading: Callable[[str], str] | None = None
) -> str:
    """Return a text; its `reading` stands below it as it is typed."""
    bar = (lambda: printable(reading(get_app().current_buffer.text))) if reading else None
    asked = questionary.text(words, default, validate=_judge(fault), bottom_toolbar=bar)
    return str(asked.unsafe_ask())


def ask_name(words: str, choices: Iterable[Choice], fault: Fault) -> str:
    """Return a text, or the words of a choice that has what is typed."""
    completer = _Choices(list(choices))
    asked = questionary.autocomplete(words, [], completer=completer, validate=_judge(fault))
    return str(asked.unsafe_ask())


def choose(words: str, choices: Iterable[Choice], default: str = "") -> str:
    """Return the value of one choice."""
    listed = _listed(choices)
    known = next((one for one in listed if one.value == default), None)
    return str(questionary.select(words, listed, default=known).unsafe_ask())


def choose_several(words: str, choices: Iterable[Choice]) -> tuple[str, ...]:
    """Return the values of some choices, one at least."""
    asked = questionary.checkbox(
        words, _listed(choices), validate=lambda found: bool(found) or "choose one at least"
    )
    return tuple(asked.unsafe_ask())


def _listed(choices: Iterable[Choice]) -> list[questionary.Choice]:
    return [questionary.Choice(printable(one.words), one.value) for one in choices]


def _judge(fault: Fault) -> Callable[[str], bool | str]:
    return lambda text: printable(fault(text)) or True


class _Choices(Completer):
    """Proposes the choices whose words, or remark, have what is typed, accents aside."""

    def __init__(self, choices: list[Choice]) -> None:
        self._choices = [(unaccented(f"{one.words} {one.remark}"), one) for one in choices]

    def get_completions(
        self, document: Document, complete_event: CompleteEvent
    ) -> Iterator[Completion]:
        """Yield them in their order, as many as can be looked at."""
        del complete_event
        typed, shown = unaccented(document.text_before_cursor), 0
        for searched, one in self._choices:
            if typed in searched and shown < MAX_SHOWN:
                shown += 1
                yield Completion(
                    one.words, -len(document.text_before_cursor),
                    display=printable(one.words), display_meta=printable(one.remark),
                )  # fmt: skip
