"""Links: those of a built site, followed to the place that each names."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from support.sites import Site


def check_links(site: Site) -> tuple[int, str]:
    """Return the number of links and fragments that lead somewhere, and a report of the others.

    The report is empty when none is broken.
    """
    lychee = Path(sys.executable).parent / "lychee"
    # Links are relative but those of the page for unknown addresses: the folder is named after the
    # sub-path, so that they lead to files as well.
    done = subprocess.run(
        [
            lychee,
            "--offline",
            "--include-fragments",
            "--no-progress",
            "--index-files=index.html",
            f"--root-dir={site.folder.parent}",
            f"--remap=^{site.url} file://{site.folder}/",
            str(site.folder),
        ],
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr if done.returncode else ""
    checked = re.search(r"(\d+) OK", done.stdout)
    return int(checked[1]) if checked else 0, said
