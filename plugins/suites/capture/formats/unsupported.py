"""Unsupported formats: the name of a file's format by its first bytes, and a way on.

Somebody who gives a Word document is helped by the word and by a way on. Text may begin as some
formats do (`BM`, `MZ`, `ID3`): these count only where the rest is no text.
"""

import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterable, Iterator
from typing import Any

from suites.archive.yaml_resources import read_yaml_resource
from suites.capture.encoding import is_text

Format = dict[str, str]
"""The values of a failure: `what` the file is, and `how` to go on."""

_FORMATS: dict[str, Any] = read_yaml_resource(__package__, "unsupported.yaml")
UNKNOWN: Format = {"what": "of no format that is known here", "how": _FORMATS["advice"]["other"]}


_XML = re.compile(
    rb"\s*+(?P<declared><\?xml\b[^>]*>)?(?:\s*<(?:!--(?:(?!-->).)*--|\?[^>]*\?|!DOCTYPE[^>\[]*(?:\[[^\]]*\])?\s*)>)*"
    rb"\s*<(?P<root>[A-Za-z][\w:.-]{0,60})",
    re.DOTALL,
)
_ADDRESS = rb"<?(?:https?://|www\.)[^\s<>]+>?"
_ADDRESSES = re.compile(rb"\s*+%b(?:\s++%b)*+\s*" % (_ADDRESS, _ADDRESS), re.IGNORECASE)
_LOCAL = b"PK\3\4"
_READ_ZIP = re.compile(r"archive/|datapackage(?:-digest)?\.(?:json|yaml)|index\.html|pages/")


def identify(head: bytes) -> Format | None:
    r"""Return the format of a file by its first bytes; None if it may be one that is read here.

    >>> identify(b"GIF89a")["what"], identify("Du texte".encode())
    ('a picture (GIF); such files are not read here', None)
    """
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    head = head.removeprefix(BOM_UTF8)
    is_plain = is_text(head)
    for section in ("signatures", "text_signatures" if is_plain else "binary_signatures"):
        for signature, what, how in _FORMATS[section]:
            if re.match(signature.encode(), head, re.DOTALL):
                return _values(what, how)
    if head.startswith(_LOCAL):
        return identify_zip(_local_names(head))
    return _identify_text(head) if is_plain else None


def identify_zip(names: Iterable[str]) -> Format | None:
    """Return the format of a zip file by the names in it, if it is a document."""
    names = tuple(names)
    if any(_READ_ZIP.match(name) for name in names):
        return None
    for begin, known in _FORMATS["zip_members"].items():
        if any(re.match(begin, name) for name in names):
            return _values(*known)
    return None


def _identify_text(head: bytes) -> Format | None:
    if _ADDRESSES.fullmatch(head):
        several = len(head.split()) > 1
        return _values(
            "a list of addresses" if several else "an address, and not the page", "address"
        )
    if (found := _XML.match(head)) is None:
        return None
    root = found["root"].decode()
    if known := _FORMATS["xml_roots"].get(root):
        return _values(*known)
    is_page = root.lower() == "html" or not found["declared"]
    return None if is_page else _values(f"a document in XML (<{root}>)", "page")


def _local_names(head: bytes) -> Iterator[str]:
    """Yield the names at the beginning of a zip file, which may lack its directory, at the end."""
    at = 0
    while head.startswith(_LOCAL, at) and len(head) >= at + 30:
        size = int.from_bytes(head[at + 18 : at + 22], "little")
        name_length, extra = (int.from_bytes(head[at + n : at + n + 2], "little") for n in (26, 28))
        start = at + 30 + name_length
        name = head[at + 30 : start].decode("utf-8", "replace")
        # E-books and OpenDocument say what they are in their first file.
        yield name + head[start : start + 60].decode("latin-1") if name == "mimetype" else name
        at = start + extra + size
        if not head.startswith(_LOCAL, at):
            at = max(head.find(_LOCAL, start), 0) or len(head)


def _values(what: str, how: str) -> Format:
    return {"what": f"{what}; such files are not read here", "how": _FORMATS["advice"][how]}
