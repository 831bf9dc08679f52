"""`suites revisit`: a new capture of an article beside its record, and what it adds, proposed."""

import argparse
import sys
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from pathlib import Path
from tempfile import TemporaryDirectory

from suites.analysis import loading, proposed
from suites.analysis.loading import LoadedArchive
from suites.archive import dates, files, problem_report
from suites.archive.enumerations import CaptureOrigin
from suites.archive.file_names import displayed_path
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.model import Article, Capture
from suites.archive.problems import nearest, printable, quoted, report
from suites.capture import batch, captures_folder, formats, near_duplicates
from suites.capture.archived_copies.addresses import CopyAddress
from suites.capture.batch import typed_paths
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage, Failure
from suites.capture.revisit import Comparison, Copy, compare, matching, proposing
from suites.cli import options
from suites.system import atomic_write, environment

FACTS = {
    "headline": "the headline", "published": "the date", "authors": "the authors",
    "url": "the address",
}  # fmt: skip


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the capture, its article, and what its file may not say of it."""
    add = parser.add_argument
    add("file", type=Path, metavar="FILE", help="the new capture, as for suites convert")
    add("id", nargs="?", metavar="ID", help="its article (default: by its address, or its text)")
    add("--at", metavar="DATE", help="when the copy was made, where its file does not say so")
    add("--origin", choices=CaptureOrigin.__args__, help="where it came from")  # type: ignore[attr-defined]
    add("--processes", type=int, default=1, help=argparse.SUPPRESS)
    options.add_content(parser)
    options.add_captures(parser)


def run(arguments: argparse.Namespace) -> int:
    """Print what a capture changes, and propose it; 1 when it is unreadable, or of no article."""
    content = arguments.content.resolve()
    loaded = loading.load_archive(content, environment.today())
    if loaded.readable is None:
        print(problem_report.render_report(loaded.problems, loaded.files))
        return 1
    if wrong := _misuse(arguments, loaded):
        print(f"suites: {printable(wrong)}", file=sys.stderr)
        return 2
    pages, failures = _pages(arguments)
    revisit = _Revisit(content, arguments, loaded)
    sys.stderr.writelines(f"{failure}\n" for failure in failures)
    outcomes = [outcome for page in pages if (outcome := revisit.page(*page)) is not None]
    if not outcomes and pages:
        print(
            "suites: no article of the archive has its address, or nearly its text: "
            "say which one it is, make revisit FILE=… ID=…",
            file=sys.stderr,
        )
    return 0 if outcomes and all(outcomes) else 1


def _misuse(arguments: argparse.Namespace, loaded: LoadedArchive) -> str:
    """Return a sentence about wrong arguments; empty when there are none."""
    assert loaded.readable
    articles, id_ = loaded.readable.archive.articles, arguments.id
    if arguments.file.is_dir():
        return f"{quoted(str(arguments.file), 200)} is a folder: name the page in it"
    if not arguments.file.is_file():
        return typed_paths.describe_missing(str(arguments.file))
    if id_ is not None and id_ not in articles:
        return f"no article is called {quoted(id_)}; {nearest(id_, articles) or 'make check'}"
    try:
        at = dates.parse(arguments.at) if arguments.at else None
    except ValueError as error:
        return f"--at: {error}"
    today = environment.today() or date.today().isoformat()
    if at and at.earliest > date.fromisoformat(today):
        return f"--at: {arguments.at} has not come yet"
    return ""


def _pages(
    arguments: argparse.Namespace,
) -> tuple[list[tuple[CapturedPage, CapturedArticle]], list[Failure]]:
    """Return the captures in the file with their articles, and what could not be read."""
    pages: list[tuple[CapturedPage, CapturedArticle]] = []

    def keep(capture: CapturedPage, page: CapturedArticle, _near: object) -> batch.WriteOutcome:
        pages.append((capture, page))
        return batch.WriteOutcome("known")

    with TemporaryDirectory() as cache:
        chosen = batch.Options(processes=arguments.processes, cache=Path(cache), quiet=True)
        summary = batch.run([arguments.file], keep, chosen)
    return pages, summary.failures


class _Revisit:
    """One run: what is known of the archive, and what is done with each page of the file."""

    def __init__(self, content: Path, arguments: argparse.Namespace, loaded: LoadedArchive) -> None:
        assert loaded.readable
        self._content, self._loaded, self._linked = content, loaded, loaded.readable
        self._folder: Path = arguments.captures
        self._arguments = arguments
        self._articles = self._linked.archive.articles
        self._catalogue = read_catalogue(self._linked.archive.settings.language)

    def page(self, capture: CapturedPage, page: CapturedArticle) -> bool | None:
        """Compare and propose a page; return whether it could be, None if it is of no article."""
        source = printable(capture.source)
        id_ = self._arguments.id
        for article in self._articles.values():
            known = any(one.sha256 == capture.sha256 for one in article.captures)
            # An agency's text may be the copy of two articles.
            if known and id_ in (None, article.id):
                print(f"{source}: its digest is that of a capture of {article.id} already")
                return True
        match = self._match(capture, page)
        if id_:
            if match.ids and id_ not in match.ids:
                others = ", ".join(match.ids)
                print(f"{source}: look: its {match.by} is that of {others}", file=sys.stderr)
            match = matching.Match((id_,))
        if not match.ids:
            return None
        if len(match.ids) > 1:
            named = ", ".join(match.ids)
            print(f"{source}: {named} have its {match.by}: say which one it is", file=sys.stderr)
            return False
        by = f", by its {match.by}" if match.by else ""
        print(f"{source}: a new copy of {match.ids[0]}{by}")
        return self._propose(self._articles[match.ids[0]], capture, page)

    def _match(self, capture: CapturedPage, page: CapturedArticle) -> matching.Match:
        return matching.match(capture, page, self._articles, self._sketches)

    @cached_property
    def _sketches(self) -> dict[str, bytes]:
        texts = captures_folder.load_full_texts(self._folder, self._articles)
        found = {id_: near_duplicates.sketch(text) for id_, text in texts.items()}
        return {id_: one for id_, one in found.items() if one}

    def _propose(self, article: Article, capture: CapturedPage, page: CapturedArticle) -> bool:
        text = captures_folder.text_of(capture, page.text)
        digests = {one.sha256 for one in article.captures}
        older = [self._copy(article, one) for one in captures_folder.find(self._folder, digests)]
        found = compare(self._linked, article, Copy(text, page), older)
        known = matching.provenance(capture, page, article)
        about = Capture.model_validate(
            {
                "sha256": capture.sha256,
                "kind": capture.kind,
                "at": self._arguments.at or known.at,
                "origin": self._arguments.origin or known.origin,
            }
        )
        print(*_lines(found, about, bool(older)), sep="\n")
        if found.is_other and not self._arguments.id:
            print(
                "suites: nothing is proposed, for the page may be another one at that address: "
                f"if it is the article all the same, make revisit FILE=… ID={article.id}",
                file=sys.stderr,
            )
            return False
        return self._write(article, capture, about, found, matching.replayed(capture, page))

    def _copy(self, article: Article, capture: CapturedPage) -> Copy:
        page = formats.convert(capture)
        text = captures_folder.read_text(self._folder, article, capture)
        return Copy(text, None if isinstance(page, Failure) else page)

    def _waiting(self, article: Article) -> list[str]:
        """Return the annotation ids and archived copies that proposals add to an article."""
        return [
            str(one[key])
            for to, key in (("annotations", "id"), ("archived", "url"))
            for one in proposed.added(self._content, article.id, to)
            if isinstance(one, dict) and key in one
        ]

    def _write(
        self, article: Article, capture: CapturedPage, about: Capture, found: Comparison,
        replayed: CopyAddress | None,
    ) -> bool:  # fmt: skip
        """Write the proposal and lay the copy, or say what is in the way and write nothing."""
        earlier = sorted(self._content.glob(proposing.name(article, about.sha256, "*")))
        if earlier:
            path = displayed_path(
                self._content.name, earlier[0].relative_to(self._content).as_posix()
            )
            print(f"{path}: it is proposed already; delete it to propose it anew")
            return True
        raw = files.read_bytes(self._content / article.source.path.partition("/")[2])
        today = environment.today() or date.today().isoformat()
        made = proposing.propose(
            self._linked, article, raw, about, found, self._catalogue, today, replayed,
            self._waiting(article),
        )  # fmt: skip
        judged = proposed.judge(
            self._content, self._loaded, {made.path: made.text}, environment.today()
        )
        if judged.proposed:
            print(f"{report(judged.proposed)}\nsuites: nothing is written", file=sys.stderr)
            return False
        laid = None
        try:
            number = len(article.captures) + 1
            laid = captures_folder.lay(self._folder, article.id, capture, first=number)
            atomic_write.write_new(self._content, made.path, made.text)
        except (OSError, atomic_write.LinkInTheWayError) as error:
            if laid:
                laid.unlink()
            print(f"suites: {printable(str(error))}; nothing is written", file=sys.stderr)
            return False
        if laid:
            print(f"{printable(str(laid))}: the copy")
        shown = displayed_path(self._content.name, made.path)
        print(f"{shown}: the proposal; make check judges it, make accept writes it into the record")
        return True


def _lines(found: Comparison, about: Capture, has_older: bool) -> Iterator[str]:
    """Yield what a copy says otherwise than the record, in lines of their own."""
    if about.at is None:
        yield "  when it was made is not known: --at says so"
    stands = found.quotations - len(found.gone) - len(found.unproven)
    yield f"  {stands} of {found.quotations} quotations stand in it"
    for kind, several in (("gone", found.gone), ("in no copy", found.unproven)):
        for one in several:
            place = "" if one.span else ", which stands beside the body: no note can be on it"
            near = f"; the nearest words are: {one.nearest}" if one.nearest else ""
            yield printable(f"    {kind}: {quoted(one.words, 120)}{place}{near}")
    for fact in found.facts:
        what = FACTS[fact.key]
        if fact.is_new:
            yield printable(
                f"  {what} changed: {quoted(fact.recorded, 200)} is now {quoted(fact.found, 200)}"
            )
    same = [FACTS[fact.key] for fact in found.facts if not fact.is_new]
    if same:
        yield f"  unchanged: {', '.join(same)}"
    if found.is_cut:
        yield "  look: it is much shorter than an older copy, and may be cut by a paywall"
    if not has_older:
        yield "  no older copy lies in the folder: it is compared with the record alone"
