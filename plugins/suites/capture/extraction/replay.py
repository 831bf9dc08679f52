"""Replay: a page as a web archive shows it -> the page as it was, and the address of the copy.

A web archive rewrites the addresses of a page into those of its copies, and lays a toolbar over it.
Sources: the pages of the Wayback Machine, of pywb (https://pywb.readthedocs.io) and archive.today.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from suites.capture.archived_copies.addresses import CopyAddress, copy_address
from suites.capture.captured_article import CapturedArticle, Guess

_TOOLBARS = (
    "//*[@id='wm-ipp-base' or @id='wm-ipp' or @id='wm-ipp-print' or @id='wm-ipp-inside'"
    " or @id='donato' or @id='__wb_record_content_loader' or @id='_wb_frame_top_banner'"
    " or @id='_wb_plain_banner' or @id='wb_iframe_div_banner']"
)
_HEAD = 100_000
# The call that the Wayback Machine and pywb lay into the head of a page.
_WOMBAT = re.compile(
    r"__wm\.wombat\(\s*\"([^\"]{4,2000})\"\s*,\s*\"(\d{4,14})\"\s*,\s*\"(https?://[^\"]{4,200})\""
    r"\s*,\s*\"([\w-]{1,20})\""
)
_LINK = re.compile(r"<(?:link|meta)\b[^>]{0,300}?(?:canonical|og:url)[^>]{0,2000}>", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[^\s\"'<>]{8,2000}")


def find_copy(text: str, captured: Iterable[str | None]) -> CopyAddress | None:
    """Return the copy that a page was saved from; None when it was saved from no web archive.

    `captured` are the addresses that the capture itself has for the page, the likeliest first.
    """
    for address in captured:
        if address and (found := copy_address(address)):
            return found
    head = text[:_HEAD]
    if wombat := _WOMBAT.search(head):
        original, moment, archive, folder = wombat.groups()
        return copy_address(f"{archive.rstrip('/')}/{folder}/{moment}/{original}")
    for link in _LINK.findall(head):
        for address in _ADDRESS.findall(link):
            if found := copy_address(address):
                return found
    return None


def restored(text: str, copy: CopyAddress) -> str:
    """Return the markup of a page with its own addresses in the place of those of copies."""
    archive = urlsplit(copy.archive)
    host, path = (_escaped(part) for part in (archive.netloc, archive.path))
    before = rf"(?:(?:https?:)?{_escaped('//')}{host})?{path}"
    return re.sub(rf"{before}[\d.-]{{4,20}}(?:[a-z]{{2}}_)?\*?\\?/(?=https?:)", "", text)


def drop_toolbars(tree: HtmlElement) -> bool:
    """Take the toolbar of a web archive out of the tree of a page; return whether there was one."""
    toolbars = [one for one in tree.xpath(_TOOLBARS) if one.getparent() is not None]
    for element in toolbars:
        element.drop_tree()
    return bool(toolbars)


def of_the_page_itself(article: CapturedArticle) -> CapturedArticle:
    """Return an article whose address is that of a copy with its own, and the copy beside."""
    copy = copy_address(article.url.value) if article.url else None
    if copy is None or article.url is None:
        return article
    archived = article.archived or Guess(copy.url, "replay")
    return replace(article, url=replace(article.url, value=copy.original), archived=archived)


def _escaped(part: str) -> str:
    """Return a part of an address for a pattern; in JSON, strokes may have one before them."""
    return re.escape(part).replace("/", r"\\?/")
