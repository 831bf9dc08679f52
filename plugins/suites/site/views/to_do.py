"""What awaits somebody's work: a page for contributors, and the same as Markdown."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple
from urllib.parse import urlencode

from suites.analysis.to_do import (
    DUE_SOON,
    NO_ARTICLE,
    NO_COPY,
    ONE_SOURCE,
    OVERDUE,
    READ_ONCE,
    Work,
    to_do,
)
from suites.archive import dates
from suites.site.views import reach
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import LinkRow, Ref, Section, Truncated, View

MAX_ROWS = 50
"""Rows of a task: once those are done, the next ones are listed."""

MAX_ROWS_IN_MARKDOWN, MAX_TITLE, MAX_MARKDOWN = 15, 120, 50_000
"""Of the list in an issue: rows of a task, signs of a title, and bytes in all; GitHub takes 65,536
signs, and Linux 131,072 bytes in a variable."""

ADDED = {OVERDUE: "events", DUE_SOON: "events", NO_COPY: "archived"}
"""The list of a record in which the work of a task adds something."""


class WorkRow(NamedTuple):
    """A record that awaits work, with what is known of it, and where the work begins."""

    row: LinkRow
    begin: str


class TaskView(NamedTuple):
    """A task: its title, what it asks for, what its links say, and its rows."""

    name: str
    title: str
    intro: str
    action: str
    rows: Truncated[WorkRow]


@dataclass(frozen=True)
class ToDoPage(View):
    """Everything that the page shows: the tasks in which there is work.

    `guide` is the page of text below which it lies, None where the archive has none.
    """

    tasks: tuple[TaskView, ...]
    guide: Ref | None

    @property
    def outline(self) -> tuple[Section, ...]:
        """The sections that a list of contents may name, in their order."""
        return tuple((one.name, f"to-do.{one.name}", True) for one in self.tasks)


def page(builder: ViewBuilder) -> ToDoPage:
    """Return the page."""
    return ToDoPage(
        url=builder.urls.to_do,
        title=builder.t("to-do.title"),
        description=builder.t("to-do.description"),
        tasks=tuple(_tasks(builder, MAX_ROWS)),
        guide=reach.guide(builder),
    )


def as_markdown(builder: ViewBuilder) -> str:
    """Return the title of the page as a heading, then its tasks, for an issue.

    Links lead to the site, while its address is known. Titles of records may be anybody's: in code,
    GitHub makes neither a mention nor a link of any sign.
    """
    t = builder.t
    said = f"{t('to-do.description')} {t('frame.as-of', day=builder.as_of.text)}"
    found = f"# {t('to-do.title')}\n\n{said}\n"
    tasks = tuple(_tasks(builder, MAX_ROWS_IN_MARKDOWN))
    for task in tasks:
        rows = "".join(f"- {_in_markdown(builder, task, one)}\n" for one in task.rows)
        left = f"\n{t('deadlines.left', n=task.rows.left)}\n" if task.rows.left else ""
        part = f"\n## {task.title}\n\n{task.intro}\n\n{rows}{left}"
        if len((found + part).encode()) <= MAX_MARKDOWN:
            found += part
    return found if tasks else f"{found}\n{t('to-do.none')}\n"


def _tasks(builder: ViewBuilder, limit: int) -> Iterator[TaskView]:
    t = builder.t
    for name, found in to_do(builder.linked).items():
        if found:
            yield TaskView(
                name,
                title=t(f"to-do.{name}"),
                intro=t(f"to-do.{name}-intro", n=len(found)),
                action=t(f"to-do.{name}-action"),
                rows=Truncated.of(found, limit).map(partial(_row, builder, name)),
            )


def _row(builder: ViewBuilder, task: str, work: Work) -> WorkRow:
    if task in (OVERDUE, DUE_SOON):
        label = dates.term(dates.parse(work.detail), builder.language)
    elif task == NO_COPY:
        label = builder.t(f"to-do.lacks-{work.detail}")
    else:
        label = builder.t(f"kind.{builder.ref(work.id).kind}")
    is_announcement = task not in (NO_COPY, NO_ARTICLE)
    signs = builder.signs(work.id) if is_announcement else None
    return WorkRow(LinkRow(builder.ref(work.id), label, signs=signs), _begin(builder, task, work))


def _begin(builder: ViewBuilder, task: str, work: Work) -> str:
    """Return the address at which the work begins: the composer, with what it is to begin with."""
    if task in (ONE_SOURCE, NO_ARTICLE):
        # What another outlet reports is evidence only once the archive has its article.
        asked = {"new": "article"}
    else:
        list_ = f"events/{work.detail}/read" if task == READ_ONCE else ADDED[task]
        asked = {"record": work.id, "add": list_}
    return f"{builder.urls.composer}?{urlencode(asked)}"


def _in_markdown(builder: ViewBuilder, task: TaskView, one: WorkRow) -> str:
    absolute, title, action = builder.deployment.absolute, in_code(one.row.ref.title), ""
    if url := absolute(one.row.ref.url):
        title, action = f"[{title}]({url})", f"[{task.action}]({absolute(one.begin)})"
    return builder.listed((title, one.row.label, action))


def in_code(text: str) -> str:
    """Return a text as code in a line of Markdown, in which no sign of it means anything.

    >>> print(in_code("a @b #1"), in_code("a ``` b"))
    `a @b #1` ````a ``` b````
    """
    line = re.sub(r"\s+", " ", text).strip()
    line = line if len(line) <= MAX_TITLE else f"{line[:MAX_TITLE]}…"
    fence = "`" * (1 + max(map(len, re.findall("`+", line)), default=0))
    space = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{space}{line}{space}{fence}"
