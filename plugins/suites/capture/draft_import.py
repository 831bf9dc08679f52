"""Draft import: articles -> drafts in the content, and their full texts and captures beside it.

    CapturedPage, CapturedArticle -> Drafting -> content/articles/YYYY/<id>.md, captures/<id>.md

Nothing that exists is overwritten unless that is asked for, and an article that was finished never
is: only a draft makes way for a draft. The record is written last, so that an interrupted import
begins anew.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from suites.analysis.checks.articles import unwritten_parts
from suites.analysis.checks.withdrawals import withdrawn_ids
from suites.analysis.linked_archive import LinkedArchive
from suites.archive import model
from suites.archive.problems import printable, quoted
from suites.capture import captures_folder, drafts
from suites.capture.archived_copies.addresses import copy_address
from suites.capture.batch import Status, WriteOutcome
from suites.capture.captured_article import CapturedArticle
from suites.capture.drafts import Drafting
from suites.capture.formats import CapturedPage
from suites.capture.near_duplicates import NearDuplicate
from suites.system import atomic_write


class _LeftOutError(Exception):
    """Something stands in the way of a draft; the message is one sentence."""


@dataclass
class DraftImport:
    """One run that writes into two folders; `id_` is the id of its only article, if given."""

    content: Path
    captures: Path
    linked: LinkedArchive
    drafting: Drafting
    force: bool = False
    id_: str | None = None

    def __post_init__(self) -> None:
        """Note the digests and ids of the archive; remove files of runs that died."""
        archive = self.linked.archive
        self._articles = archive.articles
        self._known: dict[str, str] = {
            capture.sha256: article.id
            for article in archive.articles.values()
            for capture in article.captures
        }
        withdrawn = withdrawn_ids(self.linked.records.summaries)
        self._taken = {*archive.by_id, *archive.unread, *self.linked.aliases, *withdrawn}
        atomic_write.clear((self.captures, *self.content.glob("articles/*")))

    def write(
        self, capture: CapturedPage, page: CapturedArticle, near: NearDuplicate | None = None
    ) -> WriteOutcome:
        """Write the draft of an article, its full text and its capture, unless one is in the way.

        `near` is the capture whose text is nearly the same.
        """
        known = self._known.get(capture.sha256)
        status: Status = "written"
        try:
            if known and not (self.force and self._is_draft(known)):
                status, lines = "known", list(self._write_full_text(capture, page, known))
            else:
                lines = list(self._write_draft(capture, page, known))
        except FileExistsError as error:
            name = error.filename2 or error.filename
            status, lines = "left out", [f"{name} exists already; --force overwrites it"]
        except (atomic_write.LinkInTheWayError, _LeftOutError) as error:
            status, lines = "left out", [str(error)]
        # A run that goes on meets its last capture again.
        if near and near.of != capture.source:
            lines.append(f"nearly the same text as {near.of} ({near.share:.0%})")
        first, *others = map(printable, lines)
        text = "\n  ".join((f"{printable(capture.source)}: {first}", *others))
        return WriteOutcome(status, text)

    def _write_full_text(
        self, capture: CapturedPage, page: CapturedArticle, known: str
    ) -> Iterator[str]:
        yield f"its digest is already in the archive: it is the capture of {known}"
        if page.text.strip():
            path = self.captures / f"{known}.md"
            text = drafts.full_text(page, capture.sha256).encode()
            try:
                if atomic_write.write_new(self.captures, path.name, text, replace=self.force):
                    yield f"{path}: its full text"
            except FileExistsError:
                yield f"{path} is left as it is; --force overwrites it"
            captures_folder.lay(self.captures, known, capture, replace=self.force)

    def _write_draft(
        self, capture: CapturedPage, page: CapturedArticle, known: str | None
    ) -> Iterator[str]:
        if not page.text.strip():
            raise _LeftOutError(
                "no article was found in it: give --start and --end, or leave it out"
            )
        about = _capture(capture, page)
        captures = {about.sha256: about}
        if known and known in self._articles:
            captures |= {one.sha256: one for one in self._articles[known].captures}
        draft = self.drafting.draft(
            page, captures.pop(about.sha256), self.id_ or known, captures.values()
        )
        is_draft = self._is_draft(draft.id)
        if draft.id in self._taken and draft.id != known and not (is_draft and self.force):
            why = "is taken, and what has it is left as it is; --id gives another"
            if is_draft:
                why = "is taken by a draft; --force overwrites it, --id gives another"
            raise _LeftOutError(f"the id {quoted(draft.id, 90)} {why}")
        name = f"articles/{draft.year}/{draft.id}.md"
        text, record = draft.text.encode(), draft.record.encode()
        atomic_write.write_new(self.captures, f"{draft.id}.md", text, replace=self.force)
        captures_folder.lay(self.captures, draft.id, capture, replace=self.force)
        atomic_write.write_new(self.content, name, record, replace=self.force)
        before = self._articles.get(known or draft.id)
        old = before.source.path.partition("/")[2] if before else name
        if old != name:
            (self.content / old).unlink(missing_ok=True)
        self._known[capture.sha256] = draft.id
        self._taken.add(draft.id)
        yield f"{self.content / name}: a draft, with {self.captures / draft.id}.md"
        yield from (f"to look at: {doubt}" for doubt in draft.doubts)

    def _is_draft(self, id_: str) -> bool:
        article = self._articles.get(id_)  # None for one that was written in this very run
        return article is not None and bool(unwritten_parts(article, self.linked.bodies[id_]))


def _capture(capture: CapturedPage, page: CapturedArticle) -> model.Capture:
    """Return the capture as the record names it: its day and origin where they are known."""
    copy = copy_address(page.archived.value) if page.archived else None
    known = {"at": copy.day, "origin": "archive"} if copy else {"at": capture.saved}
    return model.Capture.model_validate({"sha256": capture.sha256, "kind": capture.kind, **known})
