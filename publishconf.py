"""The settings of the published site: those of `pelicanconf.py`, at a known address."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from pelicanconf import *  # noqa: F403
from pelicanconf import FULL_TEXT, REPOSITORY_URL, SITEURL

PUBLIC = ("https://", "http://")
# Of what is published, nothing is left to fill in.
PUBLISHED = True
# … and the files of the whole archive are beside the pages.
DATA_FILES = True
# The commit of the sources, which the site then tells at /commit.txt; empty while it is not known.
SITE_COMMIT = os.environ.get("SITE_COMMIT", "")

if FULL_TEXT:
    raise SystemExit("a private copy is not published: unset FULL_TEXT")
if not SITEURL.startswith(PUBLIC):
    raise SystemExit("the published site needs its address: SITEURL=https://… (no final slash)")
if REPOSITORY_URL and not REPOSITORY_URL.startswith(PUBLIC):
    raise SystemExit("the repository's address, if it is given, is REPOSITORY_URL=https://…")
if SITE_COMMIT and not re.fullmatch("[0-9a-f]{40}|[0-9a-f]{64}", SITE_COMMIT):
    raise SystemExit(
        "the commit of the sources, if it is given, is SITE_COMMIT=$(git rev-parse HEAD)"
    )
