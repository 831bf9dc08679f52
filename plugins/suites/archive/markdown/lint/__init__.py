"""Lint: what a Markdown text holds that is not read, or is read otherwise than it looks.

    markdown-it's rules -> what they left over -> tokens of type "finding" among the others

Markdown never fails: what it does not know stays as it is, and readers see the signs, or a text
vanishes. The rules here stand behind those of markdown-it, and change nothing of what is read. A
sign that is meant as itself has a backslash before it or stands in code, and is no finding.
"""

from markdown_it import MarkdownIt

from suites.archive.markdown.lint import blocks, emphasis, foreign_syntax


def add_rules(md: MarkdownIt, *, is_note: bool) -> None:
    """Let a parser leave tokens of type "finding"; `meta` holds a `Message`, and its offset."""
    emphasis.add_rules(md)
    foreign_syntax.add_rules(md, is_note=is_note)
    blocks.add_rules(md, is_note=is_note)
