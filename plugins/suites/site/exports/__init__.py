"""Exports: the linked archive -> files that other programs read. They never read HTML."""
