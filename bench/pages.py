"""How well pages are converted, beside other programs: `make bench-pages DIR="FOLDER …"`.

A folder is a corpus: a `gold.jsonl`, an object a line, with `file`, the path of a page, and what is
known of it: `url`, `lang`, `title`, `authors` (a list), `days` (ISO 8601, any of which is right),
`text` (the whole article), or `with` and `without`, strings that must and must not stand in it.

Authors are compared without case, accents and punctuation; the text by its runs of four words, a
page as much as another; strings as in `dumps`. Programs that are not installed are left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from suites.capture import formats
from suites.capture.captured_page import CapturedPage, Failure, digest

Page = Mapping[str, Any]
Found = dict[str, Any]
"""What a program says: `title`, `authors`, `day`, `text`; `is_doubted` where it doubts the day."""

RUN = 4  # words


def ours(raw: bytes, page: Page) -> Found:
    """Convert a page as `suites convert` does."""
    made = formats.convert(CapturedPage(page["file"], "html", raw, digest(raw)))
    if isinstance(made, Failure):
        return {"failure": made.code}
    published = made.published
    codes = [doubt.code for doubt in made.doubts]
    is_doubted = any(word in code for code in codes for word in ("date", "day", "changed-later"))
    bases = [made.authors[0].basis if made.authors else "", published.basis if published else ""]
    return {
        "title": made.headline.value if made.headline else "",
        "authors": [author.value for author in made.authors],
        "day": published.value[:10] if published else "",
        "is_doubted": is_doubted or bool(published and not published.stated),
        "text": plain(made.text),
        "why": [*bases, *codes],
    }


def trafilatura(raw: bytes, page: Page) -> Found:
    """Extract with trafilatura's defaults."""
    from trafilatura import bare_extraction

    found = bare_extraction(
        raw, url=page.get("url") or None, with_metadata=True, include_comments=False
    )
    if found is None:
        return {}
    authors = [name for name in (found.author or "").split("; ") if name]
    return {
        "title": found.title or "",
        "authors": authors,
        "day": found.date or "",
        "text": found.text or "",
    }


def readability(raw: bytes, _page: Page) -> Found:
    """Extract with readability-lxml."""
    from lxml import html
    from readability import Document

    document = Document(raw.decode("utf-8", "replace"))
    return {
        "title": document.short_title(),
        "text": html.fromstring(document.summary()).text_content(),
    }


def newspaper4k(raw: bytes, page: Page) -> Found:
    """Extract with newspaper4k."""
    import newspaper

    article = newspaper.Article(page.get("url") or "https://example.org/", fetch_images=False)
    article.download(input_html=raw.decode("utf-8", "replace"))
    article.parse()
    day = article.publish_date.date().isoformat() if article.publish_date else ""
    return {"title": article.title, "authors": article.authors, "day": day, "text": article.text}


def htmldate(raw: bytes, page: Page) -> Found:
    """Find the day with htmldate."""
    from htmldate import find_date

    return {
        "day": find_date(
            raw.decode("utf-8", "replace"), original_date=True, url=page.get("url") or None
        )
        or ""
    }


PROGRAMS: dict[str, tuple[str, Callable[[bytes, Page], Found]]] = {
    "ours": ("suites", ours),
    "trafilatura": ("trafilatura", trafilatura),
    "readability-lxml": ("readability", readability),
    "newspaper4k": ("newspaper", newspaper4k),
    "htmldate": ("htmldate", htmldate),
}


def run(program: str, page: Page) -> Found:
    """Return what a program says of a page; nothing where it breaks."""
    import logging

    logging.disable(logging.CRITICAL)
    with suppress(Exception):
        return PROGRAMS[program][1](Path(page["file"]).read_bytes(), page)
    return {}


def scores(pages: Sequence[Page], found: Sequence[Found]) -> dict[str, str]:
    """Return the figures of a program on some pages, by what they measure."""
    both = list(zip(pages, found, strict=True))
    told = {
        "titles": _titles([row for row in both if row[0].get("title")]),
        "authors": _authors([row for row in both if "authors" in row[0]]),
        "days": _days([row for row in both if "days" in row[0]]),
        "segments": _segments([row for row in both if "with" in row[0]]),
        "text": _texts([row for row in both if "text" in row[0]]),
    }
    return {name: figure for name, figure in told.items() if figure}


def _titles(rows: Sequence[tuple[Page, Found]]) -> str:
    right = sum(folded(page["title"]) == folded(one.get("title") or "") for page, one in rows)
    return f"{right} of {len(rows)}" if any("title" in one for _, one in rows) else ""


def _authors(rows: Sequence[tuple[Page, Found]]) -> str:
    if not any("authors" in one for _, one in rows):
        return ""
    hits = said = meant = 0
    for page, one in rows:
        gold, names = ({folded(x) for x in v} for v in (page["authors"], one.get("authors") or ()))
        hits, said, meant = hits + len(gold & names), said + len(names), meant + len(gold)
    return _prf(hits, said, meant) + f" (n {len(rows)})"


def _days(rows: Sequence[tuple[Page, Found]]) -> str:
    if not any("day" in one for _, one in rows):
        return ""
    verdicts = Counter(_verdict(page["days"], one) for page, one in rows)
    right = verdicts["right"] + verdicts["right, doubted"]
    wrong = verdicts["wrong"] + verdicts["wrong, doubted"]
    return f"{right} of {len(rows)}, {wrong} wrong ({verdicts['wrong']} without a doubt)"


def _verdict(days: Sequence[str], one: Found) -> str:
    day = one.get("day") or ""
    if not day:
        return "none"
    what = "right" if day in days else "wrong"
    return f"{what}, doubted" if one.get("is_doubted") else what


def _segments(rows: Sequence[tuple[Page, Found]]) -> str:
    if not any("text" in one for _, one in rows):
        return ""
    found = missed = wrong = 0
    for page, one in rows:
        text = spaced(one.get("text") or "")
        held = sum(spaced(part) in text for part in page["with"])
        found, missed = found + held, missed + len(page["with"]) - held
        wrong += sum(spaced(part) in text for part in page["without"])
    return _prf(found, found + wrong, found + missed) + f" (n {len(rows)})"


def _texts(rows: Sequence[tuple[Page, Found]]) -> str:
    if not any("text" in one for _, one in rows):
        return ""
    shares = [_overlap(page["text"], one.get("text") or "") for page, one in rows]
    precision, recall, f = (sum(part) / len(shares) for part in zip(*shares, strict=True))
    return f"P {precision:.3f} R {recall:.3f} F {f:.3f} (n {len(rows)})"


def _overlap(gold: str, text: str) -> tuple[float, float, float]:
    """Return precision, recall and F of the runs of four words of a text."""
    a, b = _runs(gold), _runs(text)
    if not a and not b:
        return 1.0, 1.0, 1.0
    common = (a & b).total()
    precision, recall = common / (b.total() or 1), common / (a.total() or 1)
    return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def _runs(text: str) -> Counter[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    if len(words) < RUN:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[n:] for n in range(RUN)), strict=False))


def _prf(hits: int, said: int, meant: int) -> str:
    precision, recall = hits / (said or 1), hits / (meant or 1)
    f = 2 * precision * recall / ((precision + recall) or 1)
    return f"P {precision:.3f} R {recall:.3f} F {f:.3f}"


def plain(markdown: str) -> str:
    """Return Markdown without its marks and the targets of its links."""
    from suites.archive import markdown as reader

    return reader.parse(markdown).text


def spaced(text: str) -> str:
    """Return a text with every white space as one space."""
    return " ".join(text.split())


def folded(text: str) -> str:
    """Return the letters and digits of a text, without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(filter(str.isalnum, apart))


def read(folder: Path, half: str, lang: str) -> list[Page]:
    """Return the pages of a corpus; those of a half, and in a language, where one is named."""
    lines = (folder / "gold.jsonl").read_text("utf-8").splitlines()
    pages: Iterable[Page] = map(json.loads, lines)
    return [p for p in pages if half in ("", p.get("half")) and lang in ("", p.get("lang"))]


def main() -> None:
    """Print a table of each corpus, and with --faults what of ours is wrong there."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--half", default="", help="dev or held: the pages whose `half` it is")
    parser.add_argument("--lang", default="", help="the pages whose `lang` it is")
    parser.add_argument("--programs", default=",".join(PROGRAMS))
    parser.add_argument(
        "--faults", default="", help="titles, authors or days: print ours that are wrong"
    )
    parser.add_argument("--processes", type=int, default=2)
    chosen = parser.parse_args()
    programs = [name for name in chosen.programs.split(",") if find_spec(PROGRAMS[name][0])]
    with ProcessPoolExecutor(chosen.processes) as pool:
        for folder in chosen.folders:
            pages = read(folder, chosen.half, chosen.lang)
            print(f"\n### {folder.name}, {len(pages)} pages {chosen.half} {chosen.lang}")
            for name in programs:
                found = list(pool.map(partial(run, name), pages, chunksize=8))
                for what, figure in scores(pages, found).items():
                    print(f"{name:17} {what:9} {figure}", flush=True)
                if name == "ours":
                    print_faults(chosen.faults, pages, found)


def print_faults(what: str, pages: Sequence[Page], found: Sequence[Found]) -> None:
    """Print what should be and what is, of each page that is wrong."""
    for page, one in zip(pages, found, strict=True):
        name, why = page.get("id", page["file"]), one.get("why")
        if what == "days" and page.get("days") and one.get("day") not in page["days"]:
            print(f"  {name}: {page['days']} is {one.get('day')!r} {why} {one.get('failure', '')}")
        if what == "authors" and "authors" in page:
            gold, is_ = page["authors"], one.get("authors") or []
            if {*map(folded, gold)} != {*map(folded, is_)}:
                print(f"  {name}: {gold} is {is_} {why} {one.get('failure', '')}")
        title = page.get("title")
        if what == "titles" and title and folded(title) != folded(one.get("title") or ""):
            print(f"  {name}: {title!r} is {one.get('title')!r}")
        if one.get("failure") and what:
            print(f"  {name}: {one['failure']}")


if __name__ == "__main__":
    sys.exit(main())
