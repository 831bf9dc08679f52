"""Documents: what the search knows of each page, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from suites import dates
from suites.body import Body, is_plain, parse_note
from suites.catalogue import Catalogue
from suites.linked import Linked
from suites.model import Announcement, AnyRecord, Article, Entity, Page, Theme
from suites.pages import address

FILTERS = ("kind", "state", "theme", "outlet", "entity", "year")

LONGEST_SPAN = 5
"""Years; a date that may mean more of them than this is of no year in particular."""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page: `id` is the fragment that leads to it, empty for the page itself."""

    id: str
    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What is known of a page by the search; all its texts are as the page shows them.

    `url` is the page's address below the site's root, with a final `/`. `filters` gives for each
    of `FILTERS` the values that the page has. `facts` is one line: who published the article, and
    when. `day` (ISO 8601) is for the order of results when no word is sought.
    """

    url: str
    language: str
    title: str
    facts: str
    day: str
    sections: tuple[Section, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """Where the copy lies in the folder that Pagefind reads, which makes its address."""
        return f"{self.url}index.html"


def documents(linked: Linked, catalogue: Catalogue) -> Iterator[SearchDocument]:
    """A document for each article, announcement, entity, outlet, theme and page, in this order."""
    make = Documents(linked, catalogue)
    yield from map(make.document, linked.archive.records())


class Documents:
    """Makes the document of a record; holds what all of them need."""

    def __init__(self, linked: Linked, catalogue: Catalogue) -> None:
        self._linked = linked
        self._archive = linked.archive
        self._t = catalogue.t
        self._language = linked.archive.settings.language

    def document(self, record: AnyRecord) -> SearchDocument:
        """The document of a record of any kind."""
        maker: dict[type[Any], Callable[[Any], SearchDocument]] = {
            Article: self._article,
            Announcement: self._announcement,
            Entity: self._entity,
            Theme: self._theme,
            Page: self._page,
        }
        return maker[type(record)](record)

    def _article(self, article: Article) -> SearchDocument:
        outlet = self._titles([article.outlet])
        date = dates.label(article.published, self._language) if article.published else ""
        announcements = [
            self._archive.announcements[one.announcement]
            for one in article.annotations
            if one.announcement and one.announcement in self._archive.announcements
        ]
        people = ((one.speaker, one.via) for one in article.annotations)
        notes = (
            Section(
                one.annotation.id,
                one.annotation.quote.exact,
                self._lines(
                    self._note(one.annotation.note),
                    self._note(one.annotation.was or ""),
                    *self._titles((one.annotation.speaker, one.annotation.via)),
                    *(element.text for element in one.annotation.elements.values()),
                ),
            )
            for one in self._linked.anchored.get(article.id, ())
        )
        return self._document(
            article,
            (article.summary,),
            (article.headline, self._lines(*article.authors)),
            facts=", ".join((*outlet, *filter(None, [date]))),
            notes=notes,
            filters={
                "kind": (self._t("search.kind-article"),),
                "outlet": outlet,
                "theme": self._titles(chain.from_iterable(a.themes for a in announcements)),
                "entity": self._titles(chain.from_iterable(people)),
            },
            when=(article.published,),
        )

    def _announcement(self, announcement: Announcement) -> SearchDocument:
        state = self._linked.states[announcement.id]
        evidence = dict.fromkeys(chain.from_iterable(e.evidence for e in announcement.events))
        found = [self._linked.evidence(reference) for reference in evidence]
        speakers = (event.speaker for event in announcement.events)
        label = self._archive.label
        states = [
            *([label("stage", state.stage)] if state.stage else ()),
            *([] if announcement.kind == "fact" else [label("verdict", state.verdict)]),
            *([label("computed", "overdue")] if state.overdue else ()),
        ]
        people = self._titles((*announcement.actors, *announcement.products, *speakers))
        return self._document(
            announcement,
            (announcement.claim,),
            (
                *(self._lines(e.occasion, e.note, e.review) for e in announcement.events),
                *(one.annotation.quote.exact for one in found),
                *(relation.note for relation in announcement.relations),
                *(self._lines(one.element, one.note) for one in announcement.discrepancies),
                *people,
            ),
            filters={
                "kind": (self._t("search.kind-announcement"),),
                "state": tuple(map(_capital, states)),
                "theme": self._titles(announcement.themes),
                "outlet": self._titles(one.article.outlet for one in found),
                "entity": self._titles((*announcement.actors, *announcement.products)),
            },
            when=(event.on for event in announcement.events),
        )

    def _entity(self, entity: Entity) -> SearchDocument:
        kinds = tuple(_capital(self._archive.label("entity_kind", kind)) for kind in entity.kind)
        own = "outlet" if entity.is_outlet else "entity"
        names = self._lines(*(name.name for name in entity.names))
        return self._document(entity, (names,), filters={"kind": kinds, own: (entity.title,)})

    def _theme(self, theme: Theme) -> SearchDocument:
        kind = self._t("search.kind-theme")
        return self._document(
            theme, (theme.summary,), filters={"kind": (kind,), "theme": (theme.title,)}
        )

    def _page(self, page: Page) -> SearchDocument:
        return self._document(
            page, (page.summary,), filters={"kind": (self._t("search.kind-page"),)}
        )

    def _document(
        self,
        record: AnyRecord,
        before: Iterable[str | None],
        after: Iterable[str | None] = (),
        *,
        filters: dict[str, tuple[str, ...]],
        facts: str = "",
        notes: Iterable[Section] = (),
        when: Iterable[dates.Date | None] = (),
    ) -> SearchDocument:
        days = [day for day in when if day]
        own, *parts = self._sections(self._linked.bodies[record.id])
        years = sorted({year for day in days for year in _years(day)})
        return SearchDocument(
            url=address.of(record),
            language=self._language,
            title=record.title,
            facts=facts,
            day=max(
                (min(day.latest, self._linked.as_of) for day in days), default=_NO_DAY
            ).isoformat(),
            sections=(Section("", "", self._lines(*before, own.text, *after)), *parts, *notes),
            filters=filters | {"year": tuple(map(str, years))},
        )

    def _sections(self, body: Body) -> list[Section]:
        """The body cut at its headings; what stands before the first one comes first."""
        found: list[tuple[str, str, list[str]]] = [("", "", [])]
        coming = list(reversed(body.headings))
        for line in self._text(body).split("\n"):
            if coming and line == coming[-1].text:
                found.append((coming.pop().id, line, []))
            else:
                found[-1][2].append(line)
        return [Section(id_, heading, "\n".join(lines)) for id_, heading, lines in found]

    def _note(self, text: str) -> str:
        return text if is_plain(text) else self._text(parse_note(text))

    def _text(self, body: Body) -> str:
        """The words of a body; a link without a label reads as the title of what it leads to."""
        shown, at = [], 0
        for link in body.links:
            target = self._linked.cards.get(link.target.partition("#")[0])
            if link.label is None and target:
                shown += [body.text[at : link.start], target.title]
                at = link.end
        return "".join((*shown, body.text[at:]))

    def _titles(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        found = (self._linked.cards.get(id_) for id_ in dict.fromkeys(ids) if id_)
        return tuple(card.title for card in found if card)

    def _lines(self, *texts: str | None) -> str:
        return "\n".join(text for text in texts if text)


_NO_DAY = dates.parse("1000").earliest


def _years(day: dates.Date) -> range:
    years = range(day.earliest.year, day.latest.year + 1)
    return years if len(years) <= LONGEST_SPAN else range(0)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
