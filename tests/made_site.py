"""A site made for one test: the miniature archive with a few files changed, built and served."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

ROOT = Path(__file__).parents[1]


def build(
    folder: Path, files: Mapping[str, str], *, told: bool = False, **environment: str
) -> Path:
    """Return the output that `suites build` makes in a folder.

    `files` are laid over the miniature: path in the content -> text. With `told` the lines of the
    build are written where this process writes its own.
    """
    shutil.copytree(ROOT / "tests/site/content", folder / "content", dirs_exist_ok=True)
    shutil.copytree(ROOT / "theme", folder / "theme", dirs_exist_ok=True)
    shutil.copy(ROOT / "pelicanconf.py", folder)
    for path, text in files.items():
        (folder / "content" / path).write_text(text, "utf-8")
    names = {"SITEURL": "", "REPOSITORY_URL": "", "PYTHONPATH": str(ROOT / "plugins")}
    done = subprocess.run(
        [sys.executable, "-m", "suites", "build"],
        cwd=folder,
        env={**os.environ, **names, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    if told:
        os.write(1, done.stdout.encode())
        os.write(2, done.stderr.encode())
    return folder / "output"


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Nothing: the tests look at the answers themselves."""


@contextmanager
def served(output: Path) -> Iterator[str]:
    """Serve a folder on this machine; give its address, with a final slash."""
    handler = partial(_Quiet, directory=str(output))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
