"""Lookup: which copies of the articles' pages there are, and which pages are gone.

    archive -> pages -> asked one by one, each answer noted -> findings -> proposals of `archived:`

Answers are kept in a file of the cache, a line each, so that an interrupted run goes on, and
nobody is asked again for `FRESH` days.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.archive.proposals import ProposalFile, proposal_file
from suites.capture.archived_copies.memento import Copy, nearest_copy
from suites.system.web_client import UnreachableError, WebClient

FRESH = 30  # days
MOST_FAULTS = 3  # in a row, of a service that is given up
GONE = (404, 410, 451)
NAME = "archived-copies.jsonl"
"""The file of the answers, in the cache."""


class Page(NamedTuple):
    """A page that the archive leads to, of an article or none; the day at which it was as cited."""

    url: str
    article: str = ""
    day: date | None = None
    has_copy: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What is known of a page: when it was asked (ISO 8601), its copy, its own state.

    `status` is that of its server, 0 without an answer, None where it was not visited. `copy` is
    None where there is none, or nobody was asked (`is_asked`).
    """

    url: str
    asked: str
    is_asked: bool = False
    copy: Copy | None = None
    status: int | None = None

    @property
    def is_gone(self) -> bool:
        """Return whether the page is not there any more."""
        return self.status in (*GONE, 0)


class Answers:
    """The answers of earlier runs and of this one, in a file; a damaged line is no answer."""

    def __init__(self, file: Path, today: date) -> None:
        self._file, self._today = file, today
        self.found: dict[str, Finding] = {}
        with suppress(FileNotFoundError):
            for line in file.read_text("utf-8", errors="replace").splitlines():
                self._read(line)

    def _read(self, line: str) -> None:
        with suppress(ValueError, TypeError, KeyError, AttributeError):
            values = json.loads(line)
            copy = Copy(*values.pop("copy")) if values.get("copy") else values.pop("copy", None)
            finding = Finding(**values, copy=copy)
            if abs((self._today - date.fromisoformat(finding.asked)).days) <= FRESH:
                self.found[finding.url] = finding

    def add(self, finding: Finding) -> None:
        """Note an answer, on the disk too."""
        self.found[finding.url] = finding
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("a", encoding="utf-8") as stream:
            stream.write(f"{json.dumps(asdict(finding), ensure_ascii=False)}\n")


def pages(linked: LinkedArchive, ids: Sequence[str] = ()) -> list[Page]:
    """Return the pages that records lead to: first the articles', then others that they name.

    With `ids`, those of these articles alone. A page is named once.
    """
    archive, found = linked.archive, dict[str, Page]()
    for article in archive.articles.values():
        if article.url and (not ids or article.id in ids):
            day = article.published.latest if article.published else None
            page = Page(article.url, article.id, day, bool(article.archived))
            found.setdefault(article.url, page)
    if not ids:
        others = (
            (event.on.latest if event.on else None, source.url)
            for announcement in archive.announcements.values()
            for event in announcement.events
            for source in event.outside
        )
        for day, url in others:
            if url:
                found.setdefault(url, Page(url, day=day))
        for entity in archive.entities.values():
            for url in entity.same_as:
                found.setdefault(url, Page(url))
    return list(found.values())


def look_up(
    wanted: Iterable[Page], answers: Answers, client: WebClient, *, timegate: str, visit: bool,
    today: date,
) -> Iterator[tuple[Page, Finding | str]]:  # fmt: skip
    """Ask for each page what is not known of it yet; yield it with its finding, or with a fault.

    `timegate` is a service that is asked for copies, empty for none; with `visit`, the page's own
    server is asked whether it is still there. UnreachableError when the service is to be given up.
    """
    faults = 0
    for page in wanted:
        known = answers.found.get(page.url)
        asks = bool(timegate) and not page.has_copy and not (known and known.is_asked)
        visits = visit and (known is None or known.status is None)
        if not asks and not visits:
            if known:
                yield page, known
            continue
        copy, status = (known.copy, known.status) if known else (None, None)
        try:
            if asks:
                copy = nearest_copy(client, timegate, page.url, page.day)
            faults = 0
        except UnreachableError as error:
            faults += 1
            yield page, str(error)
            if faults >= MOST_FAULTS:
                raise UnreachableError(f"{timegate} does not answer, and was given up") from error
            continue
        if visits:
            status = _status(client, page.url)
        is_asked = asks or bool(known and known.is_asked)
        finding = Finding(page.url, today.isoformat(), is_asked, copy, status)
        answers.add(finding)
        yield page, finding


def _status(client: WebClient, url: str) -> int:
    """Return the last status of a page's server; 0 when it does not answer."""
    try:
        answer = client.get(url, method="HEAD")
        # Many a server knows no HEAD.
        return client.get(url).status if answer.status in (403, 405, 501) else answer.status
    except UnreachableError:
        return 0


def proposal(
    linked: LinkedArchive, page: Page, copy: Copy, raw: bytes, today: date
) -> ProposalFile | None:
    """Return the proposal of a copy of an article's page; None when the article has it already."""
    article = linked.archive.articles[page.article]
    if any(one.url == copy.url for one in article.archived):
        return None
    value = {"url": copy.url, "at": copy.day}
    return proposal_file(
        article.id, raw, today.isoformat(), add=[{"to": "archived", "value": value}]
    )
