"""Items: what is cited, as CSL-JSON (CSL 1.0.2): our records, and the articles of the press.

    builder, id -> {"id": …, "type": …, "title": …, "author": …, "issued": …, …}

An item says what is known, and leaves out the rest. Its id is its citation key, unique in the
archive: that of a record is the record's own, and what follows a full stop, which no id of a record
has, tells other items of it.
"""

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from suites.archive import dates
from suites.archive.dates import Date
from suites.archive.model import Article
from suites.site.citations.names import csl_name
from suites.site.views import quote_comparison
from suites.site.views.outlet_names import outlet_name
from suites.site.views.page_kinds import PAGE_KINDS
from suites.site.views.view_builder import ViewBuilder

Item = dict[str, Any]

PRESS = "press"
"""What follows the id of an article in the key of the press article."""

SUPPLIED = "[{}]"
"""A title that is ours, for a source that has none of its own: in square brackets, as ISO 690, APA
and Chicago ask of a title that is supplied."""


def record_item(builder: ViewBuilder, kind: str, id_: str) -> Item:
    """Return the item of our record: its author is the archive, which wrote it.

    It is dated by the day on which an article was added, else by that of the states.
    """
    if kind == "article":
        article = builder.archive.articles[id_]
        issued, genre = article.added, _genre(builder, article)
    else:
        issued, genre = _as_of(builder), builder.t(PAGE_KINDS[kind].cited)
    title = builder.linked.link_summaries[id_].title
    return _own(builder, id_, title, builder.urls.of_kind(kind, id_), issued, genre)


def pair_item(builder: ViewBuilder, announcement: str, name: str) -> Item:
    """Return the item of a pair of quotes; KeyError if the announcement has none of that name."""
    pair = quote_comparison.pair_of(builder, announcement, name)
    return _own(
        builder,
        f"{announcement}.{name}",
        quote_comparison.words(builder, pair)[0],
        builder.urls.quote_comparison(announcement, name),
        _as_of(builder),
        builder.t(PAGE_KINDS["quote-comparison"].cited),
    )


def press_item(builder: ViewBuilder, id_: str) -> Item:
    """Return the item of the press article that a record describes.

    Its title is the headline, or ours in square brackets where no headline is known; its container
    the outlet, under the name that it bore on that day; its archive the web archive with the last
    copy.
    """
    article = builder.archive.articles[id_]
    outlet = outlet_name(builder, id_)
    copy = article.archived[-1].url if article.archived else ""
    item = {
        "id": f"{id_}.{PRESS}",
        "type": _press_type(article),
        "title": article.headline or SUPPLIED.format(article.title),
        "author": [csl_name(one, article.lang, outlet=outlet) for one in article.authors],
        "container-title": outlet,
        "issued": csl_date(article.published) if article.published else None,
        "URL": article.url,
        "archive": urlsplit(copy).hostname,
        "archive_location": copy,
        "language": article.lang,
    }
    return {key: value for key, value in item.items() if value}


def one_line(text: str) -> str:
    """Return a text on one line, with the spaces in it that are not to be broken."""
    return _BLANKS.sub(lambda found: found[0] if found[0] in _NO_BREAK else " ", text).strip()


_BLANKS = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_NO_BREAK = ("\u00a0", "\u202f")


def csl_date(date: Date) -> dict[str, Any]:
    """Return a date as CSL has it, as precise as it is known; approximate or uncertain is `circa`.

    What no single day, month, year or season says is a range, with its EDTF text beside it; a range
    without a known start or end is that text alone.

    >>> csl_date(dates.parse("2022-10?"))
    {'date-parts': [[2022, 10]], 'circa': True, 'edtf': '2022-10?'}
    """
    found: dict[str, Any] = {}
    if date.precision == "season" and (season := _season(date)):
        found = {"date-parts": [[date.earliest.year]], "season": season}
    elif date.precision in _LENGTHS:
        found = {"date-parts": [_parts(date.earliest.isoformat(), _LENGTHS[date.precision])]}
    else:
        ends = _ends(date)
        found = {"date-parts": ends} if ends else {"literal": date.text}
    if date.approximate or date.uncertain or date.text[0] == "[":
        found["circa"] = True
    if date.precision not in _LENGTHS or "circa" in found:
        found["edtf"] = date.text
    return found


_LENGTHS = {"minute": 3, "day": 3, "month": 2, "year": 1}
"""The parts of a date that are known, by its precision."""


def _parts(iso: str, length: int) -> list[int]:
    return [int(part) for part in iso.split("-")[:length]]


def _season(date: Date) -> int | None:
    """Return the number of a season of the year; None for quarters and other parts of a year."""
    code = int(date.text.replace("?", "").replace("~", "").replace("%", "")[5:7])
    return code - 20 if 21 <= code <= 24 else None


def _ends(date: Date) -> list[list[int]]:
    """Return the two ends of a range, each as precise as it is known; none for an open one."""
    ends = ["", ""]
    if date.precision == "interval" and "/" in date.text:
        ends = date.text.split("/")
        if not all(one.strip(".") for one in ends):
            return []
    elif date.earliest == date.earliest.min or date.latest == date.latest.max:
        return []
    whole = _whole(date)
    lengths = [_LENGTHS.get(dates.parse(one).precision, whole) if one else whole for one in ends]
    first, last = date.earliest.isoformat(), date.latest.isoformat()
    found = [_parts(first, lengths[0]), _parts(last, lengths[1])]
    return found if found[0] != found[1] else found[:1]


def _whole(date: Date) -> int:
    """Return the parts by which a span is told: whole years or months where it is made of them."""
    if (date.latest + timedelta(days=1)).day > 1 or date.earliest.day > 1:
        return 3
    return 1 if (date.earliest.month, date.latest.month) == (1, 12) else 2


def _as_of(builder: ViewBuilder) -> Date:
    return dates.parse(builder.linked.as_of.isoformat())


def _genre(builder: ViewBuilder, article: Article) -> str:
    """Return the words for the record of an article, which name its source."""
    published = builder.day(article.published)
    source = (builder.source(article.id), published.text if published else builder.t("day.unknown"))
    return builder.t(f"cite.article-{article.rights.mode}", source=builder.listed(source))


def _own(
    builder: ViewBuilder, id_: str, title: str, address: str, issued: Date, genre: str
) -> Item:
    archive = builder.archive.settings.title
    item = {
        "id": id_,
        "type": "webpage",
        "title": title,
        "author": [{"literal": archive}],
        "container-title": archive,
        "genre": genre,
        "issued": csl_date(issued),
        "URL": builder.deployment.absolute(address),
        "language": builder.language,
    }
    return {key: value for key, value in item.items() if value}


def _press_type(article: Article) -> str:
    """Return the type of a source: an article where an outlet published it as one, else a page.

    What an office publishes itself is no newspaper's article.
    """
    return "article-newspaper" if article.outlet and article.kind != "official" else "webpage"
