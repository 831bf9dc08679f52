"""Package: what the files of the data are, as a Frictionless Data Package (datapackage.org).

Its form is of version 1, which version 2 reads. Foreign keys of which some columns may be empty and
others not are left to the database: Table Schema does not say what such a key means.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from suites.analysis.rows import OUTLETS
from suites.analysis.tables import TABLES, Column, Table
from suites.archive.enumerations import rights_url
from suites.archive.languages.table_texts import TableTexts, table_texts
from suites.archive.model.settings import Vocabulary
from suites.site.views import ViewBuilder
from suites.site.views.dataset import coverage, doi_url, revision

DIALECT = {"delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True, "header": True}
TYPES: Mapping[str, str] = {"text": "string"}
"""What Table Schema calls a type; any other has the same name there."""


class Resource(NamedTuple):
    """A file of the package: its name in the folder of the data, its size in bytes, its SHA-256.

    `table` is the name of the table of a CSV; empty of any other file.
    """

    name: str
    media_type: str
    size: int
    digest: str
    table: str = ""


def descriptor(builder: ViewBuilder, files: Iterable[Resource]) -> bytes:
    """Return the descriptor of the package of some files, as JSON."""
    settings, deployment = builder.archive.settings, builder.deployment
    themes = (builder.archive.themes[id_].title for id_ in builder.archive.themes)
    publisher = {"title": settings.title, "path": deployment.absolute(""), "role": "publisher"}
    texts, vocabulary = table_texts(settings.language), builder.archive.vocabulary
    found = {
        "profile": "data-package",
        "name": builder.urls.data.rstrip("/"),
        "id": doi_url(settings.doi),
        "title": settings.title,
        "description": settings.description,
        "homepage": deployment.absolute(builder.urls.data),
        "version": revision(builder),
        "temporal": coverage(settings.period) if settings.period else "",
        "as_of": settings.as_of.text,
        "licenses": [_licence(settings.rights.texts)],
        "keywords": [settings.subject, *sorted(themes)],
        "contributors": [_given(publisher)],
        "sources": list(_sources(builder)),
        "resources": [_resource(one, texts, vocabulary) for one in files],
    }
    return json.dumps(_given(found), ensure_ascii=False, indent=1).encode() + b"\n"


def _licence(texts: str) -> dict[str, Any]:
    """Return the licence of our texts; the name of one is without spaces."""
    name = re.sub("[^-A-Za-z0-9._]+", "-", texts)
    return _given({"name": name, "title": texts, "path": rights_url(texts)})


def _sources(builder: ViewBuilder) -> Iterator[dict[str, Any]]:
    """Yield the outlets of articles, by name: what is described was published by them."""
    linked = builder.linked
    for row in linked.rows(OUTLETS):
        if linked.outlet_articles(row.id):
            page = builder.deployment.absolute(builder.urls.of_kind("outlet", row.id))
            yield _given({"title": linked.link_summaries[row.id].title, "path": page})


def _resource(file: Resource, texts: TableTexts, vocabulary: Vocabulary) -> dict[str, Any]:
    stem, _, ending = file.name.rpartition(".")
    described: dict[str, Any] = {
        "name": stem if file.table else f"{stem}-{ending}",
        "path": file.name,
        "format": ending,
        "mediatype": file.media_type,
        "bytes": file.size,
        "hash": f"sha256:{file.digest}",
    }
    if not file.table:
        return {**described, "profile": "data-resource"}
    table = TABLES[file.table]
    return {
        **described,
        "title": texts.title(table.name),
        "description": texts.description(table.name),
        "profile": "tabular-data-resource",
        "encoding": "utf-8",
        "dialect": DIALECT,
        "schema": _schema(table, texts, vocabulary),
    }


def _schema(table: Table, texts: TableTexts, vocabulary: Vocabulary) -> dict[str, Any]:
    required = {column.name for column in table.columns if column.required}
    keys = [
        {"fields": key.columns, "reference": {"resource": key.table, "fields": key.of}}
        for key in table.foreign_keys
        if len(required.intersection(key.columns)) in (0, len(key.columns))
    ]
    fields = [
        _field(column, texts.column(table.name, column.name), vocabulary)
        for column in table.columns
    ]
    found = {"fields": fields, "missingValues": [""], "primaryKey": table.key, "foreignKeys": keys}
    return _given(found)


def _field(column: Column, description: str, vocabulary: Vocabulary) -> dict[str, Any]:
    constraints = {"required": column.required, "enum": column.choices(vocabulary)}
    found = {
        "name": column.name,
        "type": TYPES.get(column.type, column.type),
        "description": description,
        "constraints": _given(constraints),
    }
    return _given(found)


def _given(found: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is said, without what is not known or empty."""
    return {
        name: value for name, value in found.items() if value not in (None, False, "", (), [], {})
    }
