"""The JSON export keeps its contract: shape, order, exact spans, the same bytes."""

import io
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from solferino.codec import parse
from solferino.ports import Picture
from solferino.publish.contract import JsonExporter
from solferino.publish.schema import export_schema

ORDER = [
    "schema",
    "case",
    "documents",
    "statements",
    "claims",
    "entities",
    "incidents",
    "origins",
    "tallies",
    "appeals",
    "services",
    "exhibits",
    "problems",
    "assessments",
    "questions",
    "register",
]

# The contract's table: what every object must have. Written out here once more on purpose, so
# that a field lost from the types is noticed.
FIELDS = {
    "case": "name created engine kit profile",
    "documents": "id name acquisition version_of sha256 text text_sha256 media_type reader "
    "language title publisher author published url rights parts copies",
    "statements": "id document start end text cue voice act polarity modality rule confidence "
    "calibration",
    "claims": "id document start end text statement kind value incident rule confidence review",
    "entities": "id kind name names country latitude longitude identifiers profile mentions",
    "incidents": "id number title facility place country date event_types weapons effects "
    "casualties responsibility contradictions origins gradings replies legal accounts",
    "origins": "id name kind first_hand entity relation documents claims path",
    "tallies": "by what min max qualifier since until area claims",
    "appeals": "from to request reply outcome incident claims",
    "exhibits": "kind recorded_by published_by shows rights incident claims",
    "questions": "id left right left_incident right_incident why",
    "register": "rule number left_out dimensions",
    "problems": "document stage message",
    "assessments": "id claim decision by why orphaned",
}
NESTED = {
    "acquisition": "collector received_at received_from method url final_url note",
    "parts": "kind start end author handle date",
    "pages": "number start end lines",
    "copies": "document kind share passages changes",
    "passages": "start end other_start other_end",
    "cue": "start end text",
    "voice": "name text start end entity kind",
    "names": "text language",
    "profile": "property value as_of claim",
    "mentions": "document start end text",
    "date": "earliest latest edtf",
    "figures": "min max qualifier said_at status claims origins",
    "contradictions": "field positions",
    "positions": "value claims origins",
    "gradings": "proposition subject scheme grade why origins",
    "replies": "party asked_by asked_on status text",
    "accounts": "document role facility facility_alt facility_entity place country earliest "
    "latest event_types weapons effects casualties responsibility claims",
    "path": "from to how evidence certain",
    "evidence": "document start end text",
}
VALUES = {
    "facility": "name entity role type",
    "place": "name entity country",
    "time": "earliest latest edtf clock zone basis anchor",
    "event": "types",
    "weapon": "weapon",
    "casualty": "kind group min max qualifier names",
    "effect": "effect",
    "blame": "actor entity stance",
    "circumstance": "topic value by on",
    "characterization": "term",
    "appeal": "from to request reply outcome",
    "service": "measure value per lost",
    "tally": "what min max qualifier since until area",
    "profile": "property value as_of",
    "exhibit": "media recorded_by published_by rights",
}


def written(picture: Picture) -> bytes:
    out = io.BytesIO()
    JsonExporter().write(picture, out)
    return out.getvalue()


@pytest.fixture(scope="module")
def case(picture: Picture) -> Any:
    return parse(written(picture))


def objects(thing: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every object below a thing, with the name of the field that holds it."""
    if isinstance(thing, list):
        for item in thing:
            yield from objects(item)
    elif isinstance(thing, dict):
        for name, content in thing.items():
            for held in content if isinstance(content, list) else [content]:
                if isinstance(held, dict):
                    yield name, held
            yield from objects(content)


def by_id(case: Any, noun: str) -> dict[str, Any]:
    return {row["id"]: row for row in case[noun]}


def only(case: Any, noun: str, **wanted: object) -> Any:
    (found,) = [r for r in case[noun] if all(r[k] == v for k, v in wanted.items())]
    return found


def claim_on(case: Any, words: str) -> Any:
    return only(case, "claims", text=words)


def test_two_exports_are_the_same_bytes(picture: Picture) -> None:
    assert written(picture) == written(picture)


def test_the_order_of_what_comes_in_is_irrelevant(
    picture: Picture, shuffle: Callable[[Picture], Picture]
) -> None:
    assert shuffle(picture) != picture
    assert written(shuffle(picture)) == written(picture)


def test_members_stand_in_the_contracts_order_and_lists_are_sorted_by_id(case: Any) -> None:
    assert list(case) == ORDER
    for noun in ORDER[2:-1]:
        ids = [row["id"] for row in case[noun]]
        assert ids == sorted(set(ids))
        assert ids


def test_the_export_validates_against_its_schema(case: Any) -> None:
    Draft202012Validator.check_schema(export_schema())
    Draft202012Validator(export_schema()).validate(case)


@pytest.mark.parametrize("noun", FIELDS)
def test_every_object_has_every_field_of_the_contract(case: Any, noun: str) -> None:
    rows = [case[noun]] if noun in {"case", "register"} else case[noun]
    for row in rows:
        assert set(FIELDS[noun].split()) <= set(row)


def test_inner_objects_have_every_field_of_the_contract(case: Any) -> None:
    seen = set()
    for name, row in objects({k: case[k] for k in ORDER if k != "schema"}):
        if name in NESTED and name not in {"value", "case"}:
            assert set(NESTED[name].split()) <= set(row)
            seen.add(name)
    assert seen == set(NESTED)


def test_every_kind_of_value_has_every_field_of_the_contract(case: Any) -> None:
    for claim in case["claims"]:
        assert set(VALUES[claim["kind"]].split()) <= set(claim["value"])
    assert {claim["kind"] for claim in case["claims"]} == set(VALUES)


def spans(thing: Any, document: str | None = None) -> Iterator[tuple[str, int, int, str]]:
    if isinstance(thing, list):
        for item in thing:
            yield from spans(item, document)
    elif isinstance(thing, dict):
        document = thing.get("document") or document
        if isinstance(thing.get("start"), int) and isinstance(thing.get("text"), str):
            assert document is not None
            yield document, thing["start"], thing["end"], thing["text"]
        for content in thing.values():
            yield from spans(content, document)


def test_every_span_is_exact_characters_of_its_document(case: Any) -> None:
    texts = {d["id"]: d["text"] for d in case["documents"]}
    found = list(spans({k: case[k] for k in ORDER[3:]}))
    assert len(found) > 50
    for document, start, end, text in found:
        assert texts[document][start:end] == text


def test_the_export_says_that_it_is_no_publication(case: Any) -> None:
    assert case["schema"] == "solferino.case/1"
    assert case["case"]["profile"] == "internal"
    assert "not a publication" in case["case"]["notice"]
    assert {claim["review"] for claim in case["claims"]} == {"proposed"}


def test_there_are_no_floats(case: Any) -> None:
    def numbers(thing: Any) -> Iterator[Any]:
        if isinstance(thing, dict):
            for content in thing.values():
                yield from numbers(content)
        elif isinstance(thing, list):
            for item in thing:
                yield from numbers(item)
        else:
            yield thing

    assert not [n for n in numbers(case) if isinstance(n, float)]


def test_a_claim_names_its_incident_and_none_where_it_has_two(case: Any) -> None:
    drone = claim_on(case, "a drone")
    assert drone["incident"] == only(case, "incidents", weapons=["drone"])["id"]
    shared = claim_on(case, "Saint Orla Clinic")
    assert shared["incident"] is None
    assert shared["incidents"] == sorted(by_id(case, "incidents"))
    assert claim_on(case, "40 beds")["incidents"] == []


def test_names_are_linked_by_their_words_and_else_by_name(case: Any) -> None:
    assert claim_on(case, "Saint Orla Clinic")["value"]["entity"] == "e-clinic"
    assert claim_on(case, "Brenholt")["value"]["entity"] == "e-town"
    assert claim_on(case, "River Guard")["value"]["entity"] == "e-guard"
    assert claim_on(case, "denied any role")["value"]["entity"] == "e-guard"


def test_a_voice_without_words_of_its_own_has_null_offsets(case: Any) -> None:
    nurses, count = only(case, "statements", text="four dead after the shelling of 4 May 2031")[
        "voice"
    ]
    assert (nurses["name"], nurses["text"]) == ("nurses", "nurses")
    assert (count["text"], count["start"], count["end"]) == (None, None, None)
    assert count["entity"] == "e-count"


def test_a_copy_is_told_from_both_sides(case: Any) -> None:
    note, news = (only(case, "documents", name=n) for n in ("count-note.txt", "ledger-shells.txt"))
    (here,), (there,) = note["copies"], news["copies"]
    assert (here["document"], there["document"]) == (news["id"], note["id"])
    for document, other in ((note, news), (news, note)):
        (passage,) = document["copies"][0]["passages"]
        mine = document["text"][passage["start"] : passage["end"]]
        assert mine == other["text"][passage["other_start"] : passage["other_end"]]


def test_one_speakers_total_in_two_documents_is_one_tally(case: Any) -> None:
    (tally,) = case["tallies"]
    assert (tally["by"], tally["by_entity"], tally["min"]) == ("Lantern Count", "e-count", 31)
    documents = {by_id(case, "claims")[c]["document"] for c in tally["claims"]}
    assert len(documents) == 2


def test_an_appeal_names_its_ends_as_the_contract_does(case: Any) -> None:
    (appeal,) = case["appeals"]
    assert (appeal["from"], appeal["to"]) == ("Dr. Anso Pell", "Highland Red Lantern")
    assert appeal["reply"] == "none"
    assert appeal["incident"] in by_id(case, "incidents")


def test_every_actor_named_waits_to_be_asked_once(case: Any) -> None:
    replies = only(case, "incidents", weapons=["mortar", "shelling"])["replies"]
    assert replies == [
        {
            "party": "River Guard",
            "asked_by": None,
            "asked_on": None,
            "status": "not_asked",
            "text": None,
        }
    ]


def test_an_account_tells_what_one_document_says(case: Any) -> None:
    incident = only(case, "incidents", weapons=["mortar", "shelling"])
    documents = by_id(case, "documents")
    accounts = {documents[a["document"]]["name"]: a for a in incident["accounts"]}
    news, note = accounts["ledger-shells.txt"], accounts["count-note.txt"]
    assert (news["facility"], news["place"], news["country"]) == (
        "Saint Orla Clinic",
        "Brenholt",
        "ZZ",
    )
    assert (note["facility"], note["facility_entity"], note["place"]) == (
        "St. Orla Clinic",
        "e-clinic",
        None,
    )
    assert [b["by"] for b in news["responsibility"]] == ["Dr. Anso Pell", "River Guard"]
    assert [h["said_by"] for h in note["casualties"]] == ["nurses"]


def test_a_facility_collects_the_properties_told_of_it(case: Any) -> None:
    profile = only(case, "entities", id="e-clinic")["profile"]
    assert {(p["property"], p["value"]) for p in profile} == {("beds", "40"), ("founded", "1998")}


def test_a_name_carries_a_language_only_where_its_letters_decide(case: Any) -> None:
    names = only(case, "entities", id="e-clinic")["names"]
    assert {n["language"] for n in names if n["text"].isascii()} == {None}
    assert {n["language"] for n in names if not n["text"].isascii()} == {"ar"}


def test_a_file_that_could_not_be_read_is_in_the_export(case: Any) -> None:
    (problem,) = case["problems"]
    assert problem["document"] is None
    assert problem["name"] == "scan.pdf"
    assert problem["remedy"]
