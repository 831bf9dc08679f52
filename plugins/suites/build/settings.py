"""Settings: where a site is made and what its settings say.

    BuildRequest -> cached by the last build, if their basis is the same; else Pelican
        -> SiteSettings

The settings are Pelican's to read, and a program: whatever they rest on is compared by digest, so
that a build after an edit of the content does not import Pelican.
"""

from __future__ import annotations

import logging
import traceback
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from suites.archive.ignored_files import is_ignored
from suites.archive.problems import printable
from suites.build import own_templates, sqlite_wasm
from suites.build.cache import CACHE, Cache, CacheError
from suites.build.inputs import PROGRAM, Input, scan
from suites.build.refusals import UNCHANGED, refuse_settings
from suites.site import issue_forms
from suites.system import environment

LOCAL_CACHE = f"{CACHE}/local"
"""The cache of private copies, beside the settings; `pelicanconf.py` says the same to Pelican."""

PLUGIN = "suites.build.pelican_plugin"
"""Our plugin; with any other beside it, Pelican runs at every build."""


@dataclass(frozen=True, slots=True)
class SiteSettings:
    """Where a site is made (absolute folders) and what its settings say; text may be empty.

    `base` is the absolute path at which the site will lie, `commit` that of its sources; a
    `private` copy shows the full texts that lie in `captures`; in a site to be `published` nothing
    is left to fill in. With `data_files`, the files of the whole archive are made too; a private
    copy has none. `sqlite_wasm` is the folder of the database that asks them in the browser.
    """

    content: str
    theme: str
    output: str
    captures: str
    language: str
    site_url: str
    repository: str
    base: str
    commit: str
    private: bool
    published: bool = False
    data_files: bool = False
    sqlite_wasm: str = ""

    @classmethod
    def of_pelican(cls, settings: Mapping[str, Any]) -> SiteSettings:
        """Return what of Pelican's settings is ours."""
        content = Path(settings["PATH"]).absolute()
        data_files = bool(settings.get("DATA_FILES")) and not settings.get("FULL_TEXT")
        return cls(
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
            published=bool(settings.get("PUBLISHED")),
            data_files=data_files,
            sqlite_wasm=sqlite_wasm.package() if data_files else "",
        )

    @property
    def templates(self) -> Path:
        """Return the folder of the templates that take the place of the theme's, if it is there."""
        return Path(self.content).parent / own_templates.FOLDER

    @property
    def forms(self) -> tuple[str, ...]:
        """Return the files of the issue forms of the repository around the content, sorted."""
        folder = Path(self.content).parent / issue_forms.FORMS_FOLDER
        known = (form.file for form in issue_forms.FORMS.values())
        return tuple(sorted(name for name in known if (folder / name).is_file()))

    def inputs(self, known: Mapping[str, Input]) -> dict[str, Input]:
        """Return every source file by its path; of the settings, their values count."""
        texts: list[Path] = []
        if self.private:
            # The full texts alone: a web archive may have gigabytes, and changes no page.
            texts = sorted(Path(self.captures).glob("*.md"))
        folders = [Path(self.content), Path(self.theme), self.templates, PROGRAM]
        forms = [Path(self.content).parent / issue_forms.FORMS_FOLDER / name for name in self.forms]
        return scan([*folders, *texts, *forms, *sqlite_wasm.paths(self.sqlite_wasm)], known)


@dataclass(frozen=True, slots=True)
class BuildRequest:
    """The settings file of a site, and output and cache if they are not theirs; absolute paths."""

    settings: Path
    own_output: Path | None
    own_cache: Path | None = None

    @classmethod
    def of(cls, settings: Path, output: Path | None = None) -> BuildRequest:
        """Return the request of a command, whose paths may be relative."""
        return cls(settings.resolve(), output.resolve() if output else None)

    @property
    def cache(self) -> Path:
        """Return the folder of the cache."""
        return self.own_cache or self.settings.parent / (
            LOCAL_CACHE if environment.full_text() else CACHE
        )

    @property
    def output(self) -> Path:
        """Return the folder into which the site is built, by default where none is given."""
        name = environment.LOCAL_OUTPUT if environment.full_text() else "output"
        return self.own_output or self.settings.parent / name

    def basis(self) -> list[Any]:
        """Return what the resolved settings rest on: files, variables, what is installed.

        Settings import one another: every module beside them counts.
        """
        found = sorted(self.settings.parent.glob("*.py"))
        modules = [path for path in found if not is_ignored((path.name,))]
        digests = {path: one.digest for path, one in scan([self.settings, *modules], {}).items()}
        found_here = environment.fingerprint() | {"sqlite-wasm": sqlite_wasm.package()}
        return [str(self.settings), str(self.own_output or ""), digests, found_here]

    def cached(self, cache: Cache, basis: list[Any]) -> SiteSettings | None:
        """Return the settings of the last build; None when they rested on anything else."""
        try:
            saved = cache.load("settings")
        except CacheError:
            return None
        return SiteSettings(**saved[1]) if saved and saved[0] == basis else None

    def resolved(self, *, full: bool) -> SiteSettings | None:
        """Return the settings as Pelican reads them; None after a run with other plugins than ours.

        SystemExit when they cannot be used, RuntimeError after a warning of Pelican's.
        """
        import pelican
        from pelican import log

        log.init(
            level=logging.WARNING, fatal="warnings", handler=logging.StreamHandler(), name="pelican"
        )
        output = ["--output", str(self.own_output)] if self.own_output else []
        paths = ["--settings", str(self.settings), "--cache-path", str(self.cache)]
        try:
            site, read = pelican.get_instance(pelican.parse_arguments([*paths, *output]))
        except Exception as error:  # noqa: BLE001 - settings are a program, which may fail in any way
            raise SystemExit(self._unusable(error)) from None
        if read["PLUGINS"] == [PLUGIN]:
            refuse_settings(site.settings)
            return SiteSettings.of_pelican(site.settings)
        if PLUGIN not in read["PLUGINS"]:
            raise SystemExit(f"PLUGINS in the settings must hold {PLUGIN}")
        site.settings["SUITES_FULL"] = full
        site.run()
        return None

    def _unusable(self, error: Exception) -> str:
        """Return in one sentence what is wrong with the settings, and where."""
        if str(error) == "Warning or error encountered":  # of Pelican's log, which has said what
            return f"the settings cannot be used; {UNCHANGED}"
        frames = traceback.extract_tb(error.__traceback__)
        places = [(one.filename, one.lineno) for one in frames]
        if isinstance(error, SyntaxError):
            places.append((error.filename or "", error.lineno))
        folder = self.settings.parent
        ours = [f"{file}:{line}" for file, line in places if Path(file).parent == folder]
        place = ours[-1] if ours else self.settings
        return f"{printable(f'{place}: {type(error).__name__}: {error}')}; {UNCHANGED}"
