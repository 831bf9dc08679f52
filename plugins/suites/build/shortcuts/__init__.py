"""Shortcuts beside libraries: each makes a first build cheaper, and none changes a byte.

A shortcut stays only while it saves a tenth of the processor seconds of a first build, measured
with and without it in one run. SUITES_SHORTCUTS=0 switches all of them off.

`jinja_compiler`: templates rendered without what Jinja looks up anew for each value.
"""
