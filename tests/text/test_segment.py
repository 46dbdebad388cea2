"""Paragraphs, sentences, quotations and words as exact slices of a text."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.text.fold import fold
from solferino.text.segment import Slice, keys, paragraphs, quotations, sentences, spots, words


def cut(text: str, slices: tuple[Slice, ...]) -> list[str]:
    return [text[s.start : s.end] for s in slices]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One.\n\nTwo.\n \n\tThree.  ", ["One.", "Two.", "Three."]),
        ("The roof fell.\nThe staff left.", ["The roof fell.", "The staff left."]),
        ("He said:\nWe stay", ["He said:", "We stay"]),
        ("“We stay.”\nShe left", ["“We stay.”", "She left"]),
        ("Beds\n- forty here\n- ten there", ["Beds", "- forty here", "- ten there"]),
        ("Steps\n1. Lock\n2) Leave", ["Steps", "1. Lock", "2) Leave"]),
        ("Text here\n== Ward ==\nMore", ["Text here", "== Ward ==", "More"]),
        ("Clinic hit in Dorva\nBy Ana Kem\nDORVA", ["Clinic hit in Dorva", "By Ana Kem", "DORVA"]),
        ("the convoy of the town of\nDorva left", ["the convoy of the town of\nDorva left"]),
        ("seen by Dr.\nKem at the gate", ["seen by Dr.\nKem at the gate"]),
        ("خرج المستشفى عن الخدمة.\nقال المدير", ["خرج المستشفى عن الخدمة.", "قال المدير"]),
        ("one\r\n\r\ntwo", ["one", "two"]),
        ("", []),
        (" \n ", []),
    ],
)
def test_paragraphs_end_where_a_break_was_meant(text: str, expected: list[str]) -> None:
    assert cut(text, paragraphs(text)) == expected


def test_hard_wrapped_lines_go_on_even_after_a_sentence() -> None:
    text = (
        "The field clinic at the crossing was hit twice before noon by shells.\n"
        "Nobody in the outer tents was hurt, the coordinator of the relief group\n"
        "wrote in a message, and the generator kept running until the evening."
    )
    assert len(paragraphs(text)) == 1
    assert len(sentences(text)) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("It fell. They left.", ["It fell.", "They left."]),
        ("Dr. Kem met Gen. Aro in St. Orla.", ["Dr. Kem met Gen. Aro in St. Orla."]),
        ("The U.N. Mission left. It is late.", ["The U.N. Mission left.", "It is late."]),
        ("He works for the U.N. The office is shut.", 2),
        ("It was hit at 9 a.m. Friday, he said.", 1),
        ("It was hit at 9 a.m. The roof fell.", 2),
        ("Ana M. Kem and J. R. Aro signed.", 1),
        ("See No. 5. Or not? No. They left.", ["See No. 5.", "Or not?", "No.", "They left."]),
        ("On Nov. 10 it closed.", 1),
        ("It closed in Nov. The doors stayed shut.", 2),
        (
            "“It fell. We ran,” she said. Then rain.",
            ["“It fell.", "We ran,” she said.", "Then rain."],
        ),
        ("“Run!” he shouted. They ran.", ["“Run!” he shouted.", "They ran."]),
        (
            "She said: “We stay.” (He left.) It is dark",
            ["She said: “We stay.”", "(He left.)", "It is dark"],
        ),
        ("A fee of 2.5 dinars. Paid.", ["A fee of 2.5 dinars.", "Paid."]),
        ("We waited… and left. Then…\n\nDay", ["We waited… and left.", "Then…", "Day"]),
        ("Wait... Nothing came!? Nobody.", ["Wait...", "Nothing came!?", "Nobody."]),
        ("It fell.[3] It burned.[12]", ["It fell.[3]", "It burned.[12]"]),
        ("the hospital.The roof fell", ["the hospital.", "The roof fell"]),
        ("See www.dorva.example for more. Yes.", 2),
        ("It ended. al-Dorva hospital reopened.", 2),
        ("هل خرج عن الخدمة؟ نعم. قال المدير ذلك؛ ثم غادر.", 4),
        ("Больница закрыта. Врачи ушли… Да!", 3),
        ("ہسپتال بند ہے۔ عملہ چلا گیا۔", 2),
        ("— m. (@dorva_m) wrote", 1),
        ("1. Lock the doors", 1),
    ],
)
def test_sentences_end_at_their_marks(text: str, expected: list[str] | int) -> None:
    found = cut(text, sentences(text))
    assert (len(found) if isinstance(expected, int) else found) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we stay” and “we pray”.", ["we stay", "we pray"]),
        ('"We stay," she said, "and wait."', ["We stay,", "and wait."]),
        ("«Nous restons», dit-il. »Wir auch« ”vi med”", ["Nous restons", "Wir auch", "vi med"]),
        ("„Nein“, sagte sie", ["Nein"]),
        ("“”We stay here,” he said", ["We stay here,"]),
        ("''We stay'' and ``we go''", ["We stay", "we go"]),
        ("“We fear ‘the worst’ now.”", ["We fear ‘the worst’ now.", "the worst"]),
        ("He called it 'a siege' at once", ["a siege"]),
        ("the children's ward, workers' pay and the '90s", []),
        ("can‘t, won’t; ‘Abd al-Kem’s tent and the nurses’ room", []),
        ("“We stay. The power is", ["We stay. The power is"]),
        ("“We stay.\n\n“We wait.” He left.", ["We stay.", "We wait."]),
        ("“We stay.\n\nWe wait.” He left.", ["We stay.", "We wait."]),
        ("“We stay.\n\nHe left. “Why?”", ["We stay.", "Why?"]),
        ("“Unclosed. “Second” after it", ["Unclosed.", "Second"]),
        ("“He wrote “no” twice,” she said", ["He wrote “no” twice,", "no"]),
        ('a 5" pipe and "a quote"', ["a quote"]),
        ("“ spaced ” and “”", ["spaced"]),
        ("«خرج المستشفى عن الخدمة» قال", ["خرج المستشفى عن الخدمة"]),
        ("none here", []),
    ],
)
def test_quotations_are_the_words_between_the_marks(text: str, expected: list[str]) -> None:
    assert cut(text, quotations(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("children's workers' can‘t", ["children", "'s", "workers", "can‘t"]),
        ("Britain’s O'Kem’s", ["Britain", "’s", "O'Kem", "’s"]),
        ("rebel-held 12-bed", ["rebel", "held", "12", "bed"]),
        ("4,000 9:40 2.5 9:40am 18th", ["4,000", "9:40", "2.5", "9:40am", "18th"]),
        ("in 2016,2017", ["in", "2016", "2017"]),
        ("#مستشفى_دورفا مُسْتَشْفَى", ["مستشفى", "دورفا", "مُسْتَشْفَى"]),
        ("U.N. (@dorva_m)", ["U", "N", "dorva", "m"]),
        ("अस्पताल ဆေးရုံ", ["अस्पताल", "ဆေးရုံ"]),
    ],
)
def test_words_part_at_hyphens_and_before_a_possessive(text: str, expected: list[str]) -> None:
    assert [w.text for w in words(text)] == expected


TEXTS = st.lists(
    st.sampled_from(
        [
            "The roof fell",
            "dr",
            "Dr",
            ".",
            "!",
            "?",
            "…",
            "؟",
            "“",
            "”",
            '"',
            "'",
            "‘",
            "’",
            "«",
            "»",
            "\n",
            "\n\n",
            " ",
            "\r\n",
            "- ",
            "1. ",
            "al-Dorva",
            "U.N.",
            "a",
            "İ",
            "\u2028",
            "„",
        ]
    ),
    max_size=40,
).map("".join)


@settings(deadline=None)
@given(TEXTS)
def test_slices_are_exact_and_ordered(text: str) -> None:
    for slices in (paragraphs(text), sentences(text)):
        assert all(s.start < s.end for s in slices)
        assert all(a.end <= b.start for a, b in pairwise(slices))
        assert all(t == t.strip() for t in cut(text, slices))
    assert all(t == t.strip() and t for t in cut(text, quotations(text)))


@settings(deadline=None)
@given(TEXTS)
def test_nothing_but_white_space_lies_between_paragraphs_or_sentences(text: str) -> None:
    for slices in (paragraphs(text), sentences(text)):
        inside = "".join(cut(text, slices))
        assert "".join(inside.split()) == "".join(text.split())


@settings(deadline=None)
@given(TEXTS)
def test_sentences_and_quotations_never_cross_a_paragraph(text: str) -> None:
    whole = paragraphs(text)
    for part in (*sentences(text), *quotations(text)):
        assert any(p.start <= part.start and part.end <= p.end for p in whole)


@settings(deadline=None)
@given(TEXTS)
def test_a_paragraph_read_alone_has_the_same_sentences(text: str) -> None:
    together = sentences(text)
    alone = [s for p in paragraphs(text) for s in sentences(text, p.start, p.end)]
    assert list(together) == alone


@settings(deadline=None)
@given(TEXTS)
def test_quotations_lie_one_inside_another_or_apart(text: str) -> None:
    for one, other in pairwise(quotations(text)):
        assert other.start >= one.end or other.end <= one.end


@settings(deadline=None)
@given(st.text())
def test_words_are_exact_and_carry_their_key(text: str) -> None:
    found = words(text)
    assert all(text[w.start : w.end] == w.text and w.key == fold(w.text) for w in found)
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert list(spots(text)) == [(w.start, w.end, w.key) for w in found]
    assert list(keys(text)) == [w.key for w in found]


@settings(deadline=None)
@given(st.text(st.sampled_from("abzAZ09 .,:'`_-\n\tsS"), max_size=40))
def test_words_of_plain_letters_are_the_same_beside_other_scripts(text: str) -> None:
    assert text.isascii()
    beside = words(f"{text} غ")
    assert words(text) == beside[:-1]
    assert list(keys(text)) == [w.key for w in beside[:-1]]
    assert list(spots(text)) == [(w.start, w.end, w.key) for w in beside[:-1]]
