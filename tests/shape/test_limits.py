"""Limits that keep the house readable as it grows."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SRC = ROOT / "src" / "solferino"
MODULES = sorted(SRC.rglob("*.py"))
BESIDE = sorted(m for place in ("tests", "bench", "tools") for m in (ROOT / place).rglob("*.py"))
SAID_NOWHERE = {"utils", "util", "helpers", "helper", "common", "core", "manager", "handler"}


def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def functions(module: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    a = function.args
    every = [*a.posonlyargs, *a.args, *a.kwonlyargs]
    return len([p for p in every if p.arg not in ("self", "cls")])


def every_module(test: object) -> object:
    return pytest.mark.parametrize("module", MODULES, ids=lambda m: str(m.relative_to(SRC)))(test)


@pytest.mark.parametrize("module", MODULES + BESIDE, ids=lambda m: str(m.relative_to(ROOT)))
def test_a_module_has_at_most_400_lines(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


@every_module
def test_a_function_has_at_most_40_lines_and_6_parameters(module: Path) -> None:
    for function in functions(module):
        length = (function.end_lineno or 0) - function.lineno + 1
        assert length <= 40, f"{function.name} has {length} lines"
        assert parameters(function) <= 6, function.name


@every_module
def test_a_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(tree(module))


@every_module
def test_module_names_are_of_the_trade(module: Path) -> None:
    words = {w for part in module.relative_to(SRC).with_suffix("").parts for w in part.split("_")}
    assert not words & SAID_NOWHERE


@every_module
def test_nothing_is_left_to_do_in_the_source(module: Path) -> None:
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", module.read_text(encoding="utf-8"))


def passes_on(handler: ast.ExceptHandler) -> bool:
    """Whether a handler only tidies up, and ends by raising the same error again."""
    last = handler.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def broad(module: Path) -> list[str]:
    """Find where a module swallows whatever may be raised."""
    found = []
    for node in ast.walk(tree(module)):
        if isinstance(node, ast.ExceptHandler) and not passes_on(node):
            caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
            names = [c.id if isinstance(c, ast.Name) else "" for c in caught if c is not None]
            if node.type is None or {"Exception", "BaseException"} & set(names):
                found.append(f"{module.relative_to(SRC)}:{node.lineno}")
    return found


def test_there_is_exactly_one_broad_except_the_wall_around_plugins() -> None:
    places = [place for module in MODULES for place in broad(module)]
    assert [place.partition(":")[0] for place in places] == ["workers.py"]


def test_only_the_codec_knows_json() -> None:
    knows = {
        str(module.relative_to(SRC))
        for module in MODULES
        for node in ast.walk(tree(module))
        for name in imported(node)
        if name.partition(".")[0] in ("json", "msgspec", "orjson", "simplejson")
    }
    assert knows == {"codec.py"}


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module is not None:
        return [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return []


def name_of(module: Path) -> str:
    parts = module.relative_to(SRC.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports() -> dict[str, set[str]]:
    """Which module imports which, lazy imports and those for types included."""
    by_name = {name_of(module): module for module in MODULES}
    graph: dict[str, set[str]] = {}
    for name, module in by_name.items():
        targets: set[str] = set()
        for node in ast.walk(tree(module)):
            names = [n for n in imported(node) if n in by_name]
            inner = [n for n in names if any(o != n and n.startswith(o + ".") for o in names)]
            targets.update(inner or names)
        graph[name] = targets - {name}
    return graph


def test_no_module_imports_itself_by_a_detour() -> None:
    graph = imports()
    reach: dict[str, set[str]] = {}
    for name in graph:
        seen: set[str] = set()
        ahead = list(graph[name])
        while ahead:
            step = ahead.pop()
            if step not in seen:
                seen.add(step)
                ahead.extend(graph[step])
        reach[name] = seen
    assert not [name for name in graph if name in reach[name]]


TEMPLATES = sorted(
    f for kind in ("*.html", "*.css", "*.js", "*.svg", "*.j2") for f in SRC.rglob(kind)
)
NAMESPACES = ("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink")


def test_no_template_or_style_reaches_outside() -> None:
    pages = [t for t in TEMPLATES if "practice" not in t.parts]
    assert pages, "the desk has pages"
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for namespace in NAMESPACES:
            text = text.replace(namespace, "")
        assert not re.search(r"(https?:)?//[A-Za-z0-9]", text), page


def test_no_template_carries_script_or_style_in_its_attributes() -> None:
    for page in TEMPLATES:
        if page.suffix in (".html", ".j2") and "practice" not in page.parts:
            text = page.read_text(encoding="utf-8")
            assert not re.search(r"\son[a-z]+\s*=|\sstyle\s*=|javascript:|\|\s*safe\b", text), page
