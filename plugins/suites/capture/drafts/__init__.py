"""Drafts: a captured article -> the draft of its record, and its full text.

    CapturedArticle, LinkedArchive -> Drafting.draft -> Draft (record for content/, full text)

A draft is right about what it says and tells how it knows: each value that was read from the
capture has a comment with its basis; an unknown one is null. An ellipsis stands for the words of
its author (title, summary, notes, account), and the archive has a problem until they are written.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import anchoring, dates, markdown
from suites.archive.anchoring import Selector
from suites.archive.dates import Date
from suites.archive.enumerations import TO_WRITE
from suites.archive.file_names import year_folder
from suites.archive.languages.catalogue import Catalogue
from suites.archive.model import Announcement, Capture
from suites.archive.model.values import address_fault
from suites.archive.slugs import slug
from suites.capture.archived_copies.addresses import copy_address
from suites.capture.captured_article import CapturedArticle, Guess
from suites.capture.drafts import body, yaml_values
from suites.capture.drafts.identifiers import host, identifier
from suites.capture.drafts.mentions import Mention, MentionIndex
from suites.capture.drafts.outlets import Outlets
from suites.capture.drafts.quotations import quotations
from suites.capture.drafts.yaml_values import comment, one_line, quoted_value, shortened

__all__ = ["Draft", "Drafting", "full_text"]

UNKNOWN_LANGUAGE = "und"  # BCP 47: undetermined
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
MOST_AUTHORS = 20

WITHOUT_WORDS = {
    "draft.found": "draft.found-alone",
    "draft.published-basis": "draft.published-basis-alone",
}
"""The entries for a guess without the words that it was read from, by those for one with them."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: its id, its folder in `content/articles/`, its record, and the article's text.

    `doubts` are matters for its author, in the words of the catalogue.
    """

    id: str
    year: str
    record: str
    text: str
    doubts: tuple[str, ...]


class Drafting:
    """The common ground of a run's drafts: the archive and its names, the words, day and rights.

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
        self._index = MentionIndex(linked.archive, linked.is_verbatim)
        self._outlets = Outlets(linked.archive)

    def draft(
        self,
        page: CapturedArticle,
        capture: Capture,
        id_: str | None = None,
        others: Iterable[Capture] = (),
    ) -> Draft:
        """Return the draft of an article; `id_` is in the place of one made from the page.

        `others` are captures of it that were known before.
        """
        t = self._t
        outlet, by = self._outlets.find(_value(page.outlet), _value(page.url))
        if self._outlets.is_name_of(_value(page.headline), outlet):
            page = page.without_headline()
        published = _date(page.published)
        doubts = tuple(
            t(
                f"doubt.{doubt.code}",
                **{key: shortened(value) for key, value in doubt.values.items()},
            )
            for doubt in page.doubts
        )
        source, annotations = self._body(yaml_values.many_lines(page.text), outlet)
        head = (
            comment(t("draft.intro")),
            *(comment(t("draft.doubt", doubt=doubt)) for doubt in doubts),
            _line("title", quoted_value(TO_WRITE), t("draft.title")),
            *self._values(page, published, outlet, by),
            *self._archived(page.archived),
            "captures:",
            *(f"  - {_capture(one)}" for one in (capture, *others)),
            f"rights: {{statement: {self._statement}, mode: full}}"
            if self._statement
            else "rights: {statement: InC, mode: account}",
            _line("kind", "news", t("draft.kind")),
            _line("summary", quoted_value(TO_WRITE), t("draft.summary")),
            f"added: {quoted_value(self._today)}",
            *annotations,
        )
        return Draft(
            id=id_
            or identifier(published, outlet or _name(page), _value(page.headline), capture.sha256),
            year=year_folder(published),
            record="\n".join(("---", *head, "---", source)),
            text=full_text(page, capture.sha256),
            doubts=doubts,
        )

    def _values(
        self, page: CapturedArticle, published: Date | None, outlet: str, by: str
    ) -> Iterator[str]:
        """Yield the lines of the values that were read from the capture."""
        headline = one_line(_value(page.headline))
        is_headline = len(headline) <= yaml_values.LONGEST_HEADLINE
        yield self._guessed("headline", headline if is_headline else "", page.headline)
        yield self._outlet(page, outlet, by)
        authors = [(one_line(author.value), author) for author in page.authors[:MOST_AUTHORS]]
        authors = [row for row in authors if 0 < len(row[0]) <= yaml_values.LONGEST_NAME]
        yield "authors:" if authors else _line("authors", "[]", self._t("draft.not-found"))
        for name, author in authors:
            yield f"  - {quoted_value(name)}  {comment(self._found(author))}"
        yield self._guessed("published", published.text if published else "", page.published)
        if published and page.published:
            is_vague = published.approximate or published.uncertain or "/" in published.text
            if is_vague or not page.published.stated:
                words = self._found(page.published, "draft.published-basis")
                yield _line("published_basis", quoted_value(words), self._t("draft.to-read"))
        tag = _value(page.lang).strip().replace("_", "-")
        language, hyphen, rest = tag.partition("-")
        tag = f"{language.lower()}{hyphen}{rest}"
        if page.lang and LANGUAGE.fullmatch(tag):
            yield _line("lang", tag, self._found(page.lang))
        else:
            yield _line("lang", UNKNOWN_LANGUAGE, self._t("draft.no-language"))
        if page.url and address_fault(page.url.value):
            text = self._t("draft.unsafe-address", found=self._found(page.url))
            yield _line("url", "null", text)
        else:
            yield self._guessed("url", _value(page.url), page.url, "draft.no-address")

    def _archived(self, guess: Guess | None) -> Iterator[str]:
        """Yield the line of the copy in a web archive that the page was saved from, if any."""
        if guess and (copy := copy_address(guess.value)) and not address_fault(copy.url):
            at = f", at: {quoted_value(copy.day)}"
            value = f"[{{url: {quoted_value(copy.url)}{at}}}]"
            yield _line("archived", value, self._found(guess))

    def _outlet(self, page: CapturedArticle, known: str, by: str) -> str:
        name = shortened(_name(page))
        found = self._found(page.outlet) if page.outlet else self._t("basis.address")
        if known:
            key = "draft.outlet-by-host" if by == "host" else "draft.outlet"
            text = self._t(key, name=name, host=name, found=found)
        elif name:
            path = f"content/entities/{slug(name)[:80] or '<id>'}.md"
            text = self._t("draft.outlet-unknown", name=name, found=found, path=path)
        else:
            text = self._t("draft.not-found")
        return _line("outlet", known or "null", text)

    def _body(self, text: str, outlet: str) -> tuple[str, list[str]]:
        """Return the Markdown of the body, and the lines of the annotations that fit it."""
        text = body.harmless(text)
        shown = markdown.parse(text).text
        limits = None if self._statement else self._archive.settings.rights
        mentions = [mention for mention in self._index.mentions(shown) if mention.id != outlet]
        excerpts, without = quotations(shown, mentions, limits)
        if limits is None:
            places = [(mention, span) for span, inside in excerpts for mention in inside]
            source, anchored = f"{text}\n", body.anchored(shown, places)
        else:
            source, anchored = body.account(excerpts, shown, self._archive.language)
            count = len(anchoring.words(markdown.parse(source).text))
            if count * 100 > limits.account_share * len(anchoring.words(shown)):
                source, anchored, without = f"{TO_WRITE}\n", [], tuple(mentions)
        lines = [line for row in anchored for line in self._annotation(*row)]
        lines.insert(0, "annotations:" if lines else "annotations: []")
        if without:
            names = ", ".join(mention.id for mention in without[:MOST_AUTHORS])
            lines.append(comment(self._t("draft.also", names=names)))
        return source, lines

    def _annotation(self, mention: Mention, selector: Selector) -> Iterator[str]:
        record, id_ = self._archive.by_id[mention.id], mention.id
        if len(id_) < 2 or id_.startswith(("-", "note-")):  # no id of an annotation
            id_ = f"mention-{id_}"[:80]
        yield f"  - id: {id_}"
        if selector.prefix or selector.suffix:
            parts = zip(("exact", "prefix", "suffix"), selector, strict=True)
            inside = ", ".join(f"{key}: {quoted_value(part)}" for key, part in parts if part)
            yield f"    quote: {{{inside}}}"
        else:
            yield f"    quote: {quoted_value(selector.exact)}"
        found = comment(self._t(f"draft.mention-{mention.basis}", name=shortened(record.title)))
        choose = comment(self._t("draft.choose"))
        yield f"    kind: context  {choose}"
        if isinstance(record, Announcement):
            yield f"    announcement: {mention.id}  {found}"
            yield f"    role: reports  {choose}"
            yield f"    note: {quoted_value(TO_WRITE)}"
        else:
            yield f"    note: {quoted_value(f'{TO_WRITE} [[{mention.id}]]')}  {found}"

    def _guessed(
        self, key: str, value: str, guess: Guess | None, missing: str = "draft.not-found"
    ) -> str:
        if guess is None or not value:
            return _line(key, "null", self._t(missing))
        return _line(key, quoted_value(value), self._found(guess))

    def _found(self, guess: Guess, entry: str = "draft.found") -> str:
        """Return the basis of a guess, with the words that it was read from if they say more."""
        basis = self._t(f"basis.{guess.basis}")
        words = shortened(guess.words)
        if not words or words == one_line(guess.value):
            return self._t(WITHOUT_WORDS[entry], basis=basis)
        opening, closing = self._archive.language.inner.split("{}")
        marks = self._archive.language.quotation_marks
        words = words.replace(marks.opening, opening).replace(marks.closing, closing)
        return self._t(entry, basis=basis, words=words)


def full_text(page: CapturedArticle, sha256: str) -> str:
    """Return the text of an article as Markdown, for `captures/`, with a front matter."""
    published, url = _date(page.published), _value(page.url)
    authors = ", ".join(quoted_value(one.value) for one in page.authors if one_line(one.value))
    values = {
        "headline": _value(page.headline),
        "outlet": _value(page.outlet),
        "lang": _value(page.lang),
        "published": published.text if published else "",
        "url": "" if address_fault(url) else url,
        "sha256": sha256,
    }
    lines = [f"{key}: {quoted_value(one) if one else 'null'}" for key, one in values.items()]
    lines.insert(3, f"authors: [{authors}]")
    return "\n".join(("---", *lines, "---", yaml_values.many_lines(page.text), ""))


def _capture(capture: Capture) -> str:
    """Return a capture as YAML, without `lacks`: the annotations of an earlier draft are gone."""
    values = {
        "sha256": quoted_value(capture.sha256),
        "kind": capture.kind,
        "at": quoted_value(capture.at.text) if capture.at else "",
        "origin": capture.origin or "",
    }
    return f"{{{', '.join(f'{key}: {value}' for key, value in values.items() if value)}}}"


def _line(key: str, value: str, text: str) -> str:
    return f"{key}: {value}  {comment(text)}"


def _value(guess: Guess | None) -> str:
    return guess.value if guess else ""


def _date(guess: Guess | None) -> Date | None:
    """Return the date of a guess; None when it is not one, which is a converter's mistake."""
    try:
        return dates.parse(guess.value) if guess else None
    except ValueError:
        return None


def _name(page: CapturedArticle) -> str:
    """Return the page's own name of its outlet, else the host of its address."""
    return _value(page.outlet) if page.outlet else host(_value(page.url))
