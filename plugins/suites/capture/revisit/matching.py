"""Matching: a new capture -> the article of the archive that it is a copy of.

By its digest, by an address that it states, or by nearly the same text as a full text that is here.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from suites.archive.model import Article
from suites.capture import near_duplicates
from suites.capture.archived_copies.addresses import CopyAddress, copy_address, page_key
from suites.capture.captured_article import CapturedArticle
from suites.capture.captured_page import CapturedPage
from suites.capture.near_duplicates import THRESHOLD


class Match(NamedTuple):
    """The ids of the articles that a capture may be of, and by what: `address`, `text` or ``."""

    ids: tuple[str, ...] = ()
    by: str = ""


class Provenance(NamedTuple):
    """Where a capture came from (`model.Capture.origin`) and when it was made (EDTF), if known."""

    origin: str | None
    at: str | None


def provenance(capture: CapturedPage, page: CapturedArticle, article: Article) -> Provenance:
    """Return what the addresses of a capture say of it, and its file.

    A copy that a web archive replays is of the day in its address, whenever it was saved there.
    """
    if copy := replayed(capture, page):
        return Provenance("archive", copy.day)
    fetched = page_key(capture.address or "")
    is_own = bool(fetched) and fetched == page_key(article.url or "")
    return Provenance("page" if is_own else None, capture.saved)


def replayed(capture: CapturedPage, page: CapturedArticle) -> CopyAddress | None:
    """Return the copy in a web archive that a page was saved from; None if from none."""
    return next(filter(None, map(copy_address, _addresses(capture, page))), None)


def match(
    capture: CapturedPage,
    page: CapturedArticle,
    articles: Mapping[str, Article],
    sketches: Mapping[str, bytes],
) -> Match:
    """Return the articles that a capture is of; `sketches` are of full texts, by id."""
    keys = {page_key(one) for one in _addresses(capture, page)} - {""}
    by_address = tuple(a.id for a in articles.values() if not keys.isdisjoint(_keys(a)))
    if by_address:
        return Match(by_address, "address")
    own = near_duplicates.sketch(page.text)
    shares = {id_: near_duplicates.similarity(own, other) for id_, other in sketches.items() if own}
    best = max(shares.values(), default=0.0)
    if best < THRESHOLD:
        return Match()
    return Match(tuple(id_ for id_, share in shares.items() if share == best), "text")


def _addresses(capture: CapturedPage, page: CapturedArticle) -> Iterable[str]:
    stated = (guess.value for guess in (page.archived, page.url) if guess)
    return (capture.address or "", *stated)


def _keys(article: Article) -> set[str]:
    addresses = (article.url or "", *(copy.url for copy in article.archived))
    return {page_key(one) for one in addresses} - {""}
