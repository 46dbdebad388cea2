"""How templates become pages: what each language always says is put in when they are read.

A page says the same few hundred sentences and lets thousands of words of the case out; each of both
would be a call for every place on every page. So a sentence that a template names outright is put
into it when it is read, and what is let out passes one door, which remembers what it has seen.
"""

from collections.abc import Callable
from functools import lru_cache
from keyword import iskeyword
from typing import Any

from jinja2 import Environment, nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

from solferino.publish.catalogue import Tongue
from solferino.publish.shown import straight, visible

SAY = "say"  # what templates call to say a sentence of the catalogue
SEEN = 10_000  # texts whose way out is remembered
KEPT = 4_000  # pieces of pages that are remembered, of about two thousand characters each


class Worded(str):
    """Words of ours, not of a source: a day in them is kept from being turned around."""

    __slots__ = ()


class Door(CodeGenerator):
    """Lets everything out by `environment.leaving`, and calls what is called outright.

    Jinja asks of each thing that is called whether it wants to know the page around it. Nothing
    does that is called here, and a page calls some thousands of things.
    """

    def _output_child_pre(
        self,
        node: nodes.Expr,  # noqa: ARG002  (the compiler's signature)
        frame: Frame,  # noqa: ARG002
        finalize: CodeGenerator._FinalizeInfo,  # noqa: ARG002
    ) -> None:
        self.write("environment.leaving(")

    def _output_child_post(
        self,
        node: nodes.Expr,  # noqa: ARG002  (the compiler's signature)
        frame: Frame,  # noqa: ARG002
        finalize: CodeGenerator._FinalizeInfo,  # noqa: ARG002
    ) -> None:
        self.write(")")

    def visit_Call(  # noqa: N802  (the visitor's names)
        self,
        node: nodes.Call,
        frame: Frame,
        forward_caller: bool = False,  # noqa: FBT001, FBT002  (the compiler's signature)
    ) -> None:
        """Write a call, without asking at each whether it wants to know the page."""
        if node.dyn_args or node.dyn_kwargs or any(iskeyword(k.key) for k in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for told in (*node.args, *node.kwargs):
            self.visit(told, frame)
            self.write(", ")
        self.write("caller=caller)" if forward_caller else ")")


class Filling(Environment):
    """Fills templates in one language; everything in them is escaped, hidden signs written out."""

    code_generator_class = Door

    def __init__(self, tongue: Tongue, **told: Any) -> None:  # noqa: ANN401
        """Say sentences in `tongue`; the rest is Jinja's."""
        self.leaving = _door()
        super().__init__(autoescape=True, **told)
        self._tongue = tongue
        self.globals[SAY] = _voice(tongue)
        self.globals["kept"] = lru_cache(maxsize=KEPT)(_filled)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        read = super()._parse(source, name, filename)
        said: nodes.Template = _Saying(self._tongue).visit(read)
        return said


class _Saying(NodeTransformer):
    """Puts the sentences in that a template names outright, with nothing to fill in."""

    def __init__(self, tongue: Tongue) -> None:
        self._sentences = tongue.sentences

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802  (the visitor's names)
        self.generic_visit(node)
        called = node.node
        if not isinstance(called, nodes.Name) or called.name != SAY or node.kwargs:
            return node
        key = node.args[0]
        sentence = self._sentences.get(key.value) if isinstance(key, nodes.Const) else None
        if not isinstance(sentence, str):
            return node  # which one it is, or in which form, tells itself when the page is filled
        return nodes.Const(sentence, lineno=node.lineno, environment=node.environment)


def _voice(tongue: Tongue) -> Callable[..., str]:
    """Make what says a sentence; one with nothing to fill in is only looked up."""
    plain = {key: said for key, said in tongue.sentences.items() if isinstance(said, str)}

    def say(key: str, /, **told: Any) -> str:  # noqa: ANN401  (what a sentence names)
        said = None if told else plain.get(key)
        return tongue.say(key, **told) if said is None else said

    return say


def _filled(macro: Callable[..., str], *told: object) -> str:
    """Fill a piece of a page; it follows from what is told alone, and is filled once."""
    return macro(*told)


def _door() -> Callable[[object], str]:
    """Make what everything passes on its way to a page: escaped, hidden characters written out."""
    shown = lru_cache(maxsize=SEEN)(lambda text: str(Markup.escape(visible(text))))

    def leaving(thing: object) -> str:
        kind = type(thing)
        if kind is Worded:
            return straight(shown(thing))
        if kind is str:
            return shown(thing)
        return thing if kind is Markup else str(Markup.escape(thing))  # type: ignore[return-value]

    return leaving
