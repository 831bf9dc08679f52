"""The guide: how a reader who knows neither git nor YAML reports, corrects, annotates and proposes.

It stands on the page for contributors, below the archive's own words, and says what holds where the
site is published: with a public repository or without, with a contact or without. Buttons are named
by the entries of the catalogue that they have themselves.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urlencode

from markupsafe import Markup

from suites.archive.languages import data
from suites.site.views import reach
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import ContactOption

LABELS = {
    "report": "frame.report",
    "correct": "frame.correct",
    "record": "composer.record",
    "open": "composer.open",
    "standing": "composer.standing",
    "own": "composer.own",
    "body": "field.body",
    "part": "composer.part-annotations",
    "part_event": "composer.part-events",
    "noting": "composer.correct",
    "problems": "composer.problems",
    "annotate": "composer.annotate",
    "note": "field.note",
    "kind": "field.kind",
    "announcement": "field.announcement",
    "role": "field.role",
    "title": "field.title",
    "headline": "field.headline",
    "outlet": "field.outlet",
    "published": "field.published",
    "url": "field.url",
    "summary": "field.summary",
    "claim": "field.claim",
    "actors": "field.actors",
    "themes": "field.themes",
    "on": "field.on",
    "stage": "field.stage",
    "due": "field.due",
    "evidence": "field.evidence",
    "whole": "composer.whole-text",
    "take": "composer.take-selected",
    "name": "field.proposer",
    "why": "field.why",
    "propose": "composer.propose-github",
    "copy": "composer.copy",
    "paste": "composer.paste",
    "download": "composer.download",
    "save": "composer.save",
    "rebase": "composer.rebase",
    "source": "cite.source",
}
"""What is pressed or filled in, by its name in the texts of the guide."""

GITHUB = {
    "fork": "Fork this repository",
    "change": "Propose changes",
    "commit": "Commit changes…",
    "pull": "Create pull request",
}
"""The buttons of GitHub, which speaks English to everybody."""

CODE = {"contributing": "CONTRIBUTING.md", "check": "make check", "serve": "make serve"}

PICTURES = {
    "report": ("foot",),
    "correct": ("standing", "correct"),
    "annotate": ("select", "note"),
    "article": ("article",),
    "send": ("send",),
    "refused": ("problem", "mended"),
}
"""The pictures of each part, which `make pictures` takes."""

REFUSED = {
    "none": "composer.quote-none",
    "many": "composer.quote-many",
    "cut": "composer.quote-cut",
    "long": "problem.note-too-long",
    "outdated": "composer.outdated",
}
"""What the composer says most often of what is wrong, by what the guide answers."""


class Picture(NamedTuple):
    """A picture of the site: its file below `pictures/`, what it shows, its size in CSS pixels."""

    file: str
    alt: str
    width: int
    height: int


class GuidePart(NamedTuple):
    """A part of the guide: paragraphs, then steps, pictures, and messages with what to do then."""

    name: str
    title: str
    paragraphs: tuple[str, ...]
    steps: tuple[str, ...]
    pictures: tuple[Picture, ...]
    remedies: tuple[tuple[str, str], ...]


def parts(builder: ViewBuilder, root: str) -> tuple[GuidePart, ...]:
    """Return the parts of the guide in their order; `root` is the way to the root of the site.

    Where nobody can be reached, none is about reporting.
    """
    t = builder.t
    ways = reach.options(builder, reach.pages(builder)[1])
    form, announcement_form = (
        next((way for way in ways if way.label == t(f"reach.{kind}")), None)
        for kind in ("article", "announcement")
    )
    known = {
        "issue": ways[0] if ways else None,
        "contact": ways[-1] if builder.archive.settings.contact else None,
        "form": form,
        "announcement_form": announcement_form,
    }
    values = _values(builder, root) | {name: _way(way) for name, way in known.items() if way}

    def said(part: str, keys: Iterable[str]) -> tuple[str, ...]:
        return tuple(t(f"guide.{part}-{key}", **values) for key in keys)

    def remedies() -> Iterator[tuple[str, str]]:
        for key, message in REFUSED.items():
            yield t(message, n=2), t(f"guide.refused-{key}", **values)

    return tuple(
        GuidePart(
            name,
            t(f"guide.{name}"),
            said(name, paragraphs),
            said(name, steps),
            tuple(_pictures(builder, name)),
            tuple(remedies()) if name == "refused" else (),
        )
        for name, paragraphs, steps in _outline(
            public=bool(builder.deployment.repository),
            contact=known["contact"] is not None,
            form=form is not None,
            announcement_form=announcement_form is not None,
        )
    )


Keys = tuple[str, ...]


def _outline(
    *, public: bool, contact: bool, form: bool, announcement_form: bool
) -> Iterator[tuple[str, Keys, Keys]]:
    """Yield each part with its paragraphs and its steps, by their keys, for what is known.

    That is a public repository, a contact, and the forms on which an article and an
    announcement can be proposed.
    """
    where = "public" if public else "alone"
    yield "begin", ("intro", where, *(("free",) if public and contact else ())), ()
    if public or contact:
        more = ("send", *(("mail",) if contact else ())) if public else ()
        yield "report", (), ("open", f"follow-{where}", "say", *more)
    choose = "foot" if public or contact else "choose"
    yield "correct", (), (choose, "open", "write", "noting", "check")
    yield "annotate", (), ("select", "follow", "write", "kind", "check")
    yield (
        "article",
        ("form",) if form else (),
        ("begin", "head", "account", "notes", "check"),
    )
    yield (
        "announce",
        (*(("form",) if announcement_form else ()), "article"),
        ("begin", "head", "event", "evidence", "check"),
    )
    if public:
        yield "send", (), ("name", "open", "fork", "pull", "long")
    else:
        yield "send", ("local",), ("name", "download", "mail" if contact else "hand")
    yield "refused", ("intro",), ()
    yield "after", ("checked", "read", "asked", "shown") if public else ("read", "shown"), ()
    yield "git", ("file", *(("repository",) if public else ())), ()


def _values(builder: ViewBuilder, root: str) -> dict[str, object]:
    """Return what the texts of the guide name: labels, links and limits."""
    t, urls, limits = builder.t, builder.urls, builder.archive.settings.rights
    least, most = limits.account_words
    composer = f"{root}{urls.composer}"
    return {
        **{name: Markup("<b>{}</b>").format(t(key)) for name, key in LABELS.items()},
        **{name: Markup('<b lang="en">{}</b>').format(text) for name, text in GITHUB.items()},
        **{name: Markup("<code>{}</code>").format(text) for name, text in CODE.items()},
        "composer": _link(composer, t("composer.title")),
        "new": _link(f"{composer}?{urlencode({'new': 'article'})}", t("composer.new-article")),
        "new_announcement": _link(
            f"{composer}?{urlencode({'new': 'announcement'})}", t("composer.new-announcement")
        ),
        "articles": _link(f"{root}{urls.articles}", t("home.all-articles")),
        "sending": _link("#s_send", t("guide.send")),
        "repository": _link(builder.deployment.repository, builder.deployment.repository),
        "note_words": limits.note_words,
        "least": least,
        "most": most,
        "quotation_words": limits.quotation_words,
    }


def _link(url: str, text: str) -> Markup:
    return Markup('<a href="{}">{}</a>').format(url, text)


def _way(way: ContactOption) -> str:
    return _link(way.url, way.text) if way.url else way.text


def _pictures(builder: ViewBuilder, part: str) -> Iterator[Picture]:
    known = data.pictures(builder.language)
    for name in PICTURES.get(part, ()):
        # Without a repository, the button that is shown is not there.
        if name == "send" and not builder.deployment.repository:
            continue
        if raw := known.get(name):
            # A PNG begins with its size; the pictures have two pixels to a CSS pixel.
            width, height = (int.from_bytes(raw[at : at + 4], "big") // 2 for at in (16, 20))
            yield Picture(f"{name}.png", builder.t(f"guide.picture-{name}"), width, height)
