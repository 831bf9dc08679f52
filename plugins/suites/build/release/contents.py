"""Contents of a release: which files of the site it has, and what it says of itself.

    addresses of the site -> kept -> addresses in the release
    archive, revision of its sources -> Words -> README.txt, bag-info.txt, what pages say

The data are part of the site, and lie there alone.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from suites import __version__
from suites.archive import slugs
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.problems import printable
from suites.archive.urls import INDEX, NOT_FOUND, Urls
from suites.build.release.bag import MANIFEST as BAG_MANIFEST
from suites.build.release.pages import Release
from suites.build.release.sources import Revision
from suites.build.staging import MANIFEST
from suites.site.exports.sitemap import ROBOTS
from suites.site.views import Deployment, ViewBuilder

if TYPE_CHECKING:
    from suites.build.builder import Builder

README = "README.txt"
VERIFY = f"    sha256sum -c {BAG_MANIFEST}"
AGENT = f"Suites données {__version__}"

_OF_SCRIPTS = (".js", ".mjs", ".wasm")
_SITEMAP = re.compile(r"sitemap(-\d+)?\.xml")
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"%*:<>?\\|]')
"""Signs that some disk refuses in a name, or that `sha256sum -c` and BagIt read differently."""


def release_name(title: str, version: str) -> str:
    """Return the name of a release, which its folder has too; no program takes it for an option.

    >>> release_name("Le tram", "1.0"), release_name("ترام", "1.0")
    ('le-tram-1.0', 'archive-1.0')
    """
    return f"{slugs.slug(title)[: slugs.MAX_ID].strip('-') or 'archive'}-{version}"


def kept(addresses: Iterable[str], urls: Urls) -> list[str]:
    """Return the files of a site that a release has, sorted.

    Left out are scripts and what only these read, the index of the search, and what a server
    answers with, or tells robots.
    """
    left_out = {MANIFEST, NOT_FOUND, ROBOTS, urls.opensearch, urls.search_names}
    left_out.add(urls.composer_archive)
    return sorted(
        one
        for one in addresses
        if one not in left_out
        and not one.startswith(INDEX)
        and not one.endswith(_OF_SCRIPTS)
        and not _SITEMAP.fullmatch(one)
    )


def refuse_names(paths: Iterable[str]) -> None:
    """Raise SystemExit for a file that is not unpacked everywhere, or only over another one."""
    seen: dict[str, str] = {}
    for path in sorted(paths):
        if _UNSAFE.search(path):
            raise SystemExit(f"{printable(path)} has a sign that not every disk takes: rename it")
        if other := seen.get(path.casefold()):
            shown = f"{printable(other)} and {printable(path)}"
            raise SystemExit(f"{shown} differ in capitals alone, which not every disk tells apart")
        seen[path.casefold()] = path


class Words(NamedTuple):
    """What a release says of itself, in the language of its archive."""

    builder: ViewBuilder
    revision: Revision
    base: str
    name: str

    @classmethod
    def of(cls, site: Builder, revision: Revision, name: str) -> Words:
        """Return what the release of a built site is to say; `name` is its own."""
        settings, linked = site.settings, site.linked
        catalogue = read_catalogue(linked.archive.settings.language)
        deployment = Deployment(
            settings.base, settings.site_url, settings.repository, revision.commit
        )
        return cls(ViewBuilder(linked, catalogue, deployment), revision, settings.base, name)

    def local_pages(self, files: Iterable[str]) -> Release:
        """Return what the pages of the release rest on, whose files in the site are given."""
        url = self.builder.deployment.url
        template = self.builder.catalogue.template
        no_server = template("release.no-server-online" if url else "release.no-server")
        return Release(frozenset(files), self.base, url, no_server)

    def readme(self, files: Iterable[str]) -> str:
        """Return the text that lies on top of the release, whose files in the site are given."""
        t, urls, settings = self.builder.t, self.builder.urls, self.builder.archive.settings
        url = self.builder.deployment.url
        has_data = any(one.startswith(urls.data) for one in files)
        said = (
            f"{self.builder.sentences((settings.title, settings.subject))}\n{settings.description}",
            t("release.version", version=self.revision.version, day=self.builder.as_of.text),
            t("release.open", file="data/site/index.html"),
            t("release.data", folder=f"data/site/{urls.data}") if has_data else "",
            t("release.sources", folder="data/sources/content/"),
            t("release.online", address=url) if url else "",
            t("frame.rights", licence=settings.rights.texts),
            t("release.verify"),
        )
        return "\n\n".join((*map(_wrapped, filter(None, said)), VERIFY)) + "\n"

    def info(self) -> list[tuple[str, str]]:
        """Return what `bag-info.txt` says, by the names of RFC 8493; nothing of it is of today."""
        settings, url = self.builder.archive.settings, self.builder.deployment.url
        found = (
            ("Source-Organization", settings.title),
            ("Contact-Email", settings.contact or ""),
            ("External-Description", f"{settings.subject}. {settings.description}"),
            ("External-Identifier", self.name),
            ("External-Identifier", url),
            ("Internal-Sender-Identifier", self.revision.commit),
            (
                "Internal-Sender-Description",
                self.builder.t("frame.rights", licence=settings.rights.texts),
            ),
            ("Bagging-Date", self.revision.moment.date().isoformat()),
            ("Bag-Software-Agent", AGENT),
        )
        return [(name, value) for name, value in found if value]


def _wrapped(paragraph: str) -> str:
    lines = paragraph.split("\n")
    folded = (
        textwrap.fill(one, 78, break_long_words=False, break_on_hyphens=False) for one in lines
    )
    return "\n".join(folded)
