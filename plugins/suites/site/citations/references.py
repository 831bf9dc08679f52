"""References: an item as a reader finds it in a bibliography, in each style of the language.

    builder, item -> shape -> template of each style (memory, store, citeproc-py) -> references

Setting an item takes citeproc-py milliseconds, and filling the template of its shape microseconds.
The few dozen templates of an archive are kept in memory, and by the build in its cache, so that one
that changes a page does not even import citeproc-py.
"""

import json
from typing import NamedTuple

from markupsafe import Markup

from suites.archive.dates.words import words
from suites.archive.languages import data
from suites.site.citations import styles
from suites.site.citations.items import Item
from suites.site.citations.mending import Conventions, inner_marks, mended
from suites.site.citations.styles import Style
from suites.site.citations.templates import (
    Place,
    Template,
    as_html,
    as_text,
    cited,
    filled,
    shape_of,
)
from suites.site.views.view_builder import ViewBuilder


class Reference(NamedTuple):
    """A reference in a style: its name, as in `cite.style-<style>`, and its words."""

    style: str
    html: Markup
    text: str


Templates = dict[str, Template | None]
"""The templates of a shape by style; None where items of the shape have none."""

_known: dict[tuple[str, str], Templates] = {}
_MAX_KNOWN = 4_096


def style_names(language: str) -> dict[str, Style]:
    """Return the styles of a language, by the names under which they are offered, in order."""
    found: dict[str, str] = data.read(language, "language")["references"]
    return {name: Style(*style.split()) for name, style in found.items()}


def references(builder: ViewBuilder, item: Item) -> tuple[Reference, ...]:
    """Return the references to an item, in the order of the styles of the archive's language."""
    shown = cited(item)
    shape = shape_of(shown)
    if shape is None:
        made = {
            name: as_set(builder, style, shown)
            for name, style in style_names(builder.language).items()
        }
    else:
        key, values = shape

        def inner(text: str) -> str:
            return inner_marks(text, builder.conventions)

        made = {
            name: filled(template, values, inner)
            if template
            else as_set(builder, style_names(builder.language)[name], shown)
            for name, template in _templates(builder, key, shown).items()
        }
    return tuple(Reference(name, as_html(one), as_text(one)) for name, one in made.items())


def as_set(builder: ViewBuilder, style: Style, item: Item) -> str:
    """Return a reference that citeproc-py sets itself, mended as far as its words allow."""
    made = Template(styles.citeproc(style, item), ())
    return mended(made, _conventions(builder, style), mark_doubt=_hides_doubt(style, item)).text


def _templates(builder: ViewBuilder, key: str, item: Item) -> Templates:
    """Return the templates of a shape, of which an item is given."""
    at = builder.language, key
    if at in _known:
        return _known[at]
    store = builder.deployment.reference_templates
    name = "|".join(at)
    kept = store.read(name) if store else None
    if kept is not None:
        found = _decoded(kept)
    else:
        found = {
            name: compiled(builder, style, item)
            for name, style in style_names(builder.language).items()
        }
        if store:
            store.write(name, _encoded(found))
    if len(_known) >= _MAX_KNOWN:
        _known.clear()
    _known[at] = found
    return found


def compiled(builder: ViewBuilder, style: Style, item: Item) -> Template | None:
    """Return the template of the shape of an item in a style, as it is shown; None for none."""
    template = styles.template_of(style, item)
    if template is None:
        return None
    hides = _hides_doubt(style, item)
    return mended(template, _conventions(builder, style), mark_doubt=hides)


def _hides_doubt(style: Style, item: Item) -> bool:
    """Return whether a style sets a date that is not sure as it sets one that is."""
    issued = item.get("issued", {})
    if "circa" not in issued:
        return False
    sure = item | {"issued": {"date-parts": issued["date-parts"]}}
    return styles.citeproc(style, item) == styles.citeproc(style, sure)


def _conventions(builder: ViewBuilder, style: Style) -> Conventions:
    return Conventions(
        builder.conventions,
        words(builder.language),
        styles.is_day_first(style),
        styles.has_punctuation_in_quotes(style),
        styles.retrieved(style),
    )


def _encoded(found: Templates) -> bytes:
    return json.dumps(found, ensure_ascii=False).encode()


def _decoded(kept: bytes) -> Templates:
    found = {}
    for name, template in json.loads(kept).items():
        if template is not None:
            text, places = template
            made = (Place(*one)._replace(names=tuple(one[3])) for one in places)
            template = Template(text, tuple(made))
        found[name] = template
    return found
