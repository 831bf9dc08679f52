"""Notes: small files of the cache that say how something was left, each written at once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write(path: Path, value: object) -> None:
    """Write plain values in the place of whatever the file says."""
    aside = path.with_name(f".{path.name}")
    aside.write_text(json.dumps(value), "utf-8")
    aside.replace(path)


def read(path: Path) -> Any:
    """What a file says; None when there is none, or none that can be read."""
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
