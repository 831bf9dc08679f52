"""Document: what the search knows of a page, as the page shows it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from operator import attrgetter
from typing import Any, NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.references import articles_of
from suites.archive import dates
from suites.archive.languages import cldr
from suites.archive.markdown import Body, is_plain, parse, parse_note
from suites.archive.model import Announcement, AnyRecord, Article, Entity, Page, Theme
from suites.site.views import ViewBuilder
from suites.site.views.events import event_id
from suites.site.views.view_models import capital

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
    """A page as the search knows it; all texts are as the page shows them.

    `url` is the page's address below the site's root, with a final `/`. `filters` gives for each
    of `FILTERS` the values that the page has. `facts` is one line: the publisher of an article, and
    the day. `names` are those that the thing itself bears, as weighty as its title; `named` are
    those of entities that it is about and does not always name. `about` are the addresses of the
    announcements that an article reports. `day` (ISO 8601) is for the order of results by date.
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
        """Return the path of the copy for Pagefind, which makes its address."""
        return f"{self.url}index.html"


class _Parts(NamedTuple):
    """Parts of a document that differ between kinds of record.

    `before` and `after` are the texts around the body, `sections` follow it, and `days` are those
    by which the page is found. All else is as in `SearchDocument`.
    """

    filters: Mapping[str, tuple[str, ...]]
    before: tuple[str | None, ...] = ()
    after: tuple[str | None, ...] = ()
    sections: tuple[Section, ...] = ()
    days: tuple[dates.Date | None, ...] = ()
    facts: str = ""
    names: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    about: tuple[str, ...] = ()


def build_document(builder: ViewBuilder, record: AnyRecord) -> SearchDocument:
    """Return the document of a record of any kind."""
    parts = _PARTS_OF[type(record)](builder, record)
    linked, body = builder.linked, builder.linked.bodies[record.id]
    days = [day for day in parts.days if day]
    years = sorted({year for day in days for year in _years(day)})
    own, *headed = _sections(linked, body)
    targets = (linked.link_summaries.get(link.target.partition("#")[0]) for link in body.links)
    linked_names = [one.title for one in targets if one and one.kind in ("entity", "outlet")]
    return SearchDocument(
        url=builder.urls.of(record),
        language=builder.language,
        title=record.title,
        facts=parts.facts,
        day=max((min(day.latest, linked.as_of) for day in days), default=_NO_DAY).isoformat(),
        sections=(
            Section("", "", _lines(*parts.before, own.text, *parts.after)),
            *headed,
            *parts.sections,
        ),
        filters={**parts.filters, "year": tuple(map(str, years))},
        names=parts.names,
        named=tuple(dict.fromkeys((*parts.named, *linked_names))),
        about=parts.about,
    )


def _language(builder: ViewBuilder, lang: str) -> str:
    key = f"search.language-{lang.partition('-')[0]}"
    if key in builder.catalogue:
        return builder.t(key)
    return capital(cldr.language_name(lang, builder.language))


def _article(builder: ViewBuilder, article: Article) -> _Parts:
    linked, t = builder.linked, builder.t
    outlet = _titles(linked, [article.outlet])
    announcements = dict.fromkeys(filter(None, (a.announcement for a in article.annotations)))
    themes = (linked.row_summaries[id_].themes for id_ in announcements)
    people = ((note.speaker, note.via) for note in article.annotations)
    entities = _titles(linked, chain.from_iterable(people))
    day = builder.day(article.published)
    return _Parts(
        before=(article.summary,),
        after=(article.headline, *article.authors),
        facts=builder.listed((*outlet, *([day.text] if day else ()))),
        sections=(*_notes(linked, article), *_full_text(builder, article.id)),
        filters={
            "kind": (t("search.kind-article"),),
            "outlet": outlet,
            "theme": _titles(linked, chain.from_iterable(themes)),
            "entity": entities,
            "language": (_language(builder, article.lang),) if article.lang else (),
        },
        days=(article.published,),
        named=entities,
        about=tuple(builder.urls.of_kind("announcement", id_) for id_ in announcements),
    )


def _notes(linked: LinkedArchive, article: Article) -> Iterator[Section]:
    for anchored in linked.anchored.get(article.id, ()):
        note = anchored.annotation
        texts = (_words(linked, text) for text in (note.note, note.was))
        values = (element.text for element in note.elements.values())
        yield Section(note.id, note.quote.exact, _lines(*texts, *values))


def _full_text(builder: ViewBuilder, id_: str) -> Iterator[Section]:
    """Yield the full text of an article in a private copy."""
    text = (builder.deployment.full_texts or {}).get(id_)
    if text is not None:
        yield Section(FULL_TEXT, builder.t("private.full-text"), parse(text).text)


def _announcement(builder: ViewBuilder, announcement: Announcement) -> _Parts:
    linked = builder.linked
    evidence = chain.from_iterable(event.evidence for event in announcement.events)
    articles = articles_of(evidence)
    outlets = chain.from_iterable(linked.row_summaries[id_].by for id_ in articles)
    actors = _titles(linked, (*announcement.actors, *announcement.products))
    days = tuple(event.on for event in announcement.events)
    last = builder.day(max(filter(None, days), key=attrgetter("latest"), default=None))
    notes = (_words(linked, relation.note) for relation in announcement.relations)
    differences = (
        _lines(builder.element_label(one.element), _words(linked, one.note))
        for one in announcement.discrepancies
    )
    speakers = (event.speaker for event in announcement.events)
    label, signs = builder.archive.label, builder.signs(announcement.id)
    return _Parts(
        before=(announcement.claim,),
        after=(*notes, *differences),
        facts=builder.t("search.last", day=last.text) if last else "",
        sections=tuple(_events(builder, announcement)),
        filters={
            "kind": (builder.t("search.kind-announcement"),),
            "state": tuple(capital(label(one.list, one.value)) for one in signs.given),
            "theme": _titles(linked, announcement.themes),
            "outlet": _titles(linked, outlets),
            "entity": actors,
        },
        days=days,
        named=(*actors, *_titles(linked, speakers)),
    )


def _events(builder: ViewBuilder, announcement: Announcement) -> Iterator[Section]:
    """Yield the events with the quotes that they rest on; the page has an address for each."""
    for place, event in enumerate(announcement.events):
        day = builder.day(event.on)
        quotes = (
            builder.t("search.quote", words=proof.annotation.quote.exact)
            if proof.verbatim
            else proof.annotation.quote.exact
            for proof in map(builder.linked.evidence, event.evidence)
        )
        texts = (_words(builder.linked, text) for text in (event.note, event.review))
        heading = event.occasion or (day.text if day else builder.t("day.unknown"))
        yield Section(event_id(place), heading, _lines(*texts, *quotes))


def _entity(builder: ViewBuilder, entity: Entity) -> _Parts:
    kinds = tuple(capital(builder.archive.label("entity_kind", kind)) for kind in entity.kind)
    own = "outlet" if entity.is_outlet else "entity"
    names = tuple(name.name for name in entity.names)
    short = () if "person" in entity.kind else _initials(names)
    return _Parts({"kind": kinds, own: (entity.title,)}, names=(*names, *short))


def _theme(builder: ViewBuilder, theme: Theme) -> _Parts:
    filters = {"kind": (builder.t("search.kind-theme"),), "theme": (theme.title,)}
    return _Parts(filters, before=(theme.summary,), names=_initials([theme.title]))


def _page(builder: ViewBuilder, page: Page) -> _Parts:
    return _Parts({"kind": (builder.t("search.kind-page"),)}, before=(page.summary,))


_PARTS_OF: Mapping[type[AnyRecord], Callable[[ViewBuilder, Any], _Parts]] = {
    Article: _article,
    Announcement: _announcement,
    Entity: _entity,
    Theme: _theme,
    Page: _page,
}
_NO_DAY = dates.parse("1000").earliest


def _sections(linked: LinkedArchive, body: Body) -> list[Section]:
    """Return a body cut at its headings, of which the first part has none."""
    parts: list[tuple[str, str, list[str]]] = [("", "", [])]
    coming = list(reversed(body.headings))
    for line in linked.words(body).split("\n"):
        if coming and line == coming[-1].text:
            parts.append((coming.pop().id, line, []))
        else:
            parts[-1][2].append(line)
    return [Section(id_, heading, "\n".join(lines)) for id_, heading, lines in parts]


def _titles(linked: LinkedArchive, ids: Iterable[str | None]) -> tuple[str, ...]:
    found = (linked.link_summaries.get(id_) for id_ in dict.fromkeys(ids) if id_)
    return tuple(one.title for one in found if one)


def _words(linked: LinkedArchive, note: str | None) -> str:
    """Return a note as its page shows it."""
    if not note or is_plain(note):
        return note or ""
    return linked.words(parse_note(note))


def _lines(*texts: str | None) -> str:
    return "\n".join(filter(None, texts))


def _years(day: dates.Date) -> range:
    years = range(day.earliest.year, day.latest.year + 1)
    return years if len(years) <= LONGEST_SPAN else range(0)


def _initials(names: Iterable[str]) -> tuple[str, ...]:
    """Return the initials of names of several words, under which they are sought too.

    >>> _initials(["Department of Financial Services", "Intelligence artificielle", "Visa"])
    ('DFS', 'IA')
    """
    found = ([w for w in name.split() if len(w) > 3 or w[0].isupper()] for name in names)
    return tuple("".join(word[0].upper() for word in words) for words in found if len(words) > 1)
