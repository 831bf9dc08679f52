"""Sitemap: the addresses of all pages, for search engines, to which robots.txt leads them.

They are absolute, so there is none before the site's own address is known.
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

    Pages are given by their addresses in the site ("" is the home page). What lies at SITEMAP leads
    to all of it.
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
        place.text = f"{site_url}/{address}"
    return xml_document(root)
