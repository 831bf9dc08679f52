"""Archive for the composer: what its scripts know of the archive, in one file that it alone loads.

    vocabulary, rules, JSON Schemas, records by id -> JSON -> `checks.js`

The scripts check a record as `make check` does, in the same words, as far as that rests on the
record and on what others are called. `UNCHECKED` is what is left to `make check`. The file is stale
when a record or an annotation comes, goes, or is called otherwise: notes and bodies are not in it.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import msgspec

from suites.analysis import rows
from suites.analysis.references import USES
from suites.archive import anchoring, dates, enumerations, front_matter, json_schema
from suites.archive.file_names import UNDATED, folder_of_years
from suites.archive.front_matter import unseen
from suites.archive.model.archive import RECORD_KINDS
from suites.archive.problems import codes
from suites.site.views import ViewBuilder

UNCHECKED: Mapping[str, tuple[str, ...]] = {
    "markdown": (
        "html-forbidden",
        "markup-unknown",
        "markup-unclosed",
        "markup-misread",
        "address-bare",
        "definition-missing",
        "definition-unused",
        "table-cells",
        "image-forbidden",
    ),
    "signs": ("character-forbidden", "quotation-marks"),
    "between": (
        "relation-order",
        "relation-cycle",
        "relation-quotes",
        "discrepancy-moment",
        "discrepancy-values",
        "withdrawn-reference",
    ),
    "sources": ("capture-digest", "capture-quotation", "capture-common-run", "capture-share"),
}
"""The problems of a record that `make check` and `make verify` alone find, under the name of the
sentence in the catalogue that says so."""


def archive_file(builder: ViewBuilder) -> bytes:
    """Return the settings, the vocabulary, the rules and the records, as JSON."""
    archive, t = builder.archive, builder.t
    settings, language = archive.settings, archive.language
    limits = settings.rights
    found = {
        "language": settings.language,
        "as_of": builder.linked.as_of.isoformat(),
        "content": settings.source.path.partition("/")[0],
        "limits": {
            "account_words": limits.account_words,
            "note_words": limits.note_words,
            "quotation_words": limits.quotation_words,
            "quotation_total_words": limits.quotation_total_words,
            "body": front_matter.MAX_BODY,
            "places": anchoring.MAX_PLACES,
        },
        "marks": {
            "opening": language.quotation_marks.opening,
            "closing": language.quotation_marks.closing,
            "inner": language.inner.format(" "),
        },
        "dates": dates.date_words(settings.language),
        **_vocabulary(builder),
        "rules": _rules(builder),
        "schemas": _schemas(),
        "records": dict(_records(builder)),
        "aliases": {row.alias: row.id for row in builder.linked.rows(rows.ALIASES)},
        "problems": {
            code: t(f"problem.{code}") for code in codes() if f"problem.{code}" in builder.catalogue
        },
        "unchecked": [t(f"unchecked.{name}") for name in UNCHECKED],
    }
    return msgspec.json.encode(found)


def _vocabulary(builder: ViewBuilder) -> dict[str, object]:
    """Return the values of each list with their labels, and the elements with their units."""
    archive, tag = builder.archive, builder.language
    vocabulary = archive.vocabulary
    words = {unit: labels[tag] for unit, labels in vocabulary.units.items() if tag in labels}
    return {
        "lists": {
            name: {value: archive.label(name, value) for value in vocabulary.values(name)}
            for name in enumerations.LISTS
        },
        # Of an announcement of a kind, some values are called otherwise.
        "of_kind": {
            name: {
                value: {kind: by[tag] for kind, by in labels.of_kind.items() if tag in by}
                for value, labels in values.items()
                if labels.of_kind
            }
            for name, values in vocabulary.lists.items()
            if any(labels.of_kind for labels in values.values())
        },
        "elements": {
            name: {
                "label": element.label[tag],
                "units": {unit: words[unit] for unit in element.units},
                "per": {unit: words[unit] for unit in element.per},
            }
            for name, element in vocabulary.elements.items()
        },
    }


def _rules(builder: ViewBuilder) -> dict[str, object]:
    """Return the rules of the model that no schema has."""
    return {
        "negative_verdicts": sorted(enumerations.NEGATIVE_VERDICTS),
        "verdicts_of_considered": sorted(enumerations.VERDICTS_OF_CONSIDERED),
        "closing_stages": sorted(enumerations.CLOSING_STAGES),
        "statements": sorted(enumerations.RIGHTS_STATEMENTS | enumerations.LICENCES),
        "free_statements": sorted(enumerations.FREE_STATEMENTS),
        "folders": {name: kind.folder for name, kind in RECORD_KINDS.items()},
        "uses": USES,
        "taken": dict(builder.urls.claimed),
        # What a sign that nobody sees is called.
        "unseen": {sign: unseen.called(sign) for sign in unseen.every()},
    }


@cache  # pydantic takes as long for them as a thousand records
def _schemas() -> dict[str, Any]:
    """Return the schema of each kind, without what is there for people."""
    kinds = {
        name: {"$ref": f"#/$defs/{kind.model.__name__}"} for name, kind in RECORD_KINDS.items()
    }
    return {"$defs": _terse(json_schema.definitions()), **kinds}


def _terse(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_terse(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    # A key of the model may be called as a keyword of the schema.
    return {
        key: _terse(one)
        for key, one in schema.items()
        if isinstance(one, dict) or key not in ("description", "default")
    }


def _records(builder: ViewBuilder) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield each record by its id: what it is called, and where it lies."""
    linked = builder.linked
    for row in linked.rows(rows.ARTICLES):
        id_, order = row.order.id, row.order
        years = int(order.earliest[:4]), int(order.latest[:4])
        folder = f"articles/{UNDATED if order.undated else folder_of_years(*years)}"
        annotations = [one.id for one in linked.anchors[id_]]
        yield id_, _record(builder, id_, folder) | {"annotations": annotations}
    for row in linked.rows(rows.ANNOUNCEMENTS):
        yield row.order.id, _record(builder, row.order.id, "announcements")
    names = {row.id: [name for name, _ in row.names] for row in linked.rows(rows.NAMES)}
    for list_ in (rows.ENTITIES, rows.OUTLETS):
        for row in linked.rows(list_):
            own = {"names": names[row.id]} if row.id in names else {}
            yield row.id, _record(builder, row.id, "entities") | own
    for list_, folder in ((rows.THEMES, "themes"), (rows.PAGES, "pages")):
        for row in linked.rows(list_):
            yield row.id, _record(builder, row.id, folder)


def _record(builder: ViewBuilder, id_: str, folder: str) -> dict[str, object]:
    ref = builder.ref(id_)
    return {"kind": ref.kind, "title": ref.title, "url": ref.url, "path": f"{folder}/{id_}.md"}
