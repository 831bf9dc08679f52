"""Data dictionary: the data model -> docs/model.md, so that what is documented is what is read.

The same rows, without explanations, are the schema: what `archive/migrations` keeps of the model of
today's number, so that a change of the model is noticed.

    pydantic fields -> rows (key, type in words, required, default) -> Markdown tables

Types are named as authors meet them; a type that has no words here is our own bug (KeyError).
"""

from collections.abc import Iterable, Iterator, Mapping
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from annotated_types import Ge, Le
from pydantic.fields import FieldInfo

from suites.archive import enumerations, front_matter, languages, theme_files, urls
from suites.archive.anchoring import MAX_PLACES
from suites.archive.languages import data
from suites.archive.languages.data import REFERENCE
from suites.archive.markdown import MAX_LINKS
from suites.archive.markdown.lint.blocks import MAX_NESTING
from suites.archive.markdown.lint.tables import MAX_CELLS
from suites.archive.model import Page, Quote, own_theme, values
from suites.archive.model.archive import RECORD_KINDS
from suites.archive.model.settings import MODEL, ModelNumber, Settings, Vocabulary
from suites.archive.model.values import Part, all_parts, author_fields
from suites.archive.model.withdrawn import KEPT
from suites.archive.problems import MAX_REPORTED, codes
from suites.archive.theme_files.binary import MAX_SIDE

INTRODUCTION = f"""\
<!-- Written by `suites model` from the program; a test holds it equal. Do not edit. -->

# Data dictionary

Each thing is one Markdown file that begins with YAML; its id is the file's name. A key that is not
listed here does not exist. The body, after the front matter, is Markdown.

This is model {MODEL}. Content of an older one is brought to it by `suites migrate`.
"""

FILES: Mapping[type[Part], str] = {
    **{kind.model: f"content/{kind.path}" for kind in RECORD_KINDS.values()},
    **{one: "" for kept in KEPT.values() for one in kept.values()},
    Settings: "content/archive.yaml",
    Vocabulary: "content/vocabulary.yaml",
}
LIMITS: tuple[tuple[str, str], ...] = (
    ("file", f"{front_matter.MAX_SIZE:,} bytes"),
    ("body", f"{front_matter.MAX_BODY:,} signs, {MAX_LINKS:,} links by id"),
    ("table of a body", f"{MAX_CELLS:,} cells, those that short rows leave out counted"),
    ("lists and quotations in one another", f"{MAX_NESTING:,} levels; a list takes two"),
    ("list, or mapping of an annotation", f"{values.MAX_MEMBERS:,} members"),
    ("text", f"{values.MAX_TEXT:,} signs"),
    ("short text, value of an element", f"{values.MAX_TITLE:,} signs"),
    ("words that are quoted, and those around them", f"{values.MAX_QUOTE:,} signs"),
    ("places where the signs of a quote stand", f"{MAX_PLACES:,}, inside of words counted"),
    ("address", f"{values.MAX_ADDRESS:,} signs"),
    *((f"file of a theme, {kind}", f"{size:,} bytes") for kind, size in theme_files.LIMITS.items()),
    ("side of a PNG", f"{MAX_SIDE:,} pixels"),
    ("problems of one sort that are reported of one file", f"{MAX_REPORTED:,}"),
)
QUOTATIONS = """\
In every text but names and headlines, in a body, a title, a claim or a note, these marks hold a
source's own words: whole words and numbers, which `suites verify` looks for in the captures (those
of the article, or of an announcement's evidence), and as short as `rights` in `archive.yaml` says.
A full text keeps the marks of its source. Words between two marks of any other kind are a problem,
but inside a quotation and in code. A note may translate foreign words, in one form alone.
"""
LISTS = """\
Each value has a label and a definition in every language; `lists` in `content/vocabulary.yaml` may
give others. To a list whose values carry no rule it may also add some: `entity_kind: {tram-line:
{label: {fr: ligne de tram}, plural: {fr: lignes de tram}}}`. Wherever they are listed, these stand
after the program's own, in the order of the vocabulary. Their labels say all that they mean:
`outlet` alone publishes articles, and `delivers` alone may have an extent.
"""
STATEMENTS = """\
The `statement` of the rights of an article is the id of a licence (SPDX): {licences};
or a statement of rightsstatements.org: {statements}.
`InC`, in copyright, is that of nearly every press article, `CNE` says that nobody has evaluated it.
"""
DATES = """\
A date says no more than its source, in the form EDTF (ISO 8601-2). It stands between straight
quotation marks, for YAML has dates of its own. `as_of` is one with a last day.
"""
DATE_FORMS: tuple[tuple[str, str], ...] = (
    ("2024", "in the year 2024"),
    ("2024-03", "in March 2024"),
    ("2024-03-12", "on 12 March 2024"),
    ("2024-03-12T13:00+02:00", "at that minute, in that zone"),
    ("2024-22", "in the summer of 2024; 21 is spring, 23 autumn, 24 winter"),
    ("2024-33", "in the first quarter of 2024; 34 to 36 the others, 40 and 41 its halves"),
    ("202X", "in the 2020s"),
    ("2024-03-12/2024-03-15", "between these days, or from one to the other"),
    ("../2024-03-12", "by 12 March 2024 at the latest"),
    ("2024-03-12/..", "on 12 March 2024, or later"),
    ("2024-03~", "about March 2024"),
    ("2024-03?", "in March 2024, which is doubtful"),
    ("2024-03%", "about March 2024, which is doubtful"),
)
"""The forms of dates that authors need, with what each means; there are more in EDTF."""

WORDS: tuple[tuple[Any, str], ...] = (
    (values.Id, "id"),
    (values.AnnotationId, "id of an annotation"),
    (values.EvidenceId, "`<article>#<annotation>`"),
    (values.ComparisonId, "`<announcement>/<name of a comparison>`"),
    *((one, "text") for one in (values.Note, values.Prose, values.SpacedText, values.Text, str)),
    (values.ProseTitle, "title"),
    (values.Title, "short text"),
    (values.QuotedWords, "words"),
    (values.Around, "words"),
    (values.Language, "language (BCP 47)"),
    (values.SiteLanguage, f"language that the program has: {', '.join(languages.tags())}"),
    (values.EdtfDate, "date (EDTF)"),
    (values.EndedDate, "date (EDTF) with a last day"),
    (ModelNumber, f"number of the model: {MODEL}"),
    (values.Due, "date (EDTF), `none` or `withdrawn`"),
    (values.Address, "address (http, https)"),
    (values.NumberOrText, "number or text"),
    (values.Doi, "DOI"),
    (values.Colour, "colour (`#rrggbb`)"),
    *((one, words) for one, words in own_theme.PATH_WORDS.items()),
    (own_theme.Family, "letters, digits, spaces and hyphens"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
)
"""What a type is called; compared by equality, for not every annotation can be a key."""


TEXT_INSTEAD: Mapping[type[Part], str] = {Quote: "text", own_theme.Accent: "colour (`#rrggbb`)"}
"""Parts of which the first value may stand alone."""


def dictionary() -> str:
    """Return the whole dictionary, in Markdown."""
    lists = (
        (f"`{name}`", _listed(allowed), f"no: {rule}" if rule else "yes")
        for name, allowed in enumerations.LISTS.items()
        for rule in [enumerations.CLOSED.get(name)]
    )
    problems = ((f"`{code}`", what) for code, what in codes().items())
    lines = (
        INTRODUCTION,
        "## Files\n",
        *(line for record, place in FILES.items() for line in _section(record, place)),
        "## Parts\n",
        *(line for part in all_parts(FILES)[len(FILES) :] for line in _section(part)),
        "## Dates\n",
        DATES,
        *_table(("date", "what it means"), ((f'`"{form}"`', what) for form, what in DATE_FORMS)),
        "## Lists\n",
        LISTS,
        *_table(("list", "values", "may be extended"), lists),
        "### Values\n",
        "What each value means, in English; the other languages say the same.\n",
        *_table(("list", "value", "label", "definition"), _meanings()),
        STATEMENTS.format(
            licences=_listed(sorted(enumerations.LICENCES)),
            statements=_listed(sorted(enumerations.RIGHTS_STATEMENTS)),
        ),
        "## Quotation marks\n",
        QUOTATIONS,
        *_table(("language", "a source's words", "inside them", "translation"), _marks()),
        "## Largest sizes\n",
        "What is larger than a page can show is a problem.\n",
        *_table(("what", "at most"), LIMITS),
        "## Problems\n",
        *_table(("code", "what is wrong"), problems),
    )
    return "\n".join(lines).rstrip("\n") + "\n"


def schema() -> str:
    """Return what the model asks of content: a line for each key, list, size and problem."""
    keys = (
        f"{part.__name__}.{key}: {words}, {f'default {default}' if default else 'required'}"
        for part in all_parts(FILES)
        for key, words, _, default in rows(part)
    )
    lines = (
        f"model {MODEL}",
        *keys,
        *(f"list {name}: {', '.join(allowed)}" for name, allowed in enumerations.LISTS.items()),
        *(f"closed list {name}" for name in enumerations.CLOSED),
        *(f"at most, {what}: {most}" for what, most in LIMITS),
        *(f"taken address: {name}" for name in sorted(urls.in_language(REFERENCE).claimed)),
        *(f"problem {code}" for code in codes()),
    )
    # A language that is added asks nothing of older content.
    tags = f": {', '.join(languages.tags())}"
    return "".join(f"{line.replace(tags, '')}\n".replace("`", "") for line in lines)


def _meanings() -> Iterator[tuple[str, ...]]:
    words = data.read("en", "lists")
    for name, allowed in enumerations.LISTS.items():
        for value in allowed:
            said = words[name][value]
            yield f"`{name}`", f"`{value}`", said["label"], said.get("definition", "")


def _marks() -> Iterator[tuple[str, ...]]:
    for one in map(languages.of, languages.tags()):
        held, inner = one.quotation.format("…"), one.inner.format("…")
        yield f"`{one.tag}`", held, inner, one.translation_form


def _claimed_names() -> Iterator[tuple[str, ...]]:
    for tag in languages.tags():
        names = sorted(urls.in_language(tag).claimed)
        yield f"`{tag}`", ", ".join(f"`{name}`" for name in names)


def _section(part: type[Part], place: str = "") -> Iterator[str]:
    about = (part.__doc__ or "").partition("\n")[0]
    yield f"### {part.__name__}\n"
    yield (f"{about} File: `{place}`." if place and place not in about else about) + "\n"
    if part is Page:
        yield "Pages lie at the root of the site: no id and no alias may be a name of its own.\n"
        yield from _table(("language", "names"), _claimed_names())
    yield from _table(("key", "value", "required", "default"), rows(part))


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def rows(part: type[Part]) -> Iterator[tuple[str, ...]]:
    """Yield each key of a part, its type in words, whether it is required, and its default."""
    for name, (annotation, field) in _fields(part).items():
        required = field.is_required()
        default = "" if required else f"`{_default(field)}`"
        yield f"`{name}`", _words(annotation), "yes" if required else "no", default


def _fields(part: type[Part]) -> dict[str, tuple[Any, FieldInfo]]:
    """Return the type and the field of each key that authors write."""
    hints = get_type_hints(part, include_extras=True)
    return {name: (hints[name], field) for name, field in author_fields(part).items()}


def _default(field: FieldInfo) -> str:
    value = field.get_default(call_default_factory=True, validated_data={})
    empty = {"None": "null", "()": "[]", "{}": "{}", "''": '""'}
    if isinstance(value, bool):
        return str(value).lower()
    return empty.get(repr(value), str(list(value) if isinstance(value, tuple) else value))


def _words(annotation: Any) -> str:
    for known, words in WORDS:
        if annotation == known:
            return words
    origin, inside = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        if isinstance(inside[1], enumerations.ListedIn):
            return f"one of `{inside[1].name}`"
        return _constrained(inside[0], inside[1:])
    if origin is Literal:
        return _literal(inside)
    if origin in (Union, UnionType):
        return " or ".join("null" if one is NoneType else _words(one) for one in inside)
    if origin is tuple:
        return _list(inside)
    if origin is dict:
        return f"mapping of names to {_words(inside[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return f"[{annotation.__name__}](#{annotation.__name__.lower()})"
    raise KeyError(annotation)


def _list(inside: tuple[Any, ...]) -> str:
    if inside[-1] is Ellipsis:
        return f"list of {_words(inside[0]).removeprefix('one of ')}"
    return f"list of {len(inside)}: {', '.join(_words(one) for one in inside)}"


def _constrained(inner: Any, rules: tuple[Any, ...]) -> str:
    if inner in TEXT_INSTEAD:
        return f"{TEXT_INSTEAD[inner]}, or {_words(inner)}"
    words = _words(inner)
    for rule in (each for one in rules if isinstance(one, FieldInfo) for each in one.metadata):
        if isinstance(rule, Ge):
            words += f", at least {rule.ge}"
        elif isinstance(rule, Le):
            words += f", at most {rule.le}"
        elif getattr(rule, "min_length", 0):
            words += ", not empty"
    return words


def _literal(allowed: tuple[str, ...]) -> str:
    for name, list_ in enumerations.LISTS.items():
        if allowed == tuple(value for value in list_ if value != enumerations.OPEN):
            return f"one of `{name}`"
    return f"one of {_listed(allowed)}"


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{value}`" for value in names)
