"""OpenSearch: what a browser needs to know to ask this archive from its own address bar.

It holds absolute addresses, so there is none before the site's own address is known.
Source: https://github.com/dewitt/opensearch, OpenSearch 1.1 Draft 6.
"""

from xml.etree import ElementTree as ET

from suites.archive import urls
from suites.site.feeds.formats import xml_document
from suites.site.views import ViewBuilder

NAMESPACE = "http://a9.com/-/spec/opensearch/1.1/"
LONGEST = {"ShortName": 16, "LongName": 48, "Description": 1024}
"""How many signs the specification allows each text."""


def description(builder: ViewBuilder) -> bytes:
    """Return the description of the search of a site, whose address is known."""
    settings, absolute = builder.archive.settings, builder.deployment.absolute
    about = builder.t("search.about", subject=settings.subject)
    root = ET.Element("OpenSearchDescription", xmlns=NAMESPACE)
    texts = {"ShortName": settings.title, "LongName": settings.title, "Description": about}
    for name, text in texts.items():
        ET.SubElement(root, name).text = text[: LONGEST[name]].strip()
    ET.SubElement(root, "Language").text = settings.language
    ET.SubElement(root, "InputEncoding").text = "UTF-8"
    icon = ET.SubElement(root, "Image", width="16", height="16", type="image/svg+xml")
    icon.text = absolute(f"{urls.STATIC}favicon.svg")
    template = f"{absolute(urls.SEARCH)}?q={{searchTerms}}"
    ET.SubElement(root, "Url", type="text/html", method="get", template=template)
    return xml_document(root)
