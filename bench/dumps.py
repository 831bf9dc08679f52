"""How well dumps of pages are converted: `make bench-convert DIR=…`.

A folder holds dumps and a `gold.json`, by file: `with` and `without` are strings that must and must
not be in the text, `title` the headline, `date` the day of publication ("" when there is none), or
`dates` the days that are right; what is not known is null. Where files have a `half`, "dev" is what
one may look at, and "held" is only counted; `--lang` picks the files that have that `lang`.

Segments are counted over all pages, white space folded: precision is the share of `with` among the
strings found, recall the share of `with` that was found. Two rules of thumb stand beside it.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from suites.capture import dumps
from suites.capture.captured_article import CapturedArticle

LONG = 80


@dataclass
class Tally:
    """Strings found and not found, of those that must and of those that must not be there."""

    found: int = 0
    missed: int = 0
    wrong: int = 0

    def add(self, text: str, gold: dict[str, list[str]]) -> None:
        """Count the strings of one page."""
        said = folded(text)
        held = [folded(one) in said for one in gold["with"]]
        self.found += sum(held)
        self.missed += len(held) - sum(held)
        self.wrong += sum(folded(one) in said for one in gold["without"])

    def scores(self) -> tuple[float, float, float]:
        """Precision, recall and F."""
        precision = self.found / ((self.found + self.wrong) or 1)
        recall = self.found / ((self.found + self.missed) or 1)
        return precision, recall, 2 * precision * recall / ((precision + recall) or 1)


def folded(text: str) -> str:
    """The text with its white space folded, without the backslashes of Markdown."""
    return dumps.collapsed(re.sub(r"\\(?=[!-/:-@\[-`{-~])", "", text))


def every_line(capture: str) -> str:
    """The first rule of thumb: all of it."""
    return capture


def long_lines(capture: str) -> str:
    """The second: the lines of more than 80 characters."""
    return "\n".join(line for line in capture.split("\n") if len(line) > LONG)


def title_is_right(page: CapturedArticle, gold: str) -> bool:
    """Whether the headline is the one that is wanted, or none when none is."""
    return folded(page.headline.value if page.headline else "") == folded(gold)


def day_is_right(page: CapturedArticle, gold: str) -> bool:
    """Whether the day is right; an interval or an approximate day is not a day."""
    return (page.published.value.split("T")[0] if page.published else "") == gold


def bench(
    folder: Path, say: Callable[[str], None] = print, half: str = "", lang: str = ""
) -> tuple[float, float, float]:
    """Convert the dumps of a folder and tell how well; precision, recall and F of the segments."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    gold = {
        name: wanted
        for name, wanted in gold.items()
        if (not half or wanted["half"] == half) and (not lang or wanted["lang"] == lang)
    }
    whole, rules = Tally(), {"every line": Tally(), "long lines": Tally()}
    titles = titled = days = dated = 0
    say(f"{'':24} {'with':>7} {'without':>8}  title  day")
    for name, wanted in sorted(gold.items()):
        capture = (folder / name).read_text("utf-8", errors="surrogateescape")
        page = dumps.convert(capture)
        own = Tally()
        for tally in (own, whole):
            tally.add(page.text, wanted)
        for rule, tally in zip((every_line, long_lines), rules.values(), strict=True):
            tally.add(rule(capture), wanted)
        dates = [wanted["date"]] if wanted.get("date") is not None else wanted.get("dates") or []
        has_title = wanted.get("title") is not None
        title = has_title and title_is_right(page, wanted["title"])
        day = any(day_is_right(page, date) for date in dates)
        titled += has_title
        titles += title
        dated += any(dates)
        days += day and any(dates)
        if half == "held":
            continue
        said = [f"{own.found}/{own.found + own.missed}", f"{own.wrong}/{len(wanted['without'])}"]
        marks = ["yes" if one else "no" for one in (title, day)]
        say(f"{name:24} {said[0]:>7} {said[1]:>8}  {marks[0]:5}  {marks[1]}")
    for name, tally in {"converted": whole, **rules}.items():
        say("{:24} precision {:.3f}  recall {:.3f}  F {:.3f}".format(name, *tally.scores()))
    say(f"titles {titles} of {titled}, days {days} of {dated}")
    return whole.scores()


def main() -> int:
    """Read the command line, and tell what was measured."""
    parser = argparse.ArgumentParser(
        prog="bench/dumps.py", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--half", choices=("dev", "held"), default="")
    parser.add_argument("--lang", default="")
    arguments = parser.parse_args()
    folder = arguments.folder
    if not (folder / "gold.json").is_file():
        print(f"{folder}: there is no gold.json; DIR= names a folder of dumps that has one")
        return 1
    bench(folder, half=arguments.half, lang=arguments.lang)
    return 0


if __name__ == "__main__":
    sys.exit(main())
