"""Proposing: what a new copy says otherwise -> the file of a proposal for the record.

It adds the capture to the list of the article, the copy in a web archive that it is, and a caveat
on each quotation that is gone and on the head that changed. The notes state what was found, in the
words of the catalogue, and hold no word of the copy.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, dates
from suites.archive.anchoring import Span, folding
from suites.archive.enumerations import TO_WRITE
from suites.archive.file_names import PROPOSALS
from suites.archive.languages.catalogue import Catalogue
from suites.archive.languages.cldr import listed
from suites.archive.model import Article, Capture
from suites.archive.model.values import address_fault
from suites.archive.proposals import ProposalFile, proposal_file
from suites.archive.slugs import slug
from suites.capture.archived_copies.addresses import CopyAddress, same_page
from suites.capture.revisit import Comparison

FIRST_WORDS = (4, 6, 8, 12)
"""How many of the first words of our text a caveat on the head is about: as few as will do."""

MARK = 8
"""Digits of the capture's digest that make the name of the proposal its own."""


def name(article: Article, digest: str, day: str) -> str:
    """Return the path of the proposal of a capture; without a day, the end of it."""
    return f"{PROPOSALS}/{day}-{article.id}-{digest[:MARK]}.yaml"


def propose(
    linked: LinkedArchive,
    article: Article,
    raw: bytes,
    capture: Capture,
    found: Comparison,
    catalogue: Catalogue,
    today: str,
    replayed: CopyAddress | None = None,
    waiting: Collection[str] = (),
) -> ProposalFile:
    """Return the proposal that adds a capture to an article; `raw` are the bytes of its record.

    The copy in a web archive that it was saved from, `replayed`, is added as well, if it is one of
    the article's own page. `waiting` are the annotation ids and the addresses of archived copies
    that other proposals add.
    """
    writer = _Writer(linked, article, capture, catalogue, waiting)
    caveats = list(writer.caveats(found))
    value: dict[str, Any] = {"sha256": capture.sha256, "kind": capture.kind}
    if capture.at:
        value["at"] = capture.at.text
    if capture.origin:
        value["origin"] = capture.origin
    if writer.lacks:
        value["lacks"] = writer.lacks
    why = catalogue.t("revisit.why-changed" if caveats else "revisit.why-same")
    add = [
        {"to": "captures", "value": value},
        *({"to": "archived", "value": one} for one in _archived(article, replayed, waiting)),
        *({"to": "annotations", "value": one} for one in caveats),
    ]
    made = proposal_file(article.id, raw, today, why=why, add=add)
    return made._replace(path=name(article, capture.sha256, today))


def _archived(
    article: Article, copy: CopyAddress | None, waiting: Collection[str]
) -> Iterator[dict[str, Any]]:
    if copy is None or address_fault(copy.url):
        return
    is_own = same_page(copy.original, article.url or copy.original)
    if is_own and copy.url not in {*waiting, *(one.url for one in article.archived)}:
        yield {"url": copy.url, "at": copy.day}


class _Writer:
    """Writes the caveats on what a copy changed, and gathers the annotations that it lacks."""

    def __init__(
        self, linked: LinkedArchive, article: Article, capture: Capture, catalogue: Catalogue,
        waiting: Collection[str],
    ) -> None:  # fmt: skip
        self._linked, self._article, self._capture = linked, article, capture
        self._text = linked.bodies[article.id].text
        self._catalogue, self._t = catalogue, catalogue.t
        self._taken = {*article.annotations_by_id, *waiting}
        self.lacks: list[str] = []

    def caveats(self, found: Comparison) -> Iterator[dict[str, Any]]:
        later = all(map(self._capture.is_after, self._article.captures))
        note = self._t("revisit.note-gone" if later else "revisit.note-lacks", copy=self._copy())
        for span in dict.fromkeys(one.span for one in found.gone if one.span):
            if known := self._known(span):
                self.lacks += [id_ for id_ in known if id_ not in self.lacks]
            elif caveat := self._caveat(span, note):
                self.lacks.append(caveat["id"])
                yield caveat
        if found.changed and (head := self._head(found.changed)):
            yield head

    def _known(self, span: Span) -> list[str]:
        """Return the annotations on a quotation that another copy lacks, too."""
        others = {id_ for one in self._article.captures for id_ in one.lacks}
        return [
            one.annotation.id
            for one in self._linked.anchored[self._article.id]
            if one.annotation.id in others and one.span == span
        ]

    def _head(self, changed: Sequence[str]) -> dict[str, Any] | None:
        facts = listed(
            [self._t(f"revisit.other-{key}") for key in changed], self._catalogue.language
        )
        note = self._t("revisit.note-head", copy=self._copy(), facts=facts)
        words, spans = folding.located_words(self._text)
        if TO_WRITE in self._text[:1] or not words:
            return None
        tried = (Span(spans[0].start, spans[min(n, len(spans)) - 1].end) for n in FIRST_WORDS)
        return next(filter(None, (self._caveat(span, note) for span in tried)), None)

    def _caveat(self, span: Span, note: str) -> dict[str, Any] | None:
        """Return a caveat on a part of the body; None if no quote tells it from others."""
        try:
            selector = anchoring.describe(self._text, span)
            places = anchoring.find(selector.exact, anchoring.fold(self._text), *selector[1:])
        except ValueError:
            return None
        if len(places) != 1:
            return None
        around = {key: one for key, one in selector._asdict().items() if one}
        quote = around if len(around) > 1 else selector.exact
        return {"id": self._id(), "quote": quote, "kind": "caveat", "note": note}

    def _id(self) -> str:
        at = self._capture.at
        of = slug(at.text) if at else self._capture.sha256[:MARK]
        stem = slug(self._t("revisit.id", of=of))
        number = 1
        while (id_ := f"{stem}-{number}" if number > 1 else stem) in self._taken:
            number += 1
        self._taken.add(id_)
        return id_

    def _copy(self) -> str:
        if at := self._capture.at:
            when = dates.phrase(at, self._catalogue.language)
            name_ = self._t("article.copy-made", when=when)
        else:
            name_ = self._t("article.copy-undated", digest=self._capture.short_digest)
        # Authors type plain spaces; those that the language asks for are set on the page.
        return (name_[:1].upper() + name_[1:]).replace("\u00a0", " ")
