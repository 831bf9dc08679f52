"""The data set: all that the archive says, described and cited as one thing.

    builder -> Dataset, for the page on the data
            -> item, as CSL-JSON
            -> node, as schema.org has it

Its version is the day of the states, with the revision of the sources where that is known; its DOI
and the time that it covers are those of the settings.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from suites.archive import dates, slugs
from suites.archive.dates import Date
from suites.archive.enumerations import rights_url
from suites.site.views.view_builder import ViewBuilder
from suites.site.views.view_models import Day

SHOWN_REVISION = 10
"""Signs of the hash of a commit that are shown; the link and the metadata have all of them."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The data set in words: its version, the address of its revision, its period, its DOI."""

    title: str
    version: str
    revision_url: str | None
    period: Day | None
    doi: str | None
    doi_url: str | None


def dataset(builder: ViewBuilder) -> Dataset:
    """Return the data set in words."""
    t, settings, deployment = builder.t, builder.archive.settings, builder.deployment
    day, commit = builder.as_of.text, deployment.commit
    version = t("data.version-text", day=day)
    if commit:
        version = t("data.version-commit", day=day, commit=commit[:SHOWN_REVISION])
    is_public = bool(commit and deployment.repository)
    return Dataset(
        title=title(builder),
        version=version,
        revision_url=f"{deployment.repository}/tree/{commit}" if is_public else None,
        period=builder.day(settings.period),
        doi=settings.doi,
        doi_url=doi_url(settings.doi),
    )


def title(builder: ViewBuilder) -> str:
    """Return what the data set is called."""
    return builder.t("data.cite-title", archive=builder.archive.settings.title)


def item(builder: ViewBuilder) -> dict[str, Any]:
    """Return the item of the data set, as CSL-JSON; what is not known is left out.

    Its author is the archive, as that of its pages; its version and its year are those of the day
    of the states, so that a later state is cited as another.
    """
    from suites.site.citations.items import csl_date

    settings, as_of = builder.archive.settings, builder.linked.as_of.isoformat()
    given = {
        # A bibliography may name the data of several archives.
        "id": f"{slugs.slug(settings.title)}-data".strip("-"),
        "type": "dataset",
        "title": title(builder),
        "author": [{"literal": settings.title}],
        "genre": builder.t("data.cite-genre"),
        "version": as_of,
        "issued": csl_date(dates.parse(as_of)),
        "DOI": settings.doi,
        "URL": builder.deployment.absolute(builder.urls.data),
        "language": builder.language,
    }
    return {key: value for key, value in given.items() if value}


def revision(builder: ViewBuilder) -> str:
    """Return the version that programs are told: the commit, else the day of the states."""
    return builder.deployment.commit or builder.linked.as_of.isoformat()


def node(builder: ViewBuilder) -> Mapping[str, Any]:
    """Return the data set as schema.org has it, for a site at a known address."""
    settings, absolute = builder.archive.settings, builder.deployment.absolute
    address = absolute(builder.urls.data)
    archive = {"@type": "Organization", "name": settings.title, "url": absolute("")}
    return {
        "@type": "Dataset",
        "@id": f"{address}#Dataset",
        "url": address,
        "name": title(builder),
        "description": settings.description,
        "identifier": doi_url(settings.doi),
        "license": rights_url(settings.rights.texts) or settings.rights.texts,
        "creator": archive,
        "publisher": archive,
        "inLanguage": builder.language,
        "isAccessibleForFree": True,
        "temporalCoverage": coverage(settings.period) if settings.period else None,
        "dateModified": builder.linked.as_of.isoformat(),
        "version": revision(builder),
        "keywords": settings.subject,
        "distribution": _distribution(builder) if builder.has_data_files else None,
    }


def _distribution(builder: ViewBuilder) -> list[Mapping[str, Any]]:
    from suites.site.views.data_files import every_file

    return [
        {
            "@type": "DataDownload",
            "contentUrl": builder.deployment.absolute(file.url),
            "encodingFormat": file.format.media_type,
        }
        for file in every_file(builder)
    ]


def doi_url(doi: str | None) -> str | None:
    """Return the address at which a DOI resolves."""
    return f"https://doi.org/{doi}" if doi else None


def coverage(period: Date) -> str:
    """Return a time as an interval of days (ISO 8601); `..` where it has no first or last day.

    >>> from suites.archive.dates import parse
    >>> coverage(parse("2022-10/2026-06")), coverage(parse("2020/.."))
    ('2022-10-01/2026-06-30', '2020-01-01/..')
    """
    first = ".." if period.earliest == date.min else period.earliest.isoformat()
    last = ".." if period.latest == date.max else period.latest.isoformat()
    return f"{first}/{last}"
