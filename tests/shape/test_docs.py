"""What a person can type is written down."""

from pathlib import Path

import pytest

from solferino.cli import VERBS

ROOT = Path(__file__).parents[2]
TOLD = "\n".join(
    page.read_text(encoding="utf-8")
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
)


@pytest.mark.parametrize("verb", VERBS)
def test_the_docs_name_every_verb(verb: str) -> None:
    assert f"solferino {verb}" in TOLD
