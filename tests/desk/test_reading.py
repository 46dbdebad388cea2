"""The document's page before any script: marks change nothing but the look."""

import html
import re

from hypothesis import given
from hypothesis import strategies as st

from solferino.codec import sha256
from solferino.desk.reading import hidden, painted
from solferino.model import Claim, PlaceValue, Span

TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\0"), min_size=1)


def claim(text: str, start: int, end: int) -> Claim:
    span = Span(document="d", start=start, end=end, text=text[start:end])
    value = PlaceValue(name=span.text)
    return Claim(span=span, statement="s", value=value, rule="r", confidence="low")


@st.composite
def marked(draw: st.DrawFn) -> tuple[str, list[Claim], tuple[int, int] | None]:
    text = draw(TEXTS)
    spans = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).map(sorted)
    pairs = [(a, b) for a, b in draw(st.lists(spans, max_size=8)) if a < b]
    a, b = draw(spans)
    return text, [claim(text, *pair) for pair in sorted(pairs)], (a, b) if a < b else None


@given(marked())
def test_the_text_without_its_marks_is_the_text(
    case: tuple[str, list[Claim], tuple[int, int] | None],
) -> None:
    text, claims, at = case
    page = str(painted(text, claims, at))
    bare = html.unescape(re.sub(r"</?mark[^>]*>", "", page))
    assert sha256(bare.encode()) == sha256(text.encode())


@given(marked())
def test_the_words_asked_for_are_marked_as_here_and_once_named(
    case: tuple[str, list[Claim], tuple[int, int] | None],
) -> None:
    text, claims, at = case
    page = str(painted(text, claims, at))
    here = "".join(re.findall(r'<mark class="[^"]*here"[^>]*>(.*?)</mark>', page, re.DOTALL))
    assert html.unescape(here) == (text[at[0] : at[1]] if at else "")
    assert page.count('id="here"') == (1 if at else 0)


@given(marked())
def test_every_claim_lies_inside_marks(
    case: tuple[str, list[Claim], tuple[int, int] | None],
) -> None:
    text, claims, _ = case
    covered = {n for c in claims for n in range(c.span.start, c.span.end)}
    inside: set[int] = set()
    place = 0
    pieces = re.split(r"(<mark[^>]*>.*?</mark>)", str(painted(text, claims, None)), flags=re.DOTALL)
    for piece in pieces:
        words = html.unescape(re.sub(r"</?mark[^>]*>", "", piece))
        if piece.startswith("<mark"):
            inside |= set(range(place, place + len(words)))
        place += len(words)
    assert inside == covered


def test_signs_without_a_look_are_told_with_name_and_place() -> None:
    (mark, override) = hidden("a\u200fb\u202ec\u200fd\n\te")
    assert (mark.code, mark.name, mark.places) == ("U+200F", "right-to-left mark", (1, 5))
    assert (override.code, override.places) == ("U+202E", (3,))
