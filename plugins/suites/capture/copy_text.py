"""The texts of a copy of an article: what quotations and accounts are compared with."""

from typing import NamedTuple


class CaptureText(NamedTuple):
    """The text of the article in a copy, and everything that can be read in it.

    `name` tells the copy from others of its article: the digest of a capture, or an address.
    """

    article: str
    whole: str
    name: str = ""
