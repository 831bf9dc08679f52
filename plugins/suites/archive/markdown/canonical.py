"""Canonical: markdown-it tokens -> the canonical text, and the pieces that stand around it.

The canonical text is what quotes are matched on: the visible text of the blocks in order, joined by
a line feed; a line break inside a block is a space; footnotes come last. A link without a label
counts as its id, not as the title that is shown, so that no quote breaks when a title changes.
"""

import sys
from collections.abc import Sequence
from html import escape

from markdown_it.token import Token

from suites.archive.markdown.lint.finding import FINDING, Finding, line_of
from suites.archive.markdown.pieces import (
    HOLD,
    RELEASE,
    ExternalLink,
    Heading,
    IdLink,
    Piece,
    Step,
    StepKind,
)
from suites.archive.markdown.places import Places, visible
from suites.archive.slugs import slug


def heading_id(text: str) -> str:
    """Return the id of a heading; its underscore keeps it apart from the ids of annotations.

    >>> heading_id("L’année d’avant")
    'h_l-annee-d-avant'
    """
    return f"h_{slug(text)}"


class BodyBuilder:
    """Reads tokens once; its attributes are the parts of a `Body`."""

    def __init__(self, tokens: Sequence[Token], source: str, first_line: int) -> None:
        self.pieces: list[Piece] = []
        self.links: list[IdLink] = []
        self.external: list[ExternalLink] = []
        self.images: list[ExternalLink] = []
        self.headings: list[Heading] = []
        self.findings: list[Finding] = []
        self.passages: list[int] = []
        self.leaves: list[tuple[int, Places]] = []  # with the offset that each begins at
        self.at = 0
        self._text: list[str] = []
        self._lines = source.split("\n")
        self._first_line = first_line
        self._places = Places(Token("inline", "", 0), self._lines)  # of the leaf that is read
        self._cell = (-1, 0)  # the line of the last cell, and the column where it ended
        self._ids: dict[str, int] = {}
        self._anchors: list[bool] = []  # of the open links: whether it has an <a>
        self._label = (0, 0)  # of the open link by id: where its label begins, in text and parts
        depth = 0
        for index, token in enumerate(tokens):
            if token.type == FINDING:
                self._finding_on_line(token)
                continue
            depth += token.nesting
            self._block(token, tokens, index)
            if depth == 0:
                self.pieces.append(Step(StepKind.PASSAGE))
                self.passages.append(self.at)

    @property
    def text(self) -> str:
        """The canonical text."""
        return "".join(self._text)

    def _block(self, token: Token, tokens: Sequence[Token], index: int) -> None:
        kind = token.type
        if kind == "inline":
            # Cells of one row share their line; each is looked for after the one before.
            cell = index > 0 and tokens[index - 1].tag in ("th", "td")
            self._leaf(token, self._cell_column(token) if cell else 0)
        elif kind == "heading_open":
            self._heading(token, tokens[index + 1])
        elif kind == "heading_close":
            self._tag(f"</h{_level(token)}>\n")
        elif kind in ("fence", "code_block"):
            self._code_block(token)
        elif kind.startswith("footnote_"):
            self._footnote(token)
        elif token.hidden:
            if token.nesting < 0:
                self._tag("\n")
        elif token.nesting < 0:
            self._tag(f"</{token.tag}>\n")
        else:
            self._tag(f"<{token.tag}{_attributes(token)}>" + ("" if token.nesting else "\n"))

    def _tag(self, html: str) -> None:
        self.pieces.append(sys.intern(html))

    def _show(self, text: str) -> None:
        if text:
            self._text.append(text)
            self.at += len(text)
            last = self.pieces[-1]
            if isinstance(last, int):
                self.pieces[-1] = last + len(text)
            else:
                self.pieces.append(len(text))

    def _next_leaf(self) -> None:
        if self._text:
            self._text.append("\n")
            self.at += 1
            self.pieces.append(Step(StepKind.BLOCK))
        self.leaves.append((self.at, self._places))

    def _heading(self, token: Token, inline: Token) -> None:
        words, level = visible(inline.children or []), _level(token)
        id_ = heading_id(words)
        count = self._ids[id_] = self._ids.get(id_, 0) + 1
        if count > 1:
            # Two underscores cannot come from words.
            id_ = f"{id_}__{count}"
        line = self._first_line + line_of(token)
        self.headings.append(Heading(level, id_, words, line))
        self._tag(f'<h{level} id="{id_}">')

    def _code_block(self, token: Token) -> None:
        words = token.info.split()
        language = f' class="language-{escape(words[0])}"' if words else ""
        self._tag(f"<pre><code{language}>")
        if code := token.content.rstrip("\n"):
            self._places = Places(token, self._lines)
            self._next_leaf()
            self.pieces.append(HOLD)
            self._show(code)
            self._tag("</code>")
            self.pieces.append(RELEASE)
            self._tag("</pre>\n")
        else:
            self._tag("</code></pre>\n")

    def _footnote(self, token: Token) -> None:
        kind, number = token.type, token.meta.get("id", 0) + 1
        if kind == "footnote_block_open":
            self._tag('<section class="footnotes"><ol>')
        elif kind == "footnote_block_close":
            self._tag("</ol></section>\n")
        elif kind == "footnote_open":
            self._tag(f'<li id="fn_{number}">')
        elif kind == "footnote_close":
            self._tag("</li>\n")
        elif kind == "footnote_anchor" and not token.meta["subId"]:
            self.pieces.append(Step(StepKind.RETURN, f"#fnref_{number}"))

    def _leaf(self, token: Token, after: int) -> None:
        children = token.children or []
        self._places = Places(token, self._lines, after)
        if visible(children):
            self._next_leaf()
        for child in children:
            self._inline(child)

    def _cell_column(self, token: Token) -> int:
        line = token.map[0] if token.map else -1
        after = self._cell[1] if self._cell[0] == line else 0
        column = Places(token, self._lines, after).at(0)[1]
        self._cell = (line, column + len(token.content))
        return after

    def _inline(self, token: Token) -> None:
        kind = token.type
        if kind == "text":
            self._show(token.content)
        elif kind == "softbreak":
            self._show(" ")
        elif kind == "hardbreak":
            self._tag("<br>")
            self._show(" ")
        elif kind == "code_inline":
            self.pieces += ("<code>", HOLD)
            self._show(token.content)
            self.pieces += ("</code>", RELEASE)
        elif kind == "link_open":
            self._link(token)
        elif kind == "link_close":
            if self._anchors.pop():
                self.pieces += ("</a>", RELEASE)
        elif kind == "image":
            self.images.append(ExternalLink(str(token.attrs["src"]), *self._place(token)))
            self._show(visible([token]))
        elif kind == "footnote_ref":
            self._footnote_mark(token)
        elif kind == FINDING:
            self.findings.append(Finding(token.meta["message"], *self._place(token)))
        elif kind.startswith("id_link"):
            self._id_link(token)
        else:
            self._tag(f"<{'/' if token.nesting < 0 else ''}{token.tag}>")

    def _place(self, token: Token) -> tuple[int, int]:
        line, column = self._places.at(token.meta["offset" if token.type == FINDING else "at"])
        return self._first_line + line, column + 1

    def _finding_on_line(self, token: Token) -> None:
        line = line_of(token)
        written = self._lines[line]
        column = len(written) - len(written.lstrip())
        place = (self._first_line + line, column + 1)
        self.findings.append(Finding(token.meta["message"], *place))

    def _link(self, token: Token) -> None:
        url = str(token.attrs["href"])
        scheme = url[:8].lower()
        web = scheme.startswith(("http://", "https://"))
        known = web or scheme.startswith(("mailto:", "#"))
        if web or not known:
            self.external.append(ExternalLink(url, *self._place(token)))
        # An address may stand, as itself, in the words of another link.
        shown = known and not any(self._anchors)
        self._anchors.append(shown)
        if shown:
            title = token.attrs.get("title")
            self.pieces += (
                f'<a href="{escape(url)}"'
                + (f' title="{escape(str(title))}"' if title else "")
                + (' rel="external noopener">' if web else ">"),
                HOLD,
            )

    def _footnote_mark(self, token: Token) -> None:
        number, again = token.meta["id"] + 1, token.meta.get("subId", 0)
        id_ = f"fnref_{number}_{again + 1}" if again else f"fnref_{number}"
        self._tag(f'<sup><a class="footnote" href="#fn_{number}" id="{id_}">[{number}]</a></sup>')

    def _id_link(self, token: Token) -> None:
        target, start, label = token.meta["target"], self.at, None
        if token.type == "id_link_open":
            self.pieces.append(Step(StepKind.ID_LINK, target))
            self._anchors.append(True)
            self._label = (self.at, len(self._text))
            return
        if token.type == "id_link_close":
            self._anchors.pop()
            self.pieces.append(Step(StepKind.ID_LINK_END))
            start, first = self._label
            label = "".join(self._text[first:])
        else:
            self._text.append(target)
            self.at += len(target)
            self.pieces.append(Step(StepKind.ID_LINK_TITLE, target, len(target)))
        self.links.append(IdLink(target, label, *self._place(token), start, self.at))


def _level(token: Token) -> int:
    return max(2, int(token.tag[1:]))


def _attributes(token: Token) -> str:
    # An alignment as `style` would be refused by the site's content security policy.
    written = ' scope="col"' if token.tag == "th" else ""
    for name, value in token.attrs.items():
        if name == "start":
            written += f' start="{value}"'
        elif name == "style":
            written += f' data-align="{str(value).removeprefix("text-align:")}"'
    return written
