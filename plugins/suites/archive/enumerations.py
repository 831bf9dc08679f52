"""The lists of the data model, with their order, inverses and rules.

Their labels and definitions are data of the languages (`lists.yaml`), which an archive may change
in `content/vocabulary.yaml`. To a list that carries no rule it may add values there, of type
`ListedIn`; those of any other list are code, for the program depends on their meaning.
"""

from collections.abc import Mapping
from typing import Annotated, Any, Literal, NamedTuple, get_args

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema


class ListedIn(NamedTuple):
    """Marks a type as the values of a list that the vocabulary may extend."""

    name: str

    def __get_pydantic_json_schema__(
        self, inner: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        """Return the JSON Schema of the type that it marks; others than its examples may be."""
        return {**handler(inner), "examples": list(LISTS[self.name]), "x-list": self.name}


AnnouncementKind = Literal["promise", "forecast", "decision", "fact"]
AnnotationKind = Literal["claim", "context", "figure", "caveat", "correction", "question"]
ArticleKind = Annotated[str, ListedIn("article_kind")]
CaptureKind = Literal["text", "html", "warc", "mhtml", "email", "pdf"]
CaptureOrigin = Literal["page", "archive", "agency"]
EntityKind = Annotated[str, ListedIn("entity_kind")]
Extent = Literal["partial"]
Modality = Literal["considered", "intended", "promised", "stated", "forecast"]
ReaderRole = Literal["author", "second-reader"]
Reason = Annotated[str, ListedIn("reason")]
RelationType = Literal[
    "part-of", "depends-on", "follows", "extends", "supersedes", "fulfils", "contradicts"
]
RightsMode = Literal["full", "excerpt", "account", "link"]
Role = Annotated[str, ListedIn("role")]
Stage = Literal[
    "announced", "confirmed", "testing", "partial", "launched", "suspended", "withdrawn"
]
Verdict = Literal[
    "fulfilled", "fulfilled-late", "partly-fulfilled", "contradicted", "abandoned", "superseded",
    "not-pursued", "uncheckable",
]  # fmt: skip

LADDER: tuple[str, ...] = ("announced", "confirmed", "testing", "partial", "launched")
"""The stages that follow one another; the other two stand off the ladder."""

OPEN = "open"
"""What is shown where there is no verdict."""

OVERDUE = "overdue"
"""What is computed where a term has passed without a verdict."""

NEGATIVE_VERDICTS: frozenset[str] = frozenset({"contradicted", "abandoned", "not-pursued"})
"""Verdicts that say why."""

VERDICTS_OF_CONSIDERED: frozenset[str] = frozenset({"not-pursued", "superseded", "uncheckable"})
"""How a thing that was only considered may end: nobody gave a word that could be broken."""

CLOSING_STAGES: frozenset[str] = frozenset({"launched", "withdrawn"})
"""The stages that end the history of a fact, which has no verdict."""


class RelationRules(NamedTuple):
    """The rules of a type of relation; languages have its label, its inverse and its addresses."""

    is_dated: bool = True  # a later announcement has it with an earlier one, never the reverse
    is_contradiction: bool = False  # it is always compared, and rests on two verbatim quotes


RELATIONS: Mapping[RelationType, RelationRules] = {
    "part-of": RelationRules(is_dated=False),
    "depends-on": RelationRules(is_dated=False),
    "follows": RelationRules(),
    "extends": RelationRules(),
    "supersedes": RelationRules(),
    "fulfils": RelationRules(),
    "contradicts": RelationRules(is_contradiction=True),
}

LISTS: dict[str, tuple[str, ...]] = {
    "announcement_kind": get_args(AnnouncementKind),
    "annotation_kind": get_args(AnnotationKind),
    "article_kind": ("news", "official", "analysis"),
    "capture_origin": get_args(CaptureOrigin),
    "entity_kind": ("person", "organisation", "outlet", "product", "regulator", "place"),
    "extent": get_args(Extent),
    "modality": get_args(Modality),
    "reader_role": get_args(ReaderRole),
    "reason": (
        "regulation", "reversed", "unexplained", "silent", "technical", "commercial", "replaced",
    ),
    "relation": tuple(RELATIONS),
    "rights_mode": get_args(RightsMode),
    "role": (
        "announces", "repeats", "updates", "confirms", "delivers", "delays", "withdraws",
        "contradicts", "reports",
    ),
    "stage": get_args(Stage),
    "verdict": (OPEN, *get_args(Verdict)),
    "computed": (OVERDUE,),
}  # fmt: skip
"""Every list that is shown to readers, with the values that the program has itself."""

CLOSED: Mapping[str, str] = {
    "announcement_kind": "a fact has no verdict, and pages word each kind",
    "annotation_kind": "a correction says what it corrects, and each kind has a sign",
    "capture_origin": "each says who made the copy that was read",
    "extent": "it goes with what delivers",
    "modality": "what was only considered can be neither contradicted nor broken",
    "reader_role": "a judgement is to be read by its author and by a second reader",
    "relation": "each type has an order in time, addresses and an inverse",
    "rights_mode": "each says how much of a text may stand here",
    "stage": "stages have an order and signs, and some end a fact",
    "verdict": "verdicts close an announcement, have signs, and some need a reason",
    "computed": "they follow from the dates, and are never written",
}
"""The lists that the vocabulary cannot extend, each with the rule that its values carry."""

RIGHTS_STATEMENTS: frozenset[str] = frozenset(
    "InC InC-OW-EU InC-EDU InC-NC InC-RUU NoC-CR NoC-NC NoC-OKLR NoC-US CNE UND NKC".split()
)
"""The statements of rightsstatements.org, version 1.0."""

LICENCES: frozenset[str] = frozenset(
    (
        "CC0-1.0 CC-BY-2.0 CC-BY-3.0 CC-BY-4.0 CC-BY-SA-2.0 CC-BY-SA-3.0 CC-BY-SA-4.0 "
        "CC-BY-ND-4.0 CC-BY-NC-4.0 CC-BY-NC-SA-4.0 CC-BY-NC-ND-4.0 CC-PDDC PDDL-1.0 "
        "etalab-2.0 OGL-UK-3.0 GFDL-1.3-or-later MIT Apache-2.0"
    ).split()
)
"""SPDX ids of the licences and dedications under which texts are published."""

FREE_STATEMENTS: frozenset[str] = LICENCES | {"NoC-US", "NoC-OKLR"}
"""Statements under which a full text may stand in the archive."""


def rights_url(statement: str) -> str | None:
    """Return where a statement or a licence is explained; None for one that is not known here."""
    if statement in RIGHTS_STATEMENTS:
        return f"https://rightsstatements.org/vocab/{statement}/1.0/"
    return f"https://spdx.org/licenses/{statement}.html" if statement in LICENCES else None


TO_WRITE = "…"
"""What a draft says where its author has still to write."""
