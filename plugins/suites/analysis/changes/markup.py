"""Markup: a report -> text for a terminal, Markdown for a summary on GitHub, HTML, JSON.

Whatever an author wrote is shown as text: nothing of it is markup, a link, a mention, a command of
a terminal or of a workflow, and nothing of it turns the direction of what stands beside it.
"""

import json
import re
from collections.abc import Callable, Iterator
from html import escape

from suites.analysis.changes import Comparison
from suites.analysis.changes.counts import counted
from suites.analysis.changes.report import Line, Piece, Report, report
from suites.archive.problems import printable

FORMATS = ("text", "markdown", "html", "json")

MAX_SUMMARY = 900_000
"""Bytes of Markdown: GitHub shows a summary of up to 1 MiB.
Source: https://docs.github.com/actions/reference/workflow-commands-for-github-actions"""

_SPECIAL = re.compile(r"[!#$&()*.:<>@\[\\\]^_`{|}~]")
_LINKED = re.compile(r"@(?=\w)|#(?=\d)")

_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = (
    "body{font:1rem/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "ins{background:#d9f2d9}del{background:#f9d9d9}code{font-size:.9em}"
)


def render(comparison: Comparison, form: str) -> str:
    """Return a comparison in one of the FORMATS, without a line feed at its end."""
    if form == "json":
        return as_json(comparison)
    told = report(comparison)
    title = f"{comparison.before} → {comparison.after}"
    return {"text": as_text, "markdown": as_markdown, "html": as_html}[form](told, title)


def as_text(told: Report, title: str) -> str:
    """Return a report as Markdown that a terminal shows as it is; nothing in it is escaped."""
    lines = [f"{printable(title)}: {told.headline}", *(f"({printable(one)})" for one in told.notes)]
    for section in told.sections:
        lines += ["", f"## {section.title}", ""]
        lines += [f"{'  ' * one.depth}- {_joined(one, _text_piece)}" for one in section.lines]
    return "\n".join(lines)


def as_markdown(told: Report, title: str) -> str:
    """Return a report as GitHub's Markdown; what is too long for a summary is left out."""
    lines = [f"### {_escaped(title)}", "", f"**{told.headline}**"]
    for note in told.notes:
        lines += ["", f"*{_escaped(note)}*"]
    size = sum(len(one.encode()) + 1 for one in lines)
    for section in told.sections:
        lines += ["", f"#### {section.title}", ""]
        for one in section.lines:
            line = f"{'  ' * one.depth}- {_joined(one, _markdown_piece)}"
            size += len(line.encode()) + 1
            if size > MAX_SUMMARY:
                return "\n".join((*lines, "", "**The rest is too long to be shown here.**"))
            lines.append(line)
    return "\n".join(lines)


def as_html(told: Report, title: str) -> str:
    """Return a report as a page of HTML that asks for nothing else."""
    return "\n".join(_html(told, title))


def as_json(comparison: Comparison) -> str:
    """Return a comparison as JSON in ASCII: every change with its values."""
    changes = [one._asdict() for one in comparison.changes]
    found = {
        "before": comparison.before,
        "after": comparison.after,
        "notes": comparison.notes,
        "counts": [[*key, number] for key, number in counted(comparison).items()],
        "gone": [one._asdict() for one in comparison.gone],
        "states": [one._asdict() for one in comparison.states],
        "changes": changes,
        "titles": comparison.titles,
    }
    return json.dumps(found, indent=1, default=str)


def _html(told: Report, title: str) -> Iterator[str]:
    shown = escape(printable(title))
    yield f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{shown}</title>'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
    yield f"<style>{_STYLE}</style><h1>{shown}</h1><p><strong>{told.headline}</strong>"
    yield from (f"<p>{escape(printable(note))}" for note in told.notes)
    for section in told.sections:
        yield f"<h2>{section.title}</h2><ul>"
        depth = 0
        for one in section.lines:
            if one.depth > depth:
                yield "<ul>"
            elif one.depth < depth:
                yield "</ul>"
            depth = one.depth
            yield f"<li>{_joined(one, _html_piece)}"
        yield "</ul>" * (depth + 1)
    yield "</html>"


def _joined(line: Line, shown: Callable[[Piece], str]) -> str:
    return "".join(shown(one) for one in line.pieces)


def _text_piece(piece: Piece) -> str:
    text = printable(piece.text)
    marks = {"words": ("“", "”"), "removed": ("[-", "-]"), "inserted": ("{+", "+}")}
    before, after = marks.get(piece.style, ("", ""))
    return f"{before}{text}{after}"


def _markdown_piece(piece: Piece) -> str:
    if piece.style == "ours":
        return piece.text
    # In code, GitHub makes no link of a number, and names are there to be copied.
    text = _escaped(piece.text, "@" if piece.style == "name" else "@#")
    marks = {
        "context": ("", ""),
        "name": ("<code>", "</code>"),
        "removed": ("<del>", "</del>"),
        "inserted": ("<ins>", "</ins>"),
    }
    before, after = marks.get(piece.style, ("“", "”"))
    return f"{before}{text}{after}"


def _html_piece(piece: Piece) -> str:
    text = escape(printable(piece.text))
    tag = {"name": "code", "removed": "del", "inserted": "ins"}.get(piece.style)
    if piece.style in ("ours", "context"):
        return text
    if tag:
        return f"<{tag}>{text}</{tag}>"
    return f"“{text}”"


def _escaped(text: str, parted: str = "@#") -> str:
    r"""Return text of anybody's as Markdown that GitHub shows as that text.

    Every sign of ASCII that may mean something is a reference; a word joiner keeps `@name` and `#1`
    from becoming links, which they do after the Markdown is read, where they are to be `parted`.

    >>> _escaped("[a](javascript:b) @c #1")
    '&#91;a&#93;&#40;javascript&#58;b&#41; &#64;\u2060c &#35;\u20601'
    """
    joined = _LINKED.sub(
        lambda found: f"{found[0]}\u2060" if found[0] in parted else found[0], printable(text)
    )
    return _SPECIAL.sub(lambda found: f"&#{ord(found[0])};", joined)
