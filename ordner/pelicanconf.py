"""The settings of the site. `make html` builds it; so does `pelican content -s pelicanconf.py`."""

from __future__ import annotations

import os

# Public addresses. While one is empty it is not known, and nothing on the pages rests on it.
SITEURL = os.environ.get("SITEURL", "").rstrip("/")
REPOSITORY_URL = os.environ.get("REPOSITORY_URL", "").rstrip("/")
RELATIVE_URLS = True
DEFAULT_LANG = ""  # content/archive.yaml says the language and the title, and nothing else does
TIMEZONE = "Europe/Paris"
LOCALE = ["", "C"]  # the second where that of this machine is not installed

# The files of the whole archive (tables, references, a database) beside the pages: `make data`.
DATA_FILES = os.environ.get("DATA_FILES", "") not in ("", "0")

PATH = "content"
THEME = "theme"
CAPTURES_PATH = "captures"  # beside the content

# A private copy, with the texts of the articles: `make html FULL_TEXT=1`. It is never published.
FULL_TEXT = os.environ.get("FULL_TEXT", "") not in ("", "0")
OUTPUT_PATH = "output-local" if FULL_TEXT else "output"
CACHE_PATH = ".cache/local" if FULL_TEXT else ".cache"
PLUGIN_PATHS = ["plugins"]

# Loads and checks the archive, and renders the whole site; any problem ends the build.
PLUGINS = ["suites.build.pelican_plugin"]

# What Pelican would make of the content by itself: nothing, our plugin does it.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = None
CATEGORY_FEED_ATOM = None
TRANSLATION_FEED_ATOM = None
AUTHOR_FEED_ATOM = None
AUTHOR_FEED_RSS = None
LOAD_CONTENT_CACHE = False
