"""Documents: what the search knows of each page, as the page shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import chain
from typing import Any

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.relatedness import Evidence
from suites.archive import dates, urls
from suites.archive.languages.catalogue import Catalogue
from suites.archive.markdown import Body, is_plain, parse, parse_note
from suites.archive.model import Announcement, AnyRecord, Article, Entity, Page, Theme
from suites.site.views.state import event_id

FILTERS = ("kind", "state", "theme", "outlet", "entity", "year", "language")

FULL_TEXT = "s_full_text"
"""The id of the full text in the page of its article."""

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
    when. `names` are those that the thing itself bears, as weighty as its title; `named` are those
    whom it is about and does not always name. `about` are the addresses of the announcements that
    an article reports. `day` (ISO 8601) is for the order of results by date.
    """

    url: str
    language: str
    title: str
    facts: str
    day: str
    sections: tuple[Section, ...]
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    about: tuple[str, ...] = ()

    @property
    def path(self) -> str:
        """Where the copy lies in the folder that Pagefind reads, which makes its address."""
        return f"{self.url}index.html"


def documents(linked: LinkedArchive, catalogue: Catalogue) -> Iterator[SearchDocument]:
    """A document for each article, announcement, entity, outlet, theme and page, in this order."""
    make = Documents(linked, catalogue)
    yield from map(make.document, linked.archive.records())


class Documents:
    """Makes the document of a record.

    `full_texts` are those of a private copy: Markdown by the id of an article.
    """

    def __init__(
        self,
        linked: LinkedArchive,
        catalogue: Catalogue,
        full_texts: Mapping[str, str] | None = None,
    ) -> None:
        self._linked = linked
        self._full_texts = full_texts or {}
        self._archive = linked.archive
        self._catalogue = catalogue
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
        day = dates.label(article.published, self._language) if article.published else ""
        announcements = dict.fromkeys(filter(None, (a.announcement for a in article.annotations)))
        themes = (self._linked.row_summaries[id_].themes for id_ in announcements)
        people = ((one.speaker, one.via) for one in article.annotations)
        entities = self._titles(chain.from_iterable(people))
        notes = (
            Section(
                one.annotation.id,
                one.annotation.quote.exact,
                self._lines(
                    self._note(one.annotation.note),
                    self._note(one.annotation.was or ""),
                    *(element.text for element in one.annotation.elements.values()),
                ),
            )
            for one in self._linked.anchored.get(article.id, ())
        )
        return self._document(
            article,
            (article.summary,),
            (article.headline, self._lines(*article.authors)),
            facts=", ".join((*outlet, *filter(None, [day]))),
            parts=(*notes, *self._full_text(article.id)),
            filters={
                "kind": (self._t("search.kind-article"),),
                "outlet": outlet,
                "theme": self._titles(chain.from_iterable(themes)),
                "entity": entities,
                "language": (self._language_name(article.lang),) if article.lang else (),
            },
            when=(article.published,),
            named=entities,
            about=tuple(urls.of_kind("announcement", id_) for id_ in announcements),
        )

    def _full_text(self, id_: str) -> Iterator[Section]:
        if id_ in self._full_texts:
            text = parse(self._full_texts[id_]).text
            yield Section(FULL_TEXT, self._t("private.full-text"), text)

    def _announcement(self, announcement: Announcement) -> SearchDocument:
        state = self._linked.states[announcement.id]
        evidence = chain.from_iterable(event.evidence for event in announcement.events)
        articles = dict.fromkeys(reference.partition("#")[0] for reference in evidence)
        speakers = (event.speaker for event in announcement.events)
        label = self._archive.label
        states = [
            *([label("stage", state.stage)] if state.stage else ()),
            *([] if announcement.kind == "fact" else [label("verdict", state.verdict)]),
            *([label("computed", "overdue")] if state.overdue else ()),
        ]
        actors = self._titles((*announcement.actors, *announcement.products))
        last = max(
            (event.on for event in announcement.events if event.on), key=_latest, default=None
        )
        return self._document(
            announcement,
            (announcement.claim,),
            (
                *(relation.note for relation in announcement.relations),
                *(self._lines(one.element, one.note) for one in announcement.discrepancies),
            ),
            facts=self._t("search.last", day=dates.label(last, self._language)) if last else "",
            parts=self._events(announcement),
            filters={
                "kind": (self._t("search.kind-announcement"),),
                "state": tuple(map(_capital, states)),
                "theme": self._titles(announcement.themes),
                "outlet": self._titles(
                    chain.from_iterable(self._linked.row_summaries[one].by for one in articles)
                ),
                "entity": actors,
            },
            when=(event.on for event in announcement.events),
            named=(*actors, *self._titles(speakers)),
        )

    def _events(self, announcement: Announcement) -> Iterator[Section]:
        """What happened, each with the words that it rests on; its page has an address for each."""
        for place, event in enumerate(announcement.events):
            day = dates.label(event.on, self._language) if event.on else self._t("day.unknown")
            quotes = map(self._quoted, map(self._linked.evidence, event.evidence))
            yield Section(
                event_id(place),
                self._lines(event.occasion) or day,
                self._lines(event.note, event.review, *quotes),
            )

    def _quoted(self, one: Evidence) -> str:
        words = one.annotation.quote.exact
        return self._t("search.quote", words=words) if one.verbatim else words

    def _entity(self, entity: Entity) -> SearchDocument:
        kinds = tuple(_capital(self._archive.label("entity_kind", kind)) for kind in entity.kind)
        own = "outlet" if entity.is_outlet else "entity"
        names = tuple(name.name for name in entity.names)
        short = () if "person" in entity.kind else _initials(names)
        return self._document(
            entity, (), filters={"kind": kinds, own: (entity.title,)}, names=(*names, *short)
        )

    def _theme(self, theme: Theme) -> SearchDocument:
        kind = self._t("search.kind-theme")
        return self._document(
            theme,
            (theme.summary,),
            filters={"kind": (kind,), "theme": (theme.title,)},
            names=_initials((theme.title,)),
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
        parts: Iterable[Section] = (),
        when: Iterable[dates.Date | None] = (),
        names: tuple[str, ...] = (),
        named: tuple[str, ...] = (),
        about: tuple[str, ...] = (),
    ) -> SearchDocument:
        days = [day for day in when if day]
        own, *headed = self._sections(self._linked.bodies[record.id])
        years = sorted({year for day in days for year in _years(day)})
        return SearchDocument(
            url=urls.of(record),
            language=self._language,
            title=record.title,
            facts=facts,
            day=max(
                (min(day.latest, self._linked.as_of) for day in days), default=_NO_DAY
            ).isoformat(),
            sections=(Section("", "", self._lines(*before, own.text, *after)), *headed, *parts),
            filters=filters | {"year": tuple(map(str, years))},
            names=names,
            named=self._named(record, named),
            about=about,
        )

    def _named(self, record: AnyRecord, named: Iterable[str]) -> tuple[str, ...]:
        """The names given, then those of the entities to which the text of a record leads."""
        links = self._linked.bodies[record.id].links
        cards = [self._linked.link_summaries.get(link.target.partition("#")[0]) for link in links]
        found = [card.title for card in cards if card and card.kind in ("entity", "outlet")]
        return tuple(dict.fromkeys((*named, *found)))

    def _language_name(self, tag: str) -> str:
        key = f"search.language-{tag.partition('-')[0]}"
        return self._t(key) if key in self._catalogue else tag

    def _sections(self, body: Body) -> list[Section]:
        """The body cut at its headings; what stands before the first one comes first."""
        if not body.headings:
            return [Section("", "", self._linked.words(body))]
        found: list[tuple[str, str, list[str]]] = [("", "", [])]
        coming = list(reversed(body.headings))
        for line in self._linked.words(body).split("\n"):
            if coming and line == coming[-1].text:
                found.append((coming.pop().id, line, []))
            else:
                found[-1][2].append(line)
        return [Section(id_, heading, "\n".join(lines)) for id_, heading, lines in found]

    def _note(self, text: str) -> str:
        return text if is_plain(text) else self._linked.words(parse_note(text))

    def _titles(self, ids: Iterable[str | None]) -> tuple[str, ...]:
        find = self._linked.link_summaries.get
        return tuple([card.title for id_ in dict.fromkeys(ids) if id_ and (card := find(id_))])

    def _lines(self, *texts: str | None) -> str:
        return "\n".join([text for text in texts if text])


_NO_DAY = dates.parse("1000").earliest


def _latest(day: dates.Date) -> date:
    return day.latest


def _years(day: dates.Date) -> range:
    years = range(day.earliest.year, day.latest.year + 1)
    return years if len(years) <= LONGEST_SPAN else range(0)


def _initials(names: Iterable[str]) -> tuple[str, ...]:
    """The initials of names of several words, under which they are sought too.

    >>> _initials(["Department of Financial Services", "Intelligence artificielle", "Visa"])
    ('DFS', 'IA')
    """
    found = ([w for w in name.split() if len(w) > 3 or w[0].isupper()] for name in names)
    return tuple("".join(word[0].upper() for word in words) for words in found if len(words) > 1)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
