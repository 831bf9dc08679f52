"""Share images: a picture of 1200 by 630 pixels that a link to a page shows elsewhere.

In: a `LinkedArchive` and the theme's fonts, colours and glyphs. Out: a `ShareImage` (all words of a
picture), and its PNG. Nothing is re-exported here: drawing imports Pillow, which few builds need.
"""

WIDTH, HEIGHT = 1200, 630
"""Pixels of a picture."""
