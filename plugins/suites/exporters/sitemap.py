"""Sitemap and robots.txt: which pages there are, for search engines.

Both hold absolute addresses only, so there is none before the site's own address is known.
Sources: https://www.sitemaps.org/protocol.html, RFC 9309.
"""

from __future__ import annotations

from collections.abc import Iterable

from suites.exporters.elements import DECLARATION, element

SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"


def sitemap(pages: Iterable[str], site_url: str) -> bytes:
    """The sitemap of the pages, given by their addresses in the site ("" is the home page).

    `site_url` is the site's own address, with or without a final slash.
    """
    site = site_url.rstrip("/")
    urls = "".join(
        f"  <url>\n    {element('loc', f'{site}/{page}')}\n  </url>\n" for page in sorted(pages)
    )
    return f'{DECLARATION}<urlset xmlns="{NAMESPACE}">\n{urls}</urlset>\n'.encode()


def no_robots() -> bytes:
    """A robots.txt that keeps every robot out: that of a private copy."""
    return b"User-agent: *\nDisallow: /\n"


def robots(site_url: str) -> bytes:
    """A robots.txt that hides nothing and says where the sitemap is.

    >>> print(robots("https://example.org/archive/").decode(), end="")
    User-agent: *
    Disallow:
    Sitemap: https://example.org/archive/sitemap.xml
    """
    return f"User-agent: *\nDisallow:\nSitemap: {site_url.rstrip('/')}/{SITEMAP}\n".encode()
