"""Captures folder: other people's pages, kept locally, and the full texts that were made of them.

    captures/<any name>  -> by its digest, or that of a record in it -> the texts for verification
    captures/<id>.md     -> the article's full text, for private copies

A capture is known by its digest, whatever its name (ours are `<id>.html`, `<id>-2.html`); web
archives are read record by record, and only the captures of the archive's articles are converted.
Links are left alone.
"""

from collections import defaultdict
from collections.abc import Container, Iterator, Mapping
from itertools import chain, count
from pathlib import Path
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import front_matter, markdown
from suites.archive.model import Article
from suites.archive.problems import Problem, quoted
from suites.capture.captured_page import CapturedPage, Failure
from suites.capture.copy_text import CaptureText
from suites.system import atomic_write

SUFFIXES = {"text": ".txt", "html": ".html", "mhtml": ".mhtml", "email": ".eml", "pdf": ".pdf"}
GZIP = b"\x1f\x8b"

LARGEST = 64_000_000  # bytes of a full text; ours are smaller


class CaptureTexts(NamedTuple):
    """Texts by article id, of the captures that are here in the order of the record.

    Also captures with another digest than their name says; unreadable files.
    """

    texts: dict[str, list[CaptureText]]
    problems: tuple[Problem, ...]
    failures: tuple[str, ...]


def load_capture_texts(
    folder: Path, linked: LinkedArchive, ids: frozenset[str] | None = None
) -> CaptureTexts:
    """Return the texts of the captures in a folder; `ids` are those of articles, all by default."""
    from suites.capture import formats  # its parsers are loaded when there is something to parse

    wanted: defaultdict[str, list[Article]] = defaultdict(list)
    for article in linked.archive.articles.values():
        for sha256 in {one.sha256 for one in article.captures}:
            if ids is None or article.id in ids:
                wanted[sha256].append(article)
    found: defaultdict[str, dict[str, CaptureText]] = defaultdict(dict)
    failures: list[str] = []
    files = _files(folder)
    strange = {path.name.partition(".")[0] for path in files}
    for path in files:
        if not wanted:
            break
        with path.open("rb") as stream:
            for capture in formats.captures(stream, str(path)):
                if isinstance(capture, Failure):
                    failures.append(str(capture))
                    continue
                for article in wanted.pop(capture.sha256, ()):
                    found[article.id][capture.sha256] = read_text(folder, article, capture)
                    strange.discard(path.name.partition(".")[0])
    missing = {article.id: article for article in chain.from_iterable(wanted.values())}
    problems = tuple(
        article.source.problem(
            ("captures", _first_missing(article, found[article.id]), "sha256"),
            "capture-digest",
            f"the capture named {quoted(article.id)} has another digest",
            "lay the capture that was read, or mend sha256:; suites revisit adds another one",
        )
        for article in missing.values()
        if article.id in strange
    )
    texts = {
        id_: [of[one.sha256] for one in linked.archive.articles[id_].captures if one.sha256 in of]
        for id_, of in found.items()
        if of
    }
    return CaptureTexts(texts, problems, tuple(failures))


def _first_missing(article: Article, found: Container[str]) -> int:
    return next(at for at, one in enumerate(article.captures) if one.sha256 not in found)


def find(folder: Path, digests: Container[str]) -> Iterator[CapturedPage]:
    """Yield the captures in a folder that have some digests, each once."""
    from suites.capture import formats

    met: set[str] = set()
    for path in _files(folder):
        with path.open("rb") as stream:
            for capture in formats.captures(stream, str(path)):
                if isinstance(capture, Failure) or capture.sha256 in met:
                    continue
                if capture.sha256 in digests:
                    met.add(capture.sha256)
                    yield capture


def lay(
    folder: Path, id_: str, capture: CapturedPage, *, replace: bool = False, first: int = 1
) -> Path | None:
    """Lay the file of a capture into the folder for `verify`; return its path, None if it is there.

    Its name is the id of its article, with a number from the second one on: `first` is the first
    that may be free. FileExistsError when the first capture has another file, unless `replace`;
    LinkInTheWayError.
    """
    file = Path(capture.file)
    # There .md is for full texts: a clipped note is copied under another name.
    if file.resolve().is_relative_to(folder.resolve()) and file.suffix != ".md":
        return None
    # A file of many captures is kept once, for all of them, under its own name.
    if not capture.record and (suffix := SUFFIXES.get(capture.kind)):
        with file.open("rb") as stream:
            suffix += ".gz" if stream.read(2) == GZIP else ""
        if first == 1:
            return _lay(folder, f"{id_}{suffix}", file, replace=replace)
        stem, dot, suffix = id_, "", suffix
    else:
        # .md is for full texts, and no other file gives way to it.
        name = file.name.removesuffix(".md").strip(".") or "archive"
        (stem, dot, suffix), first = name.partition("."), 1
    for number in count(first):
        name = f"{stem}-{number}{dot}{suffix}" if number > 1 else f"{stem}{dot}{suffix}"
        try:
            return _lay(folder, name, file)
        except FileExistsError:
            continue
    return None


def _lay(folder: Path, name: str, file: Path, *, replace: bool = False) -> Path | None:
    return folder / name if atomic_write.write_new(folder, name, file, replace=replace) else None


def load_full_texts(folder: Path, articles: Mapping[str, Article]) -> dict[str, str]:
    """Return the full texts in a folder, in Markdown, by article id.

    They were written when a capture was converted, and may have been mended by hand. A text of
    another capture than its article's is left out. An article whose text stands in the archive
    itself needs none.
    """
    found = ((a.id, _full_text(folder, a)) for a in articles.values() if a.rights.mode != "full")
    return {id_: text for id_, text in found if text is not None}


def _full_text(folder: Path, article: Article, of: str = "") -> str | None:
    """Return the full text of an article, of the capture `of` or of any; None without one."""
    path = folder / f"{article.id}.md"
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    sha256, text = read_full_text(str(path), path.read_text("utf-8", errors="replace"))
    known = {one.sha256 for one in article.captures}
    return text if sha256 in ({of} if of else known) else None


def read_full_text(path: str, text: str) -> tuple[object, str]:
    """Return the digest of the capture that a full text names, None without one, and its words."""
    # An article may be longer than a record.
    front, _ = front_matter.read(path, text, max_body=len(text))
    return (front.data.get("sha256"), front.body) if front else (None, "")


def read_text(folder: Path, article: Article, capture: CapturedPage) -> CaptureText:
    """Return the texts of a capture; of the article, its full text in the folder, if it has one."""
    from suites.capture import formats

    text = _full_text(folder, article, capture.sha256)
    if text is None:
        made = formats.convert(capture)
        text = "" if isinstance(made, Failure) else made.text
    return text_of(capture, text)


def text_of(capture: CapturedPage, text: str) -> CaptureText:
    """Return the texts of a capture; where no article is found, everything is compared with."""
    from suites.capture import formats

    whole = formats.visible_text(capture)
    return CaptureText(markdown.parse(text).text or whole, whole, capture.sha256)


def _files(folder: Path) -> list[Path]:
    """Return the files that may be captures, the small ones first."""
    found = [
        path
        for path in folder.rglob("*")
        if path.is_file()
        and not path.is_symlink()
        and path.suffix != ".md"
        and not path.name.startswith(".")
    ]
    return sorted(found, key=lambda path: (path.stat().st_size, path))
