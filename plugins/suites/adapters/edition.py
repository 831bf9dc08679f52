"""Edition: what one run of Pelican publishes, from the first adapter to the last."""

from __future__ import annotations

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from suites.linked import Linked
from suites.progress import Progress
from suites.publication.reading import Shelf
from suites.publication.whole import Done, Setting

KEY = "SUITES_EDITION"
"""Where the edition stands in Pelican's settings, which every generator shares."""


@dataclass
class Edition:
    """One run: the archive as it was read, and in the end what was done with it.

    `shelf` is what it stands on while it is still to be checked. A private copy has the full texts
    of its articles, by id, in Markdown; a public site has None. `started` is what
    `time.perf_counter` said when it began to be read.
    """

    started: float
    linked: Linked
    shelf: Shelf | None = None
    full_texts: dict[str, str] | None = None
    done: Done | None = None
    progress: Progress = field(default_factory=Progress)


def of(settings: MutableMapping[str, Any]) -> Edition | None:
    """Return the edition of this run; None when it was told why there is none.

    KeyError when `check` is none of the PLUGINS.
    """
    return cast("Edition | None", settings[KEY])


def take_language(settings: MutableMapping[str, Any], linked: Linked) -> None:
    """Tell Pelican the language of the archive; SystemExit when the settings name another one."""
    named, said = settings["DEFAULT_LANG"], linked.archive.settings
    if named not in ("", said.language):
        raise SystemExit(
            f'the language is said in {said.source.path} alone, and is "{said.language}" there: '
            f'leave DEFAULT_LANG = "" in the settings, in place of "{named}"; '
            "the site is left as it was"
        )
    settings["DEFAULT_LANG"] = said.language


def setting(settings: MutableMapping[str, Any]) -> Setting:
    """What of Pelican's settings is ours."""
    return Setting(
        content=str(Path(settings["PATH"]).absolute()),
        theme=str(Path(settings["THEME"]).absolute()),
        output=str(Path(settings["OUTPUT_PATH"]).absolute()),
        cache=str(Path(settings["CACHE_PATH"]).absolute()),
        language=settings["DEFAULT_LANG"],
        site_url=settings["SITEURL"],
        repository=settings["REPOSITORY_URL"],
        commit=settings.get("SITE_COMMIT", ""),
        base=urlsplit(settings["SITEURL"]).path.rstrip("/") + "/",
    )
