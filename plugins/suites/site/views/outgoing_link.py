"""Outgoing links: to pages of others, which may change or go, with what makes them last."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from suites.site.views.view_models import Day


class OutgoingLink(NamedTuple):
    """A link to a page of others, robust where a copy of it in a web archive is known.

    `version` is the address of the copy and `on` its day, as far as they are known, `original` that
    of the page where the link goes to its copy. Source: https://robustlinks.mementoweb.org/spec/.
    """

    url: str
    version: str = ""
    on: str = ""
    original: str = ""

    @classmethod
    def to_page(cls, url: str, copies: Sequence[tuple[str, Day | None]]) -> OutgoingLink:
        """Return the link to a page, with the first of its copies whose day is known, else any."""
        links = [cls.to_copy(*copy, url) for copy in copies]
        best = next((one for one in links if one.on), links[0] if links else cls(""))
        return cls(url, best.url, best.on)

    @classmethod
    def to_copy(cls, url: str, day: Day | None, original: str | None) -> OutgoingLink:
        """Return the link to a copy; a date that is no day is no date of a version."""
        on = day.datetime or "" if day else ""
        return cls(url, on=on if len(on) >= len("2022-08-09") else "", original=original or "")
