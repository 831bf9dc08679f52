"""The composer's checks: their cases, their codes, and what they read of the miniature."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

import msgspec
import yaml

from suites.analysis import loading
from suites.archive.languages.catalogue import read_catalogue
from suites.archive.problems import codes
from suites.site.exports.composer import archive_file
from suites.site.views import ViewBuilder
from support.edited_records import expanded
from support.fault_cases import TODAY
from support.miniature import CONTENT, ROOT

SCRIPTS = ROOT / "theme/static/js/composer"
CASES: list[dict[str, Any]] = expanded(
    yaml.load((ROOT / "tests/cases/problems.yaml").read_text("utf-8"), yaml.CSafeLoader)
)
CODES = codes().keys() & {
    name
    for script in ("checks", "article-checks", "announcement-checks", "references", "schema")
    for name in re.findall(r'"([a-z0-9-]+)"', (SCRIPTS / f"{script}.js").read_text("utf-8"))
} | {"id-wrong"}
"""The codes that the scripts have; that of ids is in the schema."""


@cache
def archive_of_miniature() -> dict[str, Any]:
    """The composer's file of the miniature, as its scripts read it."""
    linked = loading.load_archive(CONTENT, today=TODAY).linked
    assert linked
    found = msgspec.json.decode(archive_file(ViewBuilder(linked, read_catalogue("fr"))))
    return {**found, "today": TODAY.isoformat()}
