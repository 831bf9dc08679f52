"""What is still to be written: an article that was begun by a draft, and not yet finished.

A draft says `…` wherever its author has to write, and a paragraph of its account begins with it.
All of that is one problem of the article; that its account is short is no other one.
"""

from __future__ import annotations

from collections.abc import Iterator

from suites.analysis.checks.check_context import CheckContext
from suites.archive.enumerations import TO_WRITE
from suites.archive.markdown import Body
from suites.archive.model import Article
from suites.archive.problems import Problem


def articles_are_finished(context: CheckContext[Article]) -> Iterator[Problem]:
    """No part of an article is still to be written."""
    missing = parts(context.record, context.body)
    if missing:
        keys = ("summary",) if missing[0] == "the summary" else ("title",)
        what = f"the article is a draft: {_listed(missing)} still to be written"
        mend = f"write your own words in the place of each {TO_WRITE}"
        yield context.problem(keys, "draft", what, mend)


def parts(article: Article, body: Body) -> list[str]:
    """What of an article is still to be written, in words; nothing when it is finished."""
    notes = sum(is_to_write(annotation.note) for annotation in article.annotations)
    ours = article.rights.mode in ("account", "excerpt")
    found = {
        "the title": is_to_write(article.title),
        "the summary": is_to_write(article.summary),
        "a note" if notes == 1 else f"{notes} notes": notes > 0,
        "the account": ours and any(map(is_to_write, body.text.split("\n"))),
    }
    return [name for name, missing in found.items() if missing]


def under_its_headline(article: Article) -> Article:
    """Return a draft named by the headline of its article, as a private copy shows it."""
    if not is_to_write(article.title):
        return article
    return article.model_copy(update={"title": article.headline or article.id})


def is_to_write(text: str) -> bool:
    """Whether a text says of itself that it is to be written.

    >>> is_to_write("…"), is_to_write("… [[x]]"), is_to_write("Il dit « … »")
    (True, True, False)
    """
    return text.lstrip().startswith(TO_WRITE)


def _listed(parts: list[str]) -> str:
    if len(parts) == 1:
        return f"{parts[0]} {'are' if parts[0].endswith('notes') else 'is'}"
    return f"{', '.join(parts[:-1])} and {parts[-1]} are"
