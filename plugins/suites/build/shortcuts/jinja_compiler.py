"""Compile templates to plainer Python than Jinja's own.

    {{ one.title }}          ->  text(one.title)
    {{ lists.row(one) }}     ->  text(lists.row(one))

Jinja finds out at each value of each page what is the same for all of them here: views have
attributes and no entries, no function that a template calls asks for its context, and all that is
written is escaped. So a missing attribute is an AttributeError wherever it is asked for, unless a
test or a filter (`is defined`, `default`) asks.

The methods of Jinja's code generator are not part of its interface: another minor version of Jinja
may call them otherwise, hence its upper bound in `pyproject.toml`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import lru_cache
from keyword import iskeyword
from typing import Any, cast

import markupsafe
from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream
from markupsafe import Markup, escape

# `escape` wraps its result as markup, which takes four times as long as to escape; what is written
# at once needs no wrapping. Another markupsafe may not have this function.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def text(value: object) -> str:
    """Return a value as it is written into a page: markup as it is, all else escaped.

    >>> text("a < b"), text(Markup("<b>")), text(3)
    ('a &lt; b', Markup('<b>'), '3')
    """
    kind = type(value)
    if kind is str:
        return _escaped(value)  # type: ignore[arg-type]
    if kind is Markup:
        return value  # type: ignore[return-value]
    if kind is int or kind is float:
        return str(value)
    return escape(value)


def once() -> Callable[[Callable[..., Markup]], Callable[..., Markup]]:
    """Return what wraps a macro whose results many pages show: equal values are looked up.

    A value may therefore not be markup here and plain text there.
    """
    return lru_cache(1_000)


class PlainCode(CodeGenerator):
    """Writes the Python of a template: one method for each kind of node, named by Jinja."""

    _asked: nodes.Expr | None = None
    """The operand of the test or filter that is being written."""

    def write_commons(self) -> None:
        """Write the names that every function of a template uses."""
        super().write_commons()
        self.writeline("text = environment.text")

    def _output_child_pre(self, *_given: Any) -> None:
        """Write `text(` before a value; everything is escaped."""
        self.write("text(")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """Write `one.title` as Python's."""
        if node is self._asked or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """Write a test, which may be asked of a missing value."""
        self._asked = node.node
        super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """Write a filter, which may be asked of a missing value."""
        self._asked = node.node
        super().visit_Filter(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """Write `row(one, root)` as Python's."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class FastEnvironment(Environment):
    """Jinja's environment with templates that are compiled so; autoescape is always on."""

    code_generator_class = PlainCode
    text = staticmethod(text)


class ConstantTexts(Extension):
    """Put the text of `t("…")` without values into the template when it is compiled.

    What the catalogue does not know stays a call, and fails where it is shown.
    """

    def filter_stream(self, stream: TokenStream) -> Iterator[Token]:
        """Yield the tokens of a template, each such call replaced by its text."""
        t = cast("Callable[[str], str]", self.environment.globals["t"])
        tokens = list(stream)
        called = [one.value if one.type in ("name", "dot") else one.type for one in tokens]
        place = 0
        while place < len(tokens):
            one = tokens[place]
            place += 1
            is_call = called[place - 1 : place + 3] == ["t", "lparen", "string", "rparen"]
            if is_call and called[place - 2 : place - 1] != ["."]:
                with suppress(KeyError):
                    one = Token(one.lineno, "string", t(tokens[place + 1].value))
                    place += 3
            yield one
