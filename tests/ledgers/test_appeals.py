"""One request is one entry, whoever tells of it, with every answer told. All texts are fiction."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.ledgers.desk import Desk

from solferino.ledgers.appeals import Appeal, appeals
from solferino.ledgers.shelf import Shelf

ASKED = "admit an independent inquiry to the firing positions"
AGAIN = "to admit an independent inquiry to its firing positions"
ENDS = ("Lantern Monitor", "Defence Ministry")


def filed() -> Desk:
    desk = Desk()
    first = desk.read("note.txt", "2031-03-24", f"Lantern Monitor asks Defence Ministry: {ASKED}.")
    second = desk.read("report.txt", "2031-04-10", f"Asked {AGAIN}, the Ministry refused.")
    desk.appeal(second, AGAIN, ENDS, "refused")
    desk.appeal(first, ASKED, ENDS)
    return desk


def entries(desk: Desk) -> tuple[Appeal, ...]:
    return appeals(Shelf(desk.picture()))


def test_documents_that_tell_of_one_request_lead_to_one_entry() -> None:
    desk = filed()
    (entry,) = entries(desk)
    assert (entry.sender, entry.recipient, entry.reply) == (*ENDS, "refused")
    assert entry.request == ASKED
    told = [
        (desk.documents["note.txt"].id, "unknown"),
        (desk.documents["report.txt"].id, "refused"),
    ]
    assert [(a.document, a.reply) for a in entry.told] == told
    assert set(entry.claims) == {c.id for c in desk.claims}


def test_an_answer_told_in_other_words_belongs_to_the_request() -> None:
    desk = Desk()
    ends = ("Saint Orla clinic", "Tavrosk army")
    first = desk.read("asked.txt", "2031-05-10", "Please: open a corridor for the wounded.")
    later = desk.read("told.txt", "2031-05-20", "They will open the corridor, as asked.")
    desk.appeal(later, "open the corridor", ends, "promised")
    desk.appeal(first, "open a corridor for the wounded", ends)
    (entry,) = entries(desk)
    assert (entry.request, entry.reply) == ("open a corridor for the wounded", "promised")


def test_a_later_answer_stands_first_and_the_earlier_one_is_kept() -> None:
    desk = filed()
    last = desk.read("later.txt", "2031-05-01", f"It has now promised {AGAIN}. Nobody came.")
    desk.appeal(last, AGAIN, ENDS, "promised", "not_kept")
    (entry,) = entries(desk)
    assert (entry.reply, entry.outcome) == ("promised", "not_kept")
    assert [a.reply for a in entry.told] == ["unknown", "refused", "promised"]


def test_another_recipient_sender_or_request_is_another_entry() -> None:
    desk = filed()
    text = f"Others: {ASKED}. And open the road to Tesk."
    other = desk.read("other.txt", "2031-04-01", text)
    desk.appeal(other, ASKED, ("Lantern Monitor", "Upland Front"))
    desk.appeal(other, ASKED, ("Velmar Union", "Defence Ministry"))
    desk.appeal(other, "open the road to Tesk", ENDS)
    assert len(entries(desk)) == 4


def test_a_document_that_names_no_recipient_tells_of_the_same_request() -> None:
    desk = filed()
    other = desk.read("other.txt", "2031-04-01", f"The monitor had asked {AGAIN}. In vain.")
    desk.appeal(other, AGAIN, ("Lantern Monitor", None), "none")
    (entry,) = entries(desk)
    assert len(entry.told) == 3


def test_two_requests_of_one_document_are_two_unless_both_name_the_recipient() -> None:
    desk = Desk()
    text = "Velmar Union asks the Front to let ambulances pass, and the army to let them pass."
    document = desk.read("a.txt", "2031-03-24", text)
    desk.appeal(document, "to let ambulances pass", ("Velmar Union", "the Front"))
    desk.appeal(document, "let them pass", ("Velmar Union", None))
    assert len(entries(desk)) == 2


def test_two_names_of_one_entity_are_one_sender() -> None:
    desk = filed()
    text = f"The Lantern, a monitor, asked the Ministry: {ASKED}."
    other = desk.read("other.txt", "2031-04-01", text)
    desk.appeal(other, ASKED, ("Lantern", "Ministry"))
    assert len(entries(desk)) == 2
    desk.name("e-lantern", other, "Lantern", "organization")
    desk.name("e-ministry", other, "Ministry", "government")
    note = desk.documents["note.txt"]
    desk.name("e-lantern", note, "Lantern Monitor", "organization")
    desk.name("e-ministry", note, "Defence Ministry", "government")
    told = {len(entry.told) for entry in entries(desk)}
    assert told == {1, 2}


def test_senders_without_a_name_are_known_in_their_document_only() -> None:
    desk = Desk()
    for name in ("a.txt", "b.txt"):
        document = desk.read(name, "2031-03-24", f"Residents in {name} asked: {ASKED}.")
        desk.appeal(document, ASKED, ("residents", "Defence Ministry"))
    assert len(entries(desk)) == 2


def test_an_entry_names_the_incidents_of_its_claims() -> None:
    desk = filed()
    incident = desk.incident("2031-03-01", "Tesk", desk.claims[0])
    (entry,) = entries(desk)
    assert entry.incidents == (incident,)


@settings(deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_claims_changes_nothing(random: Random) -> None:
    desk = filed()
    before = entries(desk)
    random.shuffle(desk.claims)
    assert entries(desk) == before
