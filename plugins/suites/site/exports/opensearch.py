"""OpenSearch: what a browser needs to know to ask this archive from its own address bar.

It holds absolute addresses, so there is none before the site's own address is known.
Source: https://github.com/dewitt/opensearch, OpenSearch 1.1 Draft 6.
"""

from __future__ import annotations

from xml.etree import ElementTree as ET

from suites.archive import urls
from suites.site.feeds.formats import xml_document

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST = {"ShortName": 16, "LongName": 48, "Description": 1024}
"""How many signs the specification allows each text."""


def description(title: str, about: str, language: str, site_url: str) -> bytes:
    """Return the description of the search of a site; `site_url` may have a final slash."""
    site = site_url.rstrip("/")
    root = ET.Element("OpenSearchDescription", xmlns=NAMESPACE)
    for name, text in (("ShortName", title), ("LongName", title), ("Description", about)):
        ET.SubElement(root, name).text = text[: LONGEST[name]].strip()
    ET.SubElement(root, "Language").text = language
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    icon = ET.SubElement(root, "Image", width="16", height="16", type="image/svg+xml")
    icon.text = f"{site}/{urls.STATIC}favicon.svg"
    template = f"{site}/{urls.SEARCH}?q={{searchTerms}}"
    ET.SubElement(root, "Url", type="text/html", method="get", template=template)
    return xml_document(root)
