"""Extraction: the article of an HTML page, and the statements of the page about it.

In: the tree of a page. Out: the blocks of its article as Markdown (`main_text`, `markup`), and its
statements about that article, each a `Guess` with its source (`metadata`, `linked_data`). Plain
text is read by `dumps`, which shares `lexicon`, `textual_dates` and `language`.
"""
