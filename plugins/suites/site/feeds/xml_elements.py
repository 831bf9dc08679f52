"""Elements: XML as text, of which the files for other programs are put together.

Thousands of feeds and a sitemap of every page are made: a tree of each takes many times longer.
"""

from __future__ import annotations

from html import escape

DECLARATION = '<?xml version="1.0" encoding="utf-8"?>\n'


def element(name: str, text: str) -> str:
    """An element that holds text alone.

    >>> element("title", "Tout & rien"), element("title", "")
    ('<title>Tout &amp; rien</title>', '<title />')
    """
    return f"<{name}>{escape(text, quote=False)}</{name}>" if text else f"<{name} />"


def attribute(value: str) -> str:
    """The value of an attribute that stands between double quotes, on one line.

    >>> attribute('a "b" & c')
    'a &quot;b&quot; &amp; c'
    """
    return escape(value, quote=False).replace('"', "&quot;")
