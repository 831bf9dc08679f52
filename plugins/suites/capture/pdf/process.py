"""Process: a document that is read by PDFium in a process of its own, which may die."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import suites
from suites.capture.limits import HostileError
from suites.capture.pdf import pdfium
from suites.capture.pdf.words import Document, Page, Word

_SECONDS = 60
"""Of waiting: processor time is what is limited, and a busy machine takes longer."""


def read(raw: bytes) -> Document:
    """Return the words of a document, page by page.

    Raises HostileError when it asks for a password, is broken, or ends or outlasts its reader.
    """
    status, output = run(raw)
    if status == pdfium.LOCKED:
        raise HostileError("locked")
    if status == pdfium.BROKEN:
        raise HostileError("pdf-broken")
    if status in _out_of_time():
        raise HostileError("too-slow", seconds=str(pdfium.LAST_SECONDS))
    if status:
        raise HostileError("died")
    answer = json.loads(output)
    pages = tuple(
        Page(width, height, tuple(Word(*word) for word in words), tuple(map(tuple, boxes)), *shares)
        for width, height, words, boxes, *shares in answer["pages"]
    )
    return Document(pages, answer["count"], answer["about"], answer["whole"])


def run(raw: bytes) -> tuple[int, str]:
    """Return the status and the output of the process that reads a document."""
    root = str(Path(suites.__file__).parents[1])
    path = os.pathsep.join(filter(None, (root, os.environ.get("PYTHONPATH"))))
    try:
        done = subprocess.run(
            [sys.executable, "-m", "suites.capture.pdf.pdfium"],
            input=raw,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={**os.environ, "PYTHONPATH": path},
        )
    except subprocess.TimeoutExpired:
        raise HostileError("too-slow", seconds=str(_SECONDS)) from None
    return done.returncode, done.stdout.decode("utf-8", "replace")


def _out_of_time() -> tuple[int, ...]:
    return () if sys.platform == "win32" else (-signal.SIGXCPU, -signal.SIGKILL)
