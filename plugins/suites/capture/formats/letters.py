"""Letters: a plain text that is an article and nothing else, such as a message's -> the article.

A page's text has menus, boxes and comments around its article; that of an e-mail does not. All of
it is kept, but its title where the headers have it too, the signature at its end, and the notices
of a newsletter: to see it in a browser, to unsubscribe.
"""

import re

from suites.archive.yaml_resources import read_yaml_resource
from suites.capture.captured_article import CapturedArticle, Doubt, length_doubts
from suites.capture.dumps.lines import read_lines
from suites.capture.dumps.markdown import markdown
from suites.capture.extraction.language import language
from suites.capture.extraction.person_names import same

_SIGNATURE = re.compile(r"\n-- ?\n(?=(?:[^\n]*\n?){0,12}\Z)")
_NOTICES = "|".join(read_yaml_resource(__package__, "letters.yaml")["notices"])
_NOTICE = re.compile(rf"[\W_]*(?:{_NOTICES})", re.IGNORECASE)
_TARGET = re.compile(r"\]\([^)\s]*\)")
_LONGEST_ABOVE, _LONGEST_BELOW = 90, 300
_MOST_ABOVE, _MOST_BELOW = 6, 12


def convert(text: str, headline: str) -> CapturedArticle:
    """Return the article of a text; `headline` is its title, as something else states it."""
    if found := _SIGNATURE.search(text[-2000:]):
        text = text[: len(text) - len(text[-2000:]) + found.start()]
    lines, whole = read_lines(text)
    if lines and same(lines[0].text, headline):
        lines = lines[1:]
    doubts = [] if whole else [Doubt("cut-short", {"lines": str(len(lines))})]
    doubts += length_doubts(sum(line.word_count for line in lines))
    words = "\n".join(line.text for line in lines)
    return CapturedArticle(markdown(lines), lang=language(words[:20_000]), doubts=tuple(doubts))


def without_notices(text: str, headline: str) -> str:
    """Return the Markdown of a message without its title and the notices above and below it."""
    parts = text.split("\n\n")
    last = max(_MOST_ABOVE, len(parts) - _MOST_BELOW)
    kept = []
    for i, part in enumerate(parts):
        longest = _LONGEST_ABOVE if i < _MOST_ABOVE else _LONGEST_BELOW if i >= last else 0
        words = _TARGET.sub("]", part).replace("'", "’")
        is_title = i < _MOST_ABOVE and same(part, headline)
        if not is_title and not (len(words) <= longest and _NOTICE.match(words)):
            kept.append(part)
    return "\n\n".join(kept)
