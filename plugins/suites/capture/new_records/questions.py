"""Questions: what is asked for a new record of each kind, in which order, and from what to choose.

Every question has an option of `suites new`; it is asked when that is not given.
"""

from collections.abc import Mapping
from typing import Literal, NamedTuple

from suites.archive.enumerations import TO_WRITE

Answers = Mapping[str, tuple[str, ...]]
"""The answers by the names of their questions: none, one, or several where `is_many`."""


class Question(NamedTuple):
    """A question: its name, which is that of the option, and its words.

    `default` is what an answer is when none is given; None when there has to be one, empty when the
    value is unknown then. `values` is a list of the vocabulary, `records` the kind of record, that
    is chosen from. One that `is_known` is not asked: only its option gives another answer.
    """

    name: str
    words: str
    default: str | None = ""
    values: str = ""
    records: Literal["", "outlet", "entity", "theme", "evidence"] = ""
    is_many: bool = False
    is_date: bool = False
    is_known: bool = False


_ADDED = Question("added", "the day on which it is written: today's", is_date=True, is_known=True)
_ID = Question("id", "its id, which is its address and never changes", None)

QUESTIONS: Mapping[str, tuple[Question, ...]] = {
    "article": (
        Question("title", "our title, neutral", None),
        Question("headline", "the article's own title"),
        Question("outlet", "the outlet", records="outlet"),
        Question("authors", "an author", is_many=True),
        Question("published", "the day of publication (EDTF)", is_date=True),
        Question("published-basis", "how that date is known", None),
        Question("lang", "the language of the article"),
        Question("url", "its address on the web"),
        Question("rights", "its statement of rights, or licence", "InC", is_known=True),
        Question("kind", "its kind", "news", values="article_kind"),
        Question("summary", "our summary, in one sentence", TO_WRITE),
        _ADDED,
        _ID,
    ),
    "announcement": (
        Question("title", "its title", None),
        Question("kind", "its kind", None, values="announcement_kind"),
        Question("claim", "the claim: one sentence that could turn out true or false", None),
        Question("actors", "who would have to act", records="entity", is_many=True),
        Question("products", "a product", records="entity", is_many=True),
        Question("themes", "a theme", records="theme", is_many=True),
        Question("on", "the day on which it was announced (EDTF)", is_date=True),
        Question("modality", "how strongly it was said", values="modality"),
        Question("due", "the term that was given (EDTF, or none)"),
        Question("evidence", "an annotation that says so", records="evidence", is_many=True),
        _ADDED,
        _ID,
    ),
    "entity": (
        Question("name", "its name", None),
        Question("kind", "what it is", None, values="entity_kind", is_many=True),
        Question("since", "since when it bears that name (EDTF)", is_date=True),
        _ID,
    ),
    "theme": (
        Question("title", "its title", None),
        Question("summary", "its summary, in one sentence", None),
        _ID,
    ),
}
"""The questions of each kind: earlier answers tell which of the others are asked."""
