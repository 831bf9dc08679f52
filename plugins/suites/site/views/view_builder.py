"""View builder: the linked archive -> the parts that pages share."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import overload

from markupsafe import Markup

from suites.analysis.anchors import Anchor
from suites.analysis.dependencies import DATA_FILES
from suites.analysis.linked_archive import LinkedArchive
from suites.analysis.relatedness import Backlink, Reason, Related
from suites.archive import dates, enumerations, markdown, urls
from suites.archive.dates import Date
from suites.archive.languages import cldr
from suites.archive.languages.catalogue import Catalogue
from suites.archive.markdown import Target
from suites.archive.model import Annotation, Element
from suites.archive.model.values import Record
from suites.site.citations import TemplateStore
from suites.site.views.view_models import (
    ArticleMention,
    Day,
    LinkRow,
    Proof,
    Ref,
    Row,
    Sign,
    Signs,
    Truncated,
)


@dataclass(frozen=True, slots=True)
class Deployment:
    """Where a site is published; text is empty while not known.

    `base` is the absolute path of its root; `url` its own address, and `repository` that of its
    public repository, both without a final slash; `commit` that of its sources. A private copy has
    the `full_texts` of its articles, by id, in Markdown; a public site has None. `forms` are the
    files of the issue forms that the repository has. With `data_files`, the site has the files of
    the whole archive. `reference_templates` keeps those of references from one build to the next,
    and no page depends on it. `engine_size` is that of the database that runs in the browser, in
    bytes; 0 where it is not there.
    """

    base: str = "/"
    url: str = ""
    repository: str = ""
    commit: str = ""
    full_texts: Mapping[str, str] | None = None
    forms: Collection[str] = ()
    data_files: bool = False
    reference_templates: TemplateStore | None = None
    engine_size: int = 0

    def __post_init__(self) -> None:
        """Drop a final slash of the address."""
        object.__setattr__(self, "url", self.url.rstrip("/"))

    def absolute(self, address: str) -> str | None:
        """Return an address in the site with the site's own; None while that is not known."""
        return f"{self.url}/{address}" if self.url else None


class ViewBuilder:
    """The linked archive and the words of its language; methods build the parts of views."""

    def __init__(
        self, linked: LinkedArchive, catalogue: Catalogue, deployment: Deployment | None = None
    ) -> None:
        self.linked = linked
        self.deployment = deployment or Deployment()
        self.archive = linked.archive
        self.catalogue = catalogue
        self.t = catalogue.t
        self.urls = linked.urls
        self.language = linked.archive.settings.language
        self.conventions = linked.archive.language
        self.sign = cache(self._sign)

    @property
    def has_data_files(self) -> bool:
        """Return whether the site has the files of the whole archive, to which a page may link."""
        self.linked.reads.of(DATA_FILES).add("")
        return self.deployment.data_files

    def listed(self, members: Iterable[str]) -> str:
        """Return the parts of a line in one text, without the empty ones: "a, b"."""
        return self.t("list.comma").join(filter(None, members))

    def sentences(self, members: Iterable[str]) -> str:
        """Return sentences without their stops in one text, without the empty ones: "A. B"."""
        return self.t("list.stop").join(filter(None, members))

    def ref(self, id_: str) -> Ref:
        """Return the link to a record; KeyError if it does not exist."""
        summary = self.linked.link_summaries[id_]
        return Ref(self.urls.of_kind(summary.kind, id_), summary.title, summary.kind)

    def target(self, id_: str) -> Target | None:
        """Return the target of a link by id in a text; None when there is none."""
        name, _, fragment = id_.partition("#")
        # No old id is that of another record: such an archive is refused.
        if name not in self.linked.link_summaries:
            name = self.linked.aliases.get(name, name)
            if name not in self.linked.link_summaries:
                return None
        url, title, kind = self.ref(name)
        return Target(f"{url}#{fragment}" if fragment else url, title, kind)

    @property
    def as_of(self) -> Day:
        """Return the day on which the states are computed."""
        return _day(self.linked.as_of.isoformat(), self.language, short=False)

    @overload
    def day(self, date: Date, *, short: bool = False) -> Day: ...

    @overload
    def day(self, date: Date | None, *, short: bool = False) -> Day | None: ...

    def day(self, date: Date | None, *, short: bool = False) -> Day | None:
        """Return a date in words; None when there is none."""
        return None if date is None else _day(date.text, self.language, short=short)

    def note(self, text: str | None, url: str) -> Markup | None:
        """Return the Markdown of a note as HTML, for the page at an address; None for none."""
        if not text:
            return None
        root = urls.root(url)
        return Markup(markdown.render_note(text, self.target, self.conventions, root))

    def passages(self, record: Record) -> Markup:
        """Return a body without annotations as HTML, for the record's own page."""
        passages = markdown.render(
            self.linked.bodies[record.id],
            (),
            self.target,
            self.conventions,
            urls.root(self.urls.of(record)),
            return_label=self.t("note.back-to-text"),
        )
        return Markup("".join(passage.html for passage in passages))

    def _sign(self, list_: str, value: str, kind: str = "") -> Sign:
        """Return a value of a closed list as a sign; `kind` is that of its announcement, if any."""
        return Sign(list_, value, self.archive.label(list_, value, kind=kind))

    def signs(self, id_: str) -> Signs:
        """Return the state of an announcement."""
        summary = self.linked.link_summaries[id_]
        return self.state_signs(id_, summary.stage, summary.verdict, summary.overdue)

    def state_signs(
        self, id_: str, stage: str | None, verdict: str | None, overdue: bool = False
    ) -> Signs:
        """Return a state of an announcement, or the part of it that an event gave."""
        kind = self.linked.link_summaries[id_].announcement_kind
        return Signs(
            stage=self.sign("stage", stage, kind) if stage else None,
            verdict=self.sign("verdict", verdict, kind) if verdict else None,
            overdue=self.sign("computed", enumerations.OVERDUE) if overdue else None,
        )

    def foreign(self, lang: str | None) -> str | None:
        """Return a language, None when it is the site's own."""
        return lang if lang != self.language else None

    def language_name(self, lang: str) -> str:
        """Return a language in words; its name, where the catalogue has none."""
        key = f"language.{lang.partition('-')[0]}"
        return self.t(key) if key in self.catalogue else cldr.language_name(lang, self.language)

    def role(self, annotation: Annotation | Anchor) -> str:
        """Return the role of a passage for its announcement, in words; empty when it has none."""
        if not annotation.role:
            return ""
        role = self.archive.label("role", annotation.role)
        if annotation.extent:
            extent = self.archive.label("extent", annotation.extent)
            return self.t("note.role", role=role, extent=extent)
        return role

    def element(self, element: Element | None) -> str:
        """Return the value of an element as the source words it, else as it is counted."""
        if element is None:
            return ""
        if element.text is not None:
            return element.text
        units = self.archive.vocabulary.units
        unit = units[element.unit][self.language] if element.unit else ""
        value = self.t("note.element", value=element.value, unit=unit).strip()
        per = units[element.per][self.language] if element.per else ""
        return value + self.t("note.per", per=per) if per else value

    def element_label(self, name: str) -> str:
        """Return the label of a kind of element."""
        return self.archive.vocabulary.elements[name].label[self.language]

    def source(self, article: str) -> str:
        """Return the publisher of an article, in words."""
        by = self.linked.row_summaries[article].by
        return self.linked.link_summaries[by[0]].title if by else self.t("article.no-outlet")

    def proof(self, reference: str) -> Proof:
        """Return the evidence that `article#annotation` names; KeyError where there is none."""
        anchor = self.linked.anchor(reference)
        if anchor is None:
            raise KeyError(reference)
        article = reference.partition("#")[0]
        lang = anchor.lang
        if anchor.verbatim:
            lang = lang or self.linked.row_summaries[article].lang
        return Proof(
            url=f"{self.urls.of_kind('article', article)}#{anchor.id}",
            quote=anchor.words,
            lang=self.foreign(lang),
            verbatim=anchor.verbatim,
            source=self.source(article),
            day=self._row_day(article),
        )

    def row(self, id_: str) -> Row:
        """Return the row of an announcement or an article in a listing.

        An announcement is dated by its first event, and has its actors and its claim; an article
        has its outlet and its standfirst.
        """
        summary = self.linked.row_summaries[id_]
        ref = self.ref(id_)
        is_article = ref.kind == "article"
        actors = (self.linked.link_summaries[one].title for one in summary.by)
        term = dates.term(dates.parse(summary.due), self.language) if summary.due else ""
        return Row(
            ref=ref,
            day=self._row_day(id_),
            by=self.source(id_) if is_article else self.listed(actors),
            text=summary.text,
            signs=None if is_article else self.signs(id_),
            term=self.t("listing.term", term=term) if term else "",
        )

    def mentions(self, id_: str) -> Truncated[ArticleMention]:
        """Return the articles with annotations about a record, each once, with its passages."""
        annotations: dict[str, list[str]] = {}
        for mention in self.linked.mentions.get(id_, ()):
            annotations.setdefault(mention.article, []).append(mention.annotation)

        def row(article: str) -> ArticleMention:
            roles = {one.id: self.role(one) for one in self.linked.anchors[article]}
            ids = annotations[article]
            passages = tuple((roles[one], self.proof(f"{article}#{one}")) for one in ids)
            return ArticleMention(self.row(article), passages)

        return Truncated.of(list(annotations)).map(row)

    def backlinks(self, id_: str, *above: Iterable[Row | LinkRow]) -> Truncated[LinkRow]:
        """Return the texts that link to a record, without those shown `above`."""
        shown = {urls.id_of(row.ref.url) for row in chain(*above)}
        links = self.linked.backlinks.get(id_, ())
        return Truncated.of([one for one in links if one.origin not in shown]).map(self._backlink)

    def related(self, records: Iterable[Related]) -> Truncated[LinkRow]:
        """Return related announcements or articles, each with the reason in words."""
        return Truncated(tuple(map(self._related, records)))

    def _row_day(self, id_: str) -> Day | None:
        day = self.linked.row_summaries[id_].day
        return _day(day, self.language, short=True) if day else None

    def _backlink(self, link: Backlink) -> LinkRow:
        ref = self.ref(link.origin)
        return LinkRow(ref, label=self.t(f"kind.{ref.kind}"), why=link.sentence)

    def _related(self, one: Related) -> LinkRow:
        ref = self.ref(one.other)
        return LinkRow(
            ref,
            why=self.t("related.separator").join(map(self._reason, one.reasons)),
            signs=self.signs(one.other) if ref.kind == "announcement" else None,
        )

    def _reason(self, reason: Reason) -> str:
        titles = [self.linked.link_summaries[id_].title for id_ in reason.ids]
        key, shown = f"related.{reason.kind}", self.listed(titles[:2])
        if len(titles) > 2:
            return self.t(f"{key}-many", n=len(titles))
        return self.t(key, n=len(titles), titles=shown)


@cache
def _day(text: str, language: str, *, short: bool) -> Day:
    """Return a date, as EDTF, in words."""
    date = dates.parse(text)
    return Day(dates.label(date, language, short=short), dates.html_datetime(date))
