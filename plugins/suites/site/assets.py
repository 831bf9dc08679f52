"""Assets: the stylesheet, scripts and filter rules of the theme, as they are served."""

import re
from collections.abc import Mapping, Sequence

from suites.site import own_theme
from suites.site.views.facets import SAFE, Facet

STYLESHEET = "css/site.css"
"""The served file among the theme's."""
PUNCTUATION = "21-punctuation.css"
"""The part of it that is the language's."""
APART: Mapping[str, tuple[str, ...]] = {
    "annotate.css": (),
    "composer.css": (),
    "data.css": (),
    "embed.css": (
        "00-layers.css",
        "10-reset.css",
        "20-tokens.css",
        PUNCTUATION,
        own_theme.TOKENS_PART,
        "30-base.css",
        "61-state.css",
        "74-deadlines.css",
        "80-utilities.css",
        own_theme.STYLE_PART,
    ),
    "guide.css": (),
    "query.css": (),
}
"""Those that are no parts of it, but files beside it, loaded only where they are needed.

Each has the parts that it repeats: those of a page that does not load the whole.
"""

ROOT = ".filtered"

RANKS = 12
"""The number of notes to a passage for which the rule of a rank is served."""

_RANKED = re.compile(r'^.*\[data-k="N"\].*(?= \{)', re.MULTILINE)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_AFTER_CODE = re.compile(r"(?<=[;{},)]) // [^'\"`]*$")
_DECLARED = re.compile(r"^((?:export )?(?:const|let) (?:\w+|\{[\w, ]*\}|\[[\w, ]*\])) = ")
_INDENT = re.compile(r"\n\s*")
_LAST = re.compile(r"""("[^"\n]*")|;\s*\}""")
"""What ends the last declaration of a rule, where it stands in no string."""


def script(text: str) -> str:
    r"""Return a script without its comments, indents, empty lines and some spare spaces.

    Nothing is renamed or joined, so that a browser reports our own lines. A text over several lines
    would lose its indents: our scripts have none. A comment after code stays where a quotation
    mark follows, for it might be the inside of a text; so do spaces, but those around the sign of a
    declaration and before a brace that ends a line, where no text can be.

    >>> script("// why\nexport function f() {\n  // so\n  const a = 1; // one\n  return a;\n}\n")
    'export function f(){\nconst a=1;\nreturn a;\n}\n'
    >>> script('f("a; // b");\n')
    'f("a; // b");\n'
    """
    lines = (_DECLARED.sub(r"\1=", _AFTER_CODE.sub("", line).strip()) for line in text.split("\n"))
    lines = (f"{line[:-2]}{{" if line.endswith(" {") else line for line in lines)
    return "".join(f"{line}\n" for line in lines if line and not line.startswith("//"))


def stylesheet(parts: Mapping[str, str]) -> str:
    r"""Return the parts (file name -> CSS) as one text, without comments, indents and spare space.

    A page then waits for one file. The order of the parts decides nothing: the layers that the
    first part declares do. A rule for `[data-k="N"]` has its selector for each rank from 1 to
    `RANKS`: no selector can say that two attributes are equal.

    >>> stylesheet({"30-base.css": "a {\n  b: c; /* why */\n}\n", "00-layers.css": "@layer x;"})
    '@layer x;\na{\nb: c}\n'
    """
    joined = "\n".join(parts[name] for name in sorted(parts))
    lines = _INDENT.sub("\n", _COMMENT.sub("", joined)).strip()
    text = "\n".join(line.rstrip() for line in lines.split("\n")) + "\n"
    text = _RANKED.sub(_of_each_rank, text).replace(" {", "{")
    return _LAST.sub(lambda found: found[1] or "}", text)


def punctuation(colon: str, comma: str) -> str:
    r"""Return the part of the stylesheet with what a language has after labels, and between parts.

    >>> print(punctuation(" :", ", "), end="")
    @layer tokens {
    :root {
    --colon: " :";
    --comma: ", ";
    }
    }
    """
    tokens = f"--colon: {_string(colon)};\n--comma: {_string(comma)};"
    return f"@layer tokens {{\n:root {{\n{tokens}\n}}\n}}\n"


def _of_each_rank(selector: re.Match[str]) -> str:
    ranks = range(1, RANKS + 1)
    return ",\n".join(selector[0].replace('"N"', f'"{rank}"') for rank in ranks)


def filters(facets: Sequence[Facet], none: str) -> str:
    """Return the CSS by which the rows of a listing are chosen without script, one rule a facet.

    Values of one facet widen the choice, facets narrow it: a row is hidden when some value of a
    facet is asked for and the row has none of those that are. CSS cannot select "no row is shown".
    So shown rows are counted, and the counter has a style of its own: 0 is written as `none`, any
    other number as nothing. ValueError when a value is not an id, a year or a tag of a language,
    for all else would need escaping.
    """
    rules = "\n".join(_rule(facet) for facet in facets)
    return (
        '@counter-style some { system: cyclic; symbols: ""; }\n'
        f"@counter-style no-row {{ system: cyclic; symbols: {_string(none)}; range: 0 0; "
        "fallback: some; }\n"
        f"@layer utilities {{\n{rules}\n{ROOT} .none::before {{ "
        "content: counter(shown, no-row); }\n}\n"
    )


def _string(text: str) -> str:
    r"""Return a text as CSS writes it: a sign that could end or break it by its number.

    >>> _string('a"b') == r'"a\22 b"'
    True
    """
    escaped = re.sub(r'["\\<\x00-\x1f\x7f]', lambda found: f"\\{ord(found[0]):x} ", text)
    return f'"{escaped}"'


def _rule(facet: Facet) -> str:
    ids = [value.id for value in facet.values]
    if not all(SAFE.fullmatch(one) for one in (facet.name, *ids)):
        raise ValueError(f"a value of {facet.name} cannot stand in a selector")
    asked = ", ".join(
        f'{ROOT}:has(#f_{facet.name}_{one}:checked) [data-{facet.name}~="{one}"]' for one in ids
    )
    return f'{ROOT}:has([name="{facet.name}"]:checked) [data-row]:not({asked}) {{ display: none; }}'
