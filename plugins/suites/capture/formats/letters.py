"""Letters: a plain text that is an article and nothing else, such as a message's -> the article.

A page's text has menus, boxes and comments around its article; that of an e-mail does not. All of
it is kept, but its title where the headers have it too, and the signature at its end.
"""

import re

from suites.capture.captured_article import CapturedArticle, Doubt
from suites.capture.dumps.lines import read_lines
from suites.capture.dumps.markdown import markdown
from suites.capture.extraction.language import language
from suites.capture.extraction.person_names import same

_SIGNATURE = re.compile(r"\n-- ?\n(?=(?:[^\n]*\n?){0,12}\Z)")
_SHORT = 60


def convert(text: str, headline: str) -> CapturedArticle:
    """Return the article of a text; `headline` is its title, as something else states it."""
    if found := _SIGNATURE.search(text[-2000:]):
        text = text[: len(text) - len(text[-2000:]) + found.start()]
    lines, whole = read_lines(text)
    if lines and same(lines[0].text, headline):
        lines = lines[1:]
    doubts = [] if whole else [Doubt("cut-short", {"lines": str(len(lines))})]
    count = sum(line.word_count for line in lines)
    if not count:
        doubts.append(Doubt("text-missing"))
    elif count < _SHORT:
        doubts.append(Doubt("text-short", {"n": str(count)}))
    words = "\n".join(line.text for line in lines)
    return CapturedArticle(markdown(lines), lang=language(words[:20_000]), doubts=tuple(doubts))
