"""Accession: what captures say, taken into the two folders: drafts, and the full texts beside them.

    Converted -> Drafting -> content/articles/YYYY/<id>.md, captures/<id>.md, the capture itself

Nothing that exists is overwritten unless that is asked for, and an article that was finished never
is: only a draft makes way for a draft. The record is written last, so that what was interrupted is
taken in again as if it had not begun.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from errno import ENOENT
from itertools import count
from pathlib import Path
from typing import Literal

from suites.analysis.checks import unwritten
from suites.analysis.linked_archive import LinkedArchive
from suites.archive.model import Article, Capture
from suites.archive.problems import printable, quoted
from suites.capture import drafts
from suites.capture.drafts import Draft, Drafting
from suites.capture.formats import Converted
from suites.system import atomic_write

SUFFIXES = {"text": ".txt", "html": ".html"}
GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one capture, and sentences about it."""

    source: str
    became: Literal["written", "known", "left out"]
    said: tuple[str, ...]

    def __str__(self) -> str:
        first, *others = map(printable, self.said)
        return "\n  ".join((f"{printable(self.source)}: {first}", *others))


class Accession:
    """One run into the two folders; `left_out` counts what something stood in the way of."""

    def __init__(
        self,
        content: Path,
        captures: Path,
        linked: LinkedArchive,
        drafting: Drafting,
        *,
        force: bool = False,
        id_: str | None = None,
    ) -> None:
        self._content, self._captures = content, captures
        self._linked, self._drafting = linked, drafting
        self._force, self._id = force, id_
        self._known: dict[str, str] = {
            article.capture.sha256: article.id
            for article in linked.archive.articles.values()
            if article.capture
        }
        self.left_out = 0
        atomic_write.clear((captures, *content.glob("articles/*")))
        self._taken = {*linked.archive.by_id, *linked.archive.unread, *linked.aliases}

    def take(self, converted: Converted, near: str | None = None) -> Outcome:
        """Write the draft of an article; what stands in its way is said.

        `near` names a capture that says nearly the same.
        """
        outcome = self._outcome(converted)
        self.left_out += outcome.became == "left out"
        if near:
            said = f"nearly the same text as {near}"
            outcome = replace(outcome, said=(*outcome.said, said))
        return outcome

    def _outcome(self, converted: Converted) -> Outcome:
        try:
            return self._take(converted, file_of(converted.source))
        except FileExistsError as error:
            said = f"{error.filename2 or error.filename} exists already; --force overwrites it"
        except atomic_write.LinkInTheWayError as error:
            said = str(error)
        return Outcome(converted.source, "left out", (said,))

    def _take(self, converted: Converted, file: Path) -> Outcome:
        source = converted.source
        capture = Capture(sha256=converted.sha256, kind=converted.kind)
        known = self._known.get(capture.sha256)
        article = self._linked.archive.articles.get(known or "")
        if known and not (self._force and self._is_draft(article)):
            return Outcome(source, "known", tuple(self._already(converted, known, file)))
        if not converted.page.text.strip():
            said = "no article was found in it: give --start and --end, or leave it out"
            return Outcome(source, "left out", (said,))
        draft = self._drafting.draft(converted.page, capture, self._id or known)
        other = self._linked.archive.articles.get(draft.id)
        is_free = draft.id not in self._taken or draft.id == known
        if not is_free and not (self._force and self._is_draft(other)):
            return Outcome(source, "left out", (self._clash(draft.id, other),))
        written = self._written(draft, article or other, capture, file)
        return Outcome(source, "written", tuple(written))

    def _already(self, converted: Converted, known: str, file: Path) -> Iterator[str]:
        yield f"its digest is already in the archive: it is the capture of {known}"
        if converted.page.text.strip():
            text = drafts.full_text(converted.page, converted.sha256).encode()
            try:
                if atomic_write.lay(self._captures, f"{known}.md", text, replace=self._force):
                    yield f"{self._captures / f'{known}.md'}: its full text"
            except FileExistsError:
                yield f"{self._captures / f'{known}.md'} is left as it is; --force overwrites it"
            self._keep(known, converted.kind, file)

    def _written(
        self, draft: Draft, before: Article | None, capture: Capture, file: Path
    ) -> Iterator[str]:
        name = f"articles/{draft.year}/{draft.id}.md"
        atomic_write.lay(self._captures, f"{draft.id}.md", draft.text.encode(), replace=self._force)
        self._keep(draft.id, capture.kind, file)
        atomic_write.lay(self._content, name, draft.record.encode(), replace=self._force)
        self._known[capture.sha256] = draft.id
        self._taken.add(draft.id)
        if before:
            self._remove_if_moved(before, name)
        yield f"{self._content / name}: a draft, with {self._captures / draft.id}.md"
        yield from (f"to look at: {doubt}" for doubt in draft.doubts)

    def _remove_if_moved(self, before: Article, name: str) -> None:
        old = before.source.path.partition("/")[2]
        if old != name:
            (self._content / old).unlink(missing_ok=True)

    def _keep(self, id_: str, kind: str, file: Path) -> None:
        """Keep the capture, for `verify`: unless it lies in the folder already."""
        if file.resolve().is_relative_to(self._captures.resolve()):
            return
        if kind in SUFFIXES:
            name = f"{id_}{SUFFIXES[kind]}{_packed(file)}"
            atomic_write.lay(self._captures, name, file, replace=self._force)
            return
        # A web archive keeps its name, but .md is for full texts, and no other one gives way to it.
        stem, dot, suffix = (file.name.removesuffix(".md").strip(".") or "archive").partition(".")
        for number in count(1):
            name = f"{stem}-{number}{dot}{suffix}" if number > 1 else f"{stem}{dot}{suffix}"
            try:
                atomic_write.lay(self._captures, name, file)
            except FileExistsError:
                continue
            return

    def _clash(self, id_: str, other: Article | None) -> str:
        if other and self._is_draft(other):
            said = "is taken by a draft; --force overwrites it, --id gives another"
        else:
            said = "is taken, and what has it is left as it is; --id gives another"
        return f"the id {quoted(id_, 90)} {said}"

    def _is_draft(self, article: Article | None) -> bool:
        if article is None:  # written in this very run
            return False
        return bool(unwritten.parts(article, self._linked.bodies[article.id]))


def file_of(source: str) -> Path:
    """The file that a capture lies in: its source, without the record and the name in a WACZ."""
    path = Path(source)
    while not path.is_file():
        path = path.with_name(path.name.rpartition("#")[0]) if "#" in path.name[1:] else path.parent
        if path == path.parent:
            raise FileNotFoundError(ENOENT, "no such capture", source)
    return path


def _packed(file: Path) -> str:
    with file.open("rb") as stream:
        return ".gz" if stream.read(2) == GZIP else ""
