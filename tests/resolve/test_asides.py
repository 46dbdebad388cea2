"""Second names, descriptions that point back, and the dead: what the words around a name tell."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.resolve.mentions import ATLAS, groups, mention

from solferino.model import CasualtyValue, Claim, Mention, Span
from solferino.resolve.deaths import named_dead
from solferino.resolve.entities import Resolution, Sources, resolution


def marked(text: str) -> tuple[str, list[Mention]]:
    """Take the mentions out of the text of document "a" in which they stand in [brackets]."""
    bare, mentions = "", []
    for n, piece in enumerate(text.replace("]", "[").split("[")):
        if n % 2:
            mentions.append(mention(piece, "a", at=len(bare)))
        bare += piece
    return bare, mentions


def seen(text: str) -> tuple[Resolution, list[Mention]]:
    bare, mentions = marked(text)
    return resolution(mentions, (), ATLAS, sources=Sources(texts={"a": bare})), mentions


def together(text: str) -> list[list[int]]:
    """Tell which mentions of a text are one, by their order in it."""
    found, mentions = seen(text)
    order = {m.id: n for n, m in enumerate(mentions)}
    return sorted(sorted(order[m] for m in e.mentions) for e in found.entities)


def test_a_second_or_former_name_is_a_name_of_the_same_thing() -> None:
    for phrase in (", formerly the ", " (also known as ", ", known until 2019 as ", " or "):
        joined = together(f"[Dorbel Hospital]{phrase}[Bahr Hospital] was hit.") == [[0, 1]]
        assert joined == (phrase in (", formerly the ", " (also known as "))


def test_a_renaming_with_its_year_joins_the_two_names() -> None:
    assert together("[Dorbel Hospital], renamed in 2019 as [Bahr Hospital], was hit.") == [[0, 1]]


def test_a_second_name_leads_to_other_documents_under_either() -> None:
    text, mentions = marked("[Dorbel Hospital], formerly [Bahr Hospital], was hit.")
    later = mention("Dorbel hospital", "b")
    earlier = mention("Bahr Hospital", "c")
    sources = Sources(texts={"a": text})
    found = resolution([*mentions, later, earlier], (), ATLAS, sources=sources)
    assert len(found.entities) == 1


def test_the_hospital_is_the_only_one_that_was_named_before_it() -> None:
    assert together("[Dorbel Hospital] was hit. The [hospital] burned.") == [[0, 1]]


def test_a_hospital_is_not_the_one_that_was_named_before_it() -> None:
    assert together("[Dorbel Hospital] was hit. A [hospital] burned.") == [[0], [1]]


def test_the_hospital_after_two_hospitals_joins_neither_and_a_person_sees_the_nearer() -> None:
    text = "[Dorbel Hospital] and [Bahr Hospital] were hit. The [hospital] burned."
    assert together(text) == [[0], [1], [2]]
    found, mentions = seen(text)
    assert [{j.left, j.right} for j in found.unsure] == [{mentions[1].id, mentions[2].id}]


def test_the_hospital_is_not_the_clinic_named_last() -> None:
    text = "[Dorbel Hospital] and [Bahr Clinic] were hit. The [hospital] burned."
    assert together(text) == [[0, 2], [1]]


def test_a_first_aid_post_is_not_the_hospital_named_before_it() -> None:
    assert together("[Dorbel Hospital] was hit, said a surgeon at the [first-aid post].") == [
        [0],
        [1],
    ]


def test_the_post_of_another_village_is_not_the_clinic_named_before_it() -> None:
    text, mentions = marked("[Dorbel Clinic] was searched. The [clinic] at Sorn burned.")

    def joined(*places: str | None) -> int:
        put = [replace(m, place=p) for m, p in zip(mentions, places, strict=True)]
        found = resolution(put, (), ATLAS, sources=Sources(texts={"a": text}))
        return len(found.entities)

    assert joined("Velm", "Sorn") == 2
    assert joined("Marvane", "Sorn") == 2
    assert joined("Sorn", "Sorn") == joined("Velm", None) == joined(None, "Sorn") == 1


def test_a_common_noun_is_no_name_of_what_has_a_name_of_its_own() -> None:
    (named,) = seen("[Dorbel Hospital] was hit. The [hospital] burned.")[0].entities
    assert named.names == ("Dorbel Hospital",)
    (bare,) = seen("A [hospital] was hit.")[0].entities
    assert bare.names == ("hospital",)


def test_a_person_is_asked_whether_the_last_one_is_the_one_that_was_named() -> None:
    for words in ("The city's last", "The only", "Its largest"):
        text = f"[Dorbel Children's Hospital] was hit. {words} [children's hospital] burned."
        found, mentions = seen(text)
        assert len(found.entities) == 2
        assert [{j.left, j.right} for j in found.unsure] == [{m.id for m in mentions}]
    found, _ = seen("[Dorbel Maternity] was hit. The last [children's hospital] burned.")
    assert not found.unsure


def test_the_last_childrens_hospital_is_no_hospital_without_children() -> None:
    plain = "[Dorbel Hospital] was hit. The [children's hospital] burned."
    assert together(plain) == [[0], [1]]
    named = "[Dorbel Children's Hospital] was hit. The city's last [children's hospital] burned."
    assert together(named) == [[0], [1]]  # "last" does not point back; the place decides
    pointed = "[Dorbel Children's Hospital] was hit. The [children's hospital] burned."
    assert together(pointed) == [[0, 1]]


def test_the_hospital_that_one_body_runs_is_not_the_one_that_another_runs() -> None:
    named = "[Dorbel Hospital], run by Medics of Ostrel, was hit. "
    for other in (
        "The [hospital] run by the ministry burned.",
        "The [hospital], which is managed by the health ministry, burned.",
        "The ministry-run [hospital] burned.",
    ):
        assert together(named + other) == [[0], [1]]


def test_the_hospital_that_the_same_body_runs_is_the_one_that_was_named() -> None:
    named = "[Dorbel Hospital], run by Medics of Ostrel, was hit. "
    for same in (
        "The [hospital] run by the Medics burned.",
        "The MO-run [hospital] burned.",
        "The [hospital] supported by the ministry burned.",
        "The [hospital] burned.",
    ):
        assert together(named + same) == [[0, 1]]


def test_of_two_hospitals_the_operator_tells_which_is_meant() -> None:
    text = (
        "[Dorbel Hospital], run by the army, and [Bahr Hospital], run by Medics of Ostrel, burned. "
    )
    assert together(f"{text}The [hospital] run by the army is closed.") == [[0, 2], [1]]
    assert together(f"{text}The [hospital] run by the Medics is closed.") == [[0], [1, 2]]


def test_two_documents_whose_childrens_hospital_is_run_by_two_bodies_mean_two() -> None:
    def found(*operators: str) -> int:
        texts, mentions = {}, []
        for document, operator in zip("ab", operators, strict=True):
            texts[document] = f"A children's hospital{operator} was hit."
            mentions.append(mention("children's hospital", document, at=2, place="Marvane"))
        sources = Sources(texts=texts)
        return len(resolution(mentions, (), ATLAS, sources=sources).entities)

    assert found(" run by the army", " run by Medics of Ostrel") == 2
    assert found(" run by the army", " run by the army") == 1
    assert found(" run by the army", "") == 1


def test_a_named_hospital_stays_one_whatever_two_documents_say_of_its_operator() -> None:
    texts, mentions = {}, []
    for document, operator in zip("ab", ("the army", "Medics of Ostrel"), strict=True):
        text, own = marked(f"[Dorbel Hospital] was hit. The [hospital] run by {operator} burned.")
        texts[document] = text
        mentions += [mention(m.name, document, at=m.span.start, place="Marvane") for m in own]
    assert len(resolution(mentions, (), ATLAS, sources=Sources(texts=texts)).entities) == 1


def test_what_opened_later_is_not_the_hospital_of_an_earlier_day() -> None:
    def opened(day: str, then: str, published: str = "2031-06-01") -> bool:
        text = f"[Dorbel Hospital], which opened {day}, was hit. {then} the [hospital] burned."
        bare, mentions = marked(text)
        sources = Sources(texts={"a": bare}, days={"a": published})
        return len(resolution(mentions, (), ATLAS, sources=sources).entities) == 1

    assert not opened("in 2030", "In March 2028")
    assert not opened("in May 2031", "On 3 March")
    assert not opened("on 4 March 2031", "On 3 March 2031")
    assert opened("in 2030", "In March 2031")
    assert opened("in 2030", "In 2030")
    assert opened("in 2030", "Last week")
    assert opened("in May 2031", "On 3 July 2031", published="2031-08-01")


@settings(deadline=None)  # no test waits for a clock
@given(
    st.lists(
        st.sampled_from(
            [
                "[Dorbel Hospital]",
                "[Bahr Hospital]",
                "[Bahr Hospital], run by the army,",
                "the [hospital] run by the ministry",
                "the [hospital]",
                "a [hospital]",
                "the [clinic]",
            ]
        ),
        min_size=1,
        max_size=8,
    )
)
def test_two_hospitals_of_one_text_are_never_one_whatever_points_back(pieces: list[str]) -> None:
    found, mentions = seen(" stood by ".join(pieces))
    name = {m.id: m.name for m in mentions}
    for entity in found.entities:
        assert not {"Dorbel Hospital", "Bahr Hospital"} <= {name[m] for m in entity.mentions}


def killed(*names: str, document: str = "a") -> Claim:
    value = CasualtyValue(
        kind="killed", group="total", min=1, max=1, qualifier="exact", names=names
    )
    span = Span(document=document, start=0, end=4, text="died")
    return Claim(span=span, statement="s", value=value, rule="r", confidence="high")


def test_a_named_death_is_joined_with_no_other_document_by_rule_and_is_asked_about() -> None:
    here = mention("Ilva Sorren", "a", kind="person")
    again = mention("Ilva Sorren", "a", at=60, kind="person")
    there = mention("Ilva Sorren", "b", kind="person")
    mentions = [here, again, there]
    dead = named_dead([killed("Ilva Sorren")], mentions)
    assert dead == {here.id, again.id}
    found = resolution(mentions, (), ATLAS, sources=Sources(dead=dead))
    assert groups(found.entities) == {frozenset([here.id, again.id]), frozenset([there.id])}
    assert len(found.unsure) == 1
    assert groups(resolution(mentions, (), ATLAS).entities) == {frozenset(m.id for m in mentions)}


def test_two_deaths_of_one_name_are_two_until_a_person_says_otherwise() -> None:
    here = mention("Ilva Sorren", "a", kind="person")
    there = mention("Ilva Sorren", "b", kind="person")
    claims = [killed("Ilva Sorren"), killed("Ilva Sorren", document="b")]
    dead = named_dead(claims, [here, there])
    assert len(resolution([here, there], (), ATLAS, sources=Sources(dead=dead)).entities) == 2


def test_a_death_that_only_the_words_beside_a_name_tell_is_joined_with_nobody_by_rule() -> None:
    def found(dead: str) -> int:
        texts = {"a": dead, "b": "Ilva Sorren told a rally that the strike goes on."}
        mentions = [
            mention("Ilva Sorren", document, at=text.index("Ilva"), kind="person")
            for document, text in texts.items()
        ]
        return len(resolution(mentions, (), ATLAS, sources=Sources(texts=texts)).entities)

    for words in (
        "The body of Ilva Sorren was found.",
        "Shells killed the nurse Dr. Ilva Sorren on Sunday.",
        "Ilva Sorren, a nurse at the clinic, was shot dead.",
        "Ilva Sorren (34) died of her wounds.",
        "They asked for Ilva Sorren, the surgeon who was found dead on Monday.",
    ):
        assert found(words) == 2, words
    for words in (
        "Ilva Sorren said that two were killed.",
        "Two were killed. Ilva Sorren saw it.",
        "Two nurses were killed, Ilva Sorren said.",
        "Ilva Sorren, the surgeon who treated those who died, was tired.",
    ):
        assert found(words) == 1, words
