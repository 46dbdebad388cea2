"""The bench of attack templates: its measure, its capitals, and how marks become templates."""

import json
from pathlib import Path

import pytest
from bench.muc4 import main
from bench.templates.assembling import Bars, assemble
from bench.templates.engine import Filler, lexicon, templates, told_of
from bench.templates.measure import normal, rows
from bench.templates.reading import Report, Template, numbered, reports
from bench.templates.signs import SIGNS, signs
from bench.templates.truecase import WORD, Truecaser
from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.codec import value
from solferino.resolve.places import GeonamesGazetteer

NAMES = st.sampled_from(("the oruno front", "orf", "a bridge", "jorun pell", "bomb"))
ENTITIES = st.lists(st.tuples(NAMES), max_size=2).map(tuple)
KINDS = st.sampled_from(("attack", "bombing", "kidnapping"))
TEMPLATES = st.lists(
    st.builds(Template, type=KINDS, roles=st.tuples(*[ENTITIES] * 5)), max_size=3
).map(tuple)
TEXT = (
    "late last night unidentified men kidnapped judge jorun pell in tessel.    "
    "guerrillas of the oruno front blew up a bridge with dynamite."
)


def report(key: tuple[Template, ...]) -> Report:
    return Report(name="DEV-0001", text="", key=key)


@settings(deadline=None, max_examples=50)
@given(TEMPLATES)
def test_a_key_given_as_the_answer_is_right_in_all(key: tuple[Template, ...]) -> None:
    whole = rows([report(key)], [key])[-1]
    assert (whole.right, whole.found) == (whole.given, whole.known)


@settings(deadline=None, max_examples=50)
@given(TEMPLATES, TEMPLATES)
def test_no_more_is_right_than_given_and_none_found_than_known(
    key: tuple[Template, ...], answer: tuple[Template, ...]
) -> None:
    for row in rows([report(key)], [answer]):
        assert 0 <= row.right <= row.given
        assert 0 <= row.found <= row.known


@settings(deadline=None, max_examples=50)
@given(TEMPLATES, TEMPLATES)
def test_an_empty_answer_is_never_better(
    key: tuple[Template, ...], answer: tuple[Template, ...]
) -> None:
    assert rows([report(key)], [()])[-1].f1 <= rows([report(key)], [answer])[-1].f1


def test_a_template_of_another_type_is_laid_on_none() -> None:
    roles = ((), (), (("bridge",),), (), ())
    key, answer = Template(type="arson", roles=roles), Template(type="bombing", roles=roles)
    assert rows([report((key,))], [(answer,)])[-1].right == 0
    either = Template(type="bombing / arson", roles=roles)
    assert rows([report((either,))], [(answer,)])[-1].f1 == 1


def test_names_are_compared_without_articles_and_punctuation() -> None:
    assert normal('The "Oruno" Front') == normal("oruno front")


def test_reports_are_read_and_equal_templates_count_once(tmp_path: Path) -> None:
    template = {"incident_type": "attack", "PerpInd": [[["orf", 4]]], "PerpOrg": []}
    template |= {"Target": [], "Victim": [], "Weapon": []}
    line = {"docid": "TST1-MUC3-0007", "doctext": "the orf", "templates": [template, template]}
    (tmp_path / "part.json").write_text(json.dumps(line) + "\n", encoding="utf-8")
    (read,) = reports(tmp_path / "part.json")
    assert [t.roles[0] for t in read.key] == [(("orf",),)]
    assert numbered(read.name) == "10007"


def test_capitals_are_restored_and_nothing_moves() -> None:
    told = ("The mayor of Tessel met Ida Merrow.", "He spoke of the old road to Vask.")
    learned = [WORD.findall(s) for s in told * 4]
    truecaser = Truecaser(learned)
    truecaser.look_over(["the mayor of ardune met jorun pell (orf)."], ["ardune"])
    restored = truecaser.restore("the mayor of ardune met ida merrow.  he spoke.")
    assert restored.lower() == "the mayor of ardune met ida merrow.  he spoke."
    assert restored.startswith("The mayor of Ardune met Ida Merrow.  He")


def test_the_engine_alone_fills_templates() -> None:
    text = TEXT.replace("jorun pell", "Jorun Pell").replace("oruno front", "Oruno Front")
    told = told_of(text.replace("judge", "Judge"), GeonamesGazetteer(), lexicon())
    made = {t.type: t.roles for t in templates(told.fillers)}
    assert made["kidnapping"][0] == (("unidentified men",),)
    assert made["kidnapping"][3] == (("jorun pell",),)
    assert made["bombing"][2] == (("bridge",),)
    assert made["bombing"][4] == (("dynamite",),)
    seen = signs(TEXT, told)
    at = next(i for i, (a, b) in enumerate(seen.words) if TEXT[a:b] == "bridge")
    assert SIGNS.index("Target") in seen.rows[at]


def test_a_name_inside_another_is_told_once() -> None:
    found = [Filler(type="attack", role="PerpOrg", text=t) for t in ("front", "oruno front")]
    (made,) = templates(found)
    assert made.roles[1] == (("oruno front",),)


@value
class Said:
    """Marks by hand."""

    begins: tuple[tuple[float, ...], ...]
    goes_on: tuple[tuple[float, ...], ...]
    word_types: tuple[tuple[float, ...], ...]
    types: tuple[float, ...]


def test_marks_become_templates_of_the_types_told_of() -> None:
    text = "oruno front and orf"
    seen = signs(text, told_of(text, GeonamesGazetteer(), lexicon()))
    off, types = (0.0,) * 5, (0.1, 0.9, 0.0, 0.0, 0.0, 0.0)
    begin, on = (0.0, 0.9, 0.0, 0.0, 0.0), (0.0, 0.9, 0.0, 0.0, 0.0)
    marks = Said(
        begins=(begin, off, off, begin),
        goes_on=(off, on, off, off),
        word_types=(types,) * 4,
        types=types,
    )
    bars = Bars(filler=0.5, filler_type=0.5, report_type=0.5, again=0.0)
    (made,) = assemble(text, seen, marks, bars)
    assert (made.type, set(made.roles[1])) == ("bombing", {("oruno front",), ("orf",)})


def test_the_bench_says_what_is_not_at_hand(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr("sys.argv", ["muc4", "--part", str(tmp_path / "none.json")])
    assert main() == 1
    assert "none.json" in capsys.readouterr().out
