"""Capture: from other people's pages to drafts of articles; quotations proven by those pages.

In: files of many formats. Out: pages with their texts and the grounds of each value; drafts; the
quotations that a capture proves. Needs the extra `conversion`.
"""
