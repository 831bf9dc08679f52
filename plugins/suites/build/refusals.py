"""Refusals: reasons for which no site is built or published, each said in one sentence.

A private copy, which shows the articles themselves, goes to a folder of its own and has no public
address.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Container, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from suites.archive import problem_report
from suites.archive.problems import Problem, printable
from suites.build import own_templates
from suites.build.staging import unknown_files
from suites.system import environment
from suites.system.environment import LOCAL_OUTPUT, PRIVATE_COPY

if TYPE_CHECKING:
    from suites.analysis.loading import LoadedArchive
    from suites.archive.model.settings import Settings

UNCHANGED = "the site is left as it was"


def refuse_settings(settings: Mapping[str, Any]) -> None:
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
    for name in ("SITEURL", "REPOSITORY_URL"):
        _refuse_unencoded(name, settings[name])
    for name in ("PATH", "THEME", "OUTPUT_PATH", "CACHE_PATH"):
        environment.refuse_bytes(settings[name])


def _refuse_unencoded(name: str, address: str) -> None:
    """Raise SystemExit for an address that files for other programs cannot hold as it is."""
    if not re.fullmatch(r"([\w.~:/\[\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})*", address, re.ASCII):
        raise SystemExit(
            f"{name} is an address as programs send it, its host in Punycode (xn--…) and other "
            f"signs encoded (%C3%A9), without ? or #: it is {printable(address)}; {UNCHANGED}"
        )


def _refuse_theme(theme: Path) -> None:
    for name in ("static/css", "templates/announcement.html"):
        if not (theme / name).exists():
            raise SystemExit(
                f"{printable(str(theme))} is no theme of this program: it has no {name}; "
                "THEME in the settings, or --theme-path, names one"
            )


def _refuse_to_overwrite(settings: Mapping[str, Any]) -> None:
    output, content = Path(settings["OUTPUT_PATH"]).resolve(), Path(settings["PATH"]).resolve()
    captures = content.parent / settings["CAPTURES_PATH"]
    own = content.parent / own_templates.FOLDER
    for source in (content, Path(settings["THEME"]).resolve(), captures.resolve(), own):
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


def refuse_language(named: str, declared: Settings) -> None:
    """Raise SystemExit when Pelican's settings name another language than the archive is in."""
    if named not in ("", declared.language):
        raise SystemExit(
            f'the language is said in {declared.source.path} alone, and is "{declared.language}" '
            f'there: leave DEFAULT_LANG = "" in the settings, in place of "{named}"; {UNCHANGED}'
        )


def refuse_problems(reading: LoadedArchive, more: Sequence[Problem] = ()) -> None:
    """Raise SystemExit with every problem of an archive, when there is any."""
    problems = (*reading.problems, *more)
    if problems:
        raise SystemExit(f"{problem_report.render_report(problems, reading.files)}; {UNCHANGED}")


def warn_unknown_files(output: str, found: Sequence[str]) -> None:
    """Write in a sentence that an output holds files of an earlier build, or of nobody's."""
    if found:
        sys.stderr.write(
            f"{printable(output)} holds {len(found)} files that this build does not know, such as "
            f"{printable(found[0])}: delete the folder and build again, unless they are yours\n"
        )


def refuse_unknown_files(output: str, outputs: Container[str]) -> None:
    """Raise SystemExit when an output holds files that no build made; `outputs` are those made."""
    if found := unknown_files(output, outputs):
        count = f"{len(found)} files" if len(found) > 1 else "a file"
        shown = printable(f"{output}/{found[0]}")
        raise SystemExit(
            f"{printable(output)} holds {count} that no build made: "
            f"delete {shown} before publishing"
        )
