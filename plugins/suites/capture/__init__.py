"""Capture: other people's pages -> drafts of articles; quotations proven by those pages.

    file -> formats.captures -> batch -> formats.convert -> draft_import -> drafts -> files
    captures/ -> captures_folder -> quotations, verification -> problems
    a new capture -> revisit -> a proposal

In: files of many formats. Out: pages with their texts and the basis of each value; drafts; the
quotations that a capture proves. Needs the extra `conversion`.
"""
