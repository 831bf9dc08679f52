"""Sitemap and robots.txt: which pages there are, for search engines.

Both hold absolute addresses only, so there is none before the site's own address is known.
Sources: https://www.sitemaps.org/protocol.html, RFC 9309.
"""

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from suites.site.feeds.formats import xml_document

SITEMAP = "sitemap.xml"
ADDRESSES_A_FILE = 50_000
"""The most that a sitemap may have; so many of ours stay far below its 50 MB."""
ROBOTS = "robots.txt"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemaps(pages: Iterable[str], site_url: str) -> dict[str, bytes]:
    """Return the sitemap of the pages, or of too many its parts and their index, by address.

    Pages are given by their addresses in the site ("" is the home page); `site_url` is the site's
    own address, with or without a final slash. What lies at SITEMAP leads to all of it.
    """
    addresses = sorted(pages)
    if len(addresses) <= ADDRESSES_A_FILE:
        return {SITEMAP: _listed("urlset", "url", addresses, site_url)}
    starts = range(0, len(addresses), ADDRESSES_A_FILE)
    cut = (addresses[at : at + ADDRESSES_A_FILE] for at in starts)
    parts = {
        SITEMAP.replace(".", f"-{number}."): _listed("urlset", "url", part, site_url)
        for number, part in enumerate(cut, 1)
    }
    return {SITEMAP: _listed("sitemapindex", "sitemap", parts, site_url), **parts}


def _listed(root_name: str, name: str, addresses: Iterable[str], site_url: str) -> bytes:
    root = ET.Element(root_name, xmlns=NAMESPACE)
    for address in addresses:
        place = ET.SubElement(ET.SubElement(root, name), "loc")
        place.text = f"{site_url.rstrip('/')}/{address}"
    return xml_document(root)


def no_robots() -> bytes:
    """Return the robots.txt of a private copy, which keeps every robot out."""
    return b"User-agent: *\nDisallow: /\n"


def robots(site_url: str) -> bytes:
    """Return a robots.txt that hides nothing and says where the sitemap is.

    >>> print(robots("https://example.org/archive/").decode(), end="")
    User-agent: *
    Disallow:
    Sitemap: https://example.org/archive/sitemap.xml
    """
    return f"User-agent: *\nDisallow:\nSitemap: {site_url.rstrip('/')}/{SITEMAP}\n".encode()
