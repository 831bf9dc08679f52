"""Turn records into the parts that pages share.

It holds the linked archive and the catalogue, and keeps what many pages show (references, signs) so
that each is made once.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import overload

from markupsafe import Markup

from suites.analysis.anchors import Anchor
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.relatedness import Backlink, Reason, Related
from suites.analysis.summary import LinkSummary, RowSummary
from suites.archive import dates, enumerations, markdown, urls
from suites.archive.dates import Date
from suites.archive.languages.catalogue import Catalogue
from suites.archive.markdown import Target
from suites.archive.model import Annotation, Element
from suites.archive.model.values import Record
from suites.site.views.view_models import (  # fmt: skip
    Day,
    LinkRow,
    Proof,
    Ref,
    Row,
    Section,
    Sign,
    Signs,
    Truncated,
    headings,
)


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where a site is published; text is empty while not known.

    `base` is the absolute path of its root; `url` its own address, and `repository` that of its
    public repository, both without a final slash; `commit` that of its sources. A private copy has
    the `full_texts` of its articles, by id, in Markdown; a public site has None.
    """

    base: str = "/"
    url: str = ""
    repository: str = ""
    commit: str = ""
    full_texts: Mapping[str, str] | None = None

    def absolute(self, address: str) -> str | None:
        """Return an address in the site with the site's own; None while that is not known."""
        return f"{self.url.rstrip('/')}/{address}" if self.url else None


class ViewBuilder:
    """The linked archive, ready to be shown."""

    def __init__(
        self,
        linked: LinkedArchive,
        catalogue: Catalogue,
        deployment: Deployment | None = None,
    ) -> None:
        self.linked = linked
        self.deployment = deployment or Deployment()
        self.archive = linked.archive
        self.catalogue = catalogue
        self.t = catalogue.t
        self.language = linked.archive.settings.language
        self.conventions = linked.archive.language
        self._refs: dict[str, Ref] = {}
        self._signs: dict[tuple[str, str, str], Sign] = {}
        self._states: dict[tuple[object, ...], Signs] = {}
        self._roles: dict[tuple[str, str], str] = {}
        self._days: dict[tuple[str, bool], Day] = {}

    def ref(self, id_: str) -> Ref:
        """The link to a thing, by its id; KeyError if it does not exist."""
        return self._ref(id_, self.linked.link_summaries[id_])

    def _ref(self, id_: str, card: LinkSummary) -> Ref:
        """The link to a thing; its card is asked for in any case, for who asks has seen it."""
        found = self._refs.get(id_)
        if found is None:
            found = Ref(urls.of_kind(card.kind, id_), card.title, card.kind)
            self._refs[id_] = found
        return found

    def refs(self, ids: Iterable[str]) -> tuple[Ref, ...]:
        """The links to several things."""
        return tuple(map(self.ref, ids))

    def target(self, id_: str) -> Target | None:
        """What a link by id in a text leads to; None when it leads nowhere."""
        name, _, fragment = id_.partition("#")
        card = self.linked.link_summaries.get(name)
        if card is None:  # no old id is that of another thing: such an archive is refused
            name = self.linked.aliases.get(name, name)
            card = self.linked.link_summaries.get(name)
            if card is None:
                return None
        ref = self._ref(name, card)
        return Target(f"{ref.url}#{fragment}" if fragment else ref.url, ref.title, ref.kind)

    @property
    def as_of(self) -> Day:
        """Return the day on which the states are computed."""
        return self._dated(self.linked.as_of.isoformat(), short=False)

    @overload
    def day(self, date: Date, *, short: bool = False) -> Day: ...

    @overload
    def day(self, date: Date | None, *, short: bool = False) -> Day | None: ...

    def day(self, date: Date | None, *, short: bool = False) -> Day | None:
        """Return a date in words; None when there is none."""
        return None if date is None else self._dated(date.text, short)

    def _dated(self, text: str, short: bool) -> Day:
        """A date in words, as EDTF."""
        found = self._days.get((text, short))
        if found is None:
            date = dates.parse(text)
            found = Day(dates.label(date, self.language, short=short), dates.html_datetime(date))
            self._days[text, short] = found
        return found

    def note(self, text: str | None, url: str) -> Markup | None:
        """Return the Markdown of a note as HTML, for the page at an address; None for none."""
        return (
            Markup(markdown.render_note(text, self.target, self.conventions, urls.root(url)))
            if text
            else None
        )

    def passages(self, record: Record) -> Markup:
        """Return a body without annotations, as HTML, for the record's own page."""
        root = urls.root(urls.of(record))
        text = self.linked.bodies[record.id]
        back = self.t("note.back-to-text")
        done = markdown.render(text, (), self.target, self.conventions, root, return_label=back)
        return Markup("".join(passage.html for passage in done))

    def sign(self, list_: str, value: str, kind: str = "") -> Sign:
        """A closed value as a glyph and a word; `kind` is that of its announcement, if of one."""
        found = self._signs.get((list_, value, kind))
        if found is None:
            found = Sign(list_, value, self.archive.label(list_, value, kind=kind))
            self._signs[list_, value, kind] = found
        return found

    def sign_of(self, id_: str, list_: str, value: str) -> Sign:
        """A closed value that is said of an announcement, as a glyph and a word."""
        return self.sign(list_, value, self.linked.link_summaries[id_].announcement_kind)

    def signs(self, id_: str) -> Signs:
        """The state of an announcement, in a row."""
        return self._signs_of(self.linked.link_summaries[id_])

    def _signs_of(self, card: LinkSummary) -> Signs:
        state = (card.stage, card.verdict, card.overdue, card.announcement_kind)
        found = self._states.get(state)
        if found is None:
            found = self._states[state] = Signs(
                stage=self.sign("stage", card.stage, card.announcement_kind)
                if card.stage
                else None,
                verdict=self.sign("verdict", card.verdict) if card.verdict else None,
                overdue=self.sign("computed", enumerations.OVERDUE) if card.overdue else None,
            )
        return found

    def foreign(self, lang: str | None) -> str | None:
        """A language, when it is not the page's own."""
        return lang if lang != self.language else None

    def language_name(self, lang: str) -> str:
        """The words for a language; its code when the catalogue has none."""
        key = f"language.{lang.partition('-')[0]}"
        return self.t(key) if key in self.catalogue else lang

    def role(self, annotation: Annotation | Anchor) -> str:
        """What a passage does for its announcement, in words; empty when it has no role."""
        if not annotation.role:
            return ""
        extent = annotation.extent or ""
        role = self._roles.get((annotation.role, extent))
        if role is None:
            role = self.archive.label("role", annotation.role)
            if extent:
                role += f" ({self.archive.label('extent', extent)})"
            self._roles[annotation.role, extent] = role
        return role

    def element(self, element: Element) -> str:
        """The value of an element as the source words it, else as it is counted."""
        if element.text is not None:
            return element.text
        units = self.archive.vocabulary.units
        unit = units[element.unit][self.language] if element.unit else ""
        value = self.t("note.element", value=element.value, unit=unit).strip()
        per = units[element.per][self.language] if element.per else ""
        return value + self.t("note.per", per=per) if per else value

    def source(self, article: str) -> str:
        """Who published an article, in words."""
        return self._source(self.linked.row_summaries[article])

    def _source(self, brief: RowSummary) -> str:
        by = brief.by
        return self.linked.link_summaries[by[0]].title if by else self.t("article.no-outlet")

    def proof(self, reference: str) -> Proof:
        """Evidence, by `article#annotation`."""
        found = self.linked.anchor(reference)
        if found is None:
            raise KeyError(reference)
        article = reference.partition("#")[0]
        brief = self.linked.row_summaries[article]
        lang = found.lang or (brief.lang if found.verbatim else None)
        return Proof(
            url=f"{urls.of_kind('article', article)}#{found.id}",
            quote=found.words,
            lang=self.foreign(lang),
            verbatim=found.verbatim,
            source=self._source(brief),
            day=self._day(brief),
        )

    def proofs(self, references: Iterable[str]) -> tuple[Proof, ...]:
        """Several pieces of evidence, in their order."""
        return tuple(self.proof(reference) for reference in references)

    def announcement_row(self, id_: str) -> Row:
        """An announcement in a listing, dated by its first event."""
        card, brief = self.linked.link_summaries[id_], self.linked.row_summaries[id_]
        return Row(
            ref=self._ref(id_, card),
            day=self._day(brief),
            by=", ".join(self.linked.link_summaries[one].title for one in brief.by),
            text=brief.text,
            signs=self._signs_of(card),
        )

    def article_row(self, id_: str) -> Row:
        """An article in a listing, with its outlet and its standfirst."""
        brief = self.linked.row_summaries[id_]
        return Row(
            ref=self.ref(id_),
            day=self._day(brief),
            by=self._source(brief),
            text=brief.text,
            signs=None,
        )

    def _day(self, brief: RowSummary) -> Day | None:
        return self._dated(brief.day, short=True) if brief.day else None

    def backlinks(self, id_: str, *above: Iterable[Row | LinkRow]) -> Truncated[LinkRow]:
        """The texts that link to a thing, each with its sentence, without those shown `above`."""
        shown = {urls.id_of(one.ref.url) for one in chain(*above)}
        links = self.linked.backlinks.get(id_, ())
        found = Truncated.of([link for link in links if link.origin not in shown])
        return Truncated(tuple(map(self._backlink, found)), found.left)

    def _backlink(self, link: Backlink) -> LinkRow:
        ref = self.ref(link.origin)
        return LinkRow(self.t(f"kind.{ref.kind}"), None, ref, link.sentence, None, None, ())

    def related(self, found: Iterable[Related]) -> Truncated[LinkRow]:
        """Related things, each with the reason in words."""
        return Truncated(tuple(map(self._related, found)))

    def contents(self, sections: Iterable[Section]) -> tuple[Ref, ...]:
        """The list of contents of a page; sections that show nothing are left out."""
        return headings((f"s_{name}", self.t(entry)) for name, entry, shown in sections if shown)

    def _related(self, one: Related) -> LinkRow:
        card = self.linked.link_summaries[one.other]
        return LinkRow(
            label="",
            day=None,
            ref=self._ref(one.other, card),
            why=self.t("related.separator").join(map(self._reason, one.reasons)),
            note=None,
            signs=self._signs_of(card) if card.kind == "announcement" else None,
            proofs=(),
        )

    def _reason(self, reason: Reason) -> str:
        titles = [self.linked.link_summaries[id_].title for id_ in reason.ids]
        key, shown = f"related.{reason.kind}", ", ".join(titles[:2])
        if len(titles) > 2:
            return self.t(f"{key}-many", n=len(titles))
        if reason.kind == "theme":
            shown = shown[:1].lower() + shown[1:]
        return self.t(key, n=len(titles), titles=shown)
