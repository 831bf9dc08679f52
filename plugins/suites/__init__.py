"""Suites: an annotated archive of announcements, from Markdown to a static site.

The flat modules are pure; `files` touches the disk, `adapters` know Pelican, `__main__` reads the
command line. CONTRIBUTING.md has the order in which they may import one another.
"""

__version__ = "0.1.0"
