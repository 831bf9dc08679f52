"""The archive: the files of `content/` as validated records, parsed texts, and problems.

In: paths and texts. Out: frozen records of `archive.model`, bodies of `archive.markdown`, dates,
spans of quotes, and one `Problem` for each mistake. No state, index or page is computed here.
"""
