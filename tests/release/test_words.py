"""The words of a release stand in every language, and name the same things."""

import string

import pytest

from solferino.publish.catalogue import PLURALS, Sentence
from solferino.release.selection import ELSEWHERE, WITHDRAWN
from solferino.release.spoken import bare, reason, tongues

ENGLISH = tongues()["en"].sentences


def named(sentence: Sentence) -> set[str]:
    forms = [sentence] if isinstance(sentence, str) else list(sentence.values())
    found = {n for form in forms for _, n, _, _ in string.Formatter().parse(form) if n}
    return found - {"n"}


@pytest.mark.parametrize("code", sorted(tongues()))
def test_every_language_says_the_same(code: str) -> None:
    own = tongues()[code].sentences
    assert own.keys() == ENGLISH.keys()
    for key, sentence in own.items():
        assert named(sentence) == named(ENGLISH[key]), key
        if not isinstance(sentence, str) and code in PLURALS:
            assert {PLURALS[code](n) for n in range(200)} <= sentence.keys(), key


def test_why_something_stays_is_said_in_the_readers_language() -> None:
    arabic = tongues()["ar"]
    for why in (WITHDRAWN, ELSEWHERE, "nobody has reviewed it", "a person rejected it"):
        assert reason(why, tongues()["en"]) == why
        assert reason(why, arabic) != why
    assert bare(reason("something else", arabic)) == "something else"
    assert arabic.words("casualty") != tongues()["en"].words("casualty") == "casualty"
