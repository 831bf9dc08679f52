"""Edition: what one run of Pelican publishes, from the first adapter to the last."""

from __future__ import annotations

from collections.abc import MutableMapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from suites.analysis.linked_archive import LinkedArchive
from suites.build.builder import Builder, refuse_language
from suites.build.inputs import Setting
from suites.system.progress import Progress

KEY, FULL = "SUITES_EDITION", "SUITES_FULL"
"""Where the edition stands in Pelican's settings, which every generator shares; and whether all is
to be built anew."""


@dataclass
class Edition:
    """One run: the archive as it was read, and what builds the site of it.

    `started` is what `time.perf_counter` said when it began to be read; `held` lets the lock go.
    """

    started: float
    linked: LinkedArchive
    builder: Builder
    progress: Progress
    held: ExitStack = field(repr=False)


def of(settings: MutableMapping[str, Any]) -> Edition | None:
    """Return the edition of this run; None when it was told why there is none.

    KeyError when `check` is none of the PLUGINS.
    """
    return cast("Edition | None", settings[KEY])


def take_language(settings: MutableMapping[str, Any], linked: LinkedArchive) -> None:
    """Tell Pelican the language of the archive; SystemExit when the settings name another one."""
    said = linked.archive.settings
    refuse_language(settings["DEFAULT_LANG"], said)
    settings["DEFAULT_LANG"] = said.language


def setting(settings: MutableMapping[str, Any]) -> Setting:
    """Return what of Pelican's settings is ours."""
    content = Path(settings["PATH"]).absolute()
    return Setting(
        content=str(content),
        theme=str(Path(settings["THEME"]).absolute()),
        output=str(Path(settings["OUTPUT_PATH"]).absolute()),
        captures=str(content.parent / settings["CAPTURES_PATH"]),
        language=settings["DEFAULT_LANG"],
        site_url=settings["SITEURL"],
        repository=settings["REPOSITORY_URL"],
        base=urlsplit(settings["SITEURL"]).path.rstrip("/") + "/",
        commit=settings.get("SITE_COMMIT", ""),
        private=bool(settings.get("FULL_TEXT")),
    )
