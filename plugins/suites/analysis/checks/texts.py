"""What the Markdown of a body or a note must respect, so that readers see what was meant."""

import re
from collections.abc import Iterator

from suites.analysis.checks.check_context import AnyContext
from suites.archive.markdown import MAX_LINKS
from suites.archive.model import Article
from suites.archive.model.own_texts import BASIS, own_texts
from suites.archive.problems import Problem, quoted

SIGN = re.compile(r"[<*~\[]")
MARKUP = re.compile(
    r"</?[A-Za-z][^<>]*>|<!--|~~(?=\S)[^~]+~~|\[\[[^\[\]]+\]\]|\[[^\[\]]+\]\([^()\s]*\)"
    r"|(?<![\w*])(\*{1,3})(?=[^\s*])[^*]+(?<=\S)\1(?![\w*])|\A[-*] \[[ xX]\] "
)


def every_sign_of_markdown_is_read(context: AnyContext) -> Iterator[Problem]:
    """Readers see no raw signs, nothing vanishes, and nothing is read otherwise than it looks.

    A full text is its source's: its addresses need not be links.
    """
    record = context.record
    is_full = isinstance(record, Article) and record.rights.mode == "full"
    for message, line, column in context.body.findings:
        if not (is_full and message.code == "address-bare"):
            yield context.problem_at(line, column, *message)
    for keys, note in context.notes:
        for finding in note.findings:
            yield context.problem(keys, *finding.message)


def plain_texts_hold_no_markdown(context: AnyContext) -> Iterator[Problem]:
    """A title, a summary or a claim is shown as it stands; what a page says to machines as well."""
    for keys, text, is_note, _ in own_texts(context.record):
        if is_note or keys == BASIS or not SIGN.search(text):
            continue
        if found := MARKUP.search(text):
            what = f"{keys[-1]} is no Markdown, and readers would see the signs: {quoted(found[0])}"
            mend = f"write plain words: bodies and notes hold Markdown, {keys[-1]} does not"
            yield context.problem(keys, "markup-unknown", what, mend)


def a_page_can_hold_the_links_of_a_body(context: AnyContext) -> Iterator[Problem]:
    """There are not so many of them that nobody could follow them."""
    links = context.body.links
    if len(links) > MAX_LINKS:
        first = links[MAX_LINKS]
        what = f"the body has {len(links):,} links by id"
        mend = f"keep to {MAX_LINKS:,}: lists of what belongs together are made by the site"
        yield context.problem_at(first.line, first.column, "text-too-large", what, mend)
