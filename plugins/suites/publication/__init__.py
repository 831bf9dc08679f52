"""Publication: the linked archive -> the files of the site, all of them or only what changed.

tasks      what the site is made of: each makes a few files from what it reads of the archive
compiling  the theme's templates -> Python
rendering, drawing, indexing      the theme's pages, the images, the search index
making     tasks made aside by both cores, then moved into place
whole, updating      every task; those that rest on what changed
stored     the archive as an earlier build kept it
"""
