"""The site: what it consists of: views of pages, charts, feeds, exports, search documents.

In: a `LinkedArchive`. Out: frozen views for the templates, and the texts of files that are no
pages. Nothing here touches the disk.
"""
