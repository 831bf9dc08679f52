"""Lookup: which copies of the articles' pages there are, and which pages are gone.

    archive -> pages -> asked one by one, each answer noted -> findings -> proposals of `archived:`

Answers are kept in a file of the cache, a line each, so that an interrupted run goes on, and
nobody is asked again for `FRESH` days. That no answer came is no answer: it may be the machine here
that has no network, and is asked again.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from os import SEEK_END
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from suites.analysis.linked_archive import LinkedArchive
from suites.archive.proposals import ProposalFile, proposal_file
from suites.capture.archived_copies.memento import Copy, nearest_copy
from suites.system.web_client import UnreachableError, WebClient

FRESH = 30  # days
MOST_FAULTS = 3  # in a row, of a service that is given up
MOST_SILENT = 20  # pages without an answer, and none with one, after which a run ends
GONE = (404, 410, 451)
UNSURE = (429, *range(500, 600))
"""States of a server, and not of a page."""
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

    `status` is what its server said of it, None where it was not visited, or said nothing of it;
    with `is_front`, it leads to the front page of a site, as many do in the place of a 404. `copy`
    is None where there is none, or nobody was asked (`is_asked`).
    """

    url: str
    asked: str
    is_asked: bool = False
    copy: Copy | None = None
    status: int | None = None
    is_front: bool = False

    @property
    def is_gone(self) -> bool:
        """Return whether the page is not there any more."""
        return self.status in GONE or self.is_front


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
            url, day = values.pop("copy", None) or ("", "")
            copy = Copy(f"{url}", date.fromisoformat(day).isoformat()) if url else None
            finding = Finding(**values, copy=copy)
            if abs((self._today - date.fromisoformat(finding.asked)).days) <= FRESH:
                self.found[finding.url] = finding

    def add(self, finding: Finding) -> None:
        """Note an answer, on the disk too."""
        self.found[finding.url] = finding
        self._file.parent.mkdir(parents=True, exist_ok=True)
        with self._file.open("ab+") as stream:
            stream.seek(max(0, stream.seek(0, SEEK_END) - 1))
            # A run that was killed may have left half a line.
            end = b"" if stream.read(1) in (b"", b"\n") else b"\n"
            stream.write(end + json.dumps(asdict(finding)).encode() + b"\n")


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
) -> Iterator[tuple[Page, Finding | None, str]]:  # fmt: skip
    """Ask for each page what is not known of it yet; yield it with its finding and with a fault.

    `timegate` is a service that is asked for copies, empty for none; with `visit`, the page's own
    server is asked whether it is still there. The finding is None, or the fault empty.
    UnreachableError when the service is to be given up, or no server answers at all.
    """
    faults = silent = 0
    for page in wanted:
        finding = answers.found.get(page.url) or Finding(page.url, today.isoformat())
        asks = bool(timegate) and not page.has_copy and not finding.is_asked
        visits = visit and finding.status is None
        fault = ""
        try:
            if asks:
                copy = nearest_copy(client, timegate, page.url, page.day)
                finding = replace(finding, is_asked=True, copy=copy)
                faults, silent = 0, -1
        except UnreachableError as error:
            faults += 1
            yield page, None, str(error)
            if faults >= MOST_FAULTS:
                raise UnreachableError(f"{timegate} does not answer, and was given up") from error
            continue
        try:
            if visits:
                finding, silent = _visited(client, finding), -1
        except UnreachableError as error:
            fault = str(error)
            silent += silent >= 0
        if (asks or visits) and finding != answers.found.get(page.url):
            finding = replace(finding, asked=today.isoformat())
            if finding.is_asked or finding.status is not None:
                answers.add(finding)
        if asks or visits or page.url in answers.found:
            yield page, finding, fault
        if silent >= MOST_SILENT:
            raise UnreachableError(f"none of {silent} servers answers")


def _visited(client: WebClient, finding: Finding) -> Finding:
    """Return what a page's server says of it; UnreachableError when it says nothing of it."""
    answer = client.get(finding.url, method="HEAD")
    if answer.status >= 400:  # many a server knows no HEAD
        answer = client.get(finding.url, with_body=False)
    if answer.status in UNSURE:
        raise UnreachableError(f"its server answered {answer.status}")
    is_front = _is_front(answer.url) and not _is_front(finding.url)
    return replace(finding, status=answer.status, is_front=is_front)


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return not parts.path.strip("/") and not parts.query


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
