"""The roster of bodies: neutral names, every side of each conflict, no identifier twice."""

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from solferino.extract.lexicon import lexicon, table
from solferino.model import Mention, Span
from solferino.model.terms import EntityKind
from solferino.resolve.entities import resolve
from solferino.resolve.places import GeonamesGazetteer
from solferino.resolve.roster import Body, body_of, conflicts, roster
from solferino.text.fold import fold
from solferino.text.segment import words

BODIES = {body.name: body for body in roster()}
READ = {"LATIN", "ARABIC", "CYRILLIC", "HEBREW"}
SCORN = re.compile(r"\b(regime|terroris|occupation|rebel|junta|militant)", re.IGNORECASE)


def scripts(body: Body) -> set[str]:
    letters = {c for name in (body.name, *body.names) for c in name if c.isalpha()}
    return {unicodedata.name(c).split()[0] for c in letters} & READ


def armies_of_the_lexicon() -> set[str]:
    adjectives = [country["adjective"] for country in table("en", "countries")["country"]]
    made = {f"{a} {own}" for a in adjectives for own in ("armed forces", "government")}
    return made | {body["name"] for body in table("en", "actors")["body"]}


@pytest.mark.parametrize("conflict", conflicts())
def test_every_side_of_a_conflict_is_there_with_names_in_the_same_scripts(conflict: str) -> None:
    sides = conflicts()[conflict]
    assert len(sides) >= 2
    written = [set().union(*(scripts(BODIES[name]) for name in side)) for side in sides]
    assert all(one == written[0] for one in written), written


@pytest.mark.parametrize("conflict", conflicts())
def test_every_side_of_a_conflict_is_known_to_the_english_lexicon(conflict: str) -> None:
    known = armies_of_the_lexicon()
    for side in conflicts()[conflict]:
        assert any(name in known for name in side), side


def test_every_army_of_a_state_is_called_alike() -> None:
    found = []
    for country in table("en", "countries")["country"]:
        adjective = country["adjective"]
        for word in ("army", "military", "forces"):
            body = body_of(f"{adjective} {word}")
            if body is not None:
                found.append(body)
                assert body.name == f"{adjective} armed forces"
    assert len({body.name for body in found}) >= 15


def test_canonical_names_are_neither_scorn_nor_praise() -> None:
    assert not [body.name for body in roster() if SCORN.search(body.name)]


def test_identifiers_are_of_wikidata_and_name_one_body_each() -> None:
    items = [body.wikidata for body in roster() if body.wikidata]
    assert len(items) == len(set(items))
    assert all(re.fullmatch(r"Q[1-9]\d*", item) for item in items)


def test_what_the_english_lexicon_knows_has_one_canonical_name_in_both() -> None:
    for file in ("actors", "organizations"):
        for body in table("en", file)["body"]:
            for form in body["forms"]:
                known = body_of(form, body.get("country"))
                if known is not None:
                    told = (known.name, known.kind, known.country)
                    assert told == (body["name"], body["kind"], body.get("country")), form


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("IDF", "Israeli armed forces"),
        ("the Israeli army", "Israeli armed forces"),
        ("the Israeli occupation army", "Israeli armed forces"),
        ("جيش الاحتلال الإسرائيلي", "Israeli armed forces"),
        ('צה"ל', "Israeli armed forces"),
        ("حماس", "Hamas"),
        ("ХАМАС", "Hamas"),
        ("كتائب القسام", "Hamas"),
        ("חיזבאללה", "Hezbollah"),
        ("Assad regime", "Syrian government"),
        ("النظام السوري", "Syrian government"),
        ("قسد", "Syrian Democratic Forces"),
        ("SDF", "Syrian Democratic Forces"),
        ("the Kremlin", "Russian government"),
        ("Кремль", "Russian government"),
        ("ВС РФ", "Russian armed forces"),
        ("ЗСУ", "Ukrainian armed forces"),
        ("AFU", "Ukrainian armed forces"),
        ("Tatmadaw", "Burmese armed forces"),
        ("TPLF", "Tigray People's Liberation Front"),
        ("Ansar Allah", "Houthis"),
        ("الحوثيين", "Houthis"),
        ("قوات الدعم السريع", "Rapid Support Forces"),
        ("M23", "M23"),
        ("سپاه پاسداران", "Islamic Revolutionary Guard Corps"),
        ("طالبان", "Taliban"),
        ("أطباء بلا حدود", "Doctors Without Borders"),
        ("Médecins Sans Frontières", "Doctors Without Borders"),
        ("منظمة الصحة العالمية", "World Health Organization"),
        ("ВОЗ", "World Health Organization"),
        ("الخوذ البيضاء", "Syrian Civil Defence"),
    ],
)
def test_a_body_is_one_under_each_of_its_names(name: str, body: str) -> None:
    found = body_of(name)
    assert found is not None
    assert found.name == body


def test_an_abbreviation_of_two_bodies_is_one_of_them_only_with_a_country() -> None:
    assert body_of("RSF") is None
    sudanese, press = body_of("RSF", "SD"), body_of("RSF", "FR")
    assert sudanese is not None
    assert sudanese.name == "Rapid Support Forces"
    assert press is not None
    assert press.name == "Reporters Without Borders"
    assert body_of("SNA") is None


def test_names_that_changed_are_in_use_between_their_days() -> None:
    nusra = BODIES["Jabhat al-Nusra"]
    (spell,) = (n for n in nusra.named if n.name == "Jabhat Fateh al-Sham")
    assert spell.since is not None
    assert "2015-10-01" < spell.since <= "2016-10-01"
    assert nusra.then == "Hayat Tahrir al-Sham"
    for body in roster():
        assert body.then is None or body.then in BODIES
        for named in body.named:
            known = body_of(named.name) or body_of(named.name, body.country)
            assert known is not None
            assert known.name == body.name
            assert (named.since or "") <= (named.until or "9999")


@given(st.text(max_size=12), st.sampled_from([None, "SY", "SD"]))
def test_any_name_gets_the_same_answer_again_however_it_is_spaced(
    name: str, country: str | None
) -> None:
    assert body_of(name, country) == body_of(f" {name}  ", country) == body_of(name, country)


def test_every_name_of_a_body_finds_it_or_several() -> None:
    for body in roster():
        for name in (body.name, *body.names):
            assert body_of(name) in {body, None}


def test_forms_of_the_lexicon_that_two_bodies_bear_are_few_and_told_apart() -> None:
    bearers: dict[str, set[str]] = {}
    for term_of in ("actors", "organizations"):
        for body in table("en", term_of)["body"]:
            for form in body["forms"]:
                bearers.setdefault(fold(form), set()).add(body["name"])
    assert {form for form, names in bearers.items() if len(names) > 1} == {"rsf"}
    terms = lexicon("en").find(words("The RSF entered"))
    assert {t.entry.name for t in terms if t.category == "body"} == {
        "Rapid Support Forces",
        "Reporters Without Borders",
    }


def named(
    name: str, document: str, at: int, kind: EntityKind, country: str | None = None
) -> Mention:
    span = Span(document=document, start=at, end=at + len(name), text=name)
    return Mention(span=span, kind=kind, name=name, country=country)


def test_a_body_is_one_entity_across_scripts_with_its_names_as_used() -> None:
    mentions = [
        named("Hamas", "a", 0, "armed_group", "PS"),
        named("حماس", "b", 0, "armed_group"),
        named("ХАМАС", "c", 0, "armed_group"),
        named("Upland Front", "a", 20, "armed_group"),
    ]
    found = {e.name: e for e in resolve(mentions, (), GeonamesGazetteer())}
    assert set(found) == {"Hamas", "Upland Front"}
    assert set(found["Hamas"].names) == {"Hamas", "حماس", "ХАМАС"}
    assert [(i.scheme, i.code) for i in found["Hamas"].identifiers] == [("wikidata", "Q38799")]
    assert found["Upland Front"].identifiers == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [("جيش الاحتلال الإسرائيلي", "IDF"), ("ЗСУ", "AFU"), ("ВС РФ", "Russian army")],
)
def test_armies_of_all_sides_are_joined_across_scripts_alike(one: str, other: str) -> None:
    mentions = [named(one, "a", 0, "armed_group"), named(other, "b", 0, "armed_group")]
    (entity,) = resolve(mentions, (), GeonamesGazetteer())
    assert entity.name.endswith("armed forces")


@pytest.mark.parametrize("body", [b for b in roster() if b.scoped], ids=lambda b: b.name)
def test_a_name_that_several_wars_have_is_one_body_only_where_a_country_is_told(body: Body) -> None:
    for name in body.scoped:
        assert body_of(name) is None
        assert body_of(name, body.country) == body
        assert body_of(name, "UA") != body
