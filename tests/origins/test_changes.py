"""What a copy changed is named with the words of both texts."""

from collections.abc import Callable

import pytest

from solferino.model import Document
from solferino.origins.copies import find_copies

Make = Callable[..., Document]

WIRE = """\
Shells hit the fever ward of the Ostrava Road clinic in Denmoor before dawn on Monday. The roof of
the ward fell in and the generator burned. The head nurse, Ilka Sorn, said that 14 patients were
asleep when the first shell struck and that two of them died.

The Lowland army denied that its guns had fired on the town that night. "We had no orders to shoot
on that night or on any other," its press office said. A bulletin followed in the morning.

The shells appear to have come from the western hills, the county health office said on Monday. It
was the only place within a day's walk where children were treated for marsh fever.
"""
DENIAL = "The Lowland army denied that its guns had fired on the town that night."


def changes(make: Make, old: str, new: str) -> tuple[str, ...]:
    assert old != new
    first = make("first.txt", old, published="2030-01-07")
    second = make("second.txt", new, published="2030-01-08")
    (copy,) = find_copies([first, second])
    assert copy.document == second.id
    return tuple(change.wording for change in copy.changes)


def test_a_dropped_denial_is_named(make: Make) -> None:
    assert changes(make, WIRE, WIRE.replace(DENIAL + " ", "")) == (f'denial dropped: "{DENIAL}"',)


def test_an_added_denial_is_named(make: Make) -> None:
    assert changes(make, WIRE.replace(DENIAL + " ", ""), WIRE) == (f'denial added: "{DENIAL}"',)


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("appear to have come", "came", 'hedge dropped: "appear to"'),
        ("14 patients", "20 patients", 'number changed: "14" -> "20"'),
        ("14 patients", "more than 14 patients", 'number changed: "14" -> "more than 14"'),
        ("two of them", "three of them", 'number changed: "two" -> "three"'),
        ("14 patients", "dozens of patients", 'number changed: "14" -> "dozens"'),
        ("no orders", "orders", 'quotation altered: "had no orders" -> "had orders"'),
        ("Shells hit", "Shells of the Upland militia hit", 'actor added: "Upland militia"'),
        ("army denied that", "army said that", 'denial dropped: "denied"'),
    ],
)
def test_a_change_within_a_sentence_is_named_both_ways(
    make: Make, old: str, new: str, finding: str
) -> None:
    assert finding in changes(make, WIRE, WIRE.replace(old, new))
    kind, words = finding.split(": ", 1)
    before, _, after = words.partition(" -> ")
    opposite = {"dropped": "added", "added": "dropped"}
    back = " ".join(opposite.get(word, word) for word in kind.split())
    reverse = f"{back}: {after} -> {before}" if after else f"{back}: {words}"
    assert reverse in changes(make, WIRE.replace(old, new), WIRE)


def test_a_number_in_words_and_the_same_number_in_figures_are_no_change(make: Make) -> None:
    assert changes(make, WIRE, WIRE.replace("two of them", "2 of them")) == ()


def test_a_moved_paragraph_is_no_change(make: Make) -> None:
    first, second, third = WIRE.strip().split("\n\n")
    assert changes(make, WIRE, f"{third}\n\n{first}\n\n{second}\n") == ()


def test_a_verbatim_text_with_one_other_number_is_altered(make: Make) -> None:
    long = WIRE + "\n".join(
        f"The ferry {w} left its quay with {w * 2} sacks of meal for {w * 3} and for the villages."
        for w in "abcdefghijklmnopqrstuvwxyz"
    )
    first = make("first.txt", long, published="2030-01-07")
    second = make("second.txt", long.replace("14 patients", "20 patients"), published="2030-01-08")
    (copy,) = find_copies([first, second])
    assert copy.kind == "altered"


def test_what_a_round_up_adds_far_from_the_copied_words_is_not_a_change(make: Make) -> None:
    elsewhere = " ".join(
        f"In the {place} valley the council denied that the {place} bridge was closed to carts."
        for place in ("upper", "lower", "eastern", "western", "far", "near", "wide", "narrow")
    )
    found = changes(make, WIRE, f"{WIRE}\n\n{elsewhere} {elsewhere.replace('council', 'mayor')}")
    assert not [change for change in found if change.startswith("denial added")]


@pytest.mark.parametrize("change", ["denied that", "14 patients", "appear to"])
def test_findings_do_not_depend_on_the_sides_names(make: Make, change: str) -> None:
    swapped = WIRE.replace("Lowland", "Upland")
    for old in (WIRE, swapped):
        kinds = [f.split(":")[0] for f in changes(make, old, old.replace(change, "gave"))]
        assert kinds == [f.split(":")[0] for f in changes(make, WIRE, WIRE.replace(change, "gave"))]


HEADED = "Shells hit fever ward in Denmoor, two die\n\n" + WIRE


@pytest.mark.parametrize(
    ("headline", "words"),
    [
        ("Shells hit fever ward in Denmoor, forty die", "forty"),
        ("Upland army hits fever ward in Denmoor, two die", "Upland army"),
        ("Shells came from the western hills", "Shells came from the western hills"),
    ],
)
def test_a_headline_that_goes_beyond_its_body_is_named(
    make: Make, headline: str, words: str
) -> None:
    found = changes(make, HEADED, f"{headline}\n\n{WIRE}")
    assert f'headline beyond: "{words}"' in found


def test_a_headline_that_the_body_bears_out_is_no_finding(make: Make) -> None:
    for headline in ("Fever ward shelled in Denmoor", "Two dead in Denmoor, 14 were asleep"):
        found = changes(make, HEADED, f"{headline}\n\n{WIRE}")
        assert not [change for change in found if change.startswith("headline")]


def test_a_clause_that_was_left_out_and_one_that_was_added_are_named(make: Make) -> None:
    shorter = WIRE.replace("and the generator burned", "").replace("fell in .", "fell in.")
    assert 'left out: "and the generator burned"' in changes(make, WIRE, shorter)
    assert 'added: "and the generator burned"' in changes(make, shorter, WIRE)


def test_every_change_has_its_words_in_the_texts(make: Make) -> None:
    new = WIRE.replace("14 patients", "20 patients").replace(DENIAL, "").replace("appear to ", "")
    first = make("first.txt", WIRE, published="2030-01-07")
    second = make("second.txt", new, published="2030-01-08")
    (copy,) = find_copies([first, second])
    texts = {first.id: first.text, second.id: second.text}
    kinds = [change.kind for change in copy.changes]
    assert kinds[:3] == ["denial_dropped", "number_changed", "hedge_dropped"]
    for change in copy.changes:
        for span in (change.before, change.after):
            assert span is None or texts[span.document][span.start : span.end] == span.text
        assert change.before is None or change.before.document == first.id
        assert change.after is None or change.after.document == second.id
