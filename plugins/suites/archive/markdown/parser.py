"""Parser: Markdown text -> markdown-it tokens, which know where their links stand.

CommonMark with tables, footnotes (`[^1]`) and definition lists. No raw HTML, and no typographer:
smart quotes would change the words that quotes must match. One rule is ours: a link by id, `[[id]]`
or `[[id|label]]`, where the id may go on with `#annotation` and the label is Markdown.
"""

import re
from collections.abc import Callable

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, autolink, image, link
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from suites.archive.markdown import lint
from suites.archive.markdown.lint.blocks import MAX_NESTING, USED
from suites.archive.markdown.lint.finding import Message, add_finding
from suites.archive.markdown.places import visible
from suites.archive.problems import is_visible

ID_LINK = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")
PLACED = frozenset({"link_open", "link_close", "image"})

NO_WORDS = Message(
    "markup-misread", "a link has no words: nobody sees it", "write [words](address)"
)

Rule = Callable[[StateInline, bool], bool]


def tokens(text: str) -> list[Token]:
    """Return the tokens of a body; those of links carry `meta["at"]` and `meta["end"]`.

    Both are offsets in the content of the inline token that the link stands in.
    """
    return BODY.parse(text)


def note_tokens(text: str) -> list[Token]:
    """Return the tokens of a note: no headings, tables, footnotes and references are read."""
    return NOTE.parse(text)


def _id_link(state: StateInline, silent: bool) -> bool:
    found = ID_LINK.match(state.src, state.pos, state.posMax)
    if found is None or not found[1].strip():
        return False
    if not silent:
        meta = {"target": " ".join(found[1].split()), "at": found.start(), "end": found.end()}
        if found[2] is None or not is_visible(found[2]):
            token = state.push("id_link", "", 0)
            token.content, token.meta = str(meta["target"]), meta
        else:
            state.push("id_link_open", "", 1).meta = meta
            limit, state.pos, state.posMax = state.posMax, *found.span(2)
            state.md.inline.tokenize(state)
            state.posMax = limit
            state.push("id_link_close", "", -1).meta = meta
    state.pos = found.end()
    return True


def _placed(rule: Rule) -> Rule:
    def run(state: StateInline, silent: bool) -> bool:
        start, count = state.pos, len(state.tokens)
        if not rule(state, silent):
            return False
        if not silent:
            made = state.tokens[count:]
            if made and made[0].type == "link_open" and not is_visible(visible(made)):
                add_finding(state, NO_WORDS, start)
            for token in made:
                if token.type in PLACED and "at" not in token.meta:
                    token.meta.update(at=start, end=state.pos)
                    if label := token.meta.get("label"):
                        state.env.setdefault(USED, set()).add(label)
        return True

    return run


class _Parser(MarkdownIt):
    """Reads a link whatever its address is: `canonical` says which ones live, the checks why."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802
        return True


def _parser() -> MarkdownIt:
    options = {"html": False, "typographer": False, "store_labels": True}
    md = _Parser("commonmark", options | {"maxNesting": MAX_NESTING})
    for name, rule in (("link", link), ("image", image), ("autolink", autolink)):
        md.inline.ruler.at(name, _placed(rule))
    md.inline.ruler.before("link", "id_link", _id_link)
    return md


BODY = _parser().enable("table").use(deflist_plugin).use(footnote_plugin, inline=False)
NOTE = _parser().disable(["heading", "lheading", "reference"])
lint.add_rules(BODY, is_note=False)
lint.add_rules(NOTE, is_note=True)
