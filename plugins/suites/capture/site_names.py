"""Site names: what in a title, or among its authors, is the name of the site that it stands on.

Reader mode, clips and prints say no outlet; they keep the address and the title of the window.
"""

from collections.abc import Sequence
from urllib.parse import urlsplit

from suites.capture.extraction.person_names import folded
from suites.capture.extraction.titles import without_site

_ARTICLES = ("the", "le", "la", "les", "l", "der", "die", "das", "el", "il", "o")
_NO_NAMES = frozenset("www com org net gov edu info news".split())
_BREAKS = " \t\xa0|│•·»«–—-/‹›"
_LONGEST_HOST = 253


def is_site(name: str, address: str) -> bool:
    """Return whether a name is that of the site of an address.

    >>> is_site("Le Port", "https://www.leport.fr/tram"), is_site("Anne Li", "https://leport.fr/")
    (True, False)
    """
    host = _host(address)
    short = folded(name)
    if not short or not host:
        return False
    forms = {short, *(short.removeprefix(one) for one in _ARTICLES)}
    domains = {folded(host), *_labels(host)}
    domains |= {domain.removeprefix(one) for domain in domains for one in _ARTICLES}
    return any(len(form) > 2 and form in domains for form in forms)


def site_in_title(title: str, address: str) -> tuple[str, str]:
    """Return a title without the name of its site, and that name, or nothing.

    >>> site_in_title("Le tram part | Le Port", "https://blog.leport.fr/tram")
    ('Le tram part', 'Le Port')
    """
    hosts = [f"{label}.x" for label in _labels(_host(address))]
    bare = without_site(title, "", hosts) if hosts else title
    if bare == title:
        return title, ""
    before, _, after = title.partition(bare)
    return bare, max(before, after, key=len).strip(_BREAKS)


def names_and_site(names: Sequence[str], address: str) -> tuple[list[str], str]:
    """Return the names that are not the site's, and the first that is, or nothing."""
    sites = [name for name in names if is_site(name, address)]
    return [name for name in names if name not in sites], sites[0] if sites else ""


def _host(address: str) -> str:
    try:
        host = urlsplit(address).hostname or ""
    except ValueError:
        return ""
    return host[:_LONGEST_HOST].removeprefix("www.")


def _labels(host: str) -> list[str]:
    """Return the parts of a host that may be a name, as its letters and digits."""
    labels = [folded(label) for label in host.split(".")[:-1]]
    return [label for label in labels if len(label) > 2 and label not in _NO_NAMES]
