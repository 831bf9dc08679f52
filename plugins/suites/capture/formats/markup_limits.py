"""Markup limits: what a page may hold before it is parsed, and its tree before it is searched.

The parser compares each attribute of a tag with those before it, and libraries copy a tree several
times: a page of a few megabytes can be made to take minutes, or gigabytes.
"""

import re

from lxml.html import HtmlElement

from suites.capture.limits import LARGEST_TEXT, HostileError, size

_MOST_TAGS = 200_000
_MOST_ATTRIBUTES = 400_000
_MOST_IN_ONE_TAG = 256
# Comments and tags as HTML reads them (13.2.5). What is possessive is never read again.
_ATTRIBUTE = r"""[\s/]*+[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'>][^\s>]*+))?+"""
_TAG = re.compile(
    r"<(?:!--(?:-?>|.*?--!?>|.*)|(?P<name>[a-z][^\s/>]*+)"
    rf"(?:{_ATTRIBUTE}){{0,{_MOST_IN_ONE_TAG}}}+(?P<more>{_ATTRIBUTE})?+)",
    re.IGNORECASE | re.DOTALL,
)
_RAW = {  # elements in which no tag is one, and their ends
    name: re.compile(f"</{name}", re.IGNORECASE)
    for name in "script style title textarea xmp iframe noembed noframes plaintext".split()
}


def check_text(text: str) -> None:
    """Raise HostileError when markup is larger than any article's, or holds too much of a kind."""
    if len(text) > LARGEST_TEXT:
        raise HostileError("too-large", limit=size(LARGEST_TEXT))
    if text.count("<") > _MOST_TAGS:
        raise HostileError("too-many", what="tags", limit=str(_MOST_TAGS))
    at = 0
    while tag := _TAG.search(text, at):
        if tag["more"]:
            raise HostileError(
                "too-many", what="attributes in one tag", limit=str(_MOST_IN_ONE_TAG)
            )
        at = tag.end()
        if end := _RAW.get((tag["name"] or "").lower()):
            found = end.search(text, at)
            at = found.start() if found else len(text)


def check_tree(root: HtmlElement) -> None:
    """Raise HostileError when a tree has more attributes than any article's."""
    if root.xpath("count(//@*)") > _MOST_ATTRIBUTES:
        raise HostileError("too-many", what="attributes", limit=str(_MOST_ATTRIBUTES))
