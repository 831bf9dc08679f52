"""Withdrawn records of each kind, laid over a copy of the miniature: what may be left of one."""

from __future__ import annotations

import shutil
from pathlib import Path

from support.miniature import ROOT

WITHDRAWN = ROOT / "tests/withdrawn/content"


def add_withdrawn_records(content: Path) -> Path:
    """Lay the records into a content, and return it."""
    return Path(shutil.copytree(WITHDRAWN, content, dirs_exist_ok=True))
