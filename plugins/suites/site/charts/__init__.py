"""Charts: days and relations -> numbers from which templates draw SVG.

    days -> Scale -> places across a chart -> the track of an announcement
    relations -> layered_graph -> a map in columns

Nothing here depends on a page, a word or a colour, on chance or on the clock: the same input is
always drawn in the same way.
"""
