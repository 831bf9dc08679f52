"""BibTeX: items as a file that BibTeX, biblatex, pybtex and Zotero read alike.

    items -> entries -> bytes (UTF-8)

Types are biblatex's: `@article` with the subtype newspaper, `@online` and `@dataset`. Classic
styles know the first, and set the others, as every type that they do not know, as `@misc`; for them
stand `year` and `month` beside `date`, which has what they cannot say: EDTF, as biblatex reads it.
Zotero takes the title of a website from `journaltitle`, biblatex from `organization`. A title
stands in braces of its own, so that no style changes its capitals; so does a name that is not
divided. An address stands as it is, for `url` is read verbatim, but for braces and backslashes.
"""

import re
from collections.abc import Iterable
from typing import Any

from suites.site.citations.items import Item, one_line

_SIGNS = {
    **{sign: f"\\{sign}" for sign in "&%#_${}"},
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
_ESCAPES = str.maketrans(_SIGNS)
# BibTeX counts the braces of `\{` too: where they are not in pairs, these count for none.
_UNPAIRED = str.maketrans(_SIGNS | {"{": r"{\textbraceleft}", "}": r"{\textbraceright}"})
_NOT_IN_URL = re.compile(r"[\s{}\\\x00-\x1f\x7f-\x9f]")

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()

_DAY = r"\d{4}(?:-(?:0\d|1[0-2]|2[1-4])(?:-\d{2})?)?[~?%]?"
_EDTF = re.compile(rf"(?:{_DAY}|\.\.)(?:/(?:{_DAY}|\.\.))?")
"""The dates of EDTF that biblatex reads, but for those that the parts of a date say too."""


def bibtex(items: Iterable[Item]) -> bytes:
    """Return items as a file of BibTeX, an entry each, in their order."""
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field
    from bibtexparser.writer import BibtexFormat

    library = Library()
    for item in items:
        fields = [Field(key, value) for key, value in _fields(item).items() if value]
        library.add(Entry(_TYPES.get(item["type"], "online"), item["id"], fields))
    form = BibtexFormat()  # type: ignore[no-untyped-call]
    form.block_separator = "\n"
    written: str = write_string(library, unparse_stack=[], bibtex_format=form)
    return written.encode("utf-8", "replace")


def escaped(text: str) -> str:
    r"""Return a text on one line as TeX and BibTeX read it.

    >>> print(escaped("50 % & {plus}"))
    50 \% \& \{plus\}
    """
    line = one_line(text)
    return line.translate(_ESCAPES if _has_pairs(line) else _UNPAIRED)


def _has_pairs(text: str) -> bool:
    """Return whether each brace of a text has its other."""
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            break
    return depth == 0


def date(issued: dict[str, Any]) -> str:
    """Return the date of an item as biblatex reads it; empty where it can say none."""
    edtf = issued.get("edtf") or issued.get("literal") or ""
    if _EDTF.fullmatch(edtf):
        return str(edtf)
    ends = ("-".join(f"{part:02}" for part in one) for one in issued.get("date-parts", ()))
    season = f"-{issued['season'] + 20}" if "season" in issued else ""
    sign = "~" if issued.get("circa") else ""
    return "/".join(f"{one}{season}{sign}" for one in ends)


_TYPES = {"article-newspaper": "article", "dataset": "dataset"}


def _fields(item: Item) -> dict[str, str]:
    """Return the fields of an entry as they are written, in their order."""
    is_article, issued = item["type"] == "article-newspaper", item.get("issued", {})
    parts = issued.get("date-parts", [])
    first: list[int] = parts[0] if len(parts) == 1 else []
    container, authors = item.get("container-title", ""), item.get("author", ())
    is_own = [{"literal": container}] == authors
    given = {
        "author": " and ".join(map(_name, authors)),
        "title": f"{{{escaped(item['title'])}}}",
        "journal" if is_article else "journaltitle": escaped(container),
        "organization": "" if is_article or is_own else escaped(container),
        "publisher": escaped(item.get("publisher", "")),
        "version": escaped(item.get("version", "")),
        "entrysubtype": "newspaper" if is_article else "",
        "type": escaped(item.get("genre", "")),
        "year": str(first[0]) if first else "",
        "doi": _NOT_IN_URL.sub(_percent_encoded, item.get("DOI", "")),
        "url": _NOT_IN_URL.sub(_percent_encoded, item.get("URL", "")),
        "language": escaped(item.get("language", "")),
        # The last: of `year` and `date`, Zotero takes the later one.
        "date": date(issued),
    }
    found = {key: f"{{{value}}}" for key, value in given.items() if value}
    if len(first) > 1:
        found["month"] = _MONTHS[first[1] - 1]
        found["date"] = found.pop("date")
    return found


def _name(name: dict[str, str]) -> str:
    if "literal" in name:
        return f"{{{escaped(name['literal'])}}}"
    return f"{escaped(name['family'])}, {escaped(name['given'])}"


def _percent_encoded(found: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in found[0].encode("utf-8", "replace"))
