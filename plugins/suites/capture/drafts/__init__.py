"""Drafts: what a capture tells of an article -> the draft of its record, and its full text.

    Page + Archive -> Drafting.draft -> Draft(id, record for content/, full text for captures/)

A draft is right about what it says and tells how it knows: each value that was read from the
capture has a comment with its basis; what is not known is null. What only its author can write
(title, summary, notes, account) is an ellipsis, and the archive has a problem until it is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, dates, markdown
from suites.archive.anchoring import Selector
from suites.archive.dates import Date
from suites.archive.enumerations import TO_WRITE
from suites.archive.languages.catalogue import Catalogue
from suites.archive.model import Announcement, Capture
from suites.archive.model.values import address_fault
from suites.capture.drafts import bodies
from suites.capture.drafts.identifiers import host, identifier, slug, year
from suites.capture.drafts.mentions import Index, Mention
from suites.capture.drafts.outlets import Outlets
from suites.capture.drafts.quotations import quotations
from suites.capture.drafts.values import (
    LONGEST_HEADLINE,
    LONGEST_NAME,
    comment,
    many_lines,
    one_line,
    quoted_value,
    shortened,
)
from suites.capture.page import Guess, Page

__all__ = ["Draft", "Drafting", "full_text"]

UNKNOWN_LANGUAGE = "und"
"""BCP 47: undetermined."""

LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")

MOST_AUTHORS = 20


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its id, its folder in `content/articles/`, its record, and the article's text.

    `doubts` are what its author should look at, in the words of the catalogue.
    """

    id: str
    year: str
    record: str
    text: str
    doubts: tuple[str, ...]


class Drafting:
    """What all drafts of one run share: the archive and its names, the words, the day, the rights.

    `today` is an ISO 8601 date. `statement` is a statement under which the full text may stand in
    the archive, or None: the draft is then that of an account.
    """

    def __init__(
        self, linked: LinkedArchive, catalogue: Catalogue, today: str, statement: str | None = None
    ) -> None:
        self._archive = linked.archive
        self._t = catalogue.t
        self._today = today
        self._statement = statement
        self._index = Index(linked.archive, linked.is_verbatim)
        self._outlets = Outlets(linked.archive)

    def draft(self, page: Page, capture: Capture, id_: str | None = None) -> Draft:
        """The draft of an article; `id_` takes the place of the one that is made from the page."""
        published = _date(page.published)
        text = bodies.harmless(many_lines(page.text))
        outlet, _ = self._outlet(page)
        if page.headline and self._outlets.is_name_of(page.headline.value, outlet):
            page = page.without_headline()
        name = outlet or _name(page)
        headline = page.headline.value if page.headline else ""
        id_ = id_ or identifier(published, name, headline, capture.sha256)
        source, annotations = self._body(text, outlet)
        doubts = self._doubts(page)
        head = self._head(page, capture, published)
        about = (comment(self._t("draft.doubt", doubt=doubt)) for doubt in doubts)
        intro = comment(self._t("draft.intro"))
        lines = ["---", intro, *about, *head, *annotations, "---"]
        return Draft(
            id=id_,
            year=year(published),
            record="\n".join(lines) + "\n" + source,
            text=full_text(page, capture.sha256),
            doubts=doubts,
        )

    def _doubts(self, page: Page) -> tuple[str, ...]:
        return tuple(
            self._t(f"doubt.{doubt.code}", **{key: shortened(value) for key, value in doubt.values})
            for doubt in page.doubts
        )

    def _head(self, page: Page, capture: Capture, published: Date | None) -> Iterator[str]:
        t, mode = self._t, "full" if self._statement else "account"
        yield _line("title", quoted_value(TO_WRITE), t("draft.title"))
        yield _line("headline", *self._headline(page))
        yield self._outlet_line(page)
        yield from self._authors(page)
        yield from self._published(page, published)
        yield _line("lang", *self._lang(page))
        yield _line("url", *self._url(page))
        yield f"capture: {{sha256: {quoted_value(capture.sha256)}, kind: {capture.kind}}}"
        yield f"rights: {{statement: {self._statement or 'InC'}, mode: {mode}}}"
        yield _line("kind", "news", t("draft.kind"))
        yield _line("summary", quoted_value(TO_WRITE), t("draft.summary"))
        yield f"added: {quoted_value(self._today)}"

    def _headline(self, page: Page) -> tuple[str, str]:
        value = one_line(page.headline.value) if page.headline else ""
        if not page.headline or not value or len(value) > LONGEST_HEADLINE:
            return "null", self._t("draft.not-found")
        return quoted_value(value), self._found(page.headline)

    def _outlet(self, page: Page) -> tuple[str, str]:
        name = page.outlet.value if page.outlet else ""
        return self._outlets.find(name, page.url.value if page.url else "")

    def _outlet_line(self, page: Page) -> str:
        known, by = self._outlet(page)
        name = shortened(_name(page))
        if known and by == "host":
            return _line("outlet", known, self._t("draft.outlet-by-host", host=name))
        if known and page.outlet:
            found = self._found(page.outlet)
            return _line("outlet", known, self._t("draft.outlet", name=name, found=found))
        if not name:
            return _line("outlet", "null", self._t("draft.not-found"))
        path = f"content/entities/{slug(name)[:80] or '<id>'}.md"
        found = self._found(page.outlet) if page.outlet else self._t("basis.address")
        said = self._t("draft.outlet-unknown", name=name, found=found, path=path)
        return _line("outlet", "null", said)

    def _authors(self, page: Page) -> Iterator[str]:
        found = [
            (one_line(author.value), author)
            for author in page.authors[:MOST_AUTHORS]
            if 0 < len(one_line(author.value)) <= LONGEST_NAME
        ]
        if not found:
            yield _line("authors", "[]", self._t("draft.not-found"))
            return
        yield "authors:"
        for name, author in found:
            yield f"  - {quoted_value(name)}  {comment(self._found(author))}"

    def _published(self, page: Page, published: Date | None) -> Iterator[str]:
        guess = page.published
        if published is None or guess is None:
            yield _line("published", "null", self._t("draft.not-found"))
            return
        yield _line("published", quoted_value(published.text), self._found(guess))
        interval = "/" in published.text
        if not guess.stated or published.approximate or published.uncertain or interval:
            keys = "draft.published-basis", "draft.published-basis-alone"
            words = self._words(*keys, guess)
            yield _line("published_basis", quoted_value(words), self._t("draft.to-read"))

    def _lang(self, page: Page) -> tuple[str, str]:
        tag = page.lang.value.strip().replace("_", "-") if page.lang else ""
        first, hyphen, rest = tag.partition("-")
        tag = f"{first.lower()}{hyphen}{rest}"
        if page.lang is None or not LANGUAGE.fullmatch(tag):
            return UNKNOWN_LANGUAGE, self._t("draft.no-language")
        return tag, self._found(page.lang)

    def _url(self, page: Page) -> tuple[str, str]:
        if page.url is None:
            return "null", self._t("draft.no-address")
        if address_fault(page.url.value):
            return "null", self._t("draft.unsafe-address", found=self._found(page.url))
        return quoted_value(page.url.value), self._found(page.url)

    def _body(self, text: str, outlet: str) -> tuple[str, list[str]]:
        """The Markdown of the body, and the lines of the annotations that fit it."""
        shown = markdown.parse(text).text
        limits = None if self._statement else self._archive.settings.rights
        mentions = [one for one in self._index.mentions(shown) if one.id != outlet]
        chosen, without = quotations(shown, mentions, limits)
        if limits is None:
            source, quoted = f"{text}\n", bodies.whole(chosen, shown)
        else:
            source, quoted = bodies.account(chosen, shown, self._archive.language)
            if _is_too_long(source, shown, limits.account_share):
                source, quoted, without = f"{TO_WRITE}\n", [], tuple(mentions)
        lines = [line for one in quoted for line in self._annotation(*one)]
        head = ["annotations:" if lines else "annotations: []"]
        if without:
            named = ", ".join(mention.id for mention in without[:MOST_AUTHORS])
            lines.append(comment(self._t("draft.also", names=named)))
        return source, head + lines

    def _annotation(self, mention: Mention, selector: Selector) -> Iterator[str]:
        record = self._archive.by_id[mention.id]
        yield f"  - id: {_annotation_id(mention.id)}"
        if selector.prefix or selector.suffix:
            parts = zip(("exact", "prefix", "suffix"), selector, strict=True)
            inside = ", ".join(f"{key}: {quoted_value(part)}" for key, part in parts if part)
            yield f"    quote: {{{inside}}}"
        else:
            yield f"    quote: {quoted_value(selector.exact)}"
        found = self._t(f"draft.mention-{mention.basis}", name=shortened(record.title))
        yield f"    kind: context  {comment(self._t('draft.choose'))}"
        if isinstance(record, Announcement):
            yield f"    announcement: {mention.id}  {comment(found)}"
            yield f"    role: reports  {comment(self._t('draft.choose'))}"
            yield f"    note: {quoted_value(TO_WRITE)}"
        else:
            yield f"    note: {quoted_value(f'{TO_WRITE} [[{mention.id}]]')}  {comment(found)}"

    def _found(self, guess: Guess) -> str:
        return self._words("draft.found", "draft.found-alone", guess)

    def _words(self, key: str, alone: str, guess: Guess) -> str:
        """What a guess rests on, with the words that it was read from when they say more."""
        basis = self._t(f"basis.{guess.basis}")
        words = shortened(guess.words)
        if not words or words == one_line(guess.value):
            return self._t(alone, basis=basis)
        opening, closing = self._archive.language.inner.split("{}")
        marks = self._archive.language.quotation_marks
        words = words.replace(marks.opening, opening).replace(marks.closing, closing)
        return self._t(key, basis=basis, words=words)


def full_text(page: Page, sha256: str) -> str:
    """The text of an article as Markdown, for `captures/`, and what its capture says of it."""
    published = _date(page.published)
    authors = ", ".join(quoted_value(one.value) for one in page.authors if one_line(one.value))
    url = page.url.value if page.url and not address_fault(page.url.value) else ""
    return "\n".join(
        (
            "---",
            f"headline: {quoted_value(page.headline.value) if page.headline else 'null'}",
            f"outlet: {quoted_value(page.outlet.value) if page.outlet else 'null'}",
            f"lang: {quoted_value(page.lang.value) if page.lang else 'null'}",
            f"authors: [{authors}]",
            f"published: {quoted_value(published.text) if published else 'null'}",
            f"url: {quoted_value(url) if url else 'null'}",
            f"sha256: {quoted_value(sha256)}",
            "---",
            many_lines(page.text),
            "",
        )
    )


def _line(key: str, value: str, said: str) -> str:
    return f"{key}: {value}  {comment(said)}"


def _date(guess: Guess | None) -> Date | None:
    """The date that was found; None when it is not one, which only a converter's fault could be."""
    try:
        return dates.parse(guess.value) if guess else None
    except ValueError:
        return None


def _name(page: Page) -> str:
    """What the page calls its outlet, else the host of its address."""
    return page.outlet.value if page.outlet else host(page.url.value) if page.url else ""


def _annotation_id(id_: str) -> str:
    is_one = len(id_) > 1 and not id_.startswith(("-", "note-"))
    return id_ if is_one else f"mention-{id_}"[:80]


def _is_too_long(account: str, text: str, share: int) -> bool:
    count = len(anchoring.words(markdown.parse(account).text))
    return count * 100 > share * len(anchoring.words(text))
