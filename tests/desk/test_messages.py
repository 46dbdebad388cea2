"""Whatever the program says where something is wrong is said in every language of the desk."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import solferino
from solferino.desk.frame import WORDS
from solferino.publish.catalogue import catalogue
from solferino.publish.rendering import Rendering

ROOT = Path(solferino.__file__).parent
ROOMS = ("desk", "read", "extract", "store", "importing", "coding", "release", "publish")
OWN = ("pipeline.py", "workers.py", "codec.py")
# What only a command says, which speaks English: `add`, `new`, a plugin's format, a profile's file.
COMMANDS = {
    "store/intake.py",
    "store/case.py",
    "importing/overlap.py",
    "publish/exchange/bag.py",
    "publish/exchange/parquet.py",
    "publish/catalogue.py",
    "release/profile.py",
    "extract/rulebook.py",
}
# Put together of parts that are translated as a whole, one by one.
TOGETHER = {
    "line 7 7": ("line 3 has no heading", "line 3 repeats the heading «7»"),
    "This table 7": ("This table holds figures and short words, but no text to read.",),
    "7 the ledger 7 missing": (
        "entry 3 of the ledger is missing",
        "entries 3 to 5 of the ledger are missing",
    ),
    "facts.sqlite: 7 7, so facts may have been changed": (
        "facts.sqlite: 7 is missing, so facts may have been changed",
        "facts.sqlite: 7 was altered, so facts may have been changed",
        "facts.sqlite: 7 does not belong there, so facts may have been changed",
    ),
    "documents, row 7: 7": ("7, row 7: 7",),  # the name of a table stays
    "entities, row 7: 7": ("7, row 7: 7",),
}
SAYS = re.compile(r"\w+Error|Problem|Finding")
LEFT = re.compile(r'<bdi lang="en">(.*?)</bdi>')
NAMES = re.compile(r"`[^`]*`|«[^»]*»|--?\w+|'[^']*'|\w+\.\w+|[A-Z]{2,}")
FILLED = "7"  # stands for whatever a message names


def said(node: ast.expr, module: ModuleType) -> Iterator[str]:
    """Give the texts that an expression of a message may be."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else FILLED for p in parts)
        case ast.Name(id=name) if isinstance(getattr(module, name, None), str):
            yield getattr(module, name)
        case ast.IfExp(body=one, orelse=other):
            yield from said(one, module)
            yield from said(other, module)


def messages() -> Iterator[tuple[str, str]]:
    """Find every message and remedy in the source, with the file that says it."""
    files = [ROOT / name for name in OWN]
    files += [f for room in ROOMS for f in sorted((ROOT / room).rglob("*.py"))]
    for file in files:
        name = ".".join(file.relative_to(ROOT.parent).with_suffix("").parts)
        module = importlib.import_module(name.removesuffix(".__init__"))
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and SAYS.fullmatch(getattr(node.func, "id", "")):
                named = [k.value for k in node.keywords if k.arg in ("message", "remedy")]
                for text in (t for one in (*node.args, *named) for t in said(one, module)):
                    yield file.relative_to(ROOT).as_posix(), text


@pytest.mark.parametrize("tongue", sorted(catalogue(WORDS).keys() - {"en"}))
def test_every_message_that_the_desk_may_show_is_translated(tongue: str) -> None:
    tongues = catalogue(WORDS)
    rendering = Rendering(tongues[tongue], tongues["en"])
    every = {(file, text) for file, text in messages() if file not in COMMANDS and " " in text}
    assert len(every) > 150
    left = {
        (file, text)
        for file, text in every
        for whole in TOGETHER.get(text, (text,))
        for words in LEFT.findall(str(rendering.told(whole)))
        if re.search(r"[a-z]{3}", NAMES.sub("", words))
    }
    assert left == set()
