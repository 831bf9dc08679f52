"""Entities, themes and pages: what articles and announcements are about, and the archive itself."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from suites import terms
from suites.model.values import Address, EdtfDate, Located, Record, Text


class Name(Located):
    """A name of an entity, and when it bore it."""

    name: Text
    since: EdtfDate | None = None
    until: EdtfDate | None = None


class Entity(Record):
    """A person, organisation, outlet, product, regulator or place, through its renames."""

    kind: Annotated[tuple[terms.EntityKind, ...], Field(min_length=1)]
    names: Annotated[tuple[Name, ...], Field(min_length=1)]
    same_as: tuple[Address, ...] = ()

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

    title: Text
    summary: Text


class Page(Record):
    """A page about the archive itself."""

    title: Text
    summary: Text
