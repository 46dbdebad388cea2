"""What the engine says in English, said in other languages: whole, and names left as they are."""

import html
import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.desk.frame import WORDS
from solferino.publish.catalogue import catalogue
from solferino.publish.rendering import ENGINE, NUMBERS, Rendering
from solferino.release.selection import REVIEW
from solferino.store.case import Case
from solferino.weigh.ladder import UNVERIFIED
from solferino.weigh.legal import questions
from solferino.weigh.profile import SCHEMES, profile

TONGUES = catalogue(WORDS)
ENGLISH, ARABIC = TONGUES["en"], TONGUES["ar"]
IN_ARABIC = Rendering(ARABIC, ENGLISH)
OWN = {k: s for k, s in ENGLISH.sentences.items() if k.startswith(ENGINE) and isinstance(s, str)}
NAMES = st.from_regex(r"[A-Z][bcdfgk]{3,9}", fullmatch=True)
LEFT = re.compile(r"<bdi[^>]*>(.*?)</bdi>")


@pytest.mark.parametrize("sentence", [*questions().values(), UNVERIFIED, REVIEW])
def test_every_question_and_caution_is_translated(sentence: str) -> None:
    assert not re.search("[A-Za-z]", IN_ARABIC.told(sentence))


def test_the_caution_of_every_scheme_is_translated() -> None:
    cautions = [caution for name in SCHEMES if (caution := profile(name).caution)]
    assert cautions
    for caution in cautions:
        assert LEFT.findall(IN_ARABIC.told(caution)) == []


@given(st.sampled_from(sorted(OWN)), st.data())
def test_a_sentence_is_said_with_its_names_whatever_they_are(key: str, data: st.DataObject) -> None:
    held = {n for _, n, _, _ in string.Formatter().parse(OWN[key]) if n}
    names = {n: "7" if n in NUMBERS else data.draw(NAMES) for n in sorted(held)}
    told = IN_ARABIC.told(ENGLISH.say(key, **names) if names else OWN[key])
    assert re.sub(r"</?bdi[^>]*>", "", told) == ARABIC.say(key, **names)


@given(st.text(max_size=40))
def test_in_english_and_in_what_is_unknown_nothing_is_changed_or_runs(said: str) -> None:
    assert Rendering(ENGLISH, ENGLISH).told(said) == said
    assert "<script" not in IN_ARABIC.told(f"{said}<script>x</script>")


def test_the_reasons_of_the_practice_case_leave_only_names_in_english(practice: Case) -> None:
    picture = practice.picture("test")
    origins = {o.name for o in picture.origins}
    assert picture.gradings
    for grading in picture.gradings:
        for left in map(html.unescape, LEFT.findall(IN_ARABIC.told(grading.why))):
            assert set(left.split(" with ")) <= origins, grading.why
