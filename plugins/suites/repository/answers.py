"""Answers: what an archive is called and about, who publishes it, in which language and licence.

Every question has an option of `suites init`; it is asked when that is not given.
"""

import re
from collections.abc import Collection
from typing import NamedTuple

from suites.archive.enumerations import LICENCES
from suites.archive.model.values import address_fault
from suites.archive.problems import nearest, quoted

_EMAIL = re.compile(r"[^\s@:]+@[^\s@]+\.[^\s@.]+")


class Question(NamedTuple):
    """A question: its name, which is that of the option, and its words.

    `default` is the answer that is taken when there is none; None when there has to be one.
    """

    name: str
    words: str
    default: str | None = None


QUESTIONS = (
    Question("language", "language that the archive is written in"),
    Question("title", "its title"),
    Question("subject", "its subject, in a few words"),
    Question("publisher", "who is responsible for it, a person or an organisation"),
    Question("contact", "address of mail or of the web for a right of reply, if there is one", ""),
    Question("licence", "licence of its texts", "CC-BY-4.0"),
)
"""All questions, in the order in which they are asked: the language says how to read the others."""

TEXTS = ("title", "subject", "publisher", "contact")
"""The questions whose answers are texts of the archive, which its checks read."""


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
    r"""Return what is wrong with an answer, as a sentence; empty when nothing is.

    >>> fault(QUESTIONS[1], "", ["fr"])
    '--title: its title'
    >>> fault(QUESTIONS[1], "a\u200db", ["fr"])
    '--title holds U+200D, a sign that cannot be seen'
    """
    option = f"--{question.name}"
    if not answer:
        return f"{option}: {question.words}" if question.default is None else ""
    if sign := next((one for one in answer if not one.isprintable()), ""):
        return f"{option} holds U+{ord(sign):04X}, a sign that cannot be seen"
    if question.name == "contact" and not _EMAIL.fullmatch(answer) and address_fault(answer):
        return (
            f"{option} cannot be {quoted(answer)}: give an address of mail, or one of the web that "
            "begins with https://"
        )
    known = {"language": languages, "licence": LICENCES}.get(question.name)
    if known is not None and answer not in known:
        hint = nearest(answer, known) or f"use one of: {', '.join(sorted(known))}"
        return f"{option} cannot be {quoted(answer)}; {hint}"
    return ""
