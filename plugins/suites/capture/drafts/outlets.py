"""Outlets: the name that a page gives itself, and its host -> an outlet that the archive knows.

`24matins`, `24matins.fr` and `www.24matins.fr` are one outlet; what two outlets could be is none.
"""

from __future__ import annotations

import re

from suites.archive.model.archive import Archive
from suites.capture.drafts.identifiers import host, slug

DOMAIN = re.compile(r"\.(?:[a-z]{2,3}\.)?[a-z]{2,10}$", re.IGNORECASE)


class Outlets:
    """The outlets of an archive, by their names and the hosts of their home pages."""

    def __init__(self, archive: Archive) -> None:
        self._by_name: dict[str, set[str]] = {}
        self._by_host: dict[str, set[str]] = {}
        for entity in archive.entities.values():
            if not entity.is_outlet:
                continue
            for name in (entity.id, *(name.name for name in entity.names)):
                for key in (_squashed(name), _squashed(DOMAIN.sub("", name))):
                    self._by_name.setdefault(key, set()).add(entity.id)
            for address in entity.same_as:
                if address.count("/") <= 3:  # a home page; a notice about it has a path
                    self._by_host.setdefault(host(address), set()).add(entity.id)

    def find(self, name: str, address: str) -> tuple[str, str]:
        """The id of the outlet, and what it was known by: `name`, `host`, or empty for none."""
        for key in (_squashed(name), _squashed(DOMAIN.sub("", name.strip()))):
            if found := _one(self._by_name, key):
                return found, "name"
        where = host(address)
        found = _one(self._by_host, where) or _one(self._by_name, _squashed(DOMAIN.sub("", where)))
        return (found, "host") if found else ("", "")

    def is_name_of(self, text: str, id_: str) -> bool:
        """Whether a text is no more than the name of an outlet."""
        return bool(id_) and id_ in self._by_name.get(_squashed(text), ())


def _squashed(name: str) -> str:
    return slug(name).replace("-", "")


def _one(table: dict[str, set[str]], key: str) -> str:
    found = table.get(key, set()) if key else set()
    return next(iter(found)) if len(found) == 1 else ""
