"""Extraction: the article of an HTML page, and the statements of the page about it.

    markup -> inert, visibility -> a tree of what a reader sees
    tree -> paragraphs -> main_text (trafilatura; streams, neighbours, pointers) -> markup -> blocks
    tree -> metadata: linked_data, titles, authors (bylines, person_names), publication_day

Each statement is a `Guess` with its source. A page that a web archive replays is its own again
(`replay`). `dumps` and `pdf` share `lexicon`, `textual_dates` and `language`.
"""
