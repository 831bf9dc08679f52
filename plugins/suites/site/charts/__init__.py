"""Drawing: days and ties -> plain numbers, from which a template draws.

    days -> Scale -> places across -> tracks of a time line
    ties -> layers and places -> a map of relations

Nothing here knows a page, a word or a colour. The same things are drawn in the same places whenever
and wherever they are drawn: there is no chance in it, and no clock.
"""
