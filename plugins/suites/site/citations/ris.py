"""RIS: items as a file that reference managers read.

    items -> references -> bytes (UTF-8, lines that end as RIS has it)

A value stands on one line, so that nothing in it can be taken for a tag. A date is RIS's year,
month and day, as far as they are known, and then, as its other information, what they cannot say.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

from suites.site.citations.items import Item, one_line

_TYPES = {"article-newspaper": "NEWS", "dataset": "DATA"}


def ris(items: Iterable[Item]) -> bytes:
    """Return items as a file of RIS, a reference each, in their order."""
    written: str = _writer().formats([_reference(item) for item in items])
    return written.encode("utf-8", "replace")


@cache
def _writer() -> Any:
    from rispy.config import TAG_KEY_MAPPING  # type: ignore[import-untyped]
    from rispy.writer import RisWriter  # type: ignore[import-untyped]

    class Writer(RisWriter):  # type: ignore[misc]
        """Writes lines as the specification ends them, and no numbers between references."""

        NEWLINE = "\r\n"

        def set_header(self, _count: int) -> str:
            """Return no header."""
            return ""

    return Writer(mapping=TAG_KEY_MAPPING | {"AV": "availability"})


def _reference(item: Item) -> dict[str, Any]:
    issued = item.get("issued", {})
    parts = issued.get("date-parts", ())
    given = {
        "type_of_reference": _TYPES.get(item["type"], "ELEC"),
        "id": item["id"],
        "title": one_line(item["title"]),
        "authors": [one_line(_name(one)) for one in item.get("author", ())],
        "secondary_title": one_line(item.get("container-title", "")),
        "type_of_work": one_line(item.get("genre", "")),
        "publisher": one_line(item.get("publisher", "")),
        "edition": one_line(item.get("version", "")),
        "doi": one_line(item.get("DOI", "")),
        "year": str(parts[0][0]) if parts else "",
        "date": _date(issued),
        "urls": [one_line(item["URL"])] if "URL" in item else [],
        "name_of_database": one_line(item.get("archive", "")),
        "availability": one_line(item.get("archive_location", "")),
        "language": one_line(item.get("language", "")),
    }
    return {key: value for key, value in given.items() if value}


def _name(name: dict[str, str]) -> str:
    return name.get("literal") or f"{name['family']}, {name['given']}"


def _date(issued: dict[str, Any]) -> str:
    """Return a date as RIS has it: "2020/02/14/", "2020/06//2020-06~"; empty for none."""
    parts = issued.get("date-parts", ())
    other = issued.get("edtf") or issued.get("literal") or ""
    if not parts:
        return f"///{_other(other)}" if other else ""
    shared: list[int] = []
    for one, *rest in zip(*parts, strict=False):
        if rest and rest[0] != one:
            break
        shared.append(one)
    known = [f"{part:02}" for part in shared] + [""] * (3 - len(shared))
    return "/".join((*known, _other(other)))


def _other(edtf: str) -> str:
    return edtf.replace("/", "–")
