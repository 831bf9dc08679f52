"""Pages: the HTML of two sites -> which pages differ in what they say, and how.

    HTML -> text of its main part, a sentence a line -> unified diff

Only the main part of a page counts, and only its text: what every page has in common, a commit or a
stamp of the build, makes no difference.
"""

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from html.parser import HTMLParser
from typing import Literal, NamedTuple

from suites.archive.problems import printable

MAX_LINES = 5_000
"""Lines of a page that are compared; a longer one is only named."""

_INLINE = frozenset(
    "a abbr b bdi bdo cite code data del dfn em i img ins kbd mark q s samp small span strong sub "
    "sup time tspan u use var wbr".split()
)
_SILENT = frozenset({"script", "style", "template"})
_SENTENCE = re.compile(r"(?<=[.!?…])(?=\s+[^\s\d])")


class PageChange(NamedTuple):
    """A page that differs: its path in the site, and the lines of a diff of its text."""

    path: str
    action: Literal["added", "removed", "changed"]
    diff: tuple[str, ...]


class _MainText(HTMLParser):
    """Reads the text of the main part; of the whole page where it has none."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.main: list[str] = []
        self.whole: list[str] = []
        self.has_main = False
        self._depth = self._silent = 0
        self._is_apart = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "main":
            self._depth += 1
            self.has_main = True
        self._silent += tag in _SILENT
        self._is_apart |= tag == "span"
        self._break(tag)
        # What a link or an image leads to, or stands for, is told with its words.
        told = {name: value for name, value in attrs if name in ("alt", "href") and value}
        if tag == "img" and "alt" in told:
            self.handle_data(told["alt"] or "")
        if tag == "a" and (told.get("href") or "").startswith(("http:", "https:", "mailto:")):
            self.handle_data(f"<{told['href']}> ")

    def handle_endtag(self, tag: str) -> None:
        self._break(tag)
        self._is_apart |= tag == "span"
        self._depth -= tag == "main"
        self._silent = max(0, self._silent - (tag in _SILENT))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            text = " ".join(f".{data}.".split())[1:-1]
            told = self.main if self._depth > 0 else self.whole
            # Styles part what stands in spans; no span begins or ends within a word.
            if self._is_apart and text[:1].isalnum() and told and told[-1][-1:].isalnum():
                told.append(" ")
            told.append(text)
            self._is_apart = self._is_apart and not text

    def _break(self, tag: str) -> None:
        if tag not in _INLINE:
            (self.main if self._depth > 0 else self.whole).append("\n")


def main_text(html: str) -> list[str]:
    """Return the text of the main part of a page, a sentence or a block on each line.

    >>> main_text("<nav>x</nav><main><p>Un <b>tram</b>.  Deux rives.<ul><li>ici</ul></main>")
    ['Un tram.', 'Deux rives.', 'ici']
    """
    reader = _MainText()
    reader.feed(html)
    reader.close()
    text = "".join(reader.main if reader.has_main else reader.whole)
    lines = (" ".join(one.split()) for line in text.split("\n") for one in _SENTENCE.split(line))
    return [one for one in lines if one]


def page_changes(
    before: Iterable[str],
    after: Iterable[str],
    read_before: Callable[[str], bytes],
    read_after: Callable[[str], bytes],
) -> Iterator[PageChange]:
    """Yield the pages that differ, by their paths; each is read when its turn comes."""
    old, new = set(before), set(after)
    for path in sorted(old | new):
        raw = [
            read(path) if path in had else b""
            for read, had in ((read_before, old), (read_after, new))
        ]
        if path in old and path in new and raw[0] == raw[1]:
            continue
        texts = [main_text(one.decode("utf-8", "replace")) for one in raw]
        if path in old and path in new and texts[0] == texts[1]:
            continue
        action: Literal["added", "removed", "changed"] = (
            "changed" if path in old and path in new else "added" if path in new else "removed"
        )
        yield PageChange(path, action, tuple(_diff(*texts)))


def _diff(old: list[str], new: list[str]) -> Iterator[str]:
    if max(len(old), len(new)) > MAX_LINES:
        yield f"(more than {MAX_LINES:,} lines: not compared)"
        return
    found = difflib.unified_diff(old, new, "before", "after", n=1, lineterm="")
    yield from map(printable, found)
