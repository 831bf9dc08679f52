"""Refusals: settings that no site can be made with, each told in one sentence.

A private copy, which shows the articles themselves, goes to a folder of its own and has no public
address: here is the door.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from suites.archive.problems import printable
from suites.system import environment
from suites.system.environment import LOCAL_OUTPUT, PRIVATE_COPY


def refuse(settings: Mapping[str, Any]) -> None:
    """Raise SystemExit when no site can be made with these settings, or none where they say."""
    _refuse_to_guess(settings)
    _refuse_theme(Path(settings["THEME"]))
    _refuse_to_overwrite(settings)
    _refuse_to_mix(settings)


def _refuse_to_guess(settings: Mapping[str, Any]) -> None:
    for name in ("SITEURL", "REPOSITORY_URL", "CAPTURES_PATH"):
        if not isinstance(settings.get(name), str):
            value = repr(settings[name]) if name in settings else "missing"
            raise SystemExit(f"{name} is text in the settings, empty if need be: it is {value}")
    for name in ("PATH", "THEME", "OUTPUT_PATH", "CACHE_PATH"):
        environment.refuse_bytes(settings[name])


def _refuse_theme(theme: Path) -> None:
    for folder in ("catalogue", "templates"):
        if not (theme / folder).is_dir():
            raise SystemExit(
                f"{printable(str(theme))} is no theme of this program: it has no {folder}/; "
                "THEME in the settings, or --theme-path, names one"
            )


def _refuse_to_overwrite(settings: Mapping[str, Any]) -> None:
    output, content = Path(settings["OUTPUT_PATH"]).resolve(), Path(settings["PATH"]).resolve()
    captures = content.parent / settings["CAPTURES_PATH"]
    for source in (content, Path(settings["THEME"]).resolve(), captures.resolve()):
        if output == source or output in source.parents or source in output.parents:
            shown = printable(settings["OUTPUT_PATH"])
            raise SystemExit(f"the site cannot be written into its own sources: {shown}")


def _refuse_to_mix(settings: Mapping[str, Any]) -> None:
    output, private = Path(settings["OUTPUT_PATH"]), bool(settings.get("FULL_TEXT"))
    if private and settings["SITEURL"]:
        raise SystemExit("a private copy has no public address: unset FULL_TEXT, or SITEURL")
    if private != (output.name == LOCAL_OUTPUT):
        kind = "a private copy" if private else "the public site"
        where = "into no other folder than" if private else "into no folder named"
        shown = printable(str(output))
        raise SystemExit(f"{kind} is written {where} {LOCAL_OUTPUT}: not into {shown}")
    if not private:
        refuse_private_copy(output)


def refuse_private_copy(output: Path) -> None:
    """Raise SystemExit when a private copy lies where the public site is to be built."""
    if (output / PRIVATE_COPY).exists():
        raise SystemExit(
            f"{printable(str(output))} holds a private copy: "
            "delete it before the public site is built"
        )
