"""`suites archived`: copies of articles in web archives, proposed; pages that are gone."""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from suites.analysis import loading, proposed
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import files, problem_report
from suites.archive.file_names import displayed_path
from suites.archive.problems import nearest, printable, quoted
from suites.build.cache import CACHE
from suites.capture.archived_copies import lookup, memento
from suites.capture.archived_copies.lookup import Answers, Finding, Page
from suites.cli import options
from suites.system import atomic_write, environment
from suites.system.web_client import UnreachableError, WebClient

LARGEST = 1 << 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add which articles, who is asked, and where the content lies."""
    add = parser.add_argument
    add("ids", nargs="*", metavar="ID", help="articles (default: all)")
    add("--ask", action="store_true", help="ask the service for copies, and propose them")
    add("--visit", action="store_true", help="ask each page's own server whether it is there")
    add("--service", default=memento.WAYBACK, metavar="URL",
        help="a Memento TimeGate, which an address follows (default: %(default)s)")  # fmt: skip
    add("--format", choices=("text", "markdown"), default="text", help="(default: %(default)s)")
    options.add_web(parser)
    options.add_content(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what is found, or without --ask and --visit what would be asked, and send nothing.

    1 when the service was given up, or the archive cannot be read.
    """
    if arguments.ask and not arguments.service.startswith(("http://", "https://")):
        print(f"--service: {quoted(arguments.service, 200)} is no address", file=sys.stderr)
        return 2
    content = arguments.content.resolve()
    loaded = loading.load_archive(content, environment.today())
    if loaded.readable is None:
        print(problem_report.render_report(loaded.problems, loaded.files))
        return 1
    linked, articles = loaded.readable, loaded.readable.archive.articles
    for id_ in arguments.ids:
        if id_ not in articles:
            print(f"no article is called {quoted(id_)}; {nearest(id_, articles)}", file=sys.stderr)
            return 2
    today = date.fromisoformat(environment.today() or date.today().isoformat())
    wanted = lookup.pages(linked, arguments.ids)
    answers = Answers(Path(CACHE) / lookup.NAME, today)
    timegate = arguments.service if arguments.ask else ""
    if not arguments.ask and not arguments.visit:
        print(_plan(wanted, answers, arguments.service))
        return 0
    client = WebClient(
        options.user_agent(linked.archive.settings.contact),
        pause=arguments.pause, largest=LARGEST, private=arguments.private_hosts,
    )  # fmt: skip
    run_ = _Run(content, linked, today, "- " if arguments.format == "markdown" else "")
    with client:
        found = lookup.look_up(
            wanted, answers, client, timegate=timegate, visit=arguments.visit, today=today
        )
        try:
            for page, finding, fault in found:
                run_.tell(page, finding, fault)
        except atomic_write.LinkInTheWayError as error:
            print(f"suites: {printable(str(error))}", file=sys.stderr)
            return 1
        except UnreachableError as error:
            print(f"suites: {printable(str(error))}: the same command goes on", file=sys.stderr)
            run_.is_given_up = True
        except KeyboardInterrupt:
            print("interrupted: the same command goes on from here", file=sys.stderr)
            return 130
    print(f"\n{run_}" if arguments.format == "markdown" else run_)
    return int(run_.is_given_up)


def _plan(wanted: Sequence[Page], answers: Answers, service: str) -> str:
    """Return what would be asked."""
    open_ = [page for page in wanted if page.article and not page.has_copy]
    known = [page for page in open_ if (one := answers.found.get(page.url)) and one.is_asked]
    return (
        f"{len(open_)} articles have an address and no archived copy, {len(known)} of them asked "
        f"for lately; {len(wanted)} pages are led to. Nothing was sent:\n"
        f"  --ask asks {service} for a copy of each page that has none here, and proposes those "
        "of articles\n"
        "  --visit asks each page's own server whether it is still there"
    )


class _Run:
    def __init__(self, content: Path, linked: LinkedArchive, today: date, bullet: str) -> None:
        self._content, self._linked, self._today = content, linked, today
        self._bullet = bullet
        self.proposed = self.without = self.gone = self.failed = 0
        self.is_given_up = False

    def __str__(self) -> str:
        """Return the last line."""
        parts = [f"{self.proposed} proposed", f"{self.without} without a copy", f"{self.gone} gone"]
        if self.failed:
            parts.append(f"{self.failed} not answered")
        return ", ".join(parts)

    def tell(self, page: Page, finding: Finding | None, fault: str) -> None:
        """Print what was found of a page and what was not, and propose its copy."""
        shown = printable(page.url)
        lines: list[str] = []
        if fault:
            self.failed += 1
            lines.append(printable(fault))
        if finding and finding.is_gone:
            self.gone += 1
            why = "it leads to a front page" if finding.is_front else finding.status
            lines.append(f"it is gone ({why})")
        if finding is None:
            pass
        elif finding.copy:
            lines.append(f"there is a copy of {finding.copy.day}, {printable(finding.copy.url)}")
            if page.article and not page.has_copy:
                lines += self._propose(page, finding)
        elif (finding.is_gone or fault) and (copies := self._copies(page)):
            lines.append(f"there is a copy, {printable(copies[-1])}")
        elif finding.is_asked:
            self.without += 1
            lines.append("no copy is known")
        if lines:
            print(f"{self._bullet}{shown}: {'; '.join(lines)}", flush=True)

    def _copies(self, page: Page) -> list[str]:
        article = self._linked.archive.articles.get(page.article)
        return [copy.url for copy in article.archived] if article else []

    def _propose(self, page: Page, finding: Finding) -> list[str]:
        assert finding.copy
        if proposed.added(self._content, page.article, "archived"):
            return ["it is proposed already"]
        path = self._linked.archive.articles[page.article].source.path.partition("/")[2]
        raw = files.read_bytes(self._content / path)
        made = lookup.proposal(self._linked, page, finding.copy, raw, self._today)
        if made is None:
            return []
        atomic_write.write_new(self._content, made.path, made.text)
        self.proposed += 1
        return [f"proposed in {displayed_path(self._content.name, made.path)}"]
