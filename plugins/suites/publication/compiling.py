"""Compiling: the theme's templates become Python that is as plain as what they say.

    {{ one.title }}          ->  text(one.title)
    {{ lists.row(one) }}     ->  text(lists.row(one))

By itself Jinja finds out at each value of each page what is the same for all of them here: views
have attributes and no entries, no function that a template calls asks for its context, and all that
is written is escaped. So an attribute that is missing is an error wherever it is asked for, unless
a test or a filter (`is defined`, `default`) asks: these may be asked of anything.
"""

from __future__ import annotations

from collections.abc import Callable
from keyword import iskeyword
from typing import Any

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.runtime import Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

# `escape` wraps what it makes as markup, which takes four times as long as to make it; what is
# written at once needs no wrapping. Another markupsafe may not have this beneath it.
_escaped: Callable[[str], str] = getattr(markupsafe, "_escape_inner", escape)


def text(value: object) -> str:
    """A value as it is written into a page: markup as it is, all else escaped.

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


class Piece(Macro):
    """A macro: called with values in their order, and perhaps from a `call`, it makes its markup.

    All that is rarer (values given by their names, too many of them) is Jinja's to sort out.
    """

    def __call__(self, *args: Any, **kwargs: Any) -> Markup:
        """What the macro says of the values."""
        lacking = self._argument_count - len(args)
        if lacking < 0 or len(kwargs) != self.caller or (kwargs and "caller" not in kwargs):
            return super().__call__(*args, **kwargs)  # type: ignore[return-value]
        if lacking or kwargs:
            args = (*args, *[missing] * lacking, *kwargs.values())
        # Markup itself first asks whether the text is markup.
        return str.__new__(Markup, self._func(*args))


class Plain(CodeGenerator):
    """What writes the Python of a template: the methods are Jinja's, one for each kind of node."""

    _asked: nodes.Expr | None = None
    """What the test or the filter that is being written is asked of."""

    def write_commons(self) -> None:
        """The names that every function of a template uses."""
        super().write_commons()
        self.writeline("text = environment.text")

    def visit_Output(self, node: nodes.Output, frame: Frame) -> None:
        """What stands together is joined, and written as one string."""
        if frame.require_output_check:
            super().visit_Output(node, frame)
            return
        parts = self._parts(node, frame)
        joined = len(parts) > 1
        self.start_write(frame, node)
        self.write("concat((" if joined else "(")
        for one in parts:
            if isinstance(one, str):
                self.write(repr(one))
            else:
                # On a line of its own: errors name the line of the template that it comes from.
                self.newline(one)
                self.write("text(")
                self.visit(one, frame)
                self.write(")")
            self.write(", " if joined else "")
        self.write("))" if joined else ")")
        self.end_write(frame)

    def _parts(self, node: nodes.Output, frame: Frame) -> list[str | nodes.Expr]:
        """What is written: texts that are known now, put together, and what is to be found out."""
        parts: list[str | nodes.Expr] = []
        for one in node.nodes:
            try:
                known = self._output_child_to_const(one, frame, self._make_finalize())
            except nodes.Impossible:
                parts.append(one)
                continue
            before = parts[-1] if parts else None
            if isinstance(before, str):
                parts[-1] = before + known
            else:
                parts.append(known)
        return parts

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:
        """`one.title` is that of Python."""
        if node is self._asked or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
        else:
            self.visit(node.node, frame)
            self.write(f".{node.attr}")

    def visit_Test(self, node: nodes.Test, frame: Frame) -> None:
        """A test may be asked of what is missing."""
        self._asked = node.node
        super().visit_Test(node, frame)

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:
        """A filter may be asked of what is missing."""
        self._asked = node.node
        super().visit_Filter(node, frame)

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:
        """`row(one, root)` is that of Python."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(one.key) for one in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(")
        for value in (*node.args, *node.kwargs):
            self.visit(value, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """A macro is a `Piece`, unless it takes any number of values."""
        node = macro_ref.node
        names = [one.name for one in node.args]
        if macro_ref.accesses_kwargs or macro_ref.accesses_varargs or "caller" in names:
            super().macro_def(macro_ref, frame)
            return
        name = getattr(node, "name", None)
        given = f"{name!r}, {names!r}, False, False, {macro_ref.accesses_caller!r}, True"
        self.write(f"environment.piece(environment, macro, {given})")


class Plainly(Environment):
    """Jinja, with templates that are compiled so and stay as they are."""

    code_generator_class = Plain
    piece = Piece
    text = staticmethod(text)

    def __init__(self, **options: Any) -> None:
        """With the options of Jinja; all that is written is escaped, whatever they say."""
        super().__init__(**options)
        self._at_hand: dict[str, Template] = {}

    def get_template(self, name: Any, *args: Any, **kwargs: Any) -> Template:
        """A template by its name, without asking whether it changed."""
        found = self._at_hand.get(name)
        if found is None:
            found = self._at_hand[name] = super().get_template(name, *args, **kwargs)
            # No template knows more than others do; each page would put theirs together anew.
            found.globals = self.globals
        return found
