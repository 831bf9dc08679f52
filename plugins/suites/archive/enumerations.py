"""The closed lists of the data model, with their order, inverses and rules.

Their labels and definitions are data of the languages (`lists.yaml`), which an archive may change
in `content/vocabulary.yaml`; the values themselves are code, for the program depends on their
meaning.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple, get_args

AnnouncementKind = Literal["promise", "forecast", "decision", "fact"]
AnnotationKind = Literal["claim", "context", "figure", "caveat", "correction", "question"]
ArticleKind = Literal["news", "official", "analysis"]
CaptureKind = Literal["text", "html", "warc"]
EntityKind = Literal["person", "organisation", "outlet", "product", "regulator", "place"]
Extent = Literal["partial"]
Modality = Literal["considered", "intended", "promised", "stated", "forecast"]
ReaderRole = Literal["author", "second-reader"]
Reason = Literal[
    "regulation", "reversed", "unexplained", "silent", "technical", "commercial", "replaced"
]
RelationType = Literal[
    "part-of", "depends-on", "follows", "extends", "supersedes", "fulfils", "contradicts"
]
RightsMode = Literal["full", "excerpt", "account", "link"]
Role = Literal[
    "announces", "repeats", "updates", "confirms", "delivers", "delays", "withdraws",
    "contradicts", "reports",
]  # fmt: skip
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
    "article_kind": get_args(ArticleKind),
    "entity_kind": get_args(EntityKind),
    "extent": get_args(Extent),
    "modality": get_args(Modality),
    "reader_role": get_args(ReaderRole),
    "reason": get_args(Reason),
    "relation": tuple(RELATIONS),
    "rights_mode": get_args(RightsMode),
    "role": get_args(Role),
    "stage": get_args(Stage),
    "verdict": (OPEN, *get_args(Verdict)),
    "computed": (OVERDUE,),
}
"""Every closed list that is shown to readers: the vocabulary must label each value."""

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

TO_WRITE = "…"
"""What a draft says where its author has still to write."""
