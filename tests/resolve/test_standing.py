"""A round that goes on from another comes to what one from nothing does, and works its own only."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.resolve.mentions import ATLAS, mention, word
from tests.resolve.test_entity_laws import cases

from solferino.codec import encode
from solferino.model import Judgement, Mention
from solferino.resolve.entities import Sources, scenes_of
from solferino.resolve.rounds import stand
from solferino.resolve.standing import Standing

NAMES = ("Bahr", "Dorbel", "Sellim", "Quarn", "Tirova", "Ulmek", "Vesh", "Zorin")


def bytes_of(standing: Standing) -> bytes:
    unsure = standing.unsure()
    assert len(set(unsure)) == len(unsure)  # nobody is asked the same thing twice
    return encode((standing.entities(), unsure))


def some_dead(told: list[Mention], chance: random.Random) -> Sources:
    people = [m.id for m in told if m.kind == "person"]
    return Sources(dead=frozenset(p for p in people if chance.random() < 0.2))


@settings(deadline=None)  # no test waits for a clock
@given(cases(), st.randoms(use_true_random=False))
def test_any_rounds_after_one_another_come_to_what_one_from_nothing_comes_to(
    case: tuple[list[Mention], list[Judgement]], chance: random.Random
) -> None:
    told, said = case
    standing, seen = None, []
    for _ in range(4):
        there = [m for m in told if chance.random() < 0.7]
        words = [j for j in said if chance.random() < 0.7]
        scenes = scenes_of(there, some_dead(told, chance))
        standing = stand(scenes, words, ATLAS, before=standing)
        assert bytes_of(standing) == bytes_of(stand(scenes, words, ATLAS))
        seen.append((standing, bytes_of(standing)))
    assert all(bytes_of(then) == known for then, known in seen)  # no round changed an earlier one


def many() -> list[Mention]:
    """Tell of eight hospitals and their directors, each in five documents of its own."""
    found = []
    for name in NAMES:
        for n in range(5):
            document = f"{name} {n}"
            found.append(mention(f"{name} Hospital", document, place="Marvane"))
            found.append(mention(f"Ilva {name}ov", document, 50, "person", country="XA"))
    return found


def after(told: list[Mention], *more: Mention, said: tuple[Judgement, ...] = ()) -> Standing:
    return stand(scenes_of([*told, *more]), said, ATLAS, before=stand(scenes_of(told), (), ATLAS))


def worked(standing: Standing) -> tuple[int, int, int]:
    return standing.worked.documents, standing.worked.keys, standing.worked.blocks


def test_a_round_in_which_nothing_is_new_works_nothing() -> None:
    assert worked(after(many())) == (0, 0, 0)


def test_one_document_more_works_the_blocks_of_its_names_and_no_others() -> None:
    more = mention("Bahr Hospital", "another", place="Marvane")
    assert worked(after(many(), more)) == (1, 0, 1)
    new = mention("Yarrow Hospital", "another", place="Marvane")
    assert worked(after(many(), new)) == (1, 1, 1)
    both = mention("Ilva Sellimov", "another", 50, "person", country="XA")
    assert worked(after(many(), more, both)) == (1, 0, 2)


def test_how_much_one_document_works_does_not_hang_on_the_rest_of_the_case() -> None:
    more = mention("Bahr Hospital", "another", place="Marvane")
    few = [m for m in many() if m.name in ("Bahr Hospital", "Ilva Bahrov")]
    assert worked(after(few, more)) == worked(after(many(), more))


def test_a_word_of_a_person_works_the_blocks_that_it_connects_or_parts() -> None:
    told = many()
    connecting = word(told[0], told[10], "same")
    assert worked(after(told, said=(connecting,))) == (0, 0, 1)
    back = stand(scenes_of(told), (), ATLAS, before=after(told, said=(connecting,)))
    assert worked(back) == (0, 0, 2)
    assert bytes_of(back) == bytes_of(stand(scenes_of(told), (), ATLAS))


def test_a_document_that_goes_leaves_what_was_before_it() -> None:
    told = many()
    more = mention("Bahr Hospital", "another", place="Marvane")
    gone = stand(scenes_of(told), (), ATLAS, before=after(told, more))
    assert worked(gone) == (0, 0, 1)
    assert bytes_of(gone) == bytes_of(stand(scenes_of(told), (), ATLAS))


def test_a_round_tells_which_entities_it_took_away_and_which_it_made() -> None:
    told = many()
    standing = after(told, mention("Bahr Hospital", "another", place="Marvane"))
    before = stand(scenes_of(told), (), ATLAS).entities()
    kept = [e for e in before if e not in standing.worked.gone]
    made = sorted([*kept, *standing.worked.come], key=lambda e: e.id)
    assert tuple(made) == standing.entities()
