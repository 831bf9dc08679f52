"""Exporters: the linked archive -> what other programs read. They never read HTML."""
