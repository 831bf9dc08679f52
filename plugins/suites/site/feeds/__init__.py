"""Feeds: what happened in the archive, newest first, in Atom and in JSON Feed."""
