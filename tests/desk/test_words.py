"""Catalogues of words: complete in every language, and nothing said beside them."""

import dataclasses
import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.desk.correcting import fields
from solferino.desk.frame import WORDS
from solferino.errors import UsageError
from solferino.model import VALUE_TYPES, ServiceValue, terms
from solferino.publish import phrase
from solferino.publish.catalogue import FORMS, PLURALS, Sentence, catalogue
from solferino.publish.phrasing import Phrasing

TONGUES = catalogue(WORDS)
ENGLISH = TONGUES["en"]
SAID = ENGLISH.sentences
CODES = sorted(
    {code for listed in vars(terms).values() for code in get_args(listed) if isinstance(code, str)}
)


def forms(sentence: Sentence) -> list[str]:
    return [sentence] if isinstance(sentence, str) else list(sentence.values())


def named(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def test_there_are_english_and_arabic_and_arabic_goes_from_right_to_left() -> None:
    assert {code: t.direction for code, t in TONGUES.items()} == {"ar": "rtl", "en": "ltr"}


@pytest.mark.parametrize("code", sorted(TONGUES))
def test_all_languages_have_the_same_sentences(code: str) -> None:
    assert TONGUES[code].sentences.keys() == SAID.keys()


@pytest.mark.parametrize("code", sorted(TONGUES))
def test_a_sentence_names_the_same_things_in_every_language(code: str) -> None:
    for key, sentence in TONGUES[code].sentences.items():
        own = {name for form in forms(sentence) for name in named(form)} | {"n"}
        other = {n for form in forms(SAID[key]) for n in named(form)} | {"n"}
        assert own == other, key
        assert isinstance(sentence, str) == isinstance(SAID[key], str), key


@pytest.mark.parametrize("code", sorted(TONGUES))
def test_every_form_that_a_number_can_take_is_written(code: str) -> None:
    two: Any = {1: "one"}
    needed = {PLURALS[code](n) if code in PLURALS else two.get(n, "other") for n in range(1000)}
    for key, sentence in TONGUES[code].sentences.items():
        if not isinstance(sentence, str):
            assert needed <= sentence.keys() <= set(FORMS), key


@pytest.mark.parametrize("code", CODES)
def test_every_code_has_words_in_every_language(code: str) -> None:
    assert ENGLISH.words(code) == phrase.words(code) == phrase.codes()[code]
    assert all(tongue.has(f"code.{code}") for tongue in TONGUES.values())


@pytest.mark.parametrize("kind", VALUE_TYPES)
def test_every_field_of_a_value_has_words_in_every_language(kind: str) -> None:
    for field in fields(kind):
        assert all(tongue.has(f"value.{field.name}") for tongue in TONGUES.values()), field.name
    assert all(tongue.has(f"code.{kind}") for tongue in TONGUES.values())


@given(st.sampled_from(sorted(VALUE_TYPES)).flatmap(lambda kind: st.from_type(VALUE_TYPES[kind])))
def test_values_have_words_in_every_language(value: Any) -> None:
    said = {code: Phrasing(tongue).wording(value) for code, tongue in TONGUES.items()}
    assert said["en"] == phrase.wording(value)
    kinds = {code: Phrasing(t).label(value, "event") for code, t in TONGUES.items()}
    assert kinds["ar"] != kinds["en"]


@pytest.mark.parametrize("code", sorted(TONGUES))
def test_from_when_until_when_and_how_long_care_was_lost_is_said(code: str) -> None:
    told = {"since": "2031-05-04", "until": "2031-06-01", "lasting": "four weeks"}
    lost = ServiceValue(measure="facility", value="all of it", lost=True, **told)
    said = [
        Phrasing(TONGUES[code]).wording(dataclasses.replace(lost, lost=x)) for x in (True, False)
    ]
    assert all(part in one for part in told.values() for one in said)
    assert said[0] != said[1]


def test_what_is_filled_in_becomes_no_markup() -> None:
    from markupsafe import Markup  # noqa: PLC0415  (only here)

    said = ENGLISH.say("phrase.by", name=Markup("<b>A</b>"))
    assert said == Markup("by <b>A</b>")
    assert ENGLISH.say("phrase.by", name="<b>") == "by <b>"


def test_a_sentence_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "en"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.toml").write_text('[x]\ny = "z"\n', encoding="utf-8")
    with pytest.raises(UsageError, match=r"x\.y is there twice"):
        catalogue(tmp_path)


TEMPLATES = sorted((WORDS.parent / "templates").glob("*.html"))
QUIET = re.compile(  # comments, code, and what is written inside a tag
    r"\{#.*?#\}|<code[^>]*>.*?</code>|<kbd[^>]*>.*?</kbd>|<meta[^>]*>"
    r"|\{% block kind %\}\w*|\{% macro (?:where|posting|opened)\(.*?endmacro %\}",
    re.DOTALL,
)
SPOKEN = re.compile(r'\b(aria-label|title|placeholder|alt)="([^"]*)"')


def bare(page: str) -> str:
    """Leave out what Jinja computes."""
    return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", "", page, flags=re.DOTALL)


def sentences(page: str) -> Iterator[str]:
    """Find the words of a template that stand in it instead of in the catalogue."""
    page = QUIET.sub("", page)
    for held in re.findall(r"\{[{%].*?[%}]\}", page, flags=re.DOTALL):
        told = re.sub(r'[=!]= "[^"]*"', "", held)  # what is only compared is not said
        yield from re.findall(r'"([A-Z]?[a-z]+(?: [a-z]+)+)"', told)
    without = bare(page)
    yield from (said for _, said in SPOKEN.findall(without) if re.search(r"[A-Za-z]{2}", said))
    text = re.sub(r"<[^>]*>", "\n", without)
    yield from (line.strip() for line in text.split("\n") if re.search(r"[A-Za-z]{2}", line))


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda t: t.name)
def test_no_template_says_anything_by_itself(template: Path) -> None:
    assert list(sentences(template.read_text(encoding="utf-8"))) == []


def test_such_words_would_be_found() -> None:
    page = '<p title="Go there">Hello {{ "of the" if x else say("a") }}</p><code>x y</code>'
    assert list(sentences(page)) == ["of the", "Go there", "Hello"]
