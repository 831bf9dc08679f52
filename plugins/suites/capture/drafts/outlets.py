"""Outlets: the name that a page gives itself, and its host -> an outlet that the archive knows.

`vigie`, `vigie.fr` and `www.vigie.fr` are one outlet; a name of two outlets is none.
"""

import re
from collections import defaultdict
from typing import Literal

from suites.archive.model.archive import Archive
from suites.archive.slugs import slug
from suites.capture.drafts.identifiers import host

DOMAIN = re.compile(r"\.(?:[a-z]{2,3}\.)?[a-z]{2,10}$", re.IGNORECASE)


class Outlets:
    """The outlets of an archive, by their names and the hosts of their home pages."""

    def __init__(self, archive: Archive) -> None:
        self._by_name: defaultdict[str, set[str]] = defaultdict(set)
        self._by_host: defaultdict[str, set[str]] = defaultdict(set)
        for entity in archive.entities.values():
            if entity.is_outlet:
                for name in (entity.id, *(name.name for name in entity.names)):
                    for key in _keys(name):
                        self._by_name[key].add(entity.id)
                for address in entity.same_as:
                    if address.count("/") <= 3:  # a home page; a notice about it has a path
                        self._by_host[host(address)].add(entity.id)
        self._by_name.pop("", None)  # names without any character that counts

    def find(self, name: str, address: str) -> tuple[str, Literal["name", "host", ""]]:
        """Return the id of the outlet, and the ground of that; both empty for none."""
        site = host(address)
        named = [self._by_name.get(key, set()) for key in _keys(name)]
        hosted = [self._by_host.get(site, set()), self._by_name.get(_keys(site)[1], set())]
        if found := next((ids for ids in named if len(ids) == 1), None):
            return min(found), "name"
        if site and (found := next((ids for ids in hosted if len(ids) == 1), None)):
            return min(found), "host"
        return "", ""

    def is_name_of(self, text: str, id_: str) -> bool:
        """Return whether a text is no more than the name of an outlet."""
        return bool(id_) and id_ in self._by_name.get(_keys(text)[0], ())


def _keys(name: str) -> tuple[str, str]:
    """Return a name, and without its domain, in the characters that count."""
    whole, bare = (slug(text).replace("-", "") for text in (name, DOMAIN.sub("", name.strip())))
    return whole, bare
