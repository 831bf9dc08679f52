"""The history of an announcement: each event with its changes and its evidence."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from markupsafe import Markup

from suites.analysis import history
from suites.analysis.history import PastEvent
from suites.analysis.references import articles_of
from suites.archive import dates, enumerations
from suites.archive.dates import Date
from suites.archive.model import Announcement, Event
from suites.site.views.outgoing_link import OutgoingLink
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day, Proof, Ref, Sign

ENOUGH_READINGS = 2
"""How many readings a verdict should have."""


class ReadingsView(NamedTuple):
    """The readings of a verdict, or of the stage that ends a fact.

    `readers` says who read it and when, `differed` what a reading found instead.
    """

    twice: bool
    readers: str
    differed: tuple[str, ...]


class EventView(NamedTuple):
    """An event of the history, with its changes in words.

    `bullet` is the stage reached by then, or the verdict where that is all the event gave; `lone`
    says that all of its evidence is of one outlet. `outside` are pages outside the archive: the
    name of each, its link where its address is known, and the annotation that cites it, if any.
    """

    id: str
    day: Day | None
    bullet: Sign | None
    changes: tuple[str, ...]
    stage: Sign | None
    verdict: Sign | None
    speaker: Ref | None
    occasion: str | None
    review: Markup | None
    note: Markup | None
    proofs: tuple[Proof, ...]
    lone: bool
    outside: tuple[tuple[str, OutgoingLink | None, Proof | None], ...]
    readings: ReadingsView | None


EventViews = Mapping[int, EventView]
"""Events of an announcement by identity, for two of them may say the same."""


def event_id(place: int) -> str:
    """Return the id of an event on the page of its announcement, by its place in the record."""
    return f"event_{place + 1}"


def event_views(
    builder: ViewBuilder, announcement: Announcement, events: Iterable[Event]
) -> EventViews:
    """Return the views of events of an announcement."""
    url = builder.urls.of(announcement)
    ids = {id(event): event_id(place) for place, event in enumerate(announcement.events)}
    stage, views = None, {}
    for event in events:
        signs = builder.state_signs(announcement.id, event.stage, event.verdict)
        stage = signs.stage or stage
        articles = articles_of(event.evidence)
        views[id(event)] = EventView(
            id=ids[id(event)],
            day=builder.day(event.on),
            bullet=signs.stage or signs.verdict or stage,
            changes=tuple(changes(builder, event)),
            stage=signs.stage,
            verdict=signs.verdict,
            speaker=builder.ref(event.speaker) if event.speaker else None,
            occasion=event.occasion,
            review=builder.note(event.review, url),
            note=builder.note(event.note, url),
            proofs=tuple(map(builder.proof, event.evidence)),
            lone=len({outlet_of(builder, id_) for id_ in articles}) == 1,
            outside=tuple(
                (
                    source.name,
                    OutgoingLink(source.url) if source.url else None,
                    builder.proof(source.cited_by) if source.cited_by else None,
                )
                for source in event.outside
            ),
            readings=readings(builder, announcement, event),
        )
    return views


def outlet_of(builder: ViewBuilder, article: str) -> str:
    """Return the outlet of an article; one without a known outlet counts as one of its own."""
    return next(iter(builder.linked.row_summaries[article].by), article)


def changes(builder: ViewBuilder, event: Event | PastEvent) -> list[str]:
    """Return the changes that an event made beside stage and verdict, in words."""
    t, label = builder.t, builder.archive.label
    words = []
    if event.modality:
        words.append(label("modality", event.modality))
    if event.due:
        term = term_words(builder, event.due)
        words.append(t("event.due", term=term) if isinstance(event.due, Date) else term)
    if event.reason:
        words.append(t("event.reason", reason=label("reason", event.reason)))
    if event.review:
        words.append(t("event.review"))
    return words


def term_words(builder: ViewBuilder, due: Date | str) -> str:
    """Return a term in words: when, that there was none, or that it was taken back."""
    if isinstance(due, Date):
        return dates.term(due, builder.language)
    return builder.t(f"event.due-{due}")


def attribution(builder: ViewBuilder, event: PastEvent) -> str:
    """Return the speaker, the occasion and the day of an event, as far as they are known."""
    speaker = builder.ref(event.speaker).title if event.speaker else ""
    day = builder.day(event.on, short=True)
    return builder.listed((speaker, event.occasion or "", day.text if day else ""))


def readings(builder: ViewBuilder, announcement: Announcement, event: Event) -> ReadingsView | None:
    """Return how the event was read; None where no reading is expected, and none was made."""
    if history.judgement(announcement, event) is None and not event.read:
        return None
    t, label, readers, differed = builder.t, builder.archive.label, [], []
    for one in event.read:
        role = label("reader_role", one.role)
        readers.append(t("reading.by", role=role, day=builder.day(one.on).text))
        if one.found:
            list_ = "verdict" if one.found in enumerations.LISTS["verdict"] else "stage"
            differed.append(t("reading.differed", role=role, found=label(list_, one.found)))
    return ReadingsView(
        len(event.read) >= ENOUGH_READINGS, t("reading.separator").join(readers), tuple(differed)
    )
