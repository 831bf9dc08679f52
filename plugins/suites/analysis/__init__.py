"""Analysis: what follows from the records of the archive.

record, parsed body -> summary, and rows in the lists of the archive (`summary`, `rows`)
"""
