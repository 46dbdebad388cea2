"""How templates become pages: what each language always says is put in when they are read.

A page says the same few hundred sentences and lets thousands of words of the case out; each of both
would be a call for every place on every page. So a sentence that a template names outright is put
into it when it is read, and what is let out passes one door, which remembers what it has seen.
"""

from collections.abc import Callable
from functools import lru_cache
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
    """Lets everything out by `environment.leaving`."""

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


class Filling(Environment):
    """Fills templates in one language; everything in them is escaped, hidden signs written out."""

    code_generator_class = Door

    def __init__(self, tongue: Tongue, **told: Any) -> None:  # noqa: ANN401
        """Say sentences in `tongue`; the rest is Jinja's."""
        self.leaving = _door()
        super().__init__(autoescape=True, **told)
        self._tongue = tongue
        self.globals[SAY] = tongue.say
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
