"""Pages of a release: those of the site, made to be read from a disk, without server or scripts.

Where a link leads to a folder, a browser shows the files in it; it loads no module script from a
disk, and the search has no index there. Only what has to differ is edited: all other text of a page
stays as it was, sign by sign. Scripts are left out, and what is for readers without them is shown.
"""

import posixpath
import re
from collections.abc import Collection, Iterator, Mapping
from html import escape
from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

PAGE_FILE = "index.html"
"""The file of a page in its folder."""
LINKS = frozenset(("action", "cite", "data", "formaction", "href", "poster", "src", "xlink:href"))
"""The attributes that hold an address."""
DROPPED_RELATIONS = frozenset(("modulepreload", "prefetch", "preload", "search"))
"""What a browser fetches from servers alone, or asks them."""
SCRIPTS = frozenset(("", "importmap", "module", "text/javascript", "application/javascript"))
"""The types of `<script>` that are run; any other holds data."""
SERVERLESS = "data-without-server"
"""On an element of a page that needs a server: what it says in a release, after `no_server`."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'"
)
"""No script is run. On a disk, 'self' is any file to Chromium and to Firefox: tried with both."""

_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
_PATH = re.compile(r"[^?#]*")
_ATTRIBUTE = re.compile(r"""([^\s"'<>/=]+)(?:\s*=\s*("[^"]*"|'[^']*'|[^\s"'<>=`]+))?""")


class Release(NamedTuple):
    """What pages of a release rest on.

    files: the addresses of its files, as they lie in the site.
    base: the absolute path at which the site lies online, with a final slash.
    url: the address of the site online, without one; empty while it is not known.
    no_server: a sentence that says that a page needs a server; it may have `{address}`, where the
    address of the page online is to stand.
    """

    files: Collection[str]
    base: str
    url: str
    no_server: str


def local_page(text: str, file: str, release: Release) -> str:
    """Return the HTML of a page as a release holds it; `file` is the address of its file."""
    reader = _Reader(text, file, release)
    reader.feed(text)
    reader.close()
    found: list[str] = []
    at = 0
    for start, end, instead in sorted(reader.edits):
        found += (text[at:start], instead)
        at = end
    return "".join((*found, text[at:]))


def local_link(link: str, file: str, files: Collection[str], base: str) -> str:
    """Return a link of a page as it leads to a file, where that is one of the release.

    >>> files = {"index.html", "a/index.html", "a/x/index.html", "a/x.csv"}
    >>> def local(file, *links):
    ...     return [local_link(link, file, files, "/s/") for link in links]
    >>> local("a/x/index.html", "../", "../..?q#f", "#f", ".")
    ['../index.html', '../../index.html?q#f', '#f', './index.html']
    >>> local("a/index.html", "x.csv", "x", "/s/", "//h/a/")
    ['x.csv', 'x/index.html', '../index.html', '//h/a/']
    """
    path = _PATH.match(link)[0]  # type: ignore[index]
    rest = link[len(path) :]
    if not path or _EXTERNAL.match(link):
        return link
    if path.startswith("/"):
        path = "../" * file.count("/") + path.removeprefix(base).lstrip("/") or "./"
    target = posixpath.normpath(posixpath.join(posixpath.dirname(file), unquote(path)))
    if posixpath.normpath(f"{target}/{PAGE_FILE}") in files:
        path = f"{path.removesuffix('/')}/{PAGE_FILE}"
    return path + rest


class _Reader(HTMLParser):
    """Collects the edits of a page: the place where each begins and ends, and the new text."""

    def __init__(self, text: str, file: str, release: Release) -> None:
        super().__init__(convert_charrefs=False)
        self.edits: list[tuple[int, int, str]] = []
        self._file, self._release = file, release
        self._lines = [0, *(line.end() for line in re.finditer("\n", text))]
        # The element that is replaced up to its end: its tag, the place, the new text.
        self._replaced: tuple[str, int, str] | None = None
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Collect what of a start tag differs; of an element that is replaced, nothing more."""
        whole, start = self.get_starttag_text() or "", self._place()
        values = {name: value or "" for name, value in attrs}
        if self._replaced:
            self._depth += tag == self._replaced[0]
        elif tag == "script" and values.get("type", "").lower() in SCRIPTS:
            self._replaced = tag, start, ""
        elif tag == "noscript" or (
            tag == "link" and DROPPED_RELATIONS.intersection(values.get("rel", "").lower().split())
        ):
            self.edits.append((start, start + len(whole), ""))
        elif SERVERLESS in values:
            self._replaced = tag, start + len(whole), self._serverless(values[SERVERLESS])
        elif values.get("http-equiv", "").lower() == "content-security-policy":
            self.edits += _new_values(whole, start, {"content": POLICY})
        else:
            links = {name: self._local(values[name]) for name in LINKS & values.keys()}
            differing = {name: link for name, link in links.items() if link != values[name]}
            self.edits += _new_values(whole, start, differing)

    def handle_endtag(self, tag: str) -> None:
        """Collect the end of an element that is replaced, and that of one that is unwrapped."""
        if self._replaced and tag == self._replaced[0]:
            if self._depth:
                self._depth -= 1
                return
            _, start, text = self._replaced
            end = self._place() + (len("</script>") if tag == "script" else 0)
            self.edits.append((start, end, text))
            self._replaced = None
        elif tag == "noscript":
            self.edits.append((self._place(), self._place() + len("</noscript>"), ""))

    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column

    def _local(self, link: str) -> str:
        return local_link(link, self._file, self._release.files, self._release.base)

    def _serverless(self, text: str) -> str:
        url = escape(f"{self._release.url}/{self._file.removesuffix(PAGE_FILE)}")
        said = escape(self._release.no_server).replace("{address}", f'<a href="{url}">{url}</a>')
        return f"{said} {escape(text)}"


def _new_values(
    whole: str, start: int, values: Mapping[str, str]
) -> Iterator[tuple[int, int, str]]:
    """Yield the edits of a start tag that give attributes other values."""
    if not values:
        return
    for found in _ATTRIBUTE.finditer(whole, 1):
        name = found[1].lower()
        if name in values and found[2]:
            value = escape(values[name], quote=False).replace('"', "&quot;")
            yield start + found.start(2), start + found.end(2), f'"{value}"'
