"""Answers: what an archive is called and about, who publishes it, in which language and licence.

Every question has an option of `suites init`; it is asked when that is not given.
"""

from collections.abc import Collection
from typing import NamedTuple

from suites.archive.enumerations import LICENCES
from suites.archive.problems import nearest, quoted


class Question(NamedTuple):
    """A question: its name, which is that of the option, and its words.

    `default` is the answer that is taken when there is none; None when there has to be one.
    """

    name: str
    words: str
    default: str | None = None


QUESTIONS = (
    Question("title", "title of the archive"),
    Question("subject", "its subject, in a few words"),
    Question("language", "language that it is written in"),
    Question("publisher", "who is responsible for it, a person or an organisation"),
    Question("contact", "address of mail or of the web for a right of reply, if there is one", ""),
    Question("licence", "licence of its texts", "CC-BY-4.0"),
)
"""All questions, in the order in which they are asked."""


class Answers(NamedTuple):
    """An answer to each question, on one line each; `contact` may be empty."""

    title: str
    subject: str
    language: str
    publisher: str
    contact: str
    licence: str


def one_line(text: str) -> str:
    r"""Return an answer on one line, with plain spaces.

    >>> one_line(" Le tram\nde\u00a0la baie ")
    'Le tram de la baie'
    """
    return " ".join(text.split())


def fault(question: Question, answer: str, languages: Collection[str]) -> str:
    """Return what is wrong with an answer, as a sentence; empty when nothing is.

    >>> fault(QUESTIONS[0], "", ["fr"])
    '--title: title of the archive'
    """
    option = f"--{question.name}"
    if not answer:
        return f"{option}: {question.words}" if question.default is None else ""
    if not answer.isprintable():
        return f"{option} holds a sign that cannot be shown"
    known = {"language": languages, "licence": LICENCES}.get(question.name)
    if known is not None and answer not in known:
        hint = nearest(answer, known) or f"use one of: {', '.join(sorted(known))}"
        return f"{option} cannot be {quoted(answer)}; {hint}"
    return ""
