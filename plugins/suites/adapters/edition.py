"""Edition: what one run publishes, held in one place from the first adapter to the last.

`check` opens it, the others add files to it while Pelican's generators make their context, and it
is written once all of them are done: what fails before leaves the last good site as it was. Files
are added in a generator's `generate_context` or at `all_generators_finalized`, not later.
"""

from __future__ import annotations

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

from suites import manifest
from suites.catalogue import Catalogue
from suites.files import write_if_changed
from suites.linked import Linked

KEY = "SUITES_EDITION"
"""Where the edition stands in Pelican's settings, which every generator shares."""


@dataclass
class Edition:
    """One run: archive, interface text, files (address in the output -> bytes, or what to copy).

    A private copy has the full texts of its articles, by id, in Markdown; a public site has None.
    """

    linked: Linked
    catalogue: Catalogue
    full_texts: dict[str, str] | None = None
    files: dict[str, bytes | Path] = field(default_factory=dict)
    pages: int = 0
    written: list[str] = field(default_factory=list)

    def add(self, address: str, content: bytes | Path) -> None:
        """Publish a file; ValueError when its address is taken or leads out of the output."""
        if address in self.files or not manifest.is_inside(address):
            raise ValueError(f"two files at one address, or an address outside: {address}")
        self.files[address] = content

    def write(self, output: Path, cache: Path, each: Callable[[str], object]) -> None:
        """Write what changed, remove what an earlier run wrote and this one does not publish.

        `each` is called with the address of each file that was written.
        """
        with manifest.writing(cache, output, self.files):
            for address, content in self.files.items():
                raw = content.read_bytes() if isinstance(content, Path) else content
                if write_if_changed(output / address, raw):
                    self.written.append(address)
                    each(address)

    def __str__(self) -> str:
        written = sum(address.endswith(".html") for address in self.written)
        line = f"{self.pages} pages, {written} written"
        return line if self.full_texts is None else f"{line}, {len(self.full_texts)} full texts"


def of(settings: MutableMapping[str, Any]) -> Edition:
    """The edition of this run; KeyError when `check` is not the first of the PLUGINS."""
    return cast(Edition, settings[KEY])
