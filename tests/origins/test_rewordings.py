"""Texts that tell one article in other words are found by their sentences. All is fiction."""

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from solferino.codec import sha256
from solferino.model import Document, Reading, Receipt, document_of
from solferino.origins.copies import find_copies
from solferino.text.segment import sentences

Make = Callable[..., Document]

WIRE = """\
Artillery shells struck the maternity ward of the Ostrava clinic in Denmoor shortly before sunrise
on 14 March. The surgeon Ilka Sorren said that seventeen patients were sleeping in the northern
building when the ceiling collapsed. Firemen carried eleven wounded mothers across the frozen
river to a monastery school. The Lowland army denied that its batteries had fired on the district
during the night. Engineers from the county health office found fragments of heavy mortar rounds
beneath the staircase. The clinic was the only place between Denmoor and Tarvel where premature
babies could be treated, and its generator burned for three hours.
"""
SPUN = """\
Cannon shells hit the maternity wing of Ostrava clinic at Denmoor just before sunrise of 14 March.
Surgeon Ilka Sorren told us seventeen patients had been sleeping inside the northern building as
its ceiling collapsed. Rescuers brought eleven wounded mothers over the frozen river into a
monastery school. That its batteries had fired at the district by night was denied by the Lowland
army. From the county health office, engineers discovered fragments from heavy mortar rounds under
a staircase. It was the one place between Denmoor and Tarvel treating premature babies, the
clinic, whose generator burned three hours long.
"""
ANOTHER = """\
The maternity ward of the Ostrava clinic in Denmoor was closed on Friday, two weeks after shells
struck it. Its director, Oren Falk, thanked the monastery, whose school had taken in wounded
mothers. Repairs of the northern building would take a year, he said, and cost more than the
district has. The county health office promised a new generator. Whoever needs a surgeon has to go
to Tarvel until the river can be crossed again by boat.
"""


def plain(name: str, text: str) -> Document:
    receipt = Receipt(original=sha256(text.encode()), name=name)
    return document_of(receipt, Reading(text=text, media_type="text/plain"), "test/1")


def test_a_text_put_in_other_words_goes_back_to_the_one_before_it(make: Make) -> None:
    first = make("a.txt", WIRE, published="2031-03-14")
    second = make("b.txt", SPUN, published="2031-03-15")
    (copy,) = find_copies([first, second])
    assert (copy.document, copy.other, copy.kind) == (second.id, first.id, "paraphrase")
    assert copy.share >= 500
    pairs = [
        (
            SPUN[p.start : p.end].split(maxsplit=1)[0],
            WIRE[p.other_start : p.other_end].split(maxsplit=1)[0],
        )
        for p in copy.passages
    ]
    assert ("Cannon", "Artillery") in pairs
    assert ("Rescuers", "Firemen") in pairs


def test_what_changes_the_sense_is_listed_and_what_is_only_worded_otherwise_is_not(
    make: Make,
) -> None:
    first = make("a.txt", WIRE, published="2031-03-14")
    spun = " ".join(SPUN.split())
    turned = spun.replace("was denied by the Lowland army", "the Lowland army confirmed")
    assert turned != spun
    second = make("b.txt", turned, published="2031-03-15")
    (copy,) = find_copies([first, second])
    kinds = {change.kind for change in copy.changes}
    assert "denial_dropped" in kinds
    assert not kinds & {"left_out", "added"}


def test_two_writers_on_one_event_do_not_tell_each_others_text(make: Make) -> None:
    assert find_copies([make("a.txt", WIRE), make("b.txt", ANOTHER)]) == ()


def test_daily_reports_of_one_form_differ_in_their_figures(make: Make) -> None:
    def report(numbers: list[int]) -> str:
        lines = (
            f"Our volunteers treated {numbers[0]} wounded people at the harbour station yesterday.",
            f"Ambulances brought {numbers[1]} patients from the northern villages before midnight.",
            f"Surgeons completed {numbers[2]} operations while the generator used reserve fuel.",
            f"Nurses vaccinated {numbers[3]} children against measles inside the school building.",
            f"Drivers delivered {numbers[4]} boxes of bandages to the mountain dispensaries.",
        )
        return " ".join(lines)

    monday, tuesday = report([31, 12, 7, 250, 40]), report([44, 19, 5, 310, 62])
    tuesday = tuesday.replace("yesterday", "today").replace("completed", "finished")
    tuesday = tuesday.replace("brought", "carried").replace("delivered", "handed out")
    found = find_copies([make("a.txt", monday), make("b.txt", tuesday)])
    assert not [copy for copy in found if copy.kind == "paraphrase"]


def test_a_short_text_is_too_little_to_tell(make: Make) -> None:
    short = ["".join(text[s.start : s.end] for s in sentences(text)[:3]) for text in (WIRE, SPUN)]
    assert find_copies([make("a.txt", short[0]), make("b.txt", short[1])]) == ()


@settings(deadline=None, max_examples=20)
@given(st.permutations([WIRE, SPUN, ANOTHER, WIRE + ANOTHER]), st.integers(0, 4))
def test_the_order_of_texts_and_what_else_there_is_change_nothing(
    texts: list[str], count: int
) -> None:
    documents = [plain(sha256(text.encode()), text) for text in texts]
    whole = find_copies(documents)
    some = {d.id for d in documents[:count]}
    expected = tuple(c for c in whole if {c.document, c.other} <= some)
    assert find_copies(documents[:count]) == expected
