"""Analysis: what follows from the records: index, states, snapshots, relatedness, checks.

In: the records of `archive`. Out: a `LinkedArchive`, and every problem that the records have.
"""
