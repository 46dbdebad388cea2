"""What holds for English extraction whatever the text: sentences, fragments, odd characters."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.findings import document, gazetteer
from tests.extract.prose import read_cases

from solferino.extract.english import EnglishExtractor
from solferino.model import Document, Extraction, Span
from solferino.text.normal import normal
from solferino.text.segment import paragraphs, sentences

FRAGMENTS = [
    "Two rockets struck the Ardune General Hospital on Wednesday",
    "said Dr. Edo Marsk, a surgeon",
    '"The roof is gone,"',
    "“We operate in the corridor",
    "according to Candle Watch",
    "killing five children and at least 20 patients",
    "Nobody was hurt",
    "the Tavrosk army denied that it had",
    "blamed the River Brigades for",
    "claimed responsibility",
    "on 12 March 2031",
    "since the siege began",
    "10/11/2030",
    "Halla Wenck told the Harrow Gazette that",
    "He added:",
    "she called on both sides to",
    "Footage showed",
    "— Tova Brandel (@tovabrandel) 12 March 2031",
    "- Beds: 310",
    "- Founded: 1974",
    "- Location: Ardune",
    "= Ardune General Hospital =",
    "ARDUNE, 13 March (Farwire) -",
    "may be used free of charge",
    "a short circuit",
    "which gave 350 consultations a month",
    "The director",
    "it",
    "that",
    "by",
    ",",
    ".",
    "?",
    ":",
    "'s",
    '"',
    "”",
    "(",
    "\n",
    "\n\n",
    "\r\n\r\n",
    "\t",
    "\u00a0",
    "\u200f",
    "\ufeff",
    "🚑",
    "👩‍⚕️ says",
    "قصف مستشفى الأطفال",
    "قال الدكتور",
    "٤٥",
    "İstanbul",
    "ß",
    "e\u0301",
    "\U0001d56c\U0001d569",
]
SENTENCES = sorted(
    {
        line[place.start : place.end]
        for case in read_cases(Path(__file__).with_name("cases"))
        for line in case.text.splitlines()
        for place in sentences(line)
    }
)
PIECES = st.one_of(st.sampled_from(SENTENCES), st.sampled_from(FRAGMENTS), st.text(max_size=6))
# Boxes, captions and posts: a few words each, with figures at their very beginning and end.
FIGURES = ["64+", ">30", "~40", "5-7", "5–7", "1,200", "a dozen", "dozens", "two", "No", "0", "10+"]
CLIPPED = st.sampled_from(
    [
        *FIGURES,
        *[
            "Injured",
            "killed",
            "dead",
            "deaths",
            "wounded",
            "missing",
            "people",
            "nurses",
            "of",
            "and",
            "the",
            "others",
            "a",
        ],
        *[
            "hospital",
            "clinic",
            "shelled",
            "attack",
            "army",
            "May",
            "Monday",
            "said",
            "denied",
            "(",
            ")",
            ":",
            ",",
            ".",
            "+",
            "%",
        ],
    ]
)
LINES = st.lists(CLIPPED, min_size=1, max_size=7).map(" ".join)
TEXTS = st.lists(PIECES, max_size=30).map(" ".join)
PUBLISHED = st.sampled_from([None, "2031-03-13"])
ENGINE = EnglishExtractor()


def drawn(text: str, published: str | None) -> tuple[Document, Extraction]:
    held = document(normal(text), published)
    return held, ENGINE.extract(held, gazetteer())


def spans(found: Extraction) -> list[Span]:
    said = [s.span for s in found.statements]
    cues = [s.cue for s in found.statements if s.cue is not None]
    voices = [v.span for s in found.statements for v in s.voice if v.span is not None]
    return [
        *said,
        *cues,
        *voices,
        *(c.span for c in found.claims),
        *(m.span for m in found.mentions),
    ]


def every_span_is_exact_and_not_empty(held: Document, found: Extraction) -> None:
    for span in spans(found):
        assert span.document == held.id
        assert 0 <= span.start < span.end <= len(held.text)
        assert held.text[span.start : span.end] == span.text
        assert span.text.strip()


def what_is_said_crosses_no_paragraph(held: Document, found: Extraction) -> None:
    held_by = paragraphs(held.text)
    for span in [*(s.span for s in found.statements), *(c.span for c in found.claims)]:
        assert any(p.start <= span.start and span.end <= p.end for p in held_by), span.text


def every_claim_has_its_statement_and_every_account_its_claims(
    _: Document, found: Extraction
) -> None:
    said = {s.id for s in found.statements}
    claimed = {c.id for c in found.claims}
    assert {c.statement for c in found.claims} <= said
    for account in found.accounts:
        assert account.claims
        assert set(account.claims) <= claimed
        leading = {account.facility, account.place, account.time} - {None}
        assert leading <= set(account.claims)


def ids_are_unique(_: Document, found: Extraction) -> None:
    for things in (found.statements, found.claims, found.mentions, found.accounts):
        ids = [thing.id for thing in things]
        assert len(ids) == len(set(ids))


def no_figure_has_its_bounds_the_wrong_way_round(_: Document, found: Extraction) -> None:
    for claim in found.claims:
        low = getattr(claim.value, "min", None)
        high = getattr(claim.value, "max", None)
        assert low is None or high is None or 0 <= low <= high


# Reading a text takes longer than to look at what came of it: each is held to every law.
LAWS = (
    every_span_is_exact_and_not_empty,
    what_is_said_crosses_no_paragraph,
    every_claim_has_its_statement_and_every_account_its_claims,
    ids_are_unique,
    no_figure_has_its_bounds_the_wrong_way_round,
)


@settings(max_examples=300)
@given(st.lists(LINES, min_size=1, max_size=4).map("\n\n".join), PUBLISHED)
def test_a_few_clipped_words_keep_every_law_too(text: str, published: str | None) -> None:
    held, found = drawn(text, published)
    for law in LAWS:
        law(held, found)


@settings(max_examples=300)
@given(TEXTS, PUBLISHED)
def test_whatever_the_text_what_comes_out_keeps_every_law(text: str, published: str | None) -> None:
    held, found = drawn(text, published)
    for law in LAWS:
        law(held, found)


@given(TEXTS, PUBLISHED)
def test_the_same_text_gives_the_same_again(text: str, published: str | None) -> None:
    _, found = drawn(text, published)
    assert EnglishExtractor().extract(document(normal(text), published), gazetteer()) == found


@given(TEXTS)
def test_line_ends_do_not_matter(text: str) -> None:
    unix = normal(text)
    dos = document(normal(unix.replace("\n", "\r\n")), None)
    assert ENGINE.extract(dos, gazetteer()) == drawn(unix, None)[1]


@pytest.mark.parametrize("text", ["", " ", "\n", ".", '"', "a", "A", "7", "🚑", "م", "\u200f"])
def test_nothing_comes_of_next_to_nothing(text: str) -> None:
    _, found = drawn(text, "2031-03-13")
    assert [*found.statements, *found.claims, *found.accounts, *found.mentions] == []


def test_an_emoji_before_the_words_moves_no_span() -> None:
    text = "🚑🚑 Today. Two rockets struck the Ardune General Hospital, Lina Varrow said."
    _, found = drawn(text, None)
    (said,) = [s for s in found.statements if s.voice]
    assert said.span.text == "Two rockets struck the Ardune General Hospital"
    assert said.span.start == text.index("Two")
