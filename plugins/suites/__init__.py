"""Suites: an annotated archive of announcements, from Markdown to a static site.

Each room imports from those above it in this list alone, which `lint-imports` checks:

    archive     the files of `content/` as records, texts and problems
    system      what the program asks of the machine it runs on
    analysis    what follows from the records: index, states, checks
    site        what the site consists of: views of pages, charts, feeds, exports, search documents
    capture     from other people's pages to drafts of articles
    repository  an archive's repository: the program laid beside the content, and upgraded
    build       how the site is made, and made again with little work
    cli         the command, a module for each of its commands

docs/architecture.md shows how they work together.
"""

__version__ = "0.1.0"
