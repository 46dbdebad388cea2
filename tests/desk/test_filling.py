"""Templates are filled as Jinja would fill them, with sentences put in and hidden signs shown."""

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from solferino.desk.filling import Filling, Worded
from solferino.publish.catalogue import Tongue
from solferino.publish.shown import visible

TONGUE = Tongue(
    code="en",
    sentences={
        "plain": "Less < more",
        "named": "By {who}",
        "counted": {"one": "{n} thing", "other": "{n} things"},
    },
)
PIECES = {
    "row.html": "{% macro row(said, n) %}{{ said }}, {{ say('counted', n=n) }}{% endmacro %}",
}


ENVIRONMENT = Filling(TONGUE, undefined=StrictUndefined, loader=DictLoader(PIECES))
read = cache(ENVIRONMENT.from_string)


def filled(template: str, **told: object) -> str:
    return read(template).render(**told)


@given(text=st.text())
def test_whatever_leaves_is_escaped_and_hides_nothing(text: str) -> None:
    assert filled("{{ text }}", text=text) == Markup.escape(visible(text))
    assert filled("{{ text }}", text=Markup(text)) == text  # noqa: S704


def test_a_day_in_words_of_ours_is_not_turned_and_words_of_a_source_stay_as_they_are() -> None:
    said = "في 2031-03-31 أو قبله"
    assert filled("{{ text }}", text=said) == said
    assert filled("{{ text }}", text=Worded(said)) == said.replace("2031", "\u200e2031")
    assert filled("{{ text }}", text=Worded("<\u202e>")) == "&lt;‹U+202E›&gt;"


@given(number=st.integers())
def test_a_number_leaves_as_it_is(number: int) -> None:
    assert filled("{{ number }}", number=number) == str(number)


def test_a_sentence_that_a_template_names_is_escaped_like_any_other() -> None:
    assert filled("{{ say('plain') }}") == "Less &lt; more"
    assert filled("{{ say(key) }}", key="plain") == "Less &lt; more"
    assert filled("<p title=\"{{ say('plain') }}\">") == '<p title="Less &lt; more">'


def test_a_sentence_with_something_to_fill_in_is_filled_in() -> None:
    assert filled("{{ say('named', who=who) }}", who="<A>") == "By &lt;A&gt;"
    assert [filled("{{ say('counted', n=n) }}", n=n) for n in (1, 2)] == ["1 thing", "2 things"]


def test_what_is_missing_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        filled("{{ nothing }}")
    with pytest.raises(KeyError):
        filled("{{ say('no such sentence') }}")


HELD = (
    "{% macro box(head, words='-') %}"
    "[{{ head }}: {{ words }}{{ varargs | length }} {{ caller() }}]{% endmacro %}"
)


@pytest.mark.parametrize(
    "template",
    [
        "{% for n in told %}{% call box(n, words=n) %}{{ loop.index }}{% endcall %}{% endfor %}",
        "{% call box(*told) %}{{ dict(class='c')['class'] }}{% endcall %}",
        "{% for n in told %}{{ (n.upper or n)() }}{% endfor %}{{ range(loop_of) | list }}",
    ],
)
def test_what_is_called_is_given_what_jinja_gives_it(template: str) -> None:
    told = ["<x>", "y", "z"]
    plain = Environment(autoescape=True, undefined=StrictUndefined).from_string(HELD + template)
    assert filled(HELD + template, told=told, loop_of=3) == plain.render(told=told, loop_of=3)


def test_what_is_not_there_is_not_called() -> None:
    with pytest.raises(UndefinedError):
        filled("{{ nothing() }}")


@given(told=st.lists(st.tuples(st.text(), st.integers(0, 3)), max_size=8))
def test_a_piece_that_was_kept_is_the_piece(told: list[tuple[str, int]]) -> None:
    begin = "{% import 'row.html' as rows %}{% for one, n in told %}"
    kept = filled(begin + "{{ kept(rows.row, one, n) }}{% endfor %}", told=[*told, *told])
    assert kept == filled(begin + "{{ rows.row(one, n) }}{% endfor %}", told=[*told, *told])
