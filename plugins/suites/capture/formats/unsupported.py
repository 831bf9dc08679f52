"""Unsupported formats: the name of a file's format by its first bytes, and a way on.

Somebody who gives a Word document is helped by the word and by a way on. Text may begin as some
formats do (`BM`, `MZ`, `ID3`): these count only where the rest is no text.
"""

import re
from collections.abc import Iterable
from typing import Any

from suites.archive.yaml_resources import read_yaml_resource
from suites.capture.encoding import is_text

Format = dict[str, str]
"""The values of a failure: `what` the file is, and `how` to go on."""

_FORMATS: dict[str, Any] = read_yaml_resource(__package__, "unsupported.yaml")
UNKNOWN: Format = {"what": "neither text, HTML, WARC nor WACZ", "how": _FORMATS["advice"]["other"]}


def identify(head: bytes) -> Format | None:
    """Return the format of a file by its first bytes; None if it may be one that is read here.

    >>> identify(b"GIF89a")["what"], identify("Du texte".encode())
    ('a picture (GIF), which is not read here', None)
    """
    head = head.removeprefix(b"\xef\xbb\xbf")
    is_binary = not is_text(head)
    for section in ("signatures", "binary_signatures") if is_binary else ("signatures",):
        for signature, what, how in _FORMATS[section]:
            if re.match(signature.encode(), head, re.DOTALL):
                return _values(what, how)
    return None


def identify_zip(names: Iterable[str]) -> Format | None:
    """Return the format of a zip file by the names in it, if it is a document."""
    names = tuple(names)
    for begin, what in _FORMATS["zip_members"].items():
        if any(name.startswith(begin) for name in names):
            return _values(what, "document")
    return None


def _values(what: str, how: str) -> Format:
    return {"what": f"{what}, which is not read here", "how": _FORMATS["advice"][how]}
