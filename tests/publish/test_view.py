"""Links abstain where the words do not decide."""

from dataclasses import replace

from solferino.model import Claim, Entity, Mention
from solferino.ports import Picture
from solferino.publish.view import View

NOTE = "count-note.txt"


def claim_on(picture: Picture, words: str) -> Claim:
    (found,) = [c for c in picture.claims if c.span.text == words]
    return found


def with_facility(picture: Picture, words: str) -> Picture:
    """Name another facility in the monitor's note, by words that stand there."""
    (note,) = [d for d in picture.documents if d.name == NOTE]
    start = note.text.index(words)
    mention = Mention(span=note.span(start, start + len(words)), kind="facility", name=words)
    entity = Entity(
        id="e-other", kind="facility", name=words, names=(words,), mentions=(mention.id,)
    )
    return replace(
        picture,
        mentions=(*picture.mentions, mention),
        entities=(*picture.entities, entity),
    )


def described(picture: Picture) -> dict[str, list[str]]:
    profiles = View(picture).profiles
    return {entity: [c.span.text for c in claims] for entity, claims in profiles.items()}


def test_a_property_belongs_to_the_only_facility_of_its_document(picture: Picture) -> None:
    assert described(picture) == {"e-clinic": ["Founded in 1998", "40 beds"]}


def test_a_property_belongs_to_nobody_where_two_facilities_are_named(picture: Picture) -> None:
    assert described(with_facility(picture, "Highlands")) == {}


def test_the_facility_named_in_the_statement_goes_before(picture: Picture) -> None:
    assert described(with_facility(picture, "the clinic has")) == {
        "e-other": ["Founded in 1998", "40 beds"]
    }


def test_an_entity_of_another_kind_is_no_link(picture: Picture) -> None:
    entities = tuple(
        replace(e, kind="organization") if e.id == "e-clinic" else e for e in picture.entities
    )
    claim = claim_on(picture, "Saint Orla Clinic")
    assert View(picture).entity_of(claim) == "e-clinic"
    assert View(replace(picture, entities=entities)).entity_of(claim) is None


def test_only_facilities_places_and_actors_have_an_entity(picture: Picture) -> None:
    view = View(picture)
    linked = {c.kind for c in picture.claims if view.entity_of(c) is not None}
    assert linked == {"facility", "place", "blame"}
