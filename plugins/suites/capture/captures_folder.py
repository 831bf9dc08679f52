"""Captures folder: other people's pages, kept locally, and the full texts that were made of them.

    captures/<any name>  -> by its digest, or that of a record in it -> the texts for verification
    captures/<id>.md     -> the article's full text, for private copies

A capture is known by its digest, whatever its name; web archives are read record by record, and
only the captures of the archive's articles are converted. Links are left alone.
"""

from collections import defaultdict
from collections.abc import Mapping
from itertools import chain
from pathlib import Path
from typing import NamedTuple

from suites.analysis.linked_archive import LinkedArchive
from suites.archive import front_matter, markdown
from suites.archive.model import Article
from suites.archive.problems import Problem, quoted
from suites.capture.captured_page import CapturedPage, Failure
from suites.capture.verification import CaptureText

LARGEST = 64_000_000  # bytes of a full text; ours are smaller


class CaptureTexts(NamedTuple):
    """Texts by article id; captures with another digest than their name says; unreadable files."""

    texts: dict[str, CaptureText]
    problems: tuple[Problem, ...]
    failures: tuple[str, ...]


def load_capture_texts(
    folder: Path, linked: LinkedArchive, ids: frozenset[str] | None = None
) -> CaptureTexts:
    """Return the texts of the captures in a folder; `ids` are those of articles, all by default."""
    from suites.capture import formats  # its parsers are loaded when there is something to parse

    wanted: defaultdict[str, list[Article]] = defaultdict(list)
    for article in linked.archive.articles.values():
        if article.capture and (ids is None or article.id in ids):
            wanted[article.capture.sha256].append(article)
    texts: dict[str, CaptureText] = {}
    failures: list[str] = []
    files = _files(folder)
    for path in files:
        if not wanted:
            break
        with path.open("rb") as stream:
            for capture in formats.captures(stream, str(path)):
                if isinstance(capture, Failure):
                    failures.append(str(capture))
                    continue
                for article in wanted.pop(capture.sha256, ()):
                    texts[article.id] = _text(folder, article, capture)
    names = {path.name.partition(".")[0] for path in files}
    problems = tuple(
        article.source.problem(
            ("capture", "sha256"),
            "capture-digest",
            f"the capture named {quoted(article.id)} has another digest",
            "lay the capture that the article was described from, or mend sha256:",
        )
        for article in chain.from_iterable(wanted.values())
        if article.id in names
    )
    return CaptureTexts(texts, problems, tuple(failures))


def load_full_texts(folder: Path, articles: Mapping[str, Article]) -> dict[str, str]:
    """Return the full texts in a folder, in Markdown, by article id.

    They were written when a capture was converted, and may have been mended by hand. A text of
    another capture than its article's is left out. An article whose text stands in the archive
    itself needs none.
    """
    found = ((a.id, _full_text(folder, a)) for a in articles.values() if a.rights.mode != "full")
    return {id_: text for id_, text in found if text is not None}


def _full_text(folder: Path, article: Article) -> str | None:
    path = folder / f"{article.id}.md"
    if path.is_symlink() or not path.is_file() or path.stat().st_size > LARGEST:
        return None
    sha256, text = read_full_text(str(path), path.read_text("utf-8", errors="replace"))
    return text if article.capture and article.capture.sha256 == sha256 else None


def read_full_text(path: str, text: str) -> tuple[object, str]:
    """Return the digest of the capture that a full text names, None without one, and its words."""
    # An article may be longer than a record.
    front, _ = front_matter.read(path, text, max_body=len(text))
    return (front.data.get("sha256"), front.body) if front else (None, "")


def _text(folder: Path, article: Article, capture: CapturedPage) -> CaptureText:
    from suites.capture import formats

    whole = formats.visible_text(capture)
    text = _full_text(folder, article)
    if text is None:
        made = formats.convert(capture)
        text = "" if isinstance(made, Failure) else made.text
    # Where no article is found, everything is compared with.
    return CaptureText(markdown.parse(text).text or whole, whole)


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
