"""Environment: what counts beside the files: variables, this Python, and what is installed."""

import os
import sys
from datetime import date
from pathlib import Path

from suites.archive.problems import printable

VARIABLES = (
    "SITEURL",
    "REPOSITORY_URL",
    "SITE_COMMIT",
    "SUITES_TODAY",
    "FULL_TEXT",
    "DATA_FILES",
)
"""The variables that the settings and the adapters read."""

LOCAL_OUTPUT = "output-local"
"""The only folder that a private copy is written into; git ignores it."""


PRIVATE_COPY = "PRIVATE-COPY.txt"
"""The file that lies in a private copy, and in no public site."""


def forks() -> bool:
    """Return whether worker processes may be forked: on Linux, unless SUITES_SPAWN is set.

    Elsewhere the libraries of the system run threads, which a fork breaks, or nothing forks.
    """
    return sys.platform == "linux" and os.environ.get("SUITES_SPAWN", "") in ("", "0")


def shortcuts() -> bool:
    """Return whether `build.jinja_compiler` may be used: unless SUITES_SHORTCUTS is 0."""
    return os.environ.get("SUITES_SHORTCUTS", "") != "0"


def open_streams() -> None:
    """Open in and out and errors where they were closed (`2>&-`), onto nothing.

    The next file to be opened would get the number of the one that is missing, and what is said
    would be written into it.
    """
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, mode))  # noqa: SIM115, PTH123 - to the end


def refuse_bytes(path: str, *, watched: bool = False) -> None:
    """SystemExit when a path is no text in this locale; when it is `watched`, none in UTF-8."""
    try:
        encoded = path.encode()
    except UnicodeEncodeError:
        encoded = b""
    if not encoded or (watched and encoded != os.fsencode(path)):
        raise SystemExit(
            f"{printable(path)}: this path is no UTF-8, or is read as something else: "
            "rename the folder, or set LC_ALL=C.UTF-8"
        )


def full_text() -> bool:
    """Return whether FULL_TEXT asks for a private copy, with the texts of the articles."""
    return os.environ.get("FULL_TEXT", "") not in ("", "0")


def today() -> str | None:
    """Return the day of SUITES_TODAY, which replaces the archive's; SystemExit if it is none."""
    text = os.environ.get("SUITES_TODAY", "")
    try:
        day = date.fromisoformat(text).isoformat() if text else None
        # The years that dates are read in.
        if day and not "1000" <= day < "3000":
            raise ValueError(day)
    except ValueError:
        raise SystemExit(f"SUITES_TODAY is a day, such as 2025-12-31: {text!r}") from None
    return day


def fingerprint() -> dict[str, str]:
    """Return the variables and what is installed, by name."""
    return {**{name: os.environ.get(name, "") for name in VARIABLES}, **installed()}


def installed() -> dict[str, str]:
    """Return this Python, and the packages by the names of their folders, which hold versions."""
    packages = {
        path.name
        for folder in sys.path
        if folder.endswith("-packages")
        for path in Path(folder).glob("*.dist-info")
    }
    return {"python": sys.version, "installed": " ".join(sorted(packages))}
