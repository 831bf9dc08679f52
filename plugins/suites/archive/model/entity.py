"""Entities, themes and pages: what articles and announcements are about, and the archive itself."""

from __future__ import annotations

from datetime import date

from suites.archive import enumerations
from suites.archive.model.values import (
    Address,
    AtLeastOne,
    EdtfDate,
    Located,
    Prose,
    ProseTitle,
    Record,
    Some,
    Title,
)


class Name(Located):
    """A name of an entity, and when it bore it."""

    name: Title
    since: EdtfDate | None = None
    until: EdtfDate | None = None


class Entity(Record):
    """A person, organisation, outlet, product, regulator or place, through its renames."""

    kind: AtLeastOne[enumerations.EntityKind]
    names: AtLeastOne[Name]
    same_as: Some[Address] = ()

    @property
    def title(self) -> str:
        """The name in use: the last one without an end, else the last one."""
        current = [name for name in self.names if name.until is None]
        return (current or list(self.names))[-1].name

    def name_on(self, day: date) -> str:
        """The name that it bore on a day; its title where the names do not say."""
        borne = [
            name.name
            for name in self.names
            if (name.since is None or name.since.earliest <= day)
            and (name.until is None or name.until.latest >= day)
        ]
        return borne[-1] if borne else self.title

    @property
    def is_outlet(self) -> bool:
        """Whether articles may be published by it; outlets have pages of their own."""
        return "outlet" in self.kind


class Theme(Record):
    """A subject under which announcements are gathered."""

    title: ProseTitle
    summary: Prose


class Page(Record):
    """A page about the archive itself."""

    title: ProseTitle
    summary: Prose
