"""Serve: the site on this machine, built again whenever a source changes.

Each build is a process of its own, so that changes of the program count too, and a build that fails
leaves the server and the last good site as they are.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from suites import build


def serve(settings: Path, output: Path | None, port: int) -> None:
    """Build, then serve on http://127.0.0.1:`port` until interrupted; OSError if it is taken."""
    from livereload import Server

    home = settings.resolve().parent
    command = [sys.executable, "-m", "suites", "build", "--settings", str(settings.resolve())]
    if output:
        command += ["--output", str(output.resolve())]

    def again() -> None:
        # Its problems are printed by itself; whether it failed changes nothing here.
        subprocess.run(command, check=False)

    server = Server()  # counts changes from now on, those during the first build too
    again()
    site = build.place(settings, output)
    site.mkdir(parents=True, exist_ok=True)
    for source in (home / "content", home / "theme", Path(__file__).parent, home / "*.py"):
        server.watch(str(source), again, ignore=_is_nobodys)
    server.serve(root=str(site), host="127.0.0.1", port=port)


def _is_nobodys(name: str) -> bool:
    return "__pycache__" in name or Path(name).name.startswith(".")
